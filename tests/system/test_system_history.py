"""The history of a real system: it survives what kills the supervisor, and its keys mean what they say."""

from __future__ import annotations

import os
import signal
import sqlite3
import stat
from contextlib import closing
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from tests.supervisor import Supervisor, wait_until
from tests.system.casting import ASLEEP


def database(system: Supervisor) -> Path:
    return system.home / "state" / "history.db"


def rows(system: Supervisor, what: str) -> list[Any]:
    with closing(sqlite3.connect(database(system))) as connection:
        return connection.execute(what).fetchall()


def sound(system: Supervisor) -> bool:
    return rows(system, "PRAGMA integrity_check") == [("ok",)]


def past(system: Supervisor, seconds: float, module: str = "web") -> dict[str, Any]:
    found: dict[str, Any] = system.request("samples", {"module": module, "seconds": seconds})[module]
    return found


def measured(system: Supervisor, count: int) -> None:
    """So many points of `web` are on disk; only those have threads."""
    wait_until(lambda: len(past(system, 700).get("threads", [])) >= count, f"{count} points", every=0.2)


def replaced(system: Supervisor, pid: int) -> bool:
    row = system.status()["modules"]["m3"]
    return bool(row["ready"]) and row["pid"] != pid


@pytest.mark.timeout(120)
def test_killed_at_any_moment_it_is_sound_and_has_all_but_the_last_seconds(supervisor: Supervisor) -> None:
    """Under load: ten modules, restarts, and questions that make it write."""
    supervisor.orchestrator(
        sample_interval="100ms",
        orphan_grace="1h",
        recovery_backoff="50ms",
        recovery_backoff_max="50ms",
        max_recovery_attempts=100,
        parallel_startup=True,
        module_start_delay="0s",
    )
    for name in ("web", *(f"m{number}" for number in range(9))):
        supervisor.module(name, command=ASLEEP)
    supervisor.start()
    supervisor.wait_running()
    last = 0.0
    for round_ in range(3):
        measured(supervisor, 3 + 2 * round_)
        pid = supervisor.status()["modules"]["m3"]["pid"]
        os.kill(pid, signal.SIGKILL)
        before = past(supervisor, 3600, "m3")
        last = past(supervisor, 700)["time"][-1]
        assert before["time"], "asking has stored what there was"
        supervisor.kill9()
        assert sound(supervisor)
        (newest,) = rows(supervisor, "SELECT max(end) FROM seconds")[0]
        assert newest / 1000 >= last - 0.5
        supervisor.start()
        wait_until(partial(replaced, supervisor, pid), "another process of m3")
        supervisor.wait_running()
    found = past(supervisor, 700)
    assert found["time"] == sorted(found["time"]) and found["time"][0] < last - 2
    restarts = [mark for mark in past(supervisor, 3600, "m3")["marks"] if mark["kind"] == "restart"]
    assert len(restarts) >= 3 and any("SIGKILL" in mark["text"] for mark in restarts)
    assert stat.S_IMODE(database(supervisor).stat().st_mode) == 0o600


def test_it_is_written_without_being_asked_and_read_by_the_next_start(supervisor: Supervisor) -> None:
    supervisor.module("web", command=ASLEEP)
    supervisor.start()
    supervisor.wait_running("web")
    log = database(supervisor).with_name("history.db-wal")
    wait_until(
        lambda: log.exists() and rows(supervisor, "SELECT 1 FROM sqlite_master WHERE name = 'series'"),
        "a file",
    )
    wait_until(lambda: rows(supervisor, "SELECT 1 FROM seconds"), "a first batch", every=0.2)
    seen = past(supervisor, 600)["time"]
    assert supervisor.terminate() == 0
    supervisor.start()
    supervisor.wait_running("web")
    assert set(map(round, seen[1:-1])) <= set(map(round, past(supervisor, 600)["time"]))


def test_a_history_that_is_switched_off_leaves_the_disk_alone(supervisor: Supervisor) -> None:
    supervisor.orchestrator(history={"enabled": False}, sample_interval="100ms")
    supervisor.module("web", command=ASLEEP)
    supervisor.start()
    wait_until(lambda: len(past(supervisor, 3600)["time"]) >= 5, "samples in the rings")
    assert supervisor.terminate() == 0
    assert not database(supervisor).exists()
