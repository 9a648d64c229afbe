"""What a user does with the real application on a real desktop, once in each kind of panel, seen from outside."""

from __future__ import annotations

import json
import os
import signal
from pathlib import Path
from typing import Any

import pytest

from tests.desktop.seat import Seat
from tests.supervisor import alive
from tests.tools.desktop import until

pytestmark = pytest.mark.display

FRAGILE = """
name = "Ledger"
command = ["sh", "-c", "test ! -e '{flaw}' && exec sleep 1000; echo cannot open the ledger >&2; exit 3"]
ready_after = "100ms"
recovery = {{ max_attempts = 1, backoff = "100ms" }}
"""
SECRET = "correct horse 4711"
USES_SECRET = ["sh", "-c", 'test -n "$TOKEN" && exec sleep 1000']


@pytest.fixture(scope="module", autouse=True)
def configured(shared: Seat) -> None:
    shared.system.orchestrator(
        parallel_startup=True, module_start_delay=0, retry_failed_after=0, config_trial=1, stable_after="1h",
        recovery_backoff=0.2, orphan_grace=60, notifications={"after": 0, "grace": 0, "per_minute": 60},
    )  # fmt: skip
    module = shared.system.module
    module("ledger", FRAGILE.format(flaw=flaw(shared)))
    module("db", name="Database", command=["sleep", "1000"])
    module("web", name="Web server", command=["sleep", "1000"], depends_on=["db"])
    module("mailer", name="Mailer", command=["sleep", "1000"], ready_after=0.1)
    module("bank", name="Bank", command=USES_SECRET, env={"TOKEN": {"secret": "bank/token"}}, required=False)


def flaw(seat: Seat) -> Path:
    """While that file is there, Ledger cannot start."""
    return seat.system.home.parent / "flaw"


def notified(seat: Seat, title: str) -> dict[str, Any]:
    """The next notification with that title, and all that came before it dropped."""
    while True:
        told: dict[str, Any] = seat.notices.next("notified")
        if told["title"] == title:
            return told


def kill(seat: Seat, module: str) -> None:
    os.kill(seat.system.wait_running(module)["modules"][module]["pid"], signal.SIGKILL)


def row(seat: Seat, module: str) -> dict[str, Any]:
    found: dict[str, Any] = seat.system.status()["modules"][module]
    return found


def test_a_crash_is_one_notification_until_the_module_runs_again(seat: Seat) -> None:
    kill(seat, "mailer")
    failed = notified(seat, "Mailer stopped by itself")
    mended = notified(seat, "Mailer runs again")
    assert failed["text"].startswith("Killed by SIGKILL")
    assert mended["replaces"] == mended["id"] == failed["id"]


def test_a_failed_module_leads_the_menu_says_why_and_is_restarted_from_there(seat: Seat) -> None:
    seat.system.wait_running("ledger")
    flaw(seat).touch()
    kill(seat, "ledger")
    given_up = notified(seat, "Ledger has failed")
    assert "exit 3" in given_up["text"]
    until(lambda: seat.panel.lines()[1].startswith("■ Ledger · failed"), "the menu begins with it")
    assert "exit 3" in seat.panel.lines()[1]
    seat.panel.choose("Ledger", "Why…")
    window = seat.window("Why: Ledger")
    window.says("cannot open the ledger")
    window.says("exit 3")
    flaw(seat).unlink()
    window.press("Restart")
    assert seat.notices.next("closed") == given_up["id"], "who restarts it knows that it failed"
    seat.system.wait_running("ledger")
    window.says("Ledger runs: alive; no probe. Its last trouble")
    assert "exit 3" in seat.system.cli("why", "ledger", check=True).stdout
    until(
        lambda: not any("Ledger · failed" in line for line in seat.panel.lines()), "the menu has calmed down"
    )


def test_a_setting_is_edited_compared_tried_and_kept(seat: Seat) -> None:
    before = seat.system.wait_running("mailer")["modules"]["mailer"]["pid"]
    seat.panel.choose("Mailer", "Configure…")
    window = seat.window("Configure Mailer")
    window.type("Command", "sleep 2000")
    window.press("Review and save")
    until(lambda: '+command = ["sleep", "2000"]' in window.text("Difference to what runs"), "the difference")
    assert '-command = ["sleep", "1000"]' in window.text("Difference to what runs")
    window.press("Save")
    window.says("and kept.")
    assert seat.system.wait_running("mailer")["modules"]["mailer"]["pid"] != before
    kept = seat.system.cli("config", "get", "modules.mailer.command", check=True).stdout
    assert "2000" in kept
    window.press("Close")
    window.gone()


def test_a_setting_that_a_module_does_not_bear_is_taken_back_and_said(seat: Seat) -> None:
    seat.panel.choose("Web server", "Configure…")
    window = seat.window("Configure Web server")
    window.type("Command", "sh -c 'exit 4'")
    window.press("Review and save")
    window.press("Save")
    window.says("Taken back by itself: ")
    pid = seat.system.wait_running("web")["modules"]["web"]["pid"]
    assert read(Path(f"/proc/{pid}/cmdline")) == b"sleep\0" + b"1000\0", "the former one runs"
    window.press("Why")
    seat.window("Why: Web server").says("exit 4")
    assert "exit 4" in seat.system.cli("why", "web", check=True).stdout


def test_what_is_typed_and_not_saved_is_asked_about_before_the_end(seat: Seat) -> None:
    seat.panel.choose("Mailer", "Configure…")
    window = seat.window("Configure Mailer")
    window.type("Version", "7")
    until(lambda: "enabled" in window.find("Review and save").states, "there is something to be saved")
    seat.panel.choose("Quit and stop")
    question = seat.window("Quit without saving?")
    question.says("Configure Mailer")
    question.press("Go on editing")
    question.gone()
    assert seat.is_open and window.text("Version") == "7"
    window.type("Version", "")
    until(lambda: "enabled" not in window.find("Review and save").states, "all is as it was")


