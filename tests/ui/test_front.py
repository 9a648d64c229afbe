"""What counts as being in front, so that a click on the icon hides a window or brings it there."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from skelly_tray.ui import front as front_module
from skelly_tray.ui.front import Front


class Window(QWidget):
    """Active as told."""

    active = False

    def isActiveWindow(self) -> bool:
        return self.active


@pytest.fixture
def window(qtbot: QtBot) -> Window:
    made = Window()
    qtbot.addWidget(made)
    return made


@pytest.fixture
def front(window: Window) -> Front:
    made = Front()
    window.installEventFilter(made)
    return made


def tell(window: Window, kind: QEvent.Type) -> None:
    window.active = kind == QEvent.Type.WindowActivate
    QApplication.sendEvent(window, QEvent(kind))


def test_an_active_window_is_in_front_and_another_is_not(window: Window, front: Front) -> None:
    assert not front.is_front(window)
    window.active = True
    assert front.is_front(window)


def test_a_window_that_the_click_itself_took_the_focus_from_still_counts(
    window: Window, front: Front, monkeypatch: pytest.MonkeyPatch
) -> None:
    tell(window, QEvent.Type.WindowActivate)
    tell(window, QEvent.Type.WindowDeactivate)
    assert front.is_front(window)
    monkeypatch.setattr(front_module, "JUST_NOW", 0.0)
    assert not front.is_front(window)


def test_a_desktop_that_lets_nobody_come_to_the_front_does_not_keep_a_window_from_being_hidden(
    window: Window, front: Front, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(front_module, "JUST_NOW", 0.0)
    front.asked_for(window)
    assert front.is_front(window)
    for event in (QEvent.Type.WindowDeactivate, QEvent.Type.Hide):
        front.asked_for(window)
        tell(window, event)
        assert not front.is_front(window)


def test_one_that_is_in_front_already_need_not_be_asked(window: Window, front: Front) -> None:
    window.active = True
    front.asked_for(window)
    window.active = False
    assert not front.is_front(window)
