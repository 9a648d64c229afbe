"""The project's tests, and the drivers that they share."""
