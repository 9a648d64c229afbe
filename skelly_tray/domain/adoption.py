"""Where the system comes from: descriptors, what an earlier supervisor remembered, and the processes a keeper kept.

Adopted is what the keeper still holds under a descriptor with the same digest; a changed one is restarted like after
any change of configuration, and a process that no file describes is stopped.
"""

from __future__ import annotations

from dataclasses import replace

from skelly_tray.domain.cause import Cause, CauseKind, EntryKind
from skelly_tray.domain.descriptor import BUS_ID, ModuleDescriptor, ProbeRole
from skelly_tray.domain.draft import Draft
from skelly_tray.domain.effects import Acknowledge, Arm, Deliver, Disarm, Hold, Probe
from skelly_tray.domain.ending import conclude, on_exited, on_gone
from skelly_tray.domain.errand import ResetState, RestoreState
from skelly_tray.domain.events import (
    Adoptee,
    DescriptorsLoaded,
    Exited,
    Gone,
    KeeperLost,
    KeeperOpened,
    TimerKey,
    TimerKind,
)
from skelly_tray.domain.leavers import see_off
from skelly_tray.domain.limiting import engage, on_limits_changed
from skelly_tray.domain.mending import drop_plans, end_errand
from skelly_tray.domain.module import Desired, Module, default_desired
from skelly_tray.domain.phase import (
    UP,
    Backoff,
    Completed,
    Failed,
    Mending,
    Rest,
    Run,
    Running,
    Starting,
    Stopped,
    Stopping,
    Waiting,
)
from skelly_tray.domain.probing import watch
from skelly_tray.domain.recovery.degraded import launched, leave_mode
from skelly_tray.domain.recovery.restart import Budget
from skelly_tray.domain.remembered import read_note, recall
from skelly_tray.domain.resource_limits import LimitKind
from skelly_tray.domain.resuming import is_asked
from skelly_tray.domain.secret_refs import names_in
from skelly_tray.domain.sequence import begin_shutdown, time_to_stop
from skelly_tray.domain.status import HealthStatus
from skelly_tray.domain.steps import drop_timer, end_run, rest
from skelly_tray.domain.system import Leaver
from skelly_tray.domain.trying import begin_trial


def on_descriptors_loaded(draft: Draft, event: DescriptorsLoaded) -> None:
    """Take over a set of modules, whole. Modules that go on existing keep their state."""
    kept = draft.system.modules
    modules = {
        module: _reloaded(kept[module], descriptor)
        if module in kept
        else recall(Module(descriptor, default_desired(descriptor)), event.memory.get(module, {}), draft.now)
        for module, descriptor in event.descriptors.items()
    }
    for gone in sorted(kept.keys() - modules.keys()):
        _drop(draft, kept[gone])
    if draft.system.active:
        modules |= {m: _appeared(draft, modules[m]) for m in sorted(modules.keys() - kept.keys())}
    draft.update(config=event.config, modules=modules, graph=event.graph, invalid=event.invalid)
    if event.restarted_at is not None and draft.system.restarted_at is None:
        draft.update(restarted_at=event.restarted_at, restarting=event.restarting)
    for module in sorted(modules.keys() - kept.keys()):
        _resume(draft, modules[module])
    for module, old in kept.items():
        if module not in modules:
            continue
        if launched(old).digest != launched(modules[module]).digest:
            _changed(draft, modules[module], event.cause)
        else:
            if old.descriptor.settings != modules[module].descriptor.settings:
                _new_settings(draft, old, modules[module])
            _new_recovery(draft, old, draft.get(module) or modules[module])
        # Also one that is to be restarted: it may have to wait for that.
        on_limits_changed(draft, old.descriptor.limits, draft.get(module) or modules[module])
    begin_trial(draft, event, kept)
    _look_sooner(draft)
    draft.mark_all()


