"""What would follow if a module failed: a dry run, both courses beside each other, nothing done."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QAccessible, QGuiApplication, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QGridLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from skelly_tray.ui.asking import ask
from skelly_tray.ui.dialogs.frame import ModuleDialog
from skelly_tray.ui.paragraph import paragraph
from skelly_tray.ui.ports import Core
from skelly_tray.ui.present.looks import Symbol, Tone
from skelly_tray.ui.present.rows import module_names
from skelly_tray.ui.present.what_if import CourseView, WhatIf, as_text, what_if
from skelly_tray.ui.present.words import tr
from skelly_tray.ui.spoken import spoken_as
from skelly_tray.ui.symbols import symbol_pixmap
from skelly_tray.ui.theme import GRID, Theme
from skelly_tray.ui.watch import SnapshotWatch
from skelly_tray.ui.window.buttons import button, hairline

PATIENCE_MS = 5000
"""How long an answer may take until we say that it takes long."""

SIDE_BY_SIDE = 720
"""Pixels from which the two courses stand beside each other."""


class WhatIfDialog(ModuleDialog):
    """Made while the answer is worked out; *Work it out again* asks anew, since the system moves on."""

    def __init__(
        self,
        module_id: str,
        name: str,
        core: Core,
        watch: SnapshotWatch,
        theme: Theme,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(tr("What if {module} fails?", module=name), theme, parent)
        self._module_id = module_id
        self._title = tr("What if {module} fails?", module=name)
        self._core = core
        self._watch = watch
        self._found: WhatIf | None = None
        self.resize(860, 560)
        self.setMinimumSize(360, 360)
        self.sentence = paragraph("", "muted")
        self._courses = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._courses.setContentsMargins(0, 0, 2 * GRID, 0)
        self._courses.setSpacing(8 * GRID)
        self._page = QWidget()
        self._page.setLayout(self._courses)
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        spoken_as(self._scroll, QAccessible.Role.Pane)
        self._scroll.setAccessibleName(tr("What would happen"))
        self._scroll.setWidget(self._page)
        self.body.addWidget(self.sentence)
        self.body.addWidget(self._scroll, 1)
        self.again = button(tr("Work it out again"), self._ask, tip=tr("As things are by now"), key="Ctrl+R")
        self.copy = button(tr("Copy"), self._copy, tip=tr("All of this as text"))
        self.buttons.addWidget(self.again)
        self.buttons.addWidget(self.copy)
        self.buttons.addStretch(1)
        self.buttons.addWidget(button(tr("Close"), self.close, tip=tr("Close this window"), key="Ctrl+W"))
        self._patience = QTimer(self)
        self._patience.setSingleShot(True)
        self._patience.setInterval(PATIENCE_MS)
        self._patience.timeout.connect(self._takes_long)
        theme.changed.connect(self._draw)
        self._ask()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        wide = event.size().width() >= SIDE_BY_SIDE
        self._courses.setDirection(
            QBoxLayout.Direction.LeftToRight if wide else QBoxLayout.Direction.TopToBottom
        )

    def _ask(self) -> None:
        self._found = None
        self.again.setEnabled(False)
        self.copy.setEnabled(False)
        self.sentence.setText(tr("Working out what would follow…"))
        self._patience.start()
        ask(self, self._core, "simulate", {"module": self._module_id}, self._came, self._failed)

    def _takes_long(self) -> None:
        self.sentence.setText(
            tr("The core has not answered yet. It may be busy; this window goes on waiting.")
        )

    def _came(self, answer: Any) -> None:
        snapshot = self._watch.snapshot
        self._over()
        self._found = what_if(answer, module_names(snapshot) if snapshot else {})
        self.copy.setEnabled(True)
        self._draw()

    def _failed(self, sentence: str) -> None:
        self._over()
        self.sentence.setText(tr("It could not be worked out: {error}", error=sentence))

    def _over(self) -> None:
        self._patience.stop()
        self.again.setEnabled(True)

    def _copy(self) -> None:
        if self._found:
            QGuiApplication.clipboard().setText(as_text(self._title, self._found))

    def _draw(self) -> None:
        if self._found is None:
            return
        self.sentence.setText(self._found.sentence)
        while (item := self._courses.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.setParent(None)  # out of sight at once
                widget.deleteLater()
        for course in self._found.courses:
            self._courses.addWidget(self._course(course), 1, Qt.AlignmentFlag.AlignTop)
        self._courses.addStretch(0)

    def _course(self, course: CourseView) -> QWidget:
        made = QWidget()
        layout = QVBoxLayout(made)
        layout.setContentsMargins(0, GRID, 0, 2 * GRID)
        layout.setSpacing(2 * GRID)
        layout.addWidget(paragraph(course.title, "figure"))
        layout.addWidget(paragraph(course.summary, "small"))
        layout.addLayout(self._fates(course))
        if course.moments:
            layout.addWidget(hairline())
            layout.addLayout(_timeline(course))
        return made

    def _fates(self, course: CourseView) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(2 * GRID)
        grid.setVerticalSpacing(GRID)
        grid.setColumnStretch(1, 1)
        colours, ratio = self._theme.colours, self.devicePixelRatioF()
        lines = [(f"{fate.name} {fate.text}", fate.symbol, fate.tone) for fate in course.fates]
        lines += [(course.goes_on, Symbol.DOT, Tone.GOOD)] if course.goes_on else []
        for row, (text, symbol, tone) in enumerate(lines):
            mark = QLabel()
            mark.setPixmap(symbol_pixmap(symbol, colours.tone(tone), 12, ratio))
            mark.setContentsMargins(0, 3, 0, 0)
            grid.addWidget(mark, row, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(paragraph(text), row, 1)
        if not course.fates:
            grid.addWidget(paragraph(tr("Nothing is touched")), len(lines), 1)
        return grid


def _timeline(course: CourseView) -> QGridLayout:
    grid = QGridLayout()
    grid.setHorizontalSpacing(3 * GRID)
    grid.setVerticalSpacing(GRID)
    grid.setColumnStretch(1, 1)
    shown = ""
    for row, moment in enumerate(course.moments):
        at = QLabel(moment.at if moment.at != shown else "")
        at.setProperty("role", "small")
        shown = moment.at
        grid.addWidget(at, row, 0, Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignRight)
        grid.addWidget(paragraph(moment.text, "small"), row, 1)
    return grid
