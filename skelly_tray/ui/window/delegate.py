"""How a row of the list is drawn: shape, name, state, figures with their sparks, and the reason in a second line."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QStaticText, QTextOption, QTransform
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QTableView

from skelly_tray.ui.present.looks import Tone
from skelly_tray.ui.present.rows import NOTHING, ModuleRow
from skelly_tray.ui.symbols import paint_symbol
from skelly_tray.ui.theme import GRID, SMALL, Theme, numbers_font
from skelly_tray.ui.window.model import ROW_ROLE, Column
from skelly_tray.ui.window.sparks import Spark

SYMBOL = 10
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
MOST_KEPT = 500
"""Texts whose letters are remembered in their places; then they are forgotten all at once."""
SELECTED = QStyle.StateFlag.State_Selected.value

Index = QModelIndex | QPersistentModelIndex
Sparks = Callable[[str], tuple[Sequence[float], Sequence[float]]]
"""The last samples of a module, CPU and memory, oldest first."""


class _Ink:
    """Fonts and colours, made once for a theme and a font: cells are drawn a hundred times a second."""

    def __init__(self, theme: Theme, font: QFont, direction: Qt.LayoutDirection) -> None:
        colours = theme.colours
        self.font = QFont(font)
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
        self.leftwards = direction is Qt.LayoutDirection.RightToLeft
        self._words, self._figures = QTextOption(), QTextOption()
        self._words.setTextDirection(direction)
        self._figures.setTextDirection(Qt.LayoutDirection.LeftToRight)
        self._set: dict[tuple[str, int, int, bool], tuple[QStaticText, int, int]] = {}
        self._sparks: dict[tuple[str, bool], Spark] = {}

    def typeset(self, font: QFont, text: str, width: int, *, figure: bool) -> tuple[QStaticText, int, int]:
        """The text, shortened to so many pixels, with its own width and height. font: one of ours. figure: it reads
        from the left in every language."""
        key = (text, width, id(font), figure)
        found = self._set.get(key)
        if found is None:
            if len(self._set) >= MOST_KEPT:
                self._set.clear()
            made = QStaticText(QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, width))
            made.setTextFormat(Qt.TextFormat.PlainText)
            made.setTextOption(self._figures if figure else self._words)
            made.prepare(QTransform(), font)
            size = made.size()
            found = self._set[key] = made, round(size.width()), round(size.height())
        return found

    def spark(self, module_id: str, *, memory: bool) -> Spark:
        """The line of that module."""
        key = (module_id, memory)
        if key not in self._sparks:
            if len(self._sparks) >= MOST_KEPT:
                self._sparks.clear()
            self._sparks[key] = (
                Spark(self.plum, least=1.0, room=MEMORY_ROOM) if memory else Spark(self.jelly, least=10.0)
            )
        return self._sparks[key]


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
        theme.changed.connect(self.forget)

    def forget(self) -> None:
        """Colours, the font or the direction of reading are others now."""
        self._made = None

    def _ink(self) -> _Ink:
        if self._made is None:
            self._made = _Ink(self._theme, self._table.font(), self._table.layoutDirection())
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
        if option.state.value & SELECTED:
            painter.fillRect(rect, ink.chosen)
            if column is Column.MODULE and self._table.hasFocus():
                bar = QRect(rect.left(), rect.top(), GRID - 1, rect.height())
                painter.fillRect(_mirrored(ink, rect, bar), ink.jelly)
        painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, ink.line)

    def _paint_name(self, painter: QPainter, row: ModuleRow, cell: QRect, ink: _Ink) -> None:
        box = QRect(cell.left() + PADDING + START, cell.center().y() - SYMBOL // 2 + 1, SYMBOL, SYMBOL)
        paint_symbol(painter, row.symbol, QRectF(_mirrored(ink, cell, box)), ink.tones[row.look.tone])
        font = ink.urgent if row.look.rank.trouble else ink.calm
        place = _mirrored(ink, cell, cell.adjusted(NAME_AT, 0, -PADDING, 0))
        _text(painter, row.name, place, ink, font, ink.ink)

    def _paint_aside(self, painter: QPainter, row: ModuleRow, rect: QRect, ink: _Ink) -> None:
        """What there is to say instead of figures."""
        place = rect.adjusted(PADDING, 0, -PADDING, 0)
        _text(painter, row.aside, place, ink, ink.font, ink.tones[row.look.tone])

    def _paint_cell(self, painter: QPainter, row: ModuleRow, column: Column, cell: QRect, ink: _Ink) -> None:
        text = column.text(row)
        colour = ink.muted if text == NOTHING else ink.ink
        if column is Column.STATE:
            calm = row.look.tone in (Tone.GOOD, Tone.CALM)
            colour = ink.muted if calm else ink.tones[row.look.tone]
        elif column in WITHOUT_SPARK and (wide := spark_width(column, cell.width())):
            place = QRect(cell.left() + PADDING, cell.top() + 9, wide, cell.height() - 18)
            area = QRectF(_mirrored(ink, cell, place))
            spark = ink.spark(row.id, memory=column is Column.MEMORY)
            spark.follow(self._sparks(row.id)[column is Column.MEMORY])
            spark.draw(painter, area)
        font = ink.numbers if column.number else ink.font
        _text(painter, text, cell.adjusted(PADDING, 0, -PADDING, 0), ink, font, colour, end=column.number)

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
            paint_symbol(painter, note.symbol, QRectF(_mirrored(ink, whole, box)), ink.tones[note.tone])
            line.setLeft(line.left() + 3 * GRID)
        _text(painter, note.text, _mirrored(ink, whole, line), ink, ink.small, ink.muted)


def _mirrored(ink: _Ink, within: QRect, rect: QRect) -> QRect:
    if not ink.leftwards:
        return rect
    return QStyle.visualRect(Qt.LayoutDirection.RightToLeft, within, rect)


def _text(
    painter: QPainter, text: str, rect: QRect, ink: _Ink, font: QFont, colour: QColor, *, end: bool = False
) -> None:
    """font: one of `ink`. end: a figure, which reads from the left in every language."""
    letters, width, height = ink.typeset(font, text, rect.width(), figure=end)
    painter.setFont(font)
    painter.setPen(colour)
    x = rect.left() if end == ink.leftwards else rect.left() + rect.width() - width
    painter.drawStaticText(QPoint(x, rect.top() + (rect.height() - height) // 2), letters)


def spark_width(column: Column, width: int) -> int:
    """Pixels of the spark in a column that wide; 0 where there is no room for one."""
    room = width - WITHOUT_SPARK[column] + GRID
    return min(SPARK_WIDTH, room) if room >= LEAST_SPARK else 0
