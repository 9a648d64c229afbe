"""A module's own `[settings]`: JSON Schema, its defaults, its secrets. `check.py` is what the builder calls."""
