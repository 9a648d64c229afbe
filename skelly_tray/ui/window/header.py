"""The top of the window: the system in one line, a filter, and what one can do with all modules."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QWidget

from skelly_tray.ui.present.headline import Headline
from skelly_tray.ui.symbols import symbol_pixmap
from skelly_tray.ui.theme import GRID, Theme
from skelly_tray.ui.window.buttons import button
from skelly_tray.ui.window.elided import ElidedLabel

NARROW = 760
"""Pixels below which only the two most wanted actions are shown."""


class Header(QWidget):
    """wished: start, restart or stop, for all. filter_changed: the words."""

    wished = Signal(str)
    filter_changed = Signal(str)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._headline: Headline | None = None
        self._symbol = QLabel()
        self._symbol.setFixedSize(18, 18)
        self._text = ElidedLabel()
        self._text.setProperty("role", "headline")
        self.filter = QLineEdit()
        self.filter.setPlaceholderText("Filter")
        self.filter.setAccessibleName("Filter modules")
        self.filter.setClearButtonEnabled(True)
        self.filter.setMaximumWidth(176)
        self.filter.setMinimumWidth(96)
        self.filter.textChanged.connect(self.filter_changed)
        self.start_all = button("Start all", lambda: self.wished.emit("start"), tip="Start every module")
        self.restart_all = button(
            "Restart all", lambda: self.wished.emit("restart"), tip="Restart every module"
        )
        self.stop_all = button(
            "Stop all", lambda: self.wished.emit("stop"), tip="Stop every module, in order"
        )
        layout = QHBoxLayout(self)
        layout.setContentsMargins(4 * GRID, 3 * GRID, 4 * GRID, 3 * GRID)
        layout.setSpacing(2 * GRID)
        layout.addWidget(self._symbol)
        layout.addWidget(self._text, 1)
        for each in (self.filter, self.start_all, self.restart_all, self.stop_all):
            layout.addWidget(each)
        theme.changed.connect(self._recolour)

    def show_headline(self, headline: Headline, *, can_start: bool, can_stop: bool) -> None:
        if headline != self._headline:
            self._headline = headline
            self._text.setText(headline.text)
            self.setAccessibleName(headline.text)
            self._recolour()
        self.start_all.setEnabled(can_start)
        self.stop_all.setEnabled(can_stop)
        self.restart_all.setEnabled(can_stop)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where there is no room, the headline matters more: the menu offers the same."""
        super().resizeEvent(event)
        self.restart_all.setVisible(event.size().width() >= NARROW)

    def _recolour(self) -> None:
        if self._headline:
            colour = self._theme.colours.tone(self._headline.tone)
            self._symbol.setPixmap(symbol_pixmap(self._headline.symbol, colour, 18, self.devicePixelRatioF()))
