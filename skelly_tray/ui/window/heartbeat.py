"""Ticks once a second while a window can really be seen, and not at all otherwise."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtWidgets import QWidget

from skelly_tray.ui.importing import PAUSE_MS

INTERVAL_MS = 1000


class Heartbeat(QObject):
    """`beat` comes when the window has come into view, and been painted, and then every second.

    Hidden, minimised and fully covered (not exposed) are three different things to Qt; each of them stops it.
    """

    beat = Signal()
    rested = Signal()
    """The window cannot be seen any more."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._timer = QTimer(self)
        self._timer.setInterval(INTERVAL_MS)
        self._timer.timeout.connect(self.beat)
        self._running = False
        self._handle: QObject | None = None
        window.installEventFilter(self)

    @property
    def running(self) -> bool:
        """The first beat has come, or is just coming."""
        return self._running

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        match event.type():
            case QEvent.Type.Show | QEvent.Type.Hide | QEvent.Type.WindowStateChange | QEvent.Type.Expose:
                # The new state holds only after the event has been delivered.
                QTimer.singleShot(0, self, self._settle)
            case _:
                pass
        return super().eventFilter(watched, event)

    def _settle(self) -> None:
        self._follow_handle()
        if self._seen() == self._timer.isActive():
            return
        if self._timer.isActive():
            self._timer.stop()
            self._running = False
            self.rested.emit()
        else:
            self._timer.start()
            QTimer.singleShot(PAUSE_MS, self, self._begin)

    def _begin(self) -> None:
        if self._timer.isActive() and not self._running:
            self._running = True
            self.beat.emit()

    def _follow_handle(self) -> None:
        """Expose events go to the native window, which exists only after the first show."""
        handle = self._window.windowHandle()
        if handle is not None and handle is not self._handle:
            self._handle = handle
            handle.installEventFilter(self)

    def _seen(self) -> bool:
        handle = self._window.windowHandle()
        return (
            self._window.isVisible()
            and not self._window.isMinimized()
            and handle is not None
            and handle.isExposed()
        )
