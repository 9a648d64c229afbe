"""Strategy *degraded mode*: the module goes on doing less, and everything is tried again later.

A native module is told over the bus which features to leave and how much of its load to keep, while it runs or with its
next hello; any other is replaced by its `fallback_command`. Full mode is tried again after `retry_failed_after`, and
twice as long after each try that failed. A limit uses the same mode, and ends it itself.
"""

from __future__ import annotations

import zlib
from dataclasses import replace

from skelly_tray.domain.cause import Cause, CauseKind, EntryKind, Failure
from skelly_tray.domain.descriptor import ModuleDescriptor
from skelly_tray.domain.draft import Draft
from skelly_tray.domain.effects import Arm, Disarm, SetMode
from skelly_tray.domain.events import TimerKey, TimerKind
from skelly_tray.domain.mode import FULL, Mode, ModeSource, plain
from skelly_tray.domain.module import Module
from skelly_tray.domain.phase import UP
from skelly_tray.domain.recovery.restart import TRIAL_MAX
from skelly_tray.domain.status import HealthStatus
from skelly_tray.domain.steps import set_run
from skelly_tray.domain.timing import TOLERANCE, span


def launched(module: Module) -> ModuleDescriptor:
    """The descriptor to start the module by: in degraded mode another program may run in its place, and its digest says
    so, for whoever finds that program running."""
    descriptor, fallback = module.descriptor, module.descriptor.degraded.fallback_command
    if not module.mode.degraded or not fallback or descriptor.native:
        return descriptor
    digest = f"{descriptor.digest}-{zlib.crc32(repr(fallback).encode()):08x}"
    return replace(descriptor, command=fallback, digest=digest)


def can_be_degraded(module: Module) -> bool:
    """It can be told over the bus, or something else can run in its place."""
    return module.descriptor.native or bool(module.descriptor.degraded.fallback_command)


def prepare_degraded(draft: Draft, module: Module, failure: Failure) -> Module:
    """The next start is in degraded mode."""
    return enter_mode(draft, module, ModeSource.RECOVERY, f"after {failure.text}")


def degrade(draft: Draft, module: Module, cause: Cause, source: ModeSource, *, tell: bool = True) -> Module:
    """Have a module do less from now on. One that cannot is left as it is, and the journal says so. tell: a running
    one; else the caller does."""
    if not can_be_degraded(module):
        text = "it cannot be degraded: it does not speak over the bus and has no fallback_command"
        draft.record(EntryKind.RECOVERY, Cause(CauseKind.RECOVERY, text, cause.seq), module)
        return module
    if module.mode.degraded:
        return module
    module = enter_mode(draft, module, source, cause.text)
    return _take_effect(draft, module, cause) if tell else module


def restore(draft: Draft, module: Module, cause: Cause, *, tell: bool = True) -> Module:
    """Have a degraded module do everything again; until it is stable, that is on trial. tell: as for `degrade`."""
    if not module.mode.degraded:
        return module
    draft.emit(Disarm(TimerKey(TimerKind.RESTORE, module.id)))
    mode = Mode(tries=module.mode.tries, on_trial=True, why=cause.text, since=draft.now)
    seq = draft.record(
        EntryKind.RECOVERY, cause, module, from_="degraded", to="full", detail={"mode": "full"}
    )
    module = draft.put(replace(module, mode=mode))
    module = _on_trial(draft, module)
    return _take_effect(draft, module, replace(cause, seq=seq)) if tell else module


def enter_mode(draft: Draft, module: Module, source: ModeSource, why: str) -> Module:
    """Degraded from here on, without telling the module."""
    if module.mode.degraded:
        return module
    tries = module.mode.tries + 1 if module.mode.on_trial else 0
    pause = module.descriptor.recovery.retry_failed_after
    retry_at = None
    itself = source is ModeSource.LIMIT and module.descriptor.native  # a fallback's use says nothing of it
    if not itself and pause > 0:
        retry_at = draft.now + min(pause * 2.0 ** min(tries, 20), TRIAL_MAX)
        draft.emit(Arm(TimerKey(TimerKind.RESTORE, module.id), retry_at))
    later = f"; full mode is tried again in {span(retry_at - draft.now)}" if retry_at else ""
    cause = draft.follow(module, CauseKind.RECOVERY, f"degraded: {plain(why)}{later}")
    detail = {"mode": "degraded", "source": str(source), "tries": tries}
    draft.record(EntryKind.RECOVERY, cause, module, from_="full", to="degraded", detail=detail)
    return draft.put(replace(module, mode=Mode(True, source, why, draft.now, retry_at, tries)))


def on_restore_due(draft: Draft, module: Module) -> None:
    """Time to try full mode again; a module that is not up, or being recovered, is not made to change just now."""
    retry_at = module.mode.retry_at
    if not module.mode.degraded or retry_at is None or draft.now < retry_at - TOLERANCE:
        return
    if not module.ready or module.restart is not None or module.procedure is not None:
        later = draft.now + max(module.descriptor.recovery.retry_failed_after, 1.0)
        draft.put(replace(module, mode=replace(module.mode, retry_at=later)))
        draft.emit(Arm(TimerKey(TimerKind.RESTORE, module.id), later))
        return
    restore(draft, module, draft.follow(module, CauseKind.RECOVERY, "full mode is tried again after a pause"))


def leave_mode(draft: Draft, module: Module) -> Module:
    """Full mode from the next start on: the user has spoken, or the configuration is another."""
    if module.mode == FULL:
        return module
    draft.emit(Disarm(TimerKey(TimerKind.RESTORE, module.id)))
    return draft.put(replace(module, mode=FULL))


def _on_trial(draft: Draft, module: Module) -> Module:
    """A native module goes on as it is, and has to prove stable anew."""
    run = module.run
    if run is None or not module.descriptor.native or not isinstance(module.phase, UP):
        return module
    healthy = run.health is HealthStatus.HEALTHY
    if healthy:
        stable_at = draft.now + module.descriptor.recovery.stable_after
        draft.emit(Arm(TimerKey(TimerKind.STABLE, module.id), stable_at))
    since = draft.now if healthy else None
    return set_run(draft, module, replace(run, stable=False, healthy_since=since))


def _take_effect(draft: Draft, module: Module, cause: Cause) -> Module:
    """Tell a running module, or have it replaced."""
    run = module.run
    if run is None or not isinstance(module.phase, UP):
        return module
    if module.descriptor.native:
        if run.incarnation is not None:
            draft.emit(SetMode(module.id, run.incarnation))
        return module
    return draft.put(replace(module, restart=cause, recovering=True))
