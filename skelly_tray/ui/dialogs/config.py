"""A module's TOML file in an editor, with everything that is wrong with it in a list."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QMessageBox, QPlainTextEdit, QWidget

from skelly_tray.ui.asking import ask
from skelly_tray.ui.dialogs.frame import TITLE_END, ModuleDialog, columns, paragraph
from skelly_tray.ui.ports import Core
from skelly_tray.ui.theme import Theme, monospace_font
from skelly_tray.ui.window.buttons import button


class ConfigDialog(ModuleDialog):
    """Saving sends the text to the core, which checks it; errors keep the dialog open and the file as it was."""

    def __init__(
        self, module_id: str, name: str, core: Core, theme: Theme, parent: QWidget | None = None
    ) -> None:
        super().__init__(f"Configure {name}", theme, parent)
        self._module_id = module_id
        self._core = core
        self.resize(760, 580)
        self.path = paragraph("", "small")
        self.text = QPlainTextEdit()
        self.text.setAccessibleName(f"Configuration of {name}")
        self.text.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self.text.setFont(monospace_font())
        self.text.setTabStopDistance(columns(self.text.fontMetrics(), 4))
        self.text.setReadOnly(True)
        self.errors = paragraph("")
        self.errors.setAccessibleName("Errors")
        self.errors.hide()
        self.body.addWidget(self.path)
        self.body.addWidget(self.text, 1)
        self.body.addWidget(self.errors)
        self.save = button("Save", self._save, tip="Check, store and restart the module", key="Ctrl+S")
        self.save.setDefault(True)
        self.save.setEnabled(False)
        self.buttons.addWidget(
            paragraph("Settings are taken while it runs, if it can; any other change restarts it.", "small"),
            1,
        )
        self.buttons.addWidget(button("Close", self.close, tip="Close this window", key="Ctrl+W"))
        self.buttons.addWidget(self.save)
        self.text.document().modificationChanged.connect(self.save.setEnabled)
        self.text.document().modificationChanged.connect(self.setWindowModified)
        # Qt adds the program's name to titles that do not end with it, and the mark at the end hid it.
        self.setWindowTitle(f"{self.windowTitle().removesuffix(TITLE_END)}[*]{TITLE_END}")
        ask(self, core, "config.text", {"module": module_id}, self._came, self._show_failure)

    def _came(self, answer: Any) -> None:
        self.path.setText(str(answer.get("path", "")))
        self.text.setPlainText(str(answer.get("text", "")))
        self.text.setReadOnly(False)
        self.text.setFocus()
        self._show_errors(answer.get("errors") or ())

    def _save(self) -> None:
        self.save.setEnabled(False)
        self._sent = self.text.toPlainText()
        params = {"module": self._module_id, "text": self._sent}
        ask(self, self._core, "config.update", params, self._saved, self._show_failure)

    def _saved(self, answer: Any) -> None:
        errors = answer.get("errors") or ()
        self._show_errors(errors)
        if errors:
            self.save.setEnabled(True)
        elif self.text.toPlainText() == self._sent:
            self.text.document().setModified(False)
            self.close()

    def _show_errors(self, errors: Sequence[object]) -> None:
        self.errors.setVisible(bool(errors))
        self.errors.setText("\n".join(f"■ {error}" for error in errors))
        self.errors.setStyleSheet(f"color: {self._theme.colours.coral}")

    def _show_failure(self, sentence: str) -> None:
        self._show_errors([sentence])
        self.save.setEnabled(self.text.document().isModified())

    def reject(self) -> None:
        """Escape and every way to close come here: what was typed is not thrown away unasked."""
        if self.text.document().isModified():
            self._ask_about_changes()
        else:
            super().reject()

    def _ask_about_changes(self) -> None:
        question = QMessageBox(
            QMessageBox.Icon.NoIcon,
            "Skelly Tray",
            "The changes have not been saved.",
            QMessageBox.StandardButton.Discard | QMessageBox.StandardButton.Cancel,
            self,
        )
        question.setDefaultButton(QMessageBox.StandardButton.Cancel)
        for each in question.buttons():
            each.setIcon(QIcon())  # ours have none, and those of a desktop are drawn for its own colours
        question.buttonClicked.connect(
            lambda chosen: (
                self._discard()
                if question.standardButton(chosen) == QMessageBox.StandardButton.Discard
                else None
            )
        )
        question.open()

    def _discard(self) -> None:
        self.text.document().setModified(False)
        self.close()
