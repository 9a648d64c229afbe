"""The strip at the bottom: the worst trouble and the three things one would do; on a calm day what it costs."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QSizePolicy

from skelly_tray.ui.present.headline import Trouble
from skelly_tray.ui.present.words import tr
from skelly_tray.ui.symbols import symbol_pixmap
from skelly_tray.ui.theme import GRID, Theme
from skelly_tray.ui.window.buttons import button
from skelly_tray.ui.window.elided import ElidedLabel


class TroubleStrip(QFrame):
    """wished: why, logs or start, and the module; config, and the module or nothing."""

    wished = Signal(str, str)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._trouble: Trouble | None = None
        self.setFixedHeight(48)
        self._symbol = QLabel()
        self._symbol.setFixedSize(14, 14)
        self._title = ElidedLabel()
        self._title.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)
        self._title.setProperty("role", "figure")
        self._detail = ElidedLabel()
        self._detail.setProperty("role", "muted")
        self.why = button(tr("Why"), lambda: self._wish("why"), tip=tr("The story behind it"))
        self.logs = button(tr("Logs"), lambda: self._wish("logs"), tip=tr("What it wrote last"))
        self.retry = button(tr("Retry now"), lambda: self._wish("start"), tip=tr("Start it at once"))
        self.show_config = button(
            tr("Show"), lambda: self._wish("config"), tip=tr("What was written, and why it is not in effect")
        )
        layout = QHBoxLayout(self)
        layout.setContentsMargins(4 * GRID, 0, 4 * GRID, 0)
        layout.setSpacing(2 * GRID)
        layout.addWidget(self._symbol)
        layout.addWidget(self._title)
        layout.addWidget(self._detail, 1)
        for each in (self.why, self.logs, self.show_config, self.retry):
            layout.addWidget(each)
        theme.changed.connect(self._recolour)

    @property
    def troubled(self) -> bool:
        return self._trouble is not None

    def show_trouble(self, trouble: Trouble | None, calm: str, can_retry: bool) -> None:
        """calm: what to say when there is none. can_retry: whether *Retry now* would do anything."""
        changed = trouble is None or self._trouble is None or trouble.symbol != self._trouble.symbol
        self._trouble = trouble
        of_configuration = trouble is not None and trouble.of_configuration
        self._symbol.setVisible(trouble is not None)
        self._title.setVisible(trouble is not None)
        for each in (self.why, self.logs):
            each.setVisible(trouble is not None and not of_configuration)
        self.show_config.setVisible(of_configuration)
        self.retry.setVisible(trouble is not None and can_retry)
        self._title.setText(trouble.title if trouble else "")
        self._detail.setText(trouble.detail if trouble else calm)
        self.setAccessibleName(f"{trouble.title}. {trouble.detail}" if trouble else calm)
        if changed:
            self._recolour()

    def _wish(self, what: str) -> None:
        if self._trouble:
            self.wished.emit(what, self._trouble.module)

    def _recolour(self) -> None:
        if self._trouble:
            colour = self._theme.colours.tone(self._trouble.tone)
            self._symbol.setPixmap(symbol_pixmap(self._trouble.symbol, colour, 14, self.devicePixelRatioF()))
