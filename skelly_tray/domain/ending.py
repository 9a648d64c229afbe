"""How an incarnation ends: exits, failed spawns, swept trees, and what follows from each."""

from __future__ import annotations

from dataclasses import replace
from typing import assert_never

from skelly_tray.domain.cause import CauseKind, Failure, Outcome
from skelly_tray.domain.descriptor import ModuleId
from skelly_tray.domain.draft import Draft
from skelly_tray.domain.effects import Acknowledge
from skelly_tray.domain.events import Exited, Gone, SpawnFailed
from skelly_tray.domain.gate import begin
from skelly_tray.domain.leavers import on_leaver_gone, on_leaver_not_spawned
from skelly_tray.domain.limits import killed_at_limit
from skelly_tray.domain.mending import drop_plans, end_errand, mend
from skelly_tray.domain.module import Module
from skelly_tray.domain.phase import (
    UP,
    Completed,
    Recover,
    Rest,
    Run,
    Stopped,
    Stopping,
    StopReason,
    Then,
)
from skelly_tray.domain.recovery.common_cause import note_failure
from skelly_tray.domain.recovery.procedure_run import Awaits
from skelly_tray.domain.recovery.recovering import recover
from skelly_tray.domain.recovery.restart import Budget
from skelly_tray.domain.steps import begin_stop, end_run, rest
from skelly_tray.domain.timing import span


def present(draft: Draft, module: ModuleId, incarnation: int) -> Module | None:
    """The module, if that is its present incarnation; None for a stale fact."""
    found = draft.get(module)
    run = found.run if found else None
    return found if run and run.incarnation == incarnation else None


def fail(draft: Draft, module: Module, failure: Failure) -> Module:
    """End a living incarnation that has failed; recovery follows when its tree is gone."""
    cause = draft.follow(module, failure.kind, failure.text)
    note_failure(draft, module)
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
    text = failure.text if failure else f"{event.outcome} after {span(event.at - run.spawned_at)}"
    cause = draft.follow(module, CauseKind.LIMIT if event.kills else CauseKind.EXIT, text)
    if failure:
        note_failure(draft, module)
    draft.move(
        module,
        Stopping(draft.now, run, then, event.outcome),
        cause,
        _exit_detail(event.outcome, then) | ({"limit": _ended(module, event)} if event.kills else {}),
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
            kind=CauseKind.LIMIT if event.kills else CauseKind.EXIT,
            text=f"{_ended(module, event)} after {span(event.at - run.spawned_at)}",
            at=event.at,
            was_ready=run.was_ready,
            stable=run.stable,
            permanent=code is not None and code in descriptor.no_restart_exit_codes,
            outcome=event.outcome,
        )
    )


def _ended(module: Module, event: Exited) -> str:
    """How, and by whom if the system has killed something of it."""
    limit = module.descriptor.limits.max_memory_mb
    return killed_at_limit(event.outcome, limit) if event.kills and limit else str(event.outcome)


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
        conclude(draft, replace(module, buried=event.incarnation), module.phase.then)


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
        module = end_errand(draft, drop_plans(draft, module))  # so has its recovery, wherever it stands
        draft.move(module, phase, cause, budget=Budget(), restart=None)
        return
    if not module.wanted or draft.system.shutdown:
        rest(draft, module, module.cause)
        return
    if (
        module.procedure is not None
        and module.procedure.active
        and isinstance(then, Rest)
        and not module.restart
        and module.procedure.awaits is not Awaits.READY
    ):
        mend(draft, module, module.cause, "its recovery goes on")
        return
    match then:
        case Rest():
            cause = module.restart or module.cause
            begin(draft, replace(module, restart=None), cause)
        case Recover(failure):
            recover(draft, module, failure)
        case _:
            assert_never(then)
