"""Why a module is as it is: the causal story of its last failure, and what to do now."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from skelly_tray.ui.asking import ask
from skelly_tray.ui.dialogs.frame import ModuleDialog, paragraph
from skelly_tray.ui.ports import Core
from skelly_tray.ui.present.story import Section, story
from skelly_tray.ui.theme import GRID, Theme, monospace_font
from skelly_tray.ui.watch import SnapshotWatch
from skelly_tray.ui.window.buttons import button


class WhyDialog(ModuleDialog):
    """wish: called with logs, restart or config when the user goes on from here."""

    def __init__(
        self,
        module_id: str,
        name: str,
        core: Core,
        watch: SnapshotWatch,
        theme: Theme,
        wish: Callable[[str], None],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(f"Why: {name}", theme, parent)
        self._watch = watch
        self.resize(640, 520)
        self.sentence = paragraph("Looking it up…", "figure")
        self.sections = QVBoxLayout()
        self.sections.setSpacing(GRID)
        self.sections.setContentsMargins(0, 0, 2 * GRID, 0)
        page = QWidget()
        page.setLayout(self.sections)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setWidget(page)
        self.body.addWidget(self.sentence)
        self.body.addWidget(scroll, 1)
        self.buttons.addWidget(button("Restart", lambda: wish("restart"), tip="Restart this module"))
        self.buttons.addWidget(button("Logs…", lambda: wish("logs"), tip="What it wrote"))
        self.buttons.addWidget(button("Configure…", lambda: wish("config"), tip="Edit its file"))
        self.buttons.addStretch(1)
        self.buttons.addWidget(button("Close", self.close, tip="Close this window", key="Ctrl+W"))
        ask(self, core, "why", {"module": module_id}, self._came, self.sentence.setText)

    def _came(self, answer: Any) -> None:
        sentence, sections = story(answer, self._watch.now)
        self.sentence.setText(sentence)
        for section in sections:
            self._add(section)
        self.sections.addStretch(1)

    def _add(self, section: Section) -> None:
        self.sections.addSpacing(2 * GRID)
        self.sections.addWidget(paragraph(section.title, "section"))
        text = paragraph(section.text)
        if section.output:
            text.setFont(monospace_font())
        self.sections.addWidget(text)
