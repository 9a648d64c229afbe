"""A changed configuration on trial: passed it is committed, failed it is rolled back, and nobody else is blamed."""

from __future__ import annotations

from dataclasses import replace
from random import Random

import pytest

from skelly_tray.domain.descriptor import Condition, Dependency, ModuleId, ProbeRole
from skelly_tray.domain.effects import CommitConfig, RollBack
from skelly_tray.domain.events import ConfigMarked, KeeperOpened, Resumed, SettingsAnswered, SystemStarted
from tests.domain.build import loaded, module, probe
from tests.domain.world import WELL, Program, World

A = ModuleId("a")
OLD = module("a", readiness=probe(), liveness=probe(30.0, failure_threshold=1))
NEW = replace(OLD, digest="a-2")


def running(second: Program) -> World:
    """`a` runs and is ready; its second start behaves like that, every later one is well."""
    world = World(OLD, module("b"), programs={"a": [WELL, second, WELL]})
    world.until_ready()
    return world


def verdicts(world: World) -> list[CommitConfig | RollBack]:
    return [e for step in world.steps for e in step.effects if isinstance(e, (CommitConfig, RollBack))]


def roll_back(world: World, seconds: float) -> RollBack:
    world.run_until(lambda: bool(verdicts(world)), seconds)
    verdict = verdicts(world)[-1]
    assert isinstance(verdict, RollBack)
    return verdict


def test_change_that_stays_well_for_the_whole_window_is_committed_once() -> None:
    world = running(WELL)
    world.load(NEW, module("b"), trial=30.0)
    world.until_ready("a")
    assert world.snapshot().modules[A].config["state"] == "trial"
    world.run_for(25.0)
    assert verdicts(world) == []
    world.run_for(100.0)
    assert verdicts(world) == [CommitConfig(7)]
    assert world.system.trial is None and len(world.starts_of("b")) == 1


SICK = [
    Program(dies_after=5.0),
    Program(fails_exec="no such file"),
    Program(answers=lambda role, age: role is not ProbeRole.LIVENESS),
    Program(answers=lambda role, age: role is not ProbeRole.READINESS),
    Program(answers=lambda role, age: role is not ProbeRole.READINESS or age < 12.0),
]


@pytest.mark.parametrize("sick", SICK)
def test_every_failure_of_a_changed_module_is_answered_by_one_rollback_and_no_attempt(sick: Program) -> None:
    world = running(sick)
    world.load(NEW, module("b"), trial=30.0)
    verdict = roll_back(world, 100.0)
    assert (verdict.trial_id, verdict.module) == (7, A) and verdict.why
    world.load(OLD, module("b"), cause=f"rolled back: {verdict.why}")
    world.until_ready("a", within=30.0)
    world.run_for(200.0)
    assert len(verdicts(world)) == 1 and world.system.trial is None
    assert world.module("a").budget.attempts == 0
    assert (len(world.starts_of("a")), len(world.starts_of("b"))) == (3, 1)
    row = world.snapshot().modules[A]
    assert row.config["state"] == "rolled_back" and verdict.why in row.config["why"]
    assert "a.config" in [issue.id for issue in row.issues]


@pytest.mark.parametrize("interval", [30.0, 60.0, 3600.0])
def test_module_that_is_checked_rarely_is_looked_at_during_its_trial(interval: float) -> None:
    rare = module("a", liveness=probe(interval, failure_threshold=3))
    world = World(rare, programs={"a": [WELL, Program(answers=lambda role, age: False), WELL]})
    world.until_ready()
    world.load(replace(rare, digest="a-2"), trial=30.0)
    assert "missed 3 times" in roll_back(world, 100.0).why


def test_refused_settings_fail_the_trial() -> None:
    old = replace(OLD, settings={"n": 1})
    world = World(old)
    world.until_ready()
    world.load(replace(old, settings={"n": 2}), trial=30.0)
    world.feed(SettingsAnswered(A, world.incarnation("a"), "rejected", "n is odd"))
    assert "n is odd" in roll_back(world, 0.0).why


def test_module_that_was_not_ready_before_cannot_fail_a_trial() -> None:
    world = World(OLD, programs={"a": Program(answers=lambda role, age: False)})
    world.run_for(200.0)
    world.load(NEW, trial=30.0)
    world.run_for(200.0)
    assert not any(isinstance(v, RollBack) for v in verdicts(world))


def test_stop_by_the_user_ends_the_trial_without_blame() -> None:
    world = running(WELL)
    world.load(NEW, module("b"), trial=30.0)
    world.until_ready("a")
    world.stop("a")
    world.run_for(5.0)
    assert verdicts(world) == [CommitConfig(7)]


def test_suspend_gives_the_trial_its_whole_time_again() -> None:
    world = running(WELL)
    world.load(NEW, module("b"), trial=30.0)
    world.until_ready("a")
    world.run_for(20.0)
    world.feed(Resumed(slept=3600.0))
    world.run_for(25.0)
    assert verdicts(world) == []
    world.run_for(30.0)
    assert verdicts(world) == [CommitConfig(7)]


