"""What this machine can hold of a module's `[sandbox]`; see `guard.py`."""
