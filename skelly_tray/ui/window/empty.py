"""What stands in place of the list while there are no modules: what to do about it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from skelly_tray.ui.present.words import tr
from skelly_tray.ui.theme import GRID
from skelly_tray.ui.window.buttons import button


class NoModules(QWidget):
    """add, bring_in: open the dialogs that do it."""

    def __init__(self, add: Callable[[], object], bring_in: Callable[[], object]) -> None:
        super().__init__()
        title = QLabel(tr("Nothing is looked after yet"))
        title.setProperty("role", "headline")
        text = QLabel(
            tr(
                "A module is a program that is kept running. Add one from its command line, import those of a"
                " Procfile or of another supervisor, or put a file into the modules folder of the configuration: it"
                " appears here at once."
            )
        )
        text.setProperty("role", "muted")
        text.setWordWrap(True)
        text.setFixedWidth(420)
        self.add = button(tr("Add a module…"), add, tip=tr("Add one from its command line"))
        self.bring_in = button(
            tr("Import a file…"), bring_in, tip=tr("Add those of a file of another supervisor")
        )
        layout = QVBoxLayout(self)
        layout.setContentsMargins(6 * GRID, 6 * GRID, 6 * GRID, 6 * GRID)
        layout.setSpacing(3 * GRID)
        layout.addStretch(2)
        for widgets in ((title,), (text,), (self.add, self.bring_in)):
            line = QHBoxLayout()
            line.addStretch(1)
            for widget in widgets:
                policy = widget.sizePolicy()
                widget.setSizePolicy(policy.horizontalPolicy(), policy.Policy.Maximum)
                line.addWidget(widget, 0)
            line.addStretch(1)
            layout.addLayout(line)
        for label in (title, text):
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
            label.setTextFormat(Qt.TextFormat.PlainText)
        layout.addStretch(3)
