"""The form and the text of one file: two views of one draft, checked a moment after each change."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QPlainTextEdit, QTabWidget

from skelly_tray.ui.asking import ask
from skelly_tray.ui.dialogs.config_form import FormView, values_of
from skelly_tray.ui.dialogs.frame import columns
from skelly_tray.ui.ports import Core
from skelly_tray.ui.present.config_form import errors_by_key, groups
from skelly_tray.ui.present.config_text import Draft, swap, warm_up
from skelly_tray.ui.present.core_words import told
from skelly_tray.ui.present.words import tr
from skelly_tray.ui.theme import monospace_font

CHECK_MS = 300
"""After the last change, the text is checked and the form brought up to date."""


class EditPage(QTabWidget):
    """told: what is wrong, each a sentence. modified: whether there is something to be saved. secret_wished: a secret
    of that name is to be stored."""

    told = Signal(list)
    modified = Signal(bool)
    secret_wished = Signal(str)

    def __init__(self, core: Core, module: str) -> None:
        super().__init__()
        self._core, self._module = core, module
        self.draft = Draft("")
        self._loaded = False
        self._schema: Mapping[str, Any] | None = None
        self._checked = 0
        self.text = QPlainTextEdit()
        self.text.setAccessibleName(tr("Text of the configuration file"))
        self.text.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self.text.setFont(monospace_font())
        self.text.setTabStopDistance(columns(self.text.fontMetrics(), 4))
        self.text.setTabChangesFocus(True)
        self.text.setReadOnly(True)
        self.form = FormView()
        self.form.changed.connect(self._set)
        self.form.wished.connect(self._wished)
        self.setDocumentMode(True)
        self.addTab(self.form, tr("&Form"))
        self.addTab(self.text, tr("&Text"))
        self.currentChanged.connect(self._turned)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(CHECK_MS)
        self._soon.timeout.connect(self.look_over)
        self.text.textChanged.connect(self._soon.start)
        self.text.textChanged.connect(self._compare)
        self.text.document().modificationChanged.connect(self.modified)
        ask(
            self,
            core,
            "config.schema",
            {"module": module},
            self._schema_came,
            lambda error: self.told.emit([error]),
        )

    @property
    def changed(self) -> bool:
        """Is there something that has not been saved?"""
        return self.text.document().isModified()

    def load(self, stored: str, errors: Sequence[object]) -> None:
        """The text of the file. errors: what is wrong with it already."""
        draft, self._loaded = Draft(stored), True
        self.text.setPlainText(draft.text)
        self.draft = draft
        self.text.setReadOnly(self._typed() != self.draft.text)
        self.text.document().setModified(False)
        self._soon.stop()
        if self.text.isReadOnly():
            errors = [
                tr("The file holds characters that this editor would change; edit it with another one.")
            ]
        self.told.emit(list(errors))
        self._draw()
        if not self.text.isReadOnly():
            warm_up()

    def _compare(self) -> None:
        """What has become again what is in the file is nothing to be saved, by whatever way it came back."""
        self.text.document().setModified(self.read().changed)

    def read(self) -> Draft:
        """What there is now."""
        self.draft.text = self._typed()
        return self.draft

    def become(self, draft: Draft, *, text: bool) -> None:
        """The file is another now: that is what the next save is made from. text: show its text; undo brings back what
        was there."""
        if text:
            self._replace(draft.text)
        draft.text = self._typed()
        self.draft = draft
        self.text.document().setModified(draft.changed)
        self.look_over()

    def saved(self, stored: str) -> None:
        """That is in the file now; what was typed meanwhile is not."""
        self.draft.stored = stored
        self.text.document().setModified(self.read().changed)

    def look_over(self) -> None:
        """Check it, and bring the form up to date."""
        self._soon.stop()
        text = self.read().as_stored()
        self._draw()
        self._checked += 1
        number = self._checked

        def came(answer: Any) -> None:
            if number == self._checked:
                self._show_found(answer.get("found") or ())

        asked = {"module": self._module, "text": text}
        ask(self, self._core, "config.validate", asked, came, lambda error: self.told.emit([error]))

    def _show_found(self, found: Sequence[Mapping[str, Any]]) -> None:
        self.form.show_errors(errors_by_key(found))
        texts = [(str(one.get("key") or ""), told(str(one["text"]))) for one in found]
        self.told.emit([f"{key}: {text}" if key else text for key, text in texts])

    def _schema_came(self, answer: Any) -> None:
        self._schema = values_of(answer)
        self._draw()

    def _typed(self) -> str:
        """As it stands in the editor, with every character as it was typed."""
        return self.text.document().toRawText().replace("\u2029", "\n")

    def _draw(self) -> None:
        data = self.draft.data()
        self.form.setEnabled(data is not None and not self.text.isReadOnly())
        if data is not None and self._schema is not None and self._loaded:
            self.form.show_groups(groups(self._schema, data))

    def _set(self, path: tuple[str, ...], value: Any) -> None:
        """The form wants a key to be that; the text is what is changed."""
        draft = self.read()
        if draft.drop(path) if value is None else draft.put(path, value):
            self._replace(draft.text)
            self._draw()
        else:
            self.told.emit([tr("{key} cannot be changed here; change it in the text", key=".".join(path))])

    def _replace(self, text: str) -> None:
        """In one step that can be undone; what is not another keeps its place."""
        typed = self._typed()
        piece = swap(typed, text)
        if piece is None:
            return
        cursor = QTextCursor(self.text.document())
        start = _units(typed[: piece.start])
        cursor.setPosition(start)
        end = start + _units(typed[piece.start : piece.start + piece.length])
        cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
        cursor.insertText(piece.text)

    def _turned(self, index: int) -> None:
        if self.widget(index) is self.form:
            self.read()
            self._draw()

    def _wished(self, name: str) -> None:
        if name:
            self.secret_wished.emit(name)
        else:
            self.setCurrentWidget(self.text)
            self.text.setFocus()


def _units(text: str) -> int:
    """Places in a document of Qt's, which counts in UTF-16."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2
