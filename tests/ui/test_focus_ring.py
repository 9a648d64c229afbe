"""What has the focus can be seen to have it, wherever the keys have led."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)
from pytestqt.qtbot import QtBot

from skelly_tray.ui.focus_ring import GAP, WIDTH, FocusRing
from skelly_tray.ui.theme import Theme
from skelly_tray.ui.window.main import MainWindow
from tests.ui.measuring.findings import Kind
from tests.ui.measuring.focus import focus_unseen, focusable
from tests.ui.measuring.stage import FEW, Stage

BY_KEY = Qt.FocusReason.TabFocusReason


@pytest.fixture
def room(qtbot: QtBot) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    made.resize(300, 200)
    made.show()
    made.activateWindow()
    return made


def ring_of(window: QWidget) -> FocusRing:
    found = window.findChild(FocusRing)
    assert found is not None
    return found


@pytest.mark.timeout(120)
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_focus_is_seen_in_every_view(qapp: QApplication, tmp_path: Path, theme: str) -> None:
    stage, found, counted = Stage(qapp, tmp_path, theme, FEW), list[str](), 0
    for view in stage.views():
        found += [f"{view}: {finding}" for finding in focus_unseen(view.window)]
        counted += len(focusable(view.window))
    stage.close()
    assert found == [] and counted > 300


def test_what_does_not_show_it_is_found(room: QWidget) -> None:
    box = QCheckBox("On", room)
    box.setStyleSheet("QCheckBox { outline: none; background: white }")
    box.show()
    unseen = list(focus_unseen(room))
    assert [finding.kind for finding in unseen] == [Kind.FOCUS]
    FocusRing(room, Theme("light"))
    assert list(focus_unseen(room)) == []


def test_the_ring_is_around_what_the_keys_lead_to_and_not_around_what_is_clicked(room: QWidget) -> None:
    one, other = QCheckBox("One", room), QCheckBox("Other", room)
    for box, y in ((one, 20), (other, 80)):
        box.setGeometry(20, y, 100, 24)
        box.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        box.show()
    ring = FocusRing(room, Theme("light"))
    one.setFocus(BY_KEY)
    out = GAP + WIDTH
    assert ring.isVisible() and ring.geometry() == one.geometry().adjusted(-out, -out, out, out)
    QTest.mousePress(other, Qt.MouseButton.LeftButton)
    assert other.hasFocus() and not ring.isVisible()
    QTest.mouseRelease(other, Qt.MouseButton.LeftButton)
    QTest.keyClick(other, Qt.Key.Key_Tab)
    assert one.hasFocus() and ring.isVisible()


def test_the_ring_goes_along_when_what_it_is_around_moves(room: QWidget) -> None:
    area, inside = QScrollArea(room), QWidget()
    area.setGeometry(0, 0, 200, 100)
    inside.resize(150, 600)
    box = QCheckBox("One", inside)
    box.setGeometry(20, 40, 80, 24)
    area.setWidget(inside)
    area.show()
    ring = FocusRing(room, Theme("light"))
    box.setFocus(BY_KEY)
    before = ring.geometry().top()
    area.verticalScrollBar().setValue(20)
    assert ring.geometry().top() == before - 20
    area.verticalScrollBar().setValue(400)
    assert not ring.isVisible(), "nothing of it is in sight"
    box.deleteLater()
    QApplication.sendPostedEvents(box, 52)  # DeferredDelete
    assert ring.around is None or not ring.isVisible()


def test_what_has_a_border_for_it_gets_no_ring_too(room: QWidget) -> None:
    layout = QVBoxLayout(room)
    line, button = QLineEdit(), QPushButton("Do")
    layout.addWidget(line)
    layout.addWidget(button)
    QApplication.processEvents()
    ring = FocusRing(room, Theme("light"))
    for widget in (line, button):
        widget.setFocus(BY_KEY)
        assert widget.hasFocus() and not ring.isVisible()
    button.setDefault(True)
    line.setFocus(BY_KEY)
    button.setFocus(BY_KEY)
    assert ring.isVisible(), "its colour leaves no room for a border in another"


def test_of_tabs_it_is_the_chosen_one(window: MainWindow) -> None:
    window.activateWindow()
    tabs, ring = window.foot.tabs, ring_of(window)
    tabs.setFocus(BY_KEY)
    places = []
    for number in range(2):
        tabs.setCurrentIndex(number)
        places.append(ring.geometry().center() - tabs.mapTo(window, QPoint()))
    assert [tabs.tabAt(place) for place in places] == [0, 1]
    window.table.setFocus(BY_KEY)
    assert not ring.isVisible(), "the row has a mark of its own"
