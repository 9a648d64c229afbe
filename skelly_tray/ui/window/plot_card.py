"""One live curve with its title, its value and its axes.

With `plots.py`, `plot_layers.py` and `system_plots.py` the only file that imports pyqtgraph. Ranges are fixed, mouse
and menus are off: the axes move in steps, and nothing is drawn unless `show_curve` is called.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QEvent, QObject, QPoint, QPointF, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QColor,
    QContextMenuEvent,
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainterPath,
    QPen,
)
from PySide6.QtWidgets import QGraphicsPathItem, QHBoxLayout, QLabel, QToolTip, QVBoxLayout, QWidget

from skelly_tray.ui.present.marks import MarkKind
from skelly_tray.ui.present.measures import age, rounded
from skelly_tray.ui.present.series import nice_ceiling, room_for_limit
from skelly_tray.ui.present.spans import span_of
from skelly_tray.ui.spoken import spoken_as
from skelly_tray.ui.theme import GRID, SMALL, Theme
from skelly_tray.ui.window.elided import ElidedLabel
from skelly_tray.ui.window.plot_layers import MarkLayer, band_path, torn, with_gaps

ROOM_FOR_TICK = 48
"""Pixels: where ticks would come closer, every other one is left out."""

HEADROOM = 1.18
"""The axis reaches above its top value, so that the figure there is not cut off and marks have a place."""

MINIMUM_HEIGHT = 56
"""Pixels of a curve with its axes."""

STEPS = 120
"""Presses of an arrow key from one end of a curve to the other."""

REACH = 6
"""Pixels from the pointer to a mark that is told."""


class _TimeAxis(pg.AxisItem):  # type: ignore[misc]  # pyqtgraph is untyped
    """Seconds before now, as ages."""

    def tickValues(self, minimum: float, maximum: float, size: float) -> list[tuple[float, list[float]]]:
        span = maximum - minimum
        step = min(span_of(span).tick, span / 2)
        while size * step / span < ROOM_FOR_TICK and step < span:
            step *= 2
        return [(step, [-step * index for index in range(1, math.ceil(span / step))])]

    def tickStrings(self, values: Sequence[float], scale: float, spacing: float) -> list[str]:
        return [age(-value) for value in values]


class _ValueAxis(pg.AxisItem):  # type: ignore[misc]  # pyqtgraph is untyped
    """The bottom, the middle and the top, in the plot's own unit."""

    def __init__(self, told: Callable[[float], str]) -> None:
        super().__init__("right")
        self._told = told

    def tickValues(self, minimum: float, maximum: float, size: float) -> list[tuple[float, list[float]]]:
        top = maximum / HEADROOM
        return [(top / 2, [top / 2, top])] if top > 0 else []

    def tickStrings(self, values: Sequence[float], scale: float, spacing: float) -> list[str]:
        return [rounded(self._told(value)) for value in values]


Band = tuple[np.ndarray, np.ndarray]
"""The least and the most of each point."""


@dataclass(frozen=True, slots=True)
class Limit:
    """A limit of the module, in the plot's unit, and whether it is passed."""

    value: float
    exceeded: bool


