"""A recovery procedure at work: pre-checks, steps, validation, rollback, each step with a time limit of its own.

`advance_procedures` runs after every event, as long as some procedure goes on: it looks at what the present step waits
for (an errand, readiness, the end of the tree) and takes the next step when that is there. The outcome of every step
is written down. A failed pre-check: no recovery now, and it is tried again later without counting. A failed step or
validation: the rollback, then it was a failed attempt. A module that the user takes over is left to the user.
"""

from __future__ import annotations

from dataclasses import replace
from typing import assert_never

from skelly_tray.domain.cause import CauseKind, EntryKind, Failure
from skelly_tray.domain.draft import Draft
from skelly_tray.domain.effects import Arm, Disarm
from skelly_tray.domain.ending import fail
from skelly_tray.domain.errand import MakeCheck, Pause, ResetState, RunCommand, TellMode
from skelly_tray.domain.events import TimerKey, TimerKind
from skelly_tray.domain.gate import begin
from skelly_tray.domain.health import fraction
from skelly_tray.domain.mending import drop_plans, leave_off, order
from skelly_tray.domain.mode import ModeSource
from skelly_tray.domain.module import Module
from skelly_tray.domain.phase import LIVE, UP, Backoff, Mending, Recover, Rest, Starting, Stopping, Waiting
from skelly_tray.domain.probing import forgive
from skelly_tray.domain.recovery.degraded import degrade, restore
from skelly_tray.domain.recovery.procedure_run import Awaits, ProcedureRun, Stage
from skelly_tray.domain.recovery.procedure_spec import (
    Procedure,
    ProcedureCheck,
    ProcedureStep,
    StepKind,
    name_of_step,
)
from skelly_tray.domain.recovery.recovering import back_off, recover
from skelly_tray.domain.recovery.restart import backoff
from skelly_tray.domain.recovery.strategies import DegradedMode, RestartWithReset
from skelly_tray.domain.steps import begin_stop
from skelly_tray.domain.timing import TOLERANCE

_NEXT = {Stage.PRE_CHECKS: Stage.STEPS, Stage.STEPS: Stage.VALIDATION}
MARGIN = 1.0
"""Seconds beyond the time limit of an errand: the engine ends it first, and says why."""


def advance_procedures(draft: Draft) -> bool:
    """Take every step that is due. True if anything moved, so that the gate must look."""
    moved = False
    for module_id in sorted(draft.system.procedures):
        module = draft.get(module_id)
        if module is None or module.procedure is None or not module.procedure.active:
            draft.update(procedures=draft.system.procedures - {module_id})
        else:
            moved |= _advance(draft, module, module.procedure)
    return moved


def _advance(draft: Draft, module: Module, run: ProcedureRun) -> bool:
    spec = module.descriptor.procedure
    if spec is None or not module.wanted or draft.system.shutdown or module.restart or module.hold:
        _let_go(draft, module)
        return True
    if not (draft.system.keeper_up and draft.system.active):
        return False  # nothing can be started or stopped now; it goes on when there is a keeper again
    answer = _answer(draft, module, run)
    if answer is None:
        _give_time(draft, module, run, spec)
        return False
    draft.emit(Disarm(_timer(module)))
    if run.awaits is not Awaits.NOTHING:
        return _take_answer(draft, module, run, spec, *answer)
    _begin_step(draft, module, run, spec)
    return True


def _let_go(draft: Draft, module: Module) -> None:
    """Somebody else decides about the module now."""
    cause = draft.follow(module, CauseKind.RECOVERY, "its recovery procedure was left off")
    draft.record(EntryKind.RECOVERY, cause, module, detail={"procedure": "left off"})
    module = draft.put(drop_plans(draft, module))
    if isinstance(module.phase, Mending):
        leave_off(draft, module)  # then the gate brings it on


# ---- what the present step waits for


def _answer(draft: Draft, module: Module, run: ProcedureRun) -> tuple[bool, str] | None:
    """How the present step ended; None while it goes on."""
    if run.answer is not None:
        return run.answer
    match run.awaits:
        case Awaits.NOTHING:
            return True, ""
        case Awaits.ERRAND:
            return None
        case Awaits.GONE:
            if not isinstance(module.phase, LIVE):
                return True, "nothing of it is left"
            return (False, "it was not gone in time") if draft.now >= run.deadline - TOLERANCE else None
        case Awaits.READY:
            if module.ready:
                return True, "it is ready"
            if _held_up(module):
                return None
            return (False, "it was not ready in time") if _late(draft, module, run) else None
        case _:
            assert_never(run.awaits)


def _late(draft: Draft, module: Module, run: ProcedureRun) -> bool:
    """The step has used up its time. A start whose own time ends in the same moment tells better what was wrong."""
    if isinstance(module.phase, Starting) and 0.0 <= module.phase.run.deadline - run.deadline <= MARGIN:
        return False
    return draft.now >= run.deadline - TOLERANCE


def _held_up(module: Module) -> bool:
    """It waits for a dependency or a place, or for what the user wants done first: that is not the step's fault."""
    return isinstance(module.phase, Waiting) or module.errand is not None


