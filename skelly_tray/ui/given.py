"""What every dialog is made with."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtWidgets import QDialog

from skelly_tray.ui.ports import Autostart, Core
from skelly_tray.ui.preferences import Preferences
from skelly_tray.ui.snooze import Snooze
from skelly_tray.ui.theme import Theme
from skelly_tray.ui.watch import SnapshotWatch


@dataclass(frozen=True)
class Own:
    """What the application over the core has for itself. autostart: made when it is asked for; None: there is none.
    test_notice: shows one; what became of it is told the callback, in a sentence, and whether it could be shown.
    notices: how notifications are shown, as `DesktopNotices.way`."""

    preferences: Preferences
    snooze: Snooze
    autostart: Callable[[], Autostart | None]
    test_notice: Callable[[Callable[[bool, str], None]], None]
    notices: Callable[[], str]


def _unheard(_module_id: str) -> None:
    """Where nobody shows modules."""


@dataclass(frozen=True)
class Given:
    """module_id: "" where the dialog is of no module. name: of the module, for people. show: opens another dialog, by
    kind and module. wish: as `Desk.wish`. unsaved: as `Desk.unsaved`. added: a module of that id is new."""

    module_id: str
    name: str
    core: Core
    watch: SnapshotWatch
    theme: Theme
    own: Own
    show: Callable[[str, str], QDialog]
    wish: Callable[[str, str], None]
    unsaved: Callable[[], Sequence[str]] = tuple
    added: Callable[[str], None] = _unheard
