"""Who may interrupt a recovery procedure, at every stage: the user, a changed file, a shutdown, the loss of others."""

from __future__ import annotations

import pytest

from skelly_tray.domain.descriptor import ModuleDescriptor
from skelly_tray.domain.effects import Arm, Spawn
from skelly_tray.domain.errand import Errand, Pause, RestoreState
from skelly_tray.domain.events import TimerKind
from skelly_tray.domain.recovery.procedure_spec import Procedure, ProcedureCheck, ProcedureStep, StepKind
from tests.domain.build import module
from tests.domain.procedures import (
    ALIVE,
    DB_READY,
    RESET,
    START,
    WAIT,
    Answers,
    outcomes,
    quiet,
    run,
)
from tests.domain.world import KILLED, WELL, Program, World

EVERY_STAGE = [
    pytest.param({"pre_checks": (DB_READY,)}, 0, id="pre-check"),
    pytest.param({"steps": (run("fix"),)}, 0, id="run"),
    pytest.param({"steps": (RESET,)}, 0, id="reset"),
    pytest.param({"steps": (WAIT,)}, 0, id="wait"),
    pytest.param({"steps": (START, WAIT)}, 0, id="wait while it runs"),
    pytest.param({"validation": (ALIVE,)}, 0, id="validation"),
    pytest.param({"validation": (ALIVE,), "rollback": (run("undo"),)}, 1, id="rollback while it runs"),
    pytest.param({"steps": (run("fix"),), "rollback": (run("undo"),)}, 1, id="rollback"),
]


def in_the_middle(parts: dict[str, tuple[ProcedureStep, ...]], errands_before: int) -> World:
    """The errand at which this stage is, under way (15 s long), and whichever it is, the ones before have failed."""
    ordered = [0]

    def answer(errand: Errand) -> tuple[float, bool, str]:
        ordered[0] += 1
        early = ordered[0] <= errands_before
        return (0.1 if early else 15.0), not early, ""

    world = World(module("db"), _descriptor(parts), module("c", "db"), errand_answers=answer, programs={})
    world.until_ready()
    world.kill("a")
    world.run_until(lambda: len(world.errands) == errands_before + 1, within=30.0)
    world.run_for(0.05)
    return world


def _descriptor(parts: dict[str, tuple[ProcedureStep, ...]], **fields: object) -> ModuleDescriptor:
    limits = {name: tuple(_long(it) for it in steps) for name, steps in parts.items()}
    return module("a", procedure=Procedure(**limits), **fields)  # type: ignore[arg-type]


def _long(step: ProcedureStep | ProcedureCheck) -> ProcedureStep | ProcedureCheck:
    if isinstance(step, ProcedureCheck):
        return ProcedureCheck(step.role, step.module, 60.0, step.successes)
    return ProcedureStep(step.do, 60.0, step.command)


@pytest.mark.parametrize(("parts", "before"), EVERY_STAGE)
def test_stop_by_the_user_ends_it_at_every_stage(
    parts: dict[str, tuple[ProcedureStep, ...]], before: int
) -> None:
    world = in_the_middle(parts, before)
    world.stop("a")
    world.run_for(30.0)
    assert world.state("a") == "stopped" and world.live("a") == []
    quiet(world)
    starts = len(world.starts_of("a"))
    world.run_for(400.0)
    assert len(world.starts_of("a")) == starts


@pytest.mark.parametrize(("parts", "before"), EVERY_STAGE)
def test_restart_by_the_user_takes_over_at_every_stage(
    parts: dict[str, tuple[ProcedureStep, ...]], before: int
) -> None:
    world = in_the_middle(parts, before)
    starts = len(world.starts_of("a"))
    world.restart("a")
    world.run_until(lambda: len(world.starts_of("a")) == starts + 1, within=20.0)
    world.until_ready("a")
    quiet(world)
    assert world.module("a").budget.attempts == 0
    world.run_for(400.0)
    assert len(world.starts_of("a")) == starts + 1


@pytest.mark.parametrize(("parts", "before"), EVERY_STAGE)
def test_a_changed_configuration_takes_over_at_every_stage(
    parts: dict[str, tuple[ProcedureStep, ...]], before: int
) -> None:
    world = in_the_middle(parts, before)
    world.load(module("db"), _descriptor(parts, digest="a-2"), module("c", "db"))
    world.run_until(lambda: world.ready("a") and world.process("a").digest == "a-2", within=40.0)
    quiet(world)


