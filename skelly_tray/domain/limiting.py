"""What happens to a module at its limits: its actions one after the other, what it is held to, and when it is let go.

The CPU of a module may be held for three reasons (its own limit, memory that nothing can hold, a machine that has too
much to do): `run.cap` is the least of them, and deadlines are stretched by it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from skelly_tray.domain.cause import Cause, CauseKind, EntryKind, Failure
from skelly_tray.domain.descriptor import BUS_ID
from skelly_tray.domain.draft import Draft
from skelly_tray.domain.effects import Alert, Arm, Hold
from skelly_tray.domain.ending import fail, present
from skelly_tray.domain.events import Eased, LimitCleared, LimitExceeded, Squeezed, TimerKey, TimerKind
from skelly_tray.domain.limits import (
    SLOWED_TO,
    LimitState,
    Squeeze,
    below,
    held_from_start,
    sentence,
    stretch_of,
)
from skelly_tray.domain.mode import ModeSource
from skelly_tray.domain.module import Module
from skelly_tray.domain.phase import UP, Run, Starting
from skelly_tray.domain.recovery.degraded import can_be_degraded, degrade, restore
from skelly_tray.domain.resource_limits import LimitAction, LimitKind, ResourceLimits
from skelly_tray.domain.steps import set_run

States = Mapping[LimitKind, LimitState]


# ---- crossings


def on_limit_exceeded(draft: Draft, event: LimitExceeded) -> None:
    """The crossing (step 1), or that the next action is due."""
    module = present(draft, event.module, event.incarnation)
    limit = module.descriptor.limits.value(event.kind) if module else None
    if module is None or limit is None or not isinstance(module.phase, UP):
        return
    actions = module.descriptor.limits.actions
    action = actions[event.step - 1] if event.step <= len(actions) else None
    text = _what_happened(event, limit)
    module, cause = _write_down(draft, module, event, action, text, limit)
    match action:
        case LimitAction.ALERT:
            _alert(draft, module, event, limit)
        case LimitAction.THROTTLE:
            _throttle(draft, module, event, limit)
        case LimitAction.DEGRADE:
            degrade(draft, module, replace(cause, text=f"because {text}"), ModeSource.LIMIT)
        case LimitAction.RESTART:
            _restart(draft, module, cause, text)
        case LimitAction.STOP:
            draft.put(replace(module, barred=replace(cause, text=text)))
        case None:
            pass


def _what_happened(event: LimitExceeded, limit: float) -> str:
    if event.kills:
        killed = "one of its processes was" if event.kills == 1 else f"{event.kills} of its processes were"
        return f"{killed} killed at its memory limit of {limit:g} MB"
    return sentence(event.kind, event.value, limit)


def _write_down(
    draft: Draft,
    module: Module,
    event: LimitExceeded,
    action: LimitAction | None,
    text: str,
    limit: float,
) -> tuple[Module, Cause]:
    run = module.run
    assert run is not None
    before = run.limits.get(event.kind, LimitState())
    cause = Cause(CauseKind.LIMIT, f"{text}{_done(module, action)}", before.entry or module.cause.seq)
    detail = {
        "limit": str(event.kind),
        "value": round(event.value, 2),
        "max": limit,
        "rung": event.rung,
        "action": action and str(action),
        "notify": event.step == 1 or action is LimitAction.STOP,
    }
    seq = draft.record(EntryKind.LIMIT_EXCEEDED, cause, module, detail=detail)
    state = replace(
        before,
        exceeded=True,
        step=event.step,
        action=action,
        value=event.value,
        since=draft.now if before.since is None else before.since,
        entry=before.entry or seq,
    )
    return _take(draft, module, replace(run, limits={**run.limits, event.kind: state})), replace(
        cause, seq=seq
    )


def _done(module: Module, action: LimitAction | None) -> str:
    """What follows, for the sentence in the journal."""
    match action:
        case LimitAction.ALERT | None:
            return ""
        case LimitAction.THROTTLE:
            return "; it is throttled"
        case LimitAction.DEGRADE:
            return "; it is to do less" if can_be_degraded(module) else "; it cannot be degraded"
        case LimitAction.RESTART:
            return "; it is restarted" if module.descriptor.auto_recovery else "; recovery is switched off"
        case LimitAction.STOP:
            return "; it is stopped"


def _alert(draft: Draft, module: Module, event: LimitExceeded, limit: float) -> None:
    if module.descriptor.native and module.id != BUS_ID:
        draft.emit(Alert(module.id, event.incarnation, event.kind, event.value, limit))


def _throttle(draft: Draft, module: Module, event: LimitExceeded, limit: float) -> None:
    """Memory that nothing here can hold grows slower when the module is slowed down."""
    run = module.run
    assert run is not None
    slowed = event.kind is LimitKind.MEMORY and event.strength == "none"
    state = replace(run.limits[event.kind], held=True, slowed=slowed)
    if event.kind is not LimitKind.CPU:
        draft.emit(Hold(module.id, event.incarnation, event.kind, limit))
    _take(draft, module, replace(run, limits={**run.limits, event.kind: state}))


def _restart(draft: Draft, module: Module, cause: Cause, text: str) -> None:
    run = module.run
    if run is None or module.restart or module.hold or not module.descriptor.auto_recovery:
        return
    module = replace(module, cause=replace(module.cause, seq=cause.seq))
    fail(draft, module, Failure(CauseKind.LIMIT, text, draft.now, run.was_ready, run.stable))


def on_limit_cleared(draft: Draft, event: LimitCleared) -> None:
    """The use has come down: what was done about it is taken back."""
    module = present(draft, event.module, event.incarnation)
    limit = module.descriptor.limits.value(event.kind) if module else None
    if module is None or limit is None or not isinstance(module.phase, UP):
        return
    run = module.phase.run
    before = run.limits.get(event.kind, LimitState())
    cause = Cause(CauseKind.LIMIT, below(event.kind, event.value, limit), before.entry or module.cause.seq)
    detail = {
        "limit": str(event.kind),
        "value": round(event.value, 2),
        "max": limit,
        "rung": event.rung,
        "action": before.action and str(before.action),
    }
    seq = draft.record(EntryKind.LIMIT_CLEARED, cause, module, detail=detail)
    held = held_from_start(module.descriptor.limits, event.kind)
    if before.held and not held and event.kind is not LimitKind.CPU:
        draft.emit(Hold(module.id, event.incarnation, event.kind, None))
    limits = {**run.limits, event.kind: LimitState(held=held)}
    module = _take(draft, module, replace(run, limits=limits))
    by_limit = module.mode.by_limit and module.mode.retry_at is None
    if by_limit and not any(state.exceeded for state in limits.values()):
        restore(draft, module, replace(cause, seq=seq))


# ---- the whole machine


def on_squeezed(draft: Draft, event: Squeezed) -> None:
    """The machine has too much to do, and this module pays."""
    module = present(draft, event.module, event.incarnation)
    if module is None or not isinstance(module.phase, UP):
        return
    run = module.phase.run
    text = f"throttled to {event.percent:g} % of a core: {event.why}"
    detail = {"throttled": event.percent}
    draft.record(EntryKind.SYSTEM, draft.follow(module, CauseKind.SYSTEM, text), module, detail=detail)
    _take(draft, module, replace(run, squeeze=Squeeze(event.percent, draft.now, event.why)))


def on_eased(draft: Draft, event: Eased) -> None:
    """It gets its share back."""
    module = present(draft, event.module, event.incarnation)
    if module is None or not isinstance(module.phase, UP) or module.phase.run.squeeze is None:
        return
    cause = draft.follow(module, CauseKind.SYSTEM, f"no longer throttled: {event.why}")
    draft.record(EntryKind.SYSTEM, cause, module, detail={"throttled": None})
    _take(draft, module, replace(module.phase.run, squeeze=None))


# ---- holding


def engage(draft: Draft, module: Module, *, unsure: bool = False) -> Module:
    """Hold a process to what holds from its spawn on. unsure: an earlier supervisor may have left something else."""
    run = module.run
    assert run is not None
    return _engage(draft, module, run, run.limits, unsure=unsure)


def on_limits_changed(draft: Draft, before: ResourceLimits, module: Module) -> Module:
    """Other limits for a module that goes on: what was counted under the former ones is forgotten."""
    run = module.run
    if before == module.descriptor.limits or run is None or run.incarnation is None:
        return module
    return _engage(draft, module, run, {}) if isinstance(module.phase, UP) else module


def _engage(draft: Draft, module: Module, run: Run, kept: States, *, unsure: bool = False) -> Module:
    """kept: the states that go on; the run has what was held so far."""
    assert run.incarnation is not None
    limits, states = module.descriptor.limits, {}
    for kind in LimitKind:
        limit, state = limits.value(kind), kept.get(kind, LimitState())
        held = limit is not None and limits.held and (state.held or held_from_start(limits, kind))
        was = run.limits.get(kind, LimitState()).held
        maybe = unsure and limits.held and limit is not None
        if kind is not LimitKind.CPU and (held or was or maybe):
            draft.emit(Hold(module.id, run.incarnation, kind, limit if held else None))
        state = replace(state, held=held)
        if limit is not None and state != LimitState():
            states[kind] = state
    if unsure and (limits.held or run.limits):
        draft.emit(Hold(module.id, run.incarnation, LimitKind.CPU, None))
    return _take(draft, module, replace(run, limits=states))


def _take(draft: Draft, module: Module, run: Run) -> Module:
    """Take over the facts of the run, and bring what its CPU is held to in line with them."""
    cap = _cap(module.descriptor.limits, run)
    if cap != run.cap and run.incarnation is not None:
        draft.emit(Hold(module.id, run.incarnation, LimitKind.CPU, cap))
        run = _stretched(draft, module, replace(run, cap=cap), stretch_of(cap) / stretch_of(run.cap))
    return set_run(draft, module, run)


def _cap(limits: ResourceLimits, run: Run) -> float | None:
    """The share of one core it may have, in %, by all that restricts it."""
    caps = []
    if limits.max_cpu_percent is not None and run.limits.get(LimitKind.CPU, LimitState()).held:
        caps.append(limits.max_cpu_percent)
    if run.limits.get(LimitKind.MEMORY, LimitState()).slowed:
        caps.append(SLOWED_TO)
    if run.squeeze is not None:
        caps.append(run.squeeze.percent)
    return min(caps, default=None)


def _stretched(draft: Draft, module: Module, run: Run, by: float) -> Run:
    """What is left of the time for its start counts as if it could run all the time."""
    if by == 1 or not isinstance(module.phase, Starting) or not (run.activated or not run.started):
        return run
    deadline = draft.now + max(run.deadline - draft.now, 0.0) * by
    draft.emit(Arm(TimerKey(TimerKind.STARTUP, module.id), deadline))
    return replace(run, deadline=deadline)
