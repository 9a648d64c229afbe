"""The page of the system: its totals over time, with our own share, the health of all modules, and its issues."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QButtonGroup,
    QFrame,
    QHBoxLayout,
    QLabel,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from skelly_tray.ui.asking import ask
from skelly_tray.ui.plotting import PlotMaker
from skelly_tray.ui.present.looks import look
from skelly_tray.ui.present.rows import module_names
from skelly_tray.ui.present.spans import LIVE, SPANS, span_of
from skelly_tray.ui.present.system import Totals
from skelly_tray.ui.present.words import tr
from skelly_tray.ui.theme import GRID
from skelly_tray.ui.window.buttons import button, hairline
from skelly_tray.ui.window.elided import ElidedLabel
from skelly_tray.ui.window.fitting_scroll import FittingScroll
from skelly_tray.ui.window.heat_feed import HeatFeed
from skelly_tray.ui.window.heat_strip import HeatLine, HeatTable
from skelly_tray.ui.window.pages import Page, PageContext
from skelly_tray.ui.window.system_facts import SystemFacts, section

if TYPE_CHECKING:
    from skelly_tray.ui.window.plot_card import PlotCard
    from skelly_tray.ui.window.system_plots import SystemPlots

STACKED = 900
"""Pixels of width below which the facts stand under the strip instead of beside it."""
SIDE_WIDTH = 320
PLOTS_HEIGHT = 124
"""Pixels kept for the curves before there are any, so that nothing jumps when they come."""
SOON_MS = 40
"""Until what came for the strip is drawn."""
SYSTEM = "system"
"""The name of the series with the totals."""


class SystemPage(Page):
    def __init__(self, context: PageContext) -> None:
        super().__init__(context)
        self._watch = context.watch
        self.totals = Totals()
        self._drawn_until = self._due = 0.0
        self._span = LIVE
        self._entered = self._pointed = False
        self.plots: SystemPlots | None = None
        self._maker = PlotMaker("system_plots", context.theme, self._take_plots, self._draw_first, self)
        self._waiting = 0.0
        self.feed = HeatFeed(self._ask_samples, lambda: self._watch.now, self._heat_changed)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(SOON_MS)
        self._soon.timeout.connect(self.draw_heat)
        self._build()
        self.table.picked.connect(self._picked)
        self.table.told.connect(self._tell)
        self.facts.chosen.connect(context.choose_module)

    def _build(self) -> None:
        theme = self.context.theme
        self.table = HeatTable(theme)
        self.facts = SystemFacts(theme)
        content = QWidget()
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setWidget(content)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._scroll)
        self._plot_place = QWidget()
        self._plot_place.setMinimumHeight(PLOTS_HEIGHT)
        filling = QVBoxLayout(self._plot_place)
        filling.setContentsMargins(0, 0, 0, 0)
        layout = QVBoxLayout(content)
        layout.setContentsMargins(4 * GRID, 2 * GRID, 4 * GRID, 2 * GRID)
        layout.setSpacing(2 * GRID)
        layout.addLayout(self._heading())
        layout.addWidget(self._plot_place)
        layout.addWidget(hairline())
        self._halves = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._halves.setSpacing(6 * GRID)
        self._halves.addLayout(self._strip(), 1)
        self._side = FittingScroll(self.facts, tr("The system in figures"))
        self._side.setFixedWidth(SIDE_WIDTH)
        self._halves.addWidget(self._side)
        layout.addLayout(self._halves, 1)

    def _heading(self) -> QHBoxLayout:
        line = QHBoxLayout()
        line.setSpacing(GRID)
        line.addWidget(section(tr("The whole system")))
        line.addStretch(1)
        self._spans = QButtonGroup(self)
        for number, span in enumerate(SPANS, 1):
            tip, key = tr("Show the last {span}", span=span.name), f"Alt+{number}"
            choice = button(span.name, partial(self.show_span, span.seconds), tip=tip, key=key, quiet=True)
            choice.setCheckable(True)
            choice.setChecked(span.seconds == self._span)
            self._spans.addButton(choice, span.seconds)
            line.addWidget(choice)
        return line

    def _strip(self) -> QVBoxLayout:
        upright = QVBoxLayout()
        upright.setSpacing(GRID)
        line = QHBoxLayout()
        line.setSpacing(4 * GRID)
        line.addWidget(section(tr("Health of all modules")))
        self.told = ElidedLabel()
        self.told.setProperty("role", "small")
        line.addWidget(self.told, 1)
        upright.addLayout(line)
        upright.addWidget(self.table, 1)
        self._empty = QLabel(
            tr(
                "No modules yet.\nAdd one above, or put its file into the modules folder: its health is told here."
            )
        )
        self._empty.setWordWrap(True)
        self._empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._empty.setProperty("role", "muted")
        self._empty.hide()
        upright.addWidget(self._empty, 1)
        return upright

    # What the window tells ------------------------------------------------------------------------

    def enter(self) -> None:
        self._entered = True
        self._fetch()

    def leave(self) -> None:
        self._entered = False
        self.feed.end()
        self._soon.stop()

    def beat(self) -> None:
        snapshot, now = self._watch.snapshot, self._watch.now
        if snapshot is None:
            return
        if self._span <= LIVE:
            self.totals.append(now, snapshot, LIVE)
            self._draw_totals(now)
        elif now >= self._due:
            self._fetch_totals()
        self.feed.beat(tuple(snapshot.modules))

    def render_snapshot(self) -> None:
        snapshot = self._watch.snapshot
        if snapshot is not None:
            self.facts.show_snapshot(snapshot, self._watch.now)
            self.draw_heat()

    # Spans and samples ----------------------------------------------------------------------------

    @property
    def span(self) -> int:
        """Seconds that curves and strip cover."""
        return self._span

    def show_span(self, seconds: int) -> None:
        self._span = seconds
        self._spans.button(seconds).setChecked(True)
        if self._entered:
            self._fetch()

    def _fetch(self) -> None:
        """Everything that is drawn, anew."""
        self._fetch_totals()
        snapshot = self._watch.snapshot
        self.feed.begin(self._span, tuple(snapshot.modules) if snapshot else ())

    def _fetch_totals(self) -> None:
        now, span = self._watch.now, self._span
        self._due = now + span_of(span).refresh

        def came(answer: Mapping[str, Any]) -> None:
            if self._entered and span == self._span and SYSTEM in answer:
                self.totals = Totals.whole(answer[SYSTEM])
                self._draw_totals(now)

        self._ask_samples({"module": SYSTEM, "seconds": span}, came, self._failed)

    def _failed(self, _sentence: str) -> None:
        """The core does not answer just now; the header says so, and what is drawn stays."""

    def _ask_samples(
        self,
        params: Mapping[str, Any],
        came: Callable[[Mapping[str, Any]], None],
        failed: Callable[[str], None],
    ) -> None:
        ask(self, self.context.core, "samples", params, came, failed)

    # Drawing --------------------------------------------------------------------------------------

    def _draw_totals(self, now: float) -> None:
        if self.plots is None:
            self._waiting = now
            self._maker.begin()
            return
        self.plots.show_totals(self.totals, now, float(self._span))

    def _take_plots(self, file: Any, cards: list[PlotCard]) -> SystemPlots:
        plots: SystemPlots = file.SystemPlots(self.context.theme, cards)
        place = self._plot_place.layout()
        assert place is not None
        place.addWidget(plots)
        return plots

    def _draw_first(self, plots: SystemPlots) -> None:
        self.plots = plots
        self._draw_totals(self._waiting)

    def _heat_changed(self) -> None:
        """Many answers that come one after the other are drawn together."""
        if self._entered and not self._soon.isActive():
            self._soon.start()

    def draw_heat(self) -> None:
        """Draw the strip as it is known now."""
        snapshot = self._watch.snapshot
        if snapshot is None:
            return
        names, heat = module_names(snapshot), self.feed.heat
        lines = [
            HeatLine(module_id, names[module_id], look(module), heat.row(module_id))
            for module_id, module in snapshot.modules.items()
        ]
        self.table.show_lines(heat, lines)
        if self.table.isHidden() == bool(lines):
            self.table.setVisible(bool(lines))
            self._empty.setVisible(not lines)
        if not self._pointed:
            self._tell("")

    def _hint(self) -> str:
        if self.table.rows.rowCount() == 0:
            return ""
        if self.feed.failure:
            return tr("The past could not be had: {why}", why=self.feed.failure)
        return tr("The higher, the worse. Point at it to read it, click to go there.")

    def _tell(self, words: str) -> None:
        self._pointed = bool(words)
        self.told.setText(" · ".join(words.split("\n")) if words else self._hint())

    def scroll_to_end(self) -> None:
        """Where there is not room for all of it."""
        bar = self._scroll.verticalScrollBar()
        bar.setValue(bar.maximum())

    def _picked(self, module: str, time: float | None) -> None:
        if time is None:
            self.context.choose_module(module)
        else:
            self.context.choose_module(module, "events", time)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        narrow = event.size().width() < STACKED
        ways = QBoxLayout.Direction
        wanted = ways.TopToBottom if narrow else ways.LeftToRight
        if self._halves.direction() != wanted:
            self._halves.setDirection(wanted)
            self._side.setMinimumWidth(0 if narrow else SIDE_WIDTH)
            self._side.setMaximumWidth(16_777_215 if narrow else SIDE_WIDTH)
            self._side.never_scroll(narrow)
            self._plot_place.setMinimumHeight(2 * (PLOTS_HEIGHT + GRID) if narrow else PLOTS_HEIGHT)
