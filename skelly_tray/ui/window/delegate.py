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
from skelly_tray.ui.theme import GRID, SMALL, Theme, numbers_font
from skelly_tray.ui.window.model import ROW_ROLE, Column

SYMBOL = 10
SPARK_POINTS = 60
SPARK_WIDTH, LEAST_SPARK = 44, 24
WITHOUT_SPARK = {Column.CPU: 68, Column.MEMORY: 72}
"""Widths that the figures need."""
PADDING = 2 * GRID
MEMORY_ROOM = 1.6
"""Memory hardly moves: its spark keeps to the middle of the row instead of its top."""

START = 2 * GRID
"""Pixels before the shape, beyond the padding of every cell."""

NAME_AT = PADDING + START + SYMBOL + 2 * GRID
"""Pixels from the start of a row to its name."""

NOTE = 4 * GRID
"""Pixels of a row with a second line."""

COLUMNS = tuple(Column)
MOST_KEPT = 2000
"""Shortened texts that are remembered; then they are forgotten all at once."""

Index = QModelIndex | QPersistentModelIndex
Sparks = Callable[[str], tuple[Sequence[float], Sequence[float]]]
"""The last samples of a module, CPU and memory, oldest first."""


class _Ink:
    """Fonts and colours, made once for a theme and a font: cells are drawn a hundred times a second."""

    def __init__(self, theme: Theme, font: QFont) -> None:
        colours = theme.colours
        self.font = font
        self.calm, self.urgent = QFont(font), QFont(font)
        self.calm.setWeight(QFont.Weight.Medium)
        self.urgent.setWeight(QFont.Weight.DemiBold)
        self.numbers = numbers_font(font)
        self.small = QFont(font)
        self.small.setPixelSize(SMALL)
        self.chosen, self.line = QColor(colours.chosen), QColor(colours.surface)
        self.ink, self.muted = QColor(colours.ink), QColor(colours.muted)
        self.jelly, self.plum = QColor(colours.jelly), QColor(colours.plum)
        self.tones = {tone: QColor(colours.tone(tone)) for tone in Tone}
        self._short: dict[tuple[str, int, int], str] = {}

    def shortened(self, painter: QPainter, font: QFont, text: str, width: int) -> str:
        """For a painter that has this font, which must be one of ours."""
        key = (text, width, id(font))
        found = self._short.get(key)
        if found is None:
            if len(self._short) >= MOST_KEPT:
                self._short.clear()
            found = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, width)
            self._short[key] = found
        return found


def height_of(row: ModuleRow, plain: int) -> int:
    """plain: of a row without a note, which has a line of its own."""
    return plain + NOTE if row.note else plain


