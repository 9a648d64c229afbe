"""What lies behind and above a curve: the band between the least and the most, and the marks of what happened."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QBrush, QColor, QPainterPath, QPolygonF

from skelly_tray.ui.present.marks import MarkKind
from skelly_tray.ui.present.series import LEAST_GAP, is_gap
from skelly_tray.ui.theme import Colours, mark_colour

SYMBOLS = {
    MarkKind.FAILURE: "x",
    MarkKind.RESTART: "t1",
    MarkKind.LIMIT: "d",
    MarkKind.MODE: "t",
    MarkKind.CONFIG: "o",
    MarkKind.SYSTEM: "s",
}
"""The shape of each kind, in pyqtgraph's names; `MarkKind.glyph` is the same in the legend."""

SIZE = 8
"""Pixels of a mark."""
ABOVE = 1.1
"""Where marks stand, as a multiple of the axis' top value."""


class MarkLayer:
    """The marks of one plot: a shape above the curve, and a hairline down through it.

    pyqtgraph keeps a picture of each shape by the very pen and brush that it was drawn with, so both are made once for
    a theme: new ones each second would be a thousand pictures before it tidies up.
    """

    def __init__(self, item: pg.PlotItem) -> None:
        self._brushes: dict[MarkKind, QBrush] = {}
        self._shown: tuple[Sequence[tuple[float, MarkKind]], float] = ((), 0.0)
        self.lines = pg.PlotCurveItem(connect="pairs")
        self.shapes = pg.ScatterPlotItem(size=SIZE, pxMode=True)
        for each in (self.lines, self.shapes):
            item.getViewBox().addItem(each, ignoreBounds=True)

    def recolour(self, colours: Colours) -> None:
        self._brushes = {kind: pg.mkBrush(mark_colour(kind, colours)) for kind in MarkKind}
        self._edge = pg.mkPen(colours.background, width=1)
        pale = QColor(colours.muted)
        pale.setAlpha(110)
        self.lines.setPen(pg.mkPen(pale, width=1, style=Qt.PenStyle.DotLine))
        self._draw()

    def show(self, marks: Sequence[tuple[float, MarkKind]], top: float) -> None:
        """marks: seconds before now (negative) and kinds. top: of the axis."""
        if self._shown != (marks, top):
            self._shown = (marks, top)
            self._draw()

    def _draw(self) -> None:
        marks, top = self._shown
        if not self._brushes:
            return
        x = np.repeat(np.array([at for at, _ in marks], dtype=float), 2)
        self.lines.setData(x, np.tile([0.0, top * ABOVE], len(marks)))
        self.shapes.setData(
            x=[at for at, _ in marks],
            y=[top * ABOVE] * len(marks),
            symbol=[SYMBOLS[kind] for _, kind in marks],
            brush=[self._brushes[kind] for _, kind in marks],
            pen=[self._edge] * len(marks),
        )


def torn(x: np.ndarray) -> np.ndarray:
    """The samples before which nothing was measured for a while, by index; nearly always none."""
    if len(x) < 3:
        return np.empty(0, dtype=int)
    distances = np.diff(x)
    wide = np.flatnonzero(distances > LEAST_GAP)
    told: list[float] = distances.tolist() if len(wide) else []
    return np.array([index + 1 for index in wide.tolist() if is_gap(told, index)], dtype=int)


def with_gaps(at: np.ndarray, x: np.ndarray, *values: np.ndarray) -> tuple[np.ndarray, ...]:
    """x and values with a point that is no number before each of those samples, so that no line crosses there."""
    if not len(at):
        return x, *values
    return np.insert(x, at, x[at - 1]), *(np.insert(each, at, np.nan) for each in values)


def band_path(x: np.ndarray, low: np.ndarray, high: np.ndarray) -> QPainterPath:
    """The area between `low` and `high`, with a gap where there are no figures."""
    path = QPainterPath()
    for first, behind in _runs(np.isfinite(low) & np.isfinite(high)):
        ahead = [QPointF(a, b) for a, b in zip(x[first:behind], high[first:behind], strict=True)]
        back = [QPointF(a, b) for a, b in zip(x[first:behind], low[first:behind], strict=True)]
        path.addPolygon(QPolygonF([*ahead, *reversed(back)]))
    return path


def _runs(known: np.ndarray) -> Iterator[tuple[int, int]]:
    edges = np.flatnonzero(np.diff(np.concatenate(([False], known, [False])).astype(np.int8)))
    return zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True)
