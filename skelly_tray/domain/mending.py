"""What is done to a module between two processes: the phase Mending, and errands for it."""

from __future__ import annotations

from dataclasses import replace
from typing import assert_never

from skelly_tray.domain.cause import Cause
from skelly_tray.domain.draft import Draft
from skelly_tray.domain.effects import Disarm, EndErrand, RunErrand
from skelly_tray.domain.errand import (
    Errand,
    MakeCheck,
    Pause,
    ResetState,
    RestoreState,
    RunCommand,
    SaveStates,
    TellMode,
)
from skelly_tray.domain.events import TimerKey, TimerKind
from skelly_tray.domain.module import Module
from skelly_tray.domain.phase import Mending
from skelly_tray.domain.recovery.procedure_run import Stage

RESET_WITHIN = 60.0
"""Seconds that an errand is given which moves a state folder: one rename, which is not broken off even then."""


def mend(draft: Draft, module: Module, cause: Cause, text: str) -> Module:
    """Hold the module without a process until whoever mends it goes on."""
    return draft.move(module, Mending(draft.now, text), cause)


def order(draft: Draft, module: Module, errand: Errand, timeout: float) -> Module:
    """Have an errand done for the module; `ErrandDone` with its token follows."""
    token = draft.system.errands + 1
    draft.update(errands=token)
    draft.emit(RunErrand(module.id, token, errand, timeout))
    return draft.put(replace(module, errand=token, doing=errand))


def mend_first(draft: Draft, module: Module, cause: Cause) -> Module:
    """Do what has to be done before the next start."""
    assert module.todo is not None
    text = what(module.todo)
    module = mend(draft, module, replace(cause, text=text), text)
    return order(draft, module, module.todo, RESET_WITHIN) if module.todo else module


def open_procedure(draft: Draft, module: Module, cause: Cause) -> Module:
    """The recovery procedure of the module begins; it goes on in `recovery/procedure.py`."""
    assert module.procedure is not None
    draft.update(procedures=draft.system.procedures | {module.id})
    run = replace(module.procedure, stage=Stage.PRE_CHECKS)
    return mend(draft, replace(module, procedure=run), cause, "its recovery begins")


def leave_off(draft: Draft, module: Module) -> Module:
    """What is being done for the module is not wanted any more; say so once."""
    assert isinstance(module.phase, Mending)
    if module.errand is None or module.phase.ended:
        return module
    draft.emit(EndErrand(module.errand))
    return draft.put(replace(module, phase=replace(module.phase, ended=True)))


def end_errand(draft: Draft, module: Module) -> Module:
    """What is being done is not waited for: its answer will be stale."""
    if module.errand is None:
        return module
    if not (isinstance(module.phase, Mending) and module.phase.ended):
        draft.emit(EndErrand(module.errand))
    return replace(module, errand=None, doing=None)


def drop_plans(draft: Draft, module: Module) -> Module:
    """Somebody else decides about the module now: its recovery is left off, and only the user's own wish stays to be
    done. A module without a process stays so until what is being done for it is over, which is the gate's business."""
    if module.procedure is not None and module.procedure.active:
        draft.emit(Disarm(TimerKey(TimerKind.PROCEDURE, module.id)))
        if not isinstance(module.phase, Mending):
            module = end_errand(draft, module)
    todo = module.todo if isinstance(module.todo, RestoreState) else None
    return replace(module, procedure=None, retry=False, todo=todo)


def what(errand: Errand) -> str:
    """What is being done, for people."""
    match errand:
        case ResetState(reset_state=True):
            return "its state is being moved to the trash"
        case ResetState():
            return "its queued messages are being dropped"
        case RestoreState():
            return "its state is being brought back from the trash"
        case SaveStates():
            return "all modules are asked to save before everything is restarted"
        case TellMode():
            return "it is told its mode of work"
        case RunCommand(command):
            return f"{command[0]} is run for it"
        case MakeCheck(module, role):
            return f"the {role} of {module} is being checked"
        case Pause():
            return "its recovery waits a moment"
        case _:
            assert_never(errand)
