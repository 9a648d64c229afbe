"""Limits of real modules on the real machine: what is told, done and shown when they are exceeded."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.supervisor import Supervisor, wait_until
from tests.system.casting import LIVELY, actor

WATCHFUL: dict[str, Any] = {**LIVELY, "sample_interval": 0.1, "resource_check_interval": 0.2}
"""For orchestrator.toml: looks every 200 ms."""

NATIVE = [sys.executable, str(Path(__file__).with_name("plain_native.py"))]


def entries(system: Supervisor, module: str, kind: str) -> list[dict[str, Any]]:
    """The journal's entries of that kind."""
    lines = system.cli("events", module, "--json", "-n", "500", check=True).stdout.splitlines()
    return [entry for entry in map(json.loads, lines) if entry["kind"] == kind]


def test_a_busy_loop_is_held_to_its_limit_from_the_spawn_on_and_shown_so(supervisor: Supervisor) -> None:
    supervisor.orchestrator(**WATCHFUL)
    limits = {"max_cpu_percent": 20, "actions": ["throttle", "restart"], "sustained": 0.5}
    supervisor.module("busy", command=actor("busy"), limits=limits)
    supervisor.start()
    supervisor.wait_running()
    status = supervisor.wait_for(
        lambda s: 1 < s["modules"]["busy"]["cpu_percent"] < 40 and s["modules"]["busy"]["uptime_s"] > 2,
        "a throttled loop",
    )
    shown = status["modules"]["busy"]["limits"]["max_cpu_percent"]
    assert shown["held"] and shown["rung"] in ("cgroup_v1", "cgroup_v2", "systemd_scope", "freeze"), shown
    assert shown["strength"] == ("soft" if shown["rung"] == "freeze" else "hard")
    assert status["modules"]["busy"]["restarts"] == 0
    page = supervisor.cli("status", "busy", check=True).stdout
    assert shown["rung"] in page and "20 %" in page


def test_an_alert_is_written_down_and_told_to_the_module(supervisor: Supervisor) -> None:
    supervisor.orchestrator(**WATCHFUL)
    supervisor.module("native", command=NATIVE, bus={}, limits={"max_memory_mb": 1, "sustained": 0.2})
    supervisor.start()
    supervisor.wait_for(
        lambda s: s["modules"]["native"]["limits"]["max_memory_mb"]["exceeded"], "the crossing"
    )
    wait_until(lambda: "resource.alert" in supervisor.cli("logs", "native").stdout, "the module's own alert")
    told = next(
        line for line in supervisor.cli("logs", "native").stdout.splitlines() if "resource.alert" in line
    )
    assert '"limit": "max_memory_mb"' in told and '"max": 1' in told
    (entry,) = entries(supervisor, "native", "limit_exceeded")
    assert entry["detail"]["limit"] == "max_memory_mb" and entry["detail"]["action"] == "alert"
    assert entry["detail"]["value"] > 1 and entry["detail"]["notify"] is True
    row = supervisor.status()["modules"]["native"]
    shown = row["limits"]["max_memory_mb"]
    assert (shown["rung"], shown["strength"], shown["held"]) == ("advisory", "none", False)
    assert [issue["id"] for issue in row["issues"]] == ["native.max_memory_mb"]


def test_everybody_on_the_bus_can_hear_an_alert(supervisor: Supervisor) -> None:
    supervisor.orchestrator(**WATCHFUL)
    heard = supervisor.home.with_name("heard")
    listener = [sys.executable, str(Path(__file__).with_name("hearing.py")), str(heard), "resource.alert"]
    supervisor.module("listener", command=listener, bus={})
    supervisor.module(
        "fat",
        command=actor("grow", 30),
        limits={"max_memory_mb": 20, "sustained": 0.2},
        depends_on=["listener"],
    )
    supervisor.start()
    wait_until(lambda: heard.exists() and heard.read_text().count("\n"), "the event")
    payload = json.loads(heard.read_text().splitlines()[0])
    assert (payload["module"], payload["limit"], payload["max"]) == ("fat", "max_memory_mb", 20)


