"""What a module wrote, in a window of its own: the same view as in the details of the main window."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from skelly_tray.ui.dialogs.frame import ModuleDialog
from skelly_tray.ui.ports import Core
from skelly_tray.ui.present.words import tr
from skelly_tray.ui.theme import Theme
from skelly_tray.ui.watch import SnapshotWatch
from skelly_tray.ui.window.buttons import button
from skelly_tray.ui.window.heartbeat import Heartbeat
from skelly_tray.ui.window.log_view import LogView


class LogDialog(ModuleDialog):
    """Asks every second while it can be seen."""

    def __init__(
        self,
        module_id: str,
        name: str,
        core: Core,
        watch: SnapshotWatch,
        theme: Theme,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(tr("Logs of {module}", module=name), theme, parent)
        self.resize(860, 560)
        self.view = LogView(core, watch, theme)
        self.view.show_module(module_id, name)
        self.search, self.text, self.note = self.view.search, self.view.text, self.view.note
        self.body.addWidget(self.view, 1)
        self.buttons.addStretch(1)
        self.buttons.addWidget(button(tr("Close"), self.close, tip=tr("Close this window"), key="Ctrl+W"))
        self.heartbeat = Heartbeat(self)
        self.heartbeat.beat.connect(self.view.beat)
