"""From a wish of the user to an intent: asks for the consequences first, and names them before acting."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QObject

from skelly_tray.ui.asking import ask
from skelly_tray.ui.ports import Core
from skelly_tray.ui.watch import SnapshotWatch


class Actions(QObject):
    """Starts, stops and restarts modules. question: opens the dialog of that kind for that module (`Desk.show`).
    unsaved: titles of the dialogs in which something is typed that has not been saved."""

    def __init__(
        self,
        core: Core,
        watch: SnapshotWatch,
        question: Callable[[str, str], object],
        parent: QObject | None = None,
        unsaved: Callable[[], Sequence[str]] = tuple,
    ) -> None:
        super().__init__(parent)
        self._core = core
        self._watch = watch
        self._question = question
        self._unsaved = unsaved

    def act(self, do: str, module_id: str) -> None:
        """do: start, stop or restart. Where others would be touched, they are named, and the user decides."""
        module = self._watch.module(module_id)
        if do == "start" or module is None or not module.dependants:
            self._post(do, module_id)
            return
        ask(
            self,
            self._core,
            "impact",
            {"do": do, "modules": [module_id], "all": False},
            lambda answer: self._consider(do, module_id, answer),
            lambda error: self._ask_first(do, module_id),
        )

    def act_on_all(self, do: str) -> None:
        """do: as above. To stop or restart more than one is asked about first; the dialog names them all."""
        from skelly_tray.ui.present.acting import touches_many

        if do != "start" and touches_many(self._watch.snapshot):
            self._ask_first(do, "")
            return
        self._core.post({"do": do, "modules": [], "all": True})

    def quit(self) -> None:
        """End the orchestrator; its modules are stopped in order first. What is typed and not saved is asked about."""
        if self._unsaved():
            self._question("quit_anyway", "")
        else:
            self._core.post({"do": "quit", "keep_modules": False})

    def _post(self, do: str, module_id: str) -> None:
        self._core.post({"do": do, "modules": [module_id], "all": False})

    def _consider(self, do: str, module_id: str, answer: Any) -> None:
        if answer.get("also"):
            self._ask_first(do, module_id)
        else:
            self._post(do, module_id)

    def _ask_first(self, do: str, module_id: str) -> None:
        self._question(f"{do}_how", module_id)
