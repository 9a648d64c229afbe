"""The page of how Skelly Tray starts, and in which language it speaks."""

from __future__ import annotations

from PySide6.QtWidgets import QCheckBox

from skelly_tray.config.autostart import AutostartState, Start
from skelly_tray.ui.paragraph import paragraph
from skelly_tray.ui.ports import Autostart
from skelly_tray.ui.present.autostart import sentence
from skelly_tray.ui.present.settings_pages import GENERAL_START
from skelly_tray.ui.present.words import tr
from skelly_tray.ui.settings.page import ActionRow, SettingsPage, section_title
from skelly_tray.ui.settings.row import EDITOR_WIDTH


class GeneralPage(SettingsPage):
    """Start at login is no key of the file: it belongs to the desktop."""

    def build(self) -> None:
        self._autostart: Autostart | None = self.given.own.autostart()
        self.login = QCheckBox(tr("Off"))
        self.login.setAccessibleName(tr("Start at login"))
        self.login.setFixedWidth(EDITOR_WIDTH)
        self.login.clicked.connect(self._turn)
        self.said = paragraph("", "small")
        self.above.addWidget(section_title(tr("Start")))
        self.above.addWidget(ActionRow(tr("Start at login"), self.said, self.login))
        self.anchors["autostart"] = self.login

    def make_rows(self) -> None:
        super().make_rows()
        for key in GENERAL_START:
            if self.store.readable and self.store.view(key) is not None:
                self._keys.insertWidget(0, self.row(key))

    def entered(self) -> None:
        if self._autostart is None:
            self.login.setEnabled(False)
            self.said.setText(tr("Start at login cannot be had here."))
        else:
            self._show(self._autostart.state())

    def _turn(self, on: bool) -> None:
        if self._autostart is not None:
            self._show(self._autostart.turn(on))

    def _show(self, state: AutostartState) -> None:
        self.login.setChecked(state.is_on)
        self.login.setText(tr("On") if state.is_on else tr("Off"))
        self.login.setEnabled(state.start is not Start.CANNOT)
        self.said.setText(sentence(state))
        self.said.setToolTip(state.where)
        self.login.setAccessibleDescription(sentence(state))
