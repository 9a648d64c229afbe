"""How much a silence says: the phi-accrual view of a module's heartbeats.

After Hayashibara and others, "The phi accrual failure detector" (2004): phi is minus the decimal logarithm of the
chance that a heartbeat comes even later than now, if the pauses are normally distributed as observed. phi 1 is wrong
one time in ten, phi 8 one time in a hundred million. A view for people and an issue; it restarts nothing.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

WINDOW = 100
"""Pauses that are remembered."""
LEAST = 3
"""Pauses without which nothing is said."""
LEAST_DEVIATION = 0.1
"""Share of the mean pause: perfectly regular heartbeats must not make every hiccup a failure."""
LARGEST = 99.0
OVERDUE = 8.0
"""phi from which a module's silence is told as an issue."""


@dataclass(frozen=True, slots=True)
class Heartbeats:
    """last: monotonic seconds of the newest one. pauses: seconds between them, newest last."""

    last: float | None = None
    pauses: tuple[float, ...] = ()

    def beat(self, now: float) -> Heartbeats:
        if self.last is None:
            return Heartbeats(now)
        return Heartbeats(now, (*self.pauses[-WINDOW + 1 :], max(now - self.last, 0.0)))

    def rebased(self, now: float) -> Heartbeats:
        """After a suspend: the time slept is nobody's silence."""
        return self if self.last is None else replace(self, last=now)

    def phi(self, now: float) -> float | None:
        """None before there is enough to judge by."""
        if self.last is None or len(self.pauses) < LEAST:
            return None
        mean = sum(self.pauses) / len(self.pauses)
        variance = sum((pause - mean) ** 2 for pause in self.pauses) / len(self.pauses)
        deviation = max(math.sqrt(variance), mean * LEAST_DEVIATION, 1e-3)
        later = math.erfc((now - self.last - mean) / deviation / math.sqrt(2.0)) / 2.0
        return LARGEST if later <= 0.0 else min(max(-math.log10(later), 0.0), LARGEST)
