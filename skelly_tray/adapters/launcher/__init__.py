"""Turns descriptors into launch requests; see `launcher.py`."""
