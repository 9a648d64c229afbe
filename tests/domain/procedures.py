"""Short ways to write recovery procedures, what their errands come to, and a module that is recovered by one."""

from __future__ import annotations

from collections.abc import Callable

from skelly_tray.domain.cause import EntryKind
from skelly_tray.domain.descriptor import ModuleId, ProbeRole
from skelly_tray.domain.errand import Errand, MakeCheck, RunCommand
from skelly_tray.domain.events import TimerKind
from skelly_tray.domain.recovery.procedure_spec import Procedure, ProcedureCheck, ProcedureStep, StepKind
from skelly_tray.domain.recovery.strategies import DegradedMode
from tests.domain.build import module
from tests.domain.world import Program, World

DIES_AT_ONCE = Program(dies_after=0.0)
WELL = Program()
DB = ModuleId("db")
ALIVE = ProcedureCheck(ProbeRole.LIVENESS, timeout=5.0)
DB_READY = ProcedureCheck(ProbeRole.READINESS, DB, timeout=5.0)
START, STOP = ProcedureStep(StepKind.START, 10.0), ProcedureStep(StepKind.STOP, 10.0)
RESTART, RESET = ProcedureStep(StepKind.RESTART, 10.0), ProcedureStep(StepKind.RESET, 10.0)
DEGRADE, RESTORE = ProcedureStep(StepKind.DEGRADE, 10.0), ProcedureStep(StepKind.RESTORE, 10.0)
CLEAR, WAIT = ProcedureStep(StepKind.CLEAR_QUEUES, 10.0), ProcedureStep(StepKind.WAIT, 20.0)
FALLBACK = DegradedMode(("fast",), 0.5, ("/bin/less",))


def run(name: str, timeout: float = 10.0) -> ProcedureStep:
    return ProcedureStep(StepKind.RUN, timeout, (name,))


class Answers:
    """What errands come to. `fail(errand)` says which fail; everything takes `takes` seconds."""

    def __init__(self, takes: float = 0.5, fail: Callable[[Errand], bool] = lambda errand: False) -> None:
        self.takes, self.fail = takes, fail

    def __call__(self, errand: Errand) -> tuple[float, bool, str]:
        bad = self.fail(errand)
        return self.takes, not bad, "refused" if bad else ""


def checks_fail(errand: Errand) -> bool:
    return isinstance(errand, MakeCheck)


def broken(*steps: ProcedureStep, answers: Answers | None = None, **fields: object) -> World:
    """A world in which `a`, which was well, dies and is recovered by these steps."""
    parts = {key: fields.pop(key) for key in ("pre_checks", "validation", "rollback") if key in fields}
    programs = fields.pop("programs", {})
    procedure = Procedure(steps=steps, **parts)  # type: ignore[arg-type]
    descriptor = module("a", procedure=procedure, backoff=10.0, **fields)
    world = World(
        module("db"),
        descriptor,
        programs=programs,  # type: ignore[arg-type]
        errand_answers=answers or Answers(),
    )
    world.until_ready()
    world.kill("a")
    world.run_until(lambda: not world.live("a"))
    return world


def outcomes(world: World) -> list[tuple[str, str, bool]]:
    """(stage, step, whether it succeeded), as the journal tells."""
    return [
        (str(e.detail["procedure"]), str(e.detail["step"]), bool(e.detail["ok"]))
        for e in world.journal
        if e.kind is EntryKind.RECOVERY and "step" in e.detail
    ]


def quiet(world: World) -> None:
    """Nothing of a recovery is left."""
    for known in world.system.modules.values():
        assert (known.procedure, known.errand, known.todo) == (None, None, None), known
    assert world.system.procedures == frozenset() and world.running_errands == {}
    assert all(key.kind is not TimerKind.PROCEDURE for key in world.timers)


def fix_fails(errand: Errand) -> bool:
    return errand == RunCommand(("fix",))
