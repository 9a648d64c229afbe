"""Which lines of a log somebody wants: since when, until when, and those that a pattern is found in.

A pattern is a regular expression, searched by the `regex` package as log probes are: it can be stopped, so that none
holds the program over a hostile line.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from skelly_tray.adapters.logs.line_format import LogLine, stamp
from skelly_tray.config.durations import parse_duration

SEARCHED = 4096
"""Characters of a line that are searched."""
TOO_SLOW = 0.1
"""Seconds over one line after which a pattern is given up."""
MOMENTS = "10m, 2h or 3d (so long ago), 14:02, or 2026-01-31T14:02"

_DAYS = re.compile(r"([0-9]{1,4}) ?d", re.ASCII)


@dataclass(frozen=True, slots=True)
class Choice:
    """since, until: as times stand in the file, both included; empty for no bound. found: of the text of a line; it may
    raise ValueError with a sentence."""

    since: str = ""
    until: str = ""
    found: Callable[[str], bool] | None = None

    def is_before(self, line: LogLine) -> bool:
        """Whether it, and all that stands before it, is too old."""
        return bool(self.since and line.time) and line.time < self.since

    def takes(self, line: LogLine) -> bool:
        if self.is_before(line) or (self.until and line.time > self.until):
            return False
        return self.found is None or self.found(line.text)


ALL = Choice()


def choice_of(since: str, until: str, pattern: str, now: float) -> Choice:
    """From what was typed; empty texts choose nothing. now: seconds since the epoch. Raises ValueError."""
    return Choice(
        moment(since, now) if since else "",
        moment(until, now) if until else "",
        searcher(pattern) if pattern else None,
    )


def moment(text: str, now: float) -> str:
    """A time as it stands in a log. Without a zone it is local; a time of day is the last one that was so.

    Raises ValueError that names what is allowed.
    """
    days = _DAYS.fullmatch(text)
    ago = float(days[1]) * 86400.0 if days else parse_duration(text)
    if ago is not None:
        return stamp(max(0.0, now - ago))
    try:
        try:
            found = datetime.fromisoformat(text).astimezone()
        except ValueError:
            if ":" not in text:
                raise
            here = datetime.fromtimestamp(now).astimezone()
            found = datetime.combine(here.date(), time.fromisoformat(text)).astimezone()
            found = found if found <= here else found - timedelta(days=1)
        return stamp(max(0.0, found.timestamp()))
    except (ValueError, OverflowError, OSError):
        raise ValueError(f"{text[:80]!r} is no time; allowed: {MOMENTS}") from None


def searcher(pattern: str) -> Callable[[str], bool]:
    """Whether a text holds the pattern; small and capital letters are the same unless it has a capital one.

    Raises ValueError for what is no pattern, and what is returned does so for one that takes too long.
    """
    import regex  # 3 MiB, and only who searches needs it

    try:
        flags = 0 if any(map(str.isupper, pattern)) else regex.IGNORECASE
        compiled = regex.compile(pattern, flags)
    except (regex.error, RecursionError, OverflowError) as error:
        raise ValueError(f"{pattern[:80]!r} is not a regular expression: {error}") from None

    def found(text: str) -> bool:
        try:
            match = compiled.search(text[:SEARCHED], timeout=TOO_SLOW, concurrent=True)
        except TimeoutError:
            raise ValueError(f"{pattern[:80]!r} takes too long over a line and was given up") from None
        return match is not None

    return found
