"""The states that a view has only for a moment: pointed at, not to be used, a menu with each of its entries chosen."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QAbstractButton, QApplication, QMenu, QWidget

from tests.ui.measuring.check import measured
from tests.ui.measuring.findings import Finding
from tests.ui.measuring.stage import FEW, Stage


@contextmanager
def pointed_at(window: QWidget) -> Iterator[None]:
    """All of its buttons look as if the pointer was on them."""
    buttons = [each for each in window.findChildren(QAbstractButton) if each.isVisible()]
    for each in buttons:
        each.setAttribute(Qt.WidgetAttribute.WA_UnderMouse)
        _move(each, QPointF(each.rect().center()))
    yield
    for each in buttons:
        _move(each, QPointF(-1, -1))
        each.setAttribute(Qt.WidgetAttribute.WA_UnderMouse, False)


def _move(button: QAbstractButton, place: QPointF) -> None:
    """Buttons believe only a pointer that moves upon them."""
    none, keys = Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier
    event = QMouseEvent(
        QEvent.Type.MouseMove, place, QPointF(button.mapToGlobal(place.toPoint())), none, none, keys
    )
    QApplication.sendEvent(button, event)


@contextmanager
def unusable(window: QWidget) -> Iterator[None]:
    """All of it, as what belongs to something that has gone."""
    was = window.isEnabled()
    window.setEnabled(False)
    yield
    window.setEnabled(was)


def in_menu(menu: QMenu) -> Iterator[Finding]:
    """With nothing chosen, and with each of its entries."""
    for action in (None, *menu.actions()):
        if action is not None and (action.isSeparator() or not action.isEnabled()):
            continue
        menu.setActiveAction(action)  # type: ignore[arg-type]
        yield from measured(menu, room=False)


def measured_states(app: QApplication, place: Path, theme: str) -> tuple[int, list[str]]:
    """How many were measured, and what is wrong."""
    stage, found, count = Stage(app, place, theme, FEW), dict[str, str](), 0
    for view in stage.views():
        for state in (pointed_at, unusable):
            with state(view.window):
                count += 1
                for finding in measured(view.window, room=False):
                    found.setdefault(str(finding), f"{view}, {state.__name__}: {finding}")
    for view in stage.menus():
        assert isinstance(view.window, QMenu)
        count += 1
        for finding in in_menu(view.window):
            found.setdefault(str(finding), f"{view}: {finding}")
    stage.close()
    return count, list(found.values())
