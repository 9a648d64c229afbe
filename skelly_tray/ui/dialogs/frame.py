"""What all dialogs have in common: they follow the theme, fit a small screen, and go when closed."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QAccessible, QFontMetrics, QIcon
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLayout,
    QScrollArea,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from skelly_tray.ui.dialogs.style import fields_style
from skelly_tray.ui.focus_ring import FocusRing
from skelly_tray.ui.paragraph import paragraph
from skelly_tray.ui.present.looks import Symbol, Tone
from skelly_tray.ui.spoken import spoken_as
from skelly_tray.ui.symbols import symbol_pixmap
from skelly_tray.ui.theme import GRID, Theme, qt_palette, style_sheet
from skelly_tray.ui.window.elided import ElidedLabel

TITLE_END = " – Skelly Tray"
"""What the titles of all dialogs end with."""
SMALLEST = QSize(360, 280)
"""Pixels: fits every screen."""


class ModuleDialog(QDialog):
    """A non-modal dialog with a title line, a body and a row of buttons. Shown by `show()` or `open()`."""

    def __init__(self, title: str, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(f"{title}{TITLE_END}")
        self._theme = theme
        self._heading = ElidedLabel()
        self._heading.setText(title)
        self._heading.setProperty("role", "title")
        self._heading.setAccessibleName(title)
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
        FocusRing(self, theme)

    def event(self, event: QEvent) -> bool:
        done = super().event(event)
        if event.type() == QEvent.Type.LayoutRequest:
            self._keep_room_for_buttons()
        return done

    def _keep_room_for_buttons(self) -> None:
        """A least width of its own comes before what its layout asks for: it must not cut the buttons."""
        layout = self.layout()
        assert layout is not None
        margins = layout.contentsMargins()
        needed = self.buttons.minimumSize().width() + margins.left() + margins.right()
        if 0 < self.minimumWidth() < needed:
            self.setMinimumWidth(needed)

    def _restyle(self) -> None:
        self.setPalette(qt_palette(self._theme.colours))
        self.setStyleSheet(style_sheet(self._theme.colours) + fields_style(self._theme.colours))

    def tinted(self, label: QLabel, tone: Tone | None) -> None:
        """Give a text the colour of a tone; None: that of all texts. The text itself says what the tone does."""
        colours = self._theme.colours
        label.setStyleSheet(f"color: {colours.ink if tone is None else colours.tone(tone)}")


def columns(metrics: QFontMetrics, count: int) -> int:
    """The width of so many characters, in pixels."""
    return metrics.averageCharWidth() * count


def scrolled(content: QLayout, text: str = "") -> QScrollArea:
    """The content in an area that scrolls up and down, so that a small screen shows the buttons below it. text: what it
    is called, where there is nothing in it but text, so that the keys have to scroll the area itself."""
    page = QWidget()
    content.setContentsMargins(0, 0, 2 * GRID, 0)
    page.setLayout(content)
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setFrameShape(QFrame.Shape.NoFrame)
    if text:
        spoken_as(area, QAccessible.Role.Pane)
        area.setAccessibleName(text)
    else:
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setWidget(page)
    return area


def mark_item(
    item: QTreeWidgetItem, column: int, symbol: Symbol, tone: Tone, theme: Theme, ratio: float
) -> None:
    """A shape before the text of a line in a list: style sheets leave no colour to the text itself."""
    item.setIcon(column, QIcon(symbol_pixmap(symbol, theme.colours.tone(tone), 12, ratio)))


def indented(widget: QWidget) -> QHBoxLayout:
    """Below the text of a radio button or a check box, whichever side that begins on."""
    line = QHBoxLayout()
    line.addSpacing(6 * GRID)
    line.addWidget(widget, 1)
    return line


def clear(layout: QLayout) -> None:
    """Take everything out of it, out of sight at once."""
    while (item := layout.takeAt(0)) is not None:
        if (widget := item.widget()) is not None:
            widget.setParent(None)
            widget.deleteLater()
        elif (inner := item.layout()) is not None:
            clear(inner)


class Marked(QWidget):
    """Lines with a shape before each: `show_lines` takes (shape, tone, text)."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._lines: Sequence[tuple[Symbol, Tone, str]] = ()
        self._labels: list[tuple[QLabel, QLabel]] = []
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(2 * GRID)
        self._grid.setVerticalSpacing(GRID)
        self._grid.setColumnStretch(1, 1)
        theme.changed.connect(self._colour)

    def show_lines(self, lines: Sequence[tuple[Symbol, Tone, str]]) -> None:
        """Texts change in place, so that nothing jumps and nothing that is read is taken away."""
        self._lines = lines
        while len(self._labels) > len(lines):
            for label in self._labels.pop():
                label.setParent(None)
                label.deleteLater()
        while len(self._labels) < len(lines):
            mark, text = QLabel(), paragraph("")
            mark.setContentsMargins(0, 3, 0, 0)
            row = len(self._labels)
            self._grid.addWidget(mark, row, 0, Qt.AlignmentFlag.AlignTop)
            self._grid.addWidget(text, row, 1)
            self._labels.append((mark, text))
        self._colour()

    def text(self) -> str:
        return "\n".join(text for _, _, text in self._lines)

    def _colour(self) -> None:
        for (mark, label), (symbol, tone, text) in zip(self._labels, self._lines, strict=False):
            colour = self._theme.colours.tone(tone)
            mark.setPixmap(symbol_pixmap(symbol, colour, 12, self.devicePixelRatioF()))
            if label.text() != text:
                label.setText(text)
