"""The tray menu is one object for life; its entries change in place and never under the pointer."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtGui import QAction, QDesktopServices
from PySide6.QtWidgets import QMenu
from pytestqt.qtbot import QtBot

from skelly_tray.domain.status import ModuleState, SystemStatus
from skelly_tray.ui import menu as menu_module
from skelly_tray.ui.application import TrayApplication
from skelly_tray.ui.dialogs.acting import ActDialog
from skelly_tray.ui.menu import TrayMenu
from skelly_tray.ui.present.clock import time_of_day
from tests.ui.conftest import MakeApplication
from tests.ui.fake_core import FakeCore, calm_modules, running, snapshot, trash_of


@pytest.fixture
def application(make_application: MakeApplication, core: FakeCore) -> TrayApplication:
    core.publish(snapshot())
    return make_application(host_grace_ms=10**6)


def texts(menu: QMenu) -> list[str]:
    return ["–" if action.isSeparator() else action.text() for action in menu.actions() if action.isVisible()]


def everywhere(menu: QMenu) -> Iterator[QAction]:
    """The visible entries, those of submenus too."""
    for action in menu.actions():
        if action.isVisible():
            yield action
            submenu = action.menu()
            if isinstance(submenu, QMenu):
                yield from everywhere(submenu)


def entry(menu: QMenu, name: str) -> QAction:
    return next(action for action in everywhere(menu) if name in action.text())


def submenu(menu: QMenu, name: str) -> QMenu:
    found = [action.menu() for action in everywhere(menu) if name in action.text() and action.menu()]
    assert isinstance(found[0], QMenu)
    return found[0]


def choose(menu: QMenu, name: str, what: str) -> None:
    entry(submenu(menu, name), what).trigger()


def test_the_menu_lists_status_modules_and_actions(application: TrayApplication) -> None:
    assert texts(application.menu) == [
        "Skelly: all 8 modules healthy", "–", "8 healthy", "–", "Open Skelly Tray", "Start all", "Restart all",
        "Stop all", "Snooze notifications", "–", "Settings…", "Help", "–", "Quit and stop 8 modules",
    ]  # fmt: skip
    assert texts(submenu(application.menu, "8 healthy")) == [
        "● Event bus · running", "● Storage · running", "● Data capture · running", "● Analysis · running",
        "● AI companion · running", "● Web server · running", "● Cute figurine · running", "● Nightly backup · running",
    ]  # fmt: skip


def test_failing_modules_come_first_and_keep_their_actions(
    application: TrayApplication, core: FakeCore
) -> None:
    before = entry(application.menu, "Cute figurine")
    core.change("figurine", state=ModuleState.FAILED, reason="exit 1")
    assert texts(application.menu)[2].startswith("■ Cute figurine · failed")
    assert texts(application.menu)[3] == "7 healthy"
    assert "Cute figurine" not in " ".join(texts(submenu(application.menu, "7 healthy")))
    assert entry(application.menu, "Cute figurine") is before
    choose(application.menu, "Cute figurine", "Retry now")
    assert core.posted == [{"do": "start", "modules": ["figurine"], "all": False}]


def test_waiting_and_stopped_modules_follow_the_troubled_ones(
    application: TrayApplication, core: FakeCore
) -> None:
    core.change("web", state=ModuleState.STOPPED, desired="down")
    core.change("backup", state=ModuleState.WAITING, waiting_on=["ai"])
    core.change("ai", state=ModuleState.FAILED, reason="exit 1")
    shown = texts(application.menu)
    assert [text.partition(" · ")[0] for text in shown[2:6]] == [
        "■ AI companion", "◌ Nightly backup", "5 healthy", "1 stopped",
    ]  # fmt: skip
    assert texts(submenu(application.menu, "1 stopped")) == ["○ Web server · stopped"]


def test_entries_do_not_move_while_the_menu_is_open(application: TrayApplication, core: FakeCore) -> None:
    menu = application.menu
    menu.aboutToShow.emit()
    order, folded = menu.actions(), submenu(menu, "8 healthy").actions()
    core.change("figurine", state=ModuleState.FAILED, reason="exit 1 " * 30)
    modules = dict(core.snapshot.modules) if core.snapshot else {}
    del modules["storage"]
    core.publish(snapshot(SystemStatus.CRITICAL, {**modules, "new": running("New")}))
    assert menu.actions() == order and submenu(menu, "8 healthy").actions() == folded
    assert "failed" in entry(menu, "Cute figurine").text()
    assert not entry(menu, "Storage").isEnabled()
    menu.aboutToHide.emit()
    assert "Cute figurine" in texts(menu)[2] and "7 healthy" in texts(menu)[3]
    assert not any("Storage" in action.text() for action in everywhere(menu))


def test_the_menu_of_a_module_holds_still_while_it_is_looked_at(
    application: TrayApplication, core: FakeCore
) -> None:
    offered = submenu(application.menu, "Web server")
    before = texts(offered)
    application.menu.aboutToShow.emit()
    core.change("web", state=ModuleState.FAILED, reason="exit 1 " * 30, url="")
    assert texts(offered)[0] == "Restart" == before[0] and len(texts(offered)) == len(before)
    assert not entry(offered, "Restart").isEnabled()
    application.menu.aboutToHide.emit()
    assert "Retry now" in texts(offered) and "Restart" not in texts(offered)


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
    assert texts(submenu(application.menu, "2 healthy")) == [
        "● Storage · running",
        "● New && shiny · running",
    ]
    assert entry(application.menu, "Storage") is kept
    core.publish(snapshot(SystemStatus.STOPPED, {}))
    assert texts(application.menu)[:3] == ["Skelly: no modules yet", "–", "Open Skelly Tray"]


@pytest.mark.parametrize("what", ["Stop", "Restart"])
def test_each_module_can_be_stopped_and_restarted(
    application: TrayApplication, core: FakeCore, what: str
) -> None:
    choose(application.menu, "Web server", what)
    assert core.posted == [{"do": what.lower(), "modules": ["web"], "all": False}]


def test_only_what_makes_sense_is_offered(application: TrayApplication, core: FakeCore) -> None:
    assert texts(submenu(application.menu, "Web server")) == [
        "Restart", "Stop", "–", "Logs…", "Why…", "Configure…", "Open", "–", "What if it fails…",
    ]  # fmt: skip
    assert "Open" not in texts(submenu(application.menu, "Event bus"))
    core.change("web", state=ModuleState.STOPPED, desired="down")
    assert texts(submenu(application.menu, "Web server"))[:2] == ["Start", "–"]
    core.change("web", state=ModuleState.BACKOFF, desired="up", retry_in_s=5.0)
    assert texts(submenu(application.menu, "Web server"))[:3] == ["Retry now", "Stop", "–"]
    core.change("web", state=ModuleState.INVALID)
    assert texts(submenu(application.menu, "Web server"))[0] == "Logs…"
    core.trash = trash_of("storage")
    core.tell("storage", "recovery", errand="reset", ok=True)
    assert texts(submenu(application.menu, "Storage"))[-1] == "Bring its state back…"


def test_a_module_with_a_page_of_its_own_opens_it(
    application: TrayApplication, core: FakeCore, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[str] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: opened.append(url.toString()))
    core.change("web", url="http://127.0.0.1:8124/")
    choose(application.menu, "Web server", "Open")
    assert opened == ["http://127.0.0.1:8124/"]


def test_a_cause_that_was_cut_stands_in_full_above_what_can_be_done(
    application: TrayApplication, core: FakeCore
) -> None:
    core.change(
        "web", state=ModuleState.FAILED, reason='exit 1, "the port 8123 & others are in use by httpd"' * 3
    )
    offered = texts(submenu(application.menu, "Web server"))
    assert offered[0].startswith('exit 1, "the port 8123 && others') and offered.index("–") in (2, 3)
    assert len(entry(application.menu, "Web server").text()) <= 82
    choose(application.menu, "Web server", "the port 8123")
    assert "why" in core.names_asked()
    core.change("web", reason="exit 1")
    assert texts(submenu(application.menu, "Web server"))[0] == "Retry now"


@pytest.mark.parametrize(("name", "do"), [("Stop all", "stop"), ("Restart all", "restart")])
def test_what_touches_many_is_asked_about_first_and_says_whom(
    application: TrayApplication, core: FakeCore, name: str, do: str
) -> None:
    core.publish(snapshot())
    entry(application.menu, name).trigger()
    entry(application.menu, name).trigger()
    assert core.posted == []
    (dialog,) = (d for d in application.desk._open.values() if isinstance(d, ActDialog))
    assert dialog.isVisible() and "Storage, Data capture, Analysis" in dialog.touches.text()
    dialog.confirm.click()
    assert core.posted == [{"do": do, "modules": [], "all": True}]


@pytest.mark.parametrize(("name", "do"), [("Stop all", "stop"), ("Restart all", "restart")])
def test_one_module_alone_is_no_reason_to_ask(
    application: TrayApplication, core: FakeCore, name: str, do: str
) -> None:
    core.publish(snapshot(modules={"web": running("Web server")}))
    entry(application.menu, name).trigger()
    assert core.posted == [{"do": do, "modules": [], "all": True}]


def test_to_start_all_and_to_quit_ask_nothing(application: TrayApplication, core: FakeCore) -> None:
    core.change("web", state=ModuleState.STOPPED, desired="down", ready=False)
    for name in ("Start all", "Quit and stop"):
        entry(application.menu, name).trigger()
    assert core.posted == [
        {"do": "start", "modules": [], "all": True},
        {"do": "quit", "keep_modules": False},
    ]


def test_notifications_are_put_off_and_that_ends_from_the_menu(application: TrayApplication) -> None:
    menu, snooze = application.menu, application.snooze
    assert texts(submenu(menu, "Snooze notifications")) == ["30 min", "1 h", "Until tomorrow"]
    for name, least in (("30 min", 1700.0), ("1 h", 3500.0), ("Until tomorrow", 4 * 3500.0)):
        choose(menu, "otifications", name)
        assert snooze.until is not None and snooze.until - application.watch.now > least
    when = time_of_day(snooze.until, application.watch.now)  # at night the morning is that of today
    assert when.endswith("08:00") and entry(menu, f"Notifications are put off until {when}").isEnabled()
    assert texts(menu.snooze)[-1] == "End snooze"
    choose(menu, "Notifications are put off", "End snooze")
    assert not snooze.active
    assert texts(menu)[-6] == "Snooze notifications" and "End snooze" not in texts(menu.snooze)


def test_settings_and_help_lead_to_their_windows(application: TrayApplication, core: FakeCore) -> None:
    for method in ("config.schema", "config.text", "diagnostics"):
        core.answers[method] = {}
    entry(application.menu, "Settings…").trigger()
    for name in ("Guide", "Diagnostics…", "About Skelly Tray…"):
        choose(application.menu, "Help", name)
    assert [kind for kind, _ in application.desk._open] == ["settings", "guide", "diagnostics", "about"]


def test_settings_and_help_are_offered_where_somebody_answers(application: TrayApplication) -> None:
    menu, asked = TrayMenu(application._menu_model, application.snooze), []
    menu.aboutToShow.emit()
    assert not {"Settings…", "Help"} & set(texts(menu))
    menu.settings_asked.connect(lambda: asked.append("settings"))
    menu.help_asked.connect(asked.append)
    menu.aboutToShow.emit()
    assert texts(menu)[-5:-1] == ["–", "Settings…", "Help", "–"]
    entry(menu, "Settings…").trigger()
    for name in ("Guide", "Diagnostics…", "About Skelly Tray…"):
        choose(menu, "Help", name)
    assert asked == ["settings", "guide", "diagnostics", "about"]


def test_the_status_leads_to_the_window(application: TrayApplication) -> None:
    entry(application.menu, "Skelly: all").trigger()
    assert application.window is not None and application.window.isVisible()


def test_running_clocks_do_not_touch_the_menu(application: TrayApplication, core: FakeCore) -> None:
    core.change("figurine", state=ModuleState.FAILED, reason="exit 1", retry_in_s=60.0)
    changed: list[QAction] = []
    for action in everywhere(application.menu):
        action.changed.connect(lambda action=action: changed.append(action))
    core.change("figurine", retry_in_s=30.0, cpu_percent=3.0, uptime_s=9.0)
    assert changed == []
    application.menu.aboutToShow.emit()
    assert [action.text().rsplit("in ", 1)[1] for action in changed] == ["30\u202fs"]


def test_countdowns_run_in_a_menu_that_can_be_seen(
    application: TrayApplication, core: FakeCore, qtbot: QtBot
) -> None:
    core.change("figurine", state=ModuleState.FAILED, reason="exit 1", retry_in_s=60.0)
    menu = application.menu
    menu.popup(QPoint(10, 10))
    before = entry(menu, "Cute figurine").text()
    qtbot.waitUntil(lambda: entry(menu, "Cute figurine").text() != before, timeout=10_000)
    menu.hide()
    assert not menu._tick.isActive()


def test_logs_and_why_open_without_the_window(application: TrayApplication, core: FakeCore) -> None:
    choose(application.menu, "Web server", "Logs…")
    choose(application.menu, "Web server", "Why…")
    assert application.window is None
    assert (
        {"logs", "why"}
        >= {name for name in core.names_asked() if name not in ("samples", "trash.list", "config.get")}
        != set()
    )


def test_a_dead_snapshot_order_is_not_rebuilt_needlessly(
    application: TrayApplication, core: FakeCore
) -> None:
    before, folded = application.menu.actions(), submenu(application.menu, "8 healthy").actions()
    assert core.snapshot is not None
    core.publish(replace(core.snapshot, reason="anything"))
    assert application.menu.actions() == before
    assert submenu(application.menu, "8 healthy").actions() == folded


def test_hundreds_of_modules_are_folded_and_moved(application: TrayApplication, core: FakeCore) -> None:
    many = {f"m{n}": running(f"Module {n}") for n in range(200)}
    core.publish(snapshot(modules=many))
    assert len(submenu(application.menu, "200 healthy").actions()) == 200
    down = {key: replace(module, state=ModuleState.FAILED) for key, module in list(many.items())[:150]}
    core.publish(snapshot(SystemStatus.CRITICAL, many | down))
    assert len(submenu(application.menu, "141 more in trouble").actions()) == 141
    assert len(submenu(application.menu, "50 healthy").actions()) == 50
    assert len(texts(application.menu)) < 25
