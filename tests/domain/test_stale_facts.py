"""Every process fact carries its incarnation: old, doubled and foreign ones change nothing."""

from __future__ import annotations

import pytest

from skelly_tray.domain.cause import Outcome
from skelly_tray.domain.descriptor import ModuleId, ProbeRole
from skelly_tray.domain.effects import Acknowledge, Record
from skelly_tray.domain.events import (
    Event,
    Exited,
    Gone,
    Notified,
    Probed,
    Spawned,
    SpawnFailed,
    TimerFired,
    TimerKey,
    TimerKind,
)
from tests.domain.build import module, probe
from tests.domain.world import Program, World

A = ModuleId("a")
OLD = 1
STALE: list[Event] = [
    Spawned(A, 1, OLD, 1001, 1000.0),
    SpawnFailed(A, 1, "exec", "no such file"),
    Exited(A, OLD, Outcome(code=1), 1000.0),
    Gone(A, OLD),
    Probed(A, OLD, ProbeRole.LIVENESS, False, "refused", 0.1),
    Notified(A, OLD, {"STATUS": "old", "WATCHDOG": "trigger"}),
    Exited(ModuleId("nobody"), 77, Outcome(code=1), 1000.0),
    Spawned(ModuleId("nobody"), 77, 77, 1077, 1000.0),
]


@pytest.mark.parametrize("event", STALE, ids=lambda e: f"{type(e).__name__}-{e.module}")
def test_fact_of_another_incarnation_changes_nothing(event: Event) -> None:
    world = World(module("a", liveness=probe()))
    world.until_ready()
    world.kill("a")
    world.until_ready()
    before = world.system
    effects = world.feed(event)
    assert world.system == before
    assert effects in ((), (Acknowledge(OLD),))


def test_gone_is_always_acknowledged_so_that_the_keeper_can_forget() -> None:
    world = World(module("a"))
    assert Acknowledge(99) in world.feed(Gone(ModuleId("nobody"), 99))


def test_double_exit_reports_start_it_once() -> None:
    world = World(module("a"))
    world.until_ready()
    world.run_for(100.0)
    first = world.incarnation("a")
    world.kill("a")
    world.feed(Exited(A, first, Outcome(signal=9), world.now))
    world.run_for(0.5)
    world.feed(Exited(A, first, Outcome(signal=9), world.now))
    world.feed(Gone(A, first))
    world.feed(Gone(A, first))
    world.run_for(5.0)
    assert len(world.starts_of("a")) == 2
    assert world.module("a").restarts == 1
    assert world.module("a").budget.attempts == 1


def test_second_answer_to_a_spawn_plans_nothing_twice() -> None:
    world = World(module("a", liveness=probe()))
    world.run_for(0.1)
    run = world.run("a")
    assert world.feed(Spawned(A, run.launch, world.incarnation("a"), 1001, 1000.0)) == ()


def test_gone_without_exit_counts_as_the_exit() -> None:
    world = World(module("a"))
    world.until_ready()
    process = world.process("a")
    process.gone, process.outcome = True, Outcome(code=0)
    world.feed(Gone(A, process.incarnation))
    assert world.module("a").budget.attempts == 1
    failure = world.module("a").last_failure
    assert failure is not None and "None" not in failure.text


def test_late_startup_answer_does_not_start_the_other_probes_again() -> None:
    world = World(module("a", startup=probe(), readiness=probe()))
    world.until_ready()
    before = world.module("a").run
    effects = world.feed(Probed(A, world.incarnation("a"), ProbeRole.STARTUP, True, "late", 0.1))
    assert effects == () and world.module("a").run == before


@pytest.mark.parametrize("kind", [k for k in TimerKind if k is not TimerKind.NEXT_START])
def test_timer_that_fires_for_nothing_changes_nothing(kind: TimerKind) -> None:
    system_wide = kind in (TimerKind.SYSTEM_STARTUP, TimerKind.SYSTEM_STOP)
    key = TimerKey(kind, None if system_wide else A)
    bad = Program(fails_exec="no such file")
    for script, attempts in ((Program(), 3), (bad, 3), (bad, 0), (Program(spawn_takes=9.0), 3)):
        a = module("a", ready_after=5.0, startup_timeout=20.0, max_attempts=attempts)
        world = World(a, programs={"a": script})
        world.run_for(0.1)
        before = world.system
        assert world.feed(TimerFired(key)) == ()
        assert world.system == before


def test_timer_of_the_stable_time_that_fires_early_makes_nothing_stable() -> None:
    world = World(module("a", stable_after=60.0))
    world.until_ready()
    world.run_for(30.0)
    world.feed(TimerFired(TimerKey(TimerKind.STABLE, A)))
    assert not world.run("a").stable


def test_no_timer_outlives_what_it_was_for() -> None:
    dies = Program(dies_after=0.0)
    world = World(
        module("a"), module("b", max_attempts=0), module("c"), module("d"), programs={"b": dies, "c": dies}
    )
    world.run_for(1.0)
    assert {world.state(m) for m in "bc"} == {"failed", "backoff"}
    world.programs = {}
    world.start("b", "c")
    world.stop("a")
    world.kill("d")
    assert {(k.kind, k.module) for k in world.timers} == {(TimerKind.STARTUP, "b"), (TimerKind.STARTUP, "c")}
    world.stop_all()
    world.run_for(1.0)
    assert not world.timers


def test_facts_of_a_spawn_from_before_the_keeper_was_lost_are_dropped() -> None:
    world = World(module("a"), programs={"a": [Program(spawn_takes=2.0), Program()]})
    world.lose_keeper(0.1)
    world.run_for(0.5)
    now = world.incarnation("a")
    world.feed(Spawned(A, 1, 77, 1077, world.now))
    assert world.incarnation("a") == now
    assert not [e for s in world.steps[-1:] for e in s.effects if isinstance(e, Record)]
