"""The window of the very first start: says in three sentences what this is, and asks what to begin with."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QCheckBox, QHBoxLayout, QLabel, QRadioButton, QVBoxLayout, QWidget

from skelly_tray.ui.asking import ask
from skelly_tray.ui.dialogs.frame import ModuleDialog, indented, scrolled
from skelly_tray.ui.icons import app_icon
from skelly_tray.ui.paragraph import paragraph
from skelly_tray.ui.ports import Autostart, Core
from skelly_tray.ui.present import welcome
from skelly_tray.ui.present.core_words import told
from skelly_tray.ui.present.looks import Tone
from skelly_tray.ui.present.words import tr
from skelly_tray.ui.theme import GRID, Theme
from skelly_tray.ui.window.buttons import button

ICON = 64
"""Pixels."""


class WelcomeDialog(ModuleDialog):
    """The core runs meanwhile, with nothing to look after. over: something was set up, so that this is not asked again.
    begun: by "Start", so that there is something to be seen."""

    over = Signal()
    begun = Signal()

    def __init__(self, core: Core, autostart: Autostart, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(tr("Welcome to Skelly Tray"), theme, parent)
        self.setWindowTitle(tr("Welcome to Skelly Tray"))  # it names the program itself
        self._core, self._autostart = core, autostart
        self._waiting = self._set_up = False
        self.resize(560, 500)
        self.setMinimumSize(380, 320)
        layout = QVBoxLayout()
        layout.setSpacing(2 * GRID)
        layout.addLayout(self._introduction())
        layout.addSpacing(GRID)
        self._add_beginnings(layout)
        layout.addSpacing(GRID)
        self._add_wishes(layout)
        layout.addStretch(1)
        self.body.addWidget(scrolled(layout), 1)
        self.told = paragraph("")
        self.told.hide()
        self.body.addWidget(self.told)
        self._make_buttons()
        self.group.buttons()[0].setFocus()

    def _introduction(self) -> QHBoxLayout:
        picture = QLabel()
        picture.setPixmap(app_icon().pixmap(ICON, ICON))
        line = QHBoxLayout()
        line.setSpacing(4 * GRID)
        line.addWidget(picture, 0, Qt.AlignmentFlag.AlignTop)
        line.addWidget(paragraph(welcome.introduction()), 1)
        return line

    def _add_beginnings(self, layout: QVBoxLayout) -> None:
        layout.addWidget(paragraph(tr("Begin with"), "figure"))
        self.group = QButtonGroup(self)
        for number, beginning in enumerate(welcome.beginnings()):
            radio = QRadioButton(beginning.text)
            radio.setAccessibleDescription(beginning.help)
            radio.setProperty("template", beginning.template)
            radio.setChecked(number == 0)
            self.group.addButton(radio)
            layout.addWidget(radio)
            layout.addLayout(indented(paragraph(beginning.help, "small")))

    def _add_wishes(self, layout: QVBoxLayout) -> None:
        state = self._autostart.state()
        possible, remark = welcome.at_login(state)
        self.at_login = QCheckBox(tr("Start when I &log in"))
        self.at_login.setChecked(state.is_on)
        self.at_login.setEnabled(possible)
        self.at_login.setAccessibleDescription(remark)
        layout.addWidget(self.at_login)
        if remark:
            layout.addLayout(indented(paragraph(remark, "small")))
        self.notify = QCheckBox(tr("&Tell me on the desktop when a module fails"))
        self.notify.setChecked(True)
        layout.addWidget(self.notify)
        layout.addWidget(paragraph(tr("All of this can be changed later."), "small"))

    def _make_buttons(self) -> None:
        self.skip = button(
            tr("S&kip"),
            self.reject,
            tip=tr("Begin with nothing; modules can be added at any time"),
            key="Esc",
        )
        self.start = button(tr("&Start"), self._start, tip=tr("Set this up, and open the window"))
        self.start.setDefault(True)
        self.buttons.addWidget(self.skip)
        self.buttons.addStretch(1)
        self.buttons.addWidget(self.start)

    @property
    def chosen(self) -> str:
        """The template that is marked."""
        marked = self.group.checkedButton()
        return str(marked.property("template")) if marked is not None else welcome.NOTHING

    # ---- what is done

    def _start(self) -> None:
        self._begin(self.chosen, notifications=self.notify.isChecked())

    def reject(self) -> None:
        """Esc, Skip and the cross: nothing to begin with, which is set up too. What is being set up is waited for."""
        if self._waiting:
            return
        if not self._set_up:
            self._core.query("config.begin", _wish(welcome.NOTHING, True), lambda _: None, lambda _: None)
            self.over.emit()
        super().reject()

    def _begin(self, template: str, *, notifications: bool) -> None:
        self._wait(True)
        asked = _wish(template, notifications)
        ask(self, self._core, "config.begin", asked, self._came, lambda error: self._failed([error]))

    def _came(self, answer: Any) -> None:
        if errors := answer.get("errors"):
            self._failed([told(str(error)) for error in errors])
            return
        self._waiting, self._set_up = False, True
        self.over.emit()
        remark = self._turn()
        self.begun.emit()
        if remark:
            self._say(remark)
            self._only_close()
        else:
            self.accept()

    def _turn(self) -> str:
        """Start at login as wished; why not, where that could not be had."""
        wished = self.at_login.isChecked()
        if not self.at_login.isEnabled() or self._autostart.state().is_on == wished:
            return ""
        state = self._autostart.turn(wished)
        return "" if state.is_on == wished else welcome.at_login(state)[1]

    def _failed(self, errors: list[str]) -> None:
        self._wait(False)
        self._say(welcome.failure(errors))

    def _say(self, text: str) -> None:
        self.told.setText(text)
        self.tinted(self.told, Tone.BAD)
        self.told.show()

    def _wait(self, waiting: bool) -> None:
        self._waiting = waiting
        for each in (*self.group.buttons(), self.notify, self.start, self.skip):
            each.setEnabled(not waiting)
        self.start.setText(tr("Setting up…") if waiting else tr("&Start"))

    def _only_close(self) -> None:
        self.start.hide()
        self.skip.setText(tr("Close"))
        self.skip.setToolTip(tr("Close this window"))
        self.skip.setEnabled(True)
        self.skip.setFocus()


def _wish(template: str, notifications: bool) -> dict[str, Any]:
    return {"template": template, "notifications": notifications, "by": "ui"}
