"""Recoveries under way survive the supervisor: they are carried on, not begun again."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest

from skelly_tray.domain.cause import CauseKind, Failure, Outcome
from skelly_tray.domain.descriptor import ModuleId, OnRestart, ProbeRole
from skelly_tray.domain.errand import ResetState, RestoreState, RunCommand
from skelly_tray.domain.events import DescriptorsLoaded
from skelly_tray.domain.kept import (
    keep_mode,
    keep_phase,
    keep_procedure,
    keep_todo,
    read_mode,
    read_phase,
    read_procedure,
    read_todo,
)
from skelly_tray.domain.mode import FULL, Mode, ModeSource
from skelly_tray.domain.phase import Backoff, Failed, Mending
from skelly_tray.domain.recovery.procedure_run import ProcedureRun, Stage
from skelly_tray.domain.recovery.procedure_spec import Procedure, ProcedureCheck, ProcedureStep, StepKind
from skelly_tray.domain.recovery.strategies import DegradedMode, RestartWithReset, SystemRestart
from skelly_tray.domain.remembered import memory_of
from tests.domain.build import loaded, module, needs
from tests.domain.world import Program, World

FAILURE = Failure(CauseKind.EXIT, "exit 3", 5.0, True, True, False, Outcome(code=3))
DEAD = Program(dies_after=0.0)


def through(told: Any) -> Any:
    return json.loads(json.dumps(told))


def test_what_is_written_down_is_read_back() -> None:
    backoff, failed = Backoff(7.0, 40.0, 2, FAILURE), Failed(7.0, FAILURE, 3, 99.0)
    assert read_phase(through(keep_phase(backoff)), 7.0) == backoff
    assert read_phase(through(keep_phase(failed)), 7.0) == failed
    assert read_phase(through(keep_phase(Mending(7.0, "x"))), 7.0) == Mending(7.0, "x")
    for todo in (ResetState(True, False), RestoreState("entry"), None):
        assert read_todo(through(keep_todo(todo))) == todo
    run = ProcedureRun(FAILURE, Stage.ROLLBACK, 2, trouble="run failed")
    assert read_procedure(through(keep_procedure(run))) == run
    mode = Mode(True, ModeSource.LIMIT, "too much", 3.0, 8.0, 2, False)
    assert read_mode(through(keep_mode(mode))) == mode
    assert keep_mode(FULL) is None and read_mode(None) == FULL


@pytest.mark.parametrize(
    "nonsense", [None, 3, "x", [], {}, {"kind": "failed"}, {"kind": "backoff", "failure": {"kind": "?"}},
                 {"stage": "steps"}, {"stage": "?", "failure": 1}, {"source": 4}],
)  # fmt: skip
def test_nonsense_counts_as_not_written(nonsense: Any) -> None:
    assert read_phase(nonsense, 1.0) is None
    assert read_todo(nonsense) is None
    assert read_procedure(nonsense) is None
    assert read_mode(nonsense) == FULL


def test_a_module_in_backoff_waits_on_under_the_next_supervisor() -> None:
    world = World(module("a", backoff=60.0), module("b"), programs={"a": [DEAD]})
    world.until("a", "backoff")
    until = world.module("a").phase.until  # type: ignore[union-attr]
    world.new_supervisor(away=5.0)
    assert world.state("a") == "backoff" and world.module("a").phase.until == until  # type: ignore[union-attr]
    assert len(world.starts_of("a")) == 1
    world.run_for(70.0)
    assert len(world.starts_of("a")) == 2


def test_a_failed_module_stays_failed_under_the_next_supervisor_until_its_trial() -> None:
    world = World(module("a", max_attempts=0, retry_failed_after=100.0), module("b"), programs={"a": [DEAD]})
    world.until("a", "failed")
    world.new_supervisor(away=5.0)
    assert world.state("a") == "failed" and len(world.starts_of("a")) == 1
    assert world.module("a").last_failure is not None
    world.run_for(120.0)
    assert len(world.starts_of("a")) == 2


def test_a_changed_configuration_forgets_what_was_counted() -> None:
    world = World(module("a", max_attempts=0), module("b"), programs={"a": [DEAD, Program()]})
    world.until("a", "failed")
    world.new_supervisor(module("a", digest="other"), module("b"))
    world.until("a", "running")
    assert len(world.starts_of("a")) == 2


def test_a_reset_under_way_is_made_before_the_next_start() -> None:
    world = World(
        module("a", strategy=RestartWithReset()),
        module("b"),
        errand_answers=lambda errand: (1e6, False, "never answered"),
    )
    world.until_ready()
    world.kill("a")
    world.run_until(lambda: bool(world.errands_of("a")))
    world.errand_answers = lambda errand: (0.01, True, "")
    world.new_supervisor(away=1.0)
    world.until("a", "running")
    assert world.errands_of("a") == [ResetState(), ResetState()], "the second supervisor makes it again"


def test_a_reset_that_the_file_does_not_want_any_more_is_not_made() -> None:
    """The strategy was changed while no supervisor ran."""
    reset = module("a", strategy=RestartWithReset(), backoff=60.0)
    world = World(reset, module("b"), programs={"a": [DEAD, Program()]})
    world.until("a", "backoff")
    world.new_supervisor(module("a", backoff=60.0), module("b"))
    world.until("a", "running")
    assert world.errands_of("a") == []


@pytest.mark.parametrize(
    "plan",
    [{"strategy": RestartWithReset()}, {"procedure": Procedure((), (ProcedureStep(StepKind.RESET, 9.0),))}],
)
def test_what_was_due_before_a_start_is_over_once_the_process_is_found(plan: dict[str, Any]) -> None:
    """The supervisor is killed behind the spawn, before the memory file knows of it."""
    a = module("a", needs("b", on_restart=OnRestart.STOP), backoff=10.0, **plan)
    world = World(a, module("b"), programs={"a": [DEAD, Program()]})
    world.until("a", "backoff")
    memory = {ModuleId("a"): through(memory_of(world.module("a")))}
    world.until("a", "running")
    made = len(world.errands_of("a"))
    world.new_supervisor(memory=memory)
    known = world.module("a")
    assert known.run and (known.todo, known.procedure, known.recovering) == (None, None, False)
    world.kill("b")
    world.run_until(lambda: len(world.starts_of("a")) == 3)
    assert len(world.errands_of("a")) == made == 1, "its state is taken away once"


def test_a_procedure_is_carried_on_at_its_present_step() -> None:
    check = ProcedureCheck(ProbeRole.READINESS, ModuleId("b"))
    fix = ProcedureStep(StepKind.RUN, 1e7, ("fix",))
    world = World(module("a", procedure=Procedure((check,), (fix,))), module("b"))
    world.until_ready()
    world.errand_answers = lambda errand: (1e6 if isinstance(errand, RunCommand) else 0.01, True, "")
    world.kill("a")
    world.run_until(lambda: RunCommand(("fix",)) in world.errands_of("a"))
    world.errand_answers = lambda errand: (0.01, True, "")
    world.new_supervisor(away=1.0)
    world.until("a", "running")
    made = [type(errand).__name__ for errand in world.errands_of("a")]
    assert made == ["MakeCheck", "RunCommand", "RunCommand"], "the pre-check is not made again"
    assert world.module("a").procedure is None


def test_degraded_mode_and_its_next_try_survive() -> None:
    less = DegradedMode(fallback_command=("sorry",))
    world = World(module("a", strategy=less, degraded=less, retry_failed_after=100.0), module("b"))
    world.until_ready()
    world.kill("a")
    world.until("a", "running")
    retry_at = world.module("a").mode.retry_at
    world.new_supervisor(away=5.0)
    assert world.module("a").mode.degraded and world.module("a").mode.retry_at == retry_at
    world.run_for(150.0)
    assert not world.module("a").mode.degraded


def test_a_fallback_that_is_found_running_is_not_taken_for_the_module_itself() -> None:
    """The supervisor is killed behind the spawn of the fallback, before the memory file knows of the mode."""
    less = DegradedMode(fallback_command=("sorry",))
    world = World(module("a", strategy=less, degraded=less), module("b"))
    world.until_ready()
    memory = {ModuleId("a"): through(memory_of(world.module("a")))}
    world.kill("a")
    world.until("a", "running")
    world.new_supervisor(memory=memory)
    world.run_until(lambda: len(world.starts_of("a")) == 3)
    assert world.module("a").cause.text == "it does not run the program of its mode"
    world.until("a", "running")
    assert (
        world.process("a").digest == world.module("a").descriptor.digest
        and not world.module("a").mode.degraded
    )


@pytest.mark.parametrize("command", [(), ("another",)])
def test_another_fallback_command_takes_effect_on_a_fallback_that_runs(command: tuple[str, ...]) -> None:
    less = DegradedMode(fallback_command=("sorry",))
    world = World(module("a", strategy=less, degraded=less), module("b"))
    world.until_ready()
    world.kill("a")
    world.until("a", "running")
    world.load(module("a", strategy=less, degraded=replace(less, fallback_command=command)), module("b"))
    world.run_until(lambda: len(world.starts_of("a")) == 3)
    world.until("a", "running")
    assert not world.module("a").mode.degraded, "the configuration is another: everything is tried again"


def test_when_the_whole_system_was_restarted_is_remembered() -> None:
    world = World(module("a"))
    event: DescriptorsLoaded = replace(loaded(module("a")), restarted_at=990.0)
    fresh = World(start=False)
    fresh.feed(event)
    assert fresh.system.restarted_at == 990.0 and world.system.restarted_at is None


def test_a_restart_of_the_whole_system_under_way_is_carried_on() -> None:
    slow = Program(stop_takes=5.0)
    world = World(
        module("a", shutdown_timeout=20.0),
        module("b", "a", shutdown_timeout=20.0),
        module("c", strategy=SystemRestart()),
        programs={"a": slow, "b": slow},
    )
    world.until_ready()
    world.kill("c")
    world.run_until(lambda: world.state("b") == "stopping")
    world.new_supervisor(away=1.0)
    world.until_ready()
    assert [len(world.starts_of(m)) for m in ("a", "b", "c")] == [2, 2, 2], "everything was restarted once"
    assert not world.system.restarting and world.system.shutdown is None
    world.new_supervisor(away=1.0)
    world.run_for(30.0)
    assert [len(world.starts_of(m)) for m in ("a", "b", "c")] == [2, 2, 2], "and only once"


def test_an_end_that_was_dealt_with_does_not_count_again() -> None:
    world = World(module("a", backoff=60.0), module("b"), programs={"a": [DEAD]})
    world.until("a", "backoff")
    for process in world.processes.values():
        process.acknowledged = False  # the keeper never heard that it may forget it
    world.new_supervisor(away=1.0)
    assert world.module("a").budget.attempts == 1 and world.state("a") == "backoff"
    assert all(p.acknowledged for p in world.processes.values() if p.gone)


def test_a_reset_that_is_due_outlives_a_restart_of_the_whole_system() -> None:
    world = World(
        module("a", strategy=RestartWithReset(), backoff=30.0, max_attempts=5),
        module("b", strategy=SystemRestart()),
        programs={"a": [DEAD, Program()]},
    )
    world.until("a", "backoff")
    world.kill("b")
    world.until_ready()
    assert world.errands_of("a") == [ResetState()]
