"""The question before a dialog goes that holds what was typed and is nowhere else."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QDialog, QMessageBox

from skelly_tray.ui.present.words import tr


def ask_before_discarding(dialog: QDialog, text: str, discard: Callable[[], None]) -> None:
    """Ask over the dialog, without a loop of its own; Escape and Enter keep what was typed."""
    question = QMessageBox(
        QMessageBox.Icon.NoIcon,
        tr("Skelly Tray"),
        text,
        QMessageBox.StandardButton.Discard | QMessageBox.StandardButton.Cancel,
        dialog,
    )
    question.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    question.setDefaultButton(QMessageBox.StandardButton.Cancel)
    for each in question.buttons():
        each.setIcon(QIcon())  # ours have none, and those of a desktop are drawn for its own colours
    chosen_to_discard = question.button(QMessageBox.StandardButton.Discard)
    question.buttonClicked.connect(lambda chosen: discard() if chosen is chosen_to_discard else None)
    question.open()
