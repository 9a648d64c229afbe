"""Reads the files of other supervisors into module files: one file a format, and a line in `formats.py`."""