def _look_sooner(draft: Draft) -> None:
    """A module on trial that goes on running is not left alone for as long as was planned."""
    trial = draft.system.trial
    for name in trial.parts if trial else ():
        module = draft.get(name)
        if trial is None or module is None or not isinstance(module.phase, UP) or module.restart:
            continue
        run = module.phase.run
        for role in ProbeRole:
            spec = module.descriptor.probe(role)
            if spec is not None and run.incarnation is not None and is_asked(module, run, role):
                at = draft.now + trial.interval(name, spec.interval)
                draft.emit(Probe(name, run.incarnation, role, at))


def _resume(draft: Draft, module: Module) -> None:
    """Timers, and the place of a procedure, for what was recalled."""
    match module.phase:
        case Backoff(until=until):
            draft.emit(Arm(TimerKey(TimerKind.BACKOFF, module.id), until))
        case Failed(retry_at=float(retry_at)):
            draft.emit(Arm(TimerKey(TimerKind.RETRY, module.id), retry_at))
        case _:
            pass
    if module.mode.degraded and module.mode.retry_at is not None:
        draft.emit(Arm(TimerKey(TimerKind.RESTORE, module.id), module.mode.retry_at))
    if module.procedure is not None and module.procedure.active:
        draft.update(procedures=draft.system.procedures | {module.id})


def _appeared(draft: Draft, module: Module) -> Module:
    """Its file came while the system runs; what follows from that leads back to here."""
    cause = Cause(CauseKind.CONFIG, "its file is new, or right again")
    return replace(module, cause=replace(cause, seq=draft.record(EntryKind.CONFIG_CHANGED, cause, module)))


def _reloaded(module: Module, descriptor: ModuleDescriptor) -> Module:
    before, after = default_desired(module.descriptor), default_desired(descriptor)
    barred = module.barred if module.descriptor == descriptor else None
    missing = module.missing if names_in(module.descriptor) == names_in(descriptor) else None
    module = replace(module, descriptor=descriptor, barred=barred, missing=missing)
    # A lazy module that was needed stays wanted: only a change of its own file may take that back.
    stands = module.word is not None or (before is after and descriptor.enabled)
    return module if stands else replace(module, desired=after)


def _changed(draft: Draft, module: Module, why: str = "") -> None:
    """A changed command line or environment takes effect by a restart, and forgets what was counted."""
    text = f"its former configuration is in effect again: {why}" if why else "its configuration was changed"
    cause = Cause(CauseKind.CONFIG, text)
    seq = draft.record(EntryKind.CONFIG_CHANGED, cause, module)
    cause = replace(cause, seq=seq)
    module = leave_mode(draft, replace(drop_plans(draft, module), budget=Budget()))
    match module.phase:
        case Starting() | Running() | Mending():
            draft.put(replace(module, restart=cause))
        case Stopping():
            draft.put(replace(module, phase=replace(module.phase, then=Rest()), restart=cause))
        case Backoff():
            draft.emit(Disarm(TimerKey(TimerKind.BACKOFF, module.id)))
            draft.move(module, Waiting(draft.now), cause)
        case Failed():
            draft.emit(Disarm(TimerKey(TimerKind.RETRY, module.id)))
            draft.move(module, Waiting(draft.now), cause)
        case Stopped() if module.completed and module.wanted:
            draft.move(module, Waiting(draft.now), cause)
        case _:
            draft.put(module)


def _new_settings(draft: Draft, old: Module, module: Module) -> None:
    """New settings alone go to a running native module over the bus; any other has them at its next start. The bus
    itself has them from its environment."""
    before, after = old.descriptor.settings, module.descriptor.settings
    changed = tuple(sorted(n for n in {*before, *after} if before.get(n) != after.get(n)))
    run = module.run
    if module.id == BUS_ID and run is not None:
        _changed(draft, module)
    elif module.descriptor.native and isinstance(module.phase, UP) and run and run.incarnation is not None:
        draft.emit(Deliver(module.id, run.incarnation, changed))


