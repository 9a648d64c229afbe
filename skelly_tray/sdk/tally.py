"""How much of its work a module fails at: handled events and calls of the last minute."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable

_WINDOW = 60


class Tally:
    """Counts by the second of a monotonic clock."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._seconds: deque[list[int]] = deque()

    def handled(self) -> None:
        self._now()[1] += 1

    def failed(self) -> None:
        counts = self._now()
        counts[1] += 1
        counts[2] += 1

    @property
    def error_rate(self) -> float:
        """Failed of all over the last minute, 0 to 1."""
        self._forget(int(self._clock()))
        total = sum(counts[1] for counts in self._seconds)
        return sum(counts[2] for counts in self._seconds) / total if total else 0.0

    def _now(self) -> list[int]:
        second = int(self._clock())
        if not self._seconds or self._seconds[-1][0] != second:
            self._forget(second)
            self._seconds.append([second, 0, 0])
        return self._seconds[-1]

    def _forget(self, second: int) -> None:
        while self._seconds and self._seconds[0][0] <= second - _WINDOW:
            self._seconds.popleft()
