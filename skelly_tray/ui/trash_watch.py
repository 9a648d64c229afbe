"""Of which modules a state lies in the trash: so that bringing one back is offered only where there is one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import QObject, Signal

from skelly_tray.ui.asking import ask
from skelly_tray.ui.ports import Core
from skelly_tray.ui.present.trash import modules_in
from skelly_tray.ui.watch import SnapshotWatch


class TrashWatch(QObject):
    """Looks once the core answers, and again after each reset and each return; `look` does so at any time."""

    changed = Signal()

    def __init__(self, core: Core, watch: SnapshotWatch, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._core = core
        self._modules: frozenset[str] = frozenset()
        self._known = False
        self._asking = False
        self._stale = False
        self._unsubscribe = core.subscribe_journal(self._heard)
        watch.changed.connect(self._look_first)
        if watch.snapshot is not None:
            self.look()

    @property
    def modules(self) -> frozenset[str]:
        return self._modules

    def close(self) -> None:
        self._unsubscribe()

    def look(self) -> None:
        self._stale = self._asking  # what is answered now may be older than what made us look
        if not self._asking:
            self._asking = True
            ask(self, self._core, "trash.list", {"module": None}, self._came, self._failed)

    def _look_first(self) -> None:
        if not self._known:
            self.look()

    def _heard(self, entries: Sequence[Mapping[str, Any]]) -> None:
        if any("errand" in (entry.get("detail") or {}) for entry in entries):
            self.look()

    def _came(self, answer: Any) -> None:
        self._known, self._asking = True, False
        found = modules_in(answer)
        if found != self._modules:
            self._modules = found
            self.changed.emit()
        if self._stale:
            self.look()

    def _failed(self, _sentence: str) -> None:
        """The core does not answer just now: the next snapshot shows that it does again."""
        self._asking = False
