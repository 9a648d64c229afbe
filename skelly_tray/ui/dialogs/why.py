"""Why a module is as it is, in a window of its own: the story, and what to do now."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from skelly_tray.ui.dialogs.frame import ModuleDialog
from skelly_tray.ui.ports import Core
from skelly_tray.ui.present.words import tr
from skelly_tray.ui.theme import Theme
from skelly_tray.ui.watch import SnapshotWatch
from skelly_tray.ui.window.buttons import button
from skelly_tray.ui.window.heartbeat import Heartbeat
from skelly_tray.ui.window.why_view import WhyView


class WhyDialog(ModuleDialog):
    """Told anew as the module changes, while it can be seen.

    wish: called with logs, restart or config when the user goes on from here.
    """

    def __init__(
        self,
        module_id: str,
        name: str,
        core: Core,
        watch: SnapshotWatch,
        theme: Theme,
        wish: Callable[[str], None],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(tr("Why: {module}", module=name), theme, parent)
        self.resize(640, 560)
        self.view = WhyView(core, watch, theme)
        self.sentence = self.view.sentence
        self.body.addWidget(self.view, 1)
        self.buttons.addWidget(button(tr("Restart"), lambda: wish("restart"), tip=tr("Restart this module")))
        self.buttons.addWidget(button(tr("Logs…"), lambda: wish("logs"), tip=tr("What it wrote")))
        self.buttons.addWidget(button(tr("Configure…"), lambda: wish("config"), tip=tr("Edit its file")))
        self.buttons.addStretch(1)
        self.buttons.addWidget(button(tr("Close"), self.close, tip=tr("Close this window"), key="Ctrl+W"))
        self.view.show_module(module_id)
        self.view.beat()
        self.heartbeat = Heartbeat(self)
        self.heartbeat.beat.connect(self.view.beat)
