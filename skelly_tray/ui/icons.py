"""The icons of the tray and of our windows, as `icon_drawing.py` has drawn them into `resources/icons/drawn`."""

from __future__ import annotations

import sys
from functools import cache

from PySide6.QtCore import QRect
from PySide6.QtGui import QIcon, QImage, QPixmap

from skelly_tray.config.resources import resource
from skelly_tray.ui.present.headline import Mood

SIZES = (16, 22, 24, 32, 48, 64)
"""Pixels: what panels ask for."""
LARGE = 128
"""For lists of windows."""
STRIP = (*SIZES, LARGE)
"""The sizes of one face in its file, from left to right."""
SNOOZED = "snooze"
TICK_SIZE = 12
"""Pixels of a box that can be checked, without its border."""


def strip_name(mood: Mood, *, snoozed: bool = False) -> str:
    """The file of a face in `resources/icons/drawn`."""
    return f"{mood.value}-{SNOOZED}.png" if snoozed else f"{mood.value}.png"


def tick_name(scale: int = 1, *, dark: bool) -> str:
    """The file of a tick in `resources/icons/drawn`, as Qt finds the one for a screen of that scale by itself."""
    return f"tick-{'dark' if dark else 'light'}{'' if scale == 1 else f'@{scale}x'}.png"


def face(mood: Mood, size: int, *, snoozed: bool = False) -> QImage:
    """The icon as an image of size × size pixels, one of `STRIP`, on a transparent ground."""
    at = STRIP.index(size)
    return _strip(strip_name(mood, snoozed=snoozed)).copy(QRect(sum(STRIP[:at]), 0, size, size))


@cache
def tray_icon(mood: Mood, *, snoozed: bool = False) -> QIcon:
    """The icon in every size a panel asks for; made once."""
    icon, symbolic = QIcon(), sys.platform == "darwin"
    for size in SIZES:
        image = _mask(mood, size, snoozed=snoozed) if symbolic else face(mood, size, snoozed=snoozed)
        icon.addPixmap(QPixmap.fromImage(image))
    icon.setIsMask(symbolic)
    return icon


@cache
def app_icon() -> QIcon:
    """The icon of our windows, in colour everywhere."""
    icon = QIcon()
    for size in STRIP:
        icon.addPixmap(QPixmap.fromImage(face(Mood.HEALTHY, size)))
    return icon


def _mask(mood: Mood, size: int, *, snoozed: bool) -> QImage:
    from skelly_tray.ui.icon_drawing import draw_mask  # on first use: Qt's SVG costs 2 MiB

    return draw_mask(mood, size, snoozed=snoozed)


def _strip(name: str) -> QImage:
    return QImage(str(resource(f"icons/drawn/{name}")))
