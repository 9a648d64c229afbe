"""Whether a window is in front of the others, as far as a program is told."""

from __future__ import annotations

import time

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QWidget

JUST_NOW = 0.5
"""Seconds: a click on the panel may have taken the focus from the window that it is meant to hide."""


class Front(QObject):
    """An event filter for one window."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._left_at: float | None = None
        self._asked = False

    def is_front(self, window: QWidget) -> bool:
        """Also when it was until just now, and when it did not come to the front although it was asked to: not every
        desktop lets a program do that, or says that it has."""
        left_now = self._left_at is not None and time.monotonic() - self._left_at < JUST_NOW
        return window.isActiveWindow() or left_now or self._asked

    def asked_for(self, window: QWidget) -> None:
        """It has just been asked to come to the front."""
        self._asked = not window.isActiveWindow()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        match event.type():
            case QEvent.Type.WindowDeactivate:
                self._left_at, self._asked = time.monotonic(), False
            case QEvent.Type.WindowActivate | QEvent.Type.Hide:
                self._left_at, self._asked = None, False
            case _:
                pass
        return False
