"""Draws the tray icon: a small skull of jelly whose *shape* tells the state of the system.

Each icon is a few SVG parts from `resources/icons/parts`, all on one 64 × 64 canvas, drawn over each other. A
pale body with a dark outline reads on light and on dark panels alike. Where panels want a mask (macOS), the same parts
are drawn as one: what is dark in them is cut out, so that eyes and badges stay apart from the body.

`python -m skelly_tray.ui.icon_drawing` draws them all into `resources/icons/drawn`, one strip for each face, which is
what `icons.py` shows: Qt's SVG costs 2 MiB for as long as we run. After a change of a part this has to be run.
"""

from __future__ import annotations

import re
from functools import cache

from PySide6.QtCore import QByteArray, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPen
from PySide6.QtSvg import QSvgRenderer

from skelly_tray.config.resources import resource
from skelly_tray.ui.icons import SNOOZED, STRIP, TICK_SIZE, strip_name, tick_name
from skelly_tray.ui.present.headline import Mood
from skelly_tray.ui.theme import DARK, LIGHT

INK = "#22252B"
"""The one dark colour of the parts."""

PARTS: dict[Mood, tuple[str, ...]] = {
    Mood.HEALTHY: ("body-upright", "eyes-open"),
    Mood.DEGRADED: ("body-leaning", "eyes-leaning", "badge-triangle"),
    Mood.CRITICAL: ("body-melting", "eyes-melting", "badge-square"),
    Mood.STARTING: ("body-small", "eyes-small", "ring-quarter"),
    Mood.STOPPED: ("body-pale", "eyes-closed"),
    Mood.PAUSED: ("body-upright", "eyes-hollow"),
}


def parts(mood: Mood, *, snoozed: bool = False) -> tuple[str, ...]:
    """The names of what is drawn, one over the other. snoozed: notifications are put off."""
    return (*PARTS[mood], SNOOZED) if snoozed else PARTS[mood]


def draw(mood: Mood, size: int, *, snoozed: bool = False) -> QImage:
    """The icon as an image of size × size pixels on a transparent ground."""
    image = QImage(size, size, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(Qt.GlobalColor.transparent)
    _paint(image, [_part(name) for name in parts(mood, snoozed=snoozed)])
    return image


def draw_mask(mood: Mood, size: int, *, snoozed: bool = False) -> QImage:
    """As `draw`, for a panel that takes the shape only and gives it a colour of its own: black, and transparent."""
    light = QImage(size, size, QImage.Format.Format_ARGB32_Premultiplied)
    light.fill(Qt.GlobalColor.black)
    _paint(light, [_black_and_white(_part(name)) for name in parts(mood, snoozed=snoozed)])
    mask = QImage(size, size, QImage.Format.Format_ARGB32)
    mask.fill(Qt.GlobalColor.black)
    mask.setAlphaChannel(light.convertToFormat(QImage.Format.Format_Grayscale8))
    return mask


def strip(mood: Mood, *, snoozed: bool = False) -> QImage:
    """The icon in every size, from left to right, upper edges at one height."""
    image = QImage(sum(STRIP), max(STRIP), QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    left = 0
    for size in STRIP:
        painter.drawImage(left, 0, draw(mood, size, snoozed=snoozed))
        left += size
    painter.end()
    return image


def draw_tick(colour: str, scale: int) -> QImage:
    """What stands in a checked box. scale: pixels of the screen for each of ours."""
    image = QImage(TICK_SIZE * scale, TICK_SIZE * scale, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.scale(scale, scale)
    cap, join = Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin
    painter.setPen(QPen(QColor(colour), 1.8, Qt.PenStyle.SolidLine, cap, join))
    painter.drawPolyline([QPointF(2.6, 6.4), QPointF(5.0, 8.8), QPointF(9.4, 3.4)])
    painter.end()
    return image


def main() -> None:
    """Draw all strips and ticks into the source tree."""
    folder = resource("icons/parts").parent / "drawn"
    folder.mkdir(exist_ok=True)
    for colours in (LIGHT, DARK):
        for scale in (1, 2):
            dark = colours is DARK
            draw_tick(colours.background, scale).save(str(folder / tick_name(scale, dark=dark)), quality=0)
    for mood in Mood:
        for snoozed in (False, True):
            strip(mood, snoozed=snoozed).save(
                str(folder / strip_name(mood, snoozed=snoozed)),
                quality=0,  # as small as PNG can
            )


def _paint(image: QImage, parts: list[str]) -> None:
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    for text in parts:
        QSvgRenderer(QByteArray(text.encode())).render(painter, QRectF(image.rect()))
    painter.end()


@cache
def _part(name: str) -> str:
    return resource(f"icons/parts/{name}.svg").read_text(encoding="utf-8")


def _black_and_white(text: str) -> str:
    """The ink becomes black, every other colour white."""
    return re.sub(r"#[0-9A-F]{6}", lambda found: "#000000" if found[0] == INK else "#FFFFFF", text)


if __name__ == "__main__":
    main()
