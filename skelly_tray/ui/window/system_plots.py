"""The curves of the whole system: CPU and memory with our own share, the disk of our folders, the network.

With `plots.py`, `plot_card.py` and `plot_layers.py` the only file that imports pyqtgraph: it is loaded on first use.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QWidget

from skelly_tray.ui.present.described import curve_words, mark_words
from skelly_tray.ui.present.marks import grouped
from skelly_tray.ui.present.measures import megabytes, percent
from skelly_tray.ui.present.spans import moment
from skelly_tray.ui.present.system import Totals, traffic
from skelly_tray.ui.present.words import tr
from skelly_tray.ui.theme import GRID, Theme
from skelly_tray.ui.window.plot_card import PlotCard
from skelly_tray.ui.window.plot_layers import with_gaps

IN_A_ROW = 820
"""Pixels of width from which the four cards stand beside each other."""
HEIGHT = 124


def cards_for(theme: Theme) -> list[Callable[[], PlotCard]]:
    """What makes the four cards, in their order."""
    return [
        partial(PlotCard, tr("CPU of all modules"), percent, 10.0, theme),
        partial(PlotCard, tr("Memory"), megabytes, 20.0, theme),
        partial(PlotCard, tr("Disk, our folders"), megabytes, 10.0, theme),
        partial(PlotCard, tr("Network"), traffic, 100.0, theme),
    ]


class SystemPlots(QWidget):
    """cards: as `cards_for` has them."""

    def __init__(self, theme: Theme, cards: Sequence[PlotCard] = ()) -> None:
        super().__init__()
        self._theme = theme
        self._totals, self._now, self._span = Totals(), 0.0, 0.0
        self._pointed: float | None = None
        self.cpu, self.memory, self.disk, self.network = cards or [make() for make in cards_for(theme)]
        self._own = {}
        for card, column in ((self.cpu, "own_cpu_percent"), (self.memory, "own_memory_mb")):
            self._own[column] = pg.PlotDataItem(skipFiniteCheck=False, connect="finite")
            card.plot.getPlotItem().addItem(self._own[column])
        self._layout = QGridLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setHorizontalSpacing(5 * GRID)
        self._layout.setVerticalSpacing(2 * GRID)
        self._columns = 0
        for card in self.cards:
            card.setFixedHeight(HEIGHT)
            card.pointed.connect(self._point)
        self._arrange(4)
        self._recolour()
        theme.changed.connect(self._recolour)

    @property
    def cards(self) -> tuple[PlotCard, PlotCard, PlotCard, PlotCard]:
        return self.cpu, self.memory, self.disk, self.network

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange(4 if event.size().width() >= IN_A_ROW else 2)

    def _arrange(self, columns: int) -> None:
        if columns == self._columns:
            return
        self._columns = columns
        for number, card in enumerate(self.cards):
            self._layout.addWidget(card, number // columns, number % columns)
        for column in range(4):
            self._layout.setColumnStretch(column, 1 if column < columns else 0)

    def _recolour(self) -> None:
        colours = self._theme.colours
        self.cpu.recolour(colours.jelly, fill=True)
        self.memory.recolour(colours.plum, fill=True)
        self.disk.recolour(colours.muted, fill=True)
        self.network.recolour(colours.ink, fill=False)
        for curve in self._own.values():
            curve.setPen(pg.mkPen(colours.ink, width=1, style=Qt.PenStyle.DotLine))

    def show_totals(self, totals: Totals, now: float, span: float) -> None:
        """now: seconds since the epoch; span: seconds that the time axis covers."""
        self._totals, self._now, self._span = totals, now, span
        x = np.asarray(totals.time, dtype=float) - now
        seen = x >= -span
        x = x[seen]
        happened = grouped(totals.marks, now=now, span=span)
        drawn = [(group.time - now, group.kind, group.sentence(now, span)) for group in happened]
        for card, column in zip(
            self.cards, ("cpu_percent", "memory_mb", "disk_usage_mb", "network_kbps"), strict=True
        ):
            values = np.asarray(totals.values[column], dtype=float)[seen]
            bands = [totals.bands.get(f"{column}_{word}") for word in ("min", "max")]
            low, high = bands
            band = None
            if low is not None and high is not None and len(low) == len(seen):
                band = np.asarray(low, dtype=float)[seen], np.asarray(high, dtype=float)[seen]
            card.show_curve(x, values, span, None, band)
            card.show_marks(drawn)
            own = self._own.get(f"own_{column}")
            said = curve_words(values.tolist(), card.told, span)
            if own is not None:
                mine = np.asarray(totals.values[f"own_{column}"], dtype=float)[seen]
                own.setData(*with_gaps(card.gaps, x, mine))
                told = curve_words(mine.tolist(), card.told, span)
                said += "; " + tr("Skelly itself: {figures}", figures=told)
            told_marks = mark_words(happened)
            card.setAccessibleDescription("; ".join(part for part in (said, told_marks) if part))
        self._tell()

    def _point(self, ago: float | None) -> None:
        self._pointed = ago
        self._tell()

    def _tell(self) -> None:
        """The newest figures, or those of the moment under the pointer."""
        at, when = self._pointed, ""
        if at is not None:
            when = f"{moment(self._now + at, self._now, self._span)}: "
        for card, column in zip(
            self.cards, ("cpu_percent", "memory_mb", "disk_usage_mb", "network_kbps"), strict=True
        ):
            card.point_at(at)
            told = self._figure(card, column, at)
            own = self._figure(card, f"own_{column}", at) if f"own_{column}" in self._own else ""
            card.show_value(when + told if not own or when else tr("{all} · ours {own}", all=told, own=own))

    def _figure(self, card: PlotCard, column: str, at: float | None) -> str:
        values, times = self._totals.values[column], self._totals.time
        if not times:
            return "–"
        number = len(times) - 1
        if at is not None and card.in_gap(at):
            return "–"
        if at is not None:
            number = int(np.abs(np.asarray(times) - self._now - at).argmin())
        value = values[number]
        return card.told(value) if value == value else "–"
