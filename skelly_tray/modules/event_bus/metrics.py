"""What the bus counts of itself."""

from __future__ import annotations

import math

_BUCKETS = 64
_SMALLEST = 1e-5
"""Seconds of the first bucket; four buckets double it."""
_LEAST_SPAN = 1.0
"""Seconds over which a rate is taken at least."""


class Latencies:
    """How long answers took, in buckets; old ones fade out."""

    def __init__(self) -> None:
        self._counts = [0.0] * _BUCKETS

    def add(self, seconds: float) -> None:
        at = 0 if seconds <= _SMALLEST else int(4 * math.log2(seconds / _SMALLEST)) + 1
        self._counts[min(_BUCKETS - 1, at)] += 1

    def fade(self) -> None:
        """Let what was counted so far weigh half."""
        self._counts = [count / 2 if count > 0.01 else 0.0 for count in self._counts]

    def percentile_ms(self, percent: float) -> float:
        """The upper edge of the bucket in which it lies; 0 when nothing was counted."""
        wanted = sum(self._counts) * percent / 100
        if wanted == 0:
            return 0.0
        passed = 0.0
        for at, count in enumerate(self._counts):
            passed += count
            if passed >= wanted:
                return round(1000 * _SMALLEST * 2 ** (at / 4), 4)
        return round(1000 * _SMALLEST * 2 ** (_BUCKETS / 4), 4)


class Counters:
    """Totals since the start. failed: refused, late or lost deliveries and requests."""

    def __init__(self, now: float) -> None:
        self.messages = 0
        self.deliveries = 0
        self.dropped = 0
        self.quarantined = 0
        self.failed = 0
        self.latencies = Latencies()
        self._base = (now, 0, 0, 0)
        self._rates = (0.0, 0.0, 0.0)

    def rates(self, now: float) -> tuple[float, float, float]:
        """(messages a second, deliveries a second, share of deliveries that failed) since the former look.

        Two looks in quick succession see the same.
        """
        since, messages, deliveries, failed = self._base
        span = now - since
        if span >= _LEAST_SPAN:
            delivered, missed = self.deliveries - deliveries, self.failed - failed
            self._rates = (
                round((self.messages - messages) / span, 1),
                round(delivered / span, 1),
                round(missed / max(1, delivered + missed), 4),
            )
            self._base = (now, self.messages, self.deliveries, self.failed)
            self.latencies.fade()
        return self._rates
