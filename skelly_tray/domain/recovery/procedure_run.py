"""How far a recovery procedure has come: plain data, kept with its module."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from skelly_tray.domain.cause import Failure


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


def stage_text(run: ProcedureRun) -> str:
    """Where a procedure stands, for people."""
    return f"its recovery goes on ({run.stage.replace('_', ' ')}, step {run.index + 1})"
