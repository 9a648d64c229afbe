"""The steps one module can take: spawn, stop, come to rest, change its health. Each keeps effects and journal true.

No step asks whether it may be taken; that is the gate's business.
"""

from __future__ import annotations

from dataclasses import replace

from skelly_tray.domain.cause import Cause, CauseKind, EntryKind
from skelly_tray.domain.descriptor import BUS_ID, Condition, ModuleId, OnRestart
from skelly_tray.domain.draft import Draft
from skelly_tray.domain.effects import Arm, Disarm, EndProbes, Hold, Kill, Spawn, Stop
from skelly_tray.domain.events import TimerKey, TimerKind
from skelly_tray.domain.hurry import grace_in
from skelly_tray.domain.mending import drop_plans, end_errand
from skelly_tray.domain.mode import FULL
from skelly_tray.domain.module import Desired, Module
from skelly_tray.domain.phase import (
    Backoff,
    Failed,
    Recover,
    Run,
    Running,
    Starting,
    Stopped,
    Stopping,
    StopReason,
    Then,
)
from skelly_tray.domain.resource_limits import LimitKind
from skelly_tray.domain.status import HealthStatus

_RUN_TIMERS = (TimerKind.STARTUP, TimerKind.READY_AFTER, TimerKind.STABLE)


def spawn(draft: Draft, module: Module, cause: Cause, waits_on: tuple[ModuleId, ...] = ()) -> Module:
    """Order a new process. The incarnation is known when the keeper answers. waits_on: what a pre-warmed one has to
    wait for before it is activated."""
    launch = draft.system.launches + 1
    draft.update(launches=launch)
    deadline = draft.now + module.descriptor.startup_timeout
    run = Run(
        launch=launch,
        spawned_at=draft.now,
        deadline=deadline,
        seen=incarnations_of_needs(draft, module),
        activated=not waits_on,
        waits_on=waits_on,
        retry=module.retry,
    )
    restarts = module.restarts + (1 if module.recovering else 0)
    module = draft.move(
        module,
        Starting(draft.now, run),
        cause,
        restarts=restarts,
        recovering=False,
        restart=None,
        stood_aside=False,
        retry=False,
        refused_settings="",
        refused_mode="",
        mode=module.mode if not module.mode.by_limit or module.mode.retry_at else FULL,
    )
    draft.emit(Spawn(module.id, launch), Arm(TimerKey(TimerKind.STARTUP, module.id), deadline))
    return module


def incarnations_of_needs(draft: Draft, module: Module) -> dict[ModuleId, int]:
    """Present incarnations of the dependencies whose restart is to restart this module."""
    seen: dict[ModuleId, int] = {}
    for edge in module.descriptor.depends_on:
        if edge.on_restart is OnRestart.RESTART and edge.condition is not Condition.COMPLETED:
            dependency = draft.get(edge.module)
            run = dependency.run if dependency else None
            if run and run.incarnation is not None:
                seen[edge.module] = run.incarnation
    return seen


def begin_stop(draft: Draft, module: Module, then: Then, cause: Cause) -> Module:
    """End the present incarnation: its probes and timers at once, its tree by the keeper."""
    assert isinstance(module.phase, (Starting, Running))
    run = module.phase.run
    end_run(draft, module)
    module = draft.move(module, Stopping(draft.now, run, then), cause)
    return order_stop(draft, module, run)


def order_stop(draft: Draft, module: Module, run: Run) -> Module:
    """Tell the keeper, as soon as it has told us the incarnation."""
    if run.incarnation is None:
        return module
    if run.cap is not None:  # it has only its grace to end in, and is to have all of that
        draft.emit(Hold(module.id, run.incarnation, LimitKind.CPU, None))
    shutdown = draft.system.shutdown
    if shutdown and shutdown.forced:
        draft.emit(Kill(run.incarnation))
    else:
        grace, polite = grace_in(draft.system, module, draft.now), _listens(module, run)
        draft.emit(Stop(module.id, run.incarnation, module.descriptor.stop_signal, grace, polite))
        module = _due(draft, module, grace)
    return module


