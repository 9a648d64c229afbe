"""How the storage is: what went wrong lately, and what its health report says of it."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable
from typing import NamedTuple

_WINDOW = 60.0
"""Seconds over which the error rate is taken."""

_DAMAGE_SHOWN = 600.0
"""Seconds for which a database that had to be moved aside keeps the module degraded."""

_MOST_OUTCOMES = 1000


class Trouble(NamedTuple):
    """`worse`: it makes the module degraded; else it is only told."""

    text: str
    worse: bool


class Condition:
    """Told of every work on the database; asked by the health report."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._outcomes: deque[tuple[float, bool]] = deque(maxlen=_MOST_OUTCOMES)
        self._cannot_write = ""
        self._damage = ""
        self._damaged_at = 0.0
        self.last_commit_ms = 0.0

    def worked(self) -> None:
        self._outcomes.append((self._clock(), True))

    def wrote(self, milliseconds: float) -> None:
        self.last_commit_ms = milliseconds
        self._cannot_write = ""
        self.worked()

    def failed(self, why: str) -> None:
        """Nothing can be written, for the reason given, until something was."""
        self._cannot_write = why
        self._outcomes.append((self._clock(), False))

    def damaged(self, what: str) -> None:
        """The file was found damaged and moved aside; a new one has been begun."""
        self._damage, self._damaged_at = what, self._clock()

    @property
    def cannot_write(self) -> bool:
        return bool(self._cannot_write)

    @property
    def error_rate(self) -> float:
        """Failed of all work of the last minute, 0 to 1."""
        since = self._clock() - _WINDOW
        recent = [fine for at, fine in list(self._outcomes) if at >= since]
        return recent.count(False) / len(recent) if recent else 0.0

    def troubles(self) -> list[Trouble]:
        """The worst first."""
        found = [Trouble(self._cannot_write, worse=True)] if self._cannot_write else []
        if self._damage:
            found.append(Trouble(self._damage, worse=self._clock() - self._damaged_at < _DAMAGE_SHOWN))
        return found