class ModuleDelegate(QStyledItemDelegate):
    """Draws every cell, in the colours of the theme. What reaches over several cells is drawn by each of them, clipped
    to its own part, so that any of them may be drawn anew alone."""

    def __init__(self, theme: Theme, sparks: Sparks, table: QTableView) -> None:
        super().__init__(table)
        self._theme = theme
        self._sparks = sparks
        self._table = table
        self._made: _Ink | None = None
        theme.changed.connect(self._forget)

    def _forget(self) -> None:
        self._made = None

    def _ink(self) -> _Ink:
        if self._made is None or self._made.font != self._table.font():
            self._made = _Ink(self._theme, QFont(self._table.font()))
        return self._made

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(40, self._theme.row_height)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row: ModuleRow | None = index.data(ROW_ROLE)
        if row is None:
            return
        column, rect, ink = COLUMNS[index.column()], option.rect, self._ink()
        painter.save()
        painter.setClipRect(rect)
        self._paint_ground(painter, option, column, ink)
        two = row.note is not None and rect.height() >= self._theme.row_height + NOTE
        line = QRect(
            rect.left(), rect.top() + (GRID // 2 if two else 0), rect.width(), self._theme.row_height
        )
        if column is Column.MODULE:
            self._paint_name(painter, row, line, ink)
        elif row.aside:
            self._paint_aside(painter, row, self._across(line, Column.STATE), ink)
        else:
            self._paint_cell(painter, row, column, line, ink)
        if two:
            self._paint_note(painter, row, self._across(rect, Column.MODULE), ink)
        painter.restore()

    def _across(self, rect: QRect, first: Column) -> QRect:
        """From that column to the last one, at the height of `rect`."""
        seen = [column for column in COLUMNS[first:] if not self._table.isColumnHidden(column)]
        starts = [self._table.columnViewportPosition(column) for column in seen]
        ends = [at + self._table.columnWidth(column) for at, column in zip(starts, seen, strict=True)]
        return QRect(min(starts), rect.top(), max(ends) - min(starts), rect.height())

    def _paint_ground(
        self, painter: QPainter, option: QStyleOptionViewItem, column: Column, ink: _Ink
    ) -> None:
        rect: QRect = option.rect
        state: QStyle.StateFlag = option.state
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, ink.chosen)
            if column is Column.MODULE and self._table.hasFocus():
                bar = QRect(rect.left(), rect.top(), GRID - 1, rect.height())
                painter.fillRect(self._mirrored(rect, bar), ink.jelly)
        painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, ink.line)

    def _paint_name(self, painter: QPainter, row: ModuleRow, cell: QRect, ink: _Ink) -> None:
        box = QRect(cell.left() + PADDING + START, cell.center().y() - SYMBOL // 2 + 1, SYMBOL, SYMBOL)
        paint_symbol(painter, row.symbol, QRectF(self._mirrored(cell, box)), ink.tones[row.look.tone])
        font = ink.urgent if row.look.rank.trouble else ink.calm
        place = self._mirrored(cell, cell.adjusted(NAME_AT, 0, -PADDING, 0))
        self._text(painter, row.name, place, ink, font, ink.ink)

    def _paint_aside(self, painter: QPainter, row: ModuleRow, rect: QRect, ink: _Ink) -> None:
        """What there is to say instead of figures."""
        place = rect.adjusted(PADDING, 0, -PADDING, 0)
        self._text(painter, row.aside, place, ink, ink.font, ink.tones[row.look.tone])

    def _paint_cell(self, painter: QPainter, row: ModuleRow, column: Column, cell: QRect, ink: _Ink) -> None:
        text = column.text(row)
        colour = ink.muted if text == NOTHING else ink.ink
        if column is Column.STATE:
            calm = row.look.tone in (Tone.GOOD, Tone.CALM)
            colour = ink.muted if calm else ink.tones[row.look.tone]
        elif column in WITHOUT_SPARK and (wide := spark_width(column, cell.width())):
            place = QRect(cell.left() + PADDING, cell.top() + 9, wide, cell.height() - 18)
            area = QRectF(self._mirrored(cell, place))
            cpu, memory = self._sparks(row.id)
            if column is Column.CPU:
                draw_spark(painter, cpu, area, ink.jelly, least=10.0)
            else:
                draw_spark(painter, memory, area, ink.plum, least=1.0, room=MEMORY_ROOM)
        font = ink.numbers if column.number else ink.font
        self._text(
            painter, text, cell.adjusted(PADDING, 0, -PADDING, 0), ink, font, colour, end=column.number
        )

    def _paint_note(self, painter: QPainter, row: ModuleRow, whole: QRect, ink: _Ink) -> None:
        note = row.note
        assert note is not None
        line = QRect(
            whole.left() + NAME_AT,
            whole.top() + self._theme.row_height - GRID,
            whole.width() - NAME_AT - 2 * PADDING,
            16,
        )
        if note.symbol is not row.symbol:
            box = QRect(line.left(), line.center().y() - 3, 8, 8)
            paint_symbol(painter, note.symbol, QRectF(self._mirrored(whole, box)), ink.tones[note.tone])
            line.setLeft(line.left() + 3 * GRID)
        self._text(painter, note.text, self._mirrored(whole, line), ink, ink.small, ink.muted)

    def _mirrored(self, within: QRect, rect: QRect) -> QRect:
        return QStyle.visualRect(self._table.layoutDirection(), within, rect)

    def _text(
        self,
        painter: QPainter,
        text: str,
        rect: QRect,
        ink: _Ink,
        font: QFont,
        colour: QColor,
        *,
        end: bool = False,
    ) -> None:
        """font: one of `ink`. end: a figure, which reads from the left in every language."""
        if end:
            painter.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        painter.setFont(font)
        painter.setPen(colour)
        side = Qt.AlignmentFlag.AlignRight if end else Qt.AlignmentFlag.AlignLeft
        aligned = QStyle.visualAlignment(self._table.layoutDirection(), side | Qt.AlignmentFlag.AlignVCenter)
        painter.drawText(rect, int(aligned), ink.shortened(painter, font, text, rect.width()))


def spark_width(column: Column, width: int) -> int:
    """Pixels of the spark in a column that wide; 0 where there is no room for one."""
    room = width - WITHOUT_SPARK[column] + GRID
    return min(SPARK_WIDTH, room) if room >= LEAST_SPARK else 0


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
