"""Each key of `[recovery]` and of its procedure reaches what it is for; what makes no sense is said."""

from __future__ import annotations

import pytest

from skelly_tray.config.schema.recovery_tables import PROCEDURE, RECOVERY
from skelly_tray.domain.descriptor import ModuleDescriptor, ModuleId, ProbeRole
from skelly_tray.domain.recovery.procedure_spec import Procedure, ProcedureCheck, ProcedureStep, StepKind
from skelly_tray.domain.recovery.strategies import (
    NAMES,
    DegradedMode,
    Restart,
    RestartWithReset,
    Strategy,
    SystemRestart,
)
from tests.config.conftest import Place

RUN = 'command = ["true"]\n'
WEB = ModuleId("web")


def made(place: Place, recovery: str, rest: str = "") -> ModuleDescriptor:
    place.module("web", f"{RUN}{rest}\n[recovery]\n{recovery}")
    loaded = place.load()
    assert loaded.errors == ()
    return loaded.descriptors[WEB]


STRATEGIES: list[tuple[str, Strategy]] = [
    ('strategy = "restart"', Restart()),
    ('strategy = "restart_with_reset"', RestartWithReset(True, True)),
    ('strategy = "restart_with_reset"\nreset_state = false', RestartWithReset(False, True)),
    ('strategy = "restart_with_reset"\nclear_queues = false', RestartWithReset(True, False)),
    ('strategy = "system_restart"', SystemRestart(True, True)),
    ('strategy = "system_restart"\nsave_state = false', SystemRestart(False, True)),
    ('strategy = "system_restart"\nnotify_user = false', SystemRestart(True, False)),
    ('strategy = "degraded_mode"\nfallback_command = ["less", "-x"]', DegradedMode((), 0.5, ("less", "-x"))),
    ('strategy = "degraded_mode"\nfallback_command = ["less"]\ndisable_features = ["a", "b"]',
     DegradedMode(("a", "b"), 0.5, ("less",))),
    ('strategy = "degraded_mode"\nfallback_command = ["less"]\nreduce_load = 0.25',
     DegradedMode((), 0.25, ("less",))),
]  # fmt: skip


@pytest.mark.parametrize(("lines", "strategy"), STRATEGIES)
def test_a_strategy_is_built_with_its_keys(place: Place, lines: str, strategy: Strategy) -> None:
    assert made(place, lines).strategy == strategy


def test_without_a_word_a_module_is_plainly_restarted(place: Place) -> None:
    place.module("web", RUN)
    found = place.load().descriptors[WEB]
    assert (found.strategy, found.procedure, found.degraded) == (Restart(), None, DegradedMode())


def test_every_strategy_and_key_is_tested(place: Place) -> None:
    told = " ".join(lines for lines, _ in STRATEGIES)
    assert all(f'"{name}"' in told for name in NAMES.values())
    budget = {"max_attempts", "backoff", "backoff_max", "stable_after", "procedure", "strategy"}
    assert {key.name for key in RECOVERY.keys} - budget == {
        "reset_state", "clear_queues", "save_state", "notify_user",
        "fallback_command", "disable_features", "reduce_load",
    }  # fmt: skip
    assert {key.name for key in PROCEDURE.keys} == {"pre_checks", "steps", "validation", "rollback"}


def test_a_limit_that_degrades_reads_the_same_keys_under_any_strategy(place: Place) -> None:
    found = made(
        place,
        'disable_features = ["a"]\nreduce_load = 0.1\nfallback_command = ["less"]',
        'limits = { max_memory_mb = 10, actions = ["degrade"] }',
    )
    assert found.strategy == Restart() and found.degraded == DegradedMode(("a",), 0.1, ("less",))


def procedure(place: Place, lines: str, rest: str = "") -> Procedure:
    found = made(place, f"[recovery.procedure]\n{lines}", rest).procedure
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("step", "built"),
    [
        ('{ do = "stop" }', ProcedureStep(StepKind.STOP, 12.0)),
        ('{ do = "start" }', ProcedureStep(StepKind.START, 40.0)),
        ('{ do = "restart" }', ProcedureStep(StepKind.RESTART, 40.0)),
        ('{ do = "reset" }', ProcedureStep(StepKind.RESET, 60.0)),
        ('{ do = "clear_queues" }', ProcedureStep(StepKind.CLEAR_QUEUES, 60.0)),
        ('{ do = "degrade" }', ProcedureStep(StepKind.DEGRADE, 40.0)),
        ('{ do = "restore" }', ProcedureStep(StepKind.RESTORE, 40.0)),
        ('{ do = "run", command = ["fix", "-v"] }', ProcedureStep(StepKind.RUN, 30.0, ("fix", "-v"))),
        ('{ do = "wait" }', ProcedureStep(StepKind.WAIT, 1.0)),
        ('{ do = "wait", timeout = "7s" }', ProcedureStep(StepKind.WAIT, 7.0)),
        ('{ do = "run", command = ["fix"], timeout = "9s" }', ProcedureStep(StepKind.RUN, 9.0, ("fix",))),
    ],
)
@pytest.mark.parametrize("stage", ["steps", "rollback"])
def test_a_step_is_built_with_its_time_limit(
    place: Place, stage: str, step: str, built: ProcedureStep
) -> None:
    rest = 'startup_timeout = "40s"\nshutdown_timeout = "7s"\nbus = {}'
    assert getattr(procedure(place, f"{stage} = [{step}]", rest), stage) == (built,)