def test_a_module_over_its_memory_limit_is_restarted_and_why_names_it(supervisor: Supervisor) -> None:
    supervisor.orchestrator(**WATCHFUL)
    limits = {"max_memory_mb": 40, "actions": ["alert", "restart"], "sustained": 0.3}
    supervisor.module("fat", command=actor("grow", 60), limits=limits)
    supervisor.start()
    first = supervisor.wait_running()["modules"]["fat"]["pid"]
    supervisor.wait_for(lambda s: s["modules"]["fat"]["restarts"] == 1, "the restart")
    told = supervisor.cli("why", "fat", check=True).stdout
    assert "over its limit of 40 MB" in told
    assert [e["detail"]["action"] for e in entries(supervisor, "fat", "limit_exceeded")][:2] == [
        "alert",
        "restart",
    ]
    assert supervisor.status()["modules"]["fat"]["pid"] != first


def test_a_module_that_was_stopped_at_its_limit_stays_so_until_the_user_starts_it(
    supervisor: Supervisor,
) -> None:
    supervisor.orchestrator(**WATCHFUL)
    limits = {"max_memory_mb": 40, "actions": ["stop"], "sustained": 0.2}
    supervisor.module("fat", command=actor("grow", 60), limits=limits)
    supervisor.module("below", command=actor("lines", 1), depends_on=["fat"])
    supervisor.start()

    def is_barred(status: dict[str, Any]) -> bool:
        row = status["modules"]["fat"]
        return (row["state"], row["reason_kind"], row["desired"]) == ("stopped", "limit", "up")

    status = supervisor.wait_for(is_barred, "the stop")
    assert status["status"] == "critical" and "over its limit of 40 MB" in status["modules"]["fat"]["reason"]
    supervisor.wait_for(lambda s: s["modules"]["below"]["state"] == "waiting", "its dependant")
    told = supervisor.cli("why", "fat", check=True).stdout
    assert (
        told.splitlines()[0].count("limit of 40 MB") == 1 and "until you start it or change its file" in told
    )
    supervisor.kill9()
    supervisor.start()
    status = supervisor.wait_for(is_barred, "still stopped")
    assert status["modules"]["below"]["state"] == "waiting"
    supervisor.module(
        "fat", command=actor("grow", 5), limits=limits
    )  # what the user starts is within its limit
    supervisor.cli("start", "fat", "--no-wait", check=True)
    supervisor.wait_for(lambda s: s["modules"]["fat"]["pid"] is not None, "the start")


def test_a_leak_of_descriptors_and_one_of_threads_are_caught(supervisor: Supervisor) -> None:
    supervisor.orchestrator(**WATCHFUL)
    for name, limit, most in (("files", "max_file_handles", 40), ("threads", "max_threads", 20)):
        for held, actions in (("", ["alert", "restart"]), ("_held", ["throttle", "restart"])):
            limits = {limit: most, "actions": actions, "sustained": 0.3}
            supervisor.module(f"{name}{held}", command=actor("leak", name), limits=limits)
    supervisor.start()
    supervisor.wait_for(
        lambda s: all(row["restarts"] >= 1 for row in s["modules"].values()), "a restart of each"
    )
    for name, what in (("files", "open files"), ("threads", "threads")):
        assert f"limit of 40 {what}" in (told := texts(supervisor, f"{name}_held")) or f"20 {what}" in told
        assert f"{what}, over its limit" in texts(supervisor, name)


def texts(system: Supervisor, module: str) -> str:
    return "\n".join(e["cause"]["text"] for e in entries(system, module, "limit_exceeded"))


