"""The gate: which module may run now, which must go, and who has to go first.

`settle` looks at one module and its neighbours only; `decide` calls it for every module whose surroundings have
changed until none is left. Rules:

- A module is *held* when it is not wanted, the system is being stopped, or a required dependency is held, failed or
  unusable. A held module stops, after its running dependants; so a stop runs from the leaves to the root.
- A wanted module that is not held starts when the condition of every edge is met. A missing condition of an optional
  edge counts only while that dependency is on its way.
- A pre-warmed module is spawned as soon as the bus is there, and activated when the condition of every edge is met.
- While a dependency is being restarted, the edge says what happens: `keep` nothing, `stop` a passing hold, `restart`
  one restart after the dependency is back, and only when nothing further up the graph is about to restart too.
"""

from __future__ import annotations

from dataclasses import replace

from skelly_tray.domain.cause import Cause, CauseKind
from skelly_tray.domain.descriptor import BUS_ID, Condition, Dependency, ModuleId, OnRestart
from skelly_tray.domain.draft import Draft
from skelly_tray.domain.effects import Activate, Arm
from skelly_tray.domain.errand import RestoreState
from skelly_tray.domain.events import TimerKey, TimerKind
from skelly_tray.domain.mending import leave_off, mend_first, open_procedure
from skelly_tray.domain.module import Desired, Hold, HoldKind, Module, can_be_woken, state_of
from skelly_tray.domain.phase import (
    UP,
    Backoff,
    Failed,
    Mending,
    NotStarted,
    Rest,
    Run,
    Running,
    Starting,
    Stopped,
    Stopping,
    Waiting,
)
from skelly_tray.domain.recovery.places import finds_place
from skelly_tray.domain.status import HealthStatus
from skelly_tray.domain.steps import begin_stop, drop_timer, rest, set_run, spawn, stop_reason


def settle_all(draft: Draft) -> None:
    """Settle every marked module, and those marked by that, until there is none."""
    if not draft.system.active:
        return
    while (marked := draft.take_marked()) is not None:
        module = draft.get(marked)
        if module is not None:
            settle(draft, module)


def settle(draft: Draft, module: Module) -> None:
    """Bring one module in line with what holds around it now."""
    hold = find_hold(draft, module)
    if hold != module.hold:
        module = draft.put(replace(module, hold=hold))
    if hold and hold.passing and module.restart is None and isinstance(module.phase, UP):
        # Latched: the dependency may be back before this module's own dependants have let it stop.
        module = draft.put(replace(module, restart=stop_cause(draft, module), stood_aside=True))
    match module.phase:
        case NotStarted() | Stopped():
            if isinstance(module.todo, RestoreState) and _may_be_mended(draft, module):
                mend_first(draft, module, module.restart or module.cause)
            elif not module.wanted and isinstance(module.phase, NotStarted):
                rest(draft, module, stop_cause(draft, module))
            elif not module.wanted:
                _keep_reason_true(draft, module)
            elif _to_be_started(draft, module):
                begin(draft, module, module.restart or start_cause(draft, module))
        case Waiting() | Backoff() | Failed():
            if not module.wanted or draft.system.shutdown:
                rest(draft, module, stop_cause(draft, module))
            elif module.restart or isinstance(module.phase, Waiting):
                begin(draft, module, module.restart or module.cause)
        case Starting() | Running():
            _settle_up(draft, module)
        case Mending():
            _settle_mending(draft, module)
        case Stopping():
            pass


def _settle_mending(draft: Draft, module: Module) -> None:
    """A module that nobody wants any more is mended no further, nor is one that somebody else is to start. With nothing
    left to be done for it, it starts."""
    unwanted = not module.wanted or draft.system.shutdown is not None
    if not unwanted and module.restart is None and (module.errand is not None or recovering(module)):
        return
    if isinstance(module.doing, RestoreState):
        return  # the user's own wish
    if module.errand is not None:
        leave_off(draft, module)
    elif unwanted:
        rest(draft, module, stop_cause(draft, module))
    else:
        begin(draft, module, module.restart or module.cause)


def _keep_reason_true(draft: Draft, module: Module) -> None:
    """A module at rest may come to rest for another reason: stopped by the user after it was merely not needed."""
    if isinstance(module.phase, Stopped) and not module.completed:
        why = stop_reason(draft, module)
        if why is not module.phase.reason:
            draft.put(replace(module, phase=replace(module.phase, reason=why)))


def _to_be_started(draft: Draft, module: Module) -> bool:
    """A resting module that is to come up: asked for, or wanted and its turn."""
    if not module.wanted or draft.system.shutdown:
        return False
    return module.restart is not None or (not module.completed and _released(draft, module))


