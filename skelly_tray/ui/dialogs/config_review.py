"""Before a save: the difference, and what it does. After it: what becomes of it, until it is kept or taken back."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtGui import QColor, QHideEvent, QSyntaxHighlighter, QTextCharFormat, QTextDocument
from PySide6.QtWidgets import QPlainTextEdit, QVBoxLayout, QWidget

from skelly_tray.domain.status import SystemHealth
from skelly_tray.ui.asking import ask
from skelly_tray.ui.dialogs.frame import Marked
from skelly_tray.ui.given import Given
from skelly_tray.ui.paragraph import paragraph
from skelly_tray.ui.present import config_report
from skelly_tray.ui.present.looks import Symbol, Tone
from skelly_tray.ui.present.words import tr
from skelly_tray.ui.theme import GRID, Theme, monospace_font

LOOK_MS = 1000
ROWS = 50
"""Of the history that are looked through for ours."""


class DiffColours(QSyntaxHighlighter):
    """Colour for lines whose first character says the same."""

    def __init__(self, document: QTextDocument, theme: Theme) -> None:
        super().__init__(document)
        self._theme = theme
        theme.changed.connect(self.rehighlight)

    def highlightBlock(self, text: str) -> None:
        c = self._theme.colours
        heading = text.startswith(("+++", "---", "@@"))
        colour = c.muted if heading else {"+": c.moss, "-": c.coral}.get(text[:1], c.ink)
        look = QTextCharFormat()
        look.setForeground(QColor(colour))
        self.setFormat(0, len(text), look)


class ReviewPage(QWidget):
    def __init__(self, theme: Theme) -> None:
        super().__init__()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2 * GRID)
        self.effect = Marked(theme)
        self.diff = QPlainTextEdit()
        self.diff.setReadOnly(True)
        self.diff.setFont(monospace_font())
        self.diff.setTabChangesFocus(True)
        self.diff.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self.diff.setAccessibleName(tr("Difference to what runs"))
        self._colours = DiffColours(self.diff.document(), theme)
        self.told = paragraph("", "muted")
        layout.addWidget(self.told)
        layout.addWidget(self.diff, 1)
        layout.addWidget(self.effect)

    def show_report(
        self, report: Mapping[str, Any], snapshot: SystemHealth | None, rev: int | None = None
    ) -> None:
        """report: of `config.diff` with a text, or with the revision `rev`."""
        self.told.setText(
            tr("The difference to what runs now:")
            if rev is None
            else tr(
                "The whole configuration becomes what it was after revision {n}. The difference to what runs now:",
                n=rev,
            )
        )
        lines = [str(line) for line in report.get("lines") or ()]
        self.diff.setPlainText("\n".join(lines) or tr("Nothing differs from what runs."))
        self.effect.show_lines(config_report.effect(report, snapshot))


class OutcomePage(QWidget):
    """Follows one revision. Nothing is asked while it is not seen."""

    def __init__(self, given: Given) -> None:
        super().__init__()
        self._given = given
        self._report: Mapping[str, Any] | None = None
        self._row: Mapping[str, Any] | None = None
        self.state = Marked(given.theme)
        self.modules = Marked(given.theme)
        self.warnings = Marked(given.theme)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4 * GRID)
        for each in (self.state, self.modules, self.warnings):
            layout.addWidget(each)
        layout.addStretch(1)
        self._timer = QTimer(self)
        self._timer.setInterval(LOOK_MS)
        self._timer.timeout.connect(self._look)
        given.watch.changed.connect(self._draw)

    def follow(self, report: Mapping[str, Any], snapshot: SystemHealth | None) -> None:
        """report: of the change that was just made."""
        self._report, self._row = report, None
        warnings = [str(warning) for warning in report.get("warnings") or ()]
        self.warnings.show_lines([(Symbol.TRIANGLE, Tone.WARN, warning) for warning in warnings])
        self._draw()
        if report.get("revision") is not None:
            self._timer.start()
            self._look()

    def leave(self) -> None:
        self._report = None
        self._timer.stop()

    def hideEvent(self, event: QHideEvent) -> None:
        self._timer.stop()
        super().hideEvent(event)

    def _look(self) -> None:
        ask(self, self._given.core, "config.history", {"count": ROWS}, self._came, lambda error: None)

    def _came(self, rows: Any) -> None:
        if self._report is None:
            return
        wanted = self._report.get("revision")
        self._row = next((row for row in rows if row["rev"] == wanted), self._row)
        self._draw()

    def _draw(self) -> None:
        report = self._report
        if report is None:
            return
        watch, changed = self._given.watch, [str(m) for m in report.get("changed") or ()]
        if report.get("applied") is False and report.get("revision") is None:
            text = tr("Nothing was to be changed: this is what runs already.")
            self.state.show_lines([(Symbol.DOT, Tone.GOOD, text)])
            return
        left = config_report.trial_left(changed, watch.snapshot, watch.elapsed)
        told = config_report.outcome(self._row, left)
        self.state.show_lines([(told.symbol, told.tone, told.text)])
        self.modules.show_lines(config_report.states(changed, watch.snapshot))
        if told.over:
            self._timer.stop()
