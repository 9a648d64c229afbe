"""Starting and stopping the system as a whole: the StartupSequencer and ShutdownCoordinator of the source design.

Sequential: one module at a time in dependency order; the next goes when the former is ready, has failed once or
cannot come. Parallel: wave after wave without waiting. `module_start_delay` lies between two releases in both. A
module that is released still waits for the conditions of its own edges. *Starting* ends when everything wanted has
settled, or at `startup_timeout` with what is missing named. The bus, if there is one, goes before all others and delays
none.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from skelly_tray.domain.cause import Cause, CauseKind, EntryKind
from skelly_tray.domain.descriptor import BUS_ID, ModuleId
from skelly_tray.domain.draft import Draft
from skelly_tray.domain.effects import Arm, Disarm, Kill
from skelly_tray.domain.events import KillDemanded, SystemStarted, SystemStopped, TimerKey, TimerKind
from skelly_tray.domain.leavers import kill_leavers
from skelly_tray.domain.module import Module
from skelly_tray.domain.phase import (
    Backoff,
    Failed,
    NotStarted,
    Running,
    Stopped,
    Stopping,
    Waiting,
)
from skelly_tray.domain.steps import hurry
from skelly_tray.domain.system import Shutdown, Startup, System
from skelly_tray.domain.timing import TOLERANCE

START_KEY = TimerKey(TimerKind.SYSTEM_STARTUP)
NEXT_KEY = TimerKey(TimerKind.NEXT_START)
STOP_KEY = TimerKey(TimerKind.SYSTEM_STOP)
STOP_MARGIN = 5.0
"""Seconds that an ordered stop of everything gets beyond the grace of its modules."""


def on_system_started(draft: Draft, _: SystemStarted) -> None:
    """Bring up what is wanted and rests, in order; a restart of everything under way does so by itself."""
    if draft.system.shutdown and draft.system.shutdown.again:
        return
    begin_startup(draft, Cause(CauseKind.SYSTEM, "started with the system"))


def begin_startup(draft: Draft, cause: Cause) -> None:
    """Write down that the system starts, and plan the start of every wanted module that rests."""
    cause = replace(cause, seq=draft.record(EntryKind.SYSTEM, cause, to="starting"))
    config, now = draft.system.config, draft.now
    wave_groups: Sequence[Sequence[ModuleId]] = draft.system.graph.waves
    if not config.parallel_startup:
        wave_groups = [(m,) for m in draft.system.graph.order]
    wave_groups = [(BUS_ID,), *(tuple(m for m in group if m != BUS_ID) for group in wave_groups)]
    groups = (tuple(m for m in group if _to_start(draft, m)) for group in wave_groups)
    startup = Startup(now, now + config.startup_timeout, now, tuple(g for g in groups if g), cause)
    draft.update(startup=startup, shutdown=None, active=True, missed=frozenset())
    draft.emit(Disarm(STOP_KEY), Arm(START_KEY, startup.deadline))
    draft.mark_all()


def _to_start(draft: Draft, module_id: ModuleId) -> bool:
    module = draft.get(module_id)
    return bool(
        module and module.wanted and not module.completed and isinstance(module.phase, (NotStarted, Stopped))
    )


def advance(draft: Draft) -> bool:
    """Release the next group if it is time. True if something was released, so that the gate must look again."""
    startup = draft.system.startup
    if startup is None:
        return False
    if not startup.groups:
        _end_if_settled(draft, startup)
        return False
    waits = not draft.system.config.parallel_startup and not _all_settled(draft, startup.current)
    if waits:
        return False
    if draft.now < startup.next_at - TOLERANCE:
        draft.emit(Arm(NEXT_KEY, startup.next_at))
        return False
    released, *groups = startup.groups
    delay = 0.0 if released == (BUS_ID,) else draft.system.config.module_start_delay
    next_at = draft.now + delay
    draft.update(startup=replace(startup, groups=tuple(groups), current=released, next_at=next_at))
    for module in released:
        draft.mark_around(module)
    return True


def _all_settled(draft: Draft, modules: Sequence[ModuleId]) -> bool:
    """A system start need not wait for these modules (any longer), nor for what they wait for."""
    seen: set[ModuleId] = set()
    todo = list(modules)
    while todo:
        module_id = todo.pop()
        module = None if module_id in seen else draft.get(module_id)
        seen.add(module_id)
        if module is None or _is_settled(draft, module):
            continue
        if not isinstance(module.phase, Waiting) or not module.phase.on:
            return False
        todo.extend(module.phase.on)
    return True


def _is_settled(draft: Draft, module: Module) -> bool:
    """It is up, cannot come, is not wanted, or has failed once in this start; or it waits for others."""
    if module.hold or not module.wanted or module.missing:
        return True
    if isinstance(module.phase, (Running, Stopped, Failed, Backoff)):
        return True
    startup, failure = draft.system.startup, module.last_failure
    return startup is not None and failure is not None and failure.at >= startup.since


def _end_if_settled(draft: Draft, startup: Startup) -> None:
    if not _all_settled(draft, [m.id for m in draft.all() if m.wanted]):
        return
    draft.update(startup=None)
    draft.emit(Disarm(START_KEY), Disarm(NEXT_KEY))
    took = draft.now - startup.since
    cause = Cause(CauseKind.SYSTEM, f"the start took {took:.2f} s", startup.cause.seq)
    draft.record(EntryKind.SYSTEM, cause, from_="starting", detail={"seconds": round(took, 3)})


def on_startup_timeout(draft: Draft) -> None:
    """*Starting* ends; what is missing is named, and goes on trying in its own way."""
    startup = draft.system.startup
    if startup is None or draft.now < startup.deadline - TOLERANCE:
        return
    missed = [m.id for m in draft.all() if m.wanted and not m.completed and not m.ready]
    draft.update(startup=None, missed=frozenset(missed))
    draft.emit(Disarm(NEXT_KEY))
    text = f"not everything was up within {startup.deadline - startup.since:g} s"
    cause = Cause(CauseKind.TIMEOUT, text, startup.cause.seq)
    draft.record(EntryKind.SYSTEM, cause, from_="starting", detail={"missing": sorted(missed)})
    draft.mark_all()


def on_system_stopped(draft: Draft, event: SystemStopped) -> None:
    """Begin an ordered stop of everything; what is wanted stays as it is. One under way is at most made shorter."""
    deadline, shutdown = draft.now + event.timeout, draft.system.shutdown
    hurried = event.timeout < time_to_stop(draft.system) - STOP_MARGIN
    if shutdown is None:
        begin_shutdown(draft, Cause(CauseKind.SYSTEM, event.text), deadline, hurried=hurried)
        return
    draft.update(shutdown=replace(shutdown, again=False))
    if draft.system.active and deadline < shutdown.deadline - TOLERANCE:
        draft.update(shutdown=replace(shutdown, again=False, deadline=deadline, hurried=hurried))
        draft.emit(Arm(STOP_KEY, deadline))
        for module in draft.all():
            if isinstance(module.phase, Stopping):
                hurry(draft, module)


def on_kill_demanded(draft: Draft, _: KillDemanded) -> None:
    """End everything at once, in no order."""
    if draft.system.shutdown is None:
        begin_shutdown(draft, Cause(CauseKind.SYSTEM, "everything is to be killed"), draft.now)
    _force(draft, demanded=True)


def on_stop_deadline(draft: Draft) -> None:
    """The time for an ordered stop is over: what is left is killed."""
    shutdown = draft.system.shutdown
    if shutdown and not shutdown.forced and draft.now >= shutdown.deadline - TOLERANCE:
        _force(draft)


def begin_shutdown(
    draft: Draft, cause: Cause, deadline: float, *, again: bool = False, hurried: bool = False
) -> None:
    """Stop everything in order until `deadline`. again: and start what is wanted once everything is down. hurried: the
    graces are longer than that, and are shortened."""
    seq = draft.record(EntryKind.SYSTEM, cause, to="stopping")
    shutdown = Shutdown(draft.now, deadline, replace(cause, seq=seq), again=again, hurried=hurried)
    draft.update(shutdown=shutdown, startup=None, active=True)
    draft.emit(Disarm(START_KEY), Disarm(NEXT_KEY), Arm(STOP_KEY, deadline))
    draft.mark_all()


def time_to_stop(system: System) -> float:
    """The longest an ordered stop may take, in seconds: the largest grace of each wave, one after another."""
    graces = (
        [system.modules[m].descriptor.shutdown_timeout for m in w if m in system.modules]
        for w in system.graph.waves
    )
    return sum(max(g, default=0.0) for g in graces) + STOP_MARGIN


def _force(draft: Draft, *, demanded: bool = False) -> None:
    shutdown = draft.system.shutdown
    assert shutdown is not None
    draft.update(shutdown=replace(shutdown, forced=True, again=shutdown.again and not demanded))
    for module in draft.all():
        if isinstance(module.phase, Stopping) and module.phase.run.incarnation is not None:
            draft.emit(Kill(module.phase.run.incarnation))
    kill_leavers(draft)
    draft.mark_all()


def end_shutdown(draft: Draft) -> bool:
    """Once nothing has a process any more, the stop is over and nothing starts by itself. True if everything is to be
    started again, so that the gate must look."""
    system = draft.system
    if not system.shutdown or not system.active or system.leavers or any(m.live for m in draft.all()):
        return False
    draft.update(active=False)
    draft.emit(Disarm(STOP_KEY))
    cause = system.shutdown.cause
    seq = draft.record(EntryKind.SYSTEM, cause, from_="stopping", to="stopped")
    if system.shutdown.again:
        begin_startup(draft, replace(cause, seq=seq))
    return system.shutdown.again
