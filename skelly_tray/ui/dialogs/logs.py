"""What a module wrote: its last lines, followed while the dialog can be seen."""

from __future__ import annotations

from typing import Any

from PySide6.QtGui import QColor, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget

from skelly_tray.ui.asking import ask
from skelly_tray.ui.dialogs.frame import ModuleDialog, paragraph
from skelly_tray.ui.ports import Core
from skelly_tray.ui.present.loglines import LogLine, appended, log_lines
from skelly_tray.ui.theme import Theme, monospace_font
from skelly_tray.ui.watch import SnapshotWatch
from skelly_tray.ui.window.buttons import button
from skelly_tray.ui.window.heartbeat import Heartbeat

COUNT = 500
"""Lines asked for each time."""

KEPT = 5000
"""Lines kept in view: older ones go."""


class LogDialog(ModuleDialog):
    def __init__(
        self,
        module_id: str,
        name: str,
        core: Core,
        watch: SnapshotWatch,
        theme: Theme,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(f"Logs of {name}", theme, parent)
        self._module_id = module_id
        self._core = core
        self._watch = watch
        self._shown: list[LogLine] = []
        self.resize(820, 520)
        self.search = QLineEdit()
        self.search.setPlaceholderText("Find, then Return for the one before")
        self.search.setAccessibleName("Find in the log")
        self.search.setClearButtonEnabled(True)
        self.search.returnPressed.connect(self._find_before)
        self.text = QPlainTextEdit()
        self.text.setReadOnly(True)
        self.text.setFont(monospace_font())
        self.text.setMaximumBlockCount(KEPT)
        self.text.setAccessibleName(f"Output of {name}")
        self.text.setPlaceholderText("It has written nothing yet.")
        self.note = paragraph("", "small")
        self.body.addWidget(self.search)
        self.body.addWidget(self.text, 1)
        self.buttons.addWidget(self.note, 1)
        self.buttons.addWidget(button("To the end", self._to_end, tip="Follow what comes", key="Ctrl+End"))
        self.buttons.addWidget(button("Close", self.close, tip="Close this window", key="Ctrl+W"))
        self.heartbeat = Heartbeat(self)
        self.heartbeat.beat.connect(self._fetch)

    def _fetch(self) -> None:
        params = {"module": self._module_id, "count": COUNT}
        ask(self, self._core, "logs", params, self._came, self.note.setText)

    def _came(self, answer: Any) -> None:
        newest = log_lines(answer)
        added = appended(self._shown, newest)
        if added is None:
            self.text.clear()
            added = newest
        self._shown = newest
        self._append(added)
        self.note.setText("! is its error output, · is ours" if newest else "")

    def _append(self, lines: list[LogLine]) -> None:
        """Add the lines; the view follows only if it stood at the end."""
        if not lines:
            return
        bar = self.text.verticalScrollBar()
        following = bar.value() >= bar.maximum() - 2
        cursor = QTextCursor(self.text.document())
        cursor.movePosition(QTextCursor.MoveOperation.End)
        for line in lines:
            if not self.text.document().isEmpty():
                cursor.insertBlock()
            cursor.insertText(line.shown(self._watch.now), self._format(line.stream))
        if following:
            self._to_end()

    def _format(self, stream: str) -> QTextCharFormat:
        colours = self._theme.colours
        shade = {"err": colours.honey, "sys": colours.muted}.get(stream, colours.ink)
        form = QTextCharFormat()
        form.setForeground(QColor(shade))
        return form

    def _find_before(self) -> None:
        words = self.search.text()
        backwards = self.text.document().FindFlag.FindBackward
        if words and not self.text.find(words, backwards):
            self.text.moveCursor(QTextCursor.MoveOperation.End)
            self.text.find(words, backwards)

    def _to_end(self) -> None:
        self.text.verticalScrollBar().setValue(self.text.verticalScrollBar().maximum())
