"""orchestrator.toml takes effect while we run, in every key: each is seen to act on the real program, no module loses
its pid by it."""

from __future__ import annotations

import contextlib
import socket
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.supervisor import Supervisor, alive, wait_until
from tests.system.casting import ASLEEP, LIVELY, free_port

TALK = ["sh", "-c", "while :; do head -c 3000 /dev/zero | tr '\\0' x; echo; done"]


@pytest.fixture
def live(supervisor: Supervisor) -> Iterator[Supervisor]:
    """One module, which keeps its pid for as long as the supervisor runs."""
    supervisor.orchestrator(**LIVELY)
    supervisor.module("one", command=ASLEEP, ready_after="0s")
    supervisor.start()
    pid = supervisor.wait_running("one")["modules"]["one"]["pid"]
    yield supervisor
    if alive(supervisor.pid):
        assert supervisor.status()["modules"]["one"]["pid"] == pid


def change(system: Supervisor, **keys: Any) -> None:
    """Save another orchestrator.toml, and wait until it is in effect."""
    before = applied(system)
    system.orchestrator(**{**LIVELY, **keys})
    wait_until(lambda: applied(system) > before, "the new settings")


def applied(system: Supervisor) -> int:
    rows = system.request("events", {"count": 2000})
    return sum(1 for row in rows if row["detail"].get("verdict") == "applied")


def test_orphans_live_on_for_as_long_as_was_said_last(live: Supervisor) -> None:
    change(live, orphan_grace="1h")
    pid = live.status()["modules"]["one"]["pid"]
    change(live, orphan_grace="0s")
    live.kill9()
    wait_until(lambda: not alive(pid), "the end of the orphan")


def test_orphans_live_on_after_a_grace_that_was_none_at_the_start(supervisor: Supervisor) -> None:
    supervisor.orchestrator(**LIVELY, orphan_grace=0)
    supervisor.module("one", command=ASLEEP, ready_after="0s")
    supervisor.start()
    pid = supervisor.wait_running("one")["modules"]["one"]["pid"]
    change(supervisor, orphan_grace="1h")
    supervisor.kill9()
    supervisor.start()
    assert supervisor.wait_running("one")["modules"]["one"]["pid"] == pid


def test_history_begins_and_ends_when_it_is_told_to(live: Supervisor) -> None:
    database = live.home / "state" / "history.db"

    def on_disk() -> int:
        """Points that are not only in memory: a question about more than ten minutes has all of them stored."""
        found = live.request("samples", {"module": "system", "seconds": 3600})
        return len(found["system"]["time"])

    change(live, history={"enabled": False})
    assert on_disk() == 0, "what was collected before may be on disk, and is not asked for"
    change(live, history={"enabled": True})
    wait_until(lambda: on_disk() > 2 and database.exists(), "a history")
    change(live, history={"enabled": False})
    assert on_disk() == 0


def test_the_audit_log_is_rotated_at_its_new_size(live: Supervisor) -> None:
    state = live.home / "state"
    change(live, audit={"max_mb": 0.01, "keep": 1})

    def rotated() -> list[Path]:
        live.request("config.set", {"key": "modules.one.name", "value": "x" * 500})
        live.request("config.set", {"key": "modules.one.name", "value": "y" * 500})
        return list(state.glob("audit.jsonl.*"))

    wait_until(rotated, "a rotated log")
    assert live.cli("audit", "verify").returncode == 0
    wait_until(lambda: rotated()[0].name not in ("audit.jsonl.1",), "one more")
    assert len(rotated()) == 1


def test_a_page_of_metrics_and_the_size_of_logs_change_without_a_restart(live: Supervisor) -> None:
    live.module("talks", command=TALK)
    live.wait_for(lambda s: s["modules"].get("talks", {}).get("state") == "running", "a module that talks")
    port = free_port()
    change(live, metrics={"port": port}, logs={"max_mb": 1, "keep": 1})

    def answers() -> bool:
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
            return True
        return False

    wait_until(answers, "the page of metrics")
    logs = live.home / "logs"
    wait_until(lambda: list(logs.glob("talks.log.1*")), "a log that was rotated at its new size")
    assert not list(logs.glob("talks.log.2*"))
    change(live)
    wait_until(lambda: not answers(), "no page any more")


def test_no_key_waits_for_the_next_start(live: Supervisor) -> None:
    change(
        live,
        orphan_grace="7s",
        history={"days": 3},
        audit={"keep": 2},
        ui={"theme": "dark"},
        metrics={"port": 0},
        logs={"keep": 1},
    )
    assert not [i for i in live.status()["issues"] if "next start" in i["title"] + i["message"]]
