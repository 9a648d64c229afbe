"""Finds text and signs that stand out too little from what is behind them."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QPoint, QRectF
from PySide6.QtWidgets import QAbstractButton, QLabel, QWidget

from tests.ui.measuring.contrast import LEAST, LEAST_OF_LARGE, LEAST_UNUSABLE, contrast_in
from tests.ui.measuring.findings import Finding, Kind, path_of
from tests.ui.measuring.sheet import Placed, Sheet

SLACK = 0.05


def pale_texts(sheet: Sheet) -> Iterator[Finding]:
    for text in sheet.texts:
        if not _all_in_sight(text):
            continue
        least = LEAST_UNUSABLE if not usable(text) else LEAST_OF_LARGE if text.run.large else LEAST
        found = contrast_in(sheet.picture, text.box)
        if found < least - SLACK:
            told = f"“{text.run.text}” has {found:.2f} of {least}"
            yield Finding(Kind.PALE, path_of(text.widget), told)


def usable(text: Placed) -> bool:
    """What cannot be used now may be paler (WCAG 1.4.3 asks nothing of it)."""
    return text.widget.isEnabled()


def _all_in_sight(text: Placed) -> bool:
    seen = text.widget.visibleRegion().boundingRect()
    return seen.contains(text.run.box.toAlignedRect())


def pale_signs(sheet: Sheet) -> Iterator[Finding]:
    """Pictures of labels and buttons."""
    for widget in sheet.widgets:
        if not widget.isEnabled() or not _has_picture(widget):
            continue
        if widget.visibleRegion().boundingRect() != widget.rect():
            continue
        place = QRectF(widget.rect()).translated(widget.mapTo(sheet.window, QPoint()))
        found = contrast_in(sheet.picture, place)
        if found < LEAST_OF_LARGE - SLACK:
            yield Finding(Kind.PALE, path_of(widget), f"a sign has {found:.2f} of {LEAST_OF_LARGE}")


def _has_picture(widget: QWidget) -> bool:
    if isinstance(widget, QLabel):
        return not widget.pixmap().isNull()
    return isinstance(widget, QAbstractButton) and not widget.icon().isNull() and not widget.text()
