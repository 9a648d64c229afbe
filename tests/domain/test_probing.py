"""Probes: the three roles, both thresholds, windows, deadlines, and what sd_notify adds."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise
from typing import Any

import pytest

from skelly_tray.domain.descriptor import (
    LogCheck,
    ModuleDescriptor,
    ModuleId,
    NotifyCheck,
    ProbeRole,
    ProbeSpec,
)
from skelly_tray.domain.effects import EndProbes, Probe
from skelly_tray.domain.events import Probed
from skelly_tray.domain.health import CONFIRM_AFTER, ProbeRun, judge
from tests.domain.build import module, probe
from tests.domain.world import Program, World

A = ModuleId("a")
STARTUP, READINESS, LIVENESS = ProbeRole.STARTUP, ProbeRole.READINESS, ProbeRole.LIVENESS


def says(**roles: Callable[[float], bool | None]) -> Program:
    """A program whose probes answer by age; a role that is not named always passes."""
    return Program(answers=lambda role, age: roles[role](age) if role in roles else True)


def answer(world: World, role: ProbeRole, passed: bool | None, message: str = "told") -> None:
    world.feed(Probed(A, world.incarnation("a"), role, passed, message, 0.01))


def asked(world: World) -> set[str]:
    return {str(e.role) for s in world.steps for e in s.effects if isinstance(e, Probe)}


def test_startup_probe_holds_the_others_back() -> None:
    spec = probe(0.5)
    world = World(
        module("a", startup=spec, readiness=spec, liveness=spec),
        programs={"a": says(startup=lambda age: age > 5.0)},
    )
    world.run_for(4.9)
    assert asked(world) == {"startup"}
    world.until_ready(within=2.0)
    assert asked(world) == {"startup", "readiness", "liveness"}


def test_module_without_probes_is_ready_when_it_has_lived_its_time() -> None:
    world = World(module("a", ready_after=3.0))
    assert world.until_ready() == pytest.approx(3.002)
    status = world.snapshot().modules["a"]
    assert (status.health, status.reason) == ("healthy", "alive; no probe")


def test_a_module_whose_first_check_is_to_come_is_not_said_to_have_none() -> None:
    world = World(module("a", liveness=probe(60.0, initial_delay=30.0)))
    world.until_ready()
    assert world.snapshot().modules["a"].reason == "alive; not checked yet"


def test_module_may_need_longer_to_be_called_ready_than_its_start_may_take() -> None:
    world = World(module("a", ready_after=5.0, startup_timeout=1.0))
    world.run_for(2.0)
    assert world.snapshot().modules["a"].health == "degraded"
    world.until_ready(within=4.0)


def test_startup_probe_alone_makes_ready() -> None:
    world = World(module("a", startup=probe(0.5)), programs={"a": says(startup=lambda age: age > 5.0)})
    assert 5.0 <= world.until_ready() < 6.0


def test_startup_timeout_with_a_startup_probe_is_a_failure() -> None:
    world = World(
        module("a", startup=probe(0.5), startup_timeout=8.0), programs={"a": says(startup=lambda _: False)}
    )
    world.until("a", "stopping")
    assert world.now - 1000.0 == pytest.approx(8.0)
    world.until("a", "backoff")
    status = world.snapshot().modules["a"]
    assert status.attempts == 1 and "not started within 8 s" in status.reason and "refused" in status.reason


def test_startup_timeout_with_readiness_only_is_running_but_degraded() -> None:
    world = World(
        module("a", readiness=probe(1.0), startup_timeout=8.0),
        programs={"a": says(readiness=lambda age: age > 20.0)},
    )
    assert world.until("a", "running") == pytest.approx(8.0)
    status = world.snapshot().modules["a"]
    assert (status.health, status.ready, status.attempts) == ("degraded", False, 0)
    assert "not ready" in status.reason
    world.until_ready(within=15.0)
    assert len(world.starts_of("a")) == 1
    assert world.snapshot().modules["a"].health == "healthy"


def test_readiness_never_restarts() -> None:
    world = World(
        module("a", readiness=probe(1.0)), programs={"a": says(readiness=lambda age: not 5 < age < 500)}
    )
    world.run_for(400.0)
    status = world.snapshot().modules["a"]
    assert (status.state, status.health, status.ready, status.restarts) == ("running", "degraded", False, 0)
    world.run_for(200.0)
    assert world.ready("a") and len(world.starts_of("a")) == 1


def test_liveness_restarts_after_its_threshold() -> None:
    world = World(
        module("a", liveness=probe(5.0)), programs={"a": [says(liveness=lambda age: age < 40), Program()]}
    )
    world.until("a", "stopping")
    assert 40.0 <= world.now - 1000.0 <= 40.0 + 5.0 + 2 * CONFIRM_AFTER + 0.1
    failure = world.module("a").last_failure
    assert failure is not None and "missed 3 times" in failure.text and failure.stable is False
    world.until_ready(within=1.0)
    assert world.module("a").budget.attempts == 1


def test_liveness_without_auto_recovery_is_shown_and_not_acted_on() -> None:
    world = World(
        module("a", liveness=probe(1.0), auto_recovery=False),
        programs={"a": says(liveness=lambda age: not 9 < age < 99)},
    )
    world.run_for(50.0)
    assert world.snapshot().modules["a"].health == "unhealthy" and world.state("a") == "running"
    assert world.snapshot().status == "critical"
    world.run_for(60.0)
    assert world.snapshot().modules["a"].health == "healthy" and len(world.starts_of("a")) == 1


@pytest.mark.parametrize("role", [READINESS, LIVENESS])
@pytest.mark.parametrize("threshold", [1, 2, 3, 5])
def test_failure_threshold_counts_misses_in_a_row(role: ProbeRole, threshold: int) -> None:
    spec = probe(50.0, failure_threshold=threshold)
    world = World(module("a", **{str(role): spec}))
    world.until_ready()
    for _ in range(3):
        for _ in range(threshold - 1):
            answer(world, role, False)
        answer(world, role, True)
    assert world.snapshot().modules["a"].health == "healthy"
    for n in range(threshold):
        assert world.ready("a"), n
        answer(world, role, False)
    assert not world.ready("a")


@pytest.mark.parametrize("threshold", [1, 2, 4])
def test_success_threshold_counts_passes_in_a_row(threshold: int) -> None:
    world = World(module("a", readiness=probe(50.0, success_threshold=threshold), startup_timeout=500.0))
    world.run_until(lambda: world.run("a").incarnation is not None)
    for _ in range(2):
        for _ in range(threshold - 1):
            answer(world, READINESS, True)
        answer(world, READINESS, False)
    for n in range(threshold):
        assert not world.ready("a"), n
        answer(world, READINESS, True)
    assert world.ready("a")


def test_window_fails_on_so_many_misses_within_so_many_seconds() -> None:
    spec = probe(1.0, failure_threshold=99, window=10.0, window_failures=3)
    run = ProbeRun()
    for at, passed in ((0, False), (1, True), (5, False), (6, True), (10.0, False)):
        run = judge(run, spec, passed, float(at))
    assert run.up is True, "the first miss is ten seconds old and outside the window"
    run = judge(run, spec, True, 11.0)
    run = judge(run, spec, False, 12.0)
    assert run.up is False


def test_probe_that_could_not_be_made_changes_nothing_but_is_made_again() -> None:
    spec = probe(50.0, failure_threshold=2)
    world = World(module("a", readiness=spec, liveness=spec))
    world.until_ready()
    answer(world, READINESS, False, "refused")
    before = world.snapshot().modules["a"]
    for role in (READINESS, LIVENESS):
        for _ in range(5):
            answer(world, role, None, "no file descriptors left")
            assert [type(e) for e in world.steps[-1].effects] == [Probe]
    after = world.snapshot().modules["a"]
    assert (after.health, after.reason, after.ready) == (before.health, before.reason, True)
    assert world.run("a").probes[READINESS].misses_in_row == 1
    answer(world, READINESS, False, "refused")
    assert not world.ready("a")
    degraded = world.snapshot().modules["a"].reason
    answer(world, READINESS, None, "no file descriptors left")
    assert world.snapshot().modules["a"].reason == degraded == "not ready: refused"


def test_answers_of_liveness_do_not_explain_what_readiness_says() -> None:
    spec = probe(50.0, failure_threshold=1)
    world = World(module("a", readiness=spec, liveness=spec))
    world.until_ready()
    answer(world, READINESS, False, "503 from /ready")
    answer(world, LIVENESS, True, "200 from /alive")
    assert world.snapshot().modules["a"].reason == "not ready: 503 from /ready"
    assert world.snapshot().modules["a"].issues[0].message == "not ready: 503 from /ready"


def test_answers_of_readiness_do_not_explain_what_liveness_says() -> None:
    spec = probe(50.0, failure_threshold=1)
    world = World(module("a", readiness=spec, liveness=spec, auto_recovery=False))
    world.until_ready()
    answer(world, LIVENESS, False, "no answer in 5 s")
    answer(world, READINESS, True, "200 from /ready")
    assert world.snapshot().modules["a"].reason == "not alive: no answer in 5 s"


def test_after_a_miss_the_next_probe_follows_soon_and_after_a_pass_after_the_interval() -> None:
    world = World(module("a", liveness=probe(30.0)))
    world.until_ready()
    answer(world, LIVENESS, False)
    assert _next(world) == pytest.approx(world.now + CONFIRM_AFTER), "also before the first pass"
    answer(world, LIVENESS, True)
    assert _next(world) == pytest.approx(world.now + 30.0)


def _next(world: World) -> float:
    return next(e.at for e in world.steps[-1].effects if isinstance(e, Probe))


def test_probing_for_a_start_begins_fast_and_slows_down_to_the_interval() -> None:
    world = World(module("a", startup=probe(2.0)), programs={"a": says(startup=lambda _: False)})
    world.run_for(20.0)
    times = [s.at for s in world.steps if isinstance(s.event, Probed)]
    gaps = [b - a for a, b in pairwise(times)]
    assert gaps[0] < 0.1 and max(gaps) <= 2.0


def test_initial_delay_is_kept() -> None:
    world = World(module("a", readiness=probe(1.0, initial_delay=4.0)))
    assert world.until_ready() == pytest.approx(4.002)


def test_no_probe_outlives_its_incarnation() -> None:
    world = World(module("a", liveness=probe(1.0)))
    world.until_ready()
    world.kill("a")
    ending = world.steps[-1]
    assert EndProbes(A) in ending.effects and not world.probes


# sd_notify


def notify_module(**fields: Any) -> ModuleDescriptor:
    spec = ProbeSpec(NotifyCheck(), 50.0, 1.0)
    return module("a", liveness=spec, **fields)


def test_watchdog_trigger_restarts() -> None:
    world = World(notify_module())
    world.until_ready()
    world.notify("a", WATCHDOG="trigger")
    assert world.state("a") == "stopping"
    world.until_ready(within=1.0)
    failure = world.module("a").last_failure
    assert failure is not None and "watchdog" in failure.text


def test_watchdog_trigger_without_auto_recovery_is_shown_and_not_acted_on() -> None:
    world = World(notify_module(auto_recovery=False))
    world.until_ready()
    world.notify("a", WATCHDOG="trigger")
    assert world.state("a") == "running" and world.snapshot().modules["a"].health == "unhealthy"


def test_watchdog_trigger_of_a_module_that_is_not_watched_by_it_is_ignored() -> None:
    world = World(module("a", liveness=probe()))
    world.until_ready()
    world.notify("a", WATCHDOG="trigger")
    assert world.ready("a")


def test_extended_timeout_moves_the_deadline_of_the_start() -> None:
    world = World(
        module("a", startup=probe(0.5), startup_timeout=5.0),
        programs={"a": says(startup=lambda age: age > 12.0)},
    )
    world.run_for(4.0)
    world.notify("a", EXTEND_TIMEOUT_USEC="10000000")
    world.until_ready(within=10.0)
    assert len(world.starts_of("a")) == 1


@pytest.mark.parametrize("value", ["", "-1", "1e9", "x", "9" * 16, "٣"])
def test_nonsense_in_an_extended_timeout_is_ignored(value: str) -> None:
    world = World(
        module("a", startup=probe(0.5), startup_timeout=5.0), programs={"a": says(startup=lambda _: False)}
    )
    world.run_for(1.0)
    deadline = world.run("a").deadline
    world.notify("a", EXTEND_TIMEOUT_USEC=value)
    assert world.run("a").deadline == deadline


def test_extended_timeout_never_shortens() -> None:
    world = World(module("a", readiness=probe()), programs={"a": says(readiness=lambda _: False)})
    world.run_for(1.0)
    deadline = world.run("a").deadline
    world.notify("a", EXTEND_TIMEOUT_USEC="1")
    assert world.run("a").deadline == deadline


def test_status_text_is_shown_and_cut() -> None:
    world = World(notify_module())
    world.until_ready()
    world.notify("a", STATUS="indexing " + "x" * 500)
    reason = world.snapshot().modules["a"].reason
    assert reason.startswith("indexing ") and len(reason) == 200


def test_module_that_says_it_is_stopping_is_not_probed_any_more() -> None:
    world = World(module("a", liveness=probe(1.0)))
    world.until_ready()
    world.notify("a", STOPPING="1")
    assert not world.probes


def test_a_start_without_any_answer_says_what_it_waited_for() -> None:
    waits = ProbeSpec(LogCheck("listening on"), 0.5, 5.0, initial_delay=60.0)
    world = World(module("a", startup=waits, startup_timeout=5.0))
    world.until("a", "backoff", "failed")
    assert world.module("a").last_failure is not None
    assert "waited for a line that matches 'listening on'" in world.module("a").last_failure.text
