"""Finds what does not show that it has the focus, or shows it too faintly."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QImage, QRegion
from PySide6.QtWidgets import QApplication, QScrollArea, QWidget

from tests.ui.measuring.contrast import LEAST_OF_LARGE, luminance
from tests.ui.measuring.findings import Finding, Kind, path_of

AROUND = 6
"""Pixels in which a ring may be outside of what it is around."""
ENOUGH = 6
"""Pixels that have to be clearly others: the underline of a letter is more."""


def focusable(window: QWidget) -> list[QWidget]:
    """What the Tab key leads to, in its order."""
    found, at = [], window.nextInFocusChain()
    while at is not window:
        tabbed = at.focusPolicy() & Qt.FocusPolicy.TabFocus
        if tabbed and at.isVisible() and at.isEnabled() and at.window() is window and at.focusProxy() is None:
            found.append(at)
        at = at.nextInFocusChain()
    return found


def focus_unseen(window: QWidget) -> Iterator[Finding]:
    """Give the focus to each in turn, and compare the pixels."""
    window.activateWindow()
    had = window.focusWidget()
    for widget in focusable(window):
        _bring_into_view(widget)
        place = _place(widget, window)
        if place.isEmpty():
            continue
        _let_go(window)
        without = _pixels(window, place)
        widget.setFocus(Qt.FocusReason.TabFocusReason)
        QApplication.processEvents()
        if not widget.hasFocus():
            yield Finding(Kind.FOCUS, path_of(widget), "does not take it")
            continue
        light, dark = np.maximum(with_it := _pixels(window, place), without), np.minimum(with_it, without)
        clear = int((((light + 0.05) / (dark + 0.05)) >= LEAST_OF_LARGE).sum())
        if clear < ENOUGH:
            yield Finding(Kind.FOCUS, path_of(widget), f"{clear} pixels show it")
    if had is not None:
        had.setFocus()


def _bring_into_view(widget: QWidget) -> None:
    """As the Tab key does it."""
    at = widget.parentWidget()
    while at is not None:
        if isinstance(at, QScrollArea):
            at.ensureWidgetVisible(widget)
        at = at.parentWidget()


def _let_go(window: QWidget) -> None:
    focus = window.focusWidget()
    if focus is not None:
        focus.clearFocus()
    QApplication.processEvents()


def _place(widget: QWidget, window: QWidget) -> QRect:
    """Where it is, and a little around it, in pixels of the window."""
    seen = QRect(widget.mapTo(window, QPoint()), widget.size())
    return seen.adjusted(-AROUND, -AROUND, AROUND, AROUND).intersected(window.rect())


def _pixels(window: QWidget, place: QRect) -> np.ndarray:
    image = QImage(place.size(), QImage.Format.Format_RGB32)
    image.fill(window.palette().color(window.backgroundRole()))
    QWidget.render(window, image, QPoint(), QRegion(place))
    return luminance(image)
