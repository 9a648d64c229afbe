"""The little of X11 that the sources need, by ctypes on the libraries that every X desktop has."""
