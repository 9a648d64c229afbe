"""The application as a client of the session: asked to quit by the desktop, it ends in order instead of at once."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, Signal
from PySide6.QtGui import QSessionManager
from PySide6.QtWidgets import QApplication


class SessionApplication(QApplication):
    """quit_asked: the desktop wants us to end; True when that is because the session ends. While nobody listens, Qt
    ends its loop itself, with whatever runs in it.

    That a session is being saved is no reason to stop anything: another program may still refuse, and the log-out be
    called off. What ends us is the word that follows.
    """

    quit_asked = Signal(bool)

    def __init__(self, arguments: Sequence[str]) -> None:
        super().__init__(list(arguments))
        self.restart_command: Callable[[], Sequence[str]] = tuple
        """What a saved session starts at its next beginning; nothing when it is not to."""
        self.listened_to = False
        self._session_saved = False
        self.commitDataRequest.connect(self._save)
        self.saveStateRequest.connect(self._save)

    def event(self, event: QEvent) -> bool:
        if event.type() is QEvent.Type.Quit and self.listened_to:
            event.ignore()
            self.quit_asked.emit(self._session_saved)
            return True
        return super().event(event)

    def _save(self, manager: QSessionManager) -> None:
        self._session_saved = True
        command = list(self.restart_command())
        if command:
            manager.setRestartHint(QSessionManager.RestartHint.RestartIfRunning)
            manager.setRestartCommand(command)
        else:
            manager.setRestartHint(QSessionManager.RestartHint.RestartNever)
