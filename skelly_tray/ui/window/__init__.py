"""The main window; imported only when it is first shown."""
