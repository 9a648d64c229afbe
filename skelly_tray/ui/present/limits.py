"""Limits of a module in words: what it uses of each, by what it is held, how firmly. For the window and the terminal.

`max_memory_mb` → `memory 38 of 200 MB, held by cgroup_v1 (hard)`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from skelly_tray.ui.present.measures import NARROW, megabytes, percent

Shown = Mapping[str, Any]

_NAMES = {
    "max_cpu_percent": "CPU",
    "max_memory_mb": "memory",
    "max_file_handles": "open files",
    "max_threads": "threads",
}


def limit_words(name: str, limit: Shown) -> str:
    """One limit, in short: `CPU 20 % of 20 %, held by cgroup_v1 (hard)`."""
    parts = [f"{_NAMES.get(name, name)} {_amount(name, limit)}"]
    if limit.get("exceeded"):
        action = limit.get("action")
        parts.append("exceeded" if not action else f"exceeded, {_DONE.get(str(action), action)}")
    parts.append(_holding(limit))
    return ", ".join(parts)


_DONE = {
    "alert": "alerted",
    "throttle": "throttled",
    "degrade": "degraded",
    "restart": "restarted",
    "stop": "stopped",
}


def limit_note(limit: Shown) -> str:
    """Why it is not held, or only softly; empty when there is nothing to add."""
    return str(limit.get("why") or "")


def limit_lines(limits: Mapping[str, Shown]) -> Iterator[tuple[str, str]]:
    """(words, note) of each limit."""
    for name, limit in limits.items():
        yield limit_words(name, limit), limit_note(limit)


def throttled_words(throttled: Shown | None) -> str:
    """That it pays for a busy machine: `to 30 % of a core: the machine's CPU …`."""
    if not throttled:
        return ""
    return f"to {percent(float(throttled.get('percent', 0)))} of a core: {throttled.get('why', '')}"


def _amount(name: str, limit: Shown) -> str:
    most, used = float(limit.get("value") or 0), limit.get("used")
    if name == "max_memory_mb":
        told, bound = (megabytes(float(used)) if used is not None else None), megabytes(most)
    elif name == "max_cpu_percent":
        told, bound = (percent(float(used)) if used is not None else None), f"{most:g}{NARROW}%"
    else:
        told, bound = (f"{used:.0f}" if used is not None else None), f"{most:g}"
    return f"{told} of {bound}" if told is not None else f"at most {bound}"


def _holding(limit: Shown) -> str:
    rung, strength = str(limit.get("rung", "advisory")), str(limit.get("strength", "none"))
    if strength == "none":
        return "only watched"
    return f"held by {rung} ({strength})" if limit.get("held") else f"to be held by {rung} ({strength})"
