"""What the details offer besides starting and stopping: disabling a module, and opening its folder."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, QUrl
from PySide6.QtGui import QDesktopServices

from skelly_tray.ui.asking import ask
from skelly_tray.ui.present.core_words import told
from skelly_tray.ui.present.words import tr
from skelly_tray.ui.window.pages import PageContext
from skelly_tray.ui.window.remark_lines import RemarkLines


class Doing(QObject):
    """Asks and answers in place, in the lines above the tabs."""

    def __init__(self, context: PageContext, lines: RemarkLines, parent: QObject) -> None:
        super().__init__(parent)
        self._context = context
        self._lines = lines

    # Disabling ------------------------------------------------------------------------------------

    def ask_to_disable(self, module_id: str) -> None:
        """Nothing is done before the user has agreed."""
        module = self._context.watch.module(module_id)
        if module is None:
            return
        text = tr("Disable {module}? It is stopped, and nothing starts it.", module=module.name or module_id)
        if module.dependants:
            names = ", ".join(self._name(each) for each in module.dependants)
            text += " " + tr("{modules} need it.", modules=names)
        self._lines.ask(
            text,
            [
                (tr("Disable"), tr("Write it to its file"), lambda: self._set(module_id, False)),
                (tr("Cancel"), tr("Leave it as it is"), lambda: None),
            ],
        )

    def enable(self, module_id: str) -> None:
        self._set(module_id, True)

    def _set(self, module_id: str, enabled: bool) -> None:
        params = {"key": f"modules.{module_id}.enabled", "value": enabled, "save": True, "by": "ui"}

        def came(answer: Any) -> None:
            errors = [told(str(error)) for error in answer.get("errors") or ()]
            if errors:
                self._say("; ".join(errors))

        ask(self, self._context.core, "config.set", params, came, self._say)

    def _say(self, sentence: str) -> None:
        self._lines.ask(sentence, [(tr("Close"), tr("I have read it"), lambda: None)])

    # Folder ---------------------------------------------------------------------------------------

    def open_folder(self, module_id: str) -> None:
        """The folder that it runs in; without one of its own, that of its state."""
        state = self._context.preferences.state_dir / "modules" / module_id

        def came(answer: Any) -> None:
            told = answer.get("value")
            usable = isinstance(told, str) and Path(told).is_absolute() and Path(told).is_dir()
            self._open(Path(told) if usable else state)

        ask(
            self,
            self._context.core,
            "config.get",
            {"key": f"modules.{module_id}.working_dir"},
            came,
            lambda _sentence: self._open(state),
        )

    def _open(self, folder: Path) -> None:
        if not folder.is_dir():
            self._say(tr("There is no folder yet: {folder}", folder=folder))
        elif not _show(folder):
            self._say(tr("Nothing here opens folders. It is {folder}", folder=folder))

    def _name(self, module_id: str) -> str:
        module = self._context.watch.module(module_id)
        return module.name if module and module.name else module_id


def _show(folder: Path) -> bool:
    return QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))
