"""Random systems with random histories keep every law, come to rest, and can always be stopped.

`laws.py` is checked after every event; here is what holds over a whole history. Seeds are fixed: a failure names the
one to run again.
"""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from skelly_tray.domain.descriptor import ProbeRole
from skelly_tray.domain.draft import Draft
from skelly_tray.domain.events import StopRequested, TimerKind
from skelly_tray.domain.gate import settle_all
from skelly_tray.domain.module import Module
from skelly_tray.domain.phase import UP, Run, Stopped
from skelly_tray.domain.recovery.common_cause import asking_role
from skelly_tray.domain.recovery.places import serve_queue
from skelly_tray.domain.recovery.procedure import advance_procedures
from skelly_tray.domain.timing import TOLERANCE
from tests.domain.build import module, probe
from tests.domain.walks import Walk, calm_down, unrest
from tests.domain.world import Program, World

BLOCK = 10
"""Histories of one test."""


def walk(seed: int) -> None:
    one = Walk(seed)
    for _ in range(30):
        one.go(1)
        nothing_is_overlooked(one.world)
    world = one.world
    calm_down(world)
    if world.system.shutdown:
        world.start("nobody")
    for _ in range(60):
        one.transact()
        world.run_for(20.0)
        if not unrest(world) and world.system.trial is None:
            break
    assert not unrest(world), f"seed {seed}: {unrest(world)}"
    assert world.system.trial is None, f"seed {seed}: {world.system.trial}"
    world.feed(StopRequested((), everything=True))
    world.run_for(60.0)
    assert all(isinstance(m.phase, Stopped) for m in world.system.modules.values()), world.states()
    assert all(p.gone for p in world.processes.values())


def nothing_is_overlooked(world: World) -> None:
    """The gate looks at neighbours only; looking at everything must not find more to do."""
    draft = Draft(world.system, world.now)
    draft.mark_all()
    settle_all(draft)
    at_once = [key for key, at in world.timers.items() if at <= world.now + TOLERANCE]
    assert at_once or not advance_procedures(draft), "a step of a procedure is due, and nobody takes it"
    assert not serve_queue(draft), "there is a place for a module that waits for one"
    after, effects = draft.finish()
    assert effects == () and after == world.system
    for known in world.system.modules.values():
        if isinstance(known.phase, UP) and known.phase.run.incarnation is not None:
            everything_is_watched(world, known, known.phase.run)


def everything_is_watched(world: World, known: Module, run: Run) -> None:
    """Each probe whose time has come is planned, and what ripens by time has its timer."""
    descriptor = known.descriptor
    planned = {role for m, role in world.probes if m == known.id}
    due = {
        role for role in (ProbeRole.READINESS, ProbeRole.LIVENESS) if run.started and descriptor.probe(role)
    }
    if descriptor.startup and not run.started:
        due = {ProbeRole.STARTUP}
    assert planned == due, f"{known.id}: {planned} instead of {due}"
    if run.suspected:
        assert asking_role(known) in planned, f"{known.id} would be suspected for ever"
    timers = {key.kind for key in world.timers if key.module == known.id}
    silent = descriptor.startup is None and descriptor.readiness is None
    if silent and not run.was_ready:
        assert TimerKind.READY_AFTER in timers, f"{known.id} would never be ready"
    if run.healthy_since is not None and not run.stable:
        assert TimerKind.STABLE in timers, f"{known.id} would never be stable"


@pytest.mark.parametrize("block", range(20))
def test_random_histories_keep_the_laws(block: int) -> None:
    for seed in range(block * BLOCK, (block + 1) * BLOCK):
        walk(seed)


@pytest.mark.long
@pytest.mark.parametrize("block", range(4, 84))
def test_many_random_histories_keep_the_laws(block: int) -> None:
    for seed in range(block * 5 * BLOCK, (block + 1) * 5 * BLOCK):
        walk(seed)


def most_in_window(times: list[float], seconds: float) -> int:
    return max(sum(1 for at in times if begin <= at < begin + seconds) for begin in times)


AGES = st.lists(st.one_of(st.floats(0.0, 3.0), st.floats(0.0, 130.0)), min_size=1, max_size=12)


@settings(max_examples=40, deadline=None, derandomize=True)
@given(ages=AGES, becomes_ready=st.booleans())
def test_no_program_whatever_its_deaths_is_started_in_a_storm(ages: list[float], becomes_ready: bool) -> None:
    """With the defaults: six starts in any forty seconds, ten more than the quick ones in any ten minutes."""
    scripts = [Program(dies_after=age, answers=lambda role, _: becomes_ready) for age in ages]
    world = World(module("a", readiness=probe(5.0)), programs={"a": scripts})
    world.run_for(3600.0)
    times = world.starts_of("a")
    assert most_in_window(times, 40.0) <= 6
    assert most_in_window(times, 600.0) <= 16


@settings(max_examples=40, deadline=None, derandomize=True)
@given(moment=st.floats(0.0, 12.0), away=st.floats(0.0, 5.0), ready_at=st.floats(0.0, 8.0))
def test_adoption_at_any_moment_starts_nothing_twice(moment: float, away: float, ready_at: float) -> None:
    slow = Program(answers=lambda role, age: age >= ready_at)
    spec = probe(0.5)
    modules = (
        module("a", startup=spec, readiness=spec, startup_timeout=20.0),
        module("b", "a"),
        module("c", "b"),
    )
    world = World(*modules, programs={"a": slow})
    world.run_for(moment)
    if any(world.in_flight.values()):
        world.run_for(0.01)
    world.new_supervisor(away=away)
    world.until_ready(within=60.0)
    world.run_for(100.0)
    assert sorted(world.order_of_starts()) == ["a", "b", "c"]
