"""Durations as they stand in files: `"500ms"`, `"10s"`, `"5m"`, `"1h"`, or a number of seconds."""

from __future__ import annotations

import re

ALLOWED = '"500ms", "10s", "5m", "1h", or a number of seconds'
LONGEST = 10 * 365 * 86400.0
"""Seconds; nobody means more than ten years, and a timer must be able to hold it."""

_FORM = re.compile(r"([0-9]{1,15}(?:\.[0-9]{1,9})?) ?(ms|s|m|h)", re.ASCII)
_SECONDS = {"ms": 0.001, "s": 1.0, "m": 60.0, "h": 3600.0}


def parse_duration(value: object) -> float | None:
    """Seconds, or None when `value` is no duration from 0 to `LONGEST`."""
    if isinstance(value, bool):
        return None
    if isinstance(value, int | float):
        return float(value) if 0 <= value <= LONGEST else None  # which nan never is
    match = _FORM.fullmatch(value) if isinstance(value, str) else None
    if match is None:
        return None
    # Dividing keeps "200ms" at exactly 0.2, where multiplying by 0.001 would not always.
    number = float(match[1])
    seconds = number / 1000 if match[2] == "ms" else number * _SECONDS[match[2]]
    return seconds if seconds <= LONGEST else None


def show_duration(seconds: float) -> str:
    """The shortest usual spelling: `0.5` is `500ms`, `300` is `5m`."""
    if seconds and seconds < 1:
        return f"{seconds * 1000:g}ms"
    for unit in ("h", "m"):
        if seconds and seconds % _SECONDS[unit] == 0:
            return f"{seconds / _SECONDS[unit]:g}{unit}"
    return f"{seconds:g}s"
