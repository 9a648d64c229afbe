"""The page of the modules without a mouse and without eyes: names, roles and the order of the focus, in every tab."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QWidget,
)
from pytestqt.qtbot import QtBot

from skelly_tray.ui.window.detail_tabs import detail_tabs
from skelly_tray.ui.window.main import MainWindow
from tests.ui.fake_core import FakeCore, snapshot
from tests.ui.test_details import FIELDS, JOURNAL

TABS = [entry.tab.key for entry in detail_tabs()]
USABLE = (QAbstractButton, QLineEdit, QComboBox, QPlainTextEdit, QAbstractItemView)


def prepared(window: MainWindow, core: FakeCore, tab: str) -> MainWindow:
    core.answers |= {
        "events": JOURNAL, "config.schema": {"fields": FIELDS, "settings": [], "overrides": {"name": "x"}},
    }  # fmt: skip
    core.publish(snapshot())
    window.table.choose("storage")
    window.details.show_tab(tab)
    return window


def ours(window: MainWindow) -> list[QWidget]:
    """What can be used and seen, without the parts that Qt makes for itself."""
    return [
        widget
        for widget in window.findChildren(QWidget)
        if isinstance(widget, USABLE)
        and widget.isVisible()
        and not widget.objectName().startswith("qt_")
        and not isinstance(widget.parentWidget(), QLineEdit | QComboBox)
        and type(widget).__name__ not in ("ScrollLeftButton", "ScrollRightButton", "QTableCornerButton")
        and widget.focusPolicy() != Qt.FocusPolicy.NoFocus
    ]


@pytest.mark.parametrize("tab", TABS)
def test_everything_that_can_be_used_has_a_name_and_is_reached_by_the_tab_key(
    window: MainWindow, core: FakeCore, qtbot: QtBot, tab: str
) -> None:
    prepared(window, core, tab)
    qtbot.waitUntil(lambda: window.heartbeat.running, timeout=5000)
    nameless = [widget for widget in ours(window) if not widget.accessibleName()]
    assert nameless == []
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow, timeout=5000)
    window.table.setFocus()
    seen: list[QWidget] = []
    for _ in range(60):
        focus = window.focusWidget()
        if focus is None or focus in seen:
            break
        seen.append(focus)
        qtbot.keyClick(focus, Qt.Key.Key_Tab)
    missed = [
        widget
        for widget in ours(window)
        if widget.isEnabled()
        and widget not in seen
        and widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        and not isinstance(widget, QPlainTextEdit)
    ]
    assert missed == [] and len(seen) > 8, "the tab key goes past"


@pytest.mark.parametrize("tab", TABS)
def test_screen_readers_find_names_and_roles(window: MainWindow, core: FakeCore, tab: str) -> None:
    prepared(window, core, tab)
    for widget in ours(window):
        told = QAccessible.queryAccessibleInterface(widget)
        assert told is not None and told.isValid(), widget
        assert told.text(QAccessible.Text.Name), widget
        assert told.role() not in (QAccessible.Role.NoRole, QAccessible.Role.Client), widget


def test_the_rows_are_read_as_sentences_and_the_tabs_as_tabs(window: MainWindow) -> None:
    table = QAccessible.queryAccessibleInterface(window.table)
    assert table.role() in (QAccessible.Role.Table, QAccessible.Role.Tree)
    spoken = [
        str(window.model.data(window.model.index(row, 0), Qt.ItemDataRole.AccessibleTextRole))
        for row in range(3)
    ]
    assert spoken[0].startswith("AI companion, failed, retry in") and "no model" in spoken[0]
    tabs = QAccessible.queryAccessibleInterface(window.details.tabs)
    assert tabs.role() == QAccessible.Role.PageTabList
    assert [tabs.child(number).text(QAccessible.Text.Name) for number in range(len(TABS))] == [
        "Overview", "Logs", "Events", "Settings", "Limits", "Why",
    ]  # fmt: skip


def test_no_two_keys_are_the_same(window: MainWindow, core: FakeCore) -> None:
    from PySide6.QtGui import QShortcut

    for tab in TABS:
        prepared(window, core, tab)
    keys = [short.key().toString() for short in window.findChildren(QShortcut) if short.isEnabled()]
    keys += [
        each.shortcut().toString()
        for each in window.findChildren(QAbstractButton)
        if each.shortcut().toString()
    ]
    keys = [key for key in keys if key != "Esc"]
    assert sorted(keys) == sorted(set(keys))
