"""What every dialog is made with."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtWidgets import QDialog

from skelly_tray.ui.ports import Core
from skelly_tray.ui.theme import Theme
from skelly_tray.ui.watch import SnapshotWatch


@dataclass(frozen=True)
class Given:
    """module_id: "" where the dialog is of no module. name: of the module, for people. show: opens another dialog, by
    kind and module. wish: as `Desk.wish`. unsaved: as `Desk.unsaved`."""

    module_id: str
    name: str
    core: Core
    watch: SnapshotWatch
    theme: Theme
    show: Callable[[str, str], QDialog]
    wish: Callable[[str, str], None]
    unsaved: Callable[[], Sequence[str]] = tuple
