"""How a row of the list is drawn: shape, name, state, figures with their sparks, and the reason in a second line."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPen, QPolygonF
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QTableView

from skelly_tray.ui.present.looks import Tone
from skelly_tray.ui.present.rows import NOTHING, ModuleRow
from skelly_tray.ui.symbols import paint_symbol
from skelly_tray.ui.theme import GRID, ROW_HEIGHT, SMALL, Theme, numbers_font
from skelly_tray.ui.window.model import ROW_ROLE, Column

SYMBOL = 10
SPARK_POINTS = 60
SPARK_WIDTH = 44
PADDING = 2 * GRID
MEMORY_ROOM = 1.6
"""Memory hardly moves: its spark keeps to the middle of the row instead of its top."""

START = 2 * GRID
"""Pixels before the shape, beyond the padding of every cell."""

NAME_AT = PADDING + START + SYMBOL + 2 * GRID
"""Pixels from the start of a row to its name."""

TALL = ROW_HEIGHT + 4 * GRID
"""Pixels of a row with a second line."""

Index = QModelIndex | QPersistentModelIndex
Sparks = Callable[[str], tuple[Sequence[float], Sequence[float]]]
"""The last samples of a module, CPU and memory, oldest first."""


def height_of(row: ModuleRow) -> int:
    return TALL if row.note else ROW_HEIGHT


class ModuleDelegate(QStyledItemDelegate):
    """Draws every cell, in the colours of the theme. What reaches over several cells is drawn by each of them, clipped
    to its own part, so that any of them may be drawn anew alone."""

    def __init__(self, theme: Theme, sparks: Sparks, table: QTableView) -> None:
        super().__init__(table)
        self._theme = theme
        self._sparks = sparks
        self._table = table

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(40, ROW_HEIGHT)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row: ModuleRow | None = index.data(ROW_ROLE)
        if row is None:
            return
        column = Column(index.column())
        painter.save()
        painter.setClipRect(option.rect)
        whole = self._across(option.rect, Column.MODULE)
        self._paint_ground(painter, option, whole)
        two = row.note is not None and option.rect.height() >= TALL
        line = QRect(option.rect.left(), whole.top(), option.rect.width(), ROW_HEIGHT)
        if two:
            line.translate(0, GRID // 2)
        if column is Column.MODULE:
            self._paint_name(painter, row, line)
        elif row.aside:
            self._paint_aside(painter, row, self._across(line, Column.STATE))
        else:
            self._paint_cell(painter, row, column, line)
        if two:
            self._paint_note(painter, row, whole)
        painter.restore()

    def _across(self, rect: QRect, first: Column) -> QRect:
        """From that column to the last one, at the height of `rect`."""
        seen = [column for column in Column if column >= first and not self._table.isColumnHidden(column)]
        starts = [self._table.columnViewportPosition(column) for column in seen]
        ends = [at + self._table.columnWidth(column) for at, column in zip(starts, seen, strict=True)]
        return QRect(min(starts), rect.top(), max(ends) - min(starts), rect.height())

    def _paint_ground(self, painter: QPainter, option: QStyleOptionViewItem, whole: QRect) -> None:
        colours = self._theme.colours
        state: QStyle.StateFlag = option.state
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(whole, QColor(colours.chosen))
            if self._table.hasFocus():
                bar = QRect(whole.left(), whole.top(), GRID - 1, whole.height())
                painter.fillRect(self._mirrored(whole, bar), QColor(colours.jelly))
        painter.setPen(QPen(QColor(colours.surface), 1))
        painter.drawLine(whole.bottomLeft(), whole.bottomRight())

    def _paint_name(self, painter: QPainter, row: ModuleRow, cell: QRect) -> None:
        colours = self._theme.colours
        box = QRect(cell.left() + PADDING + START, cell.center().y() - SYMBOL // 2 + 1, SYMBOL, SYMBOL)
        paint_symbol(
            painter, row.symbol, QRectF(self._mirrored(cell, box)), QColor(colours.tone(row.look.tone))
        )
        font = QFont(self._table.font())
        font.setWeight(QFont.Weight.DemiBold if row.look.rank.trouble else QFont.Weight.Medium)
        painter.setFont(font)
        painter.setPen(QColor(colours.ink))
        self._text(painter, row.name, self._mirrored(cell, cell.adjusted(NAME_AT, 0, -PADDING, 0)), end=False)

    def _paint_aside(self, painter: QPainter, row: ModuleRow, rect: QRect) -> None:
        """What there is to say instead of figures."""
        painter.setFont(self._table.font())
        painter.setPen(QColor(self._theme.colours.tone(row.look.tone)))
        self._text(painter, row.aside, rect.adjusted(PADDING, 0, -PADDING, 0), end=False)

    def _paint_cell(self, painter: QPainter, row: ModuleRow, column: Column, cell: QRect) -> None:
        colours = self._theme.colours
        text = column.text(row)
        colour = colours.muted if text == NOTHING else colours.ink
        if column is Column.STATE:
            calm = row.look.tone in (Tone.GOOD, Tone.CALM)
            colour = colours.muted if calm else colours.tone(row.look.tone)
        elif column in (Column.CPU, Column.MEMORY) and cell.width() >= 2 * SPARK_WIDTH:
            cpu, memory = self._sparks(row.id)
            place = QRect(cell.left() + PADDING, cell.top() + 9, SPARK_WIDTH, cell.height() - 18)
            area = QRectF(self._mirrored(cell, place))
            if column is Column.CPU:
                draw_spark(painter, cpu, area, QColor(colours.jelly), least=10.0)
            else:
                draw_spark(painter, memory, area, QColor(colours.plum), least=1.0, room=MEMORY_ROOM)
        painter.setFont(numbers_font(self._table.font()) if column.number else self._table.font())
        painter.setPen(QColor(colour))
        self._text(painter, text, cell.adjusted(PADDING, 0, -PADDING, 0), end=column.number)

    def _paint_note(self, painter: QPainter, row: ModuleRow, whole: QRect) -> None:
        note = row.note
        assert note is not None
        colours = self._theme.colours
        font = QFont(self._table.font())
        font.setPixelSize(SMALL)
        painter.setFont(font)
        line = QRect(
            whole.left() + NAME_AT, whole.top() + ROW_HEIGHT - GRID, whole.width() - NAME_AT - 2 * PADDING, 16
        )
        if note.symbol is not row.symbol:
            box = QRect(line.left(), line.center().y() - 3, 8, 8)
            paint_symbol(
                painter, note.symbol, QRectF(self._mirrored(whole, box)), QColor(colours.tone(note.tone))
            )
            line.setLeft(line.left() + 3 * GRID)
        painter.setPen(QColor(colours.muted))
        self._text(painter, note.text, self._mirrored(whole, line), end=False)

    def _mirrored(self, within: QRect, rect: QRect) -> QRect:
        return QStyle.visualRect(self._table.layoutDirection(), within, rect)

    def _text(self, painter: QPainter, text: str, rect: QRect, *, end: bool) -> None:
        side = Qt.AlignmentFlag.AlignRight if end else Qt.AlignmentFlag.AlignLeft
        aligned = QStyle.visualAlignment(self._table.layoutDirection(), side | Qt.AlignmentFlag.AlignVCenter)
        shortened = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, rect.width())
        painter.drawText(rect, int(aligned), shortened)


def draw_spark(
    painter: QPainter,
    values: Sequence[float],
    area: QRectF,
    colour: QColor,
    *,
    least: float,
    room: float = 1.1,
) -> None:
    """The last minute as a line, oldest at the left. least: what the full height stands for at the least; room: the
    full height as a multiple of the largest value."""
    recent = [value for value in values[-SPARK_POINTS:] if not math.isnan(value)]
    if len(recent) < 2:
        return
    top = max(least, max(recent) * room)
    step = area.width() / (SPARK_POINTS - 1)
    left, bottom, scale = area.right() - step * (len(recent) - 1), area.bottom(), area.height() / top
    line = QPolygonF([QPointF(left + step * i, bottom - value * scale) for i, value in enumerate(recent)])
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(colour, 1))
    painter.drawPolyline(line)
