"""The tray icon: a small skull of jelly whose *shape* tells the state of the system.

Each icon is a few SVG parts from `resources/icons/parts`, all on one 64 × 64 canvas, drawn over each other. A
pale body with a dark outline reads on light and on dark panels alike. Where panels want a mask (macOS), the same parts
are drawn as one: what is dark in them is cut out, so that eyes and badges stay apart from the body.
"""

from __future__ import annotations

import re
import sys
from functools import cache

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QIcon, QImage, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from skelly_tray.config.resources import resource
from skelly_tray.ui.present.headline import Mood

SIZES = (16, 22, 24, 32, 48, 64)
LARGE = 128
"""For lists of windows."""
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
SNOOZED = "snooze"


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


@cache
def tray_icon(mood: Mood, *, snoozed: bool = False) -> QIcon:
    """The icon in every size a panel asks for; drawn once."""
    icon, symbolic = QIcon(), sys.platform == "darwin"
    drawn = draw_mask if symbolic else draw
    for size in SIZES:
        icon.addPixmap(QPixmap.fromImage(drawn(mood, size, snoozed=snoozed)))
    icon.setIsMask(symbolic)
    return icon


@cache
def app_icon() -> QIcon:
    """The icon of our windows, in colour everywhere."""
    icon = QIcon()
    for size in (*SIZES, LARGE):
        icon.addPixmap(QPixmap.fromImage(draw(Mood.HEALTHY, size)))
    return icon


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