def test_a_balloon_is_contained_and_the_kill_is_told_as_what_it_was(supervisor: Supervisor) -> None:
    supervisor.orchestrator(**WATCHFUL)
    limits = {"max_memory_mb": 40, "actions": ["throttle"], "sustained": 0.2}
    supervisor.module("balloon", command=actor("grow", 400), limits=limits, recovery={"backoff": "1h"})
    supervisor.module("neighbour", command=actor("lines", 1))
    shown = supervisor.start()["modules"]["balloon"]["limits"]["max_memory_mb"]
    if shown["strength"] != "hard":
        pytest.skip(f"memory is not held hard here: {shown}")
    supervisor.wait_for(lambda s: s["modules"]["balloon"]["state"] == "backoff", "the end of its tries")
    row = supervisor.status()["modules"]["balloon"]
    assert "killed at its memory limit of 40 MB" in row["reason"] and row["reason_kind"] == "limit"
    assert "killed at its memory limit of 40 MB" in supervisor.cli("why", "balloon", check=True).stdout
    assert supervisor.status()["modules"]["neighbour"]["restarts"] == 0


def test_a_throttle_for_the_machines_sake_survives_the_supervisor(supervisor: Supervisor) -> None:
    supervisor.orchestrator(**{**WATCHFUL, "throttle_threshold": 0, "orphan_grace": "1m"})
    supervisor.module("busy", command=actor("busy"), importance=10)
    supervisor.module("vital", command=actor("busy"), importance=100)
    supervisor.start()
    status = supervisor.wait_for(lambda s: s["modules"]["busy"]["throttled"], "the throttle")
    first = status["modules"]["busy"]
    assert (
        "over the threshold of 0 %" in first["throttled"]["why"]
        and status["modules"]["vital"]["throttled"] is None
    )
    assert "busy.throttled" in [issue["id"] for issue in status["issues"]]
    supervisor.kill9()
    supervisor.start()
    status = supervisor.wait_for(lambda s: s["modules"]["busy"]["throttled"], "the throttle, noted")
    assert status["modules"]["busy"]["pid"] == first["pid"]
    supervisor.wait_for(lambda s: 1 < s["modules"]["busy"]["cpu_percent"] < 15, "a module that is held again")
    assert entries(supervisor, "busy", "system")[0]["detail"]["throttled"] > 0


def test_a_quota_that_was_set_is_lifted_when_the_file_says_so(supervisor: Supervisor) -> None:
    supervisor.orchestrator(**WATCHFUL)
    limits = {"max_cpu_percent": 10, "actions": ["throttle"], "sustained": 0.5}
    supervisor.module("busy", command=actor("busy"), limits=limits)
    supervisor.start()
    pid = supervisor.wait_running()["modules"]["busy"]["pid"]
    supervisor.wait_for(lambda s: 1 < s["modules"]["busy"]["cpu_percent"] < 15, "a module that is held")
    supervisor.kill9()
    supervisor.module("busy", command=actor("busy"))
    supervisor.start()
    status = supervisor.wait_for(lambda s: s["modules"]["busy"]["cpu_percent"] > 20, "a module that is free")
    assert status["modules"]["busy"]["pid"] == pid and status["modules"]["busy"]["limits"] == {}


def test_a_module_over_its_limit_is_replaced_by_one_that_does_less(supervisor: Supervisor) -> None:
    supervisor.orchestrator(**WATCHFUL)
    limits = {"max_memory_mb": 40, "actions": ["degrade"], "sustained": 0.2}
    supervisor.module(
        "fat", command=actor("grow", 60), limits=limits, recovery={"fallback_command": actor("grow", 5)}
    )
    supervisor.start()
    status = supervisor.wait_for(
        lambda s: s["modules"]["fat"]["mode"]["name"] == "degraded" and s["modules"]["fat"]["restarts"] == 1
        and s["modules"]["fat"]["ready"],
        "the program in its place",
    )  # fmt: skip
    row = status["modules"]["fat"]
    assert row["mode"]["source"] == "limit" and "over its limit of 40 MB" in row["mode"]["why"]
    assert Path(f"/proc/{row['pid']}/cmdline").read_text().split("\0")[-3:-1] == ["grow", "5"]
    assert not row["limits"]["max_memory_mb"]["exceeded"]
