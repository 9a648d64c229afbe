"""Starts a home at login, in the way of each platform: one entry for each home, and nothing that needs rights."""
