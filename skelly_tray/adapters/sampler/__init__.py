"""Measures what modules, this program and the machine use."""