def test_the_program_itself_is_set_up_in_a_window_and_at_once(seat: Seat) -> None:
    key = "orchestrator.ui.start_hidden"
    assert seat.system.cli("config", "get", key, check=True).stdout == "true\n"
    seat.panel.choose("Settings…")
    window = seat.window("Settings")
    for now in ("false", "true"):
        window.press("Start in the tray, without a window", "check box")
        until(
            lambda now=now: seat.system.request("config.get", {"key": key})["value"] is (now == "true"), now
        )
    assert '"ui"' in seat.system.cli("events", "--json", check=True).stdout


def test_a_secret_is_typed_and_the_module_that_waited_starts(seat: Seat) -> None:
    seat.system.wait_for(lambda status: status["modules"]["bank"]["state"] == "waiting", "it waits")
    assert any("Bank" in line and "no secret" in line for line in seat.panel.lines())
    seat.panel.choose("Open Skelly Tray")
    window = seat.window("h – Skelly Tray")
    window.press("Bank", "cell")
    window.press("Secrets", "push button")
    dialog = seat.window("Secrets")
    dialog.press("Set")
    dialog.type("Value of the secret", SECRET)
    dialog.press("Store")
    seat.system.wait_running("bank")
    dialog.says("bank/token")
    [listed] = json.loads(seat.system.cli("secret", "list", "--json", check=True).stdout)
    assert (listed["name"], listed["kept_in"], listed["used_by"]) == ("bank/token", "keyring", ["bank"])
    for path in seat.system.home.rglob("*"):
        assert not path.is_file() or SECRET.encode() not in path.read_bytes(), path
    processes = [*Path("/proc").glob("[0-9]*")]
    assert not [pid for pid in processes if SECRET.encode() in read(pid / "cmdline")]
    knowing = [int(process.name) for process in processes if SECRET.encode() in read(process / "environ")]
    assert knowing == [seat.system.status()["modules"]["bank"]["pid"]]
    assert SECRET not in seat.system.said()


def read(of_a_process: Path) -> bytes:
    try:
        return of_a_process.read_bytes()
    except OSError:  # it has ended meanwhile
        return b""


def test_a_module_is_added_tried_and_runs(seat: Seat) -> None:
    seat.panel.choose("Open Skelly Tray")
    seat.window("h – Skelly Tray").press("Add module")
    dialog = seat.window("Add a module")
    dialog.type("Command", "python3 -u -c 'import time; print(\"at your service\"); time.sleep(1000)'")
    dialog.type("Name", "Helper")
    dialog.type("Id", "helper")
    dialog.press("Add")
    seat.system.wait_running("helper")
    until(lambda: "at your service" in dialog.text("What it has written"), "its first line")
    dialog.press("Close")
    dialog.gone()
    assert 'name = "Helper"' in (seat.system.home / "config" / "modules" / "helper.toml").read_text()


def test_who_is_needed_is_stopped_after_those_who_need_it(seat: Seat) -> None:
    seat.system.wait_running("db", "web")
    seat.panel.choose("Database", "Stop")
    dialog = seat.window("Stop Database?")
    dialog.says("Web server: stopped first")
    dialog.press("Stop")
    seat.system.wait_for(
        lambda status: [status["modules"][name]["pid"] for name in ("db", "web")] == [None, None], "both stop"
    )
    dialog.press("Start again")
    seat.system.wait_running("db", "web")


def test_a_panel_that_comes_back_gets_the_icon_back(seat: Seat) -> None:
    seat.panel.leave()
    until(lambda: not seat.panel.has_icon(), "the icon has gone with it")
    seat.panel.come()
    until(seat.panel.has_icon, "the icon is back")
    seat.panel.choose("Open Skelly Tray")
    seat.window("h – Skelly Tray")


def test_the_application_killed_and_started_again_finds_all_as_it_was(seat: Seat) -> None:
    before = {name: one["pid"] for name, one in seat.system.status()["modules"].items()}
    seat.system.kill9()
    seat.open()
    running = [name for name, pid in before.items() if pid]
    after = seat.system.wait_running(*running)["modules"]
    assert {name: one["pid"] for name, one in after.items()} == before
    seat.panel.choose("Open Skelly Tray")
    seat.window("h – Skelly Tray").find("Database, running")


def test_the_mouse_on_the_icon_shows_and_hides_the_window_and_opens_the_menu(seat: Seat) -> None:
    seat.panel.click()
    window = seat.window("h – Skelly Tray")
    seat.panel.click()
    window.gone()
    seat.panel.choose_by_mouse("Open Skelly Tray")
    assert seat.window("h – Skelly Tray").is_there()


def test_a_second_start_raises_the_window(seat: Seat) -> None:
    second = seat.system.cli()
    assert second.returncode == 0 and "running already" in second.stdout
    seat.window("h – Skelly Tray")
    assert seat.system.status()["orchestrator"]["pid"] == seat.system.pid


def test_quit_says_what_it_stops_and_leaves_nobody_behind(seat: Seat) -> None:
    pids = [one["pid"] for one in seat.system.status()["modules"].values() if one["pid"]]
    [entry] = [line for line in seat.panel.lines() if line.startswith("Quit")]
    assert entry == f"Quit and stop {len(pids)} modules"
    seat.panel.choose(entry)
    assert seat.system.run.wait() == 0
    until(lambda: not seat.system.leftovers() and not any(map(alive, pids)), "all of it has ended")