def begin(draft: Draft, module: Module, cause: Cause) -> Module:
    """Start the module if nothing is in the way; else let it wait, knowing for whom."""
    _wake_lazy(draft, module)
    hold = find_hold(draft, module)
    on = blockers(draft, module)
    if hold and hold.on and hold.on not in on:
        on = (*on, hold.on)
    module = replace(module, hold=hold, restart=None)
    drop_timer(draft, module)
    if not hold and not on and _may_spawn(draft, module) and finds_place(draft, module):
        return _go(draft, module, _released_by(draft, module, cause))
    plain = not module.todo and not module.procedure and not module.retry
    if module.descriptor.prewarm and plain and BUS_ID not in on and not hold and _may_spawn(draft, module):
        return spawn(draft, module, replace(cause, text=f"{cause.text}, pre-warmed"), on)
    if isinstance(module.phase, Waiting):
        return draft.keep(replace(module, phase=replace(module.phase, on=on)))
    return draft.move(module, Waiting(draft.now, on), cause)


def _go(draft: Draft, module: Module, cause: Cause) -> Module:
    """Nothing is in the way of the start: first comes what has to be done before it."""
    if module.procedure is not None and not module.procedure.active:
        return open_procedure(draft, module, cause)
    if module.todo is not None:
        return mend_first(draft, module, cause)
    return spawn(draft, module, cause)


def find_hold(draft: Draft, module: Module) -> Hold | None:
    """Why the module may not run, or None."""
    if draft.system.shutdown:
        return Hold(HoldKind.SYSTEM_STOP)
    if not module.wanted:
        return Hold(HoldKind.UNWANTED)
    for edge in module.descriptor.depends_on:
        if edge.required and edge.condition is not Condition.COMPLETED:
            hold = _hold_by(draft, edge)
            if hold:
                return hold
    return None


def _hold_by(draft: Draft, edge: Dependency) -> Hold | None:
    dependency = draft.get(edge.module)
    if dependency is None or isinstance(dependency.phase, Failed):
        return Hold(HoldKind.DEPENDENCY, edge.module)
    if dependency.completed:
        return None
    if dependency.hold and not dependency.hold.passing:
        return Hold(HoldKind.DEPENDENCY, edge.module)
    if edge.on_restart is OnRestart.STOP and _being_restarted(dependency):
        return Hold(HoldKind.DEPENDENCY, edge.module, passing=True)
    return None


def _being_restarted(module: Module) -> bool:
    match module.phase:
        case Waiting() | Backoff() | Stopping() | Mending():
            return True
        case Starting(run=run):
            return not run.was_ready
        case _:
            return module.restart is not None or module.hold is not None


def blockers(draft: Draft, module: Module) -> tuple[ModuleId, ...]:
    """The dependencies whose condition is not met and that have to be waited for."""
    return tuple(
        e.module
        for e in module.descriptor.depends_on
        if _blocks(draft, e) or (module.stood_aside and _would_stop_it_again(draft, e))
    )


def _would_stop_it_again(draft: Draft, edge: Dependency) -> bool:
    """The dependency is there, but it will be restarted yet by the same incident."""
    if edge.on_restart is OnRestart.KEEP or edge.condition is Condition.COMPLETED:
        return False
    dependency = draft.get(edge.module)
    return dependency is not None and _restart_due(draft, dependency, set())


def _blocks(draft: Draft, edge: Dependency) -> bool:
    dependency = draft.get(edge.module)
    if dependency is None:
        return edge.required
    if satisfied(dependency, edge.condition) and not (
        edge.on_restart is OnRestart.STOP and recovering(dependency)
    ):
        return False
    return edge.required or _on_its_way(dependency, edge.condition)


def satisfied(dependency: Module, condition: Condition) -> bool:
    """The condition holds now. A completed oneshot meets every condition: it has done its work."""
    if dependency.completed:
        return True
    run = dependency.run
    if run is None or dependency.hold or dependency.restart or isinstance(dependency.phase, Stopping):
        return False
    if run.suspected or (dependency.procedure is not None and dependency.procedure.unsettled):
        return False
    match condition:
        case Condition.STARTED:
            return run.started
        case Condition.READY:
            return run.ready
        case Condition.HEALTHY:
            return run.ready and run.health is HealthStatus.HEALTHY
        case Condition.COMPLETED:
            return False


def _on_its_way(dependency: Module, condition: Condition) -> bool:
    """An optional dependency is waited for only while it may still come by itself soon."""
    if not dependency.wanted or dependency.hold or dependency.budget.attempts:
        return False
    match dependency.phase:
        case NotStarted() | Waiting() | Starting() | Stopping() | Mending():
            return True
        case Running():
            return condition is Condition.COMPLETED
        case _:
            return False


def _may_spawn(draft: Draft, module: Module) -> bool:
    """Its secrets and the rest of the system allow a start now."""
    system = draft.system
    if module.missing is not None:
        return False
    return system.keeper_up and system.active and not system.leaving(module.id) and _released(draft, module)


