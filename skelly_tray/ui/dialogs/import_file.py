"""Importing modules: a file of another supervisor, what is found in it, what is not carried over; then all or none."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFileDialog,
    QHBoxLayout,
    QLineEdit,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from skelly_tray.ui.asking import ask
from skelly_tray.ui.dialogs.frame import Marked, ModuleDialog, scrolled
from skelly_tray.ui.dialogs.import_list import ImportList
from skelly_tray.ui.dialogs.import_outcome import ImportOutcome
from skelly_tray.ui.given import Given
from skelly_tray.ui.paragraph import paragraph
from skelly_tray.ui.present import importing
from skelly_tray.ui.present.core_words import told
from skelly_tray.ui.present.importing import KEEP, RENAME, REPLACE, Import
from skelly_tray.ui.present.looks import Symbol, Tone
from skelly_tray.ui.present.words import tr, trn
from skelly_tray.ui.theme import GRID
from skelly_tray.ui.window.buttons import button

FORM, OUTCOME = 0, 1


class ImportDialog(ModuleDialog):
    """Nothing is written before *Import* is pressed; what was then is one change, which can be taken back."""

    def __init__(self, given: Given, parent: QWidget | None = None) -> None:
        super().__init__(tr("Import modules"), given.theme, parent)
        self._given = given
        self._found: Import | None = None
        self._asked = 0
        self._busy = False
        self._all_the_same = False
        self.resize(720, 600)
        self.setMinimumSize(380, 300)
        self.outcome = ImportOutcome(given)
        self.outcome.gone.connect(self._gone)
        self.outcome.refused.connect(self._not_gone)
        shown = QVBoxLayout()
        shown.addWidget(self.outcome)
        self.pages = QStackedWidget()
        self.pages.addWidget(self._form())
        self.pages.addWidget(scrolled(shown, tr("What came of it")))
        self.said = Marked(given.theme)
        self.body.addWidget(self.pages, 1)
        self.body.addWidget(self.said)
        self._make_buttons()
        self._show_page(FORM)
        self._draw()
        self.choose.setFocus()

    # ---- construction

    def _form(self) -> QWidget:
        layout = QVBoxLayout()
        layout.setSpacing(GRID)
        self.file = QLineEdit()
        self.file.setAccessibleName(tr("File to import"))
        self.file.setPlaceholderText("compose.yaml")
        self.file.installEventFilter(self)
        self.choose = button(tr("C&hoose…"), self._choose, tip=tr("Choose the file of another supervisor"))
        self.kind = paragraph(
            tr(
                "A Procfile, a supervisord configuration, a pm2 ecosystem file as JSON, a process-compose or a Docker "
                "Compose file. It is only read, and nothing in it is run."
            ),
            "muted",
        )
        row = QHBoxLayout()
        row.addWidget(self.file, 1)
        row.addWidget(self.choose)
        self.list = ImportList(self._given.theme)
        self.list.chosen_others.connect(self._look)
        self.remarks_title = paragraph(tr("What is not carried over, or is another here"), "figure")
        self.remarks = Marked(self._given.theme)
        self.start = QCheckBox(tr("&Start them now, and with the system"))
        self.start.setChecked(True)
        self.where = paragraph("", "small")
        layout.addWidget(paragraph(tr("File"), "figure"))
        layout.addLayout(row)
        layout.addWidget(self.kind)
        layout.addSpacing(GRID)
        layout.addWidget(self.list)
        layout.addLayout(self._about_taken_ids())
        layout.addWidget(self.start)
        layout.addWidget(self.where)
        layout.addSpacing(2 * GRID)
        layout.addWidget(self.remarks_title)
        layout.addWidget(self.remarks)
        layout.addStretch(1)
        return scrolled(layout)

    def _about_taken_ids(self) -> QHBoxLayout:
        self.taken_title = paragraph(tr("Where a module of that id is there already"))
        self.taken = QComboBox()
        self.taken.setAccessibleName(tr("Where a module of that id is there already"))
        for key, text in (
            (KEEP, tr("leave it as it is")),
            (REPLACE, tr("replace it")),
            (RENAME, tr("give the new one another id")),
        ):
            self.taken.addItem(text, key)
        self.taken.activated.connect(lambda _index: self._decided())
        line = QHBoxLayout()
        line.setSpacing(2 * GRID)
        line.addWidget(self.taken_title, 1)
        line.addWidget(self.taken)
        return line

    def _make_buttons(self) -> None:
        self.back = button(
            tr("&Take them out again"), self._take_back, tip=tr("Stop them and remove their files")
        )
        self.cancel = button(tr("Cancel"), self.reject, tip=tr("Import nothing"))
        self.go = button("", self._import, tip=tr("Write their files, all or none"))
        self.close_button = button(tr("Close"), self.close, tip=tr("Close this window"), key="Ctrl+W")
        self.buttons.addWidget(self.back)
        self.buttons.addStretch(1)
        for each in (self.cancel, self.go, self.close_button):
            self.buttons.addWidget(each)

    def _show_page(self, index: int) -> None:
        self.pages.setCurrentIndex(index)
        for each in (self.cancel, self.go):
            each.setVisible(index == FORM)
        for each in (self.back, self.close_button):
            each.setVisible(index == OUTCOME)
        (self.go if index == FORM else self.close_button).setDefault(True)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Return after a path looks into that file, and does not import what was found in the one before."""
        pressed = (
            event.key() if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress else None
        )
        if watched is self.file and pressed in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._look_anew()
            return True
        return super().eventFilter(watched, event)

    # ---- the file

    def _choose(self) -> None:
        dialog = QFileDialog(self, tr("Import modules"), str(Path(self.file.text()).parent))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.fileSelected.connect(self.open_file)
        dialog.open()

    def open_file(self, file: str) -> None:
        """Look into that file."""
        self.file.setText(file)
        self._look_anew()

    def _look_anew(self) -> None:
        """Another file: whatever was chosen in the one before is no more."""
        self._found = None
        self.said.show_lines(())
        self.taken.setCurrentIndex(self.taken.findData(KEEP))
        self.list.show_lines(())
        self._look()

    def _look(self) -> None:
        """Ask what an import with these choices would be."""
        file = str(Path(self.file.text().strip()).expanduser().absolute()) if self.file.text().strip() else ""
        if not file:
            self._draw()
            return
        self._asked += 1
        number, first = self._asked, self._found is None
        params = {"file": file, "without": self.list.left_out(), "rename": self.taken.currentData() == RENAME}

        def came(answer: Any) -> None:
            if number != self._asked:
                return
            self._busy = False
            self._found = importing.import_of(answer)
            self.list.show_lines(self._found.lines)
            if first and any(line.there for line in self._found.lines):
                self._decided()
            self._draw()

        def failed(error: str) -> None:
            if number == self._asked:
                self._found = None
                self.list.show_lines(())
                self._failed(error)

        self._busy = True
        self._draw()
        ask(self, self._given.core, "import.plan", params, came, failed)

    def _decided(self) -> None:
        """What becomes of those whose id is taken: they are not ticked where the module there is to stay."""
        keep = self.taken.currentData() == KEEP
        lines = self._found.lines if self._found else ()
        out = {line.name for line in lines if line.there}
        before = set(self.list.left_out())
        self.list.tick(
            {line.name for line in lines if line.name not in (before | out if keep else before - out)}
        )
        self._look()

    # ---- what is seen

    def _draw(self) -> None:
        found = self._found
        lines = found.lines if found else ()
        chosen = found.chosen if found else ()
        if found is not None:
            self.kind.setText(found.about)
        remarks = found.remarks if found else ()
        self.remarks.show_lines(remarks)
        clash = bool(lines) and (any(line.there for line in lines) or self.taken.currentData() == RENAME)
        shown: dict[QWidget, bool] = {
            self.list: bool(lines), self.start: bool(lines), self.where: bool(lines),
            self.taken_title: clash, self.taken: clash,
            self.remarks_title: bool(remarks), self.remarks: bool(remarks),
        }  # fmt: skip
        for widget, visible in shown.items():
            widget.setVisible(visible)
        self.where.setText(importing.where(found) if found else "")
        self.go.setText(
            trn("&Import 1 module", "&Import {n} modules", len(chosen)) if chosen else tr("&Import")
        )
        self.go.setEnabled(bool(chosen) and not self._busy)

    # ---- what is done

    def _import(self) -> None:
        found = self._found
        if found is None or self._busy:
            return
        self._busy = True
        self._draw()
        start = self.start.isChecked()
        params = {
            "modules": importing.texts_to_write(found, start=start),
            "replace": self.taken.currentData() == REPLACE,
            "from": found.file,
            "by": "ui",
        }

        def came(report: Any) -> None:
            self._busy = False
            if errors := report.get("errors") or ():
                self._failed("\n".join(told(str(error)) for error in errors))
                return
            self.said.show_lines(())
            self._take_all_the_same(False)
            self.outcome.follow(found.chosen, report.get("revision"), start=start)
            self._show_page(OUTCOME)
            self.close_button.setFocus()

        ask(self, self._given.core, "import.write", params, came, self._failed)

    def _take_back(self) -> None:
        self.back.setEnabled(False)
        self.outcome.take_back(force=self._all_the_same)

    def _gone(self) -> None:
        self.back.setEnabled(True)
        self._show_page(FORM)
        self.said.show_lines([(Symbol.DOT, Tone.GOOD, tr("They were taken out again."))])
        self._look()

    def _not_gone(self, error: str, once_more: bool) -> None:
        self._take_all_the_same(once_more)
        self._failed(error)

    def _take_all_the_same(self, wanted: bool) -> None:
        """Others need one of them by now: it takes a second press, on a button that says so."""
        self._all_the_same = wanted
        self.back.setText(tr("&Take them out all the same") if wanted else tr("&Take them out again"))

    def _failed(self, error: str) -> None:
        self._busy = False
        self.back.setEnabled(True)
        self.said.show_lines([(Symbol.SQUARE, Tone.BAD, error)])
        self._draw()
