"""The tray icon: a small skull of jelly whose *shape* tells the state of the system.

Each icon is a few SVG parts from `resources/icons/parts`, all on one 64 × 64 canvas, drawn over each other. A
pale body with a dark outline reads on light and on dark panels alike.
"""

from __future__ import annotations

from functools import cache

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QIcon, QImage, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from skelly_tray.config.resources import resource
from skelly_tray.ui.present.headline import Mood

SIZES = (16, 22, 24, 32, 48, 64)

PARTS: dict[Mood, tuple[str, ...]] = {
    Mood.HEALTHY: ("body-upright", "eyes-open"),
    Mood.DEGRADED: ("body-leaning", "eyes-leaning", "badge-triangle"),
    Mood.CRITICAL: ("body-melting", "eyes-melting", "badge-square"),
    Mood.STARTING: ("body-small", "eyes-small", "ring-quarter"),
    Mood.STOPPED: ("body-upright", "eyes-closed"),
}


def draw(mood: Mood, size: int) -> QImage:
    """The icon as an image of size × size pixels on a transparent ground."""
    image = QImage(size, size, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    for part in PARTS[mood]:
        QSvgRenderer(str(resource(f"icons/parts/{part}.svg"))).render(painter, QRectF(0, 0, size, size))
    painter.end()
    return image


@cache
def tray_icon(mood: Mood) -> QIcon:
    """The icon in every size a panel asks for; drawn once."""
    icon = QIcon()
    for size in SIZES:
        icon.addPixmap(QPixmap.fromImage(draw(mood, size)))
    return icon