@pytest.mark.parametrize(("parts", "before"), EVERY_STAGE)
def test_a_changed_recovery_alone_leaves_the_old_one_off(
    parts: dict[str, tuple[ProcedureStep, ...]], before: int
) -> None:
    world = in_the_middle(parts, before)
    world.load(module("db"), module("a"), module("c", "db"))
    world.until_ready("a", within=40.0)
    world.run_for(0.1)
    quiet(world)


@pytest.mark.parametrize(("parts", "before"), EVERY_STAGE)
def test_a_removed_file_leaves_nothing_at_every_stage(
    parts: dict[str, tuple[ProcedureStep, ...]], before: int
) -> None:
    world = in_the_middle(parts, before)
    world.load(module("db"), module("c", "db"))
    world.run_for(60.0)
    assert world.live("a") == [] and world.system.leavers == ()
    quiet(world)


@pytest.mark.parametrize(("parts", "before"), EVERY_STAGE)
def test_a_shutdown_ends_it_at_every_stage_and_the_next_start_is_a_plain_one(
    parts: dict[str, tuple[ProcedureStep, ...]], before: int
) -> None:
    world = in_the_middle(parts, before)
    world.shut_down()
    world.run_for(30.0)
    assert not world.system.active and not any(world.live(m) for m in ("a", "db", "c"))
    quiet(world)
    world.start_all()
    world.until_ready(within=30.0)
    quiet(world)


@pytest.mark.parametrize(("parts", "before"), EVERY_STAGE)
def test_a_lost_keeper_leaves_it_in_order_at_every_stage(
    parts: dict[str, tuple[ProcedureStep, ...]], before: int
) -> None:
    world = in_the_middle(parts, before)
    world.lose_keeper(back_after=2.0)
    world.run_for(100.0)
    world.until_ready(within=300.0)
    world.run_until(lambda: world.module("a").procedure is None, within=300.0)
    quiet(world)


@pytest.mark.parametrize(("parts", "before"), EVERY_STAGE)
def test_a_lost_supervisor_carries_it_on_at_every_stage(
    parts: dict[str, tuple[ProcedureStep, ...]], before: int
) -> None:
    world = in_the_middle(parts, before)
    attempts = world.module("a").budget.attempts
    world.errand_answers = Answers()
    world.new_supervisor()
    assert world.module("a").budget.attempts == attempts
    world.until_ready(within=120.0)
    world.run_until(lambda: world.module("a").procedure is None, within=300.0)
    quiet(world)


def test_state_the_user_wants_back_meanwhile_is_waited_for_and_not_held_against_the_start() -> None:
    def answer(errand: Errand) -> tuple[float, bool, str]:
        return (15.0 if isinstance(errand, RestoreState) else 0.1), True, ""

    quick = ProcedureStep(StepKind.START, 0.3)
    deaf = Program(obeys_term=False)
    world = World(
        module("a", procedure=Procedure(steps=(WAIT, quick), rollback=(RESET,)), shutdown_timeout=30.0),
        errand_answers=answer,
        programs={"a": [deaf, WELL]},
    )
    world.until_ready()
    world.restore_state("a")
    world.run_for(1.0)
    process = world.process("a")
    world._at(world.now + 0.5, lambda: world.end(process, KILLED))  # while no supervisor listens
    world.new_supervisor(away=1.0)
    world.until_ready(within=60.0)
    assert outcomes(world) == [("steps", "wait", True), ("steps", "start", True)]
    assert [type(it.errand) for it in world.errands] == [Pause, RestoreState]
    quiet(world)


def test_nothing_is_stopped_or_started_by_a_procedure_without_a_keeper() -> None:
    world = in_the_middle({"steps": (run("fix"), START)}, 0)
    world.lose_keeper(back_after=60.0)
    before = len(world.steps)
    world.run_for(50.0)
    effects = [effect for step in world.steps[before:] for effect in step.effects]
    assert not [e for e in effects if isinstance(e, Spawn)]
    assert not [e for e in effects if isinstance(e, Arm) and e.key.kind is TimerKind.PROCEDURE]
    world.until_ready(within=60.0)
    assert outcomes(world)[-1] == ("steps", "start", True)
