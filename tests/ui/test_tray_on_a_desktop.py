"""The icon on a real X server and session bus: over D-Bus as modern panels do it, and once by XEmbed."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.tools.desktop import Desktop, Talk, until
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
    labels = driver.menu().labels()
    assert labels[0] == "Skelly: all 8 modules healthy"
    assert labels[1:9] == [
        "● Event bus · running", "● Storage · running", "● Data capture · running", "● Analysis · running",
        "● AI companion · running", "● Web server · running", "● Cute figurine · running", "● Nightly backup · running",
    ]  # fmt: skip
    assert labels[9:] == [
        "Start all",
        "Restart all",
        "Stop all",
        "Open Skelly Tray",
        "Quit and stop 8 modules",
    ]


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


def test_quit_is_an_intent_and_nothing_ends_by_itself(subject: Talk, driver: TrayDriver) -> None:
    driver.click("Quit and stop 8 modules")
    assert subject.next("posted") == {"do": "quit", "keep_modules": False}
    assert driver.items()


def test_clicks_on_the_icon_toggle_the_window_and_a_middle_click_does_nothing(
    subject: Talk, driver: TrayDriver
) -> None:
    driver.press("SecondaryActivate")
    subject.order(status="healthy")
    assert not any("window" in fact for fact in subject.told)
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


@pytest.mark.skipif(not (shutil.which("trayer") and shutil.which("xwininfo")), reason="no trayer or xwininfo")
def test_an_xembed_panel_shows_the_icon_too(desktop: Desktop, start_subject: Start) -> None:
    desktop.run("trayer", "--widthtype", "request")
    until(lambda: any('("panel"' in line for line in _windows(desktop)), "the XEmbed panel is up")
    talk = start_subject()
    assert talk.next("tray") is True
    talk.order(status="critical")
    until(lambda: _embedded(desktop), "the icon sits in the panel")


def _windows(desktop: Desktop) -> list[str]:
    """The tree of windows, one a line, children indented below their parent."""
    command = ["xwininfo", "-root", "-tree"]
    done = subprocess.run(command, env=desktop.environment, capture_output=True, text=True, check=True)
    return done.stdout.splitlines()


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
