"""Holding modules to their limits: one file per rung, and the ladder that picks the best that the machine offers."""
