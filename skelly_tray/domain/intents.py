"""What the user asks for. Only the modules that are named change what is desired; recovery never does."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from skelly_tray.domain.cause import Cause, CauseKind, EntryKind
from skelly_tray.domain.descriptor import BUS_ID, ModuleId
from skelly_tray.domain.draft import Draft
from skelly_tray.domain.effects import Disarm
from skelly_tray.domain.errand import ResetState
from skelly_tray.domain.events import (
    RestartRequested,
    StartRequested,
    StopRequested,
    SystemStarted,
    TimerKey,
    TimerKind,
)
from skelly_tray.domain.mending import drop_plans
from skelly_tray.domain.module import Desired, Module
from skelly_tray.domain.phase import UP, Backoff, Failed, Mending, Rest, Running, Starting, Stopping
from skelly_tray.domain.recovery.degraded import leave_mode
from skelly_tray.domain.recovery.restart import Budget
from skelly_tray.domain.sequence import STOP_KEY, begin_startup


def on_start_requested(draft: Draft, event: StartRequested) -> None:
    cause = user_action(draft, "start", event.modules)
    _take_stop_back(draft)
    for module in _named(draft, event.modules):
        _start(draft, _wanted_up(draft, module, cause), cause)


def _take_stop_back(draft: Draft) -> None:
    """A start after, or during, the stop of the system: all that is wanted comes back, not only who is a neighbour."""
    if draft.system.shutdown or not draft.system.active:
        draft.update(active=True, shutdown=None)
        draft.emit(Disarm(STOP_KEY))
        draft.mark_all()


def on_everything_started(draft: Draft, _: SystemStarted) -> None:
    """`start --all`: every enabled module is wanted again; a lazy one waits for its first demand."""
    cause = user_action(draft, "start", ("--all",))
    for module in draft.all():
        if module.descriptor.enabled:
            _want_by_default(draft, module, cause)
    begin_startup(draft, cause)
    for module in draft.all():
        if module.wanted and isinstance(module.phase, (Failed, Backoff, Mending)):
            _start(draft, module, cause)


def _want_by_default(draft: Draft, module: Module, cause: Cause) -> None:
    if module.descriptor.lazy and not module.wanted:
        draft.put(replace(module, word=None, budget=Budget()))
    else:
        draft.put(_wanted_up(draft, module, cause))


def on_stop_requested(draft: Draft, event: StopRequested) -> None:
    names = tuple(draft.system.modules) if event.everything else event.modules
    cause = user_action(draft, "stop", ("--all",) if event.everything else names)
    if event.everything:
        draft.update(startup=None)
        draft.emit(Disarm(TimerKey(TimerKind.SYSTEM_STARTUP)), Disarm(TimerKey(TimerKind.NEXT_START)))
    for module in _named(draft, names):
        draft.put(
            replace(
                module, desired=Desired.DOWN, word=Desired.DOWN, word_cause=cause, restart=None, barred=None
            )
        )


def on_restart_requested(draft: Draft, event: RestartRequested) -> None:
    """What runs is stopped and started again; what is named but rests is started."""
    names = tuple(draft.system.modules) if event.everything else event.modules
    told = {"reset": True} if event.reset else {}
    cause = user_action(draft, "restart", ("--all",) if event.everything else names, told)
    _take_stop_back(draft)
    for module in _named(draft, names):
        if event.everything and not module.wanted:
            continue
        module = leave_mode(draft, _wanted_up(draft, module, cause))
        if event.reset and module.todo is None and module.id != BUS_ID:
            module = replace(module, todo=ResetState())
        if isinstance(module.phase, UP):
            draft.put(replace(module, restart=cause))
        else:
            _start(draft, module, cause)


def _start(draft: Draft, module: Module, cause: Cause) -> None:
    """What is up stays up; everything else is started by the gate, once it has seen all that this event changes."""
    match module.phase:
        case Starting() | Running():
            draft.put(module)
        case Stopping():
            draft.put(replace(module, phase=replace(module.phase, then=Rest()), restart=cause))
        case _:
            draft.put(replace(module, restart=cause))


def _wanted_up(draft: Draft, module: Module, cause: Cause) -> Module:
    """The user's word for up: all that was counted against the module, and what a recovery was about to do, is
    forgotten."""
    module = drop_plans(draft, module)
    return replace(
        module if isinstance(module.phase, UP) else leave_mode(draft, module),
        desired=Desired.UP,
        word=Desired.UP,
        word_cause=cause,
        budget=Budget(),
        recovering=False,
        stood_aside=False,
        barred=None,
    )


def _named(draft: Draft, names: Sequence[ModuleId]) -> list[Module]:
    """The named modules in start order, dependencies first."""
    rank = draft.system.graph.rank
    found = [m for m in map(draft.get, dict.fromkeys(names)) if m is not None]
    return sorted(found, key=lambda m: rank.get(m.id, 0))


def user_action(
    draft: Draft, verb: str, names: Sequence[str], detail: Mapping[str, object] | None = None
) -> Cause:
    """Write down what the user asked for; the cause of what follows."""
    cause = Cause(CauseKind.USER, f"you asked to {verb} {' '.join(names)}")
    told = {"action": verb, "modules": list(names), **(detail or {})}
    seq = draft.record(EntryKind.USER_ACTION, cause, detail=told)
    return replace(cause, seq=seq)
