"""Finds widgets and text that lie upon each other, and widgets that reach out of what they are in."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

import numpy as np
from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtWidgets import (
    QAbstractScrollArea,
    QLineEdit,
    QSplitterHandle,
    QStackedWidget,
    QTabBar,
    QWidget,
)

from tests.ui.measuring.findings import Finding, Kind, path_of
from tests.ui.measuring.sheet import Placed, Sheet

SLACK = 1.0
OWN_PARTS = (QTabBar, QLineEdit, QSplitterHandle)
"""What puts its own parts where it wants them: buttons to scroll tabs, the cross in a line of text."""


def misplaced_widgets(sheet: Sheet) -> Iterator[Finding]:
    inside: dict[QWidget, list[QWidget]] = {}
    for widget in sheet.widgets[1:]:
        if _solid(widget):
            inside.setdefault(widget.parentWidget(), []).append(widget)
    for parent, children in inside.items():
        if isinstance(parent, OWN_PARTS):
            continue
        for child in children:
            if not _scrolled(parent) and not parent.rect().adjusted(-1, -1, 1, 1).contains(child.geometry()):
                by = f"{_told(child.geometry())} in {_told(parent.rect())}"
                yield Finding(Kind.OUTSIDE, path_of(child), by)
        if isinstance(parent, QAbstractScrollArea | QStackedWidget):
            continue
        for one, other in combinations(children, 2):
            common = one.geometry().intersected(other.geometry())
            if common.width() > SLACK and common.height() > SLACK:
                by = f"{type(one).__name__} “{one.accessibleName()}” {_told(one.geometry())} and {path_of(other)}"
                yield Finding(Kind.UPON, path_of(one), f"{by} {_told(other.geometry())}")


def _solid(widget: QWidget) -> bool:
    """What covers nothing that one could click on is meant to lie upon others."""
    through = widget.testAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
    return not isinstance(widget, QSplitterHandle) and not widget.geometry().isEmpty() and not through


def _scrolled(parent: QWidget) -> bool:
    area = parent.parentWidget()
    return isinstance(area, QAbstractScrollArea) and area.viewport() is parent


def _told(rect: QRect) -> str:
    return f"{rect.x()},{rect.y()} {rect.width()}×{rect.height()}"


def texts_upon_each_other(sheet: Sheet) -> Iterator[Finding]:
    """By their ink, and only where both can be seen."""
    shown = [(text, _seen_box(text)) for text in sheet.texts]
    shown = [(text, box) for text, box in shown if box.width() > 0 and box.height() > 0]
    if len(shown) < 2:
        return
    sides = np.array([(box.left(), box.top(), box.right(), box.bottom()) for _, box in shown])
    low = np.maximum(sides[:, None, :2], sides[None, :, :2])
    high = np.minimum(sides[:, None, 2:], sides[None, :, 2:])
    upon = np.triu(((high - low) > SLACK).all(axis=2), k=1)
    for first, second in zip(*np.nonzero(upon), strict=True):
        one, other = shown[first][0], shown[second][0]
        told = f"“{one.run.text}” and “{other.run.text}” in {path_of(other.widget)}"
        yield Finding(Kind.UPON, path_of(one.widget), told)


def _seen_box(text: Placed) -> QRectF:
    """What of its ink can be seen, in pixels of the window."""
    seen = QRectF(text.widget.visibleRegion().boundingRect()).intersected(text.run.box)
    if text.run.clip is not None:
        seen = seen.intersected(text.run.clip)
    return seen.translated(text.at.x(), text.at.y())
