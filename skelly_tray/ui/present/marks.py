"""Marks on the curves: what happened when, told apart by shape and by colour, those too close together as one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from skelly_tray.ui.present.core_words import told as core_told
from skelly_tray.ui.present.spans import moment
from skelly_tray.ui.present.words import tr, trn

CLOSE = 1 / 90
"""Share of the span within which marks of one kind are drawn as one."""


class MarkKind(StrEnum):
    """The kinds that the core tells; the order is that of the legend."""

    FAILURE = "failure"
    RESTART = "restart"
    LIMIT = "limit"
    MODE = "mode"
    CONFIG = "config"
    SYSTEM = "system"

    @property
    def glyph(self) -> str:
        """In the legend, the shape that is drawn."""
        return {"failure": "✕", "restart": "▲", "limit": "◆", "mode": "▼", "config": "●", "system": "■"}[self]

    def counted(self, count: int) -> str:
        """`1 restart`, `3 restarts`."""
        match self:
            case MarkKind.FAILURE:
                return trn("{n} failure", "{n} failures", count)
            case MarkKind.RESTART:
                return trn("{n} restart", "{n} restarts", count)
            case MarkKind.LIMIT:
                return trn("{n} limit crossed", "{n} limits crossed", count)
            case MarkKind.MODE:
                return trn("{n} change of mode", "{n} changes of mode", count)
            case MarkKind.CONFIG:
                return trn("{n} new configuration", "{n} new configurations", count)
            case MarkKind.SYSTEM:
                return trn("{n} event of the system", "{n} events of the system", count)


@dataclass(frozen=True, slots=True)
class PlotMark:
    """time: seconds since the epoch. text: one sentence."""

    seq: int
    time: float
    kind: MarkKind
    text: str

    @property
    def key(self) -> tuple[int, float]:
        return self.seq, self.time


@dataclass(frozen=True, slots=True)
class MarkGroup:
    """Marks of one kind that are drawn as one, at the time of the last."""

    marks: tuple[PlotMark, ...]

    @property
    def kind(self) -> MarkKind:
        return self.marks[-1].kind

    @property
    def time(self) -> float:
        return self.marks[-1].time

    def sentence(self, now: float, span: float) -> str:
        """`14:02:07  restarted at once: …`, or how many there were and what the last one was."""
        last = self.marks[-1]
        told = f"{moment(last.time, now, span)}  {last.text}"
        if len(self.marks) == 1:
            return told
        return tr("{several}, the last:", several=self.kind.counted(len(self.marks))) + f"\n{told}"


def plot_mark(told: Mapping[str, Any]) -> PlotMark | None:
    """A mark as the query `samples` tells it; None for a kind that this version does not know."""
    try:
        return PlotMark(
            int(told["seq"]), float(told["time"]), MarkKind(told["kind"]), core_told(str(told["text"]))
        )
    except (KeyError, TypeError, ValueError):
        return None


def grouped(marks: Sequence[PlotMark], *, now: float, span: float) -> list[MarkGroup]:
    """What is drawn of the last `span` seconds, oldest first."""
    seen = sorted((mark for mark in marks if now - span <= mark.time <= now), key=lambda mark: mark.time)
    groups = [
        group for kind in MarkKind for group in _runs([m for m in seen if m.kind is kind], span * CLOSE)
    ]
    return sorted(groups, key=lambda group: group.time)


def _runs(marks: Sequence[PlotMark], close: float) -> Iterator[MarkGroup]:
    run: list[PlotMark] = []
    for mark in marks:
        if run and mark.time - run[0].time > close:
            yield MarkGroup(tuple(run))
            run = []
        run.append(mark)
    if run:
        yield MarkGroup(tuple(run))


def legend(groups: Sequence[MarkGroup]) -> list[tuple[MarkKind, str]]:
    """The kinds that are drawn, each with how often: `(RESTART, "2 restarts")`."""
    counts = Counter(mark.kind for group in groups for mark in group.marks)
    return [(kind, kind.counted(counts[kind])) for kind in MarkKind if counts[kind]]
