"""A circuit breaker: after failures in a row nothing is tried for a while, then one trial decides.

closed: calls go through. open: they are refused at once until `retry_at`. half-open: one trial is on its way.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum

FAILURES = 3
FIRST_PAUSE = 0.25
LONGEST_PAUSE = 5.0
"""Seconds before a trial; doubles with each failed one."""


class BreakerState(StrEnum):
    CLOSED = "closed"
    OPEN = "open"
    HALF_OPEN = "half_open"


@dataclass(frozen=True, slots=True)
class Breaker:
    """failures: in a row. trials: failed ones since it opened. retry_at: monotonic seconds of the next trial."""

    state: BreakerState = BreakerState.CLOSED
    failures: int = 0
    trials: int = 0
    retry_at: float = 0.0

    def allows(self, now: float) -> bool:
        """A call may be made now; while open, that is the trial, and `tried` must be noted."""
        return self.state is BreakerState.CLOSED or (self.state is BreakerState.OPEN and now >= self.retry_at)

    def tried(self) -> Breaker:
        """A call is being made; of an open one, it is the trial."""
        return replace(self, state=BreakerState.HALF_OPEN) if self.state is BreakerState.OPEN else self

    def succeeded(self) -> Breaker:
        return Breaker()

    def failed(self, now: float) -> Breaker:
        if self.state is BreakerState.CLOSED and self.failures + 1 < FAILURES:
            return replace(self, failures=self.failures + 1)
        trials = 0 if self.state is BreakerState.CLOSED else self.trials + 1
        return self.opened(now, trials)

    def opened(self, now: float, trials: int = 0) -> Breaker:
        """Open at once: the connection itself is gone."""
        pause = min(FIRST_PAUSE * 2.0 ** min(trials, 20), LONGEST_PAUSE)
        return Breaker(BreakerState.OPEN, self.failures + 1, trials, now + pause)