def _may_be_mended(draft: Draft, module: Module) -> bool:
    """What the user wants of a module at rest is done at once, unless its start does it or everything ends."""
    rests = not module.wanted or module.completed
    return rests and not draft.system.shutdown and not draft.system.leaving(module.id)


def _released(draft: Draft, module: Module) -> bool:
    startup = draft.system.startup
    return startup is None or module.id not in startup.unreleased or _may_go_ahead(draft, module)


def _may_go_ahead(draft: Draft, module: Module) -> bool:
    """A pre-warmed module need not wait for its turn, only for the bus."""
    bus = draft.get(BUS_ID)
    return module.descriptor.prewarm and bus is not None and bus.ready


def _wake_lazy(draft: Draft, module: Module) -> None:
    for edge in module.descriptor.depends_on:
        lazy = draft.get(edge.module)
        if lazy and can_be_woken(lazy):
            cause = Cause(CauseKind.DEMAND, f"{module.id} needs it", module.cause.seq)
            draft.put(replace(lazy, desired=Desired.UP, word_cause=cause))


def _settle_up(draft: Draft, module: Module) -> None:
    """A module with a process that is meant to go on: must it stop, or restart after a dependency?"""
    if module.hold is None and module.restart is None:
        module = _activate(draft, module)
        moved = _restart_after_dependency(draft, module)
        if moved is None:
            _look_further_down(draft, module)
            return
        module = moved
    if not _dependants_in_the_way(draft, module):
        begin_stop(draft, module, Rest(), stop_cause(draft, module))


def _activate(draft: Draft, module: Module) -> Module:
    """A pre-warmed module begins its work once nothing is missing; from there on its start is timed."""
    run = module.run
    assert run is not None
    if run.activated:
        return module
    on = blockers(draft, module)
    ready = not on and run.started and run.incarnation is not None
    if not ready:
        return module if on == run.waits_on else set_run(draft, module, replace(run, waits_on=on))
    assert run.incarnation is not None
    deadline = draft.now + module.descriptor.startup_timeout
    run = replace(run, activated=True, waits_on=(), deadline=deadline)
    draft.emit(
        Arm(TimerKey(TimerKind.STARTUP, module.id), deadline), Activate(module.id, run.incarnation or 0)
    )
    return set_run(draft, module, run)


def _dependants_in_the_way(draft: Draft, module: Module) -> bool:
    """Running dependants that have to be down before this module goes."""
    if draft.system.shutdown and draft.system.shutdown.forced:
        return False
    for_good = module.hold is not None and not module.hold.passing
    for dependant_id, edge in draft.system.graph.dependants.get(module.id, ()):
        dependant = draft.get(dependant_id)
        if dependant is None or not dependant.live:
            continue
        if not edge.required or edge.condition is Condition.COMPLETED:
            continue
        goes_too = dependant.hold or dependant.restart or isinstance(dependant.phase, Stopping)
        if for_good or edge.on_restart is OnRestart.STOP or goes_too:
            return True
    return False


def _restart_after_dependency(draft: Draft, module: Module) -> Module | None:
    """Ask for the one restart that an edge with `restart` demands after its dependency came back."""
    run = module.run
    assert run is not None
    current = dict(run.seen)
    stale: Module | None = None
    asked: set[ModuleId] = set()
    if _stop_due(draft, module, asked):
        return None
    for edge in _restart_edges(module):
        back, dependency = _back(draft, edge)
        if back is False or (back and dependency and _restart_due(draft, dependency, asked)):
            return None
        if not back or dependency is None or dependency.run is None or dependency.run.incarnation is None:
            continue
        current[edge.module] = dependency.run.incarnation
        if run.seen.get(edge.module, dependency.run.incarnation) != dependency.run.incarnation:
            stale = dependency
    if stale is None:
        if current != run.seen:
            set_run(draft, module, replace(run, seen=current))
        return None
    cause = Cause(CauseKind.DEPENDENCY, f"{stale.id} was restarted", stale.cause.seq)
    return draft.put(replace(module, restart=cause, recovering=True))


def _look_further_down(draft: Draft, module: Module) -> None:
    """A restart that is due further down may have waited for something above this module: have it looked at again."""
    todo, seen = [module.id], {module.id}
    while todo:
        dependency = draft.get(todo.pop())
        if dependency is None or dependency.run is None:
            continue
        for dependant_id, edge in draft.system.graph.dependants.get(dependency.id, ()):
            dependant = draft.get(dependant_id)
            if edge.on_restart is OnRestart.KEEP or dependant is None or dependant_id in seen:
                continue
            seen.add(dependant_id)
            todo.append(dependant_id)
            if dependant.stood_aside or (dependant.run and _is_stale(draft, dependant, dependant.run)):
                draft.mark(dependant_id)


