"""What the dependency graph is drawn from: a node for every module, and the line between two of them."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPainterPath, QPainterPathStroker, QPen, QPolygonF
from PySide6.QtWidgets import QGraphicsItem, QStyleOptionGraphicsItem, QWidget

from skelly_tray.ui.present.graph import GraphEdge, GraphNode
from skelly_tray.ui.present.layering import NODE_HEIGHT, NODE_WIDTH
from skelly_tray.ui.present.looks import Look, Symbol
from skelly_tray.ui.symbols import paint_symbol
from skelly_tray.ui.theme import RADIUS, SMALL, TEXT, Theme

LEAST_LETTERS = 10.0
"""Pixels of letters on the screen: where the graph is shown smaller, they are drawn larger, and only the name."""
SMALL_SCALE = 0.8
FADED = 0.3
"""Opacity of a line that a failure does not go along, and of the shape of a module that it does not reach."""
BADGE = 18.0
ARROW = 7.0
SIGN = 11.0
"""Pixels of the sign that tells what a restart does."""


class NodeItem(QGraphicsItem):
    """One module: shape, name and state. number: in the order in which a failure reaches it."""

    def __init__(self, node: GraphNode, theme: Theme) -> None:
        super().__init__()
        self.node = node
        self._theme = theme
        self._look: Look | None = None
        self._chosen = self._focused = False
        self._number: int | None = None
        self._faded = False
        self.setZValue(2)
        self.setCacheMode(QGraphicsItem.CacheMode.NoCache)

    @property
    def look(self) -> Look | None:
        return self._look

    @property
    def number(self) -> int | None:
        return self._number

    def show_look(self, look: Look | None) -> None:
        if look != self._look:
            self._look = look
            self.update()

    def show_choice(self, *, chosen: bool, focused: bool) -> None:
        if (chosen, focused) != (self._chosen, self._focused):
            self._chosen, self._focused = chosen, focused
            self.update()

    @property
    def faded(self) -> bool:
        """A failure does not reach it."""
        return self._faded

    def show_faded(self, faded: bool) -> None:
        """Its words stay readable: they lose their colour, not their contrast."""
        if faded != self._faded:
            self._faded = faded
            self.update()

    def show_number(self, number: int | None) -> None:
        if number != self._number:
            self._number = number
            self.update()

    def boundingRect(self) -> QRectF:
        edge = BADGE / 2
        return QRectF(0, 0, NODE_WIDTH, NODE_HEIGHT).adjusted(-edge, -edge, edge, edge)

    def shape(self) -> QPainterPath:
        path = QPainterPath()
        path.addRect(QRectF(0, 0, NODE_WIDTH, NODE_HEIGHT))
        return path

    def paint(
        self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None
    ) -> None:
        colours, look = self._theme.colours, self._look
        scale = QStyleOptionGraphicsItem.levelOfDetailFromTransform(painter.worldTransform())
        tone = QColor(colours.tone(look.tone)) if look else QColor(colours.muted)
        loud = look is not None and look.rank.trouble and not self._faded
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        edge = QColor(colours.accent if self._chosen else colours.line)
        if (loud or self._number is not None) and not self._chosen:
            edge = tone
        width = (2.0 if self._chosen and self._focused else 1.4 if self._chosen or loud else 1.0) / min(
            1.0, scale
        )
        painter.setPen(QPen(edge, width))
        ground = colours.background if self._faded else colours.surface
        painter.setBrush(QColor(colours.chosen if self._chosen else ground))
        painter.drawRoundedRect(QRectF(0.5, 0.5, NODE_WIDTH - 1, NODE_HEIGHT - 1), RADIUS, RADIUS)
        self._paint_words(painter, widget, scale, tone)
        if self._number is not None:
            self._paint_badge(painter, tone)

    def _paint_words(self, painter: QPainter, widget: QWidget | None, scale: float, tone: QColor) -> None:
        colours, look = self._theme.colours, self._look
        close = scale >= SMALL_SCALE
        letters = TEXT if close else min(NODE_HEIGHT * 0.62, max(TEXT, LEAST_LETTERS / scale))
        size = 12.0 if close else min(22.0, 10.0 / scale)
        rtl = widget is not None and widget.layoutDirection() == Qt.LayoutDirection.RightToLeft
        box = QRectF(12, (NODE_HEIGHT - size) / 2, size, size)
        text = QRectF(box.right() + 8, 0, NODE_WIDTH - box.right() - 14, NODE_HEIGHT)
        if rtl:
            box.moveRight(NODE_WIDTH - box.left())
            text.moveRight(NODE_WIDTH - text.left())
        if look is not None:
            painter.setOpacity(FADED if self._faded else 1.0)
            paint_symbol(painter, look.symbol, box, tone)
            painter.setOpacity(1.0)
        font = QFont(widget.font()) if widget is not None else QFont()
        font.setPixelSize(round(letters))
        font.setWeight(QFont.Weight.Medium)
        side = Qt.AlignmentFlag.AlignAbsolute
        side |= Qt.AlignmentFlag.AlignRight if rtl else Qt.AlignmentFlag.AlignLeft
        upper = QRectF(text.left(), 4, text.width(), NODE_HEIGHT / 2 - 3) if close else text
        ink = QColor(colours.muted if self._faded else colours.ink)
        self._write(painter, font, ink, self.node.name, upper, side, wrapped=not close)
        if close and look is not None:
            font.setPixelSize(SMALL)
            font.setWeight(QFont.Weight.Normal)
            lower = QRectF(text.left(), NODE_HEIGHT / 2, text.width(), NODE_HEIGHT / 2 - 4)
            toned = not self._faded and (look.rank.trouble or self._number is not None)
            colour = tone if toned else QColor(colours.muted)
            self._write(painter, font, colour, look.word, lower, side)

    def _write(
        self,
        painter: QPainter,
        font: QFont,
        colour: QColor,
        words: str,
        box: QRectF,
        side: Qt.AlignmentFlag,
        *,
        wrapped: bool = False,
    ) -> None:
        """wrapped: in two lines where one is too short, and two are not."""
        painter.setFont(font)
        painter.setPen(colour)
        flags = int(side | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextWordWrap)
        if wrapped and painter.fontMetrics().horizontalAdvance(words) > box.width():
            needed = painter.boundingRect(box, flags, words)
            if needed.height() <= box.height() and needed.width() <= box.width():
                painter.drawText(box, flags, words)
                return
        shown = painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, int(box.width()))
        painter.drawText(box, int(side | Qt.AlignmentFlag.AlignVCenter), shown)

    def _paint_badge(self, painter: QPainter, tone: QColor) -> None:
        """Its number, on the upper corner at its end."""
        box = QRectF(NODE_WIDTH - BADGE * 0.75, -BADGE / 2, BADGE, BADGE)
        painter.setPen(QPen(QColor(self._theme.colours.background), 2))
        painter.setBrush(tone)
        painter.drawEllipse(box)
        font = QFont(painter.font())
        font.setPixelSize(SMALL)
        font.setWeight(QFont.Weight.DemiBold)
        painter.setFont(font)
        painter.setPen(QColor(self._theme.colours.background))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, str(self._number))


class EdgeItem(QGraphicsItem):
    """From what is needed to what needs it: dashed where it can do without, with a sign where a restart goes along."""

    def __init__(self, edge: GraphEdge, points: Sequence[QPointF], theme: Theme) -> None:
        super().__init__()
        self.edge = edge
        self._theme = theme
        self._path = smooth(points)
        self._end = points[-1]
        before = points[-2]
        level = QPointF(points[0].x(), self._end.y())
        self._back = unit((level if len(points) == 2 else before) - self._end)
        self._lively = False
        self.setZValue(0)

    def show_lively(self, lively: bool) -> None:
        """Of the chosen module, or one that a failure goes along."""
        if lively != self._lively:
            self._lively = lively
            self.setZValue(1 if lively else 0)
            self.update()

    @property
    def lively(self) -> bool:
        return self._lively

    def boundingRect(self) -> QRectF:
        return self._path.boundingRect().adjusted(-SIGN, -SIGN, SIGN, SIGN)

    def shape(self) -> QPainterPath:
        stroker = QPainterPathStroker()
        stroker.setWidth(8)
        return stroker.createStroke(self._path)

    def paint(
        self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None
    ) -> None:
        colours = self._theme.colours
        scale = QStyleOptionGraphicsItem.levelOfDetailFromTransform(painter.worldTransform())
        name = colours.coral if self.edge.cycle else colours.jelly if self._lively else colours.faint
        colour = QColor(name)
        pen = QPen(colour, (1.8 if self._lively else 1.0) / min(1.0, scale))
        if not self.edge.required:
            pen.setDashPattern([4, 4])
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(pen)
        painter.drawPath(self._path)
        paint_arrow(painter, self._end, self._back, colour)
        sign = SIGNS.get(self.edge.on_restart)
        if sign is not None and not self.edge.cycle:
            middle = self._end + self._back * (ARROW + SIGN)
            box = QRectF(middle.x() - SIGN / 2, middle.y() - SIGN / 2, SIGN, SIGN)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(colours.background))
            painter.drawEllipse(box.adjusted(-2, -2, 2, 2))
            paint_symbol(painter, sign, box, colour if self._lively else QColor(colours.muted))


SIGNS = {"restart": Symbol.LOOP, "stop": Symbol.SQUARE}
"""What a restart of what is needed does to the module at the end of the line."""


def paint_arrow(painter: QPainter, tip: QPointF, back: QPointF, colour: QColor) -> None:
    """back: of length 1, from the tip along the line."""
    aside = QPointF(-back.y(), back.x()) * (ARROW / 2)
    foot = tip + back * ARROW
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour)
    painter.drawPolygon(QPolygonF([tip, foot + aside, foot - aside]))


def smooth(points: Sequence[QPointF]) -> QPainterPath:
    """Through all points; where it changes its height, in a curve that begins and ends level."""
    path = QPainterPath(points[0])
    for start, end in itertools.pairwise(points):
        if start.y() == end.y() or start.x() == end.x():
            path.lineTo(end)
        else:
            middle = (start.x() + end.x()) / 2
            path.cubicTo(QPointF(middle, start.y()), QPointF(middle, end.y()), end)
    return path


def unit(way: QPointF) -> QPointF:
    length = (way.x() ** 2 + way.y() ** 2) ** 0.5
    return way / length if length else QPointF(-1, 0)
