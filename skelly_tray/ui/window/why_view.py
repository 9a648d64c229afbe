"""Why a module is as it is: the causal story, and a copy of it for a bug report. In the window and in a dialog."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from PySide6.QtGui import QAccessible, QGuiApplication
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from skelly_tray.ui.asking import ask
from skelly_tray.ui.paragraph import paragraph
from skelly_tray.ui.ports import Core
from skelly_tray.ui.present.bug_report import bug_report
from skelly_tray.ui.present.rows import module_names
from skelly_tray.ui.present.story import Section, called, correctable, story, turn
from skelly_tray.ui.present.words import tr
from skelly_tray.ui.spoken import spoken_as
from skelly_tray.ui.theme import GRID, Theme, monospace_font
from skelly_tray.ui.watch import SnapshotWatch
from skelly_tray.ui.window.buttons import button


class WhyView(QWidget):
    """Asks when a module is shown, and again when something about it has changed (`beat`). configure: leads to its
    file, from a story of what is written there; None where that is offered beside it."""

    def __init__(
        self,
        core: Core,
        watch: SnapshotWatch,
        theme: Theme,
        configure: Callable[[], None] | None = None,
    ) -> None:
        super().__init__()
        self._core = core
        self._watch = watch
        self._theme = theme
        self._module = ""
        self._asked: object = None
        self._told: tuple[str, Sequence[Section]] = ("", ())
        self._answer: Mapping[str, Any] = {}
        self.sentence = paragraph("", "figure")
        self._sections = QVBoxLayout()
        self._sections.setSpacing(GRID)
        self._sections.setContentsMargins(0, 0, 3 * GRID, 0)
        page = QWidget()
        page.setLayout(self._sections)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        spoken_as(scroll, QAccessible.Role.Pane)
        scroll.setAccessibleName(tr("The story"))
        scroll.setWidget(page)
        self.copy = button(
            tr("Copy for a bug report"),
            self._copy,
            tip=tr("Version, state, story and last lines, without secrets"),
        )
        self.configure = button(tr("Configure…"), configure or self.refresh, tip=tr("Edit its file"))
        self._leads_there = configure is not None
        self.configure.hide()
        self.note = paragraph("", "small")
        line = QHBoxLayout()
        line.setSpacing(2 * GRID)
        line.addWidget(self.configure)
        line.addWidget(self.copy)
        line.addWidget(self.note, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, GRID, 0, 0)
        layout.setSpacing(2 * GRID)
        layout.addWidget(self.sentence)
        layout.addWidget(scroll, 1)
        layout.addLayout(line)

    def show_module(self, module_id: str) -> None:
        if module_id != self._module:
            self._module = module_id
            self._show(tr("Looking it up…"), ())
            self.note.setText("")
            self.copy.setEnabled(False)
        module = self._watch.module(module_id)
        self.configure.setVisible(self._leads_there and module is not None and correctable(module))

    def enter(self) -> None:
        """It has come into view: the next beat asks anew."""
        self._asked = None

    def beat(self) -> None:
        """Once a second while it is in view: has something about the module changed?"""
        module = self._watch.module(self._module)
        now = (self._module, turn(module) if module is not None else None)
        if now != self._asked:
            self._asked = now
            self.refresh()

    def refresh(self) -> None:
        """Ask for the story as it is now."""
        module = self._module
        if not module:
            return

        def came(answer: Any) -> None:
            if module == self._module:
                self._answer = answer
                self._show(*story(answer, self._watch.now, self._names()))
                self.copy.setEnabled(True)

        def failed(sentence: str) -> None:
            if module == self._module:
                self._show(sentence, ())

        ask(self, self._core, "why", {"module": module}, came, failed)

    def _show(self, sentence: str, sections: Sequence[Section]) -> None:
        """Only what differs is written anew: nothing jumps, and what is chosen stays chosen."""
        if (sentence, list(sections)) == (self._told[0], list(self._told[1])):
            return
        self._told = (sentence, sections)
        self.sentence.setText(sentence)
        self.sentence.setToolTip(called((sentence, *(each.text for each in sections)), self._names()))
        self._clear()
        for section in sections:
            self._sections.addSpacing(2 * GRID)
            self._sections.addWidget(paragraph(section.title, "section"))
            text = paragraph(section.text)
            if section.output:
                text.setFont(monospace_font())
            self._sections.addWidget(text)
        self._sections.addStretch(1)

    def _names(self) -> Mapping[str, str]:
        snapshot = self._watch.snapshot
        return module_names(snapshot) if snapshot else {}

    def _clear(self) -> None:
        while self._sections.count():
            item = self._sections.takeAt(0)
            widget = item.widget() if item else None
            if widget is not None:
                widget.hide()
                widget.deleteLater()

    def _copy(self) -> None:
        module, watch = self._watch.module(self._module), self._watch
        report = bug_report(self._module, module, watch.snapshot, self._answer, watch.now)
        QGuiApplication.clipboard().setText(report)
        self.note.setText(tr("Copied. Look it over before you send it."))
