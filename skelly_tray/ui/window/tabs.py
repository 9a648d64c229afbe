"""Quiet tabs: words in a row, the chosen one underlined."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QTabBar, QWidget

from skelly_tray.ui.theme import GRID, Theme


@dataclass(frozen=True, slots=True)
class Tab:
    """key: what `chosen` names. shortcut: in Qt's notation."""

    key: str
    text: str
    tip: str
    shortcut: str = ""


class Tabs(QTabBar):
    """chosen: the key of the tab, when it becomes another one."""

    chosen = Signal(str)

    def __init__(self, name: str, tabs: Sequence[Tab], theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._keys = [tab.key for tab in tabs]
        self.setAccessibleName(name)
        self.setDrawBase(False)
        self.setExpanding(False)
        self.setElideMode(Qt.TextElideMode.ElideNone)
        self.setUsesScrollButtons(True)
        for number, tab in enumerate(tabs):
            self.addTab(tab.text)
            keys = QKeySequence(tab.shortcut)
            said = f" ({keys.toString(QKeySequence.SequenceFormat.NativeText)})" if tab.shortcut else ""
            self.setTabToolTip(number, f"{tab.tip}{said}")
            self.setAccessibleTabName(number, tab.text)
            if tab.shortcut:
                QShortcut(keys, self).activated.connect(lambda key=tab.key: self.choose(key))
        self.currentChanged.connect(self._changed)
        self._restyle()
        theme.changed.connect(self._restyle)

    @property
    def key(self) -> str:
        """Of the chosen tab."""
        return self._keys[self.currentIndex()]

    def choose(self, key: str) -> None:
        """Where that tab is hidden, nothing happens."""
        number = self._keys.index(key)
        if self.isTabVisible(number):
            self.setCurrentIndex(number)

    def show_tabs(self, keys: Collection[str]) -> None:
        """Only these; of a chosen one that goes the first takes the place."""
        for number, key in enumerate(self._keys):
            if self.isTabVisible(number) != (key in keys):
                if number == self.currentIndex():
                    self.setCurrentIndex(0)
                self.setTabVisible(number, key in keys)

    def minimumSizeHint(self) -> QSize:
        """Where there is no room for all, the bar scrolls."""
        return QSize(12 * GRID, super().minimumSizeHint().height())

    def _changed(self, number: int) -> None:
        if 0 <= number < len(self._keys):
            self.chosen.emit(self._keys[number])

    def _restyle(self) -> None:
        c = self._theme.colours
        self.setStyleSheet(
            f"""
            QTabBar {{ background: transparent; border: none; }}
            QTabBar::tab {{ background: transparent; border: none; border-bottom: 2px solid transparent;
                color: {c.muted}; padding: 4px 2px; margin: 0 12px 0 0; min-height: 20px; }}
            QTabBar::tab:hover {{ color: {c.ink}; }}
            QTabBar::tab:selected {{ color: {c.ink}; border-bottom-color: {c.accent}; font-weight: 600; }}
            """
        )

    def tabSizeHint(self, index: int) -> QSize:
        """Room for the chosen one's heavier letters, whichever that is: nothing moves."""
        hint = super().tabSizeHint(index)
        return QSize(hint.width() + 2 * GRID, hint.height())
