"""The lines beside the figures of the list: the last minute of a module, a new point a second."""

from __future__ import annotations

import math
from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF, QTransform

SPARK_POINTS = 60
FOLLOWED = 5
"""Samples that may have come since the last time; where there are more, the line is made anew."""


class Spark:
    """One line. Its points stay from second to second: to make sixty of them for each of forty lines would be half of
    what the list costs.

    least: what the full height stands for at the least; room: the full height as a multiple of the largest value.
    """

    def __init__(self, colour: QColor, *, least: float, room: float = 1.1) -> None:
        self._pen = QPen(colour, 1)
        self._least = least
        self._room = room
        self._values: list[float] = []
        self._first = 0
        self._line = QPolygonF()
        """Point n is sample n, counted from the beginning of all, of which those before `_first` have gone."""

    def follow(self, samples: Sequence[float]) -> None:
        """samples: the newest last; those that are no numbers are left out."""
        values = [value for value in samples[-SPARK_POINTS:] if not math.isnan(value)]
        gone = self._gone(values)
        if gone is None:
            self._first, gone = 0, 0
            self._line.clear()
            self._values = []
        for _ in range(gone):
            self._line.removeFirst()
        self._first += gone
        kept = len(self._values) - gone
        for number in range(kept, len(values)):
            self._line.append(QPointF(self._first + number, values[number]))
        self._values = values

    def _gone(self, values: list[float]) -> int | None:
        """How many of the oldest are not there any more; None if what is there is another line."""
        for gone in range(min(FOLLOWED + 1, len(self._values))):
            kept = self._values[gone:]
            if kept == values[: len(kept)]:
                return gone
        return None

    def draw(self, painter: QPainter, area: QRectF) -> None:
        """Oldest at the left; nothing as long as it is less than a line."""
        if len(self._values) < 2:
            return
        top = max(self._least, max(self._values) * self._room)
        step = area.width() / (SPARK_POINTS - 1)
        left = area.right() - step * (self._first + len(self._values) - 1)
        place = QTransform(step, 0.0, 0.0, -area.height() / top, left, area.bottom())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(self._pen)
        painter.drawPolyline(place.map(self._line))
