"""The health of all modules over time: a row for each, in which height tells trouble beside colour, with marks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QEvent,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    Qt,
    Signal,
)
from PySide6.QtGui import QHelpEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QHeaderView, QTableView, QToolTip

from skelly_tray.ui.present.heat import CELLS, HeatMap, HeatRow, cell_words, next_event, summary
from skelly_tray.ui.present.looks import Look
from skelly_tray.ui.present.words import tr
from skelly_tray.ui.theme import Theme
from skelly_tray.ui.window.heat_paint import HEIGHT, HeatDelegate, TimeHeader
from skelly_tray.ui.window.whole_rows import of_whole_rows

Index = QModelIndex | QPersistentModelIndex
NAME_WIDTH = 168
NARROW_NAME = 112
"""Pixels of the names, in a strip of much and of little width."""
NARROW = 560


class Column(IntEnum):
    MODULE = 0
    STRIP = 1


@dataclass(frozen=True, slots=True)
class HeatLine:
    """One module: how it is now, and its past."""

    id: str
    name: str
    look: Look
    row: HeatRow


class HeatModel(QAbstractTableModel):
    def __init__(self) -> None:
        super().__init__()
        self._lines: list[HeatLine] = []

    def take(self, lines: Sequence[HeatLine]) -> None:
        """Only rows that are others are told to the view; the whole only if there are other modules."""
        before, self._lines = self._lines, list(lines)
        if [line.id for line in before] != [line.id for line in lines]:
            self.beginResetModel()
            self.endResetModel()
            return
        for number, (old, new) in enumerate(zip(before, lines, strict=True)):
            if old != new:
                self.dataChanged.emit(self.index(number, 0), self.index(number, 1))

    def line(self, number: int) -> HeatLine | None:
        return self._lines[number] if 0 <= number < len(self._lines) else None

    def number_of(self, module: str) -> int | None:
        return next((number for number, line in enumerate(self._lines) if line.id == module), None)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._lines)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(Column)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        line = self.line(index.row())
        if line is None:
            return None
        name = index.column() == Column.MODULE
        if role == Qt.ItemDataRole.UserRole:
            return line
        if role == Qt.ItemDataRole.DisplayRole:
            return line.name if name else None
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{line.name}, {line.look.word}" if name else summary(line.row)
        if role == Qt.ItemDataRole.ToolTipRole and name:
            return f"{line.name}, {line.look.word}\n{summary(line.row)}"
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return tr("Module") if section == Column.MODULE else tr("Health")
        return None


class HeatTable(QTableView):
    """picked: a module, and the time (seconds since the epoch) that was clicked, or None. told: what is under the
    pointer or the cursor, in words; empty when there is nothing."""

    picked = Signal(str, object)
    told = Signal(str)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.heat = HeatMap(600.0, 0.0)
        self.rows = HeatModel()
        self._at: int | None = None
        self._over: str | None = None
        self._theme = theme
        self.setModel(self.rows)
        self.setItemDelegate(HeatDelegate(theme, self))
        self.setAccessibleName(tr("Health of all modules over time"))
        of_whole_rows(self)
        self.setMouseTracking(True)
        self.setMinimumSize(280, 5 * HEIGHT)
        self._header = TimeHeader(theme, self)
        self.setHorizontalHeader(self._header)
        self._header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self._header.setSectionResizeMode(Column.STRIP, QHeaderView.ResizeMode.Stretch)
        self.setColumnWidth(Column.MODULE, NAME_WIDTH)
        self.verticalHeader().hide()
        self.verticalHeader().setMinimumSectionSize(HEIGHT)
        self.verticalHeader().setDefaultSectionSize(HEIGHT)
        self.selectionModel().currentRowChanged.connect(self._say)
        theme.changed.connect(self.viewport().update)

    # What is shown --------------------------------------------------------------------------------

    def show_lines(self, heat: HeatMap, lines: Sequence[HeatLine]) -> None:
        """Choice and scrolling stay; rows that are the same are not drawn again."""
        if (heat.span, heat.start) != (self.heat.span, self.heat.start):
            self._header.show_time(heat.span, heat.end)
        self.heat = heat
        current = self.current
        self.rows.take(lines)
        if current is not None and self.current != current:
            self.choose(current)
        if self._at is not None and self._over is not None:
            number = self.rows.number_of(self._over)
            self.told.emit("" if number is None else self.words(number, self._at))

    def choose(self, module: str) -> None:
        number = self.rows.number_of(module)
        if number is not None:
            self.selectRow(number)

    @property
    def current(self) -> str | None:
        line = self.rows.line(self.currentIndex().row())
        return line.id if line else None

    @property
    def cursor_cell(self) -> int | None:
        """The cell under the pointer, or that the keys have gone to."""
        return self._at

    def words(self, number: int, cell: int) -> str:
        """What there is at that cell of that row."""
        line = self.rows.line(number)
        return cell_words(self.heat, line.row, cell, line.name) if line else ""

    # Where things are -----------------------------------------------------------------------------

    def strip_rect(self, number: int) -> QRect:
        return self.visualRect(self.rows.index(number, Column.STRIP))

    def cell_at(self, place: QPoint) -> int | None:
        """The cell at a place in the viewport; None beside the strip."""
        left, width = self.columnViewportPosition(Column.STRIP), self.columnWidth(Column.STRIP)
        share = (place.x() - left) / max(1, width)
        if not 0 <= share < 1:
            return None
        return int(share * CELLS)

    # What the user does ---------------------------------------------------------------------------

    def _move_cursor(self, cell: int | None) -> None:
        if cell != self._at:
            self._at = cell
            self.viewport().update()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        place = event.position().toPoint()
        cell, number = self.cell_at(place), self.rowAt(place.y())
        self._move_cursor(cell if number >= 0 else None)
        line = self.rows.line(number)
        self._over = line.id if line is not None and cell is not None else None
        self.told.emit(self.words(number, cell) if line is not None and cell is not None else "")
        super().mouseMoveEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._move_cursor(None)
        self.told.emit("")

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        place = event.position().toPoint()
        line = self.rows.line(self.rowAt(place.y()))
        if line is not None and event.button() == Qt.MouseButton.LeftButton:
            cell = self.cell_at(place)
            self.picked.emit(line.id, None if cell is None else self.heat.time(cell))

    def viewportEvent(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            cell, number = self.cell_at(event.pos()), self.rowAt(event.pos().y())
            if cell is not None and number >= 0:
                QToolTip.showText(event.globalPos(), self.words(number, cell), self.viewport())
                return True
        return super().viewportEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Left and Right lead to what happened before and after, Return to the module at that time."""
        match event.key():
            case Qt.Key.Key_Left | Qt.Key.Key_Right:
                self._step(-1 if event.key() == Qt.Key.Key_Left else 1)
            case Qt.Key.Key_Return | Qt.Key.Key_Enter if self.current is not None:
                self.picked.emit(self.current, None if self._at is None else self.heat.time(self._at))
            case Qt.Key.Key_Escape if self._at is not None:
                self._move_cursor(None)
                self.told.emit("")
            case _:
                super().keyPressEvent(event)

    def _step(self, way: int) -> None:
        line = self.rows.line(self.currentIndex().row())
        if line is None:
            return
        start = self._at if self._at is not None else CELLS
        found = next_event(line.row, start, way)
        if found is not None:
            self._move_cursor(found)
            self._say()

    def _say(self) -> None:
        if self._at is not None and self.currentIndex().isValid():
            self._over = self.current
            words = self.words(self.currentIndex().row(), self._at)
            self.setAccessibleDescription(words)
            self.told.emit(words)

    def resizeEvent(self, event: Any) -> None:
        narrow = self.viewport().width() < NARROW
        self.setColumnWidth(Column.MODULE, NARROW_NAME if narrow else NAME_WIDTH)
        super().resizeEvent(event)