def _is_stale(draft: Draft, module: Module, run: Run) -> bool:
    """A dependency is not the incarnation that it was started against, or it is not known against which."""
    needed = [draft.get(edge.module) for edge in _restart_edges(module)]
    present = {m.id: m.run.incarnation for m in needed if m is not None and m.run is not None}
    return any(run.seen.get(m) != incarnation for m, incarnation in present.items())


def _restart_edges(module: Module) -> list[Dependency]:
    return [
        e
        for e in module.descriptor.depends_on
        if e.on_restart is OnRestart.RESTART and e.condition is not Condition.COMPLETED
    ]


def _back(draft: Draft, edge: Dependency) -> tuple[bool | None, Module | None]:
    """The dependency of a restart edge is there (True), to be waited for (False), or may stay away (None)."""
    dependency = draft.get(edge.module)
    if dependency is not None and satisfied(dependency, edge.condition) and not recovering(dependency):
        return True, dependency
    soon = dependency is not None and (
        dependency.restart or recovering(dependency) or isinstance(dependency.phase, (Starting, Stopping))
    )
    return (False if edge.required or soon else None), dependency


def recovering(module: Module) -> bool:
    """A recovery procedure goes on: it may yet start the module again, so nobody is restarted after it so far."""
    return module.procedure is not None and module.procedure.active


def _restart_due(draft: Draft, module: Module, asked: set[ModuleId]) -> bool:
    """The module itself will be restarted once something further up is back. `asked`: those known not to be; without
    it the same modules would be asked once for every path through the graph."""
    if module.id in asked or not isinstance(module.phase, UP):
        return False
    asked.add(module.id)
    if _stop_due(draft, module, asked):
        return True
    seen = module.phase.run.seen
    for edge in _restart_edges(module):
        back, dependency = _back(draft, edge)
        if back is False:
            return True
        if not back or dependency is None:
            continue
        incarnation = dependency.run.incarnation if dependency.run else None
        if seen.get(edge.module, incarnation) != incarnation or _restart_due(draft, dependency, asked):
            return True
    return False


def _stop_due(draft: Draft, module: Module, asked: set[ModuleId]) -> bool:
    """It will be stopped while something further up is restarted, and started again then."""
    needed = [draft.get(e.module) for e in module.descriptor.depends_on if e.on_restart is OnRestart.STOP]
    return any(dependency is not None and _restart_due(draft, dependency, asked) for dependency in needed)


def start_cause(draft: Draft, module: Module) -> Cause:
    """Why a resting module is brought up by the gate."""
    if module.word_cause.text and module.word is not None:
        return module.word_cause
    if module.word_cause.kind is CauseKind.DEMAND:
        return module.word_cause
    startup = draft.system.startup
    if startup:
        return startup.cause
    if module.cause.kind is CauseKind.CONFIG:
        return module.cause
    return Cause(CauseKind.SYSTEM, "it is wanted up", module.cause.seq)


def stop_cause(draft: Draft, module: Module) -> Cause:
    """Why the gate stops a module: its hold, or the restart that was asked for."""
    hold = module.hold
    if hold is None:
        return module.restart or Cause(CauseKind.SYSTEM, "restart")
    match hold.kind:
        case HoldKind.SYSTEM_STOP:
            shutdown = draft.system.shutdown
            return shutdown.cause if shutdown else Cause(CauseKind.SYSTEM, "the system is being stopped")
        case HoldKind.UNWANTED:
            if module.word is Desired.DOWN:
                return module.word_cause
            if module.barred:
                return module.barred
            text = "it is started on demand" if module.descriptor.enabled else "it is disabled"
            return Cause(CauseKind.CONFIG, text)
        case HoldKind.DEPENDENCY:
            return _dependency_cause(draft, hold.on)


def _dependency_cause(draft: Draft, on: ModuleId | None) -> Cause:
    dependency = draft.get(on) if on else None
    if dependency is None:
        return Cause(CauseKind.DEPENDENCY, f"{on} has no usable file")
    state = state_of(dependency.phase)
    text = f"{on} is failed" if isinstance(dependency.phase, Failed) else f"{on} is going down ({state})"
    return Cause(CauseKind.DEPENDENCY, text, dependency.cause.seq)


def _released_by(draft: Draft, module: Module, cause: Cause) -> Cause:
    """A module that has waited starts because of the one it waited for."""
    if not isinstance(module.phase, Waiting):
        return cause
    if not module.phase.on:
        return replace(cause, seq=module.cause.seq)
    last = draft.get(module.phase.on[-1])
    names = ", ".join(module.phase.on)
    seq = last.cause.seq if last else module.cause.seq
    return Cause(CauseKind.DEPENDENCY, f"{names} {'is' if len(module.phase.on) == 1 else 'are'} there", seq)
