"""How much output of one module is kept: a byte rate with a burst allowance. Pure: time is a parameter.

A leaky bucket that what is *discarded* fills too: output is kept again only once the module itself has come
back below its rate, so a steady flood costs neither disk nor time, and is told in one line per period.
"""

from __future__ import annotations

MIB = 1024 * 1024
RATE = 4 * MIB
"""Bytes per second that a module may write for ever."""
BURST = 8 * MIB
"""Bytes that it may write at once after a quiet time."""
FIRST_REPORT = 1.0
NEXT_REPORTS = 10.0
"""Seconds of discarding before it is told the first time, and between later reports."""


class Flow:
    """Decides for one module whether its output is kept or discarded, and words the report."""

    __slots__ = ("_allowance", "_at", "_burst", "_dropped", "_period", "_rate", "_since", "discarding")

    def __init__(self, rate: int = RATE, burst: int = BURST) -> None:
        self._rate = rate
        self._burst = burst
        self._allowance = float(burst)
        self._at: float | None = None
        self._since = 0.0
        self._dropped = 0
        self._period = FIRST_REPORT
        self.discarding = False

    def account(self, count: int, now: float) -> None:
        """`count` bytes came (0: look at the time only); sets `discarding`."""
        elapsed = 0.0 if self._at is None else now - self._at
        self._at = now
        self._allowance = min(float(self._burst), self._allowance + elapsed * self._rate) - count
        # The debt is bounded, so that half a second of quiet ends the discarding.
        self._allowance = max(self._allowance, -self._rate / 4)
        if self.discarding:
            self._dropped += count
            self.discarding = self._allowance < self._rate / 4
        elif self._allowance < 0:
            self.discarding = True
            if not self._dropped:
                self._since = now

    def report(self, now: float) -> str | None:
        """A sentence on what was discarded, when one is due: at the end, and now and then before."""
        if not self._dropped or (self.discarding and now - self._since < self._period):
            return None
        return self._settle(now)

    def last_report(self, now: float) -> str | None:
        """A sentence on what was discarded and not yet told."""
        return self._settle(now) if self._dropped else None

    def _settle(self, now: float) -> str:
        size, seconds = _figure(self._dropped / MIB), _figure(now - self._since)
        text = f"output discarded: {size} MB in {seconds} s, over {self._rate / MIB:g} MB/s"
        self._dropped = 0
        self._since = now
        self._period = NEXT_REPORTS if self.discarding else FIRST_REPORT
        return text


def _figure(value: float) -> str:
    return f"{value:.0f}" if value >= 10 else f"{max(value, 0.1):.1f}"
