"""A dry run of a failure beside the graph: which course, which moment of it, and what becomes of each module."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QButtonGroup, QGridLayout, QHBoxLayout, QLabel, QSlider, QVBoxLayout, QWidget

from skelly_tray.ui.present.looks import Symbol, Tone
from skelly_tray.ui.present.simulated import Dry, Run, Step, run_text
from skelly_tray.ui.present.words import tr
from skelly_tray.ui.symbols import symbol_pixmap
from skelly_tray.ui.theme import GRID, Theme
from skelly_tray.ui.window.buttons import button
from skelly_tray.ui.window.graph_side import paragraph


class SimulationPane(QWidget):
    """moved: another moment or course is shown. ended: back to now."""

    moved = Signal()
    ended = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._dry: Dry | None = None
        self._names: dict[str, str] = {}
        self._title = paragraph("title")
        self._sentence = paragraph("small")
        self._courses = QButtonGroup(self)
        self._course_line = QVBoxLayout()
        self._course_line.setSpacing(GRID)
        self.scrubber = QSlider(Qt.Orientation.Horizontal)
        self.scrubber.setAccessibleName(tr("Moment of the dry run"))
        self.scrubber.setPageStep(1)
        self.scrubber.setMinimumHeight(5 * GRID)
        self.scrubber.valueChanged.connect(self._moved)
        self._at = QLabel()
        self._at.setProperty("role", "figure")
        self._happening = paragraph()
        self._fates = QWidget()
        self.back = button(tr("Back to now"), self.ended.emit, tip=tr("End the dry run"), key="Escape")
        self.copy = button(tr("Copy"), self._copy, tip=tr("All of this as text"))
        self._lay_out()
        self._restyle()
        theme.changed.connect(self._restyle)

    def _lay_out(self) -> None:
        heading = QHBoxLayout()
        heading.setSpacing(2 * GRID)
        heading.addWidget(self._title, 1)
        heading.addWidget(self.back, 0, Qt.AlignmentFlag.AlignTop)
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(2 * GRID)
        self._layout.addLayout(heading)
        self._layout.addLayout(self._course_line)
        for widget in (self.scrubber, self._at, self._happening, self._fates, self._sentence):
            self._layout.addWidget(widget)
        self._layout.addWidget(self.copy, 0, Qt.AlignmentFlag.AlignLeading)

    def _restyle(self) -> None:
        c = self._theme.colours
        self.scrubber.setStyleSheet(
            f"""
            QSlider::groove:horizontal {{ height: 2px; background: {c.line}; }}
            QSlider::sub-page:horizontal {{ height: 2px; background: {c.accent}; }}
            QSlider::handle:horizontal {{ width: 12px; height: 12px; margin: -7px 0; border-radius: 8px;
                background: {c.accent}; border: 2px solid {c.background}; }}
            QSlider::handle:horizontal:focus {{ border-color: {c.ink}; }}
            """
        )
        self._draw_fates()

    # What is shown --------------------------------------------------------------------------------

    def wait(self, name: str) -> None:
        """The answer is being worked out."""
        self._dry = None
        self._title.setText(tr("What if {module} fails?", module=name))
        self._sentence.setText(tr("Working out what would follow…"))
        self._show_parts()

    def fail(self, sentence: str) -> None:
        self._sentence.setText(tr("It could not be worked out: {why}", why=sentence))

    def show_dry_run(self, dry: Dry, names: dict[str, str]) -> None:
        """The first course, at its end: there its effect is seen."""
        self._dry, self._names = dry, names
        self._sentence.setText(dry.sentence)
        for each in self._courses.buttons():
            self._courses.removeButton(each)
            self._course_line.removeWidget(each)
            each.deleteLater()
        for number, run in enumerate(dry.runs):
            choice = button(run.title, partial(self.choose, number), tip=run.summary, quiet=True)
            choice.setCheckable(True)
            self._courses.addButton(choice, number)
            self._course_line.addWidget(choice, 0, Qt.AlignmentFlag.AlignLeading)
        self._show_parts()
        if dry.runs:
            self.choose(0)

    def _show_parts(self) -> None:
        shown = bool(self._dry and self._dry.runs)
        for widget in (self.scrubber, self._at, self._happening, self._fates, self.copy):
            widget.setVisible(shown)
        for each in self._courses.buttons():
            each.setVisible(shown)

    def choose(self, number: int) -> None:
        """Show that course, at its end."""
        self._courses.button(number).setChecked(True)
        run = self.run
        assert run is not None
        self.scrubber.blockSignals(True)
        self.scrubber.setRange(0, len(run.steps) - 1)
        self.scrubber.setValue(len(run.steps) - 1)
        self.scrubber.blockSignals(False)
        self._draw_fates()
        self._moved()

    @property
    def run(self) -> Run | None:
        """The course that is shown."""
        number = self._courses.checkedId()
        runs = self._dry.runs if self._dry else ()
        return runs[number] if 0 <= number < len(runs) else None

    @property
    def step(self) -> Step | None:
        """The moment that is shown."""
        return self.run.steps[self.scrubber.value()] if self.run else None

    def reached(self) -> dict[str, int]:
        """The modules that the failure has reached by that moment, numbered in order."""
        run, step = self.run, self.step
        if run is None or step is None:
            return {}
        numbers = {module: run.number(module) for module in step.looks}
        return {module: number for module, number in numbers.items() if number is not None}

    def _moved(self) -> None:
        step = self.step
        if step is None:
            return
        self._at.setText(step.at[:1].upper() + step.at[1:])
        told = step.text or tr("Everything is as it is now.")
        self._happening.setText(told)
        self.scrubber.setAccessibleDescription(f"{step.at}: {told}")
        self.moved.emit()

    def _draw_fates(self) -> None:
        """What becomes of each in the end, by the numbers in the graph."""
        run = self.run
        old, self._fates = self._fates, QWidget()
        grid = QGridLayout(self._fates)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(2 * GRID)
        grid.setVerticalSpacing(GRID)
        grid.setColumnStretch(2, 1)
        colours, ratio = self._theme.colours, self.devicePixelRatioF()
        rows = [
            (str(number), fate.symbol, fate.tone, f"{fate.name} {fate.text}")
            for number, fate in enumerate(run.touched.values() if run else (), 1)
        ]
        kept = [self._names.get(each, each) for each in (run.kept if run else ())]
        if kept:
            rows.append(
                ("", Symbol.DOT, Tone.GOOD, tr("Go on all the time: {modules}", modules=", ".join(kept)))
            )
        for row, (number, symbol, tone, text) in enumerate(rows):
            mark, figure, words = QLabel(), QLabel(number), paragraph("small")
            mark.setPixmap(symbol_pixmap(symbol, colours.tone(tone), 12, ratio))
            figure.setProperty("role", "section")
            words.setText(text)
            for column, widget in enumerate((figure, mark, words)):
                grid.addWidget(
                    widget, row, column, Qt.AlignmentFlag.AlignTop if column < 2 else Qt.AlignmentFlag(0)
                )
        self._layout.replaceWidget(old, self._fates)
        old.hide()
        old.deleteLater()
        self._fates.setVisible(run is not None)

    def _copy(self) -> None:
        run = self.run
        if self._dry is not None and run is not None:
            fates = [f"{fate.symbol.value} {fate.name} {fate.text}" for fate in run.touched.values()]
            QGuiApplication.clipboard().setText("\n".join([*run_text(self._dry, run), *fates]))
