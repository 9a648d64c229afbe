"""The application while the desktop around it changes or breaks down."""

from __future__ import annotations

import shutil

import pytest

from tests.desktop.seat import Seat
from tests.tools.desktop import until

pytestmark = pytest.mark.display


@pytest.mark.parametrize("lone_seat", ["D-Bus"], indirect=True)
def test_the_first_start_on_a_new_machine_asks_and_shows_a_whole_system(lone_seat: Seat) -> None:
    shutil.rmtree(lone_seat.system.home)
    lone_seat.open()
    assert lone_seat.system.status()["modules"] == {}, "nothing runs before it was asked for"
    welcome = lone_seat.window("Welcome to Skelly Tray")
    welcome.press("Start when I log in", "check box")
    welcome.press("Start", "push button", "button")
    lone_seat.system.wait_running("event_bus", "storage", "data_capture")
    welcome.gone()
    until(lambda: "modules healthy" in lone_seat.panel.lines()[0], "the menu says so")
    lone_seat.window("h – Skelly Tray").find("Storage, running")
    (entry,) = (lone_seat.home / "config" / "autostart").iterdir()
    assert f"--home {lone_seat.system.home}" in entry.read_text()
    lone_seat.tidy()
    lone_seat.panel.choose("Pause capture", "15 min")
    until(lambda: "Capture is paused until" in "\n".join(lone_seat.panel.lines()), "the menu tells the pause")
    lone_seat.panel.choose("Quit and stop")
    assert lone_seat.system.run.wait() == 0


@pytest.mark.parametrize("lone_seat", ["D-Bus"], indirect=True)
def test_whoever_leaves_the_first_question_has_a_tray_and_nothing_else(lone_seat: Seat) -> None:
    shutil.rmtree(lone_seat.system.home)
    lone_seat.open()
    lone_seat.window("Welcome to Skelly Tray").press("Skip")
    until((lone_seat.system.home / "config" / "orchestrator.toml").exists, "that is set up too")
    until(lambda: "no modules yet" in lone_seat.panel.lines()[0].lower(), "the menu says so")
    assert lone_seat.titles() == [] and lone_seat.system.status()["modules"] == {}
    lone_seat.panel.choose("Quit")
    assert lone_seat.system.run.wait() == 0
    lone_seat.open()
    assert "Welcome to Skelly Tray" not in "".join(lone_seat.titles())


def test_a_closed_window_says_where_it_is_and_a_lost_session_bus_ends_nothing(lone_seat: Seat) -> None:
    seat, system = lone_seat, lone_seat.system
    system.orchestrator(parallel_startup=True, module_start_delay=0)
    system.module("db", name="Database", command=["sleep", "1000"])
    seat.open()
    before = system.wait_running("db")["modules"]["db"]["pid"]
    seat.panel.choose("Open Skelly Tray")
    seat.window("h – Skelly Tray")
    seat.tidy()
    assert seat.notices.next("notified")["title"] == "Skelly Tray keeps running"
    seat.panel.choose_by_mouse("Open Skelly Tray")  # nothing lies upon the icon
    seat.window("h – Skelly Tray")
    seat.tidy()

    seat.desktop.end_bus()
    assert "h – Skelly Tray" not in seat.hands.windows()
    assert system.cli().returncode == 0, "a second start shows the window"
    until(lambda: "h – Skelly Tray" in seat.hands.windows(), "the window is shown all the same")
    seat.hands.close_window("h – Skelly Tray")
    if seat.panel.needs_bus:
        asked = "There is no tray to hide in – Skelly Tray"
        until(lambda: asked in seat.hands.windows(), "it is not hidden where nobody would find it")
    else:
        until(lambda: "h – Skelly Tray" not in seat.hands.windows(), "and closed")
    assert system.cli("restart", "db").returncode == 0
    after = system.wait_running("db")["modules"]["db"]["pid"]
    assert after != before
    assert system.terminate() == 0
