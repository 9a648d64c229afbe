"""One configuration file: edited as a form or as text, compared before it is saved, watched while it is on trial."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QWidget

from skelly_tray.ui.asking import ask
from skelly_tray.ui.dialogs.config_edit import EditPage
from skelly_tray.ui.dialogs.config_history import HistoryView
from skelly_tray.ui.dialogs.config_review import OutcomePage, ReviewPage
from skelly_tray.ui.dialogs.frame import TITLE_END, ModuleDialog
from skelly_tray.ui.dialogs.unsaved import ask_before_discarding
from skelly_tray.ui.given import Given
from skelly_tray.ui.paragraph import paragraph
from skelly_tray.ui.present.config_text import Draft
from skelly_tray.ui.present.core_words import told
from skelly_tray.ui.present.looks import Tone
from skelly_tray.ui.present.words import tr, trn
from skelly_tray.ui.theme import GRID
from skelly_tray.ui.window.buttons import button

ORCHESTRATOR = "orchestrator"
MOST_ERRORS = 3
LONGEST_ERROR = 160
EDIT, REVIEW, OUTCOME = 0, 1, 2


class ConfigDialog(ModuleDialog):
    """Of the module of `given`, or of the orchestrator. Nothing is saved before the difference has been shown."""

    def __init__(self, given: Given, parent: QWidget | None = None) -> None:
        name = tr("Skelly Tray") if given.module_id == ORCHESTRATOR else given.name
        super().__init__(tr("Configure {module}", module=name), given.theme, parent)
        self._given, self._module = given, given.module_id
        self._newer: Draft | None = None
        self._rev: int | None = None
        self.resize(760, 580)
        self.setMinimumSize(360, 280)
        self._build()
        self._make_buttons()
        # Qt adds the program's name to titles that do not end with it, and the mark at the end hid it.
        self.setWindowTitle(f"{self.windowTitle().removesuffix(TITLE_END)}[*]{TITLE_END}")
        unsubscribe = given.core.subscribe_journal(self._noted)
        self.destroyed.connect(lambda: unsubscribe())
        self._ask("config.text", {"module": self._module}, self._came)

    def _build(self) -> None:
        self.path = paragraph("", "small")
        self.edit = EditPage(self._given.core, self._module)
        self.edit.told.connect(self._show_errors)
        self.edit.modified.connect(self._modified)
        self.edit.secret_wished.connect(self._store_secret)
        self.history = HistoryView(self._given, self._review_back)
        self.edit.addTab(self.history, tr("&History"))
        self.edit.currentChanged.connect(self._turned)
        self.errors = paragraph("", "wrong")
        self.errors.setAccessibleDescription(tr("Errors"))
        self.errors.hide()
        self.outside = QWidget()
        line = QHBoxLayout(self.outside)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(2 * GRID)
        line.addWidget(paragraph(tr("▲ The file was changed outside meanwhile.")), 1)
        self.take_theirs = button(
            tr("Show theirs"), lambda: self._settle(text=True), tip=tr("Undo brings yours back")
        )
        self.keep_mine = button(
            tr("Keep mine"),
            lambda: self._settle(text=False),
            tip=tr("Saving replaces what was written there"),
        )
        line.addWidget(self.take_theirs)
        line.addWidget(self.keep_mine)
        self.outside.hide()
        self.review = ReviewPage(self._theme)
        self.outcome = OutcomePage(self._given)
        self.pages = QStackedWidget()
        for page in (self.edit, self.review, self.outcome):
            self.pages.addWidget(page)
        for widget, stretch in ((self.path, 0), (self.outside, 0), (self.pages, 1), (self.errors, 0)):
            self.body.addWidget(widget, stretch)

    def _make_buttons(self) -> None:
        self.back = button(tr("&Back"), self._edit_again, tip=tr("Go on editing"))
        self.why = button(
            tr("Why…"), lambda: self._given.show("why", self._module), tip=tr("The story behind it")
        )
        self.close_button = button(tr("Close"), self.close, tip=tr("Close this window"), key="Ctrl+W")
        self.save = button(
            tr("Review and save…"), self._review, tip=tr("See the difference first"), key="Ctrl+S"
        )
        self.commit = button(tr("&Save"), self._commit, tip=tr("Store it and put it into effect"))
        self.buttons.addWidget(self.back)
        self.buttons.addWidget(self.why)
        self.buttons.addStretch(1)
        for each in (self.close_button, self.save, self.commit):
            self.buttons.addWidget(each)
        self._show_page(EDIT)

    def _show_page(self, index: int) -> None:
        self.pages.setCurrentIndex(index)
        self.back.setVisible(index != EDIT)
        self.why.setVisible(index == OUTCOME and self._module != ORCHESTRATOR)
        self.save.setVisible(index == EDIT)
        self.commit.setVisible(index == REVIEW)
        self.save.setEnabled(self.edit.changed)
        (self.save, self.commit, self.close_button)[index].setDefault(True)

    # ---- the file

    def open_at(self, place: str) -> None:
        """A group of the form, by its id."""
        self.edit.form.choose_group(place)

    def _came(self, answer: Any) -> None:
        self.path.setText(str(answer.get("path", "")))
        self.edit.load(str(answer.get("text", "")), answer.get("errors") or ())

    def _modified(self, modified: bool) -> None:
        self.setWindowModified(modified)
        self.save.setEnabled(modified)

    def _turned(self, _index: int) -> None:
        if self.edit.currentWidget() is self.history:
            self.history.look()

    def _store_secret(self, name: str) -> None:
        dialog = self._given.show("secrets", "")
        offer: Callable[[str], None] | None = getattr(dialog, "offer", None)
        if offer is not None:
            offer(name)

    def _noted(self, entries: Sequence[Mapping[str, Any]]) -> None:
        """Some configuration was judged: is it our file?"""
        if any("verdict" in (entry.get("detail") or {}) for entry in entries):
            self._look_outside()

    def _look_outside(self) -> None:
        self._ask("config.text", {"module": self._module}, self._compare)

    def _compare(self, answer: Any) -> None:
        """What is typed is never overwritten; and what somebody else wrote neither, unless the user says so."""
        text = str(answer.get("text", ""))
        if text == self.edit.draft.stored:
            self._newer = None
            self.outside.hide()
        elif text == self.edit.read().as_stored():
            self.edit.saved(text)
        elif not self.edit.changed:
            self._came(answer)
        else:
            self._newer = Draft(text)
            self.outside.show()
        self.commit.setEnabled(self._newer is None)

    def _settle(self, *, text: bool) -> None:
        newer, self._newer = self._newer, None
        self.outside.hide()
        self.commit.setEnabled(True)
        self._show_page(EDIT)
        if newer is not None:
            self.edit.become(newer, text=text)

    # ---- saving

    def _review(self) -> None:
        self.save.setEnabled(False)
        self._compare_with(None, {"module": self._module, "text": self.edit.read().as_stored()})

    def _review_back(self, rev: int) -> None:
        self._compare_with(rev, {"rev": rev})

    def _compare_with(self, rev: int | None, params: Mapping[str, Any]) -> None:
        """Show what a save would do, or the way back to a revision, before it is done."""

        def reviewed(answer: Any) -> None:
            if errors := [told(str(error)) for error in answer.get("errors") or ()]:
                self._not_stored(errors)
                return
            self._rev = rev
            self._show_errors(())
            self.review.show_report(answer, self._given.watch.snapshot, rev)
            self.commit.setText(tr("&Save") if rev is None else tr("&Go back"))
            self._show_page(REVIEW)
            self.commit.setEnabled(self._newer is None or rev is not None)
            self.commit.setFocus()

        self._ask("config.diff", params, reviewed, lambda error: self._not_stored([error]))

    def _commit(self) -> None:
        self.commit.setEnabled(False)
        draft = self.edit.read()
        stored = draft.as_stored()

        def done(answer: Any) -> None:
            if errors := [told(str(error)) for error in answer.get("errors") or ()]:
                self._not_stored(errors)
                self._look_outside()
                return
            if self._rev is None:
                self.edit.saved(stored)
            self._show_outcome(answer)
            self._look_outside()

        params: dict[str, Any]
        method, params = "config.rollback", {"rev": self._rev, "by": "ui"}
        if self._rev is None:
            method = "config.update"
            params = {"module": self._module, "text": stored, "was": draft.was, "by": "ui"}
        self._ask(method, params, done, lambda error: self._not_stored([error]))

    def _show_outcome(self, answer: Mapping[str, Any]) -> None:
        self._show_errors(())
        self.outcome.follow(answer, self._given.watch.snapshot)
        self._show_page(OUTCOME)
        self.close_button.setFocus()

    def _not_stored(self, errors: Sequence[str]) -> None:
        self._show_page(EDIT)
        self.commit.setEnabled(True)
        self._show_errors(errors)

    def _edit_again(self) -> None:
        self.outcome.leave()
        self._show_page(EDIT)

    # ---- errors and closing

    def _ask(
        self,
        method: str,
        params: Mapping[str, Any],
        came: Callable[[Any], None],
        failed: Callable[[str], None] | None = None,
    ) -> None:
        told = failed or (lambda error: self._show_errors([error]))
        ask(self, self._given.core, method, params, came, told)

    def _show_errors(self, errors: Sequence[object]) -> None:
        lines = [f"■ {_short(str(error))}" for error in errors]
        if len(lines) > MOST_ERRORS:
            more = len(lines) - MOST_ERRORS
            lines[MOST_ERRORS:] = [trn("… and {n} more", "… and {n} more", more)]
        self.errors.setVisible(bool(lines))
        self.errors.setText("\n".join(lines))
        self.errors.setToolTip("\n".join(map(str, errors)))
        self.tinted(self.errors, Tone.BAD)

    def reject(self) -> None:
        """Escape and every way to close come here: what was typed is not thrown away unasked."""
        if self.edit.changed:
            ask_before_discarding(self, tr("The changes have not been saved."), self._discard)
        else:
            super().reject()

    def _discard(self) -> None:
        self.edit.text.document().setModified(False)
        self.close()


def _short(text: str) -> str:
    """The whole is in the tooltip, and beside the field."""
    return text if len(text) <= LONGEST_ERROR else f"{text[:LONGEST_ERROR].rstrip()}…"
