"""How much a connection may ask: a token bucket that only says how long to wait; time is given to it."""

from __future__ import annotations


class TokenBucket:
    """Refills with `rate` tokens a second up to `burst`. A charge may go into debt, which must be waited out."""

    __slots__ = ("_at", "_burst", "_rate", "_tokens")

    def __init__(self, rate: float, burst: float) -> None:
        self._rate = rate
        self._burst = burst
        self._tokens = burst
        self._at: float | None = None

    def charge(self, now: float, tokens: float = 1.0) -> None:
        """Take tokens at monotonic time `now` (seconds)."""
        self._refill(now)
        self._tokens -= tokens

    def available(self, now: float) -> int:
        """How many whole tokens are there."""
        self._refill(now)
        return max(0, int(self._tokens))

    def wait(self, now: float) -> float:
        """Seconds until one whole token is there; 0 when it is there already."""
        self._refill(now)
        return max(0.0, (1.0 - self._tokens) / self._rate)

    def _refill(self, now: float) -> None:
        if self._at is not None:
            self._tokens = min(self._burst, self._tokens + max(0.0, now - self._at) * self._rate)
        self._at = now
