"""What came of an import: how each module does, whether all of them stay, and the way back."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from skelly_tray.ui.asking import ask
from skelly_tray.ui.dialogs.frame import Marked
from skelly_tray.ui.given import Given
from skelly_tray.ui.present.core_words import told
from skelly_tray.ui.present.importing import ImportLine, progress_lines, verdict_line
from skelly_tray.ui.theme import GRID

LOOK_MS = 1000
REVISIONS = 50
"""Among which ours is looked for."""


class ImportOutcome(QWidget):
    """Asks once a second, while it is seen and the trial is not over. gone: it was taken back at the user's wish.
    refused: it was not, and why."""

    gone = Signal()
    refused = Signal(str, bool)

    def __init__(self, given: Given) -> None:
        super().__init__()
        self._given = given
        self._lines: Sequence[ImportLine] = ()
        self._revision: int | None = None
        self._start = self._over = False
        self._verdict = ("", "")
        self.state = Marked(given.theme)
        self.verdict = Marked(given.theme)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(3 * GRID)
        for each in (self.state, self.verdict):
            layout.addWidget(each)
        layout.addStretch(1)
        self._timer = QTimer(self)
        self._timer.setInterval(LOOK_MS)
        self._timer.timeout.connect(self.look)
        given.watch.changed.connect(self._draw)

    def follow(self, lines: Sequence[ImportLine], revision: int | None, *, start: bool) -> None:
        """Those modules have been imported by that change."""
        self._lines, self._revision, self._start = lines, revision, start
        self._over, self._verdict = False, ("", "")
        self._timer.start()
        self.look()

    def leave(self) -> None:
        self._lines = ()
        self._timer.stop()

    def look(self) -> None:
        """Ask what has become of the change."""
        self._draw()
        if self._revision is None or self._over or not self._lines:
            return
        ask(self, self._given.core, "config.history", {"count": REVISIONS}, self._came, _nothing)

    def take_back(self, *, force: bool = False) -> None:
        """Without these modules, and with those that they replaced."""
        params = {"rev": self._revision, "force": force, "by": "ui"}

        def came(report: Any) -> None:
            if errors := report.get("errors") or ():
                self.refused.emit("\n".join(told(str(error)) for error in errors), True)
                return
            self.leave()
            self.gone.emit()

        ask(
            self, self._given.core, "config.undo", params, came, lambda error: self.refused.emit(error, False)
        )

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._lines:
            self._timer.start()

    def hideEvent(self, event: QHideEvent) -> None:
        self._timer.stop()
        super().hideEvent(event)

    def _came(self, rows: Any) -> None:
        for row in rows:
            if row.get("rev") == self._revision:
                self._verdict = (str(row.get("verdict", "")), str(row.get("verdict_why", "")))
                self._over = self._verdict[0] not in ("", "pending")
        self._draw()

    def _draw(self) -> None:
        if not self._lines:
            return
        line = verdict_line(*self._verdict)
        taken_back = self._verdict[0] == "rolled_back"
        states = (
            () if taken_back else progress_lines(self._lines, self._given.watch.snapshot, start=self._start)
        )
        self.state.show_lines(states)
        self.verdict.show_lines([line] if line is not None else ())


def _nothing(_error: str) -> None:
    """The next look may be answered."""