def test_lost_keeper_is_not_blamed_on_the_change() -> None:
    world = running(WELL)
    world.load(NEW, module("b"), trial=30.0)
    world.until_ready("a")
    world.lose_keeper()
    world.run_for(200.0)
    assert verdicts(world) == [CommitConfig(7)]


def test_another_text_clears_the_mark() -> None:
    world = running(WELL)
    world.feed(ConfigMarked(A, "rejected", "no such key"))
    assert world.snapshot().modules[A].config["state"] == "rejected"
    world.load(NEW, module("b"), trial=30.0)
    assert world.module("a").config_mark is None


def test_without_a_window_a_change_is_committed_at_once() -> None:
    world = running(WELL)
    world.load(NEW, module("b"), trial=0.0)
    assert verdicts(world) == [CommitConfig(7)] and world.system.trial is None


def test_module_that_fails_for_its_unchanged_dependency_is_not_blamed() -> None:
    needy = module("n", "b", readiness=probe())
    world = World(module("b"), needy, programs={"b": [WELL, Program(spawn_takes=60.0), WELL]})
    world.until_ready()
    world.load(module("b"), replace(needy, digest="n-2"), trial=30.0)
    world.until_ready("n")
    world.kill("b")
    world.run_for(1.0)
    world.kill("n")
    world.run_for(300.0)
    assert not any(isinstance(v, RollBack) for v in verdicts(world))


def test_dependency_that_was_not_ready_before_is_no_excuse() -> None:
    slow = module("b", readiness=probe())
    needy = module("n", Dependency(ModuleId("b"), Condition.STARTED), readiness=probe())
    never = Program(answers=lambda role, age: False)
    world = World(slow, needy, programs={"b": never, "n": [WELL, never, WELL]})
    world.until_ready("n")
    world.load(slow, replace(needy, digest="n-2"), trial=30.0)
    assert roll_back(world, 300.0).module == ModuleId("n")


@pytest.mark.parametrize("survive", [True, False])
def test_trial_that_the_end_of_a_supervisor_interrupts_begins_anew(survive: bool) -> None:
    """Whether its processes were kept or not."""
    world = running(Program(dies_after=52.0))
    world.load(NEW, module("b"), trial=30.0)
    world.until_ready("a")
    world.run_for(25.0)
    if not survive:
        world.lose_keeper(back_after=None)
    world.new_supervisor(NEW, module("b"))
    assert world.system.trial is not None and world.system.trial.parts.keys() == {A}
    world.run_for(25.0)
    assert verdicts(world) == []
    verdict = roll_back(world, 100.0) if survive else None
    world.run_for(100.0)
    assert verdicts(world) == ([verdict] if verdict else [CommitConfig(7)])


def test_interrupted_trial_blames_nobody_else_and_waits_for_the_start_of_the_system() -> None:
    world = World(start=False)
    world.feed(loaded(OLD, module("b"), trial=30.0, on_trial=(A, ModuleId("gone"))))
    world.feed(KeeperOpened())
    world.run_for(1000.0)
    assert verdicts(world) == []
    world.feed(SystemStarted())
    world.until_ready("a")
    world.run_for(20.0)
    assert verdicts(world) == []
    world.run_for(20.0)
    assert verdicts(world) == [CommitConfig(7)]


def test_trial_ends_by_itself_also_after_somebody_else_has_upset_it() -> None:
    """What is graced twice in a row, and is never ready again, has its timer all the same."""
    world = running(WELL)
    world.load(NEW, module("b"), trial=30.0)
    world.until_ready("a")
    world.lose_keeper(back_after=None)
    world.run_for(1000.0)
    assert verdicts(world) == [CommitConfig(7)]


def test_second_change_joins_the_trial_of_the_first() -> None:
    world = running(Program(dies_after=20.0))
    world.load(NEW, module("b"), trial=30.0)
    world.until_ready("a")
    world.load(NEW, module("b", digest="b-2"), trial=30.0)
    assert roll_back(world, 60.0).module == A


def test_restart_of_everything_freezes_the_trial_and_it_still_ends() -> None:
    world = running(WELL)
    world.load(NEW, module("b"), trial=30.0)
    world.until_ready("a")
    world.run_for(10.0)
    world.restart_all()
    world.run_for(300.0)
    assert verdicts(world) == [CommitConfig(7)]


@pytest.mark.parametrize("seed", range(60))
def test_untouched_modules_keep_their_process_whatever_the_trial_comes_to(seed: int) -> None:
    luck = Random(seed)
    world = running(luck.choice([WELL, *SICK]))
    before = world.incarnation("b")
    world.load(NEW, module("b"), trial=30.0)
    world.run_until(lambda: bool(verdicts(world)), 300.0)
    for verdict in verdicts(world):
        if isinstance(verdict, RollBack):
            world.run_for(luck.uniform(0.0, 40.0))  # the transaction may take its time
            world.load(OLD, module("b"), cause=f"rolled back: {verdict.why}")
    world.run_for(200.0)
    assert world.incarnation("b") == before and world.ready("a")
    assert len(verdicts(world)) == 1 and world.system.trial is None
