"""The invariants of the core, checked by the virtual world after every single event.

They are written from the rules, not from the code: each looks at the effects and at the facts of the world, and at
phases, never at what the gate has noted for itself.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from skelly_tray.domain.cause import EntryKind
from skelly_tray.domain.descriptor import BUS_ID, Condition, Dependency
from skelly_tray.domain.effects import (
    Acknowledge,
    Activate,
    Alert,
    Arm,
    CommitConfig,
    Deliver,
    Disarm,
    Effect,
    EndErrand,
    EndProbes,
    Hold,
    Kill,
    Probe,
    Record,
    RollBack,
    RunErrand,
    SetMode,
    Spawn,
    Stop,
)
from skelly_tray.domain.errand import Errand, ResetState, RestoreState
from skelly_tray.domain.events import (
    DescriptorsLoaded,
    Eased,
    Event,
    Exited,
    Gone,
    KeeperOpened,
    LimitCleared,
    LimitExceeded,
    Notified,
    Probed,
    Spawned,
    SpawnFailed,
    Squeezed,
    TimerFired,
    TimerKey,
    TimerKind,
)
from skelly_tray.domain.module import Desired, Module
from skelly_tray.domain.phase import UP, Backoff, Failed, Mending, Rest, Starting, Stopping
from skelly_tray.domain.resource_limits import LimitKind
from skelly_tray.domain.status import HealthStatus
from skelly_tray.domain.system import Leaver, System
from skelly_tray.domain.timing import TOLERANCE

if TYPE_CHECKING:
    from tests.domain.world import World


def hold_all(world: World, before: System, event: Event, effects: Sequence[Effect]) -> None:
    """Every law; a failed assertion names the module and the event."""
    _stale_facts_change_nothing(before, world.system, event, effects, world.now)
    _journal_is_true(world, before, effects)
    timers = dict(world.timers)
    spawned: set[str] = set()
    ordered: set[int] = set()
    ended: set[int] = set()
    for effect in effects:
        match effect:
            case Spawn(module):
                assert module not in spawned, f"{module} spawned twice in one event"
                spawned.add(module)
                _one_incarnation(world, module)
                _state_is_not_being_moved(world, module)
                _nobody_said_no(world.system, module)
                run = world.system.modules[module].run
                _conditions_hold(world.system, module, early=run is not None and not run.activated)
            case Activate(module, incarnation):
                run = world.system.modules[module].run
                assert run and run.incarnation == incarnation and run.started, (
                    f"activated too early: {effect}"
                )
                _conditions_hold(world.system, module)
            case Stop(module, incarnation):
                assert incarnation in world.processes, f"stop of an incarnation that nobody issued: {effect}"
                _dependants_first(world, before, module, event)
            case Probe(module, incarnation):
                run = world.system.modules[module].run
                assert run and run.incarnation == incarnation, f"probe of another incarnation: {effect}"
            case Arm(key, at):
                _names_a_module(world.system, key)
                timers[key] = at
            case Disarm(key):
                timers.pop(key, None)
            case RunErrand():
                _errand_may_begin(world, effect, ended)
                ordered.add(effect.token)
            case EndErrand(token):
                known = token in world.running_errands or token in ordered
                assert known, f"the end of an errand that nobody does: {token}"
                assert token not in world.ended_errands | ended, f"errand {token} is ended twice"
                ended.add(token)
            case Hold(_, incarnation, value=None) if _is_leaving(world.system, incarnation):
                pass
            case Hold(module, incarnation) | Alert(module, incarnation):
                run = world.system.modules[module].run
                assert run and run.incarnation == incarnation, f"limits of another incarnation: {effect}"
            case CommitConfig(trial) | RollBack(trial):
                _judged_once(before, event, trial, effects)
            case Kill() | Acknowledge() | EndProbes() | Record() | Deliver() | SetMode():
                pass
    _timers_are_armed(world.system, timers)
    _trial_ends(world.system, timers)
    _nobody_is_forgotten(world, ordered, ended)
    _places_are_enough(before, world.system, event, effects)
    _held_as_told(world, effects)


def _judged_once(before: System, event: Event, trial: int, effects: Sequence[Effect]) -> None:
    """A trial has one verdict, and nothing has one that is not on trial."""
    assert len([e for e in effects if isinstance(e, (CommitConfig, RollBack))]) == 1, "judged twice at once"
    begun = isinstance(event, DescriptorsLoaded) and event.trial is not None and event.trial_id == trial
    goes_on = before.trial is not None and before.trial.id == trial and not before.trial.decided
    assert begun or goes_on, f"a verdict on trial {trial}, which is none"


def _trial_ends(system: System, timers: Mapping[TimerKey, float]) -> None:
    """No trial that can still be judged outlives its end: something will look at it then."""
    trial = system.trial
    if trial is not None and not trial.decided and system.shutdown is None:
        at = timers.get(TimerKey(TimerKind.TRIAL))
        assert at is not None and at <= trial.deadline, f"nobody looks at the end of trial {trial.id}"


def _is_leaving(system: System, incarnation: int) -> bool:
    return any(leaver.incarnation == incarnation for leaver in system.leavers)


def _held_as_told(world: World, effects: Sequence[Effect]) -> None:
    """What a process is held to is what is noted of it, and a limit that nobody has set holds nobody."""
    held = dict(world.held)
    held |= {(e.incarnation, e.kind): e.value for e in effects if isinstance(e, Hold)}
    for module in world.system.modules.values():
        run = module.run
        if not isinstance(module.phase, UP) or run is None or run.incarnation is None:
            continue
        for kind in LimitKind:
            limit, state = module.descriptor.limits.value(kind), run.limits.get(kind)
            noted = run.cap if kind is LimitKind.CPU else limit if state and state.held else None
            assert held.get((run.incarnation, kind)) == noted, (
                f"{module.id} is held otherwise: {kind}, {noted}"
            )
            assert state is None or limit is not None, (
                f"{module.id} has a state of a limit it has not: {kind}"
            )


def _names_a_module(system: System, key: TimerKey) -> None:
    assert key.module is None or key.module in system.modules, f"timer of an unknown module: {key}"


def _one_incarnation(world: World, module: str) -> None:
    live = world.live(module)
    assert not live, f"{module} started while incarnation {live[0].incarnation} is not swept"
    assert not world.in_flight.get(module), f"{module} started while its spawn is in flight"  # type: ignore[call-overload]


def moves_files(errand: Errand) -> bool:
    """It must not be broken off, and no process may run meanwhile."""
    return isinstance(errand, RestoreState) or (isinstance(errand, ResetState) and errand.reset_state)


def _state_is_not_being_moved(world: World, module: str) -> None:
    moving = [e for e in world.running_errands_of(module) if moves_files(e)]
    assert not moving, f"{module} is started while its state is being moved: {moving}"


def _errand_may_begin(world: World, effect: RunErrand, ended: set[int]) -> None:
    """One errand a module at a time; one that was told to end counts no more, unless it moves files."""
    for token, other in world.running_errands.items():
        over = token in world.ended_errands | ended and not moves_files(other.errand)
        assert other.module != effect.module or over, f"{effect.module} has two errands at once: {effect}"
    if moves_files(effect.errand):
        assert not world.live(effect.module), f"the state of {effect.module} is moved under its process"
        assert not world.in_flight.get(effect.module), f"the state of {effect.module} is moved under a spawn"


def _nobody_is_forgotten(world: World, ordered: set[int], ended: set[int]) -> None:
    """A module that is being mended has an errand under way; every errand is waited for, or was told to end."""
    system = world.system
    running = (set(world.running_errands) | ordered) - world.ended_errands - ended
    for module in system.modules.values():
        if isinstance(module.phase, Mending):
            going = module.errand is not None or not (system.keeper_up and system.active)
            assert going, f"nobody mends {module.id}: {module}"
        if module.errand is not None:
            known = module.errand in world.running_errands or module.errand in ordered
            assert known, f"{module.id} waits for an errand that nobody does"
            running.discard(module.errand)
    kept = {leaver.errand for leaver in system.leavers}
    assert running <= kept, f"errands that nobody waits for: {running - kept}"


def _places_are_enough(before: System, after: System, event: Event, effects: Sequence[Effect]) -> None:
    """`max_concurrent_recoveries` bounds retries from spawn to ready; what a timer of a backoff starts is a retry."""
    if isinstance(event, TimerFired) and event.key.kind in (TimerKind.BACKOFF, TimerKind.RETRY):
        for effect in effects:
            if isinstance(effect, Spawn) and effect.module == event.key.module:
                run = after.modules[effect.module].run
                assert run is not None and run.retry, f"{effect.module} is retried without a place"
    retried = {m for m, known in after.modules.items() if _is_retried(known) and m != BUS_ID}
    new = retried - {m for m, known in before.modules.items() if _is_retried(known)}
    most = after.config.max_concurrent_recoveries
    assert not new or len(retried) <= most, f"{len(retried)} retries at once, of {most}: {sorted(retried)}"


def _is_retried(module: Module) -> bool:
    run = module.run if isinstance(module.phase, Starting) else None
    return run is not None and run.retry


def _nobody_said_no(system: System, module: str) -> None:
    known = system.modules[module]  # type: ignore[index]
    assert known.desired is Desired.UP, f"{module} is started though not wanted"
    assert known.word is not Desired.DOWN, f"{module} is started against the user's word"
    assert known.barred is None, f"{module} is started after it was stopped at its limit"
    assert system.shutdown is None, f"{module} is started during the system's stop"
    assert system.keeper_up, f"{module} is started without a keeper"


def _conditions_hold(system: System, module: str, *, early: bool = False) -> None:
    """early: pre-warmed, so that only the bus must be there."""
    descriptor = system.modules[module].descriptor  # type: ignore[index]
    assert descriptor.prewarm or not early, f"{module} is started before its time"
    for edge in descriptor.depends_on:
        if edge.required and (edge.module == BUS_ID or not early):
            met = condition_met(system, edge)
            assert met, f"{module} is started before {edge.module} is {edge.condition}"


def condition_met(system: System, edge: Dependency) -> bool:
    """The condition of an edge, from the dependency's phase alone."""
    dependency = system.modules.get(edge.module)
    if dependency is None:
        return False
    if dependency.completed:
        return True
    run = dependency.run
    if run is None or run.incarnation is None or isinstance(dependency.phase, Stopping):
        return False
    return {
        Condition.STARTED: run.started,
        Condition.READY: run.ready,
        Condition.HEALTHY: run.ready and run.health is HealthStatus.HEALTHY,
        Condition.COMPLETED: False,
    }[edge.condition]


