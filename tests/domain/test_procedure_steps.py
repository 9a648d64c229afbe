"""Steps of a recovery procedure that touch others: waiting for a dependency, dependants, degraded mode."""

from __future__ import annotations

from skelly_tray.domain.descriptor import BusAccess, OnRestart
from skelly_tray.domain.effects import SetMode
from skelly_tray.domain.errand import Errand, TellMode
from skelly_tray.domain.recovery.procedure_spec import Procedure, ProcedureStep, StepKind
from tests.domain.build import module, needs, probe
from tests.domain.procedures import (
    ALIVE,
    DEGRADE,
    FALLBACK,
    RESTART,
    RESTORE,
    START,
    STOP,
    WAIT,
    WELL,
    Answers,
    broken,
    outcomes,
    quiet,
    run,
)
from tests.domain.world import Program, World

# Waiting for others


def test_a_start_waits_for_a_dependency_without_losing_its_time() -> None:
    late = Program(answers=lambda role, age: age > 60.0)
    procedure = Procedure(steps=(run("fix"), ProcedureStep(StepKind.START, 5.0)))
    world = World(
        module("db", readiness=probe(1.0), startup_timeout=90.0),
        module("a", needs("db", required=True), procedure=procedure),
        programs={"db": [WELL, late]},
        errand_answers=Answers(),
    )
    world.until_ready()
    world.kill("a")
    world.run_until(lambda: bool(world.running_errands_of("a")))
    world.kill("db")
    world.until_ready("a", within=90.0)
    assert outcomes(world) == [("steps", "run fix", True), ("steps", "start", True)]


def test_a_dependency_that_is_given_up_takes_the_procedure_over() -> None:
    world = World(
        module("db", max_attempts=0, retry_failed_after=100.0),
        module("a", "db", procedure=Procedure(steps=(WAIT,))),
    )
    world.until_ready()
    world.kill("a")
    world.run_until(lambda: bool(world.running_errands_of("a")))
    world.kill("db")
    world.until("a", "waiting", within=5.0)
    quiet(world)
    world.until_ready("a", within=120.0)


def test_dependants_are_not_started_between_two_steps() -> None:
    world = World(
        module("a", procedure=Procedure(steps=(START, STOP, run("fix"), START))),
        module("b", needs("a", on_restart=OnRestart.STOP)),
        errand_answers=Answers(),
    )
    world.until_ready()
    world.kill("a")
    world.until_ready("a", "b")
    world.run_for(30.0)
    assert len(world.starts_of("a")) == 3 and len(world.starts_of("b")) == 2


def test_a_dependant_is_restarted_once_after_the_whole_procedure() -> None:
    world = World(
        module("a", procedure=Procedure(steps=(START, RESTART), validation=(ALIVE,)), stable_after=1e6),
        module("b", needs("a", on_restart=OnRestart.RESTART)),
        module("c", needs("b", on_restart=OnRestart.RESTART)),
        errand_answers=Answers(takes=5.0),
    )
    world.until_ready()
    world.kill("a")
    world.run_for(60.0)
    assert len(world.starts_of("a")) == 3
    assert len(world.starts_of("b")) == 2 and len(world.starts_of("c")) == 2


# Degrade and restore as steps


def test_a_degrade_step_before_the_start_makes_it_start_degraded() -> None:
    world = broken(DEGRADE, START, degraded=FALLBACK)
    world.until_ready("a", within=5.0)
    assert world.module("a").mode.degraded and len(world.starts_of("a")) == 2


def test_a_degrade_step_after_the_start_replaces_the_program_and_waits_for_it() -> None:
    world = broken(START, DEGRADE, degraded=FALLBACK)
    world.run_until(lambda: world.module("a").procedure is None, within=30.0)
    assert outcomes(world) == [("steps", "start", True), ("steps", "degrade", True)]
    assert world.ready("a") and world.module("a").mode.degraded and len(world.starts_of("a")) == 3


def test_a_running_native_module_is_told_once_and_its_answer_counts() -> None:
    def refuses(errand: Errand) -> bool:
        return isinstance(errand, TellMode)

    for fail, ok in ((refuses, False), (lambda errand: False, True)):
        world = broken(START, DEGRADE, bus=BusAccess(), answers=Answers(fail=fail))
        world.run_until(lambda w=world: len(outcomes(w)) == 2, within=30.0)  # type: ignore[misc]
        assert outcomes(world)[1] == ("steps", "degrade", ok)
        assert not [effect for effect in world.told if isinstance(effect, SetMode)], "it would be told twice"


def test_full_mode_after_a_procedure_that_degraded_is_tried_again_later() -> None:
    world = broken(DEGRADE, START, degraded=FALLBACK, retry_failed_after=50.0)
    world.run_until(lambda: world.module("a").procedure is None, within=30.0)
    world.run_for(60.0)
    world.until_ready("a")
    assert not world.module("a").mode.degraded and len(world.starts_of("a")) == 3


def test_a_restore_step_ends_the_degraded_mode() -> None:
    world = broken(DEGRADE, START, RESTORE, degraded=FALLBACK)
    world.run_until(lambda: world.module("a").procedure is None, within=30.0)
    assert not world.module("a").mode.degraded and world.ready("a") and len(world.starts_of("a")) == 3
