"""The published snapshot: fields, sentences and kinds of reason, as the contract names them."""

from __future__ import annotations

import re

import pytest

from skelly_tray.domain.cause import Outcome
from skelly_tray.domain.descriptor import ProbeRole
from skelly_tray.domain.report import Measured, report
from skelly_tray.domain.status import ModuleStatus
from tests.domain.build import module, probe
from tests.domain.world import Program, World

KINDS = {"user", "system_stop", "completed", "dependency", "config", "limit", "recovery", "disabled", None}
STATES = {
    "not_started",
    "waiting",
    "starting",
    "running",
    "stopping",
    "stopped",
    "backoff",
    "failed",
    "invalid",
}


def status(world: World, name: str = "a") -> ModuleStatus:
    return world.snapshot().modules[name]


def shown(world: World, name: str = "a") -> tuple[str, str | None, str]:
    one = status(world, name)
    return str(one.state), one.reason_kind, one.reason


def test_before_anything_is_started() -> None:
    world = World(module("a"), start=False)
    assert shown(world) == ("not_started", None, "not started yet")
    assert status(world).since is None and status(world).desired == "up"


def test_resting_states_say_why() -> None:
    task = Program(dies_after=0.1, outcome=Outcome(code=0))
    world = World(
        module("user"),
        module("off", enabled=False),
        module("lazy", lazy=True),
        module("job", oneshot=True),
        programs={"job": task},
    )
    world.until_ready()
    world.stop("user")
    world.run_for(1.0)
    assert shown(world, "user") == ("stopped", "user", "stopped by you")
    assert shown(world, "off") == ("stopped", "disabled", "disabled in its file")
    assert shown(world, "lazy") == ("stopped", None, "starts on first demand")
    assert shown(world, "job") == ("stopped", "completed", "its work is done")


def test_module_stopped_by_the_user_while_it_rested_says_so() -> None:
    world = World(module("a", lazy=True), module("b"))
    world.until_ready("b")
    world.stop("a")
    assert shown(world) == ("stopped", "user", "stopped by you")


def test_system_stop_says_so() -> None:
    world = World(module("a"), programs={"a": Program(stop_takes=1.0)})
    world.until_ready()
    world.shut_down()
    assert shown(world) == ("stopping", "system_stop", "the system is being stopped")
    world.run_for(2.0)
    assert shown(world) == ("stopped", "system_stop", "stopped with the system")


def test_waiting_names_each_dependency_with_its_state() -> None:
    never = Program(answers=lambda role, age: False)
    world = World(
        module("db", readiness=probe(), startup_timeout=5.0), module("off", enabled=False),
        module("a", "db", "off"), programs={"db": never},
    )  # fmt: skip
    assert shown(world) == ("waiting", "dependency", "waits for db (starting), off (disabled in its file)")
    world.run_for(6.0)
    assert shown(world)[2] == "waits for db (not ready), off (disabled in its file)"
    assert status(world).waiting_on == ["db", "off"]


def test_backoff_and_failed_are_recovery_with_the_failure_and_the_time() -> None:
    world = World(module("a", max_attempts=1, backoff=10.0), programs={"a": Program(dies_after=0.05)})
    world.run_for(1.0)
    assert shown(world) == ("backoff", "recovery", "exit 1 after 50 ms")
    first = status(world).retry_in_s
    world.run_for(2.0)
    assert first is not None and status(world).retry_in_s == pytest.approx(first - 2.0, abs=0.11)
    assert "attempt 1 of 1 follows" in status(world).issues[0].message
    world.until("a", "failed")
    assert shown(world)[:2] == ("failed", "recovery")
    assert status(world).reason == "given up after 1 restart: exit 1 after 50 ms"
    assert status(world).retry_in_s == 300.0
    assert "tried once more" in status(world).issues[0].message


