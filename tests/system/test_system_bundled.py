"""The bundled system: a first start brings it up in order, it answers, and it loses nothing that it acknowledged."""

from __future__ import annotations

import json
import os
import shutil
import signal
import sqlite3
import sys
from pathlib import Path
from typing import Any

import pytest

from skelly_tray.keeper import sandbox_landlock, sandbox_seccomp
from tests.supervisor import Supervisor, wait_until
from tests.system.morning import SEVEN, furnish

TEMPLATE = Path(__file__).resolve().parents[2] / "resources" / "templates" / "skelly" / "modules"
PUBLISHER = [sys.executable, "-P", "-W", "error", str(Path(__file__).with_name("publishing.py"))]


def call(system: Supervisor, module: str, method: str, **params: Any) -> Any:
    return json.loads(system.cli("call", module, method, json.dumps(params), check=True).stdout)


def acknowledged(system: Supervisor) -> set[str]:
    folder = system.home / "state" / "modules" / "load"
    return {line for path in folder.glob("acknowledged-*") for line in path.read_text().splitlines()}


def stored(system: Supervisor) -> set[str]:
    """Every id of the publisher's events, from the database itself."""
    path = system.home / "state" / "modules" / "storage" / "events.db"
    with sqlite3.connect(f"file:{path}?mode=ro", uri=True) as database:
        return {row[0] for row in database.execute("SELECT id FROM events WHERE kind = 'test'")}


@pytest.fixture
def loaded(system: Supervisor) -> Supervisor:
    """Storage, and a module that publishes as fast as it is answered."""
    system.orchestrator(parallel_startup=True, module_start_delay=0, health_check_interval="1s")
    system.module("storage", builtin="storage")
    system.module("load", command=PUBLISHER, depends_on=["storage"], bus={"publish": ["raw_event"]})
    system.start()
    system.wait_running()
    wait_until(lambda: len(acknowledged(system)) > 100, "the first events to be acknowledged")
    return system


def test_a_first_start_brings_up_the_bundled_system_in_order_and_storage_answers(
    supervisor: Supervisor,
) -> None:
    supervisor.start()
    supervisor.wait_running()
    shipped = {path.stem for path in TEMPLATE.glob("*.toml")}
    assert set(supervisor.status()["modules"]) == shipped
    began = [
        entry["module"]
        for entry in supervisor.request("events", {"count": 500})
        if entry["to"] == "running" and entry["kind"] == "state_changed"
    ]
    assert sorted(began) == sorted(shipped) and began[0] == "event_bus"
    assert began.index("storage") < began.index("data_capture")
    assert began.index("storage") < began.index("analysis_engine") < began.index("gamification")

    def kinds() -> set[str]:
        found = call(supervisor, "storage", "query", seconds=60)["events"]
        return {event["kind"] for event in found}

    wait_until(lambda: {"capture_started", "resources"} <= kinds(), "something captured in the last minute")


@pytest.mark.skipif(
    sandbox_landlock.version() < 6 or not sandbox_seccomp.available(),
    reason="this kernel cannot hold all of a sandbox",
)
def test_all_seven_are_held_in_their_sandboxes_and_the_bus_makes_its_sockets_anew(
    supervisor: Supervisor,
) -> None:
    furnish(supervisor)
    supervisor.start()
    rows = supervisor.wait_running()["modules"]
    for name in SEVEN:
        assert rows[name]["sandbox"]["write"]["held"] and rows[name]["sandbox"]["network"]["held"], name
    shutil.rmtree(supervisor.home / "run")
    pid = rows["event_bus"]["pid"]
    supervisor.wait_for(lambda status: status["modules"]["event_bus"]["pid"] not in (None, pid), "a new bus")
    after = supervisor.wait_running()["modules"]
    assert call(supervisor, "storage", "stats")["events"] >= 0
    assert {name: after[name]["pid"] for name in SEVEN if name != "event_bus"} == {
        name: rows[name]["pid"] for name in SEVEN if name != "event_bus"
    }


def test_a_pause_of_capture_is_told_at_once_and_outlives_the_module_and_us(system: Supervisor) -> None:
    """Without the question that follows a call, the next check would be a minute away."""
    system.orchestrator(parallel_startup=True, module_start_delay=0)
    system.module(
        "data_capture", builtin="data_capture", probes={"liveness": {"kind": "bus", "interval": "300s"}}
    )
    system.start()
    system.wait_running()

    def reported(status: dict[str, Any]) -> float | None:
        found: float | None = status["modules"]["data_capture"]["metrics"].get("paused")
        return found

    def paused_until() -> float:
        """As a tray asks: any question is followed by a report."""
        call(system, "data_capture", "sources")
        status = system.wait_for(lambda s: reported(s) is not None, "a report")
        return float(status["modules"]["data_capture"]["metrics"]["paused_until"])

    assert paused_until() == 0.0
    call(system, "data_capture", "pause", minutes=60)
    status = system.wait_for(lambda s: reported(s) == 1.0, "the pause")
    until = paused_until()
    assert until > 1.7e9
    os.kill(status["modules"]["data_capture"]["pid"], signal.SIGKILL)
    system.wait_for(lambda s: s["modules"]["data_capture"]["restarts"] == 1, "its return")
    system.wait_running()
    assert paused_until() == until
    assert system.terminate() == 0
    system.start()
    system.wait_running()
    assert paused_until() == until
    call(system, "data_capture", "resume")
    system.wait_for(lambda s: reported(s) == 0.0, "the end of the pause")


@pytest.mark.parametrize("victim", ["event_bus", "storage"])
def test_nothing_acknowledged_is_lost_when_it_is_killed_under_load(loaded: Supervisor, victim: str) -> None:
    before = loaded.status()["modules"]
    os.kill(before[victim]["pid"], signal.SIGKILL)
    loaded.wait_for(lambda status: status["modules"][victim]["pid"] not in (None, before[victim]["pid"]))
    loaded.wait_running()
    known = acknowledged(loaded)
    wait_until(lambda: len(acknowledged(loaded)) > len(known) + 100, "the load to go on")
    known = acknowledged(loaded)
    assert not known - stored(loaded)
    others = {name: row["pid"] for name, row in loaded.status()["modules"].items() if name != victim}
    assert others == {name: row["pid"] for name, row in before.items() if name != victim}


def test_new_settings_reach_storage_as_it_runs_and_wrong_ones_are_refused(loaded: Supervisor) -> None:
    pid = loaded.status()["modules"]["storage"]["pid"]

    def told(words: str) -> bool:
        return any(words in entry["cause"]["text"] for entry in loaded.request("events", {"count": 500}))

    def give(value: str) -> None:
        text = f'builtin = "storage"\n[settings]\nbatch_seconds = {value}\n'
        assert loaded.request("config.update", {"module": "storage", "text": text})["errors"] == []

    give("0.5")
    wait_until(lambda: told("its new settings were taken while it runs"), "the settings taken")
    give("-1")
    wait_until(lambda: told("it did not take its new settings"), "the settings refused")
    row = loaded.status()["modules"]["storage"]
    assert row["pid"] == pid and "batch_seconds" in str(row["issues"])
