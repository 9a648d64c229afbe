"""Buttons with a name, a shortcut and a tooltip that says both."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QFrame, QPushButton


def button(
    text: str, act: Callable[[], object], *, tip: str, key: str = "", quiet: bool = False
) -> QPushButton:
    """A push button that calls `act`; `key` is a shortcut in Qt's notation."""
    made = QPushButton(text)
    made.setAutoDefault(False)
    made.setAccessibleName(text.rstrip("…"))
    made.setToolTip(tip)
    if quiet:
        made.setProperty("role", "quiet")
    if key:
        sequence = QKeySequence(key)
        made.setShortcut(sequence)
        made.setToolTip(f"{tip} ({sequence.toString(QKeySequence.SequenceFormat.NativeText)})")
    made.clicked.connect(lambda: act())
    return made


def hairline() -> QFrame:
    """A horizontal line of one pixel."""
    line = QFrame()
    line.setProperty("role", "hairline")
    line.setFixedHeight(1)
    return line
