"""The restart budget, exactly: what is restarted at once, what waits and how long, and when it ends."""

from __future__ import annotations

from itertools import pairwise

import pytest

from skelly_tray.domain.cause import CauseKind, Failure, Outcome
from skelly_tray.domain.descriptor import RestartPolicy
from skelly_tray.domain.events import SystemStarted
from skelly_tray.domain.recovery.restart import (
    QUICK_RESTARTS,
    QUICK_WINDOW,
    Budget,
    GiveUp,
    RestartLater,
    RestartNow,
    after_failure,
    backoff,
)
from tests.domain.build import module, probe
from tests.domain.world import Program, World

POLICY = RestartPolicy()


def failure(at: float = 0.0, *, ready: bool = True, stable: bool = False, permanent: bool = False) -> Failure:
    return Failure(CauseKind.EXIT, "exit 1", at, ready, stable, permanent)


def test_first_failure_of_a_module_that_was_ready_is_restarted_at_once() -> None:
    budget, verdict = after_failure(Budget(), POLICY, failure(), 0.5)
    assert verdict == RestartNow() and budget == Budget(attempts=1)


def test_module_that_never_was_ready_waits_from_the_first() -> None:
    budget, verdict = after_failure(Budget(), POLICY, failure(ready=False), 0.5)
    assert verdict == RestartLater(10.0) and budget == Budget(attempts=1, waits=1)


def test_stable_module_is_restarted_at_once_five_times_in_ten_minutes_and_then_waits() -> None:
    budget = Budget()
    for n in range(QUICK_RESTARTS):
        budget, verdict = after_failure(budget.stable(), POLICY, failure(n * 61.0, stable=True), 0.5)
        assert verdict == RestartNow()
    budget, verdict = after_failure(budget.stable(), POLICY, failure(5 * 61.0, stable=True), 0.5)
    assert verdict == RestartLater(10.0)
    later = failure(QUICK_WINDOW + 1.0, stable=True)
    assert after_failure(budget.stable(), POLICY, later, 0.5)[1] == RestartNow()


@pytest.mark.parametrize(("luck", "share"), [(0.0, 0.9), (0.5, 1.0), (0.999999, 1.1)])
def test_backoff_doubles_within_its_jitter_and_never_passes_the_cap(luck: float, share: float) -> None:
    policy = RestartPolicy(backoff=10.0, backoff_max=300.0)
    waits = [backoff(policy, n, luck) for n in range(70)]
    assert waits[:5] == pytest.approx([min(10.0 * 2**n * share, 300.0) for n in range(5)], rel=1e-4)
    assert max(waits) <= 300.0 and min(waits[6:]) >= 270.0


def test_backoff_cap_below_the_first_wait_holds() -> None:
    assert backoff(RestartPolicy(backoff=10.0, backoff_max=2.0), 0, 0.999) <= 2.0


def test_given_up_after_the_attempts_are_used_up() -> None:
    budget, verdicts = Budget(), []
    for _ in range(4):
        budget, verdict = after_failure(budget, POLICY, failure(ready=False), 0.5)
        verdicts.append(verdict)
    assert verdicts == [RestartLater(10.0), RestartLater(20.0), RestartLater(40.0), GiveUp(300.0)]


def test_trial_starts_double_up_to_an_hour() -> None:
    budget, pauses = Budget(attempts=3), []
    for _ in range(8):
        budget, verdict = after_failure(budget, POLICY, failure(), 0.5)
        assert isinstance(verdict, GiveUp)
        pauses.append(verdict.trial_after)
    assert pauses == [300.0, 600.0, 1200.0, 2400.0, 3600.0, 3600.0, 3600.0, 3600.0]


def test_no_trial_start_when_told_never() -> None:
    budget, verdict = after_failure(Budget(attempts=3), RestartPolicy(retry_failed_after=0.0), failure(), 0.5)
    assert verdict == GiveUp(None) and budget.trials == 1


