"""How an incarnation ends: exits, failed spawns, swept trees, and what follows from each."""

from __future__ import annotations

from dataclasses import replace
from typing import assert_never

from skelly_tray.domain.cause import CauseKind, EntryKind, Failure, Outcome
from skelly_tray.domain.descriptor import ModuleId
from skelly_tray.domain.draft import Draft
from skelly_tray.domain.effects import Acknowledge, Arm
from skelly_tray.domain.events import Exited, Gone, SpawnFailed, TimerKey, TimerKind
from skelly_tray.domain.gate import begin
from skelly_tray.domain.health import fraction
from skelly_tray.domain.leavers import on_leaver_gone, on_leaver_not_spawned
from skelly_tray.domain.module import Module
from skelly_tray.domain.phase import (
    UP,
    Backoff,
    Completed,
    Failed,
    Recover,
    Rest,
    Run,
    Stopped,
    Stopping,
    StopReason,
    Then,
)
from skelly_tray.domain.recovery.restart import Budget, GiveUp, RestartLater, RestartNow, after_failure
from skelly_tray.domain.steps import begin_stop, end_run, rest


def present(draft: Draft, module: ModuleId, incarnation: int) -> Module | None:
    """The module, if that is its present incarnation; None for a stale fact."""
    found = draft.get(module)
    run = found.run if found else None
    return found if run and run.incarnation == incarnation else None


def fail(draft: Draft, module: Module, failure: Failure) -> Module:
    """End a living incarnation that has failed; recovery follows when its tree is gone."""
    cause = draft.follow(module, failure.kind, failure.text)
    return begin_stop(draft, replace(module, last_failure=failure), Recover(failure), cause)


def on_exited(draft: Draft, event: Exited) -> None:
    module = present(draft, event.module, event.incarnation)
    if module is None or not isinstance(module.phase, (*UP, Stopping)):
        return
    if isinstance(module.phase, Stopping):
        draft.keep(replace(module, phase=replace(module.phase, outcome=event.outcome)))
        return
    run = module.phase.run
    then = _after_exit(module, run, event)
    failure = then.failure if isinstance(then, Recover) else None
    end_run(draft, module)
    text = failure.text if failure else f"{event.outcome} after {_span(event.at - run.spawned_at)}"
    cause = draft.follow(module, CauseKind.EXIT, text)
    draft.move(
        module,
        Stopping(draft.now, run, then, event.outcome),
        cause,
        _exit_detail(event.outcome, then),
        last_failure=failure or module.last_failure,
    )


def _exit_detail(outcome: Outcome, then: Then) -> dict[str, object]:
    detail: dict[str, object] = {"exit": {"code": outcome.code, "signal": outcome.signal}}
    return detail | {"completed": True} if isinstance(then, Completed) else detail


def _after_exit(module: Module, run: Run, event: Exited) -> Then:
    """An exit that nobody asked for is a failure, except that of a oneshot which says it has succeeded."""
    if module.hold or module.restart:
        return Rest()
    descriptor, code = module.descriptor, event.outcome.code
    if descriptor.oneshot and code in descriptor.success_exit_codes:
        return Completed()
    return Recover(
        Failure(
            kind=CauseKind.EXIT,
            text=f"{event.outcome} after {_span(event.at - run.spawned_at)}",
            at=event.at,
            was_ready=run.was_ready,
            stable=run.stable,
            permanent=code is not None and code in descriptor.no_restart_exit_codes,
            outcome=event.outcome,
        )
    )


def on_gone(draft: Draft, event: Gone) -> None:
    draft.emit(Acknowledge(event.incarnation))
    module = present(draft, event.module, event.incarnation)
    if module is None:
        on_leaver_gone(draft, event)
        return
    if isinstance(module.phase, UP):
        on_exited(draft, Exited(event.module, event.incarnation, Outcome(), draft.now))
        module = draft.get(event.module)
    if module and isinstance(module.phase, Stopping):
        conclude(draft, module, module.phase.then)


def on_spawn_failed(draft: Draft, event: SpawnFailed) -> None:
    module = draft.get(event.module)
    run = module.run if module else None
    if module is None or run is None or run.launch != event.launch:
        on_leaver_not_spawned(draft, event)
        return
    if run.incarnation is not None:
        draft.emit(Acknowledge(run.incarnation))
    text = f"it could not be started: {event.error}" + (f" ({event.stage})" if event.stage else "")
    failure = Failure(CauseKind.SPAWN, text, draft.now)
    stopping = isinstance(module.phase, Stopping)
    if not stopping:
        end_run(draft, module)
    conclude(draft, replace(module, last_failure=failure), Rest() if stopping else Recover(failure))


def conclude(draft: Draft, module: Module, then: Then) -> None:
    """The tree is gone: what the module does now. The user's word comes before everything else."""
    if isinstance(then, Completed):
        cause = draft.follow(module, CauseKind.EXIT, "its work is done")
        phase = Stopped(draft.now, StopReason.COMPLETED)
        draft.move(module, phase, cause, budget=Budget(), restart=None)
        return
    if not module.wanted or draft.system.shutdown:
        rest(draft, module, module.cause)
        return
    match then:
        case Rest():
            cause = module.restart or module.cause
            begin(draft, replace(module, restart=None), cause)
        case Recover(failure):
            recover(draft, module, failure)
        case _:
            assert_never(then)


def recover(draft: Draft, module: Module, failure: Failure) -> None:
    """Ask the strategy, and carry its verdict out."""
    descriptor = module.descriptor
    module = replace(module, last_failure=failure, restart=None)
    if not descriptor.auto_recovery:
        give_up(draft, module, failure, None)
        return
    luck = fraction(module.id, draft.system.launches)
    budget, verdict = after_failure(module.budget, descriptor.recovery, failure, luck)
    module = replace(module, budget=budget, recovering=True)
    match verdict:
        case RestartNow():
            begin(
                draft,
                module,
                draft.follow(module, CauseKind.RECOVERY, f"restarted at once after {failure.text}"),
            )
        case RestartLater(delay):
            _back_off(draft, module, failure, delay)
        case GiveUp(trial_after):
            give_up(draft, module, failure, trial_after)
        case _:
            assert_never(verdict)


def _back_off(draft: Draft, module: Module, failure: Failure, delay: float) -> None:
    until = draft.now + delay
    cause = draft.follow(module, failure.kind, f"{failure.text}; next try in {_span(delay)}")
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
    draft.record(
        EntryKind.RECOVERY, module.cause, module, detail={"verdict": "failed", "trial_after": trial_after}
    )
    if retry_at is not None:
        draft.emit(Arm(TimerKey(TimerKind.RETRY, module.id), retry_at))


def on_retry_due(draft: Draft, module: Module) -> None:
    """Backoff or the pause before a trial start is over."""
    match module.phase:
        case Backoff(until=until) if draft.now >= until - TOLERANCE:
            text = f"restart {module.budget.attempts} of {module.descriptor.recovery.max_attempts} after "
            begin(draft, module, draft.follow(module, CauseKind.RECOVERY, text + module.phase.failure.text))
        case Failed(retry_at=float(retry_at)) if draft.now >= retry_at - TOLERANCE:
            begin(draft, module, draft.follow(module, CauseKind.RECOVERY, "one trial start after a pause"))
        case _:
            pass


TOLERANCE = 0.001
"""Seconds by which a timer may fire early."""


def _span(seconds: float) -> str:
    if seconds < 1:
        return f"{max(seconds, 0.0) * 1000:.0f} ms"
    return f"{seconds:.1f} s" if seconds < 120 else f"{seconds / 60:.0f} min"
