"""Lines of a module's output as the log viewer shows them, and what is new in a fresh answer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from skelly_tray.ui.present.measures import clock_time

MARKS = {"out": " ", "err": "!", "sys": "·"}
"""One character for each stream, so that it is told without colour."""


@dataclass(frozen=True, slots=True)
class LogLine:
    time: str
    stream: str
    text: str

    def shown(self, now: float) -> str:
        """`14:02:07 ! what it wrote`; now: seconds since the epoch."""
        return f"{clock_time(self.time, now)} {MARKS.get(self.stream, ' ')} {self.text}"


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
