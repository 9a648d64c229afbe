"""Recovery procedures: pre-checks, steps, validation, rollback, and who may interrupt them."""

from __future__ import annotations

from itertools import pairwise

import pytest

from skelly_tray.domain.cause import Outcome
from skelly_tray.domain.descriptor import ModuleId, ProbeRole
from skelly_tray.domain.effects import RunErrand
from skelly_tray.domain.errand import Errand, MakeCheck, Pause, ResetState, RunCommand
from skelly_tray.domain.phase import Failed
from skelly_tray.domain.recovery.procedure_spec import Procedure, ProcedureCheck, ProcedureStep, StepKind
from skelly_tray.domain.recovery.strategies import RestartWithReset, SystemRestart
from tests.domain.build import module, probe
from tests.domain.procedures import (
    ALIVE,
    CLEAR,
    DB,
    DB_READY,
    DIES_AT_ONCE,
    RESET,
    RESTART,
    START,
    STOP,
    WAIT,
    WELL,
    Answers,
    broken,
    checks_fail,
    fix_fails,
    outcomes,
    quiet,
    run,
)
from tests.domain.world import Program, World

# The way of a procedure that succeeds


def test_all_stages_are_gone_through_in_order_and_each_outcome_is_written_down() -> None:
    world = broken(
        run("fix"), RESET, START, pre_checks=(DB_READY,), validation=(ALIVE,), rollback=(run("undo"),)
    )
    world.run_until(lambda: world.module("a").procedure is None, within=30.0)
    assert outcomes(world) == [
        ("pre_checks", "the readiness of db", True),
        ("steps", "run fix", True),
        ("steps", "reset", True),
        ("steps", "start", True),
        ("validation", "the liveness of the module", True),
    ]
    assert world.ready("a") and world.module("a").restarts == 1 and world.module("a").budget.attempts == 1
    assert any(e.detail.get("procedure") == "complete" for e in world.journal)
    quiet(world)


def test_no_process_runs_before_the_step_that_starts_it() -> None:
    world = broken(run("fix"), START)
    world.run_for(0.4)
    assert world.live("a") == [] and world.running_errands_of("a") == [RunCommand(("fix",))]
    world.until_ready("a")


def test_steps_without_a_start_end_with_one() -> None:
    world = broken(run("fix"))
    world.until_ready("a", within=5.0)
    assert [step for _, step, _ in outcomes(world)] == ["run fix", "start"]


def test_steps_that_stop_at_the_end_are_followed_by_a_start() -> None:
    world = broken(START, run("measure"), STOP)
    world.run_until(lambda: world.module("a").procedure is None, within=30.0)
    assert [step for _, step, _ in outcomes(world)] == ["start", "run measure", "stop", "start"]
    assert world.ready("a") and len(world.starts_of("a")) == 3


def test_a_restart_step_starts_what_does_not_run_and_restarts_what_does() -> None:
    world = broken(RESTART, run("migrate"), RESTART)
    world.run_until(lambda: world.module("a").procedure is None, within=30.0)
    assert len(world.starts_of("a")) == 3 and world.ready("a")


def test_a_reset_step_stops_what_runs_first() -> None:
    world = broken(START, RESET)
    world.run_until(lambda: bool(world.running_errands_of("a")), within=30.0)
    assert world.running_errands_of("a") == [ResetState()] and world.live("a") == []
    world.run_until(lambda: world.module("a").procedure is None, within=30.0)
    assert [step for _, step, _ in outcomes(world)] == ["start", "reset", "start"]


def test_clear_queues_and_wait_do_what_they_say() -> None:
    world = broken(CLEAR, WAIT)
    took = world.until_ready("a", within=60.0)
    assert world.errands_of("a") == [ResetState(reset_state=False), Pause()] and took >= 20.0


