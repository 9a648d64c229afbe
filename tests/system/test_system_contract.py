"""What scripts rely on: the fields of `status --json`, the lines of `events --json`, exit codes, formats."""

from __future__ import annotations

import json
import re
import signal
import stat
import subprocess
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any

import pytest

from skelly_tray import __version__
from tests.supervisor import PROGRAM, Supervisor, wait_until
from tests.system.casting import ASLEEP, DEAF, actor, kill
from tests.system.test_system_edges import exists

NUMBER = (int, float)
NONE = type(None)
SYSTEM: dict[str, Any] = {
    "status": str, "reason": str, "failing_modules": list, "uptime_s": NUMBER, "orchestrator": dict,
    "resources": dict, "modules": dict, "issues": list,
}  # fmt: skip
ORCHESTRATOR: dict[str, Any] = {
    "pid": int, "keeper_pid": int, "version": str, "cpu_percent": NUMBER, "memory_mb": NUMBER,
}  # fmt: skip
RESOURCES = dict.fromkeys(("total_cpu_percent", "total_memory_mb", "disk_usage_mb", "network_kbps"), NUMBER)
MODULE: dict[str, Any] = {
    "name": str, "state": str, "desired": str, "health": str, "ready": bool, "pid": (int, NONE),
    "since": (str, NONE), "uptime_s": (*NUMBER, NONE), "restarts": int, "attempts": int,
    "retry_in_s": (*NUMBER, NONE), "waiting_on": list, "reason": str, "reason_kind": (str, NONE),
    "last_check": (str, NONE), "required": bool, "depends_on": list, "cpu_percent": NUMBER, "memory_mb": NUMBER,
    "threads": int, "file_handles": int, "children": int, "message_queue_depth": int, "error_rate": NUMBER,
    "response_time_ms": (*NUMBER, NONE), "limits": dict, "issues": list,
}  # fmt: skip
ADDED = {
    "strategy",
    "mode",
    "incarnation",
    "dependants",
    "url",
    "native",
    "metrics",
    "phi",
    "config",
    "sandbox",
    "throttled",
    "kill_in_s",
}
"""Fields of a module that the contract does not know yet; it welcomes additions, but none by accident."""
ISSUE: dict[str, Any] = {
    "id": str, "severity": str, "module": (str, NONE), "title": str, "message": str, "since": (str, NONE),
    "data": dict,
}  # fmt: skip
ENTRY: dict[str, Any] = {
    "seq": int, "time": str, "module": (str, NONE), "kind": str, "from": (str, NONE), "to": (str, NONE),
    "cause": dict, "incarnation": (int, NONE), "detail": dict,
}  # fmt: skip
CAUSE: dict[str, Any] = {"kind": str, "seq": (int, NONE), "text": str}
KINDS = {
    "state_changed", "health_changed", "limit_exceeded", "limit_cleared", "config_changed", "recovery",
    "user_action", "system",
}  # fmt: skip
REASON_KINDS = {
    "user", "system_stop", "completed", "dependency", "config", "limit", "recovery", "disabled", None,
}  # fmt: skip


def wrong(found: dict[str, Any], fields: dict[str, Any], added: Collection[str] = ()) -> list[str]:
    """What is missing, unknown, or of another type."""
    missing = [f"{name} is missing" for name in fields.keys() - found.keys()]
    unknown = [f"{name} is unknown" for name in found.keys() - fields.keys() - set(added)]
    typed = [
        f"{name} is {found[name]!r}"
        for name, kind in fields.items()
        if name in found
        and (not isinstance(found[name], kind) or (isinstance(found[name], bool) and kind is not bool))
    ]
    return missing + unknown + typed


def moment(text: str) -> datetime:
    assert text.endswith("Z"), text
    return datetime.fromisoformat(text)


