"""How much is typed, clicked, scrolled and moved, on X11: counts only. Which key it was is never looked at."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence

from skelly_tray.modules.data_capture.observation import Observation
from skelly_tray.modules.data_capture.source import Surroundings
from skelly_tray.modules.data_capture.x11 import raw_input
from skelly_tray.modules.data_capture.x11.display import XDisplay
from skelly_tray.modules.data_capture.x11.raw_input import RawInput
from skelly_tray.modules.data_capture.x11.watching import WatchesDisplay


class Counts:
    """What was done since the last time it was told."""

    def __init__(self) -> None:
        self._done: Counter[RawInput] = Counter()
        self._pixels = 0.0
        self._place: tuple[int, int] | None = None
        self._since: float | None = None

    def add(self, done: Counter[RawInput], place: tuple[int, int] | None) -> None:
        """`place`: where the pointer is now, if it may have moved."""
        self._done += done
        if place is not None:
            if self._place is not None:
                self._pixels += math.dist(self._place, place)
            self._place = place

    def tell(self, now: float) -> Observation | None:
        """None when nothing was done."""
        since, self._since = self._since, now
        done, self._done = self._done, Counter()
        pixels, self._pixels = self._pixels, 0.0
        if not done or since is None:
            return None
        return Observation(
            "input_counts",
            {
                "seconds": round(now - since, 1),
                "keys": done[RawInput.KEY],
                "clicks": done[RawInput.CLICK],
                "scrolls": done[RawInput.SCROLL],
                "pointer_px": round(pixels),
            },
        )


class InputSource(WatchesDisplay):
    """Asleep while nobody touches anything.

    The distance is that between the places where the pointer was at each look.
    """

    interval = 10.0

    def __init__(self, surroundings: Surroundings) -> None:
        self._opcode = 0
        self._counts = Counts()

    def open(self) -> None:
        self._display = XDisplay()
        self._opcode = raw_input.select(self._display)
        self._counts.add(Counter(), self._display.pointer())

    def read(self, now: float, due: bool) -> Sequence[Observation]:
        display = self._connected()
        done = Counter(raw_input.pending(display, self._opcode))
        self._counts.add(done, display.pointer() if done[RawInput.MOTION] else None)
        told = self._counts.tell(now) if due else None
        return (told,) if told is not None else ()
