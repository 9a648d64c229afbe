"""Bundled module: a small jelly skeleton on the desktop that shows how it goes and says what there is to say."""
