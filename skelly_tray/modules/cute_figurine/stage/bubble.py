"""The bubble: one message in a window as large as its text, with two answers if one is wanted."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPointF, QRect, QRectF, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QBitmap,
    QEnterEvent,
    QImage,
    QMouseEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
    QRegion,
)
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from skelly_tray.modules.cute_figurine.stage.look import Look, prepare

WIDEST = 280
RADIUS = 12.0
TAIL = 11
PADDING = 14
ANSWERS = ("helpful", "not_now")


class Bubble(QWidget):
    """answered: `helpful`, `not_now`, or `dismissed` by a click on the bubble itself."""

    answered = Signal(str)
    hovered = Signal(bool)

    def __init__(self, composited: bool) -> None:
        super().__init__()
        prepare(self)
        self.setWindowTitle("Skelly")
        self.composited = composited
        self._look = Look()
        self._side, self._tail = "above", 40
        self.label = QLabel(self)
        self.label.setTextFormat(Qt.TextFormat.PlainText)
        self.label.setWordWrap(True)
        self.buttons = {name: QPushButton(self) for name in ANSWERS}
        self._row = QWidget(self)
        row = QHBoxLayout(self._row)
        row.setContentsMargins(0, 6, 0, 0)
        row.setSpacing(8)
        for name, button in self.buttons.items():
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            button.setCursor(Qt.CursorShape.PointingHandCursor)
            button.clicked.connect(lambda _checked=False, name=name: self.answered.emit(name))
            row.addWidget(button)
        row.addStretch()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(*[PADDING + TAIL] * 4)
        layout.setSpacing(4)
        layout.addWidget(self.label)
        layout.addWidget(self._row)

    def use(self, look: Look) -> None:
        self._look = look
        colours = look.colours()
        for name, button in self.buttons.items():
            button.setText(look.word(name))
            button.setAccessibleDescription(look.word(f"{name}_long"))
        self.setStyleSheet(
            f"QLabel {{ color: {colours.ink.name()}; }}"
            f"QPushButton {{ color: {colours.ink.name()}; background: transparent; padding: 4px 10px;"
            f" border: 1px solid {colours.muted.name()}; border-radius: 6px; min-height: 20px; }}"
            f"QPushButton:hover, QPushButton:pressed {{ color: {colours.on_accent.name()};"
            f" background: {colours.accent.name()}; border-color: {colours.accent.name()}; }}"
        )
        font = self.font()
        font.setPointSizeF(max(9.0, QLabel().font().pointSizeF()) * (0.9 + 0.1 * look.size))
        for part in (self.label, *self.buttons.values()):
            part.setFont(font)
        self.fit()

    def say(self, text: str, buttons: bool) -> None:
        self.label.setText(text)
        self._row.setVisible(buttons)
        self.setAccessibleName(text)
        self.fit()

    def announce(self) -> None:
        """For those who hear the screen rather than see it."""
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, self.label.text()))

    def fit(self) -> None:
        """As small as the text allows, with lines of about the same length."""
        text, metrics = self.label.text(), self.label.fontMetrics()
        flags = Qt.TextFlag.TextWordWrap

        def height(width: int) -> int:
            return metrics.boundingRect(QRect(0, 0, width, 10_000), flags, text).height()

        widest = min(WIDEST, metrics.horizontalAdvance(text) + 2)
        lines, narrow = height(widest), max(1, widest // 2)
        width = next((w for w in range(narrow, widest, 4) if height(w) <= lines), widest)
        bounds = metrics.boundingRect(QRect(0, 0, width, 10_000), flags, text)
        self.label.setFixedSize(max(width, bounds.width()) + 2, bounds.height() + 2)
        layout = self.layout()
        assert layout is not None
        layout.activate()
        self.setFixedSize(layout.sizeHint())
        self._cut()

    def point(self, side: str, tail: int) -> None:
        """Where the tail is: the bubble is on that `side` of the figure, the tail so far along its edge."""
        if (side, tail) != (self._side, self._tail):
            self._side, self._tail = side, tail
            self._cut()
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        self._paint(painter)
        painter.end()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() is Qt.MouseButton.LeftButton:
            self.answered.emit("dismissed")

    def enterEvent(self, event: QEnterEvent) -> None:
        self.hovered.emit(True)

    def leaveEvent(self, event: QEvent) -> None:
        self.hovered.emit(False)

    def _paint(self, painter: QPainter) -> None:
        colours = self._look.colours()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        shape = self._shape()
        painter.fillPath(shape, colours.paper)
        painter.strokePath(shape, QPen(colours.line, 1.6))

    def _shape(self) -> QPainterPath:
        box = QRectF(self.rect()).adjusted(TAIL, TAIL, -TAIL, -TAIL)
        path = QPainterPath()
        path.addRoundedRect(box, RADIUS, RADIUS)
        room = box.width() if self._side == "above" else box.height()
        begin = box.left() if self._side == "above" else box.top()
        low, high = begin + RADIUS + TAIL, begin + room - RADIUS - TAIL
        at = min(max(self._tail, low), high) if high > low else begin + room / 2
        tail = QPainterPath()
        if self._side == "above":
            tail.moveTo(at - TAIL * 0.8, box.bottom() - 1)
            tail.quadTo(QPointF(at, box.bottom() + TAIL * 0.4), QPointF(at + 2, box.bottom() + TAIL - 1))
            tail.quadTo(QPointF(at + 4, box.bottom() + TAIL * 0.2), QPointF(at + TAIL, box.bottom() - 1))
        else:
            edge, out = (box.right() - 1, 1) if self._side == "left" else (box.left() + 1, -1)
            tail.moveTo(edge, at - TAIL * 0.8)
            tail.quadTo(QPointF(edge + out * TAIL * 0.4, at), QPointF(edge + out * (TAIL - 1), at + 2))
            tail.quadTo(QPointF(edge + out * TAIL * 0.2, at + 4), QPointF(edge, at + TAIL))
        tail.closeSubpath()
        return path.united(tail)

    def _cut(self) -> None:
        if self.composited:
            return
        image = QImage(self.size(), QImage.Format.Format_ARGB32_Premultiplied)
        image.fill(Qt.GlobalColor.transparent)
        painter = QPainter(image)
        self._paint(painter)
        painter.end()
        self.setMask(QRegion(QBitmap.fromImage(image.createAlphaMask())))
