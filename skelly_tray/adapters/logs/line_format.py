"""The form of a log line on disk: `2026-01-01T00:00:00.123Z out text`, greppable and read back exactly."""

from __future__ import annotations

import time
from dataclasses import dataclass

STREAMS = ("out", "err", "sys")
_STAMP_LENGTH = len("2026-01-01T00:00:00.123Z")
PREFIX_LENGTH = _STAMP_LENGTH + len(" out ")
"""Bytes that stand before the text of each line."""


@dataclass(frozen=True, slots=True)
class LogLine:
    """One line read back: `time` in ISO 8601 UTC with milliseconds, `stream` out, err or sys.

    A line that is not in our form (another writer's) has an empty time and the stream `sys`.
    """

    time: str
    stream: str
    text: str


def stamp(wall: float) -> str:
    """Seconds since the epoch as ISO 8601 UTC with milliseconds."""
    milliseconds = int(wall * 1000)
    seconds = time.strftime("%Y-%m-%dT%H:%M:%S", time.gmtime(milliseconds // 1000))
    return f"{seconds}.{milliseconds % 1000:03d}Z"


def prefix(wall: float, stream: str) -> bytes:
    """What stands before the text of each line of `stream` that came at `wall`."""
    return f"{stamp(wall)} {stream} ".encode("ascii")


def parse(line: bytes) -> LogLine:
    """The line without its newline, read back. Bytes that are not UTF-8 become U+FFFD."""
    text = line.decode("utf-8", "replace")
    time_, _, rest = text.partition(" ")
    stream, space, message = rest.partition(" ")
    if space and stream in STREAMS and len(time_) == _STAMP_LENGTH and time_[0] in "0123456789":
        return LogLine(time_, stream, message)
    return LogLine("", "sys", text)