def every_state(system: Supervisor) -> dict[str, Any]:
    """A system with a module in each state there is, by that name."""
    system.orchestrator(module_start_delay=0, retry_failed_after=0, startup_timeout="1h")
    nowhere = system.home.with_name("nowhere")
    system.module("backoff", command=["/bin/false"], recovery={"backoff": "1h", "backoff_max": "1h"})
    system.module("failed", command=["/bin/false"], no_restart_exit_codes=[1])
    system.module("invalid", "command = 7")
    system.module("running", command=ASLEEP, name="It runs", required=False)
    system.module("stopped", command=ASLEEP)
    system.module("stopping", command=DEAF, shutdown_timeout="1h")
    system.module("a_waiting", command=ASLEEP, depends_on=["failed"])
    system.module("starting", command=ASLEEP, depends_on=["running"], startup_timeout="1h",
                  probes={"startup": exists(nowhere)})  # fmt: skip
    system.module("z_not_started", command=ASLEEP, depends_on=["running"])
    system.start()
    system.wait_for(lambda s: s["modules"]["starting"]["last_check"], "the last that is started")
    system.cli("stop", "stopped", check=True)
    system.request("stop", {"modules": ["stopping"], "wait": False})
    done = system.cli("status", "--json", check=True)
    status: dict[str, Any] = json.loads(done.stdout)
    return status


def test_status_has_exactly_the_documented_fields_in_every_state(supervisor: Supervisor) -> None:
    status = every_state(supervisor)
    try:
        rows = status["modules"]
        assert {name: row["state"] for name, row in rows.items()} == {
            name: name.removeprefix("a_").removeprefix("z_") for name in rows
        }
        assert len(rows) == 9
        assert wrong(status, SYSTEM) == []
        assert wrong(status["orchestrator"], ORCHESTRATOR, {"health_checks"}) == []
        assert wrong(status["resources"], RESOURCES) == []
        assert {name: found for name, row in rows.items() if (found := wrong(row, MODULE, ADDED))} == {}
        assert [found for issue in status["issues"] if (found := wrong(issue, ISSUE))] == []
        _check_values(status)
        assert (
            json.loads(supervisor.cli("status", "running", "--json", check=True).stdout)["name"] == "It runs"
        )
    finally:
        kill(supervisor.status()["modules"]["stopping"]["pid"])


def _check_values(status: dict[str, Any]) -> None:
    rows = status["modules"]
    assert status["status"] == "starting"
    assert status["orchestrator"]["version"] == __version__
    for name, row in rows.items():
        up = row["state"] in ("starting", "running", "stopping")
        assert row["desired"] == ("down" if row["state"] in ("stopped", "stopping") else "up"), name
        assert row["health"] == ("healthy" if name == "running" else row["health"]), name
        assert (row["pid"] is not None) is (row["uptime_s"] is not None) is up, name
        assert row["ready"] is (name == "running"), name
        assert row["reason_kind"] in REASON_KINDS, name
        assert row["reason"], name
        assert row["since"] is None or moment(row["since"]).year > 2000, name
        assert (row["retry_in_s"] is not None) is (name == "backoff"), name
        assert row["waiting_on"] == (["failed"] if name == "a_waiting" else []), name
    kinds = {name: row["reason_kind"] for name, row in rows.items()}
    assert kinds["stopped"] == kinds["stopping"] == "user" and kinds["invalid"] == "config"
    assert kinds["a_waiting"] == "dependency" and kinds["backoff"] == kinds["failed"] == "recovery"
    assert rows["a_waiting"]["depends_on"] == ["failed"] and rows["running"]["required"] is False
    assert {issue["severity"] for issue in status["issues"]} <= {"info", "warning", "error", "critical"}


def test_a_stopped_system_says_stopped(system: Supervisor) -> None:
    system.module("a", command=ASLEEP)
    system.start()
    system.wait_running()
    system.cli("stop", "--all", check=True)
    assert system.status()["status"] == "stopped"


