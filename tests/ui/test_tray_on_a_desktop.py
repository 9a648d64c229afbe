"""The icon on a real X server and session bus: over D-Bus as modern panels do it, and once by XEmbed."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.tools.desktop import Desktop, Talk, until
from tests.tools.pointer import MIDDLE, RIGHT, Pointer
from tests.tools.tray_driver import TrayDriver

pytestmark = [
    pytest.mark.display,
    pytest.mark.skipif(bool(Desktop.missing()), reason=f"{Desktop.missing()} is not installed"),
]


Start = Callable[[], Talk]


@pytest.fixture
def start_host(desktop: Desktop) -> Start:
    def start() -> Talk:
        talk = desktop.start("tests.tools.tray_host")
        talk.next("ready")
        return talk

    return start


@pytest.fixture
def start_subject(desktop: Desktop, tmp_path: Path) -> Start:
    return lambda: desktop.start("tests.tools.tray_subject", str(tmp_path))


@pytest.fixture
def subject(start_host: Start, start_subject: Start, driver: TrayDriver) -> Talk:
    """The application with its icon in a panel that was there first."""
    start_host()
    talk = start_subject()
    assert talk.next("tray") is True
    until(driver.items, "the icon registers")
    return talk


def test_the_menu_tells_the_status_and_every_module(subject: Talk, driver: TrayDriver) -> None:
    assert driver.menu().labels() == [
        "Skelly: all 8 modules healthy", "8 healthy", "Open Skelly Tray", "Start all", "Restart all", "Stop all",
        "Snooze notifications", "Settings…", "Help", "Quit and stop 8 modules",
    ]  # fmt: skip
    assert driver.menu().find("8 healthy").labels() == [
        "● Event bus · running", "● Storage · running", "● Data capture · running", "● Analysis · running",
        "● AI companion · running", "● Web server · running", "● Cute figurine · running", "● Nightly backup · running",
    ]  # fmt: skip
    assert driver.menu().find("Web server").labels() == [
        "Restart", "Stop", "Logs…", "Why…", "Configure…", "Open", "What if it fails…",
    ]  # fmt: skip


def test_a_module_is_restarted_by_its_label(subject: Talk, driver: TrayDriver) -> None:
    driver.click("Web server", "Restart")
    assert subject.next("posted") == {"do": "restart", "modules": ["web"], "all": False}


def test_a_failure_rises_in_the_menu_and_changes_icon_and_tooltip(subject: Talk, driver: TrayDriver) -> None:
    healthy_icon = driver.icon()
    assert "All 8 modules healthy" in driver.tooltip()
    subject.order(status="critical")
    until(lambda: "1 of 8 modules failed" in driver.tooltip(), "the tooltip follows")
    until(lambda: driver.icon() != healthy_icon, "the icon follows")
    entry = driver.menu().find("AI companion")
    assert entry.label.startswith("■ AI companion · failed 8") and "exit 1" in entry.label
    assert entry.find("Retry now").enabled and entry.find("Logs…").enabled
    driver.click("AI companion", "Retry now")
    assert subject.next("posted") == {"do": "start", "modules": ["ai"], "all": False}


def test_a_module_moves_between_the_folded_and_the_shown_as_it_fails_and_recovers(
    subject: Talk, driver: TrayDriver
) -> None:
    for _ in range(2):
        subject.order(status="critical")
        menu = driver.menu()
        assert [label.partition(" · ")[0] for label in menu.labels()[1:8]] == [
            "■ AI companion", "↻ Web server", "▲ Analysis", "◔ Data capture", "◌ Nightly backup", "2 healthy",
            "1 stopped",
        ]  # fmt: skip
        assert menu.find("2 healthy").labels() == ["● Event bus · running", "● Storage · running"]
        assert menu.all_labels().count("Logs…") == 8
        subject.order(status="healthy")
        driver.click("8 healthy", "AI companion", "Restart")
        assert subject.next("posted") == {"do": "restart", "modules": ["ai"], "all": False}
        assert driver.menu().all_labels().count("Logs…") == 8


def test_notifications_are_put_off_from_the_menu_and_the_icon_shows_it(
    subject: Talk, driver: TrayDriver
) -> None:
    awake = driver.icon()
    driver.click("Snooze notifications", "1 h")
    until(lambda: "Notifications are put off until" in driver.tooltip(), "the tooltip says so")
    assert driver.icon() != awake
    driver.click("Notifications are put off until", "End snooze")
    until(lambda: driver.icon() == awake, "the icon is awake again")
    assert "put off" not in driver.tooltip() and driver.menu().find("Snooze notifications")


def test_each_home_has_an_icon_of_its_own_that_carries_its_name(
    subject: Talk, desktop: Desktop, driver: TrayDriver, tmp_path: Path
) -> None:
    usual = driver.identity()
    assert "Skelly Tray\n" in driver.tooltip()
    names = []
    for folder in ("one", "two"):
        other = desktop.start("tests.tools.tray_subject", str(tmp_path / folder), "lab")
        other.next("ready")
        until(lambda: len(driver.items()) == 2, "the second icon registers")
        names.append(driver.identity())
        assert "Skelly Tray · lab" in driver.tooltip()
        assert driver.menu().labels()[0] == "Skelly · lab: all 8 modules healthy"
        other.order(show=True)
        assert other.told[-2]["title"] == "lab – Skelly Tray"
        desktop.end(other.process)
        until(lambda: len(driver.items()) == 1, "the second icon is gone")
    assert len({usual, *names}) == 3 and usual == "skelly-tray"


def test_a_bug_in_a_slot_is_said_quietly_and_the_menu_goes_on(
    desktop: Desktop, driver: TrayDriver, tmp_path: Path
) -> None:
    host = desktop.start("tests.tools.tray_host")
    host.next("ready")
    talk = desktop.start("tests.tools.tray_subject", str(tmp_path))
    talk.next("ready")
    until(driver.items, "the icon registers")
    talk.order(trip=True)
    driver.click("Web server", "Restart")
    title, text = host.next("notified")
    assert "went wrong" in title and "tray_subject.py" in text and "RuntimeError" in text
    driver.click("Web server", "Stop")
    assert [fact["posted"]["do"] for fact in _told(talk, "posted", 2)] == ["restart", "stop"]


def test_quit_is_an_intent_and_nothing_ends_by_itself(subject: Talk, driver: TrayDriver) -> None:
    driver.click("Quit and stop 8 modules")
    assert subject.next("posted") == {"do": "quit", "keep_modules": False}
    assert driver.items()


def test_a_middle_click_leads_to_the_worst_trouble_or_to_the_window(
    subject: Talk, driver: TrayDriver
) -> None:
    driver.press("SecondaryActivate")
    assert subject.next("window") == "shown"
    subject.order(status="critical")
    driver.press("SecondaryActivate")
    assert "AI companion" in subject.next("dialog")


def test_clicks_on_the_icon_toggle_the_window(subject: Talk, driver: TrayDriver) -> None:
    subject.order(double_click_ms=0)
    driver.press("Activate")
    assert subject.next("window") == "shown"
    driver.press("Activate")
    assert subject.next("window") == "hidden"
    driver.click("Open Skelly Tray")
    assert subject.next("window") == "shown"


def test_a_panel_that_comes_late_gets_the_icon(
    start_subject: Start, start_host: Start, driver: TrayDriver
) -> None:
    talk = start_subject()
    assert talk.next("tray") is False
    assert talk.next("window") == "shown", "without a tray the window shows itself"
    start_host()
    until(driver.items, "the icon registers with the late panel")
    assert driver.menu().labels()[0] == "Skelly: all 8 modules healthy"
    driver.click("Storage", "Logs…")
    talk.order(status="critical")
    until(lambda: "1 of 8" in driver.tooltip(), "the new icon is kept up to date")


def test_a_panel_that_restarts_finds_one_icon_again(
    desktop: Desktop, start_host: Start, start_subject: Start, driver: TrayDriver
) -> None:
    host = start_host()
    start_subject().next("ready")
    until(driver.items, "the icon registers")
    desktop.end(host.process)
    until(lambda: not driver.items(), "the panel is gone")
    start_host()
    until(driver.items, "the icon registers again")
    assert len(driver.items()) == 1
    assert driver.menu().labels()[0] == "Skelly: all 8 modules healthy"


def test_a_panel_that_stays_away_leaves_a_minimised_window_until_it_is_back(
    desktop: Desktop, start_host: Start, start_subject: Start, driver: TrayDriver
) -> None:
    host = start_host()
    talk = start_subject()
    until(driver.items, "the icon registers")
    assert talk.next("waited")
    for _ in range(2):
        desktop.end(host.process)
        assert talk.next("window") == "minimised"
        assert _backend(talk) == "NONE"
        host = start_host()
        assert talk.next("window") == "hidden"
        assert _backend(talk) == "DBUS"
        until(lambda: len(driver.items()) == 1, "the icon registers again")


xembed = pytest.mark.skipif(
    not (shutil.which("trayer") and shutil.which("xwininfo")) or bool(Pointer.missing()),
    reason="no trayer, xwininfo or libXtst",
)


def _start_trayer(desktop: Desktop) -> subprocess.Popen[str]:
    process = desktop.run("trayer", "--widthtype", "request")
    until(lambda: any('("panel"' in line for line in _windows(desktop)), "the XEmbed panel is up")
    return process


@pytest.fixture
def pointer(desktop: Desktop) -> Iterator[Pointer]:
    made = Pointer(desktop.display)
    yield made
    made.close()


@xembed
def test_an_xembed_panel_shows_the_icon_too(desktop: Desktop, start_subject: Start) -> None:
    _start_trayer(desktop)
    talk = start_subject()
    assert talk.next("tray") is True
    talk.order(status="critical")
    until(lambda: _embedded(desktop), "the icon sits in the panel")
    assert _backend(talk) == "XEMBED"


def test_two_clicks_in_quick_succession_leave_the_window_open(subject: Talk, driver: TrayDriver) -> None:
    subject.order(double_click_ms=60_000)
    for _ in range(2):
        driver.press("Activate")
    assert subject.next("window") == "shown"
    driver.press("Activate")
    assert subject.next("window") == "hidden", "a third click begins anew"


@xembed
def test_an_icon_in_an_xembed_panel_is_clicked_with_every_button(
    desktop: Desktop, start_subject: Start, pointer: Pointer
) -> None:
    _start_trayer(desktop)
    talk = start_subject()
    talk.next("ready")
    place = _place_of_icon(desktop)
    pointer.click(*place, times=2)
    assert talk.next("window") == "shown"
    pointer.click(*place)
    assert talk.next("window") == "hidden"
    talk.order(status="critical")
    pointer.click(*place, MIDDLE)
    assert "AI companion" in talk.next("dialog")
    windows = [fact["window"] for fact in talk.told if "window" in fact]
    assert windows == ["shown", "hidden"], "a double click shows, and a click after it hides"
    pointer.click(*place, RIGHT)
    assert talk.next("menu") == "shown"


@xembed
def test_an_xembed_panel_may_come_late_go_and_come_back(desktop: Desktop, start_subject: Start) -> None:
    talk = start_subject()
    assert talk.next("tray") is False
    assert talk.next("window") == "shown", "without a tray the window shows itself"
    for _ in range(2):
        panel = _start_trayer(desktop)
        until(lambda: _embedded(desktop), "the icon sits in the panel")
        until(lambda: _backend(talk) == "XEMBED", "it knows")
        desktop.end(panel)
        until(lambda: _backend(talk) == "NONE", "it knows that the panel has gone")


@xembed
def test_the_icon_moves_to_a_better_panel_and_back(
    desktop: Desktop, start_host: Start, start_subject: Start, driver: TrayDriver
) -> None:
    _start_trayer(desktop)
    talk = start_subject()
    until(lambda: _embedded(desktop), "the icon sits in the panel")
    host = start_host()
    until(driver.items, "the icon registers with the panel on D-Bus")
    until(lambda: not _embedded(desktop), "it is in one panel only")
    assert _backend(talk) == "DBUS"
    desktop.end(host.process)
    until(lambda: _embedded(desktop), "it is back in the first panel")
    assert _backend(talk) == "XEMBED"
    assert not any("window" in fact for fact in talk.told)


def _backend(talk: Talk) -> str:
    talk.order(facts=True)
    return next(str(fact["facts"]["backend"]) for fact in reversed(talk.told) if "facts" in fact)


def _told(talk: Talk, key: str, count: int) -> list[dict[str, Any]]:
    """The first `count` facts with that key, those that were told before included."""
    while len(found := [fact for fact in talk.told if key in fact]) < count:
        talk.next(key)
    return found[:count]


def _place_of_icon(desktop: Desktop) -> tuple[int, int]:
    """The middle of the icon in the panel, in pixels of the screen."""
    until(lambda: _embedded(desktop), "the icon sits in the panel")
    line = next(line for line in _windows(desktop) if '("tray_subject.py"' in line)
    found = re.search(r"(\d+)x(\d+)\S+\s+\+(-?\d+)\+(-?\d+)$", line.rstrip())
    assert found, line
    width, height, x, y = map(int, found.groups())
    return x + width // 2, y + height // 2


def _windows(desktop: Desktop) -> list[str]:
    """The tree of windows, one a line, children indented below their parent. It fails when one goes meanwhile."""
    told: list[str] = []

    def look() -> bool:
        command = ["xwininfo", "-root", "-tree"]
        done = subprocess.run(command, env=desktop.environment, capture_output=True, text=True, check=False)
        told[:] = done.stdout.splitlines()
        return done.returncode == 0

    until(look, "the windows hold still")
    return told


def _embedded(desktop: Desktop) -> bool:
    """Whether a window of ours lies inside the panel's."""
    inside: int | None = None
    for line in _windows(desktop):
        depth = len(line) - len(line.lstrip())
        if '("panel"' in line:
            inside = depth
        elif inside is not None and depth <= inside:
            return False
        elif inside is not None and "tray_subject" in line:
            return True
    return False
