"""How far a recovery procedure has come: plain data, kept with its module."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from skelly_tray.domain.cause import Failure
from skelly_tray.domain.recovery.procedure_spec import (
    Procedure,
    ProcedureCheck,
    ProcedureStep,
    name_of_step,
)


class Stage(StrEnum):
    """DUE: it begins when the module may start."""

    DUE = "due"
    PRE_CHECKS = "pre_checks"
    STEPS = "steps"
    VALIDATION = "validation"
    ROLLBACK = "rollback"


class Awaits(StrEnum):
    """What the present step waits for: to be begun, an errand's answer, the module to be ready, or to be gone."""

    NOTHING = "nothing"
    ERRAND = "errand"
    READY = "ready"
    GONE = "gone"


@dataclass(frozen=True, slots=True)
class ProcedureRun:
    """failure: what it recovers from. index: of the step in its stage. deadline: of the step, monotonic seconds.
    answer: of the errand awaited: whether it succeeded, and its text. trouble: why it went to the rollback."""

    failure: Failure
    stage: Stage = Stage.DUE
    index: int = 0
    awaits: Awaits = Awaits.NOTHING
    deadline: float = 0.0
    answer: tuple[bool, str] | None = None
    trouble: str = ""

    @property
    def active(self) -> bool:
        """It has begun."""
        return self.stage is not Stage.DUE

    @property
    def unsettled(self) -> bool:
        """It may stop the module again at any step."""
        return self.stage in (Stage.STEPS, Stage.ROLLBACK)


_AT_WORK = {
    Stage.DUE: "its recovery begins",
    Stage.PRE_CHECKS: "being checked before its recovery",
    Stage.STEPS: "being recovered",
    Stage.VALIDATION: "its recovery is being checked",
    Stage.ROLLBACK: "its recovery is being taken back",
}


def stage_text(run: ProcedureRun, spec: Procedure | None) -> str:
    """Where a procedure stands, for people: `being recovered, 2 of 3: run fix.sh`."""
    stages: dict[Stage, Sequence[ProcedureCheck | ProcedureStep]] = {}
    if spec is not None:
        stages = {
            Stage.PRE_CHECKS: spec.pre_checks,
            Stage.STEPS: spec.steps,
            Stage.VALIDATION: spec.validation,
            Stage.ROLLBACK: spec.rollback,
        }
    steps = stages.get(run.stage, ())
    if run.index >= len(steps):  # the strategy's own, or behind the last one
        return _AT_WORK[run.stage]
    return f"{_AT_WORK[run.stage]}, {run.index + 1} of {len(steps)}: {name_of_step(steps[run.index])}"
