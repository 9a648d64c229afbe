"""Notices that time passed without us: the machine slept, or this process stood still while others went on.

Nothing here depends on which timer fires first afterwards: whoever is about to act on what he knows asks first, and the
gap up to that moment counts whether or not the pulse that should have fallen into it has come yet.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable

from skelly_tray.domain.events import Resumed

BEAT = 1.0
"""Seconds between two looks, at most; the upkeep sees to it."""
SLEEP = 1.0
"""Seconds between the clocks that count as a suspend."""
STALL = 2.0
"""Seconds beyond a beat without any sign of life of ours that count as having stood still."""
PULSE = 0.1
"""Seconds between two signs of life while a probe is in flight."""
HELD_UP = 0.2
"""Seconds beyond a pulse that count as lost."""

Seconds = Callable[[], float]


class Absence:
    """slept: seconds of suspend since the boot; monotonic: the clock of the loop. Nothing is noticed before `begin`, as
    the start has waits of its own."""

    def __init__(self, slept: Seconds, monotonic: Seconds) -> None:
        self._slept_now = slept
        self._monotonic = monotonic
        self._slept = slept()
        self._seen: float | None = None

    def begin(self) -> None:
        self._slept, self._seen = self._slept_now(), self._monotonic()

    def look(self) -> Resumed | None:
        """What has passed without us since the last look, if it was worth the name."""
        if self._seen is None:
            return None
        now, slept = self._monotonic(), self._slept_now()
        gap, fallen = now - self._seen, slept - self._slept
        self._seen, self._slept = now, slept
        stalled = gap if gap >= BEAT + STALL else 0.0
        if fallen < SLEEP and not stalled:
            return None
        return Resumed(fallen if fallen >= SLEEP else 0.0, stalled)


class Stalls:
    """How long the loop stood still, counted with a fine pulse while anybody is interested."""

    def __init__(self, monotonic: Seconds) -> None:
        self._monotonic = monotonic
        self._interested = 0
        self._seen = 0.0
        self._lost = 0.0
        self._timer: asyncio.TimerHandle | None = None

    def begin(self) -> None:
        """Somebody is interested from now on, until `end`."""
        if not self._interested:
            self._seen = self._monotonic()
            self._pulse()
        self._interested += 1

    def end(self) -> None:
        self._interested -= 1
        if not self._interested and self._timer is not None:
            self._timer.cancel()
            self._timer = None

    def lost(self) -> float:
        """Seconds lost so far, those just now included; compare two of them."""
        now = self._monotonic()
        gap, self._seen = now - self._seen, now
        if gap > PULSE + HELD_UP:
            self._lost += gap
        return self._lost

    def _pulse(self) -> None:
        self.lost()
        self._timer = asyncio.get_running_loop().call_later(PULSE, self._pulse)
