"""What the application shows, as it draws it itself: its window and its icon, and nothing of the desktop around."""

from __future__ import annotations

import base64
from typing import Any

from PySide6.QtCore import QBuffer, QIODevice, QSize, Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QWidget

from skelly_tray.domain.status import SystemHealth
from skelly_tray.ui.icons import tray_icon
from skelly_tray.ui.present.headline import mood
from skelly_tray.ui.tray import Backend, Tray

LARGEST = QSize(1280, 1280)
"""Pixels; more would not fit into one answer."""
ICON_SIZE = 22
_SAMPLE = QSize(64, 64)


def portrait(window: QWidget | None, tray: Tray, snapshot: SystemHealth | None) -> dict[str, Any]:
    """`{"window": {"png", "width", "height", "colours"} or None, "icon": {"opaque", "backend"}}`.

    png: base64. colours: how many there are in a small copy; one is an empty window. opaque: pixels of the icon at 22
    by 22 that can be seen. backend: the way into the panel, None without one.
    """
    shown = window is not None and window.isVisible()
    icon = tray_icon(mood(snapshot)).pixmap(ICON_SIZE, ICON_SIZE).toImage()
    backend = tray.backend
    return {
        "window": _picture(window.grab().toImage()) if window is not None and shown else None,
        "icon": {"opaque": _opaque(icon), "backend": None if backend is Backend.NONE else backend.value},
    }


def _picture(image: QImage) -> dict[str, Any]:
    if image.width() > LARGEST.width() or image.height() > LARGEST.height():
        smooth = Qt.TransformationMode.SmoothTransformation
        image = image.scaled(LARGEST, Qt.AspectRatioMode.KeepAspectRatio, smooth)
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")  # type: ignore[call-overload]  # PySide6 describes it for bytes
    png = base64.b64encode(buffer.data().data()).decode()
    return {"png": png, "width": image.width(), "height": image.height(), "colours": _colours(image)}


def _colours(image: QImage) -> int:
    small = image.scaled(_SAMPLE)
    return len({small.pixel(x, y) for x in range(small.width()) for y in range(small.height())})


def _opaque(image: QImage) -> int:
    return sum(
        image.pixelColor(x, y).alpha() > 0 for x in range(image.width()) for y in range(image.height())
    )