def _give_time(draft: Draft, module: Module, run: ProcedureRun, spec: Procedure) -> None:
    """The time for a start counts from when it can begin."""
    waits = run.awaits is Awaits.READY and _held_up(module)
    step = _step(module, run, spec)
    if waits and step is not None and draft.now >= run.deadline - TOLERANCE:
        deadline = draft.now + max(step.timeout, 1.0)
        draft.emit(Arm(_timer(module), deadline))
        draft.keep(replace(module, procedure=replace(run, deadline=deadline)))


def _take_answer(
    draft: Draft, module: Module, run: ProcedureRun, spec: Procedure, ok: bool, text: str
) -> bool:
    """The step is over: write it down, and go on or take back."""
    step = _step(module, run, spec)
    if ok and run.awaits is Awaits.GONE and step is not None and not isinstance(step, ProcedureCheck):
        if step.do is StepKind.RESTART:
            _start(draft, module, run, step.timeout)
            return True
        if step.do is StepKind.RESET:
            _errand(draft, module, run, ResetState(), step.timeout)
            return True
    _note(draft, module, run, step, ok, text)
    if ok or run.stage is Stage.ROLLBACK:
        following = replace(run, index=run.index + 1, awaits=Awaits.NOTHING, answer=None)
        draft.put(replace(module, procedure=following))
    elif run.stage is Stage.PRE_CHECKS:
        _not_now(draft, module, run, text)
    else:
        trouble = f"{name_of_step(step)} failed: {text}"
        back = ProcedureRun(run.failure, Stage.ROLLBACK, trouble=trouble)
        draft.put(replace(module, procedure=back))
    return True


def _note(
    draft: Draft,
    module: Module,
    run: ProcedureRun,
    step: ProcedureCheck | ProcedureStep | None,
    ok: bool,
    text: str,
) -> None:
    named = name_of_step(step)
    told = f"recovery, {run.stage.replace('_', ' ')}: {named} {'succeeded' if ok else 'failed'}"
    cause = draft.follow(module, CauseKind.RECOVERY, f"{told}: {text}" if text else told)
    detail = {"procedure": str(run.stage), "step": named, "ok": ok, "text": text}
    draft.record(EntryKind.RECOVERY, cause, module, detail=detail)


def _not_now(draft: Draft, module: Module, run: ProcedureRun, text: str) -> None:
    """A pre-check failed: the attempt was not made, so it is still the same one next time."""
    budget = replace(module.budget, waits=module.budget.waits + 1)
    luck = fraction(module.id, draft.system.errands)
    delay = backoff(module.descriptor.recovery, module.budget.waits, luck)
    failure = replace(run.failure, text=f"{run.failure.text}; no recovery now: {text}")
    again = replace(module, budget=budget, procedure=ProcedureRun(run.failure), retry=False)
    back_off(draft, again, failure, delay)


# ---- the next step


def _step(module: Module, run: ProcedureRun, spec: Procedure) -> ProcedureCheck | ProcedureStep | None:
    """The present step; None behind the last one of its stage."""
    stages: dict[Stage, tuple[ProcedureCheck, ...] | tuple[ProcedureStep, ...]] = {
        Stage.PRE_CHECKS: spec.pre_checks,
        Stage.STEPS: _steps(module, spec),
        Stage.VALIDATION: spec.validation,
        Stage.ROLLBACK: spec.rollback,
    }
    steps = stages.get(run.stage, ())
    return steps[run.index] if run.index < len(steps) else None


def _steps(module: Module, spec: Procedure) -> tuple[ProcedureStep, ...]:
    """The steps given, or the strategy's own; a recovery that leaves the module down is none, so they end with a start
    unless it stands there."""
    start = ProcedureStep(StepKind.START, module.descriptor.startup_timeout)
    given = spec.steps
    if not given:
        match module.descriptor.strategy:
            case RestartWithReset():
                given = (ProcedureStep(StepKind.RESET, start.timeout),)
            case DegradedMode():
                given = (ProcedureStep(StepKind.DEGRADE, start.timeout),)
            case _:
                given = ()
    up = [n for n, step in enumerate(given) if step.do in (StepKind.START, StepKind.RESTART)]
    down = [n for n, step in enumerate(given) if step.do in (StepKind.STOP, StepKind.RESET)]
    needed = not up or (bool(down) and down[-1] > up[-1])
    return (*given, start) if needed else given


def _begin_step(draft: Draft, module: Module, run: ProcedureRun, spec: Procedure) -> None:
    step = _step(module, run, spec)
    match step:
        case None:
            _next_stage(draft, module, run)
        case ProcedureCheck():
            target = step.module or module.id
            _errand(draft, module, run, MakeCheck(target, step.role, step.successes), step.timeout)
        case ProcedureStep():
            _do(draft, module, run, step)
        case _:
            assert_never(step)


