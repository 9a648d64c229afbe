"""What all dialogs have in common: they belong to one module, follow the theme, and go when closed."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from skelly_tray.ui.theme import GRID, Theme, qt_palette, style_sheet

TITLE_END = " – Skelly Tray"
"""What the titles of all dialogs end with."""


class ModuleDialog(QDialog):
    """A non-modal dialog with a title line, a body and a row of buttons. Shown by `show()` or `open()`."""

    def __init__(self, title: str, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(f"{title}{TITLE_END}")
        self._theme = theme
        self._heading = QLabel(title)
        self._heading.setProperty("role", "title")
        self._heading.setTextFormat(Qt.TextFormat.PlainText)
        self.body = QVBoxLayout()
        self.body.setSpacing(2 * GRID)
        self.buttons = QHBoxLayout()
        self.buttons.setSpacing(2 * GRID)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(5 * GRID, 4 * GRID, 5 * GRID, 4 * GRID)
        layout.setSpacing(3 * GRID)
        layout.addWidget(self._heading)
        layout.addLayout(self.body, 1)
        layout.addLayout(self.buttons)
        self._restyle()
        theme.changed.connect(self._restyle)

    def _restyle(self) -> None:
        self.setPalette(qt_palette(self._theme.colours))
        self.setStyleSheet(style_sheet(self._theme.colours))


def paragraph(text: str, role: str = "") -> QLabel:
    """Wrapped plain text that can be selected and copied."""
    label = QLabel(text)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    label.setTextInteractionFlags(
        Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
    )
    if role:
        label.setProperty("role", role)
    return label


def columns(metrics: QFontMetrics, count: int) -> int:
    """The width of so many characters, in pixels."""
    return metrics.averageCharWidth() * count
