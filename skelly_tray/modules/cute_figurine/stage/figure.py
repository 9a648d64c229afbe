"""The window with the figurine: paints the pose that is due, is dragged about, and offers a small menu."""

from __future__ import annotations

import time

from PySide6.QtCore import QEvent, QPoint, QPointF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import (
    QAction,
    QBitmap,
    QContextMenuEvent,
    QEnterEvent,
    QImage,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QRegion,
)
from PySide6.QtWidgets import QApplication, QMenu, QWidget

from skelly_tray.modules.cute_figurine.stage import parts
from skelly_tray.modules.cute_figurine.stage.look import Look, prepare
from skelly_tray.modules.cute_figurine.stage.motion import Motion
from skelly_tray.modules.cute_figurine.stage.painter import paint
from skelly_tray.modules.cute_figurine.stage.poses import FRAME_MS, Mood

CUT_SLOWER = 1.5
"""Fewer pictures where windows are cut to shape, which costs more."""
PALE = 0.35
"""How solid it is at the most while it stands in somebody's way."""


class Figure(QWidget):
    """moved: while it is dragged. dropped: where it was left. poked: clicked, not dragged. chosen: in its menu."""

    moved = Signal()
    dropped = Signal()
    poked = Signal()
    hovered = Signal(bool)
    chosen = Signal(str)

    def __init__(self, composited: bool) -> None:
        super().__init__()
        prepare(self)
        self.setWindowTitle("Skelly")
        self.composited = composited
        self.motion = Motion()
        self._look = Look()
        self._grip: QPointF | None = None
        self._dragging = False
        self._gives_way = False
        self._picture: QImage | None = None
        """As it was cut out; None where windows are blended, and it is painted as it is shown."""
        self._from = QPoint()
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._step)

    def use(self, look: Look) -> None:
        self._look = look
        self.motion.moves = look.motion
        self.setFixedSize(QSize(round(parts.WIDTH * look.scale), round(parts.HEIGHT * look.scale)))
        self._let_through()
        self._name()
        self._redraw()

    def give_way(self, on: bool) -> None:
        """It stands in somebody's way: what is behind it can be seen and clicked."""
        if on != self._gives_way:
            self._gives_way = on
            self._let_through()

    def _let_through(self) -> None:
        look = self._look
        self.setWindowOpacity(min(look.opacity, PALE) if self._gives_way else look.opacity)
        flag, through = Qt.WindowType.WindowTransparentForInput, look.click_through or self._gives_way
        if bool(self.windowFlags() & flag) != through:
            shown = self.isVisible()
            self.setWindowFlag(flag, through)
            self.setVisible(shown)

    def be(self, mood: Mood, again: bool = False) -> None:
        """Change into this mood; `again`: begin anew although it is in it already."""
        self.motion.begin(mood, time.monotonic(), again)
        self._timer.setInterval(round(FRAME_MS[mood] * (1 if self.composited else CUT_SLOWER)))
        self._name()
        self._redraw()

    @property
    def is_held(self) -> bool:
        """By the pointer."""
        return self._grip is not None

    def showEvent(self, event: object) -> None:
        self._redraw()

    def hideEvent(self, event: object) -> None:
        self._timer.stop()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        if self._picture is None:
            self._paint(painter, rim=True)
        else:
            painter.drawImage(0, 0, self._picture)
        painter.end()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() is Qt.MouseButton.LeftButton:
            self._grip, self._from = event.globalPosition(), self.pos()
            self._dragging = False

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._grip is None:
            return
        way = event.globalPosition() - self._grip
        if not self._dragging and way.manhattanLength() < QApplication.startDragDistance():
            return
        self._dragging = True
        self.move(self._from + way.toPoint())
        self.moved.emit()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() is not Qt.MouseButton.LeftButton or self._grip is None:
            return
        self._grip = None
        if self._dragging:
            self.dropped.emit()
        else:
            self.poked.emit()

    def enterEvent(self, event: QEnterEvent) -> None:
        self.hovered.emit(True)

    def leaveEvent(self, event: QEvent) -> None:
        self.hovered.emit(False)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for name in ("hide", "click_through"):
            action = QAction(self._look.word(name), menu)
            action.triggered.connect(lambda _checked=False, name=name: self.chosen.emit(name))
            menu.addAction(action)
        menu.popup(event.globalPos())

    def _name(self) -> None:
        self.setAccessibleName(self._look.word("figurine"))
        self.setAccessibleDescription(self._look.word(self.motion.mood))

    def _redraw(self) -> None:
        self._cut()
        self.update()
        if self.isVisible() and not self.motion.is_still(time.monotonic()):
            self._timer.start()

    def _step(self) -> None:
        self._cut()
        self.update()
        if self.motion.is_still(time.monotonic()):
            self._timer.stop()

    def _cut(self) -> None:
        """To the shape of what is painted, where nothing is blended."""
        if self.composited:
            return
        ratio = self.devicePixelRatioF()
        picture = QImage(self.size() * ratio, QImage.Format.Format_ARGB32_Premultiplied)
        picture.fill(Qt.GlobalColor.transparent)
        painter = QPainter(picture)
        painter.scale(ratio, ratio)
        self._paint(painter, rim=False)
        painter.end()
        mask = picture if ratio == 1 else picture.scaled(self.size())
        self.setMask(QRegion(QBitmap.fromImage(mask.createAlphaMask())))
        picture.setDevicePixelRatio(ratio)
        self._picture = picture

    def _paint(self, painter: QPainter, rim: bool) -> None:
        painter.scale(self._look.scale, self._look.scale)
        paint(painter, self.motion.at(time.monotonic()), rim=rim)
