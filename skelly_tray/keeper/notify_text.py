"""The text of an sd_notify datagram: lines of KEY=VALUE. Shared by the keeper and the orchestrator."""

from __future__ import annotations


def parse_fields(datagram: bytes) -> dict[str, str]:
    """The fields of a datagram; the last value of a repeated key counts, lines without `=` do not."""
    fields: dict[str, str] = {}
    for line in datagram.decode(errors="replace").split("\n"):
        key, found, value = line.partition("=")
        if found and key:
            fields[key] = value
    return fields
