"""Lines of a module's output as the log viewer shows them: what is new in a fresh answer, levels, search, times."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import IntEnum
from typing import Any

from skelly_tray.ui.present.ansi import without_escapes
from skelly_tray.ui.present.measures import clock_time, wall_seconds

MARKS = {"out": " ", "err": "!", "sys": "·"}
"""One character for each stream, so that it is told without colour."""

_ERROR = re.compile(r"\b(?:error|fatal|critical|panic|exception|traceback|emerg|alert)\b", re.IGNORECASE)
_WARNING = re.compile(r"\bwarn(?:ing)?\b", re.IGNORECASE)
_DEBUG = re.compile(r"\b(?:debug|trace|verbose)\b", re.IGNORECASE)
_BEGINNING = 120
"""Characters in which a level is looked for."""


class Level(IntEnum):
    """What a line says of itself; most say nothing, and count as information."""

    DEBUG = 0
    INFO = 1
    WARNING = 2
    ERROR = 3


@dataclass(frozen=True, slots=True)
class LogLine:
    time: str
    stream: str
    text: str

    def shown(self, now: float) -> str:
        """`14:02:07 ! what it wrote`; now: seconds since the epoch."""
        return f"{self.heading(now)} {without_escapes(self.text)}"

    def heading(self, now: float) -> str:
        """`14:02:07 !`."""
        return f"{clock_time(self.time, now)} {MARKS.get(self.stream, ' ')}"


def level(line: LogLine) -> Level:
    """By the first word of one that the line has near its beginning."""
    head = line.text[:_BEGINNING]
    found = [
        (match.start(), kind)
        for pattern, kind in ((_ERROR, Level.ERROR), (_WARNING, Level.WARNING), (_DEBUG, Level.DEBUG))
        if (match := pattern.search(head))
    ]
    return min(found)[1] if found else Level.INFO


def log_lines(answer: Sequence[Mapping[str, Any]]) -> list[LogLine]:
    """The answer to the query `logs`, oldest first."""
    return [
        LogLine(str(line.get("time", "")), str(line.get("stream", "out")), str(line.get("text", "")))
        for line in answer
    ]


def appended(shown: Sequence[LogLine], newest: Sequence[LogLine]) -> list[LogLine] | None:
    """What `newest` has after the lines already shown; None when the two do not join (all is new).

    Both are the tail of one growing list, so the end of the first is somewhere in the second.
    """
    if not shown:
        return list(newest)
    for start in range(max(0, len(shown) - len(newest)), len(shown)):
        overlap = len(shown) - start
        if shown[start] == newest[0] and list(shown[start:]) == list(newest[:overlap]):
            return list(newest[overlap:])
    return None


def first_at(lines: Sequence[LogLine], time: float) -> int | None:
    """The first line written at that time (seconds since the epoch) or later, else the last one; None without lines."""
    if not lines:
        return None
    at = bisect_left(lines, time, key=lambda line: wall_seconds(line.time) or 0.0)
    return min(at, len(lines) - 1)


def typed_time(text: str, now: float) -> float | None:
    """`14:02`, `14:02:07`, `2026-11-27 14:02`, `27.11.2026 14:02` or `-5 min` as seconds since the epoch; None for what
    is no time.

    A time of the day is the last one that has been: yesterday's, if today's is still to come.
    """
    words = text.strip()
    if back := re.fullmatch(r"-?\s*(\d{1,5})\s*(s|min|h|d|T)", words):
        return now - int(back[1]) * {"s": 1, "min": 60, "h": 3600, "d": 86_400, "T": 86_400}[back[2]]
    if clock := re.fullmatch(r"(\d{1,2}):(\d{2})(?::(\d{2}))?", words):
        hour, minute, second = int(clock[1]), int(clock[2]), int(clock[3] or 0)
        if hour > 23 or minute > 59 or second > 59:
            return None
        today = (
            datetime.fromtimestamp(now)
            .astimezone()
            .replace(hour=hour, minute=minute, second=second, microsecond=0)
        )
        moment = today if today.timestamp() <= now else today - timedelta(days=1)
        return moment.timestamp()
    words = re.sub(r"^(\d{1,2})\.(\d{1,2})\.(\d{4})", _year_first, words)
    try:
        return datetime.fromisoformat(words).timestamp()
    except ValueError:
        return None


def _year_first(date: re.Match[str]) -> str:
    return f"{date[3]}-{int(date[2]):02}-{int(date[1]):02}"
