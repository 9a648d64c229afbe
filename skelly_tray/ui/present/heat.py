"""The health of all modules over time, in cells: what the heat strip draws, and how it is told in words."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise
from statistics import median
from typing import Any

from skelly_tray.ui.present.described import health_words, mark_words
from skelly_tray.ui.present.marks import MarkGroup, PlotMark, grouped, plot_mark
from skelly_tray.ui.present.spans import moment
from skelly_tray.ui.present.words import tr

CELLS = 240
NOTHING = -1
"""Of a cell: nothing is known of that time, not even that there was a module."""
BRIDGED = 2.5
"""Two points belong together when they are no further apart than this many usual distances."""
ENOUGH = 8
"""Points from which their usual distance is known."""
LOOK_AROUND = 1
"""Cells to both sides of the pointer whose marks are told."""


@dataclass(frozen=True, slots=True)
class HeatRun:
    """Cells of one kind, from the first up to before `end`. code: of `health_codes`, or `NOTHING`."""

    start: int
    end: int
    code: int


@dataclass(frozen=True, slots=True)
class HeatRow:
    """What is drawn of one module; equal while nothing has to be drawn anew. marks: cell and group."""

    runs: tuple[HeatRun, ...] = ()
    marks: tuple[tuple[int, MarkGroup], ...] = ()

    def code(self, cell: int) -> int:
        return next((run.code for run in self.runs if run.start <= cell < run.end), NOTHING)


def health_names() -> tuple[str, ...]:
    """The words for the codes of samples."""
    return tr("not checked"), tr("healthy"), tr("degraded"), tr("unhealthy")


class HeatMap:
    """The last `span` seconds of all modules in `CELLS` cells, which stand still until the next one begins."""

    def __init__(self, span: float, now: float) -> None:
        self.span = span
        self.width = span / CELLS
        """Seconds of a cell."""
        self._first = 0
        self._codes: dict[str, dict[int, int]] = {}
        self._marks: dict[str, dict[tuple[int, float], PlotMark]] = {}
        self._rows: dict[str, HeatRow] = {}
        self._usual: dict[str, float] = {}
        self._last: dict[str, tuple[float, int]] = {}
        self.advance(now)

    @property
    def start(self) -> float:
        """Where the first cell begins, in seconds since the epoch."""
        return self._first * self.width

    @property
    def end(self) -> float:
        return self.start + self.span

    def advance(self, now: float) -> bool:
        """Let the cell of `now` be the last one; whether that has moved anything."""
        first = int(now // self.width) - CELLS + 1
        if first == self._first:
            return False
        self._first = first
        for codes in self._codes.values():
            for cell in [cell for cell in codes if cell < first]:
                del codes[cell]
        for marks in self._marks.values():
            for key in [key for key, mark in marks.items() if mark.time < self.start]:
                del marks[key]
        self._rows.clear()
        return True

    def take(self, answer: Mapping[str, Mapping[str, Any]]) -> None:
        """One answer to the query `samples`. The worst of a cell is its code."""
        for module, samples in answer.items():
            codes = self._codes.setdefault(module, {})
            before = len(codes), sum(codes.values())
            self._fold(module, codes, samples.get("time") or (), samples.get("health") or ())
            marks = self._marks.setdefault(module, {})
            known = len(marks)
            for told in samples.get("marks") or ():
                mark = plot_mark(told)
                if mark is not None and mark.time >= self.start and told.get("module", module) == module:
                    marks[mark.key] = mark
            if before != (len(codes), sum(codes.values())) or known != len(marks):
                self._rows.pop(module, None)

    def _fold(
        self,
        module: str,
        codes: dict[int, int],
        times: Sequence[float],
        values: Sequence[float | None],
    ) -> None:
        first, width = self._first, self.width
        begin = bisect_left(times, self.start)
        times, values = times[begin:], values[begin:]
        if len(times) >= ENOUGH:
            self._usual[module] = median(b - a for a, b in pairwise(times))
        reach = BRIDGED * self._usual.get(module, 0.0)
        before = self._last.get(module)
        if before is not None and (not times or before[0] >= times[0]):
            before = None
        for time, value in zip(times, values, strict=False):
            cell = int(time // width)
            if value is None:
                before = None
                continue
            code = int(value)
            if before is not None and cell - before[1] > 1 and time - before[0] <= reach:
                for between in range(max(before[1] + 1, first), cell):
                    codes[between] = max(codes.get(between, NOTHING), code)
            codes[cell] = max(codes.get(cell, NOTHING), code)
            before = time, cell
        if before is not None:
            self._last[module] = before

    def retain(self, modules: Iterable[str]) -> None:
        """Forget all others."""
        kept = set(modules)
        for store in (self._codes, self._marks, self._rows, self._usual, self._last):
            for module in store.keys() - kept:
                del store[module]

    def row(self, module: str) -> HeatRow:
        """What is drawn of that module: made anew only when it is another."""
        found = self._rows.get(module)
        if found is None:
            groups = grouped(list(self._marks.get(module, {}).values()), now=self.end, span=self.span)
            marks = tuple((self.cell(group.time), group) for group in groups)
            found = self._rows[module] = HeatRow(self._runs(self._codes.get(module, {})), marks)
        return found

    def _runs(self, codes: Mapping[int, int]) -> tuple[HeatRun, ...]:
        runs: list[HeatRun] = []
        start = 0
        for code, cells in groupby(codes.get(self._first + cell, NOTHING) for cell in range(CELLS)):
            end = start + sum(1 for _ in cells)
            if code != NOTHING:
                runs.append(HeatRun(start, end, code))
            start = end
        return tuple(runs)

    def cell(self, time: float) -> int:
        """The number of the cell of that time, from 0 on; at most the last one."""
        return min(max(int(time // self.width) - self._first, 0), CELLS - 1)

    def time(self, cell: int) -> float:
        """The middle of that cell, in seconds since the epoch."""
        return (self._first + cell + 0.5) * self.width


# What is said ---------------------------------------------------------------------------------------


def summary(row: HeatRow) -> str:
    """`healthy 96 %, degraded 4 %; 2 restarts`: the whole row in words."""
    codes = [float(run.code) for run in row.runs for _ in range(run.end - run.start)]
    parts = (health_words(codes, health_names()), mark_words([group for _, group in row.marks]))
    return "; ".join(part for part in parts if part) or tr("nothing is known of that time")


def cell_words(heat: HeatMap, row: HeatRow, cell: int, name: str) -> str:
    """`Storage, 14:02: degraded`, and what happened about then, one line each."""
    code, names = row.code(cell), health_names()
    word = names[code] if 0 <= code < len(names) else tr("nothing known")
    when = moment(heat.time(cell), heat.end, heat.span)
    lines = [tr("{module}, {when}: {what}", module=name, when=when, what=word)]
    near = [group for at, group in row.marks if abs(at - cell) <= LOOK_AROUND]
    return "\n".join([*lines, *(f"{g.kind.glyph} {g.sentence(heat.end, heat.span)}" for g in near)])


def next_event(row: HeatRow, cell: int, way: int) -> int | None:
    """The next cell in that direction (1 or -1) at which something begins or happened; None if there is none."""
    edges = {run.start for run in row.runs} | {at for at, _ in row.marks}
    there = [each for each in edges if (each - cell) * way > 0]
    return min(there, key=lambda each: abs(each - cell), default=None)