def test_events_are_lines_that_name_their_causes(system: Supervisor) -> None:
    system.module("base", command=ASLEEP)
    system.module("top", command=ASLEEP, depends_on=[{"module": "base", "on_restart": "restart"}])
    system.start()
    first = system.wait_running()
    kill(first["modules"]["base"]["pid"])
    system.wait_for(
        lambda s: all(row["restarts"] == 1 and row["ready"] for row in s["modules"].values()), "both"
    )
    system.cli("stop", "base", check=True)
    entries = [json.loads(line) for line in system.cli("events", "--json", "-n", "500").stdout.splitlines()]
    assert [found for entry in entries if (found := wrong(entry, ENTRY))] == []
    assert [found for entry in entries if (found := wrong(entry["cause"], CAUSE))] == []
    assert {entry["kind"] for entry in entries} <= KINDS
    numbers = [entry["seq"] for entry in entries]
    assert numbers == sorted(set(numbers)) and all(moment(entry["time"]) for entry in entries)
    by_seq = {entry["seq"]: entry for entry in entries}
    assert all(e["cause"]["seq"] is None or by_seq[e["cause"]["seq"]]["seq"] < e["seq"] for e in entries)
    restart = next(e for e in entries if e["module"] == "top" and e["to"] == "stopping")
    story = []
    while restart:
        story.append((restart["module"], restart["cause"]["text"]))
        restart = by_seq.get(restart["cause"]["seq"])
    assert any(module == "base" and "SIGKILL" in text for module, text in story), story
    some = system.cli("events", "top", "--json", "-n", "2", check=True).stdout.splitlines()
    assert len(some) == 2 and {json.loads(line)["module"] for line in some} == {"top"}
    assert len(system.cli("events", "-n", "3", check=True).stdout.splitlines()) == 3


