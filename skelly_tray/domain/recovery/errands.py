"""What follows when an errand is over: a reset, the saving before a restart of the system, or a procedure's step."""

from __future__ import annotations

from dataclasses import replace

from skelly_tray.domain.cause import Cause, CauseKind, EntryKind, Failure
from skelly_tray.domain.draft import Draft
from skelly_tray.domain.errand import ResetState, RestoreState, SaveStates
from skelly_tray.domain.events import ErrandDone
from skelly_tray.domain.gate import begin
from skelly_tray.domain.leavers import on_leaver_mended
from skelly_tray.domain.mending import drop_plans
from skelly_tray.domain.module import Module
from skelly_tray.domain.phase import Mending
from skelly_tray.domain.recovery.recovering import recover
from skelly_tray.domain.recovery.system_restart import go_down_and_up
from skelly_tray.domain.steps import rest


def on_errand_done(draft: Draft, event: ErrandDone) -> None:
    """An answer to anything but the present errand is stale."""
    on_leaver_mended(draft, event)
    module = draft.get(event.module)
    if module is None or module.errand != event.token:
        return
    doing = module.doing
    module = draft.put(replace(module, errand=None, doing=None))
    if isinstance(doing, RestoreState):
        _brought_back(draft, module, doing, event)
    elif module.procedure is not None and module.procedure.active:
        draft.put(replace(module, procedure=replace(module.procedure, answer=(event.ok, event.text))))
    elif not isinstance(module.phase, Mending):
        return
    elif isinstance(doing, SaveStates):
        _saved(draft, module, event)
    elif isinstance(doing, ResetState) and module.procedure is None:
        _reset(draft, module, event)
    else:
        _go_on(draft, module, draft.follow(module, CauseKind.RECOVERY, event.text or "left off"))


def _brought_back(draft: Draft, module: Module, doing: RestoreState, event: ErrandDone) -> None:
    """What could not be brought back is not tried again: the user is told, and says what next."""
    cause = _note(draft, module, "restore", event)
    _go_on(draft, draft.put(replace(module, todo=None if module.todo == doing else module.todo)), cause)


def _reset(draft: Draft, module: Module, event: ErrandDone) -> None:
    cause = _note(draft, module, "reset", event)
    if event.ok and isinstance(module.todo, ResetState):
        module = draft.put(replace(module, todo=None))
    undecided = isinstance(module.todo, ResetState) and module.restart is None
    if not event.ok and undecided and module.wanted and not draft.system.shutdown:
        text = f"it could not be reset: {event.text or 'it did not succeed'}"
        recover(draft, module, Failure(CauseKind.RECOVERY, text, draft.now))
        return
    _go_on(draft, module, cause)


def _saved(draft: Draft, module: Module, event: ErrandDone) -> None:
    """Everybody has been asked to save. Who could not is named, and nobody waits any longer."""
    cause = Cause(CauseKind.RECOVERY, event.text or "all that could be saved is saved", module.cause.seq)
    cause = replace(cause, seq=draft.record(EntryKind.RECOVERY, cause, module, detail=dict(event.detail)))
    if module.wanted and module.restart is None and not draft.system.shutdown:
        go_down_and_up(draft, cause)
    else:
        _go_on(draft, module, cause)


def _go_on(draft: Draft, module: Module, cause: Cause) -> None:
    """Nothing is being done any more: the module starts if it is wanted. A restart that somebody has asked for makes
    a reset pointless."""
    if not module.wanted or draft.system.shutdown:
        rest(draft, module, cause)
        return
    if module.restart is not None:
        module = drop_plans(draft, module)
    begin(draft, module, module.restart or cause)


def _note(draft: Draft, module: Module, name: str, event: ErrandDone) -> Cause:
    cause = draft.follow(module, CauseKind.RECOVERY, event.text or "done")
    detail = {"errand": name, "ok": event.ok, **event.detail}
    return replace(cause, seq=draft.record(EntryKind.RECOVERY, cause, module, detail=detail))
