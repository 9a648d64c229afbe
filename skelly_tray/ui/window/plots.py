"""Live curves of one module: CPU, memory, and health with response time, over one time axis.

With `plot_card.py`, `plot_layers.py` and `system_plots.py` the only file that imports pyqtgraph (and with it numpy,
40 MiB that are never given back): they are imported when the window has been shown, not before. Nothing is drawn unless
`show_series` is called, which the window does at most once a second, and only while it is exposed.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from functools import partial

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QPoint, QRectF, Signal
from PySide6.QtGui import QColor, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QWidget

from skelly_tray.ui.present.described import curve_words, health_words, mark_words
from skelly_tray.ui.present.marks import MarkGroup, grouped
from skelly_tray.ui.present.measures import megabytes, milliseconds, percent
from skelly_tray.ui.present.series import Series
from skelly_tray.ui.present.spans import moment
from skelly_tray.ui.present.words import tr
from skelly_tray.ui.theme import GRID, Theme
from skelly_tray.ui.window.plot_card import Band, Limit, PlotCard


def health_codes() -> tuple[str, ...]:
    """The words for the codes of samples."""
    return tr("not known"), tr("healthy"), tr("degraded"), tr("unhealthy")


FRESH = 10.0
"""Seconds: an older sample is none of now."""

ON_EACH_OTHER = 300
"""Pixels of height from which the cards stand on each other."""

CROWDED, AT_LEAST = 560, 250
"""Pixels of width below which they do so from a lesser height on: side by side they would be slits."""

HEALTH_LANE = 0.34
"""How much of the health plot's height, from below, is taken by the bars."""


def cards_for(theme: Theme) -> list[Callable[[], PlotCard]]:
    """What makes the three cards, in their order."""
    return [
        partial(PlotCard, tr("CPU"), percent, 10.0, theme),
        partial(PlotCard, tr("Memory"), megabytes, 20.0, theme),
        partial(PlotCard, tr("Health and response"), milliseconds, 10.0, theme),
    ]