def test_permanent_failure_is_given_up_for_good() -> None:
    assert after_failure(Budget(), POLICY, failure(permanent=True), 0.5) == (Budget(), GiveUp(None))


def test_stable_run_forgets_attempts_but_not_quick_restarts() -> None:
    used = Budget(attempts=3, waits=2, quick=(1.0, 2.0), trials=1)
    assert used.stable() == Budget(quick=(1.0, 2.0))


# And the same through the whole core


def gaps(world: World, name: str) -> list[float]:
    return [b - a for a, b in pairwise(world.starts_of(name))]


def test_program_that_exits_at_once_is_started_at_most_eight_times_in_forty_seconds() -> None:
    world = World(module("a"), programs={"a": Program(dies_after=0.0)})
    world.run_for(40.0)
    assert 2 <= len(world.starts_of("a")) <= 8


def test_program_that_dies_after_1300_ms_is_started_at_most_eight_times_in_forty_seconds() -> None:
    world = World(module("a"), programs={"a": Program(dies_after=1.3)})
    world.run_for(40.0)
    assert 2 <= len(world.starts_of("a")) <= 8
    assert gaps(world, "a")[0] < 1.4, "the first failure of a module that was ready acts at once"


def test_program_that_dies_every_twenty_seconds_does_not_storm_either() -> None:
    world = World(module("a"), programs={"a": Program(dies_after=20.0)})
    world.run_for(24 * 3600.0)
    assert world.state("a") in ("failed", "running", "starting")
    assert len(world.starts_of("a")) < 40


def test_waits_grow_until_failed_and_then_one_trial_follows() -> None:
    policy = {"backoff": 1.0, "max_attempts": 3, "retry_failed_after": 100.0}
    world = World(module("a", **policy), programs={"a": Program(dies_after=0.0)})
    world.run_for(1000.0)
    waits = gaps(world, "a")
    for got, plain in zip(waits, (1.0, 2.0, 4.0, 100.0, 200.0, 400.0), strict=True):
        assert 0.9 * plain <= got <= 1.1 * plain + 0.01
    assert world.state("a") == "failed"


def test_cured_cause_heals_by_the_trial_and_a_stable_run_forgets_all() -> None:
    scripts = [Program(fails_exec="no such file")] * 2 + [Program()]
    world = World(
        module("a", max_attempts=1, backoff=1.0, retry_failed_after=30.0, stable_after=20.0),
        programs={"a": scripts},
    )
    world.until("a", "failed", within=10.0)
    world.until_ready(within=40.0)
    assert world.module("a").budget.trials == 1
    world.run_for(21.0)
    assert world.module("a").budget == Budget() and world.run("a").stable


def test_trial_that_fails_is_given_up_again_at_once() -> None:
    scripts = [Program(dies_after=0.0)] * 2 + [Program(dies_after=5.0)]
    world = World(module("a", max_attempts=1, backoff=1.0, retry_failed_after=30.0), programs={"a": scripts})
    world.until("a", "failed")
    world.until("a", "running")
    world.until("a", "failed", within=6.0)


def test_crash_of_a_stable_module_is_restarted_at_once_and_waits_when_it_repeats_too_often() -> None:
    world = World(module("a", stable_after=60.0), programs={"a": Program(dies_after=70.0)})
    world.run_for(70.1 * 6 + 1.0)
    assert [round(g) for g in gaps(world, "a")] == [70] * 5
    assert world.state("a") == "backoff"


def test_attempts_are_forgotten_only_after_a_whole_stable_time() -> None:
    scripts = [Program(dies_after=1.0), Program()]
    world = World(module("a", stable_after=60.0), programs={"a": scripts})
    world.until("a", "stopping")
    world.until_ready()
    world.run_for(59.0)
    assert world.module("a").budget.attempts == 1
    world.run_for(1.5)
    assert world.module("a").budget.attempts == 0


def test_degraded_time_does_not_count_towards_stable() -> None:
    flaps = Program(answers=lambda role, age: not 30.0 < age < 40.0)
    spec = probe(1.0, failure_threshold=1)
    world = World(module("a", stable_after=60.0, readiness=spec), programs={"a": flaps})
    world.run_for(70.0)
    assert not world.run("a").stable
    world.run_for(32.0)
    assert world.run("a").stable


