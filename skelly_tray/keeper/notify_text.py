"""The text of an sd_notify datagram: lines of KEY=VALUE. Shared by the keeper and the orchestrator."""

from __future__ import annotations

MAX_FIELDS = 64
"""Fields that are kept of one datagram, and of all that nobody has read yet."""
MAX_KEY = 64
MAX_VALUE = 1024
"""Characters; a longer key is dropped, a longer value is cut."""


def parse_fields(datagram: bytes) -> dict[str, str]:
    """The fields of a datagram; the last value of a repeated key counts, lines without `=` do not.

    A module may send what it likes as fast as it likes, so everything is bounded.
    """
    fields: dict[str, str] = {}
    for line in datagram.decode(errors="replace").split("\n", 2 * MAX_FIELDS)[: 2 * MAX_FIELDS]:
        key, found, value = line.partition("=")
        if found and 0 < len(key) <= MAX_KEY:
            add_field(fields, key, value[:MAX_VALUE])
    return fields


def add_field(fields: dict[str, str], key: str, value: str) -> None:
    """Set a field, unless it were one too many."""
    if key in fields or len(fields) < MAX_FIELDS:
        fields[key] = value
