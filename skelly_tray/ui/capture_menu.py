"""The submenu that pauses capturing, and says until when it is paused."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QMenu

from skelly_tray.ui.menu_parts import offer, set_text, set_visible
from skelly_tray.ui.present.capture import CapturePause
from skelly_tray.ui.present.words import tr


class CaptureMenu(QMenu):
    """asked: `15`, `60`, `tomorrow` or `resume`. Not to be seen where nothing is captured."""

    asked = Signal(str)

    def __init__(self, parent: QMenu) -> None:
        super().__init__(parent)
        self._quarter, self._hour, self._tomorrow = (
            offer(self, "", partial(self.asked.emit, how)) for how in ("15", "60", "tomorrow")
        )
        self._above_resume = self.addSeparator()
        self.resume = offer(self, "", partial(self.asked.emit, "resume"))
        self.retranslate()
        self.render_pause(None)

    def retranslate(self) -> None:
        """Another language is spoken from now on. The title follows with `render_pause`."""
        for action, text in (
            (self._quarter, tr("15 min")),
            (self._hour, tr("1 h")),
            (self._tomorrow, tr("Until tomorrow")),
            (self.resume, tr("Resume")),
        ):
            set_text(action, text)

    def render_pause(self, pause: CapturePause | None) -> None:
        """None: there is nothing to pause."""
        set_visible(self.menuAction(), pause is not None)
        if pause is None:
            return
        set_text(self.menuAction(), pause.text)
        for action in (self._above_resume, self.resume):
            set_visible(action, pause.paused)