def _dependants_first(world: World, before: System, module: str, event: Event) -> None:
    """No stop for good of what a living dependant needs; failures, restarts, strays and force are other matters."""
    system = world.system
    now = system.modules.get(module)  # type: ignore[call-overload]
    if now is None or isinstance(event, (KeeperOpened, DescriptorsLoaded)):
        return
    known = before.modules.get(module)  # type: ignore[call-overload]
    if known is not None and isinstance(known.phase, Stopping):
        return  # decided earlier, when it may have been a restart; it could only be told once the spawn was answered
    if not isinstance(now.phase, Stopping) or not isinstance(now.phase.then, Rest):
        return
    for_good = not now.wanted or (system.shutdown is not None and not system.shutdown.forced)
    if not for_good or now.phase.outcome is not None:
        return
    for other in system.modules.values():
        for edge in other.descriptor.depends_on:
            if edge.module == module and edge.required and edge.condition is not Condition.COMPLETED:
                assert not other.live, f"{module} is stopped while {other.id} needs it and lives"


FACTS = (
    Spawned,
    SpawnFailed,
    Exited,
    Gone,
    Probed,
    Notified,
    LimitExceeded,
    LimitCleared,
    Squeezed,
    Eased,
)


def is_stale(system: System, event: Event) -> bool:
    """A process fact that is not about the module's present launch or incarnation."""
    if not isinstance(event, FACTS):
        return False
    module = system.modules.get(event.module)
    run = module.run if module else None
    if run is None:
        return True
    if isinstance(event, Spawned):
        return run.launch != event.launch or run.incarnation is not None
    if isinstance(event, SpawnFailed):
        return run.launch != event.launch
    return run.incarnation != event.incarnation


