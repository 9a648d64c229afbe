"""All that the companion keeps about a person's days: saved in a file, or removed."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QFileDialog

from skelly_tray.ui.asking import ask
from skelly_tray.ui.dialogs.frame import Marked, ModuleDialog
from skelly_tray.ui.given import Given
from skelly_tray.ui.paragraph import paragraph
from skelly_tray.ui.present.focus import ANALYSIS, STORAGE, STORED, runs
from skelly_tray.ui.present.looks import Symbol, Tone
from skelly_tray.ui.present.words import tr
from skelly_tray.ui.private_file import PrivateFile
from skelly_tray.ui.window.buttons import button

ANSWER_WITHIN = 30.0
PAGE = 1000
FILE = "skelly-focus.jsonl"


class FocusDataDialog(ModuleDialog):
    """Goes from module to module, one after the other, and lists what became of each. act: of its button."""

    def __init__(self, given: Given, title: str, intro: str, act: str, begin: Callable[[], None]) -> None:
        super().__init__(title, given.theme)
        self._given = given
        self._left: list[str] = []
        self._lines: list[tuple[Symbol, Tone, str]] = []
        self.setMinimumWidth(420)
        self.body.addWidget(paragraph(intro))
        self.listed = Marked(given.theme)
        self.body.addWidget(self.listed)
        self.body.addStretch(1)
        self.act = button(act, begin, tip=intro)
        self.cancel = button(tr("Cancel"), self.reject, tip=tr("Change nothing"), key="Esc")
        self.cancel.setDefault(True)
        self.buttons.addWidget(self.act)
        self.buttons.addStretch(1)
        self.buttons.addWidget(self.cancel)
        self.cancel.setFocus()

    def showEvent(self, event: QShowEvent) -> None:
        """No smaller than its lines need: they wrap, which a least width alone does not know."""
        super().showEvent(event)
        layout = self.layout()
        assert layout is not None
        self.setMinimumHeight(layout.totalHeightForWidth(self.minimumWidth()))

    def go_through(self, visit: Callable[[str], None]) -> None:
        """Visit each module that keeps something and can be asked; `next_one` goes on."""
        self.act.setEnabled(False)
        self._visit = visit
        snapshot = self._given.watch.snapshot
        known = snapshot.modules if snapshot is not None else {}
        self._left = [module for module in STORED if module in known]
        self.next_one()

    def next_one(self) -> None:
        """The next module, or the end."""
        while self._left:
            module = self._left.pop(0)
            if runs(self._given.watch.snapshot, module):
                self._visit(module)
                return
            self.note(module, tr("it does not run, so it could not be asked; what it keeps is as it was"))
        self.cancel.setText(tr("Close"))
        self.cancel.setToolTip(tr("Close this window (Esc)"))
        self.ended()

    def ended(self) -> None:
        """All have been visited."""

    def call(self, module: str, method: str, params: Mapping[str, Any], came: Callable[[Any], None]) -> None:
        """Ask the module; one that refuses is listed, and the next one is visited."""

        def failed(why: str) -> None:
            self.note(module, why)
            self.next_one()

        asked = {"module": module, "method": method, "params": dict(params), "timeout": ANSWER_WITHIN}
        ask(self, self._given.core, "call", asked, came, failed)

    def note(self, module: str, why: str = "") -> None:
        """List it, with what went wrong where something did."""
        row = self._given.watch.module(module)
        name = row.name if row and row.name else module
        line = (Symbol.TRIANGLE, Tone.WARN, f"{name}: {why}") if why else (Symbol.DOT, Tone.GOOD, name)
        self.list_line(*line)

    def list_line(self, symbol: Symbol, tone: Tone, text: str) -> None:
        """One more line, with room for it."""
        self._lines.append((symbol, tone, text))
        self.listed.show_lines(self._lines)
        QTimer.singleShot(0, self, self._fit)

    def _fit(self) -> None:
        """Taller, if need be: the lines are in the layout by now."""
        self.resize(
            self.width(), max(self.height(), self.heightForWidth(self.width()), self.sizeHint().height())
        )


class FocusExportDialog(FocusDataDialog):
    """Everything in one file: a line of JSON for each answer, `{"module", "answer"}`."""

    def __init__(self, given: Given) -> None:
        super().__init__(
            given,
            tr("Export all that is kept"),
            tr(
                "Every event that was captured, every state, reward and message goes into one file, which nobody but "
                "you can read."
            ),
            tr("&Choose a file…"),
            self._choose,
        )
        self._file: PrivateFile | None = None

    def _choose(self) -> None:
        dialog = QFileDialog(self, tr("Export"))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilter("*.jsonl")
        dialog.setDefaultSuffix("jsonl")
        dialog.selectFile(FILE)
        dialog.fileSelected.connect(lambda file: self.save(Path(file)))
        dialog.open()

    def save(self, path: Path) -> None:
        """Write everything there; what fails is said."""
        try:
            self._file = PrivateFile(path)
        except OSError as error:
            self._failed(error)
            return
        self.destroyed.connect(self._file.give_up)
        self.go_through(lambda module: self._page(module, {}))

    def done(self, result: int) -> None:
        """Closed before its end, it leaves no part of a file."""
        if self._file is not None:
            self._file.give_up()
            self._file = None
        super().done(result)

    def _page(self, module: str, more: Mapping[str, Any]) -> None:
        method = "query" if module == STORAGE else "export"
        paged = {"limit": PAGE} if module in (STORAGE, ANALYSIS) else {}

        def came(answer: Any) -> None:
            if self._file is None:
                return
            try:
                self._file.write(json.dumps({"module": module, "answer": answer}, ensure_ascii=False) + "\n")
            except OSError as error:
                self._failed(error)
                return
            following = answer.get("next") if isinstance(answer, Mapping) else None
            if following is not None and following in more.values():
                self.note(module, tr("it gives the same part again and again, so the rest is missing"))
                self.next_one()
            elif following is not None:
                self._page(module, {"next" if module == STORAGE else "after": following})
            else:
                self.note(module)
                self.next_one()

        self.call(module, method, {**paged, **more}, came)

    def _failed(self, error: OSError) -> None:
        if self._file is not None:
            self._file.give_up()
            self._file = None
        self.list_line(Symbol.SQUARE, Tone.BAD, tr("Not saved: {why}", why=error.strerror or error))
        self.act.setEnabled(True)

    def ended(self) -> None:
        made, self._file = self._file, None
        if made is None:
            return
        try:
            made.keep()
        except OSError as error:
            self._failed(error)
            return
        self.list_line(Symbol.DOT, Tone.GOOD, tr("Saved as {file}", file=made.path.name))


class FocusEraseDialog(FocusDataDialog):
    """Closing it is the harmless answer."""

    def __init__(self, given: Given) -> None:
        super().__init__(
            given,
            tr("Delete all that is kept?"),
            tr(
                "Events, states, what was learned, coins, streaks and messages are removed for good. Capturing goes on "
                "as it is set."
            ),
            tr("&Delete everything"),
            lambda: self.go_through(self._erase),
        )

    def _erase(self, module: str) -> None:
        def came(_answer: Any) -> None:
            self.note(module, "")
            self.next_one()

        self.call(module, "erase", {}, came)

    def ended(self) -> None:
        removed = all(tone is Tone.GOOD for _, tone, _ in self._lines)
        text = tr("Everything is removed") if removed else tr("Not everything could be removed")
        mark = (Symbol.DOT, Tone.GOOD) if removed else (Symbol.TRIANGLE, Tone.WARN)
        self.list_line(*mark, text)
