"""Live probes of every kind: what they say is shown, liveness alone restarts, and notices are heard."""

from __future__ import annotations

import os
import socket
from pathlib import Path
from typing import Any

from tests.supervisor import Status, Supervisor
from tests.system.casting import ASLEEP, actor, free_port
from tests.system.test_system_edges import exists

QUICK = {"interval": "50ms", "timeout": "2s"}


def row(status: Status) -> dict[str, Any]:
    """The one module of these systems."""
    (only,) = status["modules"].values()
    found: dict[str, Any] = only
    return found


class Orders:
    """The pipe through which the role `notify` is told what to send."""

    def __init__(self, system: Supervisor) -> None:
        self.path = system.home.with_name("orders")
        os.mkfifo(self.path)
        self._pipe = os.open(self.path, os.O_RDWR)

    def give(self, order: str) -> None:
        os.write(self._pipe, order.encode() + b"\n")


def test_readiness_comes_and_goes_and_never_restarts(system: Supervisor) -> None:
    answer, port = system.home.with_name("answer"), free_port()
    answer.write_text("200")
    probe = {"kind": "http", "url": f"http://127.0.0.1:{port}/", "failure_threshold": 2, **QUICK}
    system.module("web", command=actor("web", port, answer), probes={"readiness": probe})
    system.start()
    first = row(system.wait_for(lambda s: row(s)["ready"] and row(s)["health"] == "healthy", "readiness"))
    assert first["response_time_ms"] > 0 and first["last_check"]
    for _ in range(2):
        answer.write_text("503")
        worse = system.wait_for(lambda s: not row(s)["ready"], "the loss of readiness")
        assert (row(worse)["state"], row(worse)["health"]) == ("running", "degraded")
        assert "503" in row(worse)["reason"] and worse["status"] == "degraded"
        assert [issue["module"] for issue in worse["issues"]] == ["web"]
        answer.write_text("200")
        better = system.wait_for(lambda s: row(s)["ready"], "readiness again")
        assert row(better)["health"] == "healthy" and better["issues"] == []
    assert (row(better)["pid"], row(better)["restarts"]) == (first["pid"], 0)
    assert row(better)["error_rate"] > 0


def test_failed_liveness_restarts_and_says_what_the_probe_heard(system: Supervisor) -> None:
    answer, port = system.home.with_name("answer"), free_port()
    answer.write_text("200")
    probe = {"kind": "http", "url": f"http://127.0.0.1:{port}/", "failure_threshold": 2, **QUICK}
    system.module("web", command=actor("web", port, answer), probes={"startup": probe, "liveness": probe})
    system.start()
    first = row(system.wait_running())
    answer.write_text("500")
    system.wait_for(lambda s: row(s)["pid"] != first["pid"], "the end of what is not alive")
    answer.write_text("200")
    after = system.wait_for(lambda s: row(s)["ready"] and row(s)["restarts"], "its restart")
    assert row(after)["pid"] != first["pid"]
    told = system.cli("why", "web", check=True).stdout
    assert "500" in told and "liveness" in told


def test_a_liveness_probe_misses_as_often_as_its_threshold_says_before_it_acts(system: Supervisor) -> None:
    asked = system.home.with_name("asked")
    command = ["/bin/sh", "-c", f"echo . >> {asked}; exit 1"]
    probe = {"kind": "exec", "command": command, "failure_threshold": 3, **QUICK}
    system.module("a", command=ASLEEP, probes={"liveness": probe}, ready_after="10ms")
    system.start()
    system.wait_for(lambda s: row(s)["restarts"] == 1, "the restart")
    assert 3 <= len(asked.read_text().splitlines()) <= 6
    entries = [e for e in system.request("events", {"count": 50}) if e["to"] == "stopping"]
    assert "missed 3 times" in entries[0]["cause"]["text"]


def test_a_tcp_probe_passes_when_somebody_listens(system: Supervisor) -> None:
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        probe = {"kind": "tcp", "host": "127.0.0.1", "port": door.getsockname()[1], **QUICK}
        system.module("a", command=ASLEEP, probes={"startup": probe})
        system.start()
        closed = row(system.wait_for(lambda s: row(s)["last_check"], "the first probe"))
        assert (closed["state"], closed["ready"]) == ("starting", False) and "refused" in closed["reason"]
        door.listen()
        assert row(system.wait_running())["restarts"] == 0


def test_a_log_probe_passes_on_a_line_even_without_an_end_to_come(system: Supervisor) -> None:
    go = system.home.with_name("go")
    script = f"while ! test -e {go}; do sleep 0.02; done; echo 'ready to serve' >&2; exec /bin/sleep 100000"
    probe = {"kind": "log", "pattern": "ready to s.rve$", "timeout": "200ms", "interval": "50ms"}
    system.module("a", command=["/bin/sh", "-c", script], probes={"readiness": probe})
    system.start()
    silent = row(system.wait_for(lambda s: row(s)["last_check"], "the first probe"))
    assert not silent["ready"] and "no line" in silent["reason"]
    go.touch()
    assert row(system.wait_running())["restarts"] == 0


def test_an_exec_probe_runs_with_the_modules_own_environment_and_folder(system: Supervisor) -> None:
    probe = {"kind": "exec", "command": ["/bin/sh", "-c", 'test "$WORD" = yes && test -e here'], **QUICK}
    system.module(
        "a",
        command=["/bin/sh", "-c", "touch here; exec /bin/sleep 100000"],
        env={"WORD": "yes"},
        probes={"startup": probe},
    )
    system.start()
    assert row(system.wait_running())["health"] == "healthy"


