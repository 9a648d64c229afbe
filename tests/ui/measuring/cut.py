"""Finds text that has too little room, and text that was shortened with nothing to tell the whole of it."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Sequence

from PySide6.QtCore import QEvent, QPoint, QRectF, Qt
from PySide6.QtGui import QHelpEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractScrollArea,
    QApplication,
    QComboBox,
    QHeaderView,
    QLabel,
    QLineEdit,
    QMenu,
    QPlainTextEdit,
    QTabBar,
    QTextEdit,
    QToolTip,
    QWidget,
)

from tests.ui.measuring.findings import Finding, Kind, path_of
from tests.ui.measuring.sheet import Placed, Sheet

SLACK = 2.0
"""Pixels of ink that may be lost: what Qt calls the ink of a letter is rounded outwards by one on each side."""

DOTS = "…"

LEAST_LETTERS = 8.5
"""Pixels of type on the screen."""


Area = tuple[QRectF, set[str]]
"""A rectangle in the pixels of the widget that paints, and the ways in which one can scroll there."""


def cut_texts(sheet: Sheet) -> Iterator[Finding]:
    around: dict[QWidget, list[Area]] = {}
    for text in sheet.texts:
        if text.widget not in around:
            around[text.widget] = list(_areas(text.widget, sheet.window))
        areas = around[text.widget]
        if not _in_sight(text, areas):
            continue
        lost = _lost(text, areas)
        if lost:
            yield Finding(Kind.CUT, path_of(text.widget), f"“{text.run.text}” by {lost}")
        elif text.run.pixels < LEAST_LETTERS:
            yield Finding(Kind.TINY, path_of(text.widget), f"“{text.run.text}” has {text.run.pixels:.1f} px")
        elif DOTS in text.run.text and not _told(text):
            yield Finding(Kind.UNTOLD, path_of(text.widget), f"“{text.run.text}”")


# Room ---------------------------------------------------------------------------------------------


def _lost(text: Placed, areas: Sequence[Area]) -> str:
    """How much of its ink cannot be seen and cannot be scrolled to; empty for nothing."""
    box, widget, clip = text.run.box, text.widget, text.run.clip
    if isinstance(widget, QLineEdit) and widget.text():
        return ""  # what is written moves along with the cursor
    missing = {"width": 0.0, "height": 0.0}
    for number, (room, free) in enumerate(areas):
        place = room if clip is None or number else room.intersected(clip)
        for way, lost in zip(missing, _beyond(box, place), strict=True):
            if way not in free:
                missing[way] = max(missing[way], lost)
        box = _scrolled_into(box, place, free)
    return ", ".join(f"{lost:.0f} px of its {way}" for way, lost in missing.items() if lost > SLACK)


def _scrolled_into(box: QRectF, room: QRectF, ways: set[str]) -> QRectF:
    """What is left of the box where the rest is a matter of scrolling."""
    left, right, top, bottom = box.left(), box.right(), box.top(), box.bottom()
    if "width" in ways:
        left, right = max(left, room.left()), min(right, room.right())
    if "height" in ways:
        top, bottom = max(top, room.top()), min(bottom, room.bottom())
    return QRectF(left, top, max(0.0, right - left), max(0.0, bottom - top))


def _areas(widget: QWidget, window: QWidget) -> Iterator[Area]:
    """The widget, and what it is in, up to the window."""
    at, place = widget, widget.mapTo(window, QPoint())
    yield QRectF(widget.rect()), _scrolls(widget)
    while at is not window and at.parentWidget() is not None:
        at = at.parentWidget()
        yield QRectF(at.rect()).translated(at.mapTo(window, QPoint()) - place), _scrolls(at)


def _beyond(box: QRectF, room: QRectF) -> tuple[float, float]:
    return (
        max(room.left() - box.left(), box.right() - room.right()),
        max(room.top() - box.top(), box.bottom() - room.bottom()),
    )


def _scrolls(viewport: QWidget) -> set[str]:
    """The ways in which one can bring into view what lies beyond this widget."""
    area = viewport.parentWidget()
    if isinstance(area, QHeaderView) and area.viewport() is viewport:
        area = area.parentWidget()
    elif isinstance(area, QAbstractScrollArea) and area.viewport() is not viewport:
        return set()
    if not isinstance(area, QAbstractScrollArea):
        return set()
    ways = {"width": area.horizontalScrollBar(), "height": area.verticalScrollBar()}
    return {way for way, bar in ways.items() if bar.maximum() > bar.minimum()}


def _in_sight(text: Placed, areas: Sequence[Area]) -> bool:
    """Not scrolled away, and not in a part of the widget that does not exist."""
    if text.run.clip is not None and text.run.clip.isEmpty():
        return False
    return not any(ways and not place.intersects(text.run.box) for place, ways in areas)


# Shortened ----------------------------------------------------------------------------------------


def _told(text: Placed) -> bool:
    """Whether it is meant to end in dots, or the tooltip at its place has what they stand for."""
    shown = text.run.text.strip()
    sources = [_plain(each) for each in _sources(text)]
    if shown in sources or (shown != DOTS and any(shown in each for each in sources)):
        return True
    told = " ".join(_plain(tooltip_at(text.widget, text.run.box.center().toPoint())).split())
    at = 0
    for piece in shown.split(DOTS):
        at = told.find(" ".join(piece.split()), at)
        if at < 0:
            return False
        at += len(piece)
    return len(told) > len(shown) - 1


def _sources(text: Placed) -> Iterator[str]:
    """What was set, and may have its own dots."""
    widget, place = text.widget, text.run.box.center().toPoint()
    owner = widget.parentWidget()
    if isinstance(widget, QLabel | QAbstractButton):
        yield widget.text()
    elif isinstance(widget, QLineEdit):
        yield from (widget.placeholderText(), widget.displayText())
    elif isinstance(widget, QComboBox):
        yield widget.currentText()
    elif isinstance(widget, QTabBar):
        yield widget.tabText(widget.tabAt(place))
    elif isinstance(widget, QMenu):
        for action in widget.actions():
            yield from action.text().split("\t")
    elif isinstance(owner, QPlainTextEdit | QTextEdit):
        yield from (owner.placeholderText(), *owner.toPlainText().splitlines())
    elif isinstance(owner, QHeaderView) and owner.model() is not None:
        section = owner.logicalIndexAt(place)
        yield str(owner.model().headerData(section, owner.orientation(), Qt.ItemDataRole.DisplayRole))
    elif isinstance(owner, QAbstractItemView):
        index = owner.indexAt(place)
        yield str(index.data(Qt.ItemDataRole.DisplayRole))


def _plain(text: str) -> str:
    """Without mnemonics and markup."""
    if re.search(r"<[a-z/][^>]*>", text):
        text = html.unescape(re.sub(r"<[^>]*>", "", text))
    return re.sub(r"&(?=\w)", "", text).strip()


def tooltip_at(widget: QWidget, place: QPoint) -> str:
    """What comes up when the pointer rests there."""
    QToolTip.hideText()
    at: QWidget | None = widget
    while at is not None:
        event = QHelpEvent(QEvent.Type.ToolTip, place, at.mapToGlobal(place))
        QApplication.sendEvent(at, event)
        if QToolTip.text() and event.isAccepted():
            break
        if at.isWindow():
            return ""
        place, at = at.mapToParent(place), at.parentWidget()
    told = QToolTip.text()
    QToolTip.hideText()
    return told
