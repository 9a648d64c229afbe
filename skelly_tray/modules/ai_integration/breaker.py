"""When an endpoint is left alone: closed (asked), open (not asked), half-open (asked once, to see).

Pure: the time is told, in seconds of a clock that only goes forward.
"""

from __future__ import annotations

from typing import Literal

BreakerState = Literal["closed", "half_open", "open"]


class Breaker:
    """`may_ask` before each try, then exactly one of `worked`, `failed` and `abandoned` after it.

    failures: so many in a row open it. retry_after: seconds until one is tried; doubled for every try in vain, up to
    sixteen times.
    """

    def __init__(self, failures: int, retry_after: float) -> None:
        self.failures = failures
        self.retry_after = retry_after
        self.reason = ""
        """Of the last failure; empty once it works."""
        self._in_a_row = 0
        self._in_vain = 0
        self._opened: float | None = None
        self._trying = False

    def state(self, now: float) -> BreakerState:
        if self._opened is None:
            return "closed"
        return "half_open" if self._trying or now >= self._due else "open"

    def left(self, now: float) -> float:
        """Seconds until it is tried again; 0 unless it is open."""
        return max(0.0, self._due - now) if self._opened is not None else 0.0

    def may_ask(self, now: float) -> bool:
        """While half open only one try is under way."""
        if self._opened is None:
            return True
        if self._trying or now < self._due:
            return False
        self._trying = True
        return True

    def worked(self) -> None:
        self._in_a_row = self._in_vain = 0
        self._opened, self._trying, self.reason = None, False, ""

    def failed(self, now: float, reason: str) -> None:
        self._in_a_row += 1
        self.reason = reason
        if self._opened is not None:
            self._in_vain = min(self._in_vain + 1, 4)
            self._opened, self._trying = now, False
        elif self._in_a_row >= self.failures:
            self._opened = now

    def abandoned(self) -> None:
        """The try was broken off by us: it says nothing."""
        self._trying = False

    @property
    def _due(self) -> float:
        opened = self._opened if self._opened is not None else 0.0
        return opened + self.retry_after * (1 << self._in_vain)
