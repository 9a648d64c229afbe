"""What there is to say of the system beside its curves: modules by state, our own cost, and its issues in words."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from skelly_tray.domain.status import SystemHealth
from skelly_tray.ui.present.system import Count, IssueView, counts, issues, more_issues, own_cost, remarks
from skelly_tray.ui.present.words import tr
from skelly_tray.ui.symbols import symbol_pixmap
from skelly_tray.ui.theme import GRID, Theme
from skelly_tray.ui.window.buttons import button
from skelly_tray.ui.window.graph_side import paragraph


def section(text: str) -> QLabel:
    label = QLabel(text)
    label.setProperty("role", "section")
    return label


class SystemFacts(QWidget):
    """chosen: a module that an issue is about. Rebuilt only where something is another."""

    chosen = Signal(str)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._snapshot: tuple[SystemHealth, float] | None = None
        self._counted: list[Count] | None = None
        self._cost: list[tuple[str, str]] | None = None
        self._listed: list[IssueView] | None = None
        self._remarked: list[IssueView] | None = None
        self.counts, self.cost, self.issues, self.remarks = QWidget(), QWidget(), QWidget(), QWidget()
        self.issues.setAccessibleName(tr("Issues"))
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(2 * GRID)
        for title, widget in (
            (tr("Modules"), self.counts),
            (tr("What needs attention"), self.issues),
            (tr("Good to know"), self.remarks),
            (tr("Our own cost"), self.cost),
        ):
            heading = section(title)
            if widget is self.remarks:
                self._remarks_heading = heading
            self._layout.addWidget(heading)
            self._layout.addWidget(widget)
            self._layout.addSpacing(2 * GRID)
        self._layout.addStretch(1)
        theme.changed.connect(self._recolour)

    def show_snapshot(self, snapshot: SystemHealth, now: float) -> None:
        """now: seconds since the epoch."""
        self._snapshot = snapshot, now
        counted, cost, listed = counts(snapshot), own_cost(snapshot), issues(snapshot, now)
        if counted != self._counted:
            self._counted = counted
            self.counts = self._replaced(self.counts, self._count_lines(counted))
        if cost != self._cost:
            self._cost = cost
            self.cost = self._replaced(self.cost, self._cost_lines(cost))
        if listed != self._listed:
            self._listed = listed
            self._show_issues(listed, more_issues(snapshot))
        remarked = remarks(snapshot, now)
        if remarked != self._remarked:
            self._remarked = remarked
            self.remarks = self._replaced(self.remarks, self._issue_lines(remarked))
        self._remarks_heading.setVisible(bool(remarked))
        self.remarks.setVisible(bool(remarked))

    def _recolour(self) -> None:
        self._counted = self._cost = self._listed = self._remarked = None
        if self._snapshot is not None:
            self.show_snapshot(*self._snapshot)

    def _replaced(self, old: QWidget, new: QWidget) -> QWidget:
        self._layout.replaceWidget(old, new)
        old.hide()
        old.deleteLater()
        new.show()
        return new

    def _mark(self, look: IssueView | Count) -> QLabel:
        symbol, tone = (
            (look.look.symbol, look.look.tone) if isinstance(look, Count) else (look.symbol, look.tone)
        )
        mark = QLabel()
        mark.setPixmap(symbol_pixmap(symbol, self._theme.colours.tone(tone), 12, self.devicePixelRatioF()))
        mark.setContentsMargins(0, 3, 0, 0)
        return mark

    def _count_lines(self, counted: Sequence[Count]) -> QWidget:
        made = QWidget()
        grid = QGridLayout(made)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(2 * GRID)
        grid.setVerticalSpacing(GRID)
        if not counted:
            grid.addWidget(QLabel(tr("None yet")), 0, 1)
        for number, count in enumerate(counted):
            row, column = divmod(number, 2)
            text = QLabel(count.text)
            text.setToolTip(", ".join(count.modules))
            grid.addWidget(self._mark(count), row, 2 * column)
            grid.addWidget(text, row, 2 * column + 1)
        grid.setColumnStretch(1, 1)
        grid.setColumnStretch(3, 1)
        return made

    def _cost_lines(self, cost: Sequence[tuple[str, str]]) -> QWidget:
        made = QWidget()
        grid = QGridLayout(made)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(3 * GRID)
        grid.setVerticalSpacing(GRID)
        grid.setColumnStretch(1, 1)
        for row, (name, value) in enumerate(cost):
            label, words = QLabel(name), paragraph()
            label.setProperty("role", "muted")
            words.setText(value)
            grid.addWidget(label, row, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(words, row, 1)
        return made

    # Issues ---------------------------------------------------------------------------------------

    def _show_issues(self, listed: Sequence[IssueView], more: str) -> None:
        made = self._issue_lines(listed)
        made.setAccessibleName(tr("Issues"))
        lines = made.layout()
        assert lines is not None
        if not listed:
            nothing = paragraph("muted")
            nothing.setText(tr("Nothing. What goes wrong is told here, with what to do about it."))
            lines.addWidget(nothing)
        if more:
            lines.addWidget(QLabel(more))
        self.issues = self._replaced(self.issues, made)

    def _issue_lines(self, listed: Sequence[IssueView]) -> QWidget:
        made = QWidget()
        lines = QVBoxLayout(made)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(3 * GRID)
        for view in listed:
            lines.addLayout(self._issue(view))
        return made

    def _issue(self, view: IssueView) -> QHBoxLayout:
        line = QHBoxLayout()
        line.setSpacing(2 * GRID)
        line.addWidget(self._mark(view), 0, Qt.AlignmentFlag.AlignTop)
        words = QVBoxLayout()
        words.setSpacing(0)
        title, text = paragraph("figure"), paragraph("small")
        title.setText(view.title)
        text.setText(" · ".join(part for part in (view.when, view.text) if part))
        text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        words.addWidget(title)
        words.addWidget(text)
        line.addLayout(words, 1)
        if view.module is not None:
            show = button(
                tr("Show"), partial(self.chosen.emit, view.module), tip=tr("Show this module"), quiet=True
            )
            show.setAccessibleName(tr("Show {what}", what=view.title))
            show.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
            line.addWidget(show, 0, Qt.AlignmentFlag.AlignTop)
        return line
