"""A message as a subscriber gets it, and which patterns its topic matches."""

from __future__ import annotations

from typing import Any

import msgspec


class Event(msgspec.Struct, frozen=True):
    """source: the module that published it; time: ISO 8601 in UTC, when the bus took it."""

    topic: str
    source: str = ""
    time: str = ""
    payload: Any = None


def matches(pattern: str, topic: str) -> bool:
    """In patterns `*` is one segment, and `>` at the end one or more."""
    if pattern == topic or pattern == ">":
        return True
    wanted, given = pattern.split("."), topic.split(".")
    for position, segment in enumerate(wanted):
        if segment == ">":
            return len(given) > position
        if position >= len(given) or segment not in ("*", given[position]):
            return False
    return len(given) == len(wanted)
