"""The page of folders, reports, and of every key that no other page has."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QStandardPaths, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QGridLayout, QLineEdit, QPushButton, QWidget

from skelly_tray.ui.asking import ask
from skelly_tray.ui.dialogs.frame import Marked
from skelly_tray.ui.paragraph import paragraph
from skelly_tray.ui.present import diagnostics
from skelly_tray.ui.present.looks import Symbol, Tone
from skelly_tray.ui.present.settings_pages import Section, the_rest
from skelly_tray.ui.present.system_report import SUGGESTED_NAME
from skelly_tray.ui.present.words import tr
from skelly_tray.ui.settings.page import ActionRow, SettingsPage, section_title
from skelly_tray.ui.settings.report import ReportMaker
from skelly_tray.ui.theme import GRID
from skelly_tray.ui.window.buttons import button
from skelly_tray.ui.window.elided import ElidedLabel


class AdvancedPage(SettingsPage):
    def build(self) -> None:
        self._asked = False
        self.filter: QLineEdit | None = None
        self.folders: dict[str, QPushButton] = {}
        self.places: dict[str, ElidedLabel] = {}
        self.above.addWidget(section_title(tr("Folders")))
        self.above.addWidget(self._folders())
        self.anchors["paths"] = self.folders["config"]
        self._reports()

    def _folders(self) -> QWidget:
        box = QWidget()
        grid = QGridLayout(box)
        grid.setContentsMargins(2 * GRID, 0, 2 * GRID, 0)
        grid.setHorizontalSpacing(3 * GRID)
        grid.setVerticalSpacing(GRID)
        grid.setColumnStretch(1, 1)
        names = {
            "config": tr("Configuration"), "state": tr("State"), "logs": tr("Logs"), "run": tr("Sockets"),
        }  # fmt: skip
        for row, (name, title) in enumerate(names.items()):
            self.places[name] = ElidedLabel()
            self.places[name].setProperty("role", "muted")
            made = button(tr("Open folder"), partial(self._open, name), tip=tr("Show it in the file manager"))
            made.setAccessibleName(tr("Open folder: {name}", name=title))
            made.setEnabled(False)
            self.folders[name] = made
            for column, widget in enumerate((paragraph(title), self.places[name], made)):
                grid.addWidget(widget, row, column)
        return box

    def _reports(self) -> None:
        self.maker = ReportMaker(self.given, self)
        self.maker.done.connect(self._report_done)
        self.doctor = button(tr("Look at this machine…"), lambda: self.given.show("diagnostics", ""),
                             tip=tr("What it can do, and what Skelly Tray uses of it"))  # fmt: skip
        self.save = button(tr("Save a report…"), self._ask_where, tip=tr("Choose a file"))
        self.text = button(tr("History and text…"), lambda: self.given.show("config", "orchestrator"),
                           tip=tr("Go back to a revision, or edit the whole file"))  # fmt: skip
        self.said = Marked(self.given.theme)
        self.said.hide()
        told = tr(
            "Versions, states, events and our own log in one file, without secrets. It is sent nowhere."
        )
        self.above.addWidget(section_title(tr("Diagnostics")))
        for title, words, control in (
            (tr("This machine"), tr("Platform, keyring, tray, and how limits are held."), self.doctor),
            (tr("A report for somebody who helps"), told, self.save),
        ):
            self.above.addWidget(ActionRow(title, paragraph(words, "small"), control))
        self.above.addWidget(self.said)
        self.above.addWidget(section_title(tr("Configuration")))
        words = tr("Every change is kept as a revision that can be brought back.")
        self.above.addWidget(ActionRow(tr("Text and history"), paragraph(words, "small"), self.text))
        self.anchors |= {"doctor": self.doctor, "report": self.save, "history": self.text}

    # ---- everything else

    def sections(self) -> Iterable[Section]:
        return (Section(tr("Everything else"), the_rest(self.store.keys)),)

    def make_rows(self) -> None:
        had = "" if self.filter is None else self.filter.text()
        super().make_rows()
        self.filter = None
        if self.rows:
            self.filter = QLineEdit(had)
            self.filter.setPlaceholderText(tr("Filter"))
            self.filter.setAccessibleName(tr("Filter everything else"))
            self.filter.setClearButtonEnabled(True)
            self.filter.textChanged.connect(self._filter)
            self._keys.insertWidget(1, self.filter)
            self._filter(had)

    def _filter(self, words: str) -> None:
        wanted = words.lower().split()
        for key, row in self.rows.items():
            text = " ".join((row.field.label, row.field.help, key, key.replace("_", " "))).lower()
            row.setVisible(all(word in text for word in wanted))

    # ---- folders and reports

    def entered(self) -> None:
        if not self._asked:
            self._asked = True
            for label in self.places.values():
                label.setText(tr("Looking…"))
            ask(self, self.given.core, "diagnostics", {}, self._came, self._failed)

    def _came(self, answer: Mapping[str, Any]) -> None:
        for name, label in self.places.items():
            folder = diagnostics.folder_of(answer, name)
            label.setText(folder or tr("not known"))
            self.folders[name].setEnabled(bool(folder))

    def _failed(self, error: str) -> None:
        self._asked = False
        for label in self.places.values():
            label.setText(tr("not known: {error}", error=error))

    def _open(self, name: str) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(Path(self.places[name].text()).expanduser())))

    def _ask_where(self) -> None:
        folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        self.dialog = QFileDialog(self, tr("Save the report"), str(Path(folder) / SUGGESTED_NAME))
        self.dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        self.dialog.fileSelected.connect(self.save_report)
        self.dialog.finished.connect(self.dialog.deleteLater)
        self.dialog.open()

    def save_report(self, path: str) -> None:
        """Make it, and write it there."""
        self.save.setEnabled(False)
        self._say(Symbol.QUARTER, Tone.BUSY, tr("Being made…"))
        self.maker.make(Path(path))

    def _report_done(self, path: str, error: str) -> None:
        self.save.setEnabled(True)
        if error:
            self._say(Symbol.SQUARE, Tone.BAD, tr("The report was not saved: {error}", error=error))
        else:
            self._say(
                Symbol.DOT,
                Tone.GOOD,
                tr("Saved as {path}. Look through it before you pass it on.", path=path),
            )

    def _say(self, symbol: Symbol, tone: Tone, text: str) -> None:
        self.said.show_lines([(symbol, tone, text)])
        self.said.show()