def test_a_validation_with_several_successes_asks_for_them() -> None:
    check = ProcedureCheck(ProbeRole.READINESS, timeout=7.0, successes=3)
    world = broken(START, validation=(check, DB_READY))
    world.run_until(lambda: world.module("a").procedure is None, within=30.0)
    assert world.errands_of("a") == [
        MakeCheck(ModuleId("a"), ProbeRole.READINESS, 3),
        MakeCheck(DB, ProbeRole.READINESS, 1),
    ]
    assert [effect.timeout for effect in world.errands] == [7.0, 5.0]


def test_a_procedure_without_steps_does_what_the_strategy_would() -> None:
    world = broken(strategy=RestartWithReset(), validation=(ALIVE,))
    world.run_until(lambda: world.module("a").procedure is None, within=30.0)
    assert [step for _, step, _ in outcomes(world)] == ["reset", "start", "the liveness of the module"]


def test_a_procedure_goes_before_the_strategy() -> None:
    world = broken(run("fix"), strategy=SystemRestart())
    world.until_ready("a")
    assert len(world.starts_of("db")) == 1


def test_a_procedure_without_anything_is_a_plain_restart() -> None:
    world = broken()
    world.until_ready("a")
    world.run_for(0.1)
    assert [step for _, step, _ in outcomes(world)] == ["start"]
    quiet(world)


def test_after_a_failure_that_waits_the_procedure_begins_when_the_backoff_is_over() -> None:
    programs = {"a": [DIES_AT_ONCE, WELL]}
    world = World(module("a", procedure=Procedure(steps=(run("fix"),)), backoff=10.0), programs=programs)
    world.until("a", "backoff")
    world.run_for(8.0)
    assert world.errands == []
    world.until_ready("a", within=10.0)
    assert world.errands_of("a") == [RunCommand(("fix",))]


# Pre-checks


def test_a_failed_pre_check_costs_no_attempt_and_is_tried_again_after_a_backoff() -> None:
    answers = Answers(fail=checks_fail)
    world = broken(
        run("fix"), pre_checks=(DB_READY,), answers=answers, max_attempts=2, retry_failed_after=0.0
    )
    for _ in range(6):
        world.run_until(lambda: bool(world.running_errands_of("a")), within=400.0)
        world.run_for(1.0)
        assert world.module("a").budget.attempts == 1
        assert world.state("a") == "backoff"
    assert len(world.starts_of("a")) == 1 and all(isinstance(e, MakeCheck) for e in world.errands_of("a"))
    moments = [step.at for step in world.steps for e in step.effects if isinstance(e, RunErrand)]
    gaps = [later - earlier for earlier, later in pairwise(moments)]
    assert gaps[0] > 8.0 and gaps[1] > 1.5 * gaps[0] and gaps[-1] <= 301.0
    answers.fail = lambda errand: False
    world.until_ready("a", within=400.0)
    quiet(world)


def test_attempts_are_not_won_by_failed_pre_checks() -> None:
    """As many attempts are really made as without them."""
    fail_first = [True]

    def fails(errand: Errand) -> bool:
        if isinstance(errand, MakeCheck):
            return fail_first.pop() if fail_first else False
        return True

    world = broken(
        run("fix"),
        pre_checks=(DB_READY,),
        answers=Answers(fail=fails),
        max_attempts=3,
        retry_failed_after=0.0,
    )
    world.until("a", "failed", within=3600.0)
    assert world.errands_of("a").count(RunCommand(("fix",))) == 3


def test_the_backoff_after_a_pre_check_says_why() -> None:
    world = broken(pre_checks=(DB_READY,), answers=Answers(fail=checks_fail))
    world.run_for(1.0)
    reason = world.snapshot().modules["a"].reason
    assert "no recovery now" in reason and "refused" in reason


def test_a_later_pre_check_decides_too() -> None:
    def db_is_down(errand: Errand) -> bool:
        return isinstance(errand, MakeCheck) and errand.role is ProbeRole.LIVENESS

    db_alive = ProcedureCheck(ProbeRole.LIVENESS, DB)
    world = broken(pre_checks=(DB_READY, db_alive), answers=Answers(fail=db_is_down))
    world.run_for(2.0)
    assert world.state("a") == "backoff" and len(world.starts_of("a")) == 1
    assert [ok for _, _, ok in outcomes(world)] == [True, False]


