"""The keeper lost and back, and a new supervisor that adopts what the keeper has kept."""

from __future__ import annotations

import pytest

from skelly_tray.domain.cause import CauseKind, EntryKind, Outcome
from skelly_tray.domain.descriptor import ProbeRole
from skelly_tray.domain.effects import Probe, Spawn
from skelly_tray.domain.events import KeeperLost, KeeperOpened
from skelly_tray.domain.remembered import read_note
from tests.domain.build import module, needs, probe
from tests.domain.world import Program, World

CHAIN = module("a"), module("b", "a"), module("c", "b")


def test_keeper_lost_is_one_incident_that_costs_nobody_an_attempt() -> None:
    world = World(*CHAIN)
    world.until_ready()
    world.lose_keeper(back_after=2.0)
    assert set(world.states().values()) == {"waiting"}
    assert world.snapshot().status != "healthy"
    assert "keeper" in {i.id for i in world.snapshot().issues}
    world.until_ready(within=10.0)
    assert world.order_of_starts() == ["a", "b", "c"] * 2
    assert [(m.budget.attempts, m.restarts) for m in world.system.modules.values()] == [(0, 1)] * 3
    lost = [e for e in world.journal if e.cause.kind is CauseKind.KEEPER and e.kind is EntryKind.SYSTEM]
    assert len(lost) == 1
    waiting = [e for e in world.journal if e.to == "waiting" and e.cause.seq == lost[0].seq]
    assert {e.module for e in waiting} == {"a", "b", "c"}


def test_nothing_is_started_while_there_is_no_keeper() -> None:
    world = World(*CHAIN)
    world.until_ready()
    world.lose_keeper(back_after=None)
    world.start("a")
    world.run_for(600.0)
    assert world.order_of_starts() == ["a", "b", "c"]
    assert world.snapshot().modules["a"].reason == "waits for the keeper of all processes"


def test_stopped_modules_stay_stopped_when_the_keeper_is_back() -> None:
    world = World(*CHAIN)
    world.until_ready()
    world.stop("b")
    world.run_for(1.0)
    world.lose_keeper()
    world.run_for(60.0)
    assert world.states() == {"a": "running", "b": "stopped", "c": "waiting"}


def test_stop_without_a_keeper_holds_when_it_is_back() -> None:
    world = World(*CHAIN)
    world.until_ready()
    world.lose_keeper(back_after=5.0)
    world.stop("a")
    world.run_for(60.0)
    assert world.states() == {"a": "stopped", "b": "waiting", "c": "waiting"}


def test_keeper_lost_during_the_stop_of_a_module_ends_that_stop() -> None:
    world = World(module("a"), programs={"a": Program(stop_takes=5.0)})
    world.until_ready()
    world.stop("a")
    world.lose_keeper()
    assert world.story("a")[-2:] == ["stopping", "stopped"], "no detour"
    world.run_for(60.0)
    assert len(world.starts_of("a")) == 1


def test_keeper_lost_during_a_stop_ends_the_stop() -> None:
    world = World(*CHAIN, programs={"c": Program(stop_takes=5.0)})
    world.until_ready()
    world.shut_down()
    world.lose_keeper(back_after=None)
    assert world.system.at_rest and not world.system.active


def test_backoff_goes_on_over_the_loss_of_the_keeper() -> None:
    world = World(module("a", backoff=10.0), programs={"a": [Program(dies_after=0.0), Program()]})
    world.until("a", "backoff")
    world.lose_keeper(back_after=20.0)
    world.run_for(19.0)
    assert world.state("a") == "waiting"
    world.until_ready(within=5.0)
    assert world.module("a").budget.attempts == 1


def test_task_that_has_succeeded_is_not_run_again_because_the_keeper_died() -> None:
    done = Program(dies_after=1.0, outcome=Outcome(code=0), sweep_takes=5.0)
    world = World(module("job", oneshot=True), programs={"job": done})
    world.run_for(2.0)
    assert world.state("job") == "stopping"
    world.lose_keeper()
    world.run_for(60.0)
    assert world.module("job").completed and len(world.starts_of("job")) == 1


def test_second_report_of_the_lost_keeper_changes_nothing() -> None:
    world = World(*CHAIN)
    world.until_ready()
    world.lose_keeper(back_after=None)
    before = world.system.modules
    world.feed(KeeperLost())
    assert world.system.modules == before


# Adoption


def test_adopted_module_keeps_pid_readiness_and_restart_count() -> None:
    spec = probe(1.0)
    world = World(module("a", startup=spec, readiness=spec, liveness=spec), module("b", "a"))
    world.until_ready()
    world.kill("a")
    world.until_ready()
    pid, started = world.run("a").pid, world.run("a").spawned_at
    world.new_supervisor()
    run, status = world.run("a"), world.snapshot().modules["a"]
    assert (run.pid, run.spawned_at) == (pid, started)
    assert (status.state, status.ready, status.health, status.restarts) == ("running", True, "healthy", 1)
    assert len(world.starts_of("a")) == 2 and len(world.starts_of("b")) == 1
    planned = {e.role for s in world.steps for e in s.effects if isinstance(e, Probe)}
    assert planned == {ProbeRole.READINESS, ProbeRole.LIVENESS}, "the startup probe has passed for ever"
    world.run_for(600.0)
    assert len(world.starts_of("a")) == 2


