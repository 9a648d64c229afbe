"""What follows when an incarnation has failed and its tree is gone: the budget says when, the strategy says how."""

from __future__ import annotations

from dataclasses import replace
from typing import assert_never

from skelly_tray.domain.cause import CauseKind, EntryKind, Failure
from skelly_tray.domain.draft import Draft
from skelly_tray.domain.effects import Arm
from skelly_tray.domain.events import TimerKey, TimerKind
from skelly_tray.domain.gate import begin
from skelly_tray.domain.health import fraction
from skelly_tray.domain.mending import end_errand, mend
from skelly_tray.domain.module import Module
from skelly_tray.domain.phase import Backoff, Failed
from skelly_tray.domain.recovery.degraded import prepare_degraded
from skelly_tray.domain.recovery.procedure_run import Awaits, ProcedureRun, Stage
from skelly_tray.domain.recovery.reset import prepare_reset
from skelly_tray.domain.recovery.restart import GiveUp, RestartLater, RestartNow, after_failure
from skelly_tray.domain.recovery.strategies import (
    DegradedMode,
    Restart,
    RestartWithReset,
    SystemRestart,
    name_of,
)
from skelly_tray.domain.recovery.system_restart import may_restart_system, restart_system
from skelly_tray.domain.timing import TOLERANCE, span
from skelly_tray.domain.trying import on_trial

ROLLBACK_WAIT = 10.0
"""Seconds after which a module that failed its trial is started all the same, should no rollback come."""


def recover(draft: Draft, module: Module, failure: Failure) -> None:
    """Ask the budget, prepare the strategy, and carry the verdict out. During a recovery procedure the failure is the
    procedure's business."""
    descriptor = module.descriptor
    module = replace(module, last_failure=failure, restart=None)
    if on_trial(draft, module):
        back_off(draft, module, failure, ROLLBACK_WAIT, "its former configuration comes back")
        return
    if module.procedure is not None and module.procedure.active:
        _hand_back(draft, module, module.procedure, failure)
        return
    if not descriptor.auto_recovery:
        give_up(draft, module, failure, None)
        return
    luck = fraction(module.id, draft.system.launches)
    budget, verdict = after_failure(module.budget, descriptor.recovery, failure, luck)
    module = replace(module, budget=budget, recovering=True)
    if isinstance(verdict, GiveUp):
        give_up(draft, module, failure, verdict.trial_after)
        return
    prepared = _prepare(draft, module, failure)
    if prepared is None:
        return
    match verdict:
        case RestartNow():
            text = f"restarted at once: {failure.text}"
            begin(draft, prepared, draft.follow(prepared, CauseKind.RECOVERY, text))
        case RestartLater(delay):
            back_off(draft, prepared, failure, delay)
        case _:
            assert_never(verdict)


def _hand_back(draft: Draft, module: Module, procedure: ProcedureRun, failure: Failure) -> None:
    """What a procedure has started has failed: so has its present step, unless that is to end it anyhow. It goes on
    without a process."""
    procedure = replace(procedure, failure=failure if failure.permanent else procedure.failure)
    works_without = procedure.stage is Stage.ROLLBACK and procedure.awaits is Awaits.ERRAND
    if procedure.awaits is not Awaits.GONE and not works_without:
        module = end_errand(draft, module)
        procedure = replace(procedure, awaits=Awaits.ERRAND, answer=(False, failure.text))
    cause = draft.follow(module, failure.kind, failure.text)
    mend(draft, replace(module, procedure=procedure), cause, "its recovery goes on")


def _prepare(draft: Draft, module: Module, failure: Failure) -> Module | None:
    """The module as the strategy wants it started; None if it has taken over everything."""
    strategy = module.descriptor.strategy
    if module.descriptor.procedure is not None:
        return replace(module, procedure=ProcedureRun(failure))
    match strategy:
        case Restart():
            return module
        case RestartWithReset():
            return prepare_reset(module, strategy)
        case DegradedMode():
            return prepare_degraded(draft, module, failure)
        case SystemRestart():
            if not may_restart_system(draft):
                return module
            restart_system(draft, module, strategy, failure)
            return None
        case _:
            assert_never(strategy)


def back_off(draft: Draft, module: Module, failure: Failure, delay: float, what: str = "") -> None:
    """Wait before the next attempt. what: is going to happen, if that is not the next try."""
    until = draft.now + delay
    cause = draft.follow(module, failure.kind, f"{failure.text}; {what or f'next try in {span(delay)}'}")
    draft.move(module, Backoff(draft.now, until, module.budget.attempts, failure), cause)
    draft.emit(Arm(TimerKey(TimerKind.BACKOFF, module.id), until))


def give_up(draft: Draft, module: Module, failure: Failure, trial_after: float | None) -> None:
    """Failed: shown, told, and tried once more later unless that is pointless."""
    retry_at = None if trial_after is None else draft.now + trial_after
    attempts = module.budget.attempts
    tries = f" after {attempts} restart{'s' if attempts > 1 else ''}" if attempts else ""
    cause = draft.follow(module, failure.kind, f"given up{tries}: {failure.text}")
    phase = Failed(draft.now, failure, module.budget.attempts, retry_at)
    module = draft.move(module, phase, cause)
    detail = {
        "verdict": "failed",
        "trial_after": trial_after,
        "strategy": name_of(module.descriptor.strategy),
        "notify": True,
    }
    draft.record(EntryKind.RECOVERY, module.cause, module, detail=detail)
    if retry_at is not None:
        draft.emit(Arm(TimerKey(TimerKind.RETRY, module.id), retry_at))


def on_retry_due(draft: Draft, module: Module) -> None:
    """Backoff or the pause before a trial start is over: the next start is a retry, and needs a place."""
    match module.phase:
        case Backoff(until=until) if draft.now >= until - TOLERANCE:
            text = f"restart {module.budget.attempts} of {module.descriptor.recovery.max_attempts}: "
            cause = draft.follow(module, CauseKind.RECOVERY, text + module.phase.failure.text)
        case Failed(retry_at=float(retry_at)) if draft.now >= retry_at - TOLERANCE:
            cause = draft.follow(module, CauseKind.RECOVERY, "one trial start after a pause")
        case _:
            return
    begin(draft, replace(module, retry=True), cause)
