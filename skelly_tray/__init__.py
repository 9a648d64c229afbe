"""Skelly Tray: a desktop supervisor for a system of local programs."""

__version__ = "0.1.0"