def test_stable_clock_runs_on_over_adoption() -> None:
    world = World(module("a", stable_after=60.0), programs={"a": [Program(dies_after=1.0), Program()]})
    world.until("a", "stopping")
    world.until_ready()
    world.run_for(40.0)
    world.new_supervisor(away=10.0)
    assert world.module("a").budget.attempts == 1
    world.run_for(11.0)
    assert world.run("a").stable and world.module("a").budget.attempts == 0


def test_stable_time_that_passed_while_nobody_was_there_counts() -> None:
    world = World(module("a", stable_after=60.0))
    world.until_ready()
    world.new_supervisor(away=100.0)
    world.run_for(0.1)
    assert world.run("a").stable


def test_stable_stays_latched_over_adoption_also_while_degraded() -> None:
    fades = Program(answers=lambda role, age: age < 30.0)
    world = World(module("a", stable_after=20.0, readiness=probe(1.0)), programs={"a": [fades, Program()]})
    world.run_for(40.0)
    world.new_supervisor()
    assert world.run("a").stable and world.snapshot().modules["a"].health != "healthy"


def test_start_under_way_goes_on_after_adoption() -> None:
    late = Program(answers=lambda role, age: age > 6.0)
    world = World(module("a", readiness=probe(0.5), startup_timeout=10.0), programs={"a": late})
    world.run_for(2.0)
    world.new_supervisor()
    assert world.state("a") == "starting"
    world.until_ready(within=5.0)
    assert len(world.starts_of("a")) == 1


def test_module_adopted_before_its_ready_after_becomes_ready() -> None:
    world = World(module("a", ready_after=5.0))
    world.run_for(1.0)
    world.new_supervisor()
    world.until_ready(within=5.0)
    assert len(world.starts_of("a")) == 1 and world.now == pytest.approx(1005.002)


def test_changed_digest_restarts_at_adoption() -> None:
    world = World(module("a"), module("b"))
    world.until_ready()
    world.new_supervisor(module("a", digest="a-2"), module("b"))
    world.run_for(5.0)
    assert (len(world.starts_of("a")), len(world.starts_of("b"))) == (2, 1)
    stopping = next(e for e in world.journal if e.module == "a" and e.to == "stopping")
    assert stopping.cause.kind is CauseKind.CONFIG
    assert world.module("a").budget.attempts == 0


def test_death_while_nobody_supervised_is_recovered() -> None:
    world = World(module("a"), module("b", "a"))
    world.until_ready()
    incarnation = world.incarnation("a")
    dying = world.processes[incarnation]
    world._at(world.now + 0.5, lambda: world.end(dying, Outcome(signal=11)))
    world.new_supervisor(away=1.0)
    world.until_ready(within=5.0)
    assert len(world.starts_of("a")) == 2 and len(world.starts_of("b")) == 1
    assert world.module("a").budget.attempts == 1
    assert dying.acknowledged
    story = [e.cause.text for e in world.journal if e.module == "a"]
    assert any("ended while no supervisor ran" in text for text in story)
    assert any("SIGSEGV" in text for text in story)


def test_task_that_succeeded_while_nobody_supervised_is_done() -> None:
    done = Program(dies_after=2.0, outcome=Outcome(code=0))
    world = World(module("job", oneshot=True), programs={"job": done})
    world.run_for(1.0)
    world.new_supervisor(away=5.0)
    world.run_for(60.0)
    assert world.module("job").completed and len(world.starts_of("job")) == 1


def test_module_that_the_user_has_stopped_is_stopped_if_found_running() -> None:
    world = World(*CHAIN, programs={"c": Program(stop_takes=3.0)})
    world.until_ready()
    world.stop("a")
    world.new_supervisor(away=0.5)
    world.run_for(60.0)
    assert world.states() == {"a": "stopped", "b": "waiting", "c": "waiting"}


def test_adopted_lazy_module_stays_for_those_who_need_it() -> None:
    world = World(module("cache", lazy=True), module("web", "cache"))
    world.until_ready("web")
    world.new_supervisor()
    world.run_for(60.0)
    assert world.ready("cache") and world.ready("web")
    assert len(world.starts_of("cache")) == 1 and len(world.starts_of("web")) == 1


def test_adopted_dependants_of_an_adopted_module_follow_its_restarts() -> None:
    from skelly_tray.domain.descriptor import OnRestart

    world = World(module("a"), module("b", needs("a", on_restart=OnRestart.RESTART)))
    world.until_ready()
    world.new_supervisor()
    world.kill("a")
    world.run_for(30.0)
    assert len(world.starts_of("b")) == 2


def test_keeper_that_opens_twice_with_the_same_table_stops_nobody() -> None:
    world = World(module("a"))
    world.until_ready()
    world.new_supervisor()
    opened = next(s.event for s in world.steps if isinstance(s.event, KeeperOpened))
    world.feed(opened)
    world.run_for(10.0)
    assert world.ready("a") and len(world.starts_of("a")) == 1


@pytest.mark.parametrize("note", [{}, {"ready": 1, "started": "yes", "healthy_since": True}, {"x": None}])
def test_note_with_nonsense_counts_as_not_written(note: dict[str, object]) -> None:
    read = read_note(note)
    assert not (read.started or read.ready or read.was_ready or read.stable) and read.healthy_since is None


def test_nothing_is_spawned_by_adoption_itself() -> None:
    world = World(*CHAIN)
    world.until_ready()
    world.new_supervisor()
    assert not [e for s in world.steps for e in s.effects if isinstance(e, Spawn)]