class PlotCard(QWidget):
    """One curve with its title and its value: the newest, or the one under the pointer."""

    pointed = Signal(object)
    """Seconds before now under the pointer, or None when it has left."""
    picked = Signal(float)
    """Seconds before now: a mark was clicked there, or the curve twice."""
    menu_asked = Signal(object, QPoint)
    """Seconds before now, or None, and the place on the screen."""

    def __init__(self, title: str, told: Callable[[float], str], least: float, theme: Theme) -> None:
        super().__init__()
        self._told = told
        self._least = least
        self._theme = theme
        self._top = self._span = 0.0
        self._fill = False
        self._limit_drawn = (0.0, 0.0)
        self._marked: list[tuple[float, str]] = []
        self._at: float | None = None
        self._x: np.ndarray | None = None
        self._y: np.ndarray | None = None
        self.gaps = np.empty(0, dtype=int)
        """The samples before which nothing was measured for a while."""
        spoken_as(self, QAccessible.Role.Chart)
        self.setAccessibleName(title)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._title = ElidedLabel()
        self._title.setText(title)
        self._title.setProperty("role", "section")
        self._value = QLabel("–")
        self._value.setProperty("role", "figure")
        self._value.setTextFormat(Qt.TextFormat.PlainText)
        heading = QHBoxLayout()
        heading.addWidget(self._title, 1)
        heading.addWidget(self._value)
        self.plot = pg.PlotWidget(
            background=None,
            viewBox=pg.ViewBox(enableMenu=False),  # a third of what a card takes would be its menu
            axisItems={"bottom": _TimeAxis("bottom"), "right": _ValueAxis(told)},
        )
        self._prepare_plot()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GRID)
        layout.addLayout(heading)
        layout.addWidget(self.plot)

    def _prepare_plot(self) -> None:
        self.plot.setMinimumHeight(MINIMUM_HEIGHT)
        for each in (self.plot, self.plot.viewport()):
            each.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        item = self.plot.getPlotItem()
        item.hideButtons()
        item.setMenuEnabled(False)
        item.showAxis("right")
        item.hideAxis("left")
        item.getViewBox().setMouseEnabled(x=False, y=False)
        item.getViewBox().setDefaultPadding(0)
        self._band = QGraphicsPathItem()
        self._band.setPen(QPen(Qt.PenStyle.NoPen))
        item.getViewBox().addItem(self._band, ignoreBounds=True)
        self.marks = MarkLayer(item)
        self.curve = pg.PlotDataItem(skipFiniteCheck=False, connect="finite", antialias=True)
        self.curve.setDownsampling(auto=True, method="peak")
        item.addItem(self.curve)
        self._beyond = pg.LinearRegionItem(orientation="horizontal", movable=False)
        for edge in self._beyond.lines:
            edge.setPen(pg.mkPen(None))
        self._beyond.setZValue(-10)
        self._limit = pg.InfiniteLine(angle=0, movable=False)
        for each in (self._beyond, self._limit):
            each.hide()
            item.addItem(each, ignoreBounds=True)
        self._cursor = pg.InfiniteLine(angle=90, movable=False)
        self._cursor.hide()
        item.addItem(self._cursor)
        self.plot.scene().sigMouseMoved.connect(self._pointer_moved)
        self.plot.viewport().installEventFilter(self)

    def recolour(self, line: str, fill: bool) -> None:
        """Take the theme's colours; `line` is the curve's."""
        colours = self._theme.colours
        # Without one it shows the palette that it had when it was made, whatever its window has now.
        self.plot.setBackground(colours.background)
        shade = QColor(line)
        shade.setAlpha(36)
        self.curve.setPen(pg.mkPen(line, width=1))
        self._fill = fill
        self.curve.setFillLevel(0 if fill else None)
        self.curve.setBrush(shade if fill else None)
        shade.setAlpha(56)
        self._band.setBrush(shade)
        self.marks.recolour(colours)
        self._limit.setPen(pg.mkPen(colours.honey, width=1, style=Qt.PenStyle.DashLine))
        beyond = QColor(colours.honey)
        beyond.setAlpha(28)
        self._beyond.setBrush(beyond)
        self._cursor.setPen(pg.mkPen(colours.muted, width=1))
        font = self.font()
        font.setPixelSize(SMALL)
        for name in ("bottom", "right"):
            axis = self.plot.getPlotItem().getAxis(name)
            axis.setPen(pg.mkPen(colours.line))
            axis.setTextPen(pg.mkPen(colours.muted))
            axis.setTickFont(font)
            axis.setStyle(tickLength=0, tickTextOffset=4)
        self.plot.getPlotItem().getAxis("right").setWidth(58)

    def show_curve(
        self, x: np.ndarray, y: np.ndarray, span: float, limit: Limit | None, band: Band | None = None
    ) -> None:
        """x: seconds before now, negative; span: seconds of the axis."""
        self._x, self._y = x, y
        floor = max(self._least, room_for_limit(limit.value) if limit else 0.0)
        top = nice_ceiling((y if band is None else band[1]).tolist(), floor)
        box = self.plot.getPlotItem().getViewBox()
        if (top, span) != (self._top, self._span):
            box.setRange(xRange=(-span, 0), yRange=(0, top * HEADROOM), padding=0)
            self._top, self._span = top, span
        self.gaps = torn(x)
        self.curve.setData(*with_gaps(self.gaps, x, y))
        self._band.setPath(QPainterPath() if band is None else band_path(*with_gaps(self.gaps, x, *band)))
        self.curve.setFillLevel(0 if self._fill and band is None else None)
        for each in (self._limit, self._beyond):
            each.setVisible(limit is not None)
        if limit and self._limit_drawn != (limit.value, top):
            self._limit_drawn = (limit.value, top)
            self._limit.setValue(limit.value)
            self._beyond.setRegion((limit.value, top * HEADROOM))

    def show_marks(self, marks: Sequence[tuple[float, MarkKind, str]]) -> None:
        """Seconds before now (negative), kind and sentence of each; after `show_curve`, above its top."""
        self._marked = [(at, sentence) for at, _, sentence in marks]
        self.marks.show([(at, kind) for at, kind, _ in marks], self._top)

    def show_value(self, text: str) -> None:
        if self._value.text() != text:
            self._value.setText(text)

    def point_at(self, moment: float | None) -> float | None:
        """Put the cursor there; returns the value at that moment, None when there is none."""
        self._at = moment
        self._cursor.setVisible(moment is not None)
        if moment is None or self._x is None or self._y is None or not len(self._x):
            return None
        if self.in_gap(moment):
            self._cursor.setValue(moment)
            return None
        nearest = int(np.abs(self._x - moment).argmin())
        self._cursor.setValue(float(self._x[nearest]))
        value = float(self._y[nearest])
        return None if math.isnan(value) else value

    def in_gap(self, moment: float) -> bool:
        """Whether nothing was measured then. moment: seconds before now, negative."""
        x = self._x
        return x is not None and any(x[at - 1] < moment < x[at] for at in self.gaps.tolist())

    def told(self, value: float) -> str:
        return self._told(value)

    def _pointer_moved(self, at: QPointF) -> None:
        box = self.plot.getPlotItem().getViewBox()
        moment = box.mapSceneToView(at).x() if box.sceneBoundingRect().contains(at) else None
        self.pointed.emit(moment)
        self._tell_mark(at, moment)

    def _tell_mark(self, at: QPointF, moment: float | None) -> None:
        """The sentence of the mark beside the pointer."""
        sentence = None if moment is None else self.mark_near(moment)
        if sentence is None:
            QToolTip.hideText()
        else:
            place = self.plot.viewport().mapToGlobal(self.plot.mapFromScene(at))
            QToolTip.showText(place, sentence, self.plot.viewport())

    def mark_near(self, moment: float) -> str | None:
        """The sentence of the nearest mark within a few pixels of that moment."""
        reach = self._span * REACH / max(1.0, self.plot.getPlotItem().getViewBox().width())
        near = [(abs(at - moment), sentence) for at, sentence in self._marked if abs(at - moment) <= reach]
        return min(near)[1] if near else None

    def show_time(self, shown: bool) -> None:
        """Whether the axis has its figures; of cards that stand on each other only the last one has."""
        axis = self.plot.getPlotItem().getAxis("bottom")
        axis.setStyle(showValues=shown)
        axis.setHeight(None if shown else 1)

    # What the user does ---------------------------------------------------------------------------

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Of the plot: the pointer leaves, clicks, or asks for a menu."""
        if event.type() == QEvent.Type.Leave:
            self.pointed.emit(None)
        elif isinstance(event, QMouseEvent) and event.button() == Qt.MouseButton.LeftButton:
            twice = event.type() == QEvent.Type.MouseButtonDblClick
            released = event.type() == QEvent.Type.MouseButtonRelease
            moment = self._moment_at(event.position())
            if moment is not None and (twice or (released and self.mark_near(moment) is not None)):
                self.picked.emit(moment)
        elif isinstance(event, QContextMenuEvent):
            self.menu_asked.emit(self._moment_at(QPointF(event.pos())), event.globalPos())
            return True
        return super().eventFilter(watched, event)

    def _moment_at(self, place: QPointF) -> float | None:
        """place: in the plot's widget."""
        box = self.plot.getPlotItem().getViewBox()
        at = self.plot.mapToScene(place.toPoint())
        return float(box.mapSceneToView(at).x()) if box.sceneBoundingRect().contains(at) else None

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Left and Right go along the curve, Return leads to the log of that moment, Escape goes back to now."""
        match event.key():
            case Qt.Key.Key_Left | Qt.Key.Key_Right:
                self._step(-1 if event.key() == Qt.Key.Key_Left else 1)
            case Qt.Key.Key_Return | Qt.Key.Key_Enter if self._at is not None:
                self.picked.emit(self._at)
            case Qt.Key.Key_Escape if self._at is not None:
                self.pointed.emit(None)
            case Qt.Key.Key_Menu:
                self.menu_asked.emit(self._at, self.mapToGlobal(self.rect().center()))
            case _:
                super().keyPressEvent(event)

    def _step(self, way: int) -> None:
        if self._x is None or not len(self._x):
            return
        far = max(1, len(self._x) // STEPS)
        at = len(self._x) - 1 if self._at is None else int(np.abs(self._x - self._at).argmin()) + way * far
        self.pointed.emit(float(self._x[min(max(at, 0), len(self._x) - 1)]))

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._title.setStyleSheet(f"color: {self._theme.colours.jelly}")

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._title.setStyleSheet("")
        self.pointed.emit(None)
