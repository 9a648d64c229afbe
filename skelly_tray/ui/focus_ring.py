"""A ring around what has the focus, for what a style sheet gives none: lists, tabs, curves, check boxes, scrolled text.

Lines of text, choices and plain buttons have a border of their own for it.
"""

from __future__ import annotations

import shiboken6
from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QGuiApplication, QPainter, QPaintEvent, QPen, QRegion
from PySide6.QtWidgets import (
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QTabBar,
    QToolButton,
    QWidget,
)

from skelly_tray.ui.theme import RADIUS, Theme

WIDTH = 2
GAP = 2
"""Pixels of the ring, and between it and what it is around."""

BORDERED = (QLineEdit, QPlainTextEdit, QComboBox, QAbstractSpinBox, QToolButton)

OWN_FOCUS = "own_focus"
"""The property of a widget that draws a sign of its own."""

FOLLOWED = frozenset(
    (QEvent.Type.Move, QEvent.Type.Resize, QEvent.Type.Show, QEvent.Type.Hide, QEvent.Type.LayoutRequest)
)


class FocusRing(QWidget):
    """Belongs to one window and follows its focus. It comes with the keys and not with a click, as in a browser."""

    def __init__(self, window: QWidget, theme: Theme) -> None:
        super().__init__(window)
        self._theme = theme
        self._around: QWidget | None = None
        self._followed: list[QWidget] = []
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        application.focusChanged.connect(self._focus_moved)
        theme.changed.connect(self.update)

    @property
    def around(self) -> QWidget | None:
        """What has it; None while it is not shown."""
        return self._around

    def _focus_moved(self, _old: QWidget | None, new: QWidget | None) -> None:
        self._let_go()
        window = self.parentWidget()
        clicked = QGuiApplication.mouseButtons() != Qt.MouseButton.NoButton
        if new is not None and not clicked and new.window() is window and needs_ring(new):
            self._around = new
            at: QWidget | None = new
            while at is not None and at is not window:
                self._followed.append(at)
                at.installEventFilter(self)
                at = at.parentWidget()
            if isinstance(new, QTabBar):
                new.currentChanged.connect(self._settle)
        self._settle()

    def _let_go(self) -> None:
        around, self._around = self._around, None
        if isinstance(around, QTabBar) and shiboken6.isValid(around):
            around.currentChanged.disconnect(self._settle)
        for widget in self._followed:
            if shiboken6.isValid(widget):
                widget.removeEventFilter(self)
        self._followed.clear()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in FOLLOWED:
            self._settle()
        return False

    def _settle(self, _tab: int = 0) -> None:
        """Take the place around it, as far as that is in sight."""
        around = self._around
        if around is None or not shiboken6.isValid(around):
            self.hide()
            return
        place = place_of(around, around.window())
        if place.isEmpty():
            self.hide()
            return
        if self.geometry() != place:
            self.setGeometry(place)
        inner = self.rect().adjusted(WIDTH + 1, WIDTH + 1, -WIDTH - 1, -WIDTH - 1)
        self.setMask(QRegion(self.rect()).subtracted(QRegion(inner)))
        self.raise_()
        self.show()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(self._theme.colours.accent), WIDTH))
        half = WIDTH / 2
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(half, half, -half, -half), RADIUS, RADIUS)


def needs_ring(widget: QWidget) -> bool:
    if widget.property(OWN_FOCUS) or isinstance(widget, BORDERED):
        return False
    return not (isinstance(widget, QPushButton) and not widget.isDefault())


def place_of(widget: QWidget, window: QWidget) -> QRect:
    """Around the widget, of tabs around the chosen one; within everything that it is in. In pixels of the window."""
    inner = widget.rect()
    if isinstance(widget, QTabBar):
        inner = inner.intersected(widget.tabRect(widget.currentIndex()))
    place = inner.translated(widget.mapTo(window, QPoint()))
    if not widget.isVisible():
        return QRect()
    place.adjust(-GAP - WIDTH, -GAP - WIDTH, GAP + WIDTH, GAP + WIDTH)
    outer = widget.parentWidget()
    while outer is not None:
        place = place.intersected(outer.rect().translated(outer.mapTo(window, QPoint())))
        outer = None if outer is window else outer.parentWidget()
    return place
