"""The audit log: a chain of entries whose changes can be noticed."""
