"""The real application on a real desktop: `skelly-tray` over real processes, seen and clicked through its tray icon."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.supervisor import PROGRAM, Run, Supervisor, alive, wait_until
from tests.tools.desktop import Desktop, Talk, until
from tests.tools.tray_driver import TrayDriver

pytestmark = [
    pytest.mark.display,
    pytest.mark.skipif(bool(Desktop.missing()), reason=f"{Desktop.missing()} is not installed"),
]


@pytest.fixture
def panel(desktop: Desktop) -> Talk:
    talk = desktop.start("tests.tools.tray_host")
    talk.next("ready")
    return talk


@pytest.fixture
def system(supervisor: Supervisor, desktop: Desktop) -> Supervisor:
    """Two modules that run, and one that depends on the other; not started yet."""
    supervisor.environment = desktop.environment
    supervisor.orchestrator(parallel_startup=True, module_start_delay=0)
    supervisor.module("db", command=["sleep", "1000"])
    supervisor.module("web", command=["sleep", "1000"], depends_on=["db"])
    return supervisor


@pytest.mark.usefixtures("panel")
def test_the_tray_shows_the_system_restarts_a_module_by_its_label_and_quits(
    system: Supervisor, driver: TrayDriver
) -> None:
    system.start("run")
    before = system.wait_running()["modules"]["web"]["pid"]
    until(driver.items, "the icon registers")
    until(
        lambda: driver.menu().labels()[0] == "Skelly · h: all 2 modules healthy", "the menu tells the status"
    )
    driver.click("web", "Restart")
    after = system.wait_for(
        lambda s: s["modules"]["web"]["pid"] not in (None, before) and s["modules"]["web"]["ready"],
        "the restart",
    )
    assert after["modules"]["web"]["restarts"] == 0, "a restart by the user is not counted as recovery"
    driver.click("Quit and stop 2 modules")
    assert system.run.wait() == 0
    wait_until(lambda: not system.leftovers(), "the modules are stopped")


@pytest.mark.usefixtures("panel")
def test_a_crash_under_the_tray_is_recovered_and_the_menu_follows(
    system: Supervisor, driver: TrayDriver
) -> None:
    system.start("run")
    pid = system.wait_running()["modules"]["db"]["pid"]
    until(driver.items, "the icon registers")
    os.kill(pid, signal.SIGKILL)
    system.wait_for(lambda s: s["modules"]["db"]["restarts"] == 1 and s["modules"]["db"]["ready"], "recovery")
    system.cli("stop", "db", check=True)
    until(lambda: "○ db · stopped" in driver.menu().all_labels(), "the menu follows")


@pytest.mark.usefixtures("panel")
def test_a_second_start_raises_the_window_and_ends_with_0(system: Supervisor) -> None:
    system.start("run")
    second = system.cli()
    assert second.returncode == 0 and "running already" in second.stdout
    assert system.status()["orchestrator"]["pid"] == system.pid


@pytest.mark.usefixtures("panel")
def test_the_tray_killed_with_9_costs_no_module_its_pid(system: Supervisor, driver: TrayDriver) -> None:
    system.start("run")
    before = {name: row["pid"] for name, row in system.wait_running()["modules"].items()}
    system.kill9()
    system.start("run")
    after = {name: row["pid"] for name, row in system.wait_running()["modules"].items()}
    assert before == after


@pytest.mark.usefixtures("panel")
def test_a_tray_attaches_to_a_headless_core_and_leaves_it_when_it_is_ended(
    system: Supervisor, desktop: Desktop, driver: TrayDriver
) -> None:
    system.start()
    before = system.wait_running()["modules"]["web"]["pid"]
    tray = subprocess.Popen([*PROGRAM, "--home", str(system.home)], env=desktop.environment)
    try:
        until(driver.items, "the icon of the attached tray")
        until(
            lambda: driver.menu().labels()[0] == "Skelly · h: all 2 modules healthy",
            "it shows the other core",
        )
        driver.click("web", "Restart")
        system.wait_for(lambda s: s["modules"]["web"]["pid"] not in (None, before), "the restart")
        tray.terminate()
        assert tray.wait(20) == 0
    finally:
        tray.kill()
        tray.wait()
    assert alive(system.pid)
    assert system.wait_running()["status"] == "healthy"


@pytest.mark.parametrize("attached", [False, True])
def test_a_module_that_is_given_up_becomes_a_notification(
    panel: Talk, system: Supervisor, desktop: Desktop, driver: TrayDriver, attached: bool
) -> None:
    system.module("once", name="Just once", command=["sleep", "1000"], recovery={"max_attempts": 0})
    system.start(*(() if attached else ("run",)))
    pid = system.wait_running()["modules"]["once"]["pid"]
    tray = None
    if attached:
        tray = subprocess.Popen([*PROGRAM, "--home", str(system.home)], env=desktop.environment)
    try:
        until(driver.items, "the icon registers")
        until(lambda: driver.menu().labels()[0] == "Skelly · h: all 3 modules healthy", "it shows the core")
        os.kill(pid, signal.SIGKILL)
        title, text = panel.next("notified")
    finally:
        if tray is not None:
            tray.kill()
            tray.wait()
    assert title == "Just once has failed"
    assert text.startswith("Given up: killed by SIGKILL") and "tried once more" in text


@pytest.mark.usefixtures("panel")
def test_quit_in_an_attached_tray_ends_the_core_too(
    system: Supervisor, desktop: Desktop, driver: TrayDriver
) -> None:
    system.start()
    system.wait_running()
    tray = subprocess.Popen([*PROGRAM, "--home", str(system.home)], env=desktop.environment)
    try:
        until(driver.items, "the icon of the attached tray")
        until(lambda: "Quit and stop 2 modules" in driver.menu().labels(), "the menu is filled")
        driver.click("Quit and stop 2 modules")
        assert system.run.wait() == 0
        assert tray.wait(20) == 0
    finally:
        tray.kill()
        tray.wait()


@pytest.mark.usefixtures("panel")
def test_doctor_names_the_tray_back_end_of_the_running_application(system: Supervisor) -> None:
    system.start("run")
    assert _tray_told_by_doctor(system) == "StatusNotifierItem (D-Bus)"


WITH_A_BUG = """
import sys
from skelly_tray.__main__ import main
{patch}

