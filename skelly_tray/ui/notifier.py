"""Quiet notifications: hears the journal, and shows what its presenter finds worth it, through the tray."""

from __future__ import annotations

import math
import time
from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal

from skelly_tray.ui.ports import Core
from skelly_tray.ui.present.notices import Notices
from skelly_tray.ui.present.rows import module_names
from skelly_tray.ui.tray import Tray
from skelly_tray.ui.watch import SnapshotWatch


class Notifier(QObject):
    """told: the module that the newest notification is about, empty for several: where a click on it leads."""

    told = Signal(str)

    def __init__(self, core: Core, watch: SnapshotWatch, tray: Tray, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._watch = watch
        self._tray = tray
        self._notices = Notices(time.monotonic())
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._tell)
        self._unsubscribe = core.subscribe_journal(self._heard)

    def close(self) -> None:
        """Nothing more is told."""
        self._timer.stop()
        self._unsubscribe()

    def _heard(self, entries: Sequence[Mapping[str, Any]]) -> None:
        now = time.monotonic()
        for entry in entries:
            self._notices.hear(entry, now, self._watch.now)
        self._wait(now)

    def _wait(self, now: float) -> None:
        due_at = self._notices.due_at()
        if due_at is None:
            self._timer.stop()
        else:
            self._timer.start(max(0, math.ceil((due_at - now) * 1000)))

    def _tell(self) -> None:
        now = time.monotonic()
        snapshot = self._watch.snapshot
        notice = self._notices.take(now, module_names(snapshot) if snapshot else {})
        if notice is not None:
            self._tray.say(notice.title, notice.text)
            self.told.emit(notice.module or "")
        self._wait(now)
