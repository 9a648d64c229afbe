"""A message as a subscriber gets it."""

from __future__ import annotations

from typing import Any

import msgspec


class Event(msgspec.Struct, frozen=True):
    """source: the module that published it; time: ISO 8601 in UTC, when the bus took it."""

    topic: str
    source: str = ""
    time: str = ""
    payload: Any = None