def broken(*_, **__):
    raise RuntimeError("a bug of ours")

{place} = broken
sys.exit(main())
"""


def _start_with_a_bug(system: Supervisor, patch: str, place: str) -> None:
    code = WITH_A_BUG.format(patch=patch, place=place)
    command = [sys.executable, "-P", "-W", "error", "-c", code, "--home", str(system.home), "run"]
    system.runs.append(Run(command, system.environment, system.output))
    system.wait_running()


def _log_of(system: Supervisor) -> str:
    return "".join(path.read_text(errors="replace") for path in (system.home / "logs").rglob("*.log"))


@pytest.mark.parametrize(
    ("patch", "place", "clicked"),
    [
        ("from skelly_tray.ui.desk import Desk", "Desk.show", ("web", "Logs…")),
        (
            "from skelly_tray.ui.window.main import MainWindow",
            "MainWindow.showEvent",
            ("Open Skelly Tray",),
        ),
    ],
)
def test_a_bug_in_the_interface_is_told_once_and_the_core_goes_on(
    panel: Talk, system: Supervisor, driver: TrayDriver, patch: str, place: str, clicked: tuple[str, ...]
) -> None:
    _start_with_a_bug(system, patch, place)
    until(driver.items, "the icon registers")
    driver.click(*clicked)
    assert "went wrong" in panel.next("notified")[0]
    log = _log_of(system)
    assert log.count("a bug in the user interface, time 1 at") == 1 and "a bug of ours" in log
    os.kill(system.status()["modules"]["db"]["pid"], signal.SIGKILL)
    system.wait_for(lambda s: s["modules"]["db"]["restarts"] == 1 and s["modules"]["db"]["ready"], "recovery")
    driver.click("Quit and stop 2 modules")
    assert system.run.wait() == 0


@pytest.mark.usefixtures("panel")
def test_a_display_that_goes_away_costs_no_module_its_pid(system: Supervisor, desktop: Desktop) -> None:
    system.start("run")
    before = {name: row["pid"] for name, row in system.wait_running()["modules"].items()}
    desktop.end_display()
    assert system.run.wait() == 1
    assert "the display has gone" in system.said() and "Traceback" not in system.said()
    system.start()
    after = {name: row["pid"] for name, row in system.wait_running()["modules"].items()}
    assert before == after


@pytest.mark.usefixtures("panel")
def test_modules_that_a_display_left_behind_end_when_nobody_comes_for_them(
    system: Supervisor, desktop: Desktop
) -> None:
    """Every log-out of an X11 session is such an end."""
    system.orchestrator(parallel_startup=True, module_start_delay=0, orphan_grace="1s")
    system.start("run")
    pids = [row["pid"] for row in system.wait_running()["modules"].values()]
    desktop.end_display()
    assert system.run.wait() == 1
    until(lambda: not any(Path(f"/proc/{pid}").exists() for pid in pids), "the grace is over")


@pytest.mark.usefixtures("panel")
def test_an_interface_that_cannot_be_made_costs_nobody_their_modules(system: Supervisor) -> None:
    _start_with_a_bug(system, "from skelly_tray.ui.tray import Tray", "Tray.render_snapshot")
    told = system.wait_for(lambda s: s["issues"] != [], "the issue")
    assert [issue["id"] for issue in told["issues"]] == ["user_interface"]
    assert "a bug of ours" in told["issues"][0]["message"] and "a bug of ours" in system.said()
    assert system.cli("restart", "web").returncode == 0
    assert system.terminate() == 0


def test_doctor_names_a_tray_that_comes_late_and_goes(desktop: Desktop, system: Supervisor) -> None:
    system.start("run")
    assert _tray_told_by_doctor(system).startswith("none")
    host = desktop.start("tests.tools.tray_host")
    until(lambda: "D-Bus" in _tray_told_by_doctor(system), "it is seen on D-Bus")
    desktop.end(host.process)
    until(lambda: _tray_told_by_doctor(system).startswith("none"), "it is seen to be gone")
    if shutil.which("trayer"):
        desktop.run("trayer", "--widthtype", "request")
        until(lambda: "XEmbed" in _tray_told_by_doctor(system), "another kind is seen")


def _tray_told_by_doctor(system: Supervisor) -> str:
    told = json.loads(system.cli("doctor", "--json", check=True).stdout)
    return str(told["tray"]["backend"])


@pytest.mark.usefixtures("panel")
def test_of_trays_started_together_one_stays(
    system: Supervisor, desktop: Desktop, driver: TrayDriver
) -> None:
    system.start()
    system.wait_running()
    command = [*PROGRAM, "--home", str(system.home)]
    trays = [subprocess.Popen(command, env=desktop.environment) for _ in range(2)]
    try:
        until(lambda: sum(tray.poll() is not None for tray in trays) == 1, "one has seen the other")
        assert [tray.poll() for tray in trays if tray.poll() is not None] == [0]
        until(driver.items, "the icon of the one that stays")
        third = system.cli()
        assert third.returncode == 0 and "running already" in third.stdout
    finally:
        for tray in trays:
            tray.kill()
            tray.wait()
