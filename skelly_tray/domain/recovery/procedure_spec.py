"""A recovery procedure as plain data (`[recovery.procedure]`): what is checked, done, checked again and taken back."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, assert_never

if TYPE_CHECKING:
    from skelly_tray.domain.descriptor import ModuleId, ProbeRole


class StepKind(StrEnum):
    """What one step does; all of them to the module that is being recovered."""

    STOP = "stop"
    START = "start"
    RESTART = "restart"
    RESET = "reset"
    DEGRADE = "degrade"
    RESTORE = "restore"
    CLEAR_QUEUES = "clear_queues"
    RUN = "run"
    WAIT = "wait"


@dataclass(frozen=True, slots=True)
class ProcedureCheck:
    """A probe that must pass `successes` times in a row within `timeout` seconds. module: None: its own."""

    role: ProbeRole
    module: ModuleId | None = None
    timeout: float = 5.0
    successes: int = 1


@dataclass(frozen=True, slots=True)
class ProcedureStep:
    """timeout: seconds it may take; of `wait`, how long it waits. command: of `run`, argv."""

    do: StepKind
    timeout: float
    command: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Procedure:
    """A failed pre-check: no recovery now. A failed step or validation: the rollback, then it was a failed attempt."""

    pre_checks: tuple[ProcedureCheck, ...] = ()
    steps: tuple[ProcedureStep, ...] = ()
    validation: tuple[ProcedureCheck, ...] = ()
    rollback: tuple[ProcedureStep, ...] = ()


def name_of_step(step: ProcedureCheck | ProcedureStep | None) -> str:
    """What a step is called in the journal. No arguments: they may be secret."""
    match step:
        case None:
            return "the start"
        case ProcedureCheck():
            return f"the {step.role} of {step.module or 'the module'}"
        case ProcedureStep(do=StepKind.RUN):
            return f"run {step.command[0]}"
        case ProcedureStep():
            return str(step.do).replace("_", " ")
        case _:
            assert_never(step)
