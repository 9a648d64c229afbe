"""What the icon makes of panels that come and go, whatever Qt answers in the moment in which they do."""

from __future__ import annotations

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from skelly_tray.ui import tray
from skelly_tray.ui.menu import TrayMenu
from skelly_tray.ui.preferences import Preferences
from skelly_tray.ui.present.menu import menu_model
from skelly_tray.ui.snooze import Snooze
from skelly_tray.ui.tray import Backend, Tray


@pytest.mark.qt_log_ignore("systemTrayWindowChanged")  # there is none where the tests run
def test_a_panel_that_is_still_answered_for_while_it_goes_is_missed_all_the_same(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    answers = [Backend.DBUS, Backend.XEMBED, Backend.NONE]
    monkeypatch.setattr(tray, "present_backend", lambda: answers.pop(0) if len(answers) > 1 else answers[0])
    monkeypatch.setattr(tray, "_has_panels", lambda: True)
    monkeypatch.setattr(tray, "_watcher", lambda _tray: None)
    monkeypatch.setattr(tray, "LOST_MS", 1)
    menu = TrayMenu(lambda: menu_model(None, now=0.0, elapsed=0.0), Snooze(Preferences(tmp_path)))
    qtbot.addWidget(menu)
    icon = Tray(menu)
    icon.look()
    with qtbot.waitSignal(icon.lost, timeout=5000):
        icon.look()
    icon.close()


@pytest.mark.parametrize(("platform", "found"), [("xcb", Backend.XEMBED), ("wayland", Backend.NONE)])
def test_without_a_panel_on_the_bus_only_x11_can_have_one(
    monkeypatch: pytest.MonkeyPatch, platform: str, found: Backend
) -> None:
    monkeypatch.setattr(tray.QGuiApplication, "platformName", staticmethod(lambda: platform))
    monkeypatch.setattr(tray.QSystemTrayIcon, "isSystemTrayAvailable", staticmethod(lambda: True))
    monkeypatch.setattr(tray, "_watcher_is_there", lambda: False)
    monkeypatch.setattr(tray.sys, "platform", "linux")
    assert tray.present_backend() is found
