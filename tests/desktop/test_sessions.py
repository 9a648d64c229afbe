"""The application while the desktop around it changes or breaks down."""

from __future__ import annotations

import shutil

import pytest

from tests.desktop.seat import Seat
from tests.tools.desktop import until

pytestmark = pytest.mark.display


@pytest.mark.parametrize("lone_seat", ["D-Bus"], indirect=True)
def test_the_first_start_on_a_new_machine_shows_a_whole_system(lone_seat: Seat) -> None:
    shutil.rmtree(lone_seat.system.home)
    lone_seat.open()
    status = lone_seat.system.wait_running()
    assert "storage" in status["modules"]
    until(lambda: "modules healthy" in lone_seat.panel.lines()[0], "the menu says so")
    lone_seat.panel.choose("Open Skelly Tray")
    lone_seat.window("h – Skelly Tray").find("Storage, running")
    lone_seat.panel.choose("Quit and stop")
    assert lone_seat.system.run.wait() == 0


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
