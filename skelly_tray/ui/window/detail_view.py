"""One tab of the details: what each of them is told."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtWidgets import QWidget

from skelly_tray.domain.status import ModuleStatus
from skelly_tray.ui.ports import Core
from skelly_tray.ui.present.rows import ModuleRow
from skelly_tray.ui.theme import Theme
from skelly_tray.ui.watch import SnapshotWatch


@dataclass(frozen=True, slots=True)
class DetailContext:
    """What the tabs are made from. wish: something is wanted for the module shown. go_to: the tab of that key, at that
    time (seconds since the epoch)."""

    core: Core
    watch: SnapshotWatch
    theme: Theme
    wish: Callable[[str], None]
    go_to: Callable[[str, float], None]
    choose_module: Callable[[str], None]


class DetailView(QWidget):
    """Asks between `enter` and `leave` only, when it is the chosen tab of a window that can be seen."""

    def __init__(self, context: DetailContext) -> None:
        super().__init__()
        self.context = context

    def show_module(self, row: ModuleRow, module: ModuleStatus) -> None:
        """What is known of the chosen module now; comes with every snapshot while this is the chosen tab."""

    def enter(self) -> None:
        """It has come into view."""

    def leave(self) -> None:
        """It cannot be seen any more."""

    def beat(self) -> None:
        """Once a second while it is in view."""

    def go_to(self, time: float) -> None:
        """Lead to that time, in seconds since the epoch."""
