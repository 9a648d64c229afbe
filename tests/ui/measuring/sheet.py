"""Everything that is measured of one window: the text it paints, where its widgets are, and its pixels."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from PySide6.QtCore import QPoint, QPointF, QRectF
from PySide6.QtWidgets import QApplication, QWidget

from tests.ui.measuring.contrast import picture_of
from tests.ui.measuring.recorder import Run, recorded


@dataclass(frozen=True, slots=True)
class Placed:
    """A run of text in its widget; at: the widget's place in the window."""

    run: Run
    widget: QWidget
    at: QPoint

    @property
    def box(self) -> QRectF:
        """Its ink, in pixels of the window."""
        return self.run.box.translated(QPointF(self.at))


class Sheet:
    """A window as it is at this moment."""

    def __init__(self, window: QWidget) -> None:
        QApplication.processEvents()
        self.window = window
        self.widgets = list(_seen(window))
        self.texts = [
            Placed(run, widget, widget.mapTo(window, QPoint(0, 0)))
            for widget in self.widgets
            for run in recorded(widget)
        ]

    @cached_property
    def picture(self) -> np.ndarray:
        return picture_of(self.window)


def _seen(window: QWidget) -> Iterator[QWidget]:
    yield window
    for widget in window.findChildren(QWidget):
        if widget.isVisible() and not widget.isWindow() and widget.window() is window:
            yield widget
