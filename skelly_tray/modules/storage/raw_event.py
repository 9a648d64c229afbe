"""One `raw_event`: its shape, checked as it comes in, and as it is given out again."""

from __future__ import annotations

from typing import Any

import msgspec

from skelly_tray.modules.storage import instants

MAX_DATA = 32 * 1024
"""Bytes of an event's data, as JSON."""

_MAX_NAME = 128


class RawEvent(msgspec.Struct, frozen=True):
    """`time` is in ms since 1970, `data` is JSON text. `id` is the publisher's: the same id is the same event."""

    id: str
    kind: str
    time: int
    source: str
    data: str

    @property
    def size(self) -> int:
        """Bytes that it takes in a file, with its place in the indexes."""
        return 2 * len(self.id) + 2 * len(self.kind) + len(self.source) + len(self.data.encode()) + 64

    def payload(self) -> dict[str, Any]:
        """As it was published."""
        return {
            "id": self.id,
            "kind": self.kind,
            "time": instants.to_iso(self.time),
            "source": self.source,
            "data": msgspec.json.decode(self.data),
        }


def read_event(payload: object) -> RawEvent:
    """The event in a payload `{id, kind, time, source, data}`. Raises ValueError, which quotes nothing of it."""
    if not isinstance(payload, dict):
        raise ValueError("a raw_event is an object {id, kind, time, source, data}")
    data = payload.get("data", {})
    if not isinstance(data, dict):
        raise ValueError("data of a raw_event must be an object")
    text = msgspec.json.encode(data)
    if len(text) > MAX_DATA:
        raise ValueError(f"data of a raw_event is too large: {len(text)} bytes of {MAX_DATA}")
    return RawEvent(
        id=_name(payload, "id"),
        kind=_name(payload, "kind"),
        time=_time(payload.get("time")),
        source=_name(payload, "source"),
        data=text.decode(),
    )


def _name(payload: dict[Any, Any], key: str) -> str:
    value = payload.get(key)
    if not isinstance(value, str) or not 0 < len(value) <= _MAX_NAME or not value.isprintable():
        raise ValueError(f"{key} of a raw_event must be 1 to {_MAX_NAME} printable characters")
    return value


def _time(value: object) -> int:
    if not isinstance(value, str):
        raise ValueError("time of a raw_event must be a string in ISO 8601")
    try:
        return instants.from_iso(value)
    except (ValueError, OverflowError):
        raise ValueError("time of a raw_event must be ISO 8601 with its zone") from None
