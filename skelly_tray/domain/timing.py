"""How times are compared, and told to people."""

from __future__ import annotations

TOLERANCE = 0.001
"""Seconds by which a timer may fire early."""


def span(seconds: float) -> str:
    """`40 ms`, `12.5 s`, `5 min`."""
    if seconds < 1:
        return f"{max(seconds, 0.0) * 1000:.0f} ms"
    return f"{seconds:.1f} s" if seconds < 120 else f"{seconds / 60:.0f} min"
