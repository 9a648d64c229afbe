"""`History`: the past of every module for any span: the newest minutes from the rings, the rest from the disk."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from skelly_tray.domain.descriptor import ModuleId
from skelly_tray.engine.history_port import HistoryStore, HistoryUnavailable, Tick
from skelly_tray.engine.ports import Clock
from skelly_tray.telemetry.columns import SYSTEM
from skelly_tray.telemetry.marks import Mark, mark_of
from skelly_tray.telemetry.store import CAPACITY, Telemetry

LEAST_STEP = 0.95
"""Seconds between two points on disk, at least; the rings keep them as often as they are measured."""
IN_RINGS = float(CAPACITY)
"""Seconds up to which the rings are asked."""
POINTS = 720
"""Of one module in an answer; of many, no more in all than fit into a line of the wire."""
POINTS_IN_ALL = 12_000
LEAST_POINTS = 30
RECENT_MARKS = 500

Window = dict[str, list[Any]]


class History:
    """store: None when nothing is to be kept on disk; then the rings are all there is."""

    def __init__(self, store: HistoryStore | None, telemetry: Telemetry, clock: Clock) -> None:
        self._store = store
        self._telemetry = telemetry
        self._clock = clock
        self._began = clock.wall()
        self._last = 0.0
        self._marks: deque[Mark] = deque(maxlen=RECENT_MARKS)

    def begin(self, entries: Iterable[Mapping[str, Any]]) -> None:
        """entries: of the journal, from before the start, some of which the disk may not know."""
        self.noted(list(entries))

    def noted(self, entries: Sequence[Mapping[str, Any]]) -> None:
        """New entries of the journal: some are marks."""
        marks = [mark for entry in entries if (mark := mark_of(entry))]
        if marks:
            self._marks.extend(marks)
            if self._store:
                self._store.mark(marks)

    def record(self, tick: Tick) -> None:
        """What was measured just now."""
        if self._store and not 0 <= tick.wall - self._last < LEAST_STEP:
            self._last = tick.wall
            self._store.record(tick)

    async def samples(self, module: str | None, seconds: float) -> dict[str, Window]:
        """The last `seconds` of one module, or of all: the answer to the query `samples`.

        By module: `time` (Unix seconds) and the columns of `telemetry/columns.py`, lists of equal length, oldest first,
        None where there is no figure; beyond ten minutes each point stands for a stretch of time, and CPU and memory
        have `…_min` and `…_max` of it too. `marks`: what happened meanwhile. The module `system` has the totals.
        """
        now = self._clock.wall()
        names = self._telemetry.known() if module is None else [module]
        kept: Mapping[str, Mapping[str, list[Any]]] = {}
        marks: Sequence[Mark] = self._recent_marks(now - seconds)
        if self._store and self._is_on_disk(names, now - seconds):
            try:
                kept = await self._store.read(names, now - seconds, now, _points(len(names)))
                marks = await self._store.marks(now - seconds, now)
            except HistoryUnavailable:
                kept = {}  # an issue says why; the rings have what they have
        return {name: self._answer(name, kept.get(name), seconds, now, marks) for name in names}

    def _is_on_disk(self, names: Sequence[str], start: float) -> bool:
        """The rings know less of that time than the disk may."""
        return self._clock.wall() - start > IN_RINGS or start < self._began or SYSTEM in names

    def _answer(
        self,
        name: str,
        kept: Mapping[str, list[Any]] | None,
        seconds: float,
        now: float,
        marks: Sequence[Mark],
    ) -> Window:
        fresh = self._telemetry.window(ModuleId(name), min(seconds, IN_RINGS), now)
        if kept is None:
            found = fresh
        elif seconds > IN_RINGS or not fresh["time"]:
            found = dict(kept)
        else:
            found = _joined(kept, fresh)
        found["marks"] = [mark.told() for mark in marks if mark.module in (None, name)]
        return found

    def _recent_marks(self, since: float) -> list[Mark]:
        """From the newest backwards: where the clock was set back, old ones are hidden at worst."""
        found: list[Mark] = []
        for mark in reversed(self._marks):
            if mark.time < since:
                break
            found.append(mark)
        return found[::-1]


def _points(modules: int) -> int:
    return max(LEAST_POINTS, min(POINTS, POINTS_IN_ALL // max(1, modules)))


def _joined(kept: Mapping[str, list[Any]], fresh: Window) -> Window:
    """What the disk has from before the rings begin, and then the rings."""
    first = fresh["time"][0]
    count = sum(1 for moment in kept["time"] if moment < first)
    return {name: kept[name][:count] + values for name, values in fresh.items()}
