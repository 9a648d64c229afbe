"""Somebody in front of the settings window, over a core whose configuration is a real file."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit

from skelly_tray.config.autostart import AutostartState, Reason, Start
from skelly_tray.ui.application import TrayApplication
from skelly_tray.ui.dialogs.config_fields import ChoiceEditor, FlagEditor, LineEditor
from skelly_tray.ui.present.settings_pages import THE_REST, placed
from skelly_tray.ui.settings.page import SettingsPage
from skelly_tray.ui.settings.row import SettingRow
from skelly_tray.ui.settings.window import SettingsWindow


class FakeAutostart:
    """Start at login that is remembered here; refused says why it cannot be changed."""

    def __init__(self) -> None:
        self.on, self.refused = False, ""

    def state(self) -> AutostartState:
        if self.refused:
            return AutostartState(Start.CANNOT, "/nowhere", Reason.REFUSED, self.refused)
        return AutostartState(Start.ON if self.on else Start.OFF, "skelly-tray.desktop")

    def turn(self, on: bool) -> AutostartState:
        self.on = on
        return self.state()


class Seat:
    def __init__(self, application: TrayApplication) -> None:
        self.application = application

    @property
    def window(self) -> SettingsWindow:
        found = self.application.desk.show("settings")
        assert isinstance(found, SettingsWindow)
        return found

    def page(self, key: str) -> SettingsPage:
        self.window.show_page(key)
        page = self.window.page
        assert page is not None and page.context.key == key
        return page

    def row(self, key: str) -> SettingRow:
        """The row of that key, on whichever page it is."""
        return self.page(placed().get(key, THE_REST)).rows[key]

    def line(self, key: str) -> QLineEdit:
        editor = self.row(key).editor
        assert isinstance(editor, LineEditor)
        return editor.edit

    def type(self, key: str, text: str) -> None:
        type_into(self.line(key), text)

    def change(self, key: str, value: Any) -> None:
        """As a user would, whatever the editor is. value: as it is to stand in the file."""
        row = self.row(key)
        match row.editor:
            case FlagEditor() as editor:
                if editor.box.isChecked() is not value:
                    editor.box.click()
            case ChoiceEditor() as editor:
                at = editor.box.findData(value)
                assert at > 0, f"{key} does not offer {value}"
                editor.box.setCurrentIndex(at)
                editor.box.activated.emit(at)
            case LineEditor() as editor:
                type_into(editor.edit, " ".join(value) if isinstance(value, list) else str(value))
            case other:
                raise AssertionError(f"{key} has {type(other).__name__}")


def type_into(edit: QLineEdit, text: str) -> None:
    edit.selectAll()
    if text:
        QTest.keyClicks(edit, text)
    else:
        QTest.keyClick(edit, Qt.Key.Key_Delete)
    QTest.keyClick(edit, Qt.Key.Key_Return)
