"""Walks a window as a screen reader does, through Qt's own interface, and finds what would not be told."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import Any

from PySide6.QtGui import QAccessible, QAccessibleInterface, QAction, QShortcut
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSlider,
    QComboBox,
    QGraphicsView,
    QHeaderView,
    QLabel,
    QLineEdit,
    QListView,
    QPlainTextEdit,
    QTabBar,
    QTreeView,
    QWidget,
)

from tests.ui.measuring.findings import Finding, Kind, path_of
from tests.ui.measuring.focus import focusable

Role, Text = QAccessible.Role, QAccessible.Text

LETTERS = re.compile(r"\w\s?\w", re.UNICODE)
"""More than a sign: a word, or a figure with its unit."""

ROLES: tuple[tuple[type[QWidget], frozenset[Role]], ...] = (
    (QTabBar, frozenset((Role.PageTabList,))),
    (QHeaderView, frozenset((Role.Table, Role.Pane, Role.Client, Role.Row))),
    (QComboBox, frozenset((Role.ComboBox,))),
    (QLineEdit, frozenset((Role.EditableText,))),
    (QPlainTextEdit, frozenset((Role.EditableText, Role.StaticText))),
    (QAbstractItemView, frozenset((Role.Table, Role.Tree, Role.List))),
    (QAbstractSlider, frozenset((Role.Slider, Role.ScrollBar))),
    (
        QAbstractButton,
        frozenset((Role.Button, Role.CheckBox, Role.RadioButton, Role.ButtonMenu, Role.ButtonDropDown)),
    ),
    (QLabel, frozenset((Role.StaticText, Role.Graphic))),
)
"""Which roles each kind of widget may have, more special kinds first."""


def told_of(widget: QWidget) -> QAccessibleInterface | None:
    return QAccessible.queryAccessibleInterface(widget)


def usable(window: QWidget) -> list[QWidget]:
    """What one can do something with, without the parts that Qt makes for itself."""
    return [widget for widget in focusable(window) if not _own_part(widget)]


def _own_part(widget: QWidget) -> bool:
    inside = widget.parentWidget()
    return isinstance(inside, QLineEdit | QComboBox | QTabBar | QHeaderView)


def nameless(window: QWidget) -> Iterator[Finding]:
    """A name of letters, and no secret sign of ours; and a role that fits what it is."""
    for widget in usable(window):
        told = told_of(widget)
        if told is None or not told.isValid():
            yield Finding(Kind.UNNAMED, path_of(widget), "is not there")
            continue
        name = told.text(Text.Name)
        if not LETTERS.search(name):
            yield Finding(Kind.UNNAMED, path_of(widget), f"is called “{name}”")
        yield from _wrong_role(widget, told.role())


def _wrong_role(widget: QWidget, role: Role) -> Iterator[Finding]:
    for kind, allowed in ROLES:
        if isinstance(widget, kind):
            if role not in allowed:
                yield Finding(
                    Kind.ROLE, path_of(widget), f"{role.name}, not one of {[r.name for r in allowed]}"
                )
            return
    if role in (Role.NoRole, Role.Client, Role.Window):
        yield Finding(Kind.ROLE, path_of(widget), f"{role.name} says nothing")


def wordless_pictures(window: QWidget) -> Iterator[Finding]:
    """What is drawn has to be told too: in words that describe it, beside its name."""
    for widget in window.findChildren(QWidget):
        if not widget.isVisible() or widget.window() is not window:
            continue
        drawn = isinstance(widget, QGraphicsView) and widget.focusPolicy().value > 0
        if type(widget).__name__ in DRAWN or drawn:
            told = told_of(widget)
            words = "" if told is None else told.text(Text.Description)
            if not LETTERS.search(words):
                yield Finding(Kind.WORDLESS, path_of(widget), "is not described")


DRAWN = ("PlotCard", "GraphView", "GraphLegend")
"""Widgets that are pictures."""


def silent_cells(window: QWidget) -> Iterator[Finding]:
    """Every cell that can be seen says something, and every column what it is of."""
    for view in window.findChildren(QAbstractItemView):
        model: Any = view.model()
        if not view.isVisible() or view.window() is not window or isinstance(view, QHeaderView):
            continue
        if model is None or isinstance(view.parentWidget(), QComboBox):
            continue
        columns = 1 if isinstance(view, QListView) else model.columnCount(view.rootIndex())
        for row in range(min(model.rowCount(view.rootIndex()), 12)):
            spanned = isinstance(view, QTreeView) and view.isFirstColumnSpanned(row, view.rootIndex())
            for column in range(1 if spanned else columns):
                index = model.index(row, column, view.rootIndex())
                spoken = model.data(index, 11) or model.data(index, 0)  # AccessibleTextRole, DisplayRole
                if not str(spoken or "").strip() and view.visualRect(index).width() > 0:
                    told = f"row {row}, column {column} of {columns}"
                    yield Finding(Kind.WORDLESS, path_of(view), told)


def tabs_without_names(window: QWidget) -> Iterator[Finding]:
    for bar in window.findChildren(QTabBar):
        told = told_of(bar)
        if not bar.isVisible() or bar.window() is not window or told is None:
            continue
        names = [told.child(number).text(Text.Name) for number in range(bar.count())]
        if not all(map(LETTERS.search, names)):
            yield Finding(Kind.UNNAMED, path_of(bar), f"tabs are called {names}")


# Keys ---------------------------------------------------------------------------------------------


def colliding_keys(window: QWidget) -> Iterator[Finding]:
    """A key, or a letter with Alt, that two things answer to at once."""
    keys: Counter[str] = Counter()
    for shortcut in window.findChildren(QShortcut):
        owner = shortcut.parent()
        seen = not isinstance(owner, QWidget) or (owner.isVisible() and owner.window() is window)
        if shortcut.isEnabled() and seen:
            keys[shortcut.key().toString()] += 1
    for action in window.findChildren(QAction):
        if action.isEnabled() and action.isVisible() and not action.shortcut().isEmpty():
            keys[action.shortcut().toString()] += 1
    for widget in window.findChildren(QWidget):
        if not widget.isVisible() or not widget.isEnabled() or widget.window() is not window:
            continue
        if isinstance(widget, QAbstractButton) and not widget.shortcut().isEmpty():
            keys[widget.shortcut().toString()] += 1
        elif isinstance(widget, QTabBar):
            letters = (re.search(r"(?<!&)&(\w)", widget.tabText(at)) for at in range(widget.count()))
            keys.update(f"Alt+{letter[1].upper()}" for letter in letters if letter)
        elif isinstance(widget, QLabel) and widget.buddy() is not None:
            letter = re.search(r"(?<!&)&(\w)", widget.text())
            keys.update([f"Alt+{letter[1].upper()}"] if letter else [])
    for key, times in keys.items():
        if times > 1:
            yield Finding(Kind.KEYS, path_of(window), f"{key} means {times} things")


def out_of_order(window: QWidget) -> Iterator[Finding]:
    """The Tab key goes the way that one reads: never up or back within what stands together."""
    before: QWidget | None = None
    for widget in usable(window):
        if before is not None and _same_group(before, widget, window):
            last, now = _corner(before, window), _corner(widget, window)
            below = now[1] > last[1] + before.height() // 2
            beside = abs(now[1] - last[1]) <= max(before.height(), widget.height()) // 2 and now[0] >= last[0]
            if not below and not beside:
                yield Finding(Kind.ORDER, path_of(widget), f"comes after {path_of(before)}")
        before = widget


def _same_group(one: QWidget, other: QWidget, window: QWidget) -> bool:
    return one.parentWidget() is other.parentWidget()


def _corner(widget: QWidget, window: QWidget) -> tuple[int, int]:
    at = widget.mapTo(window, widget.rect().topLeft())
    return at.x(), at.y()
