"""The newest snapshot and how old it is: what every view renders from."""

from __future__ import annotations

import time

from PySide6.QtCore import QObject, Signal

from skelly_tray.domain.status import ModuleStatus, SystemHealth
from skelly_tray.ui.ports import Core


def _nothing() -> None:
    """What is left to do after a subscription has ended."""


class SnapshotWatch(QObject):
    """Subscribes once for all views. `changed` comes after every snapshot, in the UI thread."""

    changed = Signal()

    def __init__(self, core: Core, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._snapshot: SystemHealth | None = None
        self._received = time.monotonic()
        self._unsubscribe = core.subscribe(self._take)

    @property
    def snapshot(self) -> SystemHealth | None:
        """The newest snapshot; None before the first."""
        return self._snapshot

    @property
    def elapsed(self) -> float:
        """Seconds since that snapshot came."""
        return time.monotonic() - self._received

    @property
    def now(self) -> float:
        """Wall clock, seconds since the epoch; presenters take time as a parameter."""
        return time.time()

    def module(self, module_id: str) -> ModuleStatus | None:
        return self._snapshot.modules.get(module_id) if self._snapshot else None

    def close(self) -> None:
        """No more snapshots; idempotent."""
        self._unsubscribe()
        self._unsubscribe = _nothing

    def _take(self, snapshot: SystemHealth) -> None:
        self._snapshot = snapshot
        self._received = time.monotonic()
        self.changed.emit()
