"""The time as it stands in events: ISO 8601, UTC, milliseconds; made once a millisecond."""

from __future__ import annotations

import time

_MILLISECOND = 1_000_000


class TimeStamp:
    """`now()` is called for every message."""

    __slots__ = ("_at", "_second", "_start", "_text")

    def __init__(self) -> None:
        self._at = -1
        self._second = -1
        self._start = ""
        self._text = b""

    def now(self) -> bytes:
        at = time.time_ns() // _MILLISECOND
        if at != self._at:
            self._at = at
            second, milliseconds = divmod(at, 1000)
            if second != self._second:
                self._second = second
                self._start = time.strftime("%Y-%m-%dT%H:%M:%S", time.gmtime(second))
            self._text = f"{self._start}.{milliseconds:03}Z".encode()
        return self._text
