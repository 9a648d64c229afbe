"""How a line of what a search has found is drawn: the name, and below it, muted, where it is and what it means."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QPainter
from PySide6.QtWidgets import QListWidget, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from skelly_tray.ui.theme import GRID, RADIUS, SMALL, TEXT, Theme

SAID_ROLE = int(Qt.ItemDataRole.UserRole) + 1
HEIGHT = 44


class FoundDelegate(QStyledItemDelegate):
    def __init__(self, theme: Theme, parent: QListWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        theme.changed.connect(parent.viewport().update)

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(40, HEIGHT)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        colours, rect = self._theme.colours, option.rect
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if option.state & QStyle.StateFlag.State_Selected:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(colours.chosen))
            painter.drawRoundedRect(rect, RADIUS, RADIUS)
        inner = rect.adjusted(2 * GRID, GRID, -2 * GRID, -GRID)
        half = inner.height() // 2
        lines = ((index.data(Qt.ItemDataRole.DisplayRole), TEXT, colours.ink, 0),
                 (index.data(SAID_ROLE), SMALL, colours.muted, half))  # fmt: skip
        for text, size, colour, at in lines:
            font = QFont(option.font)
            font.setPixelSize(size)
            painter.setFont(font)
            painter.setPen(QColor(colour))
            place = QRect(inner.left(), inner.top() + at, inner.width(), half)
            shown = painter.fontMetrics().elidedText(
                str(text or ""), Qt.TextElideMode.ElideRight, place.width()
            )
            side = QStyle.visualAlignment(option.direction, Qt.AlignmentFlag.AlignLeft)
            painter.drawText(place, side | Qt.AlignmentFlag.AlignVCenter, shown)
        painter.restore()
