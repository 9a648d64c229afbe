"""A circuit breaker: who fails again and again is left alone for a while, then tried once."""

from __future__ import annotations

from enum import StrEnum

FAILURES = 5
"""In a row, before the circuit opens."""
FIRST_PAUSE = 1.0
LAST_PAUSE = 30.0
"""Seconds that it stays open: doubling from the first to the last."""


class Circuit(StrEnum):
    CLOSED = "closed"
    OPEN = "open"
    HALF_OPEN = "half_open"
    """One trial is under way, or may be."""


class Breaker:
    """Told of every outcome; asked before everything that is sent. Times are monotonic seconds.

    Each method that may change the state returns the new state when it did, else None.
    """

    def __init__(self) -> None:
        self.state = Circuit.CLOSED
        self.reason = ""
        self._in_a_row = 0
        self._pause = FIRST_PAUSE
        self._until = 0.0
        self._on_trial = False

    @property
    def until(self) -> float | None:
        """When an open circuit may be tried; None while it is not open."""
        return self._until if self.state is Circuit.OPEN else None

    def look(self, now: float) -> Circuit | None:
        """Let time pass."""
        if self.state is Circuit.OPEN and now >= self._until:
            self._on_trial = False
            return self._become(Circuit.HALF_OPEN)
        return None

    def came_back(self) -> Circuit | None:
        """There is a new connection: it deserves a trial now."""
        if self.state is Circuit.OPEN:
            self._on_trial = False
            return self._become(Circuit.HALF_OPEN)
        return None

    def allows(self) -> bool:
        """Whether something may be sent; half open, that is one thing at a time."""
        return self.state is Circuit.CLOSED or (self.state is Circuit.HALF_OPEN and not self._on_trial)

    def sent(self) -> None:
        if self.state is Circuit.HALF_OPEN:
            self._on_trial = True

    def withdrawn(self) -> None:
        """What was sent will have no outcome."""
        self._on_trial = False

    def succeeded(self) -> Circuit | None:
        """A late success while the circuit is open does not close it."""
        self._in_a_row = 0
        if self.state is Circuit.HALF_OPEN:
            self._pause = FIRST_PAUSE
            return self._become(Circuit.CLOSED)
        return None

    def failed(self, now: float, reason: str) -> Circuit | None:
        self.reason = reason
        self._in_a_row += 1
        if self.state is Circuit.HALF_OPEN:
            self._pause = min(LAST_PAUSE, self._pause * 2)
        elif self.state is Circuit.OPEN or self._in_a_row < FAILURES:
            return None
        self._until = now + self._pause
        return self._become(Circuit.OPEN)

    def _become(self, state: Circuit) -> Circuit:
        self.state = state
        return state
