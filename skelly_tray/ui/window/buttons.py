"""Buttons with a name, a shortcut and a tooltip that says both."""

from __future__ import annotations

import re
from collections.abc import Callable

from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QFrame, QPushButton


class SpokenButton(QPushButton):
    """Its name for who cannot see it follows its text."""

    def setText(self, text: str) -> None:
        super().setText(text)
        self.setAccessibleName(spoken(text))


def button(
    text: str, act: Callable[[], object], *, tip: str, key: str = "", quiet: bool = False
) -> QPushButton:
    """A push button that calls `act`; `key` is a shortcut in Qt's notation."""
    made = SpokenButton()
    made.setText(text)
    made.setAutoDefault(False)
    made.setToolTip(tip)
    if quiet:
        made.setProperty("role", "quiet")
    if key:
        sequence = QKeySequence(key)
        made.setShortcut(sequence)
        made.setToolTip(f"{tip} ({sequence.toString(QKeySequence.SequenceFormat.NativeText)})")
    made.clicked.connect(lambda: act())
    return made


def spoken(text: str) -> str:
    """A text of a control as it is said: without what only the eye needs, the mark of its key and the three dots."""
    return re.sub("&(.)", r"\1", text).rstrip("…")


def hairline() -> QFrame:
    """A horizontal line of one pixel."""
    line = QFrame()
    line.setProperty("role", "hairline")
    line.setFixedHeight(1)
    return line
