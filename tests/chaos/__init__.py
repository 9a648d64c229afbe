"""Chaos rigs: blows on systems of real processes, and the laws that hold meanwhile and afterwards."""
