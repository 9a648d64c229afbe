"""Bundled module: turns what was noticed into one short, kind sentence and a mood."""
