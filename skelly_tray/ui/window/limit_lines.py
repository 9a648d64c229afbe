"""The limits of the chosen module, a compact line each, in two columns: use, limit, and what holds it."""

from __future__ import annotations

from PySide6.QtWidgets import QGridLayout, QWidget

from skelly_tray.domain.status import ModuleStatus
from skelly_tray.ui.present.limits import limit_lines, throttled_words
from skelly_tray.ui.theme import GRID, Theme
from skelly_tray.ui.window.elided import ElidedLabel

COLUMNS = 2

Line = tuple[str, str, bool]
"""Words, what the tooltip adds, whether it is to stand out."""


class LimitLines(QWidget):
    """Takes no room for a module without limits."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._lines: list[Line] = []
        self._labels: list[ElidedLabel] = []
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(4 * GRID)
        self._grid.setVerticalSpacing(0)
        for column in range(COLUMNS):
            self._grid.setColumnStretch(column, 1)
        self.hide()
        theme.changed.connect(self._draw)

    @property
    def texts(self) -> list[str]:
        """What is shown, line by line."""
        return [words for words, _, _ in self._lines]

    def show_limits(self, module: ModuleStatus | None) -> None:
        lines = lines_of(module) if module else []
        if lines != self._lines:
            self._lines = lines
            self._draw()
        self.setVisible(bool(lines))

    def _draw(self) -> None:
        while len(self._labels) < len(self._lines):
            place = len(self._labels)
            label = ElidedLabel()
            label.setProperty("role", "small")
            self._grid.addWidget(label, place // COLUMNS, place % COLUMNS)
            self._labels.append(label)
        for label in self._labels[len(self._lines) :]:
            label.hide()
        warning = f"color: {self._theme.colours.honey}"
        for label, (words, note, urgent) in zip(self._labels, self._lines, strict=False):
            label.setText(words)
            label.set_note(note)
            label.setStyleSheet(warning if urgent else "")
            label.show()


def lines_of(module: ModuleStatus) -> list[Line]:
    """One for each limit, and one while the module pays for a busy machine."""
    pairs = zip(limit_lines(module.limits), module.limits.values(), strict=True)
    lines = [(words, note, bool(limit.get("exceeded"))) for (words, note), limit in pairs]
    throttled = throttled_words(module.throttled)
    return [*lines, (f"throttled {throttled}", "", True)] if throttled else lines