# Failure and rollback


def test_a_failed_step_is_followed_by_the_rollback_in_order_and_a_failed_attempt() -> None:
    world = broken(
        run("prepare"),
        run("fix"),
        run("never"),
        rollback=(run("undo one"), run("undo two")),
        answers=Answers(fail=fix_fails),
    )
    world.run_until(
        lambda: world.module("a").procedure is not None and len(outcomes(world)) == 4, within=30.0
    )
    assert [(stage, step) for stage, step, _ in outcomes(world)] == [
        ("steps", "run prepare"),
        ("steps", "run fix"),
        ("rollback", "run undo one"),
        ("rollback", "run undo two"),
    ]
    known = world.module("a")
    assert world.state("a") == "backoff" and known.budget.attempts == 2
    assert "its recovery failed: run fix failed: refused" in str(known.last_failure)


def test_a_rollback_goes_on_although_one_of_its_steps_fails() -> None:
    def fails(errand: Errand) -> bool:
        return errand in (RunCommand(("fix",)), RunCommand(("undo one",)))

    world = broken(run("fix"), rollback=(run("undo one"), run("undo two")), answers=Answers(fail=fails))
    world.run_until(lambda: len(outcomes(world)) == 3, within=30.0)
    assert outcomes(world)[1:] == [("rollback", "run undo one", False), ("rollback", "run undo two", True)]


def test_failed_attempts_end_in_failed_and_one_trial_start_without_the_procedure() -> None:
    world = broken(run("fix"), answers=Answers(fail=fix_fails), max_attempts=3, retry_failed_after=300.0)
    world.until("a", "failed", within=3600.0)
    assert world.errands_of("a").count(RunCommand(("fix",))) == 3 and len(world.starts_of("a")) == 1
    quiet(world)
    world.until_ready("a", within=301.0)
    assert len(world.starts_of("a")) == 2 and len(world.errands) == 3


def test_a_failed_validation_ends_what_runs_and_counts_as_an_attempt() -> None:
    world = broken(
        validation=(ALIVE,), rollback=(run("undo"),), answers=Answers(fail=checks_fail), max_attempts=2
    )
    world.run_until(lambda: len(outcomes(world)) == 3, within=30.0)
    assert [stage for stage, _, _ in outcomes(world)] == ["steps", "validation", "rollback"]
    world.run_until(lambda: not world.live("a"), within=15.0)
    assert world.module("a").budget.attempts == 2
    world.until("a", "failed", within=600.0)


def test_a_step_that_takes_too_long_failed_with_its_limit() -> None:
    world = broken(run("fix", timeout=3.0), answers=Answers(takes=50.0))
    world.run_for(3.1)
    assert outcomes(world) == [("steps", "run fix", False)]
    (told,) = [e.detail["text"] for e in world.journal if "step" in e.detail]
    assert told == "not done within 3 s"


@pytest.mark.parametrize("stop_takes", [2.0, 40.0])
def test_a_stop_that_takes_longer_than_its_limit_failed(stop_takes: float) -> None:
    stop = ProcedureStep(StepKind.STOP, 3.0)
    programs = {"a": [WELL, Program(stop_takes=stop_takes), WELL]}
    world = broken(START, stop, run("fix"), rollback=(run("undo"),), shutdown_timeout=60.0, programs=programs)
    world.run_until(lambda: ("steps", "stop", stop_takes < 3.0) in outcomes(world), 10.0)
    world.run_for(100.0)
    assert (("rollback", "run undo", True) in outcomes(world)) is (stop_takes > 3.0)
    assert world.ready("a")


def test_a_start_that_is_not_ready_in_time_failed() -> None:
    never = Program(answers=lambda role, age: False)
    world = broken(
        ProcedureStep(StepKind.START, 4.0),
        readiness=probe(1.0),
        programs={"a": [WELL, never]},
        rollback=(run("undo"),),
    )
    world.run_until(lambda: bool(outcomes(world)), within=10.0)
    assert outcomes(world) == [("steps", "start", False)]


