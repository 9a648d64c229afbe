"""One status for the whole system: critical before degraded, transitions before both."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from skelly_tray.domain.cause import Outcome
from skelly_tray.domain.descriptor import ModuleDescriptor, ModuleId, ProbeRole
from skelly_tray.domain.errors import InvalidConfiguration, InvalidModule
from skelly_tray.domain.status import SystemStatus
from skelly_tray.domain.verdict import judge_system
from tests.domain.build import module, probe
from tests.domain.world import Program, World

BAD = Program(fails_exec="no such file")
NO_RETRY = {"max_attempts": 0, "retry_failed_after": 0.0}
NOT_READY = Program(answers=lambda role, age: role is not ProbeRole.READINESS)


def settled(*modules: ModuleDescriptor, programs: dict[str, Program] | None = None, **load: Any) -> World:
    world = World(*modules, programs=programs, **load)
    world.run_until(lambda: world.system.startup is None, 100.0)
    world.run_for(1.0)
    return world


def status(world: World) -> SystemStatus:
    return world.snapshot().status


def test_everything_ready_is_healthy() -> None:
    world = settled(module("a"), module("b", "a"))
    snapshot = world.snapshot()
    assert (snapshot.status, snapshot.failing_modules) == (SystemStatus.HEALTHY, [])
    assert snapshot.reason == "2 modules healthy"


@pytest.mark.parametrize(
    ("required", "expected"), [(True, SystemStatus.CRITICAL), (False, SystemStatus.DEGRADED)]
)
def test_failed_module_is_critical_if_required_else_degraded(required: bool, expected: SystemStatus) -> None:
    world = settled(module("a", required=required, **NO_RETRY), module("b"), programs={"a": BAD})
    snapshot = world.snapshot()
    assert snapshot.status is expected and snapshot.failing_modules == ["a"]
    assert snapshot.reason.startswith("a: given up")
    severities = {i.id: str(i.severity) for i in snapshot.issues}
    assert severities == {"a.failed": "critical" if required else "error"}


def test_module_held_down_by_a_failed_one_is_critical() -> None:
    world = settled(
        module("a", required=False, **NO_RETRY),
        module("b", "a", required=False),
        module("c", "b"),
        programs={"a": BAD},
    )
    snapshot = world.snapshot()
    assert snapshot.status is SystemStatus.CRITICAL
    assert (snapshot.failing_modules, snapshot.reason) == (["c"], "c: held down by a")


def test_module_held_down_by_the_user_is_degraded_and_not_critical() -> None:
    world = settled(module("a"), module("b", "a"))
    world.stop("a")
    world.run_for(1.0)
    snapshot = world.snapshot()
    assert (snapshot.status, snapshot.failing_modules) == (SystemStatus.DEGRADED, ["b"])
    assert snapshot.reason == "b: waits for a"


def test_invalid_file_is_critical() -> None:
    bad = module("bad").id
    world = settled(module("a"), invalid={bad: (InvalidConfiguration(bad, ("no command",)),)})
    snapshot = world.snapshot()
    assert (snapshot.status, snapshot.failing_modules) == (SystemStatus.CRITICAL, ["bad"])


def test_backoff_is_degraded() -> None:
    world = settled(module("a"), programs={"a": BAD})
    assert (world.state("a"), status(world)) == ("backoff", SystemStatus.DEGRADED)


def test_running_but_not_ready_is_degraded() -> None:
    world = settled(module("a", readiness=probe(1.0), startup_timeout=2.0), programs={"a": NOT_READY})
    snapshot = world.snapshot()
    assert snapshot.status is SystemStatus.DEGRADED
    assert [i.id for i in snapshot.issues] == ["a.degraded"]


def test_starting_again_is_degraded_until_ready() -> None:
    world = settled(
        module("a", readiness=probe(1.0)), programs={"a": Program(answers=lambda r, age: age > 5.0)}
    )
    world.kill("a")
    world.run_for(1.0)
    assert (world.state("a"), status(world)) == ("starting", SystemStatus.DEGRADED)
    world.run_for(10.0)
    assert status(world) is SystemStatus.HEALTHY


@pytest.mark.parametrize(
    ("required", "expected"), [(True, SystemStatus.CRITICAL), (False, SystemStatus.DEGRADED)]
)
def test_unhealthy_module_is_critical_if_required(required: bool, expected: SystemStatus) -> None:
    dead = Program(answers=lambda role, age: role is not ProbeRole.LIVENESS)
    a = module("a", liveness=probe(1.0), auto_recovery=False, required=required)
    world = settled(a, programs={"a": dead})
    world.run_for(10.0)
    assert status(world) is expected
    assert [i.id for i in world.snapshot().issues] == ["a.unhealthy"]


def test_nothing_wanted_is_stopped() -> None:
    world = settled(module("a", enabled=False), module("b", lazy=True))
    assert status(world) is SystemStatus.STOPPED
    world = settled(module("a"))
    world.stop("a")
    world.run_for(1.0)
    assert status(world) is SystemStatus.STOPPED


def test_lazy_module_never_needed_and_finished_task_are_healthy() -> None:
    task = Program(dies_after=0.1, outcome=Outcome(code=0))
    world = settled(
        module("a"), module("lazy", lazy=True), module("job", oneshot=True), programs={"job": task}
    )
    assert status(world) is SystemStatus.HEALTHY


def test_disabled_module_counts_for_nothing() -> None:
    world = settled(module("a"), module("off", enabled=False))
    assert status(world) is SystemStatus.HEALTHY


def test_transitions_come_before_everything_else() -> None:
    world = World(
        module("a", **NO_RETRY), module("b", readiness=probe()), programs={"a": BAD, "b": NOT_READY}
    )
    world.run_for(1.0)
    assert (world.state("a"), status(world)) == ("failed", SystemStatus.STARTING)
    assert world.snapshot().reason == "2 modules of 2 still to come up"
    world.shut_down()
    assert (status(world), world.snapshot().reason) == (SystemStatus.STOPPING, "1 module still to stop")
    world.run_for(5.0)
    assert (status(world), world.snapshot().reason) == (SystemStatus.STOPPED, "everything is stopped")


def test_module_that_is_stopping_is_not_counted_as_up() -> None:
    world = settled(module("a"), module("b"), programs={"a": Program(stop_takes=5.0)})
    world.restart("a")
    world.run_for(1.0)
    assert world.state("a") == "stopping"
    snapshot = world.snapshot()
    assert not snapshot.modules["a"].ready and snapshot.status is SystemStatus.DEGRADED


def test_many_failing_modules_are_counted_in_the_sentence() -> None:
    names = ["a", "b", "c"]
    world = settled(*(module(n, **NO_RETRY) for n in names), programs=dict.fromkeys(names, BAD))
    snapshot = world.snapshot()
    assert snapshot.failing_modules == names and snapshot.reason.endswith("(and 2 more)")


def test_an_invalid_optional_module_only_degrades_and_a_disabled_one_does_nothing() -> None:
    bad = ModuleId("bad")
    errors = (InvalidConfiguration(bad, ("no command",)),)
    world = settled(module("a"), invalid={bad: errors})
    for found, status in (
        (InvalidModule(errors), "critical"),
        (InvalidModule(errors, required=False), "degraded"),
        (InvalidModule(errors, enabled=False), "healthy"),
    ):
        assert judge_system(replace(world.system, invalid={bad: found})).status == status


def test_the_sentence_names_who_is_in_trouble_before_who_only_waits() -> None:
    world = settled(module("z", **NO_RETRY), module("a", "z"), programs={"z": BAD})
    snapshot = world.snapshot()
    assert snapshot.failing_modules == ["a", "z"]
    assert snapshot.reason.startswith("z: given up") and snapshot.reason.endswith("(and 1 more)")


def test_the_reason_names_no_countdown_that_is_over() -> None:
    world = settled(
        module("a", backoff=30.0), programs={"a": Program(dies_after=0.0, outcome=Outcome(code=3))}
    )
    world.run_for(10.0)
    snapshot = world.snapshot()
    assert snapshot.modules["a"].state == "backoff"
    assert "exit 3" in snapshot.reason and "next try" not in snapshot.reason
