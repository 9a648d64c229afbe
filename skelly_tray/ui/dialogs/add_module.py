"""Adding a module: what is to be run, checked while it is typed; then how it starts, and how it can be checked."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import (
    QCheckBox,
    QFileDialog,
    QHBoxLayout,
    QLineEdit,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from skelly_tray.ui.asking import ask
from skelly_tray.ui.dialogs.frame import TITLE_END, Marked, ModuleDialog, scrolled
from skelly_tray.ui.dialogs.module_trial import TrialPage
from skelly_tray.ui.dialogs.unsaved import ask_before_discarding
from skelly_tray.ui.given import Given
from skelly_tray.ui.paragraph import paragraph
from skelly_tray.ui.present import new_module
from skelly_tray.ui.present.config_form import errors_by_key
from skelly_tray.ui.present.core_words import told
from skelly_tray.ui.present.looks import Symbol, Tone
from skelly_tray.ui.present.new_module import NewModule
from skelly_tray.ui.present.words import tr
from skelly_tray.ui.theme import GRID, monospace_font
from skelly_tray.ui.window.buttons import button

CHECK_MS = 300
FORM, TRIAL = 0, 1


class AddModuleDialog(ModuleDialog):
    """Nothing is written before *Add* is pressed, and what was can be taken out again."""

    def __init__(self, given: Given, parent: QWidget | None = None) -> None:
        super().__init__(tr("Add a module"), given.theme, parent)
        self.setWindowTitle(f"{tr('Add a module')}[*]{TITLE_END}")
        self._given = given
        self._checked = 0
        self._touched: set[QLineEdit] = set()
        self._busy = False
        self._all_the_same = False
        self.resize(600, 520)
        self.setMinimumSize(360, 280)
        self.trial = TrialPage(given)
        self.pages = QStackedWidget()
        self.pages.addWidget(self._form())
        self.pages.addWidget(self.trial)
        self.said = Marked(given.theme)
        self.body.addWidget(self.pages, 1)
        self.body.addWidget(self.said)
        self._make_buttons()
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(CHECK_MS)
        self._soon.timeout.connect(self.check)
        self._show_page(FORM)
        self._draw()
        self.line.setFocus()

    # ---- construction

    def _form(self) -> QWidget:
        layout = QVBoxLayout()
        layout.setSpacing(GRID)
        self.line, self.name, self.id, self.folder = (QLineEdit() for _ in range(4))
        self.line.setFont(monospace_font())
        self.line.setPlaceholderText("python3 -m http.server 8000")
        self.wrong = {key: paragraph("", "wrong") for key in ("command", "name", "id", "working_dir")}
        choose = button(tr("C&hoose…"), self._choose_folder, tip=tr("Choose the folder it runs in"))
        for key, title, edit, extra in (
            ("command", tr("Command"), self.line, None),
            ("name", tr("Name"), self.name, None),
            ("id", tr("Id: the name of its file, and what commands call it"), self.id, None),
            ("working_dir", tr("Folder it runs in"), self.folder, choose),
        ):
            edit.setAccessibleName(title)
            row = QHBoxLayout()
            row.addWidget(edit, 1)
            if extra is not None:
                row.addWidget(extra)
            layout.addWidget(paragraph(title, "figure"))
            layout.addLayout(row)
            self.wrong[key].hide()
            layout.addWidget(self.wrong[key])
            layout.addSpacing(GRID)
            edit.textEdited.connect(lambda _text, edit=edit: self._typed(edit))
        self.folder.setPlaceholderText(tr("its own state folder"))
        self.start = QCheckBox(tr("&Start it now, and with the system"))
        self.start.setChecked(True)
        self.start.toggled.connect(lambda _on: self._draw())
        self.preview = paragraph("", "code")
        self.preview.setFont(monospace_font())
        self.preview.setAccessibleDescription(tr("The file that is written"))
        layout.addWidget(self.start)
        layout.addSpacing(2 * GRID)
        layout.addWidget(self.preview)
        layout.addStretch(1)
        return scrolled(layout)

    def _make_buttons(self) -> None:
        self.remove = button(tr("&Take it out again"), self._remove, tip=tr("Stop it and remove its file"))
        self.more = button(tr("&More settings…"), self._more, tip=tr("Edit its file as a form"))
        self.cancel = button(tr("Cancel"), super().reject, tip=tr("Add nothing"))
        self.add = button(tr("&Add"), self._add, tip=tr("Write its file"))
        self.close_button = button(tr("Close"), self.close, tip=tr("Close this window"), key="Ctrl+W")
        self.buttons.addWidget(self.remove)
        self.buttons.addWidget(self.more)
        self.buttons.addStretch(1)
        for each in (self.cancel, self.add, self.close_button):
            self.buttons.addWidget(each)

    def _show_page(self, index: int) -> None:
        self.pages.setCurrentIndex(index)
        for each in (self.cancel, self.add):
            each.setVisible(index == FORM)
        for each in (self.remove, self.more, self.close_button):
            each.setVisible(index == TRIAL)
        (self.add if index == FORM else self.close_button).setDefault(True)
        self._note_typed()

    def _note_typed(self) -> None:
        """What was typed is nowhere else until it has been added."""
        typed = (self.line, *self._touched, self.folder)
        self.setWindowModified(
            self.pages.currentIndex() == FORM and any(edit.text().strip() for edit in typed)
        )

    def reject(self) -> None:
        """Escape and the frame of the window come here: what was typed is not thrown away unasked. *Cancel* says it."""
        if self.isWindowModified():
            ask_before_discarding(self, tr("The module has not been added."), super().reject)
        else:
            super().reject()

    # ---- what is filled in

    def new(self) -> NewModule:
        words, _ = new_module.words_of(self.line.text())
        return NewModule(
            words, self.id.text().strip(), self.name.text(), self.folder.text(), self.start.isChecked()
        )

    def _typed(self, edit: QLineEdit) -> None:
        """A suggestion stays one until something else is typed there."""
        if edit is not self.line:
            self._touched.add(edit)
        else:
            words, _ = new_module.words_of(self.line.text())
            snapshot = self._given.watch.snapshot
            found = new_module.suggest(words, snapshot.modules if snapshot else ())
            for field, text in ((self.id, found.id), (self.name, found.name)):
                if field not in self._touched:
                    field.setText(text)
        self._draw()

    def _draw(self) -> None:
        new = self.new()
        text = new_module.text_or_nothing(new)
        self.preview.setText(text.rstrip())
        self.preview.setVisible(bool(text))
        _, wrong = new_module.words_of(self.line.text())
        self._note_typed()
        self._tell("command", wrong if self.line.text() else "")
        self.add.setEnabled(bool(text and new.id) and not self._busy)
        self._checked += 1  # an answer to what stood there before is not shown
        if text and new.id:
            self._soon.start()

    def check(self) -> None:
        """Ask the core what is wrong with it."""
        self._soon.stop()
        new, number = self.new(), self._checked
        asked = {"module": new.id, "text": new_module.text_or_nothing(new)}

        def came(answer: Any) -> None:
            if number == self._checked:
                self._show_found(answer)

        self._ask("config.validate", asked, came)

    def _show_found(self, answer: Mapping[str, Any]) -> None:
        found = errors_by_key(answer.get("found") or ())
        new, snapshot = self.new(), self._given.watch.snapshot
        if snapshot and new.id in snapshot.modules:
            found[""] = tr("There is a module of that id already")
        _, wrong = new_module.words_of(self.line.text())
        warnings = [str(warning).removeprefix("command: ") for warning in answer.get("warnings") or ()]
        self._tell("command", found.pop("command", "") or wrong or "\n".join(warnings))
        self._tell("name", found.pop("name", ""))
        self._tell("working_dir", found.pop("working_dir", ""))
        self._tell("id", "\n".join(found.values()))

    def _tell(self, key: str, text: str) -> None:
        self.wrong[key].setText(f"▲ {text}" if text else "")
        self.wrong[key].setVisible(bool(text))

    def _choose_folder(self) -> None:
        dialog = QFileDialog(self, tr("Folder it runs in"), self.folder.text())
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.fileSelected.connect(self._chosen)
        dialog.open()

    def _chosen(self, folder: str) -> None:
        self.folder.setText(folder)
        self._draw()

    # ---- what is done

    def _add(self) -> None:
        new = self.new()
        self._busy = True
        self.add.setEnabled(False)

        def added(report: Any) -> None:
            self._busy = False
            if errors := report.get("errors") or ():
                self._failed("\n".join(told(str(error)) for error in errors))
                return
            self.said.show_lines(())
            self._given.added(new.id)
            self.trial.follow(new)
            self._remove_all_the_same(False)
            self._show_page(TRIAL)
            self.close_button.setFocus()

        self._ask("config.add", {"module": new.id, "text": new_module.file_text(new), "by": "ui"}, added)

    def _remove(self) -> None:
        self.remove.setEnabled(False)

        def gone(report: Any) -> None:
            self.remove.setEnabled(True)
            if errors := report.get("errors") or ():
                self._remove_all_the_same(bool(report.get("needed_by")))
                self._failed("\n".join(told(str(error)) for error in errors))
                return
            self.trial.leave()
            self._show_page(FORM)
            self.said.show_lines([(Symbol.DOT, Tone.GOOD, tr("It was taken out again."))])
            self._draw()

        asked: dict[str, Any] = {"module": self.trial.module, "by": "ui"}
        self._ask("config.remove", {**asked, "force": True} if self._all_the_same else asked, gone)

    def _remove_all_the_same(self, wanted: bool) -> None:
        """Others need it by now: it takes a second press, on a button that says so."""
        self._all_the_same = wanted
        self.remove.setText(tr("&Take it out all the same") if wanted else tr("&Take it out again"))

    def _more(self) -> None:
        self._given.show("config", self.trial.module)

    def _ask(self, method: str, params: Mapping[str, Any], came: Callable[[Any], None]) -> None:
        ask(self, self._given.core, method, params, came, self._failed)

    def _failed(self, error: str) -> None:
        self._busy = False
        self.remove.setEnabled(True)
        self.add.setEnabled(True)
        self.said.show_lines([(Symbol.SQUARE, Tone.BAD, error)])
