"""The rows of the tab of events as Qt sees them: newest first, what is new comes on top."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from skelly_tray.ui.present.events import Event
from skelly_tray.ui.present.measures import clock_time
from skelly_tray.ui.present.words import tr
from skelly_tray.ui.symbols import paint_symbol
from skelly_tray.ui.theme import GRID, Theme, numbers_font

Index = QModelIndex | QPersistentModelIndex
EVENT_ROLE = int(Qt.ItemDataRole.UserRole)
WHEN, WHAT = 0, 1
HEIGHT = 28
SYMBOL = 9


class EventModel(QAbstractTableModel):
    def __init__(self) -> None:
        super().__init__()
        self._events: list[Event] = []
        self._now = 0.0

    @property
    def events(self) -> Sequence[Event]:
        return self._events

    def event_at(self, row: int) -> Event | None:
        return self._events[row] if 0 <= row < len(self._events) else None

    def row_of(self, seq: int) -> int | None:
        return next((row for row, event in enumerate(self._events) if event.seq == seq), None)

    def take(self, events: Sequence[Event], now: float) -> int:
        """Become these, newest first. Where they go on from the former ones, only what is new on top and what has gone
        at the end is announced, and how many are new is returned; else 0."""
        self._now = now
        known, newest = self._events, list(events)
        if newest == known:
            return 0
        new = newest.index(known[0]) if known and known[0] in newest else 0
        kept = len(newest) - new
        if not new or kept > len(known) or newest[new:] != known[:kept]:
            self.beginResetModel()
            self._events = newest
            self.endResetModel()
            return 0
        if kept < len(known):
            self.beginRemoveRows(QModelIndex(), kept, len(known) - 1)
            del known[kept:]
            self.endRemoveRows()
        self.beginInsertRows(QModelIndex(), 0, new - 1)
        self._events = newest
        self.endInsertRows()
        return new

    # What Qt asks ---------------------------------------------------------------------------------

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  Qt's own signature
        return 0 if parent.isValid() else len(self._events)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  Qt's own signature
        return 0 if parent.isValid() else 2

    def data(self, index: Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> Any:
        event = self.event_at(index.row())
        if event is None:
            return None
        when = clock_time(event.stamp, self._now)
        if role == EVENT_ROLE:
            return event
        if role == Qt.ItemDataRole.DisplayRole:
            return when if index.column() == WHEN else event.text
        if role == Qt.ItemDataRole.ToolTipRole:
            return event.text
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{when} {event.text}" if index.column() == WHEN else event.text
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = int(Qt.ItemDataRole.DisplayRole)
    ) -> Any:
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return tr("When") if section == WHEN else tr("What happened")
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return int(Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter)
        return None


class EventDelegate(QStyledItemDelegate):
    """The time in figures of equal width; the sentence behind the shape of what it is about."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(40, HEIGHT)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        event: Event | None = index.data(EVENT_ROLE)
        if event is None:
            return
        c = self._theme.colours
        painter.save()
        state: QStyle.StateFlag = option.state
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(option.rect, QColor(c.chosen))
        rect = option.rect.adjusted(2 * GRID, 0, -2 * GRID, 0)
        font = option.font
        painter.setPen(QColor(c.muted))
        if index.column() == WHEN:
            font = numbers_font(font)
            rect = QStyle.visualRect(option.direction, rect, rect.adjusted(2 * GRID, 0, 0, 0))
        else:
            box = rect.adjusted(0, 0, 0, 0)
            box.setWidth(SYMBOL)
            place = QStyle.visualRect(option.direction, rect, box)
            shape = QRectF(place.left(), rect.center().y() - SYMBOL / 2 + 1, SYMBOL, SYMBOL)
            paint_symbol(painter, event.symbol, shape, QColor(c.tone(event.tone)))
            rect = QStyle.visualRect(option.direction, rect, rect.adjusted(SYMBOL + 2 * GRID, 0, 0, 0))
            painter.setPen(QColor(c.ink))
        painter.setFont(font)
        text = painter.fontMetrics().elidedText(str(index.data()), Qt.TextElideMode.ElideRight, rect.width())
        side = QStyle.visualAlignment(
            option.direction, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        )
        painter.drawText(rect, int(side), text)
        painter.restore()
