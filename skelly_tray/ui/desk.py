"""Keeps the open dialogs: one of each kind per module, raised when asked for again."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import Protocol, cast, runtime_checkable

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QWidget

from skelly_tray.ui.given import Given, Own
from skelly_tray.ui.ports import Core
from skelly_tray.ui.present.guide import chapter_of
from skelly_tray.ui.theme import Theme
from skelly_tray.ui.watch import SnapshotWatch


@runtime_checkable
class PointsAt(Protocol):
    """A dialog of no module that can show what concerns one."""

    def point_at(self, module_id: str) -> None: ...


@runtime_checkable
class OpensAt(Protocol):
    """A dialog of several places, one of which can be asked for."""

    def open_at(self, place: str) -> None: ...


ActOn = Callable[[str, str], None]
Make = Callable[[Given], QDialog]

DIALOGS = {
    "about": "skelly_tray.ui.dialogs.about:AboutDialog",
    "add_module": "skelly_tray.ui.dialogs.add_module:AddModuleDialog",
    "config": "skelly_tray.ui.dialogs.config:ConfigDialog",
    "diagnostics": "skelly_tray.ui.desk:_diagnostics",
    "guide": "skelly_tray.ui.dialogs.guide:GuideDialog",
    "focus_erase": "skelly_tray.ui.dialogs.focus_data:FocusEraseDialog",
    "focus_export": "skelly_tray.ui.dialogs.focus_data:FocusExportDialog",
    "import_file": "skelly_tray.ui.dialogs.import_file:ImportDialog",
    "logs": "skelly_tray.ui.desk:_logs",
    "quit_anyway": "skelly_tray.ui.desk:_quit_anyway",
    "restart_how": "skelly_tray.ui.desk:_restart_how",
    "secrets": "skelly_tray.ui.dialogs.secrets:SecretsDialog",
    "settings": "skelly_tray.ui.settings.window:SettingsWindow",
    "stop_how": "skelly_tray.ui.desk:_stop_how",
    "trash": "skelly_tray.ui.desk:_trash",
    "what_if": "skelly_tray.ui.desk:_what_if",
    "why": "skelly_tray.ui.desk:_why",
}
"""Kind → what makes it of a `Given`, imported at its first use."""

OF_NO_MODULE = frozenset(
    (
        "about",
        "add_module",
        "diagnostics",
        "focus_erase",
        "focus_export",
        "guide",
        "import_file",
        "quit_anyway",
        "secrets",
        "settings",
    )
)
"""There is one of them, whichever module it is asked for from."""


class Desk(QObject):
    """Opens the dialogs, of a module or of none. act: starts, stops or restarts a module. added: a dialog has added the
    module of that id."""

    added = Signal(str)

    def __init__(
        self,
        core: Core,
        watch: SnapshotWatch,
        theme: Theme,
        act: ActOn,
        own: Own,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._core = core
        self._watch = watch
        self._theme = theme
        self._act = act
        self._own = own
        self._open: dict[tuple[str, str], QDialog] = {}

    def wish(self, what: str, module_id: str) -> None:
        """start, stop, restart act; the kinds of `DIALOGS` open one."""
        if what in ("start", "stop", "restart"):
            self._act(what, module_id)
        else:
            self.show(what, module_id)

    def show(self, kind: str, module_id: str = "") -> QDialog:
        """The dialog of that kind for that module, made or brought to the front. kind: one of `DIALOGS`; after a #
        where in it: `config#limits`."""
        kind, _, place = kind.partition("#")
        key = (kind, "" if kind in OF_NO_MODULE else module_id)
        dialog = self._open.get(key)
        if dialog is None:
            dialog = self._open[key] = self._make(*key)
            made = dialog
            if kind != "guide":
                help_key(dialog, lambda: self.show(f"guide#{chapter_of(*_places(kind, made))}"))
            dialog.destroyed.connect(lambda: self._forget(key, made))
        dialog.show()
        dialog.raise_()
        dialog.activateWindow()
        if module_id and kind in OF_NO_MODULE and isinstance(dialog, PointsAt):
            dialog.point_at(module_id)
        if place and isinstance(dialog, OpensAt):
            dialog.open_at(place)
        return dialog

    def _forget(self, key: tuple[str, str], gone: QDialog) -> None:
        """Not the one that has taken its place."""
        if self._open.get(key) is gone:
            del self._open[key]

    def unsaved(self) -> list[str]:
        """Titles of the dialogs that hold what has not been saved."""
        return [title_of(dialog) for dialog in self._open.values() if dialog.isWindowModified()]

    def retranslate(self) -> None:
        """Another language is spoken from now on. What holds nothing that could be lost is made anew; a dialog that is
        in the middle of something stays as it is."""
        dialog = self._open.get(("settings", ""))
        if dialog is not None and dialog.isVisible() and not dialog.isWindowModified():
            place = dialog.geometry()
            dialog.hide()
            dialog.deleteLater()
            del self._open["settings", ""]
            self.show("settings").setGeometry(place)

    def close_all(self) -> None:
        for dialog in list(self._open.values()):
            dialog.hide()
            dialog.deleteLater()
        self._open.clear()

    def _make(self, kind: str, module_id: str) -> QDialog:
        """Without a parent: a dialog opened from the tray must not depend on the window."""
        if kind not in DIALOGS:
            raise ValueError(f"no dialog {kind!r}; there are {', '.join(DIALOGS)}")
        module = self._watch.module(module_id)
        name = module.name if module and module.name else module_id
        place, _, maker = DIALOGS[kind].partition(":")
        make = cast(Make, getattr(import_module(place), maker))
        return make(
            Given(
                module_id,
                name,
                self._core,
                self._watch,
                self._theme,
                self._own,
                show=self.show,
                wish=self.wish,
                unsaved=self.unsaved,
                added=self.added.emit,
            )
        )


def _logs(given: Given) -> QDialog:
    from skelly_tray.ui.dialogs.logs import LogDialog

    return LogDialog(given.module_id, given.name, given.core, given.watch, given.theme)


def _why(given: Given) -> QDialog:
    from skelly_tray.ui.dialogs.why import WhyDialog

    def go_on(what: str) -> None:
        given.wish(what, given.module_id)

    return WhyDialog(given.module_id, given.name, given.core, given.watch, given.theme, go_on)


def _what_if(given: Given) -> QDialog:
    from skelly_tray.ui.dialogs.what_if import WhatIfDialog

    return WhatIfDialog(given.module_id, given.name, given.core, given.watch, given.theme)


def _trash(given: Given) -> QDialog:
    from skelly_tray.ui.dialogs.trash import TrashDialog

    return TrashDialog(given.module_id, given.name, given.core, given.watch, given.theme)


def _restart_how(given: Given) -> QDialog:
    from skelly_tray.ui.dialogs.acting import ActDialog

    return ActDialog(given, "restart")


def _stop_how(given: Given) -> QDialog:
    from skelly_tray.ui.dialogs.acting import ActDialog

    return ActDialog(given, "stop")


def _diagnostics(given: Given) -> QDialog:
    from skelly_tray.ui.dialogs.about import DIAGNOSTICS, AboutDialog

    return AboutDialog(given, DIAGNOSTICS)


def help_key(window: QWidget, act: Callable[[], object]) -> None:
    """F1, or what helps on this system."""
    key = QShortcut(QKeySequence(QKeySequence.StandardKey.HelpContents), window)
    key.activated.connect(lambda: act())


def _places(kind: str, dialog: QDialog) -> tuple[str, str]:
    """Where the user is: the page of a dialog that tells it, then the dialog."""
    return str(getattr(dialog, "page_key", "")), kind


def title_of(dialog: QDialog) -> str:
    """Without what every title ends with."""
    return dialog.windowTitle().partition("[*]")[0]


def _quit_anyway(given: Given) -> QDialog:
    from skelly_tray.ui.dialogs.quit_anyway import QuitAnywayDialog

    return QuitAnywayDialog(given)
