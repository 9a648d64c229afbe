"""The foot of the window: the tabs of its pages, and beside them (or above, where it is narrow) the strip."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QWidget

from skelly_tray.ui.present.headline import Trouble
from skelly_tray.ui.present.words import tr
from skelly_tray.ui.theme import GRID, Theme
from skelly_tray.ui.window.buttons import button
from skelly_tray.ui.window.pages import PAGES
from skelly_tray.ui.window.strip import TroubleStrip
from skelly_tray.ui.window.tabs import Tab, Tabs

NARROW = 820
"""Pixels below which the strip has a line of its own."""


class Foot(QFrame):
    """page_chosen: the key of a page."""

    page_chosen = Signal(str)
    settings_asked = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setProperty("role", "strip")
        self.strip = TroubleStrip(theme)
        tabs = [
            Tab(page.key, page.title(), page.tip(), f"Ctrl+{number}") for number, page in enumerate(PAGES, 1)
        ]
        self.tabs = Tabs(tr("Pages"), tabs, theme)
        self.tabs.chosen.connect(self.page_chosen)
        self._tab_place = QWidget()
        place = QHBoxLayout(self._tab_place)
        place.setContentsMargins(4 * GRID, GRID, 0, GRID)
        place.addWidget(self.tabs)
        self._tab_place.setVisible(len(PAGES) > 1)
        self._layout = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(0)
        self.settings = button(
            tr("Settings"),
            self.settings_asked.emit,
            tip=tr("Change how Skelly Tray works (Ctrl+,)"),
            quiet=True,
        )
        place.addWidget(self.settings)
        self._layout.addWidget(self._tab_place)
        self._layout.addWidget(self.strip, 1)

    def show_trouble(self, trouble: Trouble | None, calm: str, can_retry: bool) -> None:
        """As `TroubleStrip.show_trouble`."""
        self.strip.show_trouble(trouble, calm, can_retry)
        self._settle()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._settle()

    def _settle(self) -> None:
        """On a calm day what there is to say fits beside the tabs in any window."""
        narrow = self.width() < NARROW and self.strip.troubled
        direction = QBoxLayout.Direction.BottomToTop if narrow else QBoxLayout.Direction.LeftToRight
        if self._layout.direction() != direction:
            self._layout.setDirection(direction)
