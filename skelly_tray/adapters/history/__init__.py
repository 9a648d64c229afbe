"""Samples and marks of the last weeks, in one SQLite file that a thread of its own writes."""