class ModulePlots(QWidget):
    """The three cards, on each other or side by side, as there is room. picked: seconds since the epoch, whose log is
    wanted. menu_asked: the same or None, and the place on the screen. cards: as `cards_for` has them."""

    picked = Signal(float)
    menu_asked = Signal(object, QPoint)

    def __init__(self, theme: Theme, cards: Sequence[PlotCard] = ()) -> None:
        super().__init__()
        self._theme = theme
        self._series: Series | None = None
        self._now = self._span = 0.0
        self._pointed: float | None = None
        self.groups: list[MarkGroup] = []
        """The marks that are drawn."""
        self._limits: dict[str, Limit] = {}
        self.cpu, self.memory, self.health = cards or [make() for make in cards_for(theme)]
        self._bars = pg.ImageItem(axisOrder="row-major")
        self.health.plot.addItem(self._bars, ignoreBounds=True)
        self._layout = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(6 * GRID)
        for card in self.cards:
            card.pointed.connect(self._point)
            card.picked.connect(lambda ago: self.picked.emit(self._now + ago))
            card.menu_asked.connect(self._ask_for_menu)
            self._layout.addWidget(card, 1)
        self.recolour()
        theme.changed.connect(self.recolour)

    @property
    def cards(self) -> tuple[PlotCard, PlotCard, PlotCard]:
        return self.cpu, self.memory, self.health

    @property
    def shown(self) -> tuple[Series | None, float, float]:
        """What is drawn: samples, now in seconds since the epoch, and the span in seconds."""
        return self._series, self._now, self._span

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        size = event.size()
        stacked = size.height() >= (AT_LEAST if size.width() < CROWDED else ON_EACH_OTHER)
        direction = QBoxLayout.Direction.TopToBottom if stacked else QBoxLayout.Direction.LeftToRight
        if self._layout.direction() != direction:
            self._layout.setDirection(direction)
            self._layout.setSpacing(2 * GRID if stacked else 6 * GRID)
            for card in self.cards:
                card.show_time(not stacked or card is self.health)

    def _ask_for_menu(self, ago: float | None, place: QPoint) -> None:
        self.menu_asked.emit(None if ago is None else self._now + ago, place)

    def recolour(self) -> None:
        colours = self._theme.colours
        self.cpu.recolour(colours.jelly, fill=True)
        self.memory.recolour(colours.plum, fill=True)
        self.health.recolour(colours.ink, fill=False)
        self._health_colours = np.array(
            [
                _rgba(colours.muted, 90),
                _rgba(colours.moss, 150),
                _rgba(colours.honey, 220),
                _rgba(colours.coral, 255),
            ],
            dtype=np.uint8,
        )

    def show_series(
        self, series: Series | None, *, now: float, span: float, limits: dict[str, Limit]
    ) -> None:
        """Draw these samples. now: seconds since the epoch; span: seconds that the time axis covers."""
        self._series, self._now, self._span, self._limits = series, now, span, limits
        x = np.asarray(series.time if series else [], dtype=float) - now
        seen = x >= -span
        x = x[seen]
        cpu, memory, health, response = (
            np.asarray(getattr(series, channel) if series else [], dtype=float)[seen]
            for channel in ("cpu_percent", "memory_mb", "health", "response_ms")
        )
        self.cpu.show_curve(x, cpu, span, limits.get("cpu"), _band(series, "cpu_percent", seen))
        self.memory.show_curve(x, memory, span, limits.get("memory"), _band(series, "memory_mb", seen))
        # The response curve keeps above the lane of bars, whose height is a share of the whole.
        self.health.show_curve(x, response, span, None)
        self._show_bars(x, health, span)
        self._show_marks(series)
        self._describe(cpu.tolist(), memory.tolist(), health.tolist(), response.tolist())
        self._tell()

    def show_figures(self, series: Series | None) -> None:
        """The newest figures, beside curves that are drawn only now and then."""
        self._series = series
        self._tell()

    def _show_marks(self, series: Series | None) -> None:
        now, span = self._now, self._span
        self.groups = grouped(series.marks if series else [], now=now, span=span)
        drawn = [(group.time - now, group.kind, group.sentence(now, span)) for group in self.groups]
        for card in self.cards:
            card.show_marks(drawn)

    def _describe(
        self, cpu: list[float], memory: list[float], health: list[float], response: list[float]
    ) -> None:
        """The text equivalent of each card."""
        happened = mark_words(self.groups)
        limit = {name: limit.value for name, limit in self._limits.items()}
        for card, words in (
            (self.cpu, curve_words(cpu, percent, self._span, limit.get("cpu"))),
            (self.memory, curve_words(memory, megabytes, self._span, limit.get("memory"))),
            (self.health, curve_words(response, milliseconds, self._span)),
        ):
            states = health_words(health, health_codes()) if card is self.health else ""
            described = "; ".join(part for part in (states, words, happened) if part)
            if card.accessibleDescription() != described:
                card.setAccessibleDescription(described)

    def _show_bars(self, x: np.ndarray, health: np.ndarray, span: float) -> None:
        """One cell a time step; the bar is as high as the trouble, so that colour is not alone."""
        if not len(x):
            self._bars.clear()
            return
        cells = min(300, max(60, int(span)))
        codes = np.full(cells, -1, dtype=int)
        place = np.clip(((x + span) / span * cells).astype(int), 0, cells - 1)
        np.maximum.at(codes, place, np.nan_to_num(health, nan=-1).astype(int))
        codes = _bridged(codes)
        image = np.zeros((3, cells, 4), dtype=np.uint8)
        for level in range(3):
            reached = codes >= max(level + 1, 1) if level else codes >= 0
            image[level, reached] = self._health_colours[np.clip(codes[reached], 0, 3)]
        self._bars.setImage(image, autoLevels=False)
        self._bars.setRect(QRectF(-span, 0, span, self.health._top * HEALTH_LANE))

    def _point(self, moment: float | None) -> None:
        self._pointed = moment
        self._tell()

    def _tell(self) -> None:
        """The figures beside the titles: of the moment pointed at, else the newest."""
        series = self._series
        if self._pointed is None:
            for card in self.cards:
                card.point_at(None)
            fresh = series is not None and bool(series.time) and self._now - series.time[-1] < FRESH
            usage = series.latest if series is not None and fresh else None
            self.cpu.show_value(self._of_limit("cpu", percent, usage.cpu if usage else None))
            self.memory.show_value(self._of_limit("memory", megabytes, usage.memory if usage else None))
            self.health.show_value(_health_figure(series if fresh else None))
            return
        when = f"{moment(self._now + self._pointed, self._now, self._span)}: "
        for card in self.cards:
            value = card.point_at(self._pointed)
            card.show_value(when + (card.told(value) if value is not None else "–"))

    def _of_limit(self, name: str, told: Callable[[float], str], value: float | None) -> str:
        """`2.1 % of 20 %`."""
        limit = self._limits.get(name)
        if value is None:
            return "–"
        return (
            tr("{used} of {limit}", used=told(value), limit=told(limit.value).replace(".0", ""))
            if limit
            else told(value)
        )


def _band(series: Series | None, channel: str, seen: np.ndarray) -> Band | None:
    low, high = ((series.bands if series else {}).get(f"{channel}_{word}") for word in ("min", "max"))
    if low is None or high is None:
        return None
    return np.asarray(low, dtype=float)[seen], np.asarray(high, dtype=float)[seen]


def _rgba(name: str, alpha: int) -> tuple[int, int, int, int]:
    colour = QColor(name)
    return colour.red(), colour.green(), colour.blue(), alpha


def _health_figure(series: Series | None) -> str:
    if series is None or not series.time:
        return "–"
    code, response = series.health[-1], series.response_ms[-1]
    words = health_codes()
    word = words[int(code)] if not math.isnan(code) and 0 <= code < len(words) else words[0]
    return word if math.isnan(response) else f"{word} · {milliseconds(response)}"


def _bridged(codes: np.ndarray) -> np.ndarray:
    """Fill single empty cells from their left neighbour: samples and cells never fall exactly together."""
    bridged = codes.copy()
    gaps = np.flatnonzero(codes[1:-1] < 0) + 1
    for gap in gaps:
        if codes[gap - 1] >= 0 and (codes[gap + 1] >= 0 or (gap + 2 < len(codes) and codes[gap + 2] >= 0)):
            bridged[gap] = codes[gap - 1]
    return bridged