def _next_stage(draft: Draft, module: Module, run: ProcedureRun) -> None:
    if run.stage is Stage.ROLLBACK:
        _failed_attempt(draft, module, run)
    elif run.stage is Stage.VALIDATION:
        took = "its recovery is complete"
        cause = draft.follow(module, CauseKind.RECOVERY, took)
        draft.record(EntryKind.RECOVERY, cause, module, detail={"procedure": "complete", "notify": True})
        module = draft.put(replace(module, procedure=None))
        if module.run is not None and module.run.stable:
            forgive(draft, module)
    else:
        draft.put(replace(module, procedure=ProcedureRun(run.failure, _NEXT[run.stage])))


def _failed_attempt(draft: Draft, module: Module, run: ProcedureRun) -> None:
    """The rollback is over: what runs by now is ended, and the budget is asked again."""
    current = module.run
    failure = Failure(
        CauseKind.RECOVERY,
        f"its recovery failed: {run.trouble}",
        draft.now,
        bool(current and current.was_ready),
        permanent=run.failure.permanent,
    )
    module = draft.put(replace(module, procedure=None))
    if isinstance(module.phase, UP):
        fail(draft, module, failure)
    elif isinstance(module.phase, Stopping):
        draft.put(replace(module, phase=replace(module.phase, then=Recover(failure))))
    else:
        recover(draft, module, failure)


def _do(draft: Draft, module: Module, run: ProcedureRun, step: ProcedureStep) -> None:
    """Begin a step. What it comes to is seen when the procedure is looked at again."""
    match step.do:
        case StepKind.STOP:
            _stop(draft, module, run, step)
        case StepKind.START:
            _start(draft, module, run, step.timeout)
        case StepKind.RESTART if isinstance(module.phase, LIVE):
            _stop(draft, module, run, step)
        case StepKind.RESTART:
            _start(draft, module, run, step.timeout)
        case StepKind.RESET if isinstance(module.phase, LIVE):
            _stop(draft, module, run, step)
        case StepKind.RESET:
            _errand(draft, module, run, ResetState(), step.timeout)
        case StepKind.CLEAR_QUEUES:
            _errand(draft, module, run, ResetState(reset_state=False), step.timeout)
        case StepKind.DEGRADE | StepKind.RESTORE:
            _set_mode(draft, module, run, step)
        case StepKind.RUN:
            _errand(draft, module, run, RunCommand(step.command), step.timeout)
        case StepKind.WAIT:
            _errand(draft, module, run, Pause(), step.timeout)
        case _:
            assert_never(step.do)


def _stop(draft: Draft, module: Module, run: ProcedureRun, step: ProcedureStep) -> None:
    """A stop that only leads to something else has the time of both."""
    grace = 0.0 if step.do is StepKind.STOP else module.descriptor.shutdown_timeout
    module = _awaiting(draft, module, run, Awaits.GONE, grace + step.timeout)
    if isinstance(module.phase, UP):
        cause = draft.follow(module, CauseKind.RECOVERY, f"its recovery has it stopped ({step.do})")
        begin_stop(draft, module, Rest(), cause)


def _start(draft: Draft, module: Module, run: ProcedureRun, timeout: float) -> None:
    module = _awaiting(draft, module, run, Awaits.READY, timeout)
    if isinstance(module.phase, (Mending, Backoff, Waiting)):
        begin(draft, module, draft.follow(module, CauseKind.RECOVERY, "its recovery starts it"))


def _set_mode(draft: Draft, module: Module, run: ProcedureRun, step: ProcedureStep) -> None:
    cause = draft.follow(module, CauseKind.RECOVERY, "by its recovery procedure")
    asked = module.descriptor.native and isinstance(module.phase, UP)  # by an errand, whose answer counts
    if step.do is StepKind.DEGRADE:
        module = degrade(draft, module, cause, ModeSource.PROCEDURE, tell=not asked)
    else:
        module = restore(draft, module, cause, tell=not asked)
    if asked:
        _errand(draft, module, run, TellMode(), step.timeout)
    elif module.restart is not None and isinstance(module.phase, UP):
        # Another program runs in degraded mode: it takes over once this one is gone.
        module = _awaiting(draft, replace(module, restart=None), run, Awaits.READY, step.timeout)
        begin_stop(draft, module, Rest(), cause)
    else:
        draft.put(replace(module, procedure=replace(run, awaits=Awaits.ERRAND, answer=(True, ""))))


def _errand(
    draft: Draft,
    module: Module,
    run: ProcedureRun,
    errand: MakeCheck | Pause | ResetState | RunCommand | TellMode,
    timeout: float,
) -> None:
    module = _awaiting(draft, module, run, Awaits.ERRAND, timeout + MARGIN)
    order(draft, module, errand, timeout)


def _awaiting(draft: Draft, module: Module, run: ProcedureRun, awaits: Awaits, timeout: float) -> Module:
    deadline = draft.now + timeout
    draft.emit(Arm(_timer(module), deadline))
    return draft.put(replace(module, procedure=replace(run, awaits=awaits, deadline=deadline, answer=None)))


def _timer(module: Module) -> TimerKey:
    return TimerKey(TimerKind.PROCEDURE, module.id)
