"""The window is being closed and there is no tray to hide in: asks what is meant."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from skelly_tray.ui.dialogs.frame import ModuleDialog
from skelly_tray.ui.paragraph import paragraph
from skelly_tray.ui.present.words import tr
from skelly_tray.ui.theme import Theme
from skelly_tray.ui.window.buttons import button


class NoTrayDialog(ModuleDialog):
    """Three ways on; closing the dialog is the harmless one."""

    minimise_chosen = Signal()
    quit_chosen = Signal()

    def __init__(self, quit_text: str, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(tr("There is no tray to hide in"), theme, parent)
        self.setMinimumWidth(440)
        self.body.addWidget(
            paragraph(tr("Without this window nothing would show that your modules are being looked after."))
        )
        self.quit = button(
            quit_text, lambda: self._choose(self.quit_chosen), tip=tr("Stop all modules in order, then end")
        )
        self.minimise = button(
            tr("Minimise"), lambda: self._choose(self.minimise_chosen), tip=tr("Keep everything running")
        )
        self.minimise.setDefault(True)
        self.cancel = button(tr("Cancel"), self.reject, tip=tr("Keep the window open"), key="Esc")
        self.buttons.addWidget(self.quit)
        self.buttons.addStretch(1)
        self.buttons.addWidget(self.cancel)
        self.buttons.addWidget(self.minimise)

    def _choose(self, chosen: object) -> None:
        self.accept()
        chosen.emit()  # type: ignore[attr-defined]  # a bound signal; the stubs type them as Signal