def hurry(draft: Draft, module: Module) -> Module:
    """One that is being stopped already gets less time, if less is left than it was given."""
    assert isinstance(module.phase, Stopping)
    run, grace = module.phase.run, grace_in(draft.system, module, draft.now)
    known = module.phase.kill_at or module.phase.since + module.descriptor.shutdown_timeout
    if run.incarnation is None or draft.now + grace >= known:
        return module
    draft.emit(Stop(module.id, run.incarnation, module.descriptor.stop_signal, grace))
    return _due(draft, module, grace)


def _due(draft: Draft, module: Module, grace: float) -> Module:
    if grace >= module.descriptor.shutdown_timeout or not isinstance(module.phase, Stopping):
        return module
    return draft.keep(replace(module, phase=replace(module.phase, kill_at=draft.now + grace)))


def _listens(module: Module, run: Run) -> bool:
    """It can be asked over the bus to end. One that has failed is not asked: it may not answer any more."""
    failed = isinstance(module.phase, Stopping) and isinstance(module.phase.then, Recover)
    return module.descriptor.native and module.id != BUS_ID and run.started and not failed


def end_run(draft: Draft, module: Module) -> None:
    """No probe and no timer of the incarnation survives its end."""
    draft.emit(EndProbes(module.id), *(Disarm(TimerKey(kind, module.id)) for kind in _RUN_TIMERS))


def rest(draft: Draft, module: Module, cause: Cause) -> Module:
    """Bring a module without a process to Stopped, as nobody wants it up (or the system is being stopped). A reset that
    is due outlives a restart of the whole system."""
    drop_timer(draft, module)
    phase = Stopped(draft.now, stop_reason(draft, module))
    shutdown = draft.system.shutdown
    kept = module.todo if shutdown and shutdown.again and module.wanted else None
    module = end_errand(draft, drop_plans(draft, module))
    module = replace(module, todo=module.todo or kept)
    return draft.move(module, phase, cause, restart=None, recovering=False, stood_aside=False, missing=None)


def drop_timer(draft: Draft, module: Module) -> None:
    """A module that leaves Backoff or Failed is not woken later."""
    if isinstance(module.phase, Backoff):
        draft.emit(Disarm(TimerKey(TimerKind.BACKOFF, module.id)))
    if isinstance(module.phase, Failed):
        draft.emit(Disarm(TimerKey(TimerKind.RETRY, module.id)))


def stop_reason(draft: Draft, module: Module) -> StopReason:
    """Why an unwanted module rests."""
    if draft.system.shutdown and module.wanted:
        return StopReason.SYSTEM_STOP
    if module.word is Desired.DOWN:
        return StopReason.USER
    if module.barred:
        return StopReason.LIMIT
    return StopReason.LAZY if module.descriptor.enabled else StopReason.DISABLED


def set_run(draft: Draft, module: Module, run: Run, *, visible: bool = False) -> Module:
    """Replace the facts of the present incarnation. `visible`: dependants may care."""
    assert isinstance(module.phase, (Starting, Running, Stopping))
    changed = replace(module, phase=replace(module.phase, run=run))
    return draft.put(changed) if visible else draft.keep(changed)


def set_health(draft: Draft, module: Module, health: HealthStatus, reason: str) -> Module:
    """Take over a verdict on health, write a change down, and keep the clock of stability."""
    run = module.run
    assert run is not None
    before = run.health
    if health is before and reason == run.health_reason:
        return module
    run = replace(run, health=health, health_reason=reason)
    if health is before:
        return set_run(draft, module, run)
    key = TimerKey(TimerKind.STABLE, module.id)
    if health is HealthStatus.HEALTHY:
        run = replace(run, healthy_since=draft.now)
        draft.emit(Arm(key, draft.now + module.descriptor.recovery.stable_after))
    else:
        run = replace(run, healthy_since=None)
        draft.emit(Disarm(key))
    cause = draft.follow(module, CauseKind.PROBE, reason)
    draft.record(EntryKind.HEALTH_CHANGED, cause, module, from_=before, to=health)
    return set_run(draft, module, run, visible=True)
