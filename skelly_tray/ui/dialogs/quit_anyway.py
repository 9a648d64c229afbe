"""Before the program ends while something is typed that has not been saved."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from skelly_tray.ui.dialogs.frame import Marked, ModuleDialog
from skelly_tray.ui.given import Given
from skelly_tray.ui.paragraph import paragraph
from skelly_tray.ui.present.looks import Symbol, Tone
from skelly_tray.ui.present.words import tr
from skelly_tray.ui.window.buttons import button


class QuitAnywayDialog(ModuleDialog):
    """Closing it is the harmless answer."""

    def __init__(self, given: Given, parent: QWidget | None = None) -> None:
        super().__init__(tr("Quit without saving?"), given.theme, parent)
        self._given = given
        self.setMinimumWidth(360)
        self.body.addWidget(paragraph(tr("What was typed here has not been saved:")))
        self.listed = Marked(given.theme)
        self.listed.show_lines([(Symbol.TRIANGLE, Tone.WARN, title) for title in given.unsaved()])
        self.body.addWidget(self.listed)
        self.body.addStretch(1)
        self.quit = button(
            tr("&Quit all the same"), self._quit, tip=tr("Stop all modules in order, then end")
        )
        self.stay = button(tr("Go on editing"), self.reject, tip=tr("Quit nothing"), key="Esc")
        self.stay.setDefault(True)
        self.buttons.addWidget(self.quit)
        self.buttons.addStretch(1)
        self.buttons.addWidget(self.stay)
        self.stay.setFocus()

    def _quit(self) -> None:
        self._given.core.post({"do": "quit", "keep_modules": False})
        self.accept()
