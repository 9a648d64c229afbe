"""What is said beside names: roles for what Qt has none for (a curve is a *chart*, a scrolled text a *pane*), and news.

What a screen reader says beside that are the widget's accessible name and description, as of every widget.
"""

from __future__ import annotations

import shiboken6
from PySide6.QtCore import QObject
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QAccessibleInterface
from PySide6.QtWidgets import QAccessibleWidget, QWidget

ROLE = "spoken_role"

_made: list[QAccessibleWidget] = []
"""Qt deletes them with their widgets; until then somebody on our side has to know them, or Python deletes them too."""

_installed: list[object] = []


def spoken_as(widget: QWidget, role: QAccessible.Role) -> None:
    """Qt asks for it when a screen reader does, so it costs nothing where there is none. Before the widget is called
    anything: a name is told at once, and from then on the role is what it was."""
    if not _installed:
        _installed.append(_interface_of)
        QAccessible.installFactory(_interface_of)
    widget.setProperty(ROLE, role.value)


def _interface_of(_class_name: str, thing: QObject) -> QAccessibleInterface | None:
    role = thing.property(ROLE) if isinstance(thing, QWidget) else None
    if role is None or not isinstance(thing, QWidget):
        return None
    _made[:] = [each for each in _made if shiboken6.isValid(each)]
    _made.append(QAccessibleWidget(thing, QAccessible.Role(role)))
    return _made[-1]


def announce(widget: QWidget, text: str) -> None:
    """Have it said when whoever listens has nothing more urgent to hear."""
    if QAccessible.isActive():
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(widget, text))
