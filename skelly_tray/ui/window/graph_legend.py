"""What the lines of the dependency graph mean; only of those that are drawn."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from skelly_tray.ui.present.graph import Graph, GraphEdge
from skelly_tray.ui.present.words import tr
from skelly_tray.ui.symbols import paint_symbol
from skelly_tray.ui.theme import GRID, SMALL, Theme
from skelly_tray.ui.window.graph_items import SIGNS, paint_arrow

LINE = 28
"""Pixels of the example of a line."""


def kinds(graph: Graph) -> list[tuple[GraphEdge, str]]:
    """An example of each kind of line that there is, and what it means."""
    found = []
    for example, words, there in (
        (
            GraphEdge("", ""),
            tr("starts before"),
            any(edge.required and not edge.cycle for edge in graph.edges),
        ),
        (
            GraphEdge("", "", required=False),
            tr("can do without"),
            any(not edge.required for edge in graph.edges),
        ),
        (
            GraphEdge("", "", on_restart="restart"),
            tr("restarts with it"),
            any(edge.on_restart == "restart" for edge in graph.edges),
        ),
        (
            GraphEdge("", "", on_restart="stop"),
            tr("stops meanwhile"),
            any(edge.on_restart == "stop" for edge in graph.edges),
        ),
        (GraphEdge("", "", cycle=True), tr("in a circle"), any(edge.cycle for edge in graph.edges)),
    ):
        if there:
            found.append((example, words))
    return found


class GraphLegend(QWidget):
    """One line; what has no room is told by its tooltip and its description."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._kinds: list[tuple[GraphEdge, str]] = []
        self.setAccessibleName(tr("What the lines mean"))
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        theme.changed.connect(self.update)

    def show_graph(self, graph: Graph) -> None:
        self._kinds = kinds(graph)
        told = ", ".join(words for _, words in self._kinds) or self._hint()
        self.setToolTip(told)
        self.setAccessibleDescription(told)
        self.update()

    def _hint(self) -> str:
        return tr(
            "No module needs another. With depends_on in its file, a module starts after those named there."
        )

    def sizeHint(self) -> QSize:
        return QSize(160, 6 * GRID)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        font = self.font()
        font.setPixelSize(SMALL)
        painter.setFont(font)
        muted = QColor(self._theme.colours.muted)
        if not self._kinds:
            painter.setPen(muted)
            shown = painter.fontMetrics().elidedText(self._hint(), Qt.TextElideMode.ElideRight, self.width())
            side = Qt.AlignmentFlag.AlignLeft
            painter.drawText(QRectF(self.rect()), int(side | Qt.AlignmentFlag.AlignVCenter), shown)
            return
        at = 0
        for example, words in self._kinds:
            width = LINE + 2 * GRID + painter.fontMetrics().horizontalAdvance(words)
            if at + width > self.width():
                return
            self._paint_kind(painter, example, words, at, width)
            at += width + 5 * GRID

    @property
    def _rtl(self) -> bool:
        return self.layoutDirection() == Qt.LayoutDirection.RightToLeft

    def _paint_kind(self, painter: QPainter, example: GraphEdge, words: str, at: int, width: int) -> None:
        colours = self._theme.colours
        colour = QColor(colours.coral if example.cycle else colours.muted)
        middle = self.height() / 2

        def x(place: float) -> float:
            return self.width() - place if self._rtl else place

        pen = QPen(colour, 1.2)
        if not example.required:
            pen.setDashPattern([3, 3])
        painter.setPen(pen)
        painter.drawLine(QPointF(x(at), middle), QPointF(x(at + LINE - 6), middle))
        paint_arrow(painter, QPointF(x(at + LINE), middle), QPointF(1 if self._rtl else -1, 0), colour)
        sign = SIGNS.get(example.on_restart)
        if sign is not None:
            box = QRectF(x(at + LINE / 2 - 4) - 5, middle - 5, 10, 10)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(colours.background))
            painter.drawEllipse(box.adjusted(-2, -2, 2, 2))
            paint_symbol(painter, sign, box, colour)
        painter.setPen(QColor(colours.muted))
        text = at + LINE + 2 * GRID
        left = x(at + width) if self._rtl else text
        painter.drawText(
            QRectF(left, 0, width - LINE - 2 * GRID + 1, self.height()),
            int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignAbsolute),
            words,
        )
