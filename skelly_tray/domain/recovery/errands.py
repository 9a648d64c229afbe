"""What follows when an errand is over: a reset, the saving before a restart of the system, or a procedure's step."""

from __future__ import annotations

from dataclasses import replace

from skelly_tray.domain.cause import Cause, CauseKind, EntryKind, Failure
from skelly_tray.domain.draft import Draft
from skelly_tray.domain.errand import ResetState, RestoreState
from skelly_tray.domain.events import ErrandDone
from skelly_tray.domain.gate import begin
from skelly_tray.domain.module import Module
from skelly_tray.domain.phase import Mending
from skelly_tray.domain.recovery.recovering import recover
from skelly_tray.domain.recovery.strategies import SystemRestart
from skelly_tray.domain.recovery.system_restart import go_down_and_up
from skelly_tray.domain.steps import rest


def on_errand_done(draft: Draft, event: ErrandDone) -> None:
    """An answer to anything but the present errand is stale."""
    module = draft.get(event.module)
    if module is None or module.errand != event.token:
        return
    module = draft.put(replace(module, errand=None))
    if module.procedure is not None and module.procedure.active:
        draft.put(replace(module, procedure=replace(module.procedure, answer=(event.ok, event.text))))
    elif isinstance(module.phase, Mending):
        _mended(draft, module, event)


def _mended(draft: Draft, module: Module, event: ErrandDone) -> None:
    if module.todo is None:
        _saved(draft, module, event)
        return
    done, text = module.todo, event.text or "done"
    cause = draft.follow(module, CauseKind.RECOVERY, text)
    detail = {"errand": _name(done), "ok": event.ok, **event.detail}
    cause = replace(cause, seq=draft.record(EntryKind.RECOVERY, cause, module, detail=detail))
    module = draft.put(replace(module, todo=None if event.ok or isinstance(done, RestoreState) else done))
    if not module.wanted or draft.system.shutdown:
        rest(draft, module, cause)
    elif event.ok or isinstance(done, RestoreState) or module.restart:
        begin(draft, replace(module, todo=None if module.restart else module.todo), module.restart or cause)
    else:
        recover(draft, module, Failure(CauseKind.RECOVERY, f"it could not be reset: {text}", draft.now))


def _saved(draft: Draft, module: Module, event: ErrandDone) -> None:
    """Everybody has been asked to save. Who could not is named, and nobody waits any longer."""
    cause = Cause(CauseKind.RECOVERY, event.text or "all that could be saved is saved", module.cause.seq)
    cause = replace(cause, seq=draft.record(EntryKind.RECOVERY, cause, module, detail=dict(event.detail)))
    if isinstance(module.descriptor.strategy, SystemRestart) and not draft.system.shutdown:
        go_down_and_up(draft, cause)
    elif module.wanted and not draft.system.shutdown:
        begin(draft, module, module.restart or cause)
    else:
        rest(draft, module, cause)


def _name(errand: ResetState | RestoreState) -> str:
    return "reset" if isinstance(errand, ResetState) else "restore"
