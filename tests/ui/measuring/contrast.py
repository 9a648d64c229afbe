"""Contrast as WCAG 2 has it, of real pixels."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QPoint, QRectF
from PySide6.QtGui import QImage, QRegion
from PySide6.QtWidgets import QWidget

LEAST = 4.5
LEAST_OF_LARGE = 3.0
"""Of large text, and of what is no text."""

LEAST_UNUSABLE = 2.5
"""Of what cannot be used now, so that one can still read what it is: our own bound."""

RATIO = 2
"""Pixels measured for each logical one, so that the ink of a thin stroke is not all edge."""

BINS = 4096
FEW = 3
"""Pixels that are no ink yet: a corner where two strokes cross."""

_share = np.arange(256) / 255.0
_linear = np.where(_share <= 0.04045, _share / 12.92, ((_share + 0.055) / 1.055) ** 2.4)
_RED, _GREEN, _BLUE = ((weight * _linear).astype(np.float32) for weight in (0.2126, 0.7152, 0.0722))


def luminance(image: QImage) -> np.ndarray:
    """Relative luminance of every pixel, rows first."""
    picture = image.convertToFormat(QImage.Format.Format_RGB32)
    bits = np.frombuffer(picture.constBits(), dtype=np.uint8)
    pixels = bits.reshape(picture.height(), picture.bytesPerLine() // 4, 4)[:, : picture.width()]
    return _BLUE[pixels[..., 0]] + _GREEN[pixels[..., 1]] + _RED[pixels[..., 2]]


def ratio(one: float, other: float) -> float:
    light, dark = max(one, other), min(one, other)
    return (light + 0.05) / (dark + 0.05)


def picture_of(widget: QWidget) -> np.ndarray:
    """The luminance of the widget with all its children, `RATIO` pixels for each of its own."""
    image = QImage(widget.size() * RATIO, QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(RATIO)
    image.fill(widget.palette().color(widget.backgroundRole()))
    QWidget.render(widget, image, QPoint(), QRegion())
    return luminance(image)


def part(picture: np.ndarray, box: QRectF, margin: float = 0.0) -> np.ndarray:
    """box: in pixels of the widget that was pictured."""
    grown = box.adjusted(-margin, -margin, margin, margin)
    left, top = (max(0, int(side * RATIO)) for side in (grown.left(), grown.top()))
    right, bottom = (int(np.ceil(side * RATIO)) for side in (grown.right(), grown.bottom()))
    return picture[top:bottom, left:right]


def ground_of(pixels: np.ndarray) -> float:
    """The luminance that most of them have."""
    filed = np.minimum((pixels * BINS).astype(np.int32), BINS - 1).ravel()
    most = int(np.bincount(filed, minlength=BINS).argmax())
    return float(pixels.ravel()[filed == most].mean())


def contrast_in(picture: np.ndarray, box: QRectF) -> float:
    """Of what is drawn in the box with what surrounds it; 1 where there is nothing."""
    inside = part(picture, box).ravel()
    if inside.size <= 2 * FEW:
        return 1.0
    ground = ground_of(part(picture, box, margin=3))
    ranked = np.partition(inside, (FEW, inside.size - 1 - FEW))
    return max(ratio(float(ranked[FEW]), ground), ratio(float(ranked[-1 - FEW]), ground))
