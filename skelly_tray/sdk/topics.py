"""Which patterns a topic matches."""

from __future__ import annotations


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
