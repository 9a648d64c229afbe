"""From a wish of the user to an intent: asks for the consequences first, and names them before acting."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from skelly_tray.ui.asking import ask
from skelly_tray.ui.ports import Core
from skelly_tray.ui.theme import Theme
from skelly_tray.ui.watch import SnapshotWatch


class Actions(QObject):
    """Starts, stops and restarts modules. `host` gives the window that a question is shown over, if any."""

    def __init__(
        self,
        core: Core,
        watch: SnapshotWatch,
        theme: Theme,
        host: Callable[[], QWidget | None],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._core = core
        self._watch = watch
        self._theme = theme
        self._host = host

    def act(self, do: str, module_id: str) -> None:
        """do: start, stop or restart. Others that would be touched are named, and the user decides."""
        module = self._watch.module(module_id)
        if do == "start" or module is None or not module.dependants:
            self._post(do, module_id)
            return
        ask(
            self,
            self._core,
            "impact",
            {"do": do, "modules": [module_id], "all": False},
            lambda answer: self._consider(do, module_id, dict(answer.get("also", {}))),
            lambda error: self._confirm(do, module_id, {}, error),
        )

    def act_on_all(self, do: str) -> None:
        self._core.post({"do": do, "modules": [], "all": True})

    def quit(self) -> None:
        """End the orchestrator; its modules are stopped in order first."""
        self._core.post({"do": "quit", "keep_modules": False})

    def _post(self, do: str, module_id: str) -> None:
        self._core.post({"do": do, "modules": [module_id], "all": False})

    def _consider(self, do: str, module_id: str, also: dict[str, str]) -> None:
        if also:
            self._confirm(do, module_id, also, "")
        else:
            self._post(do, module_id)

    def _confirm(self, do: str, module_id: str, also: dict[str, str], error: str) -> None:
        from skelly_tray.ui.dialogs.impact import ImpactDialog

        dialog = ImpactDialog(do, self._name(module_id), self._named(also), error, self._theme, self._over())
        dialog.accepted.connect(lambda: self._post(do, module_id))
        dialog.open()

    def _over(self) -> QWidget | None:
        """A question over a window that cannot be seen would not be seen either."""
        host = self._host()
        return host if host is not None and host.isVisible() and not host.isMinimized() else None

    def _name(self, module_id: str) -> str:
        module = self._watch.module(module_id)
        return module.name if module and module.name else module_id

    def _named(self, also: dict[str, Any]) -> dict[str, str]:
        return {self._name(module_id): str(text) for module_id, text in also.items()}