def _new_recovery(draft: Draft, old: Module, module: Module) -> None:
    """What a recovery is about to do is not what the file says any more: it is left off. What was counted stays."""
    before, after = old.descriptor, module.descriptor
    planned = module.procedure is not None or isinstance(module.todo, ResetState)
    if not planned or (before.strategy, before.procedure) == (after.strategy, after.procedure):
        return
    cause = Cause(CauseKind.CONFIG, "its recovery was changed", module.cause.seq)
    cause = replace(cause, seq=draft.record(EntryKind.CONFIG_CHANGED, cause, module))
    module = drop_plans(draft, module)
    draft.put(replace(module, restart=cause) if isinstance(module.phase, Mending) else module)


def _drop(draft: Draft, module: Module) -> None:
    """A module without a file has no place here: its process, if any, is stopped as a stray."""
    end_run(draft, module)
    if isinstance(module.doing, (ResetState, RestoreState)):
        see_off(draft, Leaver(module.id, None, None, errand=module.errand))
    drop_plans(draft, end_errand(draft, module))
    run, descriptor = module.run, module.descriptor
    if run:
        if run.cap is not None and run.incarnation is not None:  # it is to have all of its grace
            draft.emit(Hold(module.id, run.incarnation, LimitKind.CPU, None))
        signal, grace = descriptor.stop_signal, descriptor.shutdown_timeout
        see_off(draft, Leaver(module.id, run.launch, run.incarnation, signal, grace))
    draft.record(EntryKind.CONFIG_CHANGED, Cause(CauseKind.CONFIG, "its file is gone or not usable"), module)


def on_keeper_opened(draft: Draft, event: KeeperOpened) -> None:
    """The keeper is there; what it kept is ours again."""
    draft.update(keeper_up=True)
    living = [a for a in event.adoptees if a.outcome is None]
    dead = [a for a in event.adoptees if a.outcome is not None]
    adopted = {a.module for a in living}
    for adoptee in sorted(dead, key=lambda a: a.incarnation):
        _bury(draft, adoptee, adoptee.module in adopted)
    for adoptee in living:
        _adopt(draft, adoptee)
    if draft.system.restarting:
        _carry_restart_on(draft)
    draft.mark_all()


def _carry_restart_on(draft: Draft) -> None:
    """What has not been taken down yet is, and then everything is started."""
    draft.update(restarting=False)
    if any(module.live for module in draft.all()):
        cause = Cause(CauseKind.RECOVERY, "the restart of the whole system is carried on")
        begin_shutdown(draft, cause, draft.now + time_to_stop(draft.system), again=True)


def _adopt(draft: Draft, adoptee: Adoptee) -> None:
    module = draft.get(adoptee.module)
    if module and module.run and module.run.incarnation == adoptee.incarnation:
        return
    if module is None or module.live:
        see_off(draft, Leaver(adoptee.module, None, adoptee.incarnation))
        cause = Cause(CauseKind.ADOPTION, f"pid {adoptee.pid} belongs to no usable module and is stopped")
        draft.record(EntryKind.SYSTEM, cause, detail={"module": adoptee.module, "pid": adoptee.pid})
        return
    drop_timer(draft, module)
    run = _run_of(draft, module, adoptee)
    phase = Running(adoptee.started_at, run) if run.was_ready else Starting(adoptee.started_at, run)
    cause = Cause(CauseKind.ADOPTION, f"found running with pid {adoptee.pid}")
    module = draft.move(_begun(_still_needed(module)), phase, cause)
    if isinstance(phase, Starting):
        draft.emit(Arm(TimerKey(TimerKind.STARTUP, module.id), run.deadline))
    if run.healthy_since is not None and not run.stable:
        stable_at = run.healthy_since + module.descriptor.recovery.stable_after
        draft.emit(Arm(TimerKey(TimerKind.STABLE, module.id), max(stable_at, draft.now)))
    watch(draft, engage(draft, module, unsure=True))
    module = draft.get(adoptee.module) or module
    if adoptee.digest != launched(module).digest:
        text = "its configuration was changed while no supervisor ran"
        if module.mode.degraded or adoptee.digest.startswith(module.descriptor.digest):
            text = "it does not run the program of its mode"
        draft.put(replace(module, restart=Cause(CauseKind.CONFIG, text, module.cause.seq)))
    elif isinstance(module.todo, RestoreState):
        draft.put(replace(module, restart=Cause(CauseKind.USER, "its state is still to be brought back")))


