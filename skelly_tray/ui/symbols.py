"""Draws the state symbols as shapes, so that they look the same in every font."""

from __future__ import annotations

from functools import lru_cache
from typing import assert_never

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen, QPixmap, QPolygonF

from skelly_tray.ui.present.looks import Symbol

FULL_CIRCLE = 360 * 16
"""Qt counts angles in sixteenths of a degree."""

KEPT = 256
"""Pictures that are kept: each shape in each colour of a theme, in the sizes that labels have."""


def paint_symbol(painter: QPainter, symbol: Symbol, box: QRectF, colour: QColor) -> None:
    """Draw the symbol into the square `box`."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    stroke = QPen(colour, max(1.4, box.width() / 7))
    stroke.setCapStyle(Qt.PenCapStyle.RoundCap)
    inner = box.adjusted(*(stroke.widthF() / 2 * side for side in (1, 1, -1, -1)))
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour)
    match symbol:
        case Symbol.DOT:
            painter.drawEllipse(box)
        case Symbol.TRIANGLE:
            painter.drawPolygon(
                QPolygonF([QPointF(box.center().x(), box.top()), box.bottomRight(), box.bottomLeft()])
            )
        case Symbol.SQUARE:
            _square_with_bar(painter, box, colour)
        case Symbol.QUARTER:
            painter.drawPie(inner, 0, FULL_CIRCLE // 4)
            _ring(painter, inner, stroke)
        case Symbol.RING:
            _ring(painter, inner, stroke)
        case Symbol.DOTTED:
            stroke.setStyle(Qt.PenStyle.CustomDashLine)
            stroke.setDashPattern([0.01, 1.9])
            _ring(painter, inner, stroke)
        case Symbol.LOOP:
            _loop(painter, inner, stroke)
        case Symbol.CROSS:
            painter.setPen(stroke)
            painter.drawLine(inner.topLeft(), inner.bottomRight())
            painter.drawLine(inner.topRight(), inner.bottomLeft())
        case Symbol.BARS:
            for left in (0.18, 0.58):
                bar = QRectF(box.left() + box.width() * left, box.top(), box.width() * 0.24, box.height())
                painter.drawRoundedRect(bar, 1, 1)
        case _:
            assert_never(symbol)
    painter.restore()


def _ring(painter: QPainter, box: QRectF, stroke: QPen) -> None:
    painter.setPen(stroke)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawEllipse(box)


def _square_with_bar(painter: QPainter, box: QRectF, colour: QColor) -> None:
    """A filled square with a bar cut out: not to be taken for a dot at a glance."""
    shape = QPainterPath()
    shape.addRoundedRect(box, 1.5, 1.5)
    bar = QPainterPath()
    height = box.height() / 5
    bar.addRect(
        QRectF(box.left() + box.width() / 5, box.center().y() - height / 2, box.width() * 3 / 5, height)
    )
    painter.fillPath(shape.subtracted(bar), colour)


def _loop(painter: QPainter, box: QRectF, stroke: QPen) -> None:
    """An open circle that ends in an arrow head."""
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(stroke)
    painter.drawArc(box, 40 * 16, 280 * 16)
    tip = QPointF(box.right() - box.width() * 0.10, box.top() + box.height() * 0.10)
    size = box.width() * 0.36
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(stroke.color())
    painter.drawPolygon(
        QPolygonF(
            [
                tip + QPointF(size * 0.35, -size * 0.55),
                tip + QPointF(size * 0.35, size * 0.7),
                tip + QPointF(-size * 0.9, size * 0.45),
            ]
        )
    )


@lru_cache(maxsize=KEPT)
def symbol_pixmap(symbol: Symbol, colour: str, size: int, ratio: float) -> QPixmap:
    """The symbol for a label; size in device-independent pixels, ratio of the screen. Not to be painted on: everybody
    gets the same one, for Qt keeps what was derived from each picture that a label ever had, ten thousand of them."""
    pixmap = QPixmap(round(size * ratio), round(size * ratio))
    pixmap.setDevicePixelRatio(ratio)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    paint_symbol(painter, symbol, QRectF(1, 1, size - 2, size - 2), QColor(colour))
    painter.end()
    return pixmap