def hear_ctrl_c() -> None:
    """A shell has what it runs in the background ignore it, and whoever is started from there too."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


@contextmanager
def following(system: Supervisor, *arguments: str) -> Iterator[Callable[[], list[str]]]:
    """What a command with `-f` has printed so far; it is ended as by Ctrl+C."""
    output = system.home.with_name("followed")
    with output.open("wb") as file:
        command = [*PROGRAM, "--home", str(system.home), *arguments]
        process = subprocess.Popen(
            command, stdout=file, stderr=file, env=system.environment, preexec_fn=hear_ctrl_c
        )
    try:
        yield lambda: output.read_text().splitlines()
    finally:
        process.send_signal(signal.SIGINT)
        assert process.wait(timeout=20) in (0, 130)


def test_following_shows_what_happens_next(system: Supervisor) -> None:
    system.module("talker", command=actor("lines", 0.05))
    system.start()
    system.wait_running()
    with following(system, "logs", "talker", "-f", "-n", "1") as lines:
        wait_until(lambda: len(lines()) > 5, "more lines")
        numbers = [int(line.rsplit(" ", 1)[1]) for line in lines()]
    assert numbers == list(range(numbers[0], numbers[0] + len(numbers)))
    with following(system, "events", "-f", "--json", "-n", "1") as lines:
        wait_until(lines, "the newest entry")
        system.cli("stop", "talker", check=True)
        wait_until(lambda: '"to":"stopped"' in "".join(lines()), "the entry of the stop")
        assert [found for line in lines() if (found := wrong(json.loads(line), ENTRY))] == []


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (("status",), 0, ""),
        (("stop", "nothing"), 2, '"nothing"'),
        (("stop", "asle"), 2, 'did you mean "asleep"'),
        (("status", "nothing"), 2, "nothing"),
        (("frobnicate",), 2, "frobnicate"),
        (("stop",), 2, "--all"),
        (("start", "asleep", "--timeout", "soon"), 2, "soon"),
        (("start", "crashing"), 1, "crashing"),
        (("start", "slow", "--timeout", "0.2"), 5, "slow"),
        (("config", "validate", "{home}/bad.toml"), 4, "comand"),
    ],
)
def test_exit_codes_say_what_became_of_the_command(
    long_lived: Supervisor, arguments: tuple[str, ...], code: int, said: str
) -> None:
    bad = long_lived.home / "bad.toml"
    bad.write_text('comand = ["x"]')
    bad.chmod(0o600)
    done = long_lived.cli(*(word.format(home=long_lived.home) for word in arguments))
    assert done.returncode == code, done
    if code:
        title, *_ = done.stderr.splitlines()
        assert title.startswith("skelly-tray: ") and said in done.stderr


@pytest.mark.parametrize("command", ["status", "why asleep", "graph", "start asleep", "stop --all", "quit"])
def test_without_an_orchestrator_the_exit_code_is_3(supervisor: Supervisor, command: str) -> None:
    supervisor.module("asleep", command=ASLEEP)
    done = supervisor.cli(*command.split())
    assert done.returncode == 3 and done.stdout == ""
    assert done.stderr.startswith("skelly-tray: no orchestrator is running")


def test_logs_show_time_and_stream_of_every_line(system: Supervisor) -> None:
    script = "echo said; echo complained >&2; printf 'no end'; exec /bin/sleep 100000"
    system.module("talker", command=["/bin/sh", "-c", script])
    system.start()
    system.wait_running()
    system.cli("stop", "talker", check=True)
    wait_until(lambda: "no end" in system.cli("logs", "talker").stdout, "the last line")
    lines = system.cli("logs", "talker", check=True).stdout.splitlines()
    shape = re.compile(r"(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z) (out|err|sys) (.*)")
    found = [match for line in lines if (match := shape.fullmatch(line))]
    assert len(found) == len(lines) and all(moment(match[1]) for match in found)
    told = {match[3]: match[2] for match in found}
    assert told["said"] == "out" and told["complained"] == "err" and told["no end"] == "out"
    assert len(system.cli("logs", "talker", "-n", "1", check=True).stdout.splitlines()) == 1
    own = system.cli("logs", "orchestrator", check=True).stdout
    assert "Skelly Tray" in own and system.cli("logs", "keeper").returncode == 0


def test_why_names_the_cause(system: Supervisor) -> None:
    system.module("killed", command=ASLEEP)
    system.module(
        "crashed", command=["/bin/sh", "-c", "echo my last words >&2; exit 42"], recovery={"backoff": "1h"}
    )
    system.module("below", command=ASLEEP, depends_on=["crashed"])
    system.start()
    kill(system.wait_running("killed")["modules"]["killed"]["pid"])
    system.wait_for(
        lambda s: s["modules"]["killed"]["restarts"] == 1 and s["modules"]["killed"]["ready"], "a restart"
    )
    assert "SIGKILL" in system.cli("why", "killed", check=True).stdout
    told = system.cli("why", "crashed", check=True).stdout
    assert "exit 42" in told and "my last words" in told
    assert "crashed" in system.cli("why", "below", check=True).stdout


def test_the_graph_comes_in_four_formats(long_lived: Supervisor) -> None:
    graph = json.loads(long_lived.cli("graph", "--format", "json", check=True).stdout)
    nodes = {node["id"]: node for node in graph["nodes"]}
    assert set(nodes) == {"asleep", "below", "crashing", "slow"}
    assert (nodes["asleep"]["wave"], nodes["below"]["wave"]) == (0, 1)
    assert [(e["from"], e["to"], e["condition"], e["required"], e["on_restart"]) for e in graph["edges"]] == [
        ("below", "asleep", "started", False, "keep")
    ]
    dot = long_lived.cli("graph", "--format", "dot", check=True).stdout
    assert dot.startswith("digraph") and re.search(r'"below" -> "asleep" .*dashed', dot)
    mermaid = long_lived.cli("graph", "--format", "mermaid", check=True).stdout
    assert mermaid.startswith("graph ") and "-.->|started|" in mermaid
    text = long_lived.cli("graph", check=True).stdout
    assert text.index("wave 0") < text.index("asleep") < text.index("wave 1") < text.index("below")


def test_nobody_else_can_reach_our_sockets(long_lived: Supervisor) -> None:
    run = long_lived.home / "run"
    assert stat.S_IMODE(run.stat().st_mode) & 0o066 == 0
    for name in ("control.sock", "keeper.sock"):
        assert stat.S_IMODE((run / name).stat().st_mode) == 0o600, name


def test_doctor_is_safe_to_paste(long_lived: Supervisor) -> None:
    long_lived.environment["MY_PASSWORD"] = "hunter2"
    report = json.loads(long_lived.cli("doctor", "--json", check=True).stdout)
    assert report and "hunter2" not in json.dumps(report)