@pytest.mark.parametrize(
    ("stage", "check", "built"),
    [
        ("pre_checks", '{ probe = "readiness", module = "db" }',
         ProcedureCheck(ProbeRole.READINESS, ModuleId("db"), 8.0)),
        ("pre_checks", '{ probe = "startup", module = "db", timeout = "3s" }',
         ProcedureCheck(ProbeRole.STARTUP, ModuleId("db"), 3.0)),
        ("validation", '{ probe = "liveness" }', ProcedureCheck(ProbeRole.LIVENESS, None, 30.0)),
        ("validation", '{ probe = "liveness", successes = 4, timeout = "1m" }',
         ProcedureCheck(ProbeRole.LIVENESS, None, 60.0, 4)),
    ],
)  # fmt: skip
def test_a_check_is_built_with_its_defaults(
    place: Place, stage: str, check: str, built: ProcedureCheck
) -> None:
    place.orchestrator("health_check_timeout = 8")
    assert getattr(procedure(place, f"{stage} = [{check}]"), stage) == (built,)


def test_an_empty_procedure_is_one(place: Place) -> None:
    assert procedure(place, "") == Procedure()


@pytest.mark.parametrize(
    ("recovery", "said"),
    [
        ('strategy = "magic"', "strategy"),
        ('strategy = "degraded_mode"', "nothing to do"),
        ('backoff = "10s"\nbackoff_max = "1s"', "less than backoff"),
        ("reduce_load = 1.5", "reduce_load"),
        ('[recovery.procedure]\nsteps = [{ do = "run" }]', "command"),
        ('[recovery.procedure]\nsteps = [{ do = "run", command = [] }]', "command"),
        ('[recovery.procedure]\nsteps = [{ do = "dance" }]', "do"),
        ('[recovery.procedure]\nsteps = [{ do = "stop", command = ["x"] }]', "command"),
        ('[recovery.procedure]\nvalidation = [{ probe = "liveness", successes = 0 }]', "successes"),
        ('[recovery.procedure]\npre_checks = [{ module = "db" }]', "probe"),
        ('[recovery.procedure]\nsteps = [{ do = "stop" }, { do = "degrade" }]', "steps[1]"),
        ('[recovery.procedure]\nrollback = [{ do = "degrade" }]', "rollback[0]"),
    ],
)
def test_what_makes_no_sense_is_an_error(place: Place, recovery: str, said: str) -> None:
    place.module("web", f"{RUN}[recovery]\n{recovery}")
    loaded = place.load()
    assert any(said in f"{e.key} {e.problem}" for e in loaded.errors), loaded.errors


@pytest.mark.parametrize(
    "rest", ["[bus]\n[recovery.procedure]", '[recovery]\nfallback_command = ["less"]\n[recovery.procedure]']
)
def test_what_can_be_degraded_may_have_such_a_step(place: Place, rest: str) -> None:
    place.module("web", f'{RUN}{rest}\nsteps = [{{ do = "degrade" }}]')
    loaded = place.load()
    assert loaded.errors == () and loaded.warnings == ()


def test_the_bus_is_always_plainly_restarted(place: Place) -> None:
    place.module("event_bus", '[recovery]\nstrategy = "restart_with_reset"')
    assert any(e.key == "recovery" for e in place.load().errors)


@pytest.mark.parametrize(
    ("recovery", "said"),
    [
        ("reset_state = true", "reset_state has no effect"),
        ('strategy = "restart_with_reset"\nsave_state = true', "save_state has no effect"),
        ('[recovery.procedure]\npre_checks = [{ probe = "liveness" }]', "never passes"),
        ('[recovery.procedure]\nsteps = [{ do = "reset", timeout = "5s" }]', "never broken off"),
        ('[recovery.procedure]\nrollback = [{ do = "reset", timeout = "5s" }]', "never broken off"),
    ],
)
def test_what_has_no_effect_is_a_warning(place: Place, recovery: str, said: str) -> None:
    place.module("web", f"{RUN}[recovery]\n{recovery}")
    loaded = place.load()
    assert loaded.errors == () and any(said in warning.message for warning in loaded.warnings)


@pytest.mark.parametrize(
    ("more", "said"), [("", True), ('[recovery]\nfallback_command = ["less"]', False), ("[bus]", False)]
)
def test_a_limit_cannot_degrade_what_cannot_do_less_and_that_is_said(
    place: Place, more: str, said: bool
) -> None:
    place.module("web", f'{RUN}[limits]\nmax_threads = 9\nactions = ["degrade", "stop"]\n{more}')
    loaded = place.load()
    assert loaded.errors == ()
    assert any("degrade has nothing to do" in warning.message for warning in loaded.warnings) == said


def test_a_fallback_of_a_native_module_is_never_run_and_that_is_said(place: Place) -> None:
    place.module("web", f'{RUN}[bus]\n[recovery]\nstrategy = "degraded_mode"\nfallback_command = ["less"]')
    loaded = place.load()
    assert loaded.errors == () and any("told over the bus" in warning.message for warning in loaded.warnings)