def test_module_that_is_degraded_when_its_time_would_be_over_is_not_stable() -> None:
    flaps = Program(answers=lambda role, age: not 30.0 < age < 80.0)
    spec = probe(1.0, failure_threshold=1)
    world = World(module("a", stable_after=60.0, readiness=spec), programs={"a": flaps})
    world.run_for(135.0)
    assert not world.run("a").stable
    world.run_for(10.0)
    assert world.run("a").stable


def test_stable_is_latched_for_the_incarnation() -> None:
    fades = Program(answers=lambda role, age: age < 30.0)
    spec = probe(1.0, failure_threshold=1)
    world = World(module("a", stable_after=20.0, readiness=spec), programs={"a": fades})
    world.run_for(40.0)
    assert world.snapshot().modules["a"].health == "degraded" and world.run("a").stable
    world.kill("a")
    assert world.until("a", "starting") < 0.1
    assert not world.run("a").stable


def test_codes_that_forbid_a_restart_go_straight_to_failed() -> None:
    script = Program(dies_after=5.0, outcome=Outcome(code=77))
    world = World(module("a", no_restart_exit_codes=(77,)), programs={"a": script})
    world.run_for(7200.0)
    assert world.state("a") == "failed" and len(world.starts_of("a")) == 1
    assert world.snapshot().modules["a"].retry_in_s is None


def test_without_auto_recovery_nothing_is_restarted() -> None:
    world = World(module("a", auto_recovery=False), programs={"a": Program(dies_after=5.0)})
    world.run_for(7200.0)
    assert world.state("a") == "failed" and len(world.starts_of("a")) == 1
    world.start("a")
    world.until_ready()


def test_exit_with_zero_that_nobody_asked_for_is_a_failure() -> None:
    world = World(module("a"), programs={"a": [Program(dies_after=5.0, outcome=Outcome(code=0)), Program()]})
    world.run_for(6.0)
    assert len(world.starts_of("a")) == 2
    assert world.module("a").budget.attempts == 1 and world.module("a").restarts == 1


def test_command_that_cannot_be_run_waits_and_says_where_it_failed() -> None:
    world = World(module("a"), programs={"a": Program(fails_exec="no such file")})
    world.run_for(1.0)
    status = world.snapshot().modules["a"]
    assert len(world.starts_of("a")) == 1, "it never was ready, so it waits from the first"
    assert status.state == "backoff" and "no such file" in status.reason and "(exec)" in status.reason
    assert status.retry_in_s is not None and 8.0 <= status.retry_in_s <= 11.0


def test_start_by_the_user_resets_the_budget_and_acts_at_once() -> None:
    world = World(module("a", backoff=50.0), programs={"a": [Program(dies_after=0.0)] * 2 + [Program()]})
    world.until("a", "backoff")
    world.start("a")
    world.run_for(0.5)
    assert len(world.starts_of("a")) == 2
    assert world.module("a").budget == Budget(attempts=1, waits=1)
    world.start("a")
    world.until_ready(within=1.0)
    assert world.module("a").budget == Budget()


def test_start_of_a_waiting_module_is_remembered_and_resets_its_budget() -> None:
    a = module("a", "db")
    world = World(a, module("db", readiness=probe()), memory={a.id: {"attempts": 2}}, programs={"db": NEVER})
    assert world.state("a") == "waiting"
    world.start("a")
    known = world.module("a")
    assert known.word == "up" and known.budget == Budget()


def test_budget_outlives_the_supervisor() -> None:
    world = World(module("a", backoff=20.0), programs={"a": Program(dies_after=0.0)})
    world.until("a", "backoff")
    used = world.module("a").budget
    world.new_supervisor()
    world.feed(SystemStarted())
    assert world.module("a").budget.attempts >= used.attempts == 1


NEVER = Program(answers=lambda role, age: False)
