"""Measures the real program against its budgets. `./run-tests --benchmark` prints them; nothing here is a test."""
