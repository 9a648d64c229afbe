"""Keeps the open dialogs: one of each kind per module, raised when asked for again."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QDialog, QWidget

from skelly_tray.ui.ports import Core
from skelly_tray.ui.theme import Theme
from skelly_tray.ui.watch import SnapshotWatch

ActOn = Callable[[str, str], None]


class Desk(QObject):
    """Opens the dialogs of a module. act: starts, stops or restarts a module."""

    def __init__(
        self, core: Core, watch: SnapshotWatch, theme: Theme, act: ActOn, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._core = core
        self._watch = watch
        self._theme = theme
        self._act = act
        self._open: dict[tuple[str, str], QDialog] = {}

    def wish(self, what: str, module_id: str) -> None:
        """start, stop, restart act; logs, why, config, what_if, trash open a dialog."""
        if what in ("start", "stop", "restart"):
            self._act(what, module_id)
        else:
            self.show(what, module_id)

    def show(self, kind: str, module_id: str) -> QDialog:
        """The dialog of that kind for that module, made or brought to the front."""
        key = (kind, module_id)
        dialog = self._open.get(key)
        if dialog is None:
            dialog = self._open[key] = self._make(kind, module_id)
            dialog.destroyed.connect(lambda: self._open.pop(key, None))
        dialog.show()
        dialog.raise_()
        dialog.activateWindow()
        return dialog

    def close_all(self) -> None:
        for dialog in list(self._open.values()):
            dialog.deleteLater()
        self._open.clear()

    def _make(self, kind: str, module_id: str) -> QDialog:
        """Without a parent: a dialog opened from the tray must not depend on the window."""
        module = self._watch.module(module_id)
        name = module.name if module and module.name else module_id
        parent: QWidget | None = None
        match kind:
            case "logs":
                from skelly_tray.ui.dialogs.logs import LogDialog

                return LogDialog(module_id, name, self._core, self._watch, self._theme, parent)
            case "why":
                from skelly_tray.ui.dialogs.why import WhyDialog

                def go_on(what: str) -> None:
                    self.wish(what, module_id)

                return WhyDialog(module_id, name, self._core, self._watch, self._theme, go_on, parent)
            case "what_if":
                from skelly_tray.ui.dialogs.what_if import WhatIfDialog

                return WhatIfDialog(module_id, name, self._core, self._watch, self._theme, parent)
            case "trash":
                from skelly_tray.ui.dialogs.trash import TrashDialog

                return TrashDialog(module_id, name, self._core, self._watch, self._theme, parent)
            case "config":
                from skelly_tray.ui.dialogs.config import ConfigDialog

                return ConfigDialog(module_id, name, self._core, self._theme, parent)
            case _:
                raise ValueError(f"no dialog {kind!r}; there are logs, why, config, what_if and trash")