def _time_is_up(system: System, now: float) -> bool:
    """Of a step of a procedure, or of a part of a trial."""
    ends = [run.deadline for m in system.procedures if (run := system.modules[m].procedure)]
    ends += [system.trial.look] if system.trial and system.trial.look is not None else []
    return any(now >= end - TOLERANCE for end in ends)


def _stale_facts_change_nothing(
    before: System, after: System, event: Event, effects: Sequence[Effect], now: float
) -> None:
    if not is_stale(before, event):
        return
    if any(_is_about(leaver, event) for leaver in before.leavers):
        return
    if before.startup is not None:
        return  # any event may find that it is the next module's turn
    if _time_is_up(before, now):
        return  # any event may find that
    assert after.modules == before.modules, f"a stale fact changed a module: {event}"
    for effect in effects:
        other = isinstance(effect, Arm) and effect.key.module is None
        assert isinstance(effect, Acknowledge) or other, f"{event} led to {effect}"


def _is_about(leaver: Leaver, event: Event) -> bool:
    """A process without a module is on its way out, and this fact is about it."""
    if isinstance(event, (Spawned, SpawnFailed)):
        return leaver.launch == event.launch
    return isinstance(event, Gone) and leaver.incarnation == event.incarnation


def _journal_is_true(world: World, before: System, effects: Sequence[Effect]) -> None:
    seq = before.seq
    for effect in effects:
        if not isinstance(effect, Record):
            continue
        entry = effect.entry
        assert entry.seq == seq + 1, f"journal jumps from {seq} to {entry.seq}"
        seq = entry.seq
        cause = entry.cause.seq
        assert cause is None or 0 < cause < entry.seq, f"{entry} is caused by something later"
        assert entry.cause.text, f"{entry} has no sentence"
        if entry.kind is EntryKind.STATE_CHANGED:
            assert entry.from_ != entry.to, f"{entry} changes nothing"
    assert world.system.seq == seq


def _timers_are_armed(system: System, timers: dict[TimerKey, float]) -> None:
    """Whatever ends by time has its timer, at the time that its phase names."""
    for module in system.modules.values():
        key, at = _due(module)
        if key is not None:
            assert timers.get(key) == at, f"{module.id} would wait for ever for {key} at {at}"
        if module.mode.retry_at is not None:
            key = TimerKey(TimerKind.RESTORE, module.id)
            assert timers.get(key) == module.mode.retry_at, f"{module.id} would stay degraded for ever"
    if system.startup:
        assert TimerKey(TimerKind.SYSTEM_STARTUP) in timers, "the system start has no end"
    if system.shutdown and system.active and not system.shutdown.forced and not system.at_rest:
        assert TimerKey(TimerKind.SYSTEM_STOP) in timers, "the system stop has no end"


def _due(module: Module) -> tuple[TimerKey | None, float | None]:
    match module.phase:
        case Starting(run=run) if run.activated or not run.started:
            return TimerKey(TimerKind.STARTUP, module.id), run.deadline
        case Backoff(until=until):
            return TimerKey(TimerKind.BACKOFF, module.id), until
        case Failed(retry_at=float(at)):
            return TimerKey(TimerKind.RETRY, module.id), at
        case _:
            return None, None
