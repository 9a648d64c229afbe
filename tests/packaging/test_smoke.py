"""However people got the program, it does the same: these tests see only what a user and a script see."""

from __future__ import annotations

import json
import os
import signal

import pytest

from tests.packaging.ways import ALL
from tests.supervisor import Supervisor, wait_until
from tests.tools.desktop import Desktop, until
from tests.tools.tray_driver import TrayDriver

pytestmark = pytest.mark.parametrize("program", ALL, indirect=True)
needs_desktop = pytest.mark.skipif(bool(Desktop.missing()), reason=f"{Desktop.missing()} is not installed")


def modules(system: Supervisor) -> None:
    system.orchestrator(parallel_startup=True, module_start_delay="0s")
    system.module("web", command=["sleep", "1000"], recovery={"backoff": "100ms"})
    system.module("storage", builtin="storage")


def test_a_system_is_started_watched_mended_changed_and_stopped(installed: Supervisor) -> None:
    modules(installed)
    installed.start()
    before = installed.wait_running("web", "storage", "event_bus")["modules"]
    for name in ("web", "storage"):
        os.kill(before[name]["pid"], signal.SIGKILL)
    after = installed.wait_for(
        lambda status: all(
            row["restarts"] == 1 and row["ready"]
            for row in (status["modules"][name] for name in ("web", "storage"))
        ),
        "both modules again",
    )["modules"]
    assert (
        after["web"]["pid"] != before["web"]["pid"]
        and after["event_bus"]["pid"] == before["event_bus"]["pid"]
    )
    told = json.loads(installed.cli("status", "--json", check=True).stdout)
    assert told["status"] == "healthy" and set(told["modules"]) == {"web", "storage", "event_bus"}
    assert "killed by SIGKILL" in installed.cli("why", "web", check=True).stdout
    installed.cli("config", "set", "modules.web.importance", "70", check=True)
    assert installed.cli("config", "get", "modules.web.importance", check=True).stdout.strip() == "70"
    installed.cli("stop", "web", check=True)
    assert installed.status()["modules"]["web"]["state"] == "stopped"
    assert installed.status()["modules"]["storage"]["state"] == "running"
    installed.cli("quit", check=True)
    assert installed.run.wait() == 0
    wait_until(lambda: not installed.leftovers(), "the end of every process")


def test_commands_that_need_no_core(installed: Supervisor) -> None:
    assert installed.cli("--version", check=True).stdout.startswith("skelly-tray ")
    assert installed.cli("status").returncode == 3
    found = json.loads(installed.cli("doctor", "--json", check=True).stdout)
    missing = [name for name, version in found["packages"].items() if version is None]
    assert not missing and "pip" not in json.dumps(found)
    assert installed.cli("config", "validate").returncode == 0
    installed.module("bad", comand=["x"])
    refused = installed.cli("config", "validate")
    assert refused.returncode == 4 and "comand" in refused.stdout + refused.stderr
    assert installed.cli("init", "--template", "skelly", "--force").returncode == 0
    assert (installed.home / "config" / "modules" / "gamification.toml").is_file()


@needs_desktop
@pytest.mark.display
def test_the_tray_is_seen_and_quits_from_its_menu(
    installed: Supervisor, desktop: Desktop, driver: TrayDriver
) -> None:
    desktop.start("tests.tools.tray_host").next("ready")
    installed.environment = desktop.environment
    modules(installed)
    installed.start("run")
    installed.wait_running("web", "storage")
    until(driver.items, "the icon registers")
    assert len(set(driver.icon())) > 2, "the icon is one colour"
    until(lambda: "all 3 modules healthy" in driver.menu().labels()[0], "the menu tells the status")
    driver.click("Quit and stop 3 modules")
    assert installed.run.wait() == 0
    wait_until(lambda: not installed.leftovers(), "the end of every process")


@needs_desktop
@pytest.mark.display
def test_its_own_test_passes_with_a_window_and_an_icon(installed: Supervisor, desktop: Desktop) -> None:
    desktop.start("tests.tools.tray_host").next("ready")
    installed.environment = desktop.environment
    picture = installed.home.parent / "window.png"
    done = installed.cli("self-test", "--json", "--picture", str(picture), timeout=300)
    told = json.loads(done.stdout)
    assert done.returncode == 0 and told["passed"], done.stdout
    assert all(step["passed"] for step in told["steps"]), "on this desktop everything can be tried"
    assert picture.read_bytes().startswith(b"\x89PNG") and picture.stat().st_size > 10_000
