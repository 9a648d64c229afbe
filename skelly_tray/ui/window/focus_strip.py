"""The day as a strip: a bar for each stretch, the higher the deeper, and the hours below it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QAccessible, QColor, QFont, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from skelly_tray.ui.present.focus import State, Stretch, at, timeline_words
from skelly_tray.ui.present.words import tr
from skelly_tray.ui.spoken import spoken_as
from skelly_tray.ui.theme import GRID, SMALL, Colours, Theme

HOURS = 24
HOUR = 3600.0
HEIGHT = 112
AXIS = 20
"""Pixels below the bars for the hours."""
WIDEST = 28.0
"""Pixels of a bar of the week."""
STEP = 600.0
"""Seconds that an arrow key goes."""


def state_colour(state: State, colours: Colours) -> str:
    """Calm for what is calm; the height says the same."""
    return {
        State.HYPERFOCUS: colours.plum,
        State.FLOW: colours.jelly,
        State.NEUTRAL: colours.moss,
        State.TRANSITIONING: colours.muted,
        State.DISTRACTED: colours.honey,
        State.AWAY: colours.faint,
    }[state]


class FocusStrip(QWidget):
    """told: what was at the moment under the pointer or the cursor, empty when it has left."""

    told = Signal(str)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._day: Sequence[Stretch] = ()
        self._begin = self._now = 0.0
        self._cursor: float | None = None
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setFixedHeight(HEIGHT)
        spoken_as(self, QAccessible.Role.Chart)
        self.setAccessibleName(tr("Today's timeline"))
        theme.changed.connect(self.update)

    def sizeHint(self) -> QSize:
        return QSize(480, HEIGHT)

    def show_day(self, day: Sequence[Stretch], begin: float, now: float) -> None:
        """begin: when today began; both in seconds since the epoch."""
        self._day, self._begin, self._now = day, begin, now
        words = timeline_words(day)
        if words != self.accessibleDescription():
            self.setAccessibleDescription(words)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        colours, bottom = self._theme.colours, self.height() - AXIS
        painter.setPen(QPen(QColor(colours.line), 1))
        painter.drawLine(0, bottom, self.width(), bottom)
        self._paint_hours(painter, bottom)
        painter.setPen(Qt.PenStyle.NoPen)
        for stretch in self._day:
            left, right = self._x(stretch.begin), self._x(stretch.end)
            if right < 0 or left > self.width():
                continue
            tall = max(2.0, stretch.state.height * (bottom - GRID))
            painter.setBrush(QColor(state_colour(stretch.state, colours)))
            painter.drawRect(QRectF(left, bottom - tall, max(1.0, right - left), tall))
            if stretch.corrected:
                painter.setBrush(QColor(colours.ink))
                painter.drawRect(QRectF(left, bottom + 1, max(1.0, right - left), 2))
        painter.setPen(QPen(QColor(colours.ink), 1))
        now = round(self._x(self._now))
        painter.drawLine(now, GRID, now, bottom)
        if self._cursor is not None:
            painter.setPen(QPen(QColor(colours.accent), 1, Qt.PenStyle.DashLine))
            x = round(self._x(self._cursor))
            painter.drawLine(x, 0, x, bottom)
        painter.end()

    def _paint_hours(self, painter: QPainter, bottom: int) -> None:
        font = QFont(self.font())
        font.setPixelSize(SMALL)
        painter.setFont(font)
        step = 3 if self.width() < 600 else 2
        for hour in range(0, HOURS, step):
            x = self._x(self._begin + hour * HOUR)
            painter.setPen(QPen(QColor(self._theme.colours.line), 1))
            painter.drawLine(round(x), bottom, round(x), bottom + 3)
            painter.setPen(QColor(self._theme.colours.muted))
            box = QRectF(x + 3, bottom + 3, 40, AXIS - 3)
            painter.drawText(box, int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop), f"{hour:02}")

    def _x(self, moment: float) -> float:
        """Time goes to the right in every language."""
        return (moment - self._begin) / (HOURS * HOUR) * self.width()

    # Pointing -------------------------------------------------------------------------------------

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._point(self._begin + event.position().x() / max(1, self.width()) * HOURS * HOUR)

    def leaveEvent(self, event: QEvent) -> None:
        self._point(None)
        super().leaveEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Left and Right go along the day, Escape leaves it."""
        way = {Qt.Key.Key_Left: -STEP, Qt.Key.Key_Right: STEP}.get(Qt.Key(event.key()))
        if way is not None:
            moment = (self._now if self._cursor is None else self._cursor) + way
            self._point(min(max(moment, self._begin), self._begin + HOURS * HOUR))
        elif event.key() == Qt.Key.Key_Escape and self._cursor is not None:
            self._point(None)
        else:
            super().keyPressEvent(event)

    def _point(self, moment: float | None) -> None:
        self._cursor = moment
        self.told.emit("" if moment is None else at(self._day, moment))
        self.update()


class WeekBars(QWidget):
    """Minutes of focus a day, as bars with their names below; a reached goal has a dot above."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._bars: Sequence[tuple[str, str, float, bool]] = ()
        self.setFixedHeight(HEIGHT)
        self.setMinimumWidth(220)
        self.setAccessibleName(tr("Focus in the last days"))
        theme.changed.connect(self.update)

    def show_bars(self, bars: Sequence[tuple[str, str, float, bool]]) -> None:
        """(name, told, share, reached) of each day."""
        self._bars = bars
        told = "; ".join(told for _, told, _, _ in bars)
        self.setAccessibleDescription(told)
        self.setToolTip(told.replace("; ", "\n"))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self._bars:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colours, bottom = self._theme.colours, self.height() - AXIS
        wide = self.width() / len(self._bars)
        font = QFont(self.font())
        font.setPixelSize(SMALL)
        painter.setFont(font)
        for number, (name, _, share, reached) in enumerate(self._bars):
            tall = max(2.0, share * (bottom - 3 * GRID))
            thick = min(WIDEST, wide / 2)
            bar = QRectF(number * wide + (wide - thick) / 2, bottom - tall, thick, tall)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(colours.jelly if reached else colours.muted))
            painter.drawRoundedRect(bar, 2, 2)
            if reached:
                painter.setBrush(QColor(colours.ink))
                painter.drawEllipse(QRectF(bar.center().x() - 2, bar.top() - 7, 4, 4))
            painter.setPen(QColor(colours.muted))
            box = QRectF(number * wide, bottom + 3, wide, AXIS - 3)
            shown = painter.fontMetrics().elidedText(name, Qt.TextElideMode.ElideRight, round(wide))
            painter.drawText(box, int(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop), shown)
        painter.end()
