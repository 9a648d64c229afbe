"""The secrets: which there are, who uses them, where they are kept; setting, replacing and deleting them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLineEdit, QStackedWidget, QVBoxLayout, QWidget

from skelly_tray.ui.asking import ask
from skelly_tray.ui.dialogs.frame import Marked, ModuleDialog, indented, scrolled
from skelly_tray.ui.dialogs.secret_entry import ValueEntry
from skelly_tray.ui.dialogs.secret_list import SecretList
from skelly_tray.ui.given import Given
from skelly_tray.ui.paragraph import paragraph
from skelly_tray.ui.present import secret_lines
from skelly_tray.ui.present.core_words import told
from skelly_tray.ui.present.looks import Symbol, Tone
from skelly_tray.ui.present.rows import module_names
from skelly_tray.ui.present.secret_lines import Keeping, SecretLine
from skelly_tray.ui.present.words import tr
from skelly_tray.ui.theme import GRID
from skelly_tray.ui.window.buttons import button

LIST, STORE, DELETE, PASSPHRASE = range(4)


class SecretsDialog(ModuleDialog):
    """A value is in here only while it is typed."""

    def __init__(self, given: Given, parent: QWidget | None = None) -> None:
        super().__init__(tr("Secrets"), given.theme, parent)
        self._given = given
        self._keeping: Keeping | None = None
        self._status: Mapping[str, Any] | None = None
        self._lines: list[SecretLine] = []
        self._busy = False
        self._wanted = ""
        self.resize(680, 460)
        self.setMinimumSize(360, 280)
        self.state = Marked(given.theme)
        self.said = Marked(given.theme)
        self.pages = QStackedWidget()
        self.list = SecretList(given.theme)
        self.list.another.connect(self._offer)
        self.list.activated.connect(self._replace)
        for page in (self.list, self._storing(), self._deleting(), self._unlocking()):
            self.pages.addWidget(page)
        for widget, stretch in ((self.state, 0), (self.pages, 1), (self.said, 0)):
            self.body.addWidget(widget, stretch)
        self._make_buttons()
        self._show_page(LIST)
        self.look()

    # ---- construction

    def _storing(self) -> QWidget:
        layout = QVBoxLayout()
        layout.setSpacing(GRID)
        self.name = QLineEdit()
        self.name.setAccessibleName(tr("Name of the secret"))
        self.name.setPlaceholderText("web/token")
        self.entry = ValueEntry(tr("Value of the secret"))
        self.session = QCheckBox(tr("&Only until Skelly Tray ends"))
        note = paragraph(
            tr("It is kept in memory alone, and has to be set again after a restart of Skelly Tray."), "small"
        )
        for words, widget in ((tr("Name"), self.name), (tr("Value"), self.entry)):
            layout.addWidget(paragraph(words, "figure"))
            layout.addWidget(widget)
            layout.addSpacing(2 * GRID)
        layout.addWidget(self.session)
        layout.addLayout(indented(note))
        layout.addStretch(1)
        return scrolled(layout)

    def _deleting(self) -> QWidget:
        layout = QVBoxLayout()
        self.question = paragraph("")
        layout.addWidget(self.question)
        layout.addStretch(1)
        return scrolled(layout)

    def _unlocking(self) -> QWidget:
        layout = QVBoxLayout()
        layout.setSpacing(2 * GRID)
        self.about_file = paragraph("")
        self.passphrase = ValueEntry(tr("Passphrase"), tr("Passphrase once more"))
        layout.addWidget(self.about_file)
        layout.addWidget(self.passphrase)
        layout.addStretch(1)
        return scrolled(layout)

    def _make_buttons(self) -> None:
        self.new = button(
            tr("&New…"), lambda: self._begin_store(""), tip=tr("Store another secret"), key="Ctrl+N"
        )
        self.replace = button(tr("&Replace…"), self._replace, tip=tr("Give the chosen one another value"))
        self.delete = button(tr("&Delete…"), self._begin_delete, tip=tr("Delete the chosen one"))
        self.unlock = button(tr("&Unlock…"), self._begin_unlock, tip=tr("Unlock what keeps secrets"))
        self.lock = button(
            tr("&Lock"), self._lock, tip=tr("Forget the key of the file behind your passphrase")
        )
        self.close_button = button(tr("Close"), self.close, tip=tr("Close this window"), key="Ctrl+W")
        self.cancel = button(tr("Cancel"), lambda: self._show_page(LIST), tip=tr("Change nothing"), key="Esc")
        self.go = button("", self._go, tip=tr("Do it"))
        first = QHBoxLayout()
        for each in (self.new, self.replace, self.delete, self.unlock, self.lock):
            first.addWidget(each)
        self.buttons.addLayout(first)
        self.buttons.addStretch(1)
        for each in (self.close_button, self.cancel, self.go):
            self.buttons.addWidget(each)

    def _show_page(self, index: int) -> None:
        self.pages.setCurrentIndex(index)
        listing = index == LIST
        for each in (self.new, self.replace, self.delete, self.close_button):
            each.setVisible(listing)
        for each in (self.cancel, self.go):
            each.setVisible(not listing)
        words = {STORE: tr("&Store"), DELETE: tr("&Delete"), PASSPHRASE: tr("&Unlock")}
        self.go.setText(words.get(index, ""))
        (self.close_button if listing else self.go).setDefault(True)
        self._offer()

    # ---- what there is

    def look(self) -> None:
        """Ask for the list and for how the places stand."""
        ask(self, self._given.core, "secret.list", {}, self._listed, self._failed)
        ask(self, self._given.core, "secret.status", {}, self._told, self._failed)

    def _names(self) -> Mapping[str, str]:
        snapshot = self._given.watch.snapshot
        return module_names(snapshot) if snapshot else {}

    def _listed(self, answer: Any) -> None:
        self._lines = secret_lines.secret_lines(answer, self._names(), self._given.watch.now)
        self.list.show_lines(self._lines)
        if self._wanted:
            self.list.choose_of(self._wanted)
            self._wanted = ""
        if self._status is not None:
            self._told(self._status)
        self._offer()

    def _told(self, status: Any) -> None:
        self._status = status
        self._keeping = secret_lines.keeping(status, bool(self._lines))
        waiting = [(Symbol.DOTTED, Tone.WARN, f"{self._names().get(m, m)}: {told(str(why))}")
                   for m, why in (status.get("waiting") or {}).items()]  # fmt: skip
        self.state.show_lines([(self._keeping.symbol, self._keeping.tone, self._keeping.text), *waiting])
        self._offer()

    def _offer(self) -> None:
        line, known, listing = self.list.chosen(), self._keeping, self.pages.currentIndex() == LIST
        self.replace.setEnabled(line is not None and not self._busy)
        self.replace.setText(tr("&Set…") if line is not None and line.missing else tr("&Replace…"))
        self.delete.setEnabled(line is not None and not line.missing and not self._busy)
        can_unlock = known is not None and (known.unlock_keyring or known.unlock_file or known.make_file)
        self.unlock.setVisible(listing and can_unlock)
        self.unlock.setText(tr("Set &up a file…") if known is not None and known.make_file and not known.unlock_keyring
                            else tr("&Unlock…"))  # fmt: skip
        self.lock.setVisible(listing and known is not None and known.lock_file)
        for each in (self.unlock, self.lock, self.go, self.new):
            each.setEnabled(not self._busy)

    # ---- what is to be done

    def point_at(self, module_id: str) -> None:
        """Choose what that module uses, best what it misses."""
        self._wanted = module_id
        self.list.choose_of(module_id)

    def offer(self, name: str) -> None:
        """Store a value for a secret of that name: for whoever sends the user here."""
        self._begin_store(name)

    def _replace(self) -> None:
        line = self.list.chosen()
        if line is not None:
            self._begin_store(line.name)

    def _begin_store(self, name: str) -> None:
        self.name.setText(name)
        self.name.setReadOnly(bool(name))
        self.session.setChecked(self._keeping is not None and not self._keeping.can_store)
        self.said.show_lines(())
        self._show_page(STORE)
        (self.entry if name else self.name).setFocus()

    def _begin_delete(self) -> None:
        line = self.list.chosen()
        if line is not None:
            self.question.setText(secret_lines.delete_question(line))
            self._show_page(DELETE)
            self.cancel.setFocus()

    def _begin_unlock(self) -> None:
        known = self._keeping
        if known is None:
            return
        if known.unlock_keyring:
            self._say(
                Symbol.QUARTER,
                Tone.BUSY,
                tr("The system asks for the password of your keyring in a window of its own."),
            )
            self._do("secret.unlock", {}, lambda answer: tr("The keyring is unlocked."))
            return
        self.passphrase.twice(known.make_file)
        self.about_file.setText(
            tr("Choose a passphrase. It is kept nowhere: without it the secrets in the file are lost.")
            if known.make_file
            else tr("The passphrase of the file that keeps your secrets:")
        )
        self.said.show_lines(())
        self._show_page(PASSPHRASE)
        self.passphrase.setFocus()

    def _lock(self) -> None:
        self._do("secret.lock", {}, lambda answer: tr("The file is locked."))

    def _go(self) -> None:
        match self.pages.currentIndex():
            case 1:
                self._store()
            case 2 if (line := self.list.chosen()) is not None:
                params = {"name": line.name, "force": True}
                self._do("secret.delete", params, lambda answer: tr("{name} is deleted.", name=line.name))
            case 3 if self.passphrase.differs():
                self._say(Symbol.SQUARE, Tone.BAD, tr("The two are not the same."))
            case 3:
                params = {"passphrase": self.passphrase.take()}
                self._do("secret.unlock", params, lambda answer: tr("The file is unlocked."))
            case _:
                pass

    def _store(self) -> None:
        known = [] if self.name.isReadOnly() else [line.name for line in self._lines if not line.missing]
        name = self.name.text().strip()
        if why := secret_lines.refuse_name(name, known):
            self._say(Symbol.SQUARE, Tone.BAD, why)
            self.name.setFocus()
            return
        params = {"name": name, "value": self.entry.take(), "session": self.session.isChecked()}
        self._do("secret.set", params, lambda answer: secret_lines.stored(answer, self._names()))

    def _do(self, method: str, params: Mapping[str, Any], said: Callable[[Any], str]) -> None:
        """One at a time; what was typed is not kept for another try."""
        self._busy = True
        self._offer()

        def done(answer: Any) -> None:
            self._busy = False
            self._show_page(LIST)
            self._say(Symbol.DOT, Tone.GOOD, said(answer))
            self.look()

        ask(self, self._given.core, method, {**params, "by": "ui"}, done, self._failed)

    def _failed(self, error: str) -> None:
        self._busy = False
        self._offer()
        self._say(Symbol.SQUARE, Tone.BAD, error)
        if self.pages.currentIndex() in (STORE, PASSPHRASE):
            (self.entry if self.pages.currentIndex() == STORE else self.passphrase).setFocus()

    def _say(self, symbol: Symbol, tone: Tone, text: str) -> None:
        self.said.show_lines([(symbol, tone, text)])

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape leads back to the list before it closes."""
        if event.key() == Qt.Key.Key_Escape and self.pages.currentIndex() != LIST:
            self._show_page(LIST)
            return
        super().keyPressEvent(event)