def _still_needed(module: Module) -> Module:
    """A lazy module that runs was needed, and its dependants may have been kept with it."""
    lazy = module.descriptor.lazy and module.descriptor.enabled and module.word is None
    return replace(module, desired=Desired.UP) if lazy else module


def _begun(module: Module) -> Module:
    """What was to be done before its start has been done, or it would not run: the supervisor before us may have been
    killed between the start and writing that down. The user's own wish stays."""
    todo = None if isinstance(module.todo, ResetState) else module.todo
    procedure = module.procedure if module.procedure is not None and module.procedure.active else None
    return replace(module, todo=todo, procedure=procedure, recovering=False)


def _run_of(draft: Draft, module: Module, adoptee: Adoptee) -> Run:
    """The facts of the incarnation, as the note tells them."""
    note = read_note(adoptee.note)
    launch = draft.system.launches + 1
    draft.update(launches=launch)
    healthy = HealthStatus.HEALTHY if note.healthy_since is not None else HealthStatus.UNKNOWN
    return Run(
        launch=launch,
        spawned_at=adoptee.started_at,
        deadline=max(adoptee.started_at + module.descriptor.startup_timeout, draft.now + 1.0),
        incarnation=adoptee.incarnation,
        pid=adoptee.pid,
        started=note.started,
        ready=note.ready,
        was_ready=note.was_ready,
        stable=note.stable,
        health=healthy,
        health_reason="taken over as healthy" if note.was_ready else "",
        healthy_since=note.healthy_since,
        activated=note.activated,
        limits=note.limits,
        squeeze=note.squeeze,
    )


def _bury(draft: Draft, adoptee: Adoptee, replaced: bool) -> None:
    """It died while nobody supervised: handled as if it had just happened. `replaced`: another incarnation lives."""
    module = draft.get(adoptee.module)
    outcome = adoptee.outcome
    told = module is not None and module.buried is not None and adoptee.incarnation <= module.buried
    if module is None or module.live or outcome is None or replaced or told:
        if adoptee.gone:
            draft.emit(Acknowledge(adoptee.incarnation))
        else:
            see_off(draft, Leaver(adoptee.module, None, adoptee.incarnation))
        return
    cause = Cause(CauseKind.ADOPTION, f"pid {adoptee.pid} ended while no supervisor ran")
    draft.move(module, Running(adoptee.started_at, _run_of(draft, module, adoptee)), cause)
    at = adoptee.exited_at if adoptee.exited_at is not None else draft.now
    on_exited(draft, Exited(adoptee.module, adoptee.incarnation, outcome, at))
    if adoptee.gone:
        on_gone(draft, Gone(adoptee.module, adoptee.incarnation))


def on_keeper_lost(draft: Draft, _: KeeperLost) -> None:
    """Nothing that the dead keeper held is adopted by pid: all is swept by the next keeper and started in order, as
    one incident that counts against no module."""
    ending = draft.system.shutdown or not draft.system.active
    text = f"the keeper of all processes died; {'what it left is ended' if ending else 'everything is started again'}"
    seq = draft.record(EntryKind.SYSTEM, Cause(CauseKind.KEEPER, text))
    cause = Cause(CauseKind.KEEPER, text, seq)
    leavers = tuple(it for it in draft.system.leavers if it.errand is not None)
    draft.update(keeper_up=False, leavers=leavers)
    for module in draft.all():
        if not module.live:
            continue
        end_run(draft, module)
        module = end_errand(draft, drop_plans(draft, module))
        if isinstance(module.phase, Stopping) and isinstance(module.phase.then, Completed):
            conclude(draft, module, module.phase.then)
        elif module.wanted and not draft.system.shutdown:
            draft.move(replace(module, recovering=True, restart=None), Waiting(draft.now), cause)
        else:
            rest(draft, module, cause)