def test_a_process_that_dies_during_validation_fails_it_at_once() -> None:
    world = broken(
        validation=(ALIVE,),
        rollback=(run("undo"),),
        answers=Answers(takes=4.0),
        programs={"a": [WELL, Program(dies_after=1.0), WELL]},
    )
    world.run_until(lambda: len(outcomes(world)) == 2, within=3.0)
    assert outcomes(world)[1] == ("validation", "the liveness of the module", False)
    assert world.running_errands_of("a")[-1] == RunCommand(("undo",))
    world.until_ready("a", within=60.0)
    assert world.module("a").budget.attempts == 2


def test_a_start_that_dies_fails_at_once_not_at_its_limit() -> None:
    world = broken(START, programs={"a": [WELL, DIES_AT_ONCE, WELL]})
    world.run_until(lambda: bool(outcomes(world)), within=1.0)
    assert outcomes(world) == [("steps", "start", False)]


def test_a_process_that_dies_while_it_is_being_stopped_anyway_fails_nothing() -> None:
    programs = {"a": [WELL, Program(obeys_term=False, sweep_takes=2.0), WELL]}
    world = broken(START, WAIT, STOP, START, programs=programs, shutdown_timeout=5.0)
    world.run_until(lambda: len(outcomes(world)) == 2, within=60.0)
    world.kill("a")
    world.run_until(lambda: world.module("a").procedure is None, within=60.0)
    assert all(ok for _, _, ok in outcomes(world)) and world.ready("a")


def test_a_process_that_dies_during_the_rollback_does_not_disturb_it() -> None:
    world = broken(
        validation=(ALIVE,),
        rollback=(WAIT, run("undo")),
        answers=Answers(fail=checks_fail),
        programs={"a": [WELL, Program(dies_after=5.0), WELL]},
    )
    world.run_until(lambda: len(outcomes(world)) == 4, within=60.0)
    assert outcomes(world)[2:] == [("rollback", "wait", True), ("rollback", "run undo", True)]


def test_a_permanent_failure_during_a_procedure_is_given_up_for_good() -> None:
    dead = Program(dies_after=0.1, outcome=Outcome(code=77))
    world = broken(START, rollback=(run("undo"),), programs={"a": [WELL, dead]}, no_restart_exit_codes=(77,))
    world.until("a", "failed", within=30.0)
    phase = world.module("a").phase
    assert isinstance(phase, Failed) and phase.retry_at is None
    assert outcomes(world)[-1] == ("rollback", "run undo", True)


def test_a_recovery_that_becomes_stable_only_in_its_rollback_is_still_counted() -> None:
    """Else it would be recovered for ever, from a failure that is only its validation's."""
    world = broken(
        validation=(ALIVE,),
        rollback=(WAIT,),
        answers=Answers(fail=checks_fail),
        stable_after=1.0,
        max_attempts=3,
        retry_failed_after=0.0,
    )
    world.until("a", "failed", within=3600.0)
    assert len(world.starts_of("a")) == 4


def test_a_module_that_is_stable_when_its_recovery_is_complete_starts_afresh() -> None:
    world = broken(START, WAIT, stable_after=1.0)
    world.run_until(lambda: world.module("a").procedure is None, within=60.0)
    assert world.module("a").budget.attempts == 0


def test_a_oneshot_that_is_done_has_recovered() -> None:
    done = Program(dies_after=1.0, outcome=Outcome(code=0))
    procedure = Procedure(steps=(START, WAIT), validation=(ALIVE,))
    failing = Program(dies_after=1.0, outcome=Outcome(code=1))
    world = World(module("a", oneshot=True, procedure=procedure), programs={"a": [failing, done]})
    world.run_for(200.0)
    assert world.module("a").completed and len(world.starts_of("a")) == 2
    quiet(world)
