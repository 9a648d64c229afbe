"""The tray menu is one object for life; its entries change in place and never under the pointer."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu

from skelly_tray.domain.status import ModuleState
from skelly_tray.ui import menu as menu_module
from skelly_tray.ui.application import TrayApplication
from tests.ui.conftest import MakeApplication
from tests.ui.fake_core import FakeCore, calm_modules, running, snapshot


@pytest.fixture
def application(make_application: MakeApplication, core: FakeCore) -> TrayApplication:
    core.publish(snapshot())
    return make_application(host_grace_ms=10**6)


def texts(menu: QMenu) -> list[str]:
    return ["–" if action.isSeparator() else action.text() for action in menu.actions() if action.isVisible()]


def entry(menu: QMenu, name: str) -> QAction:
    return next(action for action in menu.actions() if name in action.text())


def choose(menu: QMenu, name: str, what: str) -> None:
    submenu = entry(menu, name).menu()
    assert isinstance(submenu, QMenu)
    entry(submenu, what).trigger()


def test_the_menu_lists_status_modules_and_actions(application: TrayApplication) -> None:
    assert texts(application.menu) == [
        "Skelly: all 8 modules healthy", "–", "● Event bus · running", "● Storage · running",
        "● Data capture · running", "● Analysis · running", "● AI companion · running", "● Web server · running",
        "● Cute figurine · running", "● Nightly backup · running", "–", "Start all", "Restart all", "Stop all", "–",
        "Open Skelly Tray", "Quit and stop 8 modules",
    ]  # fmt: skip


def test_failing_modules_come_first_and_keep_their_actions(
    application: TrayApplication, core: FakeCore
) -> None:
    before = entry(application.menu, "Cute figurine")
    core.change("figurine", state=ModuleState.FAILED, reason="exit 1")
    assert texts(application.menu)[2].startswith("■ Cute figurine · failed")
    assert texts(application.menu)[3] == "–"
    assert entry(application.menu, "Cute figurine") is before
    choose(application.menu, "Cute figurine", "Retry now")
    assert core.posted == [{"do": "start", "modules": ["figurine"], "all": False}]


def test_entries_do_not_move_while_the_menu_is_open(application: TrayApplication, core: FakeCore) -> None:
    menu = application.menu
    menu.aboutToShow.emit()
    order = [action for action in menu.actions() if action.menu()]
    core.change("figurine", state=ModuleState.FAILED, reason="exit 1")
    assert [action for action in menu.actions() if action.menu()] == order
    assert "failed" in entry(menu, "Cute figurine").text()
    menu.aboutToHide.emit()
    assert "Cute figurine" in texts(menu)[2]


def test_a_host_that_never_says_that_it_closed_does_not_hold_the_order_for_ever(
    application: TrayApplication, core: FakeCore, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(menu_module, "OPEN_FOR", 0.0)
    application.menu.aboutToShow.emit()
    core.change("figurine", state=ModuleState.FAILED, reason="exit 1")
    assert "Cute figurine" in texts(application.menu)[2]


def test_modules_come_and_go_without_touching_the_others(
    application: TrayApplication, core: FakeCore
) -> None:
    kept = entry(application.menu, "Storage")
    modules = {"storage": calm_modules()["storage"], "new": running("New & shiny")}
    core.publish(snapshot(modules=modules))
    assert [text for text in texts(application.menu) if text.startswith("●")] == [
        "● Storage · running", "● New && shiny · running",
    ]  # fmt: skip
    assert entry(application.menu, "Storage") is kept


@pytest.mark.parametrize("what", ["Stop", "Restart"])
def test_each_module_can_be_stopped_and_restarted(
    application: TrayApplication, core: FakeCore, what: str
) -> None:
    choose(application.menu, "Web server", what)
    assert core.posted == [{"do": what.lower(), "modules": ["web"], "all": False}]


def test_only_what_makes_sense_is_offered(application: TrayApplication, core: FakeCore) -> None:
    core.change("web", state=ModuleState.STOPPED, desired="down")
    submenu = entry(application.menu, "Web server").menu()
    assert isinstance(submenu, QMenu)
    assert {text: entry(submenu, text).isEnabled() for text in ("Start", "Stop", "Restart")} == {
        "Start": True, "Stop": False, "Restart": False,
    }  # fmt: skip
    assert entry(submenu, "Open").isVisible()
    bus = entry(application.menu, "Event bus").menu()
    assert isinstance(bus, QMenu) and not entry(bus, "Open").isVisible()


def test_quit_and_the_actions_on_all_are_intents(application: TrayApplication, core: FakeCore) -> None:
    for name in ("Stop all", "Restart all", "Quit and stop"):
        entry(application.menu, name).trigger()
    assert core.posted == [
        {"do": "stop", "modules": [], "all": True},
        {"do": "restart", "modules": [], "all": True},
        {"do": "quit", "keep_modules": False},
    ]


def test_running_clocks_do_not_touch_the_menu(application: TrayApplication, core: FakeCore) -> None:
    core.change("figurine", state=ModuleState.FAILED, reason="exit 1", retry_in_s=60.0)
    changed: list[QAction] = []
    for action in application.menu.actions():
        action.changed.connect(lambda action=action: changed.append(action))
    core.change("figurine", retry_in_s=30.0, cpu_percent=3.0, uptime_s=9.0)
    assert changed == []
    application.menu.aboutToShow.emit()
    assert [action.text().rsplit("in ", 1)[1] for action in changed] == ["30\u202fs"]


def test_logs_and_why_open_without_the_window(application: TrayApplication, core: FakeCore) -> None:
    choose(application.menu, "Web server", "Logs…")
    choose(application.menu, "Web server", "Why…")
    assert application.window is None
    assert (
        {"logs", "why"}
        >= {name for name in core.names_asked() if name not in ("samples", "trash.list")}
        != set()
    )


def test_a_dead_snapshot_order_is_not_rebuilt_needlessly(
    application: TrayApplication, core: FakeCore
) -> None:
    before = application.menu.actions()
    assert core.snapshot is not None
    core.publish(replace(core.snapshot, reason="anything"))
    assert application.menu.actions() == before
