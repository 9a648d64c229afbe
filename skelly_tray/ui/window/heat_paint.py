"""How a row of the heat strip and its time axis are drawn: from pixmaps, of the rows in view only."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QBrush, QColor, QFont, QPainter, QPen, QPixmap, QPolygonF
from PySide6.QtWidgets import QHeaderView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from skelly_tray.ui.present.heat import CELLS, HeatRow
from skelly_tray.ui.present.marks import MarkKind
from skelly_tray.ui.present.measures import day_and_time
from skelly_tray.ui.present.spans import moment, span_of
from skelly_tray.ui.symbols import paint_symbol
from skelly_tray.ui.theme import GRID, SMALL, Theme, mark_colour

if TYPE_CHECKING:
    from skelly_tray.ui.window.heat_strip import HeatTable

Index = QModelIndex | QPersistentModelIndex
HEIGHT = 28
"""Pixels of a row."""
BARS = {0: 2, 1: 5, 2: 10, 3: 14}
"""Pixels of a bar by the code of its health: the worse, the higher."""
MARK = 8
KEPT = 200
"""Rows whose pixmaps are kept."""


class HeatDelegate(QStyledItemDelegate):
    def __init__(self, theme: Theme, table: HeatTable) -> None:
        super().__init__(table)
        self._theme = theme
        self._table = table
        self._pixmaps: dict[str, tuple[Any, QPixmap]] = {}
        self.drawn = 0
        """How many pixmaps have been drawn, for tests and benchmarks."""
        theme.changed.connect(self._pixmaps.clear)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(40, HEIGHT)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        line = index.data(Qt.ItemDataRole.UserRole)
        if line is None:
            return
        colours, rect = self._theme.colours, option.rect
        state: QStyle.StateFlag = option.state
        if state & QStyle.StateFlag.State_Selected and self._table.hasFocus():
            painter.fillRect(rect, QColor(colours.chosen))
        if index.column() == 0:
            self._paint_name(painter, rect, line)
            return
        painter.drawPixmap(rect.topLeft(), self._pixmap(line.id, line.row, rect.size()))
        cell = self._table.cursor_cell
        if cell is not None:
            x = self._x(cell + 0.5, rect)
            painter.setPen(QPen(QColor(colours.muted), 1))
            painter.drawLine(QPointF(x, rect.top()), QPointF(x, rect.bottom()))

    def _paint_name(self, painter: QPainter, rect: QRect, line: Any) -> None:
        colours = self._theme.colours
        way = self._table.layoutDirection()
        box = QRect(rect.left() + 2 * GRID, rect.center().y() - 5, 10, 10)
        tone = QColor(colours.tone(line.look.tone))
        paint_symbol(painter, line.look.symbol, QRectF(QStyle.visualRect(way, rect, box)), tone)
        text = QStyle.visualRect(way, rect, rect.adjusted(7 * GRID - 2, 0, -2 * GRID, 0))
        font = QFont(self._table.font())
        font.setWeight(QFont.Weight.DemiBold if line.look.rank.trouble else QFont.Weight.Normal)
        painter.setFont(font)
        painter.setPen(QColor(colours.ink))
        shown = painter.fontMetrics().elidedText(line.name, Qt.TextElideMode.ElideRight, text.width())
        side = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(text, int(QStyle.visualAlignment(way, side)), shown)

    # The strip ------------------------------------------------------------------------------------

    def _x(self, cell: float, rect: QRect) -> float:
        """Where a cell begins: time goes to the right, as in the curves, in every language."""
        return rect.left() + rect.width() * cell / CELLS

    def _pixmap(self, module: str, row: HeatRow, size: QSize) -> QPixmap:
        ratio = self._table.devicePixelRatioF()
        key = row, size.width(), size.height(), ratio
        kept = self._pixmaps.get(module)
        if kept is not None and kept[0] == key:
            return kept[1]
        pixmap = QPixmap(size * ratio)
        pixmap.setDevicePixelRatio(ratio)
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        self._draw(painter, row, QRect(0, 0, size.width(), size.height()))
        painter.end()
        if len(self._pixmaps) >= KEPT:
            self._pixmaps.clear()
        self._pixmaps[module] = key, pixmap
        self.drawn += 1
        return pixmap

    def _draw(self, painter: QPainter, row: HeatRow, rect: QRect) -> None:
        colours = self._theme.colours
        ground = rect.bottom() - 4
        painter.setPen(QPen(QColor(colours.line), 1))
        painter.drawLine(rect.left(), ground, rect.right(), ground)
        for run in row.runs:
            ends = self._x(run.start, rect), self._x(run.end, rect)
            height = BARS.get(run.code, 2)
            bar = QRectF(min(ends), ground - height, abs(ends[1] - ends[0]), height)
            painter.fillRect(bar, self._brush(run.code))
            if run.code == 2:  # hatched too: not told by colour alone
                painter.fillRect(bar, QBrush(QColor(colours.background), Qt.BrushStyle.BDiagPattern))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for cell, group in row.marks:
            middle = QPointF(self._x(cell + 0.5, rect), rect.top() + 1 + MARK / 2)
            paint_mark(
                painter, group.kind, middle, QColor(mark_colour(group.kind, colours)), colours.background
            )

    def _brush(self, code: int) -> QColor:
        colours = self._theme.colours
        name, alpha = {
            1: (colours.moss, 150),
            2: (colours.honey, 255),
            3: (colours.coral, 255),
        }.get(code, (colours.muted, 110))
        colour = QColor(name)
        colour.setAlpha(alpha)
        return colour


def paint_mark(painter: QPainter, kind: MarkKind, middle: QPointF, colour: QColor, edge: str) -> None:
    """The shape of a kind, the same as in the curves, with an edge that keeps it apart from what is below."""
    half = MARK / 2
    x, y = middle.x(), middle.y()
    painter.setPen(QPen(QColor(edge), 1))
    painter.setBrush(colour)
    match kind:
        case MarkKind.FAILURE:
            for pen in (QPen(QColor(edge), 5), QPen(colour, 2)):
                painter.setPen(pen)
                painter.drawLine(QPointF(x - 3, y - 3), QPointF(x + 3, y + 3))
                painter.drawLine(QPointF(x - 3, y + 3), QPointF(x + 3, y - 3))
        case MarkKind.CONFIG:
            painter.drawEllipse(middle, half, half)
        case MarkKind.SYSTEM:
            painter.drawRect(QRectF(x - half, y - half, MARK, MARK))
        case _:
            points = {
                MarkKind.RESTART: [(0, -half), (half, half), (-half, half)],
                MarkKind.MODE: [(0, half), (half, -half), (-half, -half)],
                MarkKind.LIMIT: [(0, -half), (half, 0), (0, half), (-half, 0)],
            }[kind]
            painter.drawPolygon(QPolygonF([QPointF(x + dx, y + dy) for dx, dy in points]))


class TimeHeader(QHeaderView):
    """Over the names their title, over the strip a few times."""

    def __init__(self, theme: Theme, table: HeatTable) -> None:
        super().__init__(Qt.Orientation.Horizontal, table)
        self._theme = theme
        self._span, self._end = 600.0, 0.0
        self.setSectionsClickable(False)
        self.setHighlightSections(False)
        self.setFixedHeight(6 * GRID)
        theme.changed.connect(self.viewport().update)

    def show_time(self, span: float, end: float) -> None:
        """span: seconds that the strip covers; end: of it, in seconds since the epoch."""
        self._span, self._end = span, end
        self.viewport().update()

    def paintSection(self, painter: QPainter, rect: QRect, section: int) -> None:
        colours = self._theme.colours
        painter.save()
        painter.fillRect(rect, QColor(colours.background))
        font = QFont(self.font())
        font.setPixelSize(SMALL)
        painter.setFont(font)
        painter.setPen(QColor(colours.muted))
        if section != 0:
            for x, text, side in self._ticks(painter, rect):
                painter.drawText(QRectF(x - 60, rect.top(), 120, rect.height() - 2), int(side), text)
        painter.setPen(QColor(colours.line))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        painter.restore()

    def _ticks(self, painter: QPainter, rect: QRect) -> list[tuple[float, str, Qt.AlignmentFlag]]:
        """Place, text and alignment of each: as far apart as they need."""
        step = span_of(self._span).tick
        room = painter.fontMetrics().horizontalAdvance(day_and_time(self._end)) + 4 * GRID
        while rect.width() * step / self._span < room and step < self._span:
            step *= 2
        found = []
        ago = step
        while ago < self._span:
            x = rect.left() + rect.width() * (1 - ago / self._span)
            if rect.left() + 24 < x < rect.right() - 24:
                found.append(
                    (x, moment(self._end - ago, self._end, self._span), Qt.AlignmentFlag.AlignCenter)
                )
            ago += step
        return found
