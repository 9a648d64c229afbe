"""Points in time: ISO 8601 on the wire, whole milliseconds since 1970 (UTC) in the database."""

from __future__ import annotations

from datetime import UTC, datetime

FIRST, LAST = 0, 253_402_300_799_999
"""1970 to 9999, in ms: what ISO 8601 can say in both directions."""


def from_iso(text: str) -> int:
    """Milliseconds of e.g. `2026-01-31T12:00:00.250Z`. Raises ValueError when it is no time or has no zone."""
    moment = datetime.fromisoformat(text)
    if moment.tzinfo is None:
        raise ValueError("a time needs its zone, e.g. a Z at the end")
    milliseconds = round(moment.timestamp() * 1000)
    if not FIRST <= milliseconds <= LAST:
        raise ValueError("a time must be after 1970")
    return milliseconds


def to_iso(milliseconds: int) -> str:
    moment = datetime.fromtimestamp(milliseconds / 1000, UTC)
    return moment.isoformat(timespec="milliseconds").replace("+00:00", "Z")


def now_ms() -> int:
    return round(datetime.now(UTC).timestamp() * 1000)