def test_stopping_says_for_what() -> None:
    slow = {n: Program(stop_takes=1.0, sweep_takes=1.0) for n in "abcd"}
    world = World(module("a"), module("b", "a"), module("c"), module("d"), programs=slow)
    world.until_ready()
    world.stop("a")
    world.kill("c")
    world.load(module("a"), module("b", "a"), module("c"), module("d", digest="d-2"))
    assert [shown(world, n)[:2] for n in "bcd"] == [
        ("stopping", "dependency"),
        ("stopping", "recovery"),
        ("stopping", "config"),
    ]
    assert "SIGKILL" in status(world, "c").reason
    assert status(world, "a").state == "running"


def test_running_module_shows_its_process() -> None:
    world = World(module("a", "b", liveness=probe(1.0), url="http://x/"), module("b"))
    world.until_ready()
    world.run_for(10.0)
    one = status(world)
    assert (one.pid, one.incarnation, one.ready, one.health) == (1002, 2, True, "healthy")
    assert one.response_time_ms == 2.0 and one.last_check is not None
    assert (one.depends_on, status(world, "b").dependants, one.url) == (["b"], ["a"], "http://x/")
    assert one.uptime_s == pytest.approx(world.now - world.run("a").spawned_at, abs=0.001)


def test_response_time_is_of_the_last_probe_that_passed() -> None:
    script = Program(answers=lambda role, age: age < 5.0)
    world = World(module("a", readiness=probe(1.0)), programs={"a": script})
    world.run_for(20.0)
    assert status(world).health == "degraded" and status(world).response_time_ms == 2.0


def test_times_are_utc_with_milliseconds() -> None:
    world = World(module("a"))
    world.until_ready()
    measured = Measured(now=world.now, wall=1_700_000_000.5, started=world.now - 60.0)
    snapshot = report(world.system, measured)
    assert snapshot.uptime_s == 60.0
    assert snapshot.modules["a"].since == "2023-11-14T22:13:20.500Z"


def test_figures_are_shown_rounded_and_only_for_a_process() -> None:
    world = World(module("a"), module("b", enabled=False))
    world.until_ready()
    figures = {"cpu_percent": 1.23456, "memory_mb": 10.987, "threads": 3, "file_handles": 7, "children": 2}
    figures["error_rate"] = 0.123456
    ids = {n: world.module(n).id for n in "ab"}
    measured = Measured(world.now, 1.8e9, 0.0, figures={ids["a"]: figures, ids["b"]: figures})
    shown_now = report(world.system, measured).modules
    a, b = shown_now["a"], shown_now["b"]
    assert (a.cpu_percent, a.memory_mb, a.threads, a.file_handles, a.children) == (1.23, 10.99, 3, 7, 2)
    assert (a.error_rate, b.error_rate) == (0.1235, 0.1235)
    assert (b.cpu_percent, b.memory_mb, b.threads) == (0.0, 0.0, 0)


def test_modules_are_listed_in_start_order() -> None:
    world = World(module("a", "z"), module("z"), module("m"))
    assert list(world.snapshot().modules) == ["m", "z", "a"]


def test_every_state_and_reason_kind_is_one_of_the_contract() -> None:
    scripts = {
        "crash": Program(dies_after=0.5),
        "flaky": Program(answers=lambda role, age: age < 3.0 or role is ProbeRole.STARTUP),
        "job": Program(dies_after=2.0, outcome=Outcome(code=0)),
    }
    world = World(
        module("crash", backoff=1.0), module("needs", "crash"), module("flaky", liveness=probe(0.5)),
        module("job", oneshot=True), module("off", enabled=False), module("lazy", lazy=True), programs=scripts,
    )  # fmt: skip
    for n in range(60):
        world.run_for(0.7)
        if n == 40:
            world.shut_down()
        for one in world.snapshot().modules.values():
            assert str(one.state) in STATES and one.reason_kind in KINDS and one.desired in ("up", "down")
            assert one.reason and not re.search(r"None|object at|<", one.reason), one
