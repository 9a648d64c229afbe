"""Measures what a window shows: cut text, things upon each other, contrast, names, the order of the focus."""