def test_a_start_that_takes_too_long_is_a_failure_with_the_last_answer(system: Supervisor) -> None:
    system.module(
        "a",
        command=ASLEEP,
        startup_timeout="300ms",
        probes={"startup": exists("/no/such/file")},
        recovery={"backoff": "1h"},
    )
    system.start()
    late = row(system.wait_for(lambda s: row(s)["state"] == "backoff", "the backoff"))
    assert "not started within 0.3 s" in late["reason"] and late["pid"] is None
    assert late["attempts"] == 1 and 3000 < late["retry_in_s"] <= 3960


def test_ready_and_status_notices_are_shown(system: Supervisor) -> None:
    orders = Orders(system)
    system.module("a", command=actor("notify", orders.path), probes={"readiness": {"kind": "notify"}})
    system.start()
    orders.give("STATUS=loading the index")
    system.wait_for(lambda s: row(s)["reason"] == "loading the index", "the module's own words")
    assert row(system.status())["state"] == "starting" and not row(system.status())["ready"]
    orders.give("READY=1")
    system.wait_running()
    orders.give("STATUS=serving 3 visitors")
    status = system.wait_for(lambda s: row(s)["reason"] == "serving 3 visitors", "its words when ready")
    assert status["status"] == "healthy" and row(status)["restarts"] == 0


def test_a_slow_start_may_ask_for_more_time(system: Supervisor) -> None:
    orders = Orders(system)
    system.module(
        "a",
        command=actor("notify", orders.path, "EXTEND_TIMEOUT_USEC=50000000"),
        startup_timeout="700ms",
        probes={"startup": {"kind": "notify"}},
    )
    system.start()
    status = system.wait_for(lambda s: (row(s)["uptime_s"] or 0) > 1.2, "more than its startup timeout")
    assert (row(status)["state"], row(status)["restarts"]) == ("starting", 0)
    orders.give("READY=1")
    assert row(system.wait_running())["restarts"] == 0


def test_a_silent_watchdog_is_failed_liveness(system: Supervisor) -> None:
    silence = system.home.with_name("silence")
    liveness = {"kind": "notify", "interval": "400ms", "timeout": "400ms", "failure_threshold": 2}
    system.module(
        "a", command=actor("watched", silence), probes={"startup": {"kind": "notify"}, "liveness": liveness}
    )
    system.start()
    first = row(system.wait_running())
    fed = row(system.wait_for(lambda s: row(s)["last_check"] != first["last_check"], "a watchdog check"))
    assert fed["pid"] == first["pid"] and fed["health"] == "healthy"
    silence.touch()
    system.wait_for(lambda s: row(s)["pid"] != first["pid"], "the end of the silent one")
    silence.unlink()
    after = system.wait_for(lambda s: row(s)["ready"] and row(s)["restarts"] == 1, "its restart")
    assert "WATCHDOG" in system.cli("why", "a", check=True).stdout and row(after)["attempts"] == 1


def test_a_watchdog_trigger_restarts_at_once(system: Supervisor) -> None:
    orders = Orders(system)
    probes = {"startup": {"kind": "notify"}, "liveness": {"kind": "notify", "interval": "1h"}}
    system.module("a", command=actor("notify", orders.path, "READY=1"), probes=probes)
    system.start()
    first = row(system.wait_running())
    orders.give("WATCHDOG=trigger")
    after = row(system.wait_for(lambda s: row(s)["restarts"] == 1 and row(s)["ready"], "its restart"))
    assert after["pid"] != first["pid"]


def test_a_module_that_says_it_is_stopping_is_probed_no_more(system: Supervisor) -> None:
    orders, alive_file = Orders(system), system.home.with_name("alive")
    alive_file.touch()
    probes = {"startup": {"kind": "notify"}, "liveness": exists(alive_file, failure_threshold=1)}
    system.module("a", command=actor("notify", orders.path, "READY=1"), probes=probes)
    system.module("b", command=ASLEEP, probes={"liveness": exists(alive_file, failure_threshold=1000)})
    system.start()
    first = system.wait_running()["modules"]
    system.wait_for(lambda s: s["modules"]["a"]["last_check"] != first["a"]["last_check"], "a liveness check")
    orders.give("STOPPING=1")
    orders.give("STATUS=going")
    system.wait_for(lambda s: s["modules"]["a"]["reason"] == "going", "its farewell")
    alive_file.unlink()
    seen: set[str] = set()

    def probed(status: Status) -> bool:
        if status["modules"]["b"]["error_rate"]:
            seen.add(status["modules"]["b"]["last_check"])
        return len(seen) > 5

    status = system.wait_for(probed, "probes of the other module")
    assert status["modules"]["a"]["restarts"] == 0
    assert status["modules"]["a"]["pid"] == first["a"]["pid"]


def test_a_module_inherits_nothing_that_was_meant_for_us(system: Supervisor) -> None:
    system.environment |= {
        "NOTIFY_SOCKET": "/nowhere", "WATCHDOG_USEC": "1", "LISTEN_FDS": "1", "SKELLY_HOME": "/nowhere",
        "OF_THE_USER": "kept",
    }  # fmt: skip
    system.module("a", command=ASLEEP, env={"OWN": "$STATE/x"})
    system.start()
    pid = row(system.wait_running())["pid"]
    raw = Path(f"/proc/{pid}/environ").read_bytes().decode().split("\0")
    environment = dict(entry.split("=", 1) for entry in raw if entry)
    assert not {"NOTIFY_SOCKET", "WATCHDOG_USEC", "LISTEN_FDS", "SKELLY_HOME"} & environment.keys()
    assert environment["OF_THE_USER"] == "kept"
    assert environment["OWN"] == environment["SKELLY_STATE_DIR"] + "/x"
    opened = {path.readlink().name for path in Path(f"/proc/{pid}/fd").iterdir()}
    assert len(list(Path(f"/proc/{pid}/fd").iterdir())) == 3, opened
