"""What follows when time passed without us: the machine slept, or the supervisor itself stood still.

Nothing that was counted before says anything now, and the moment of waking is no time to judge anybody: networks and
disks come back, and everybody has a backlog. So each probe's next miss counts for nothing, windows are emptied, and
all are asked anew, spread over their intervals.

What a timer means over such a gap: on Linux and macOS monotonic time stands still while the machine is suspended, so a
backoff, a start's deadline and the pause before a trial of a failed module go on where they were; nothing becomes due
by the sleep itself, and what was to be tried again in five minutes is tried after five minutes *awake*. While only we
stood still the modules went on, and so did monotonic time: a backoff that is over meanwhile is over, but what was to
be seen by us in time (a start, also as the step of a recovery procedure, being healthy for long enough) gets the time
back that we did not look. On Windows
monotonic time goes on during a suspend, which is noticed there as a standstill of ours.
Wall time decides nothing anywhere: it is only written down.
"""

from __future__ import annotations

from dataclasses import replace

from skelly_tray.domain.cause import Cause, CauseKind, EntryKind
from skelly_tray.domain.descriptor import LogCheck, ModuleId, NotifyCheck, ProbeRole
from skelly_tray.domain.draft import Draft
from skelly_tray.domain.effects import Arm, Probe
from skelly_tray.domain.events import Resumed, TimerKey, TimerKind
from skelly_tray.domain.health import ProbeRun, probe_after_resume
from skelly_tray.domain.module import Module
from skelly_tray.domain.pacing import adapted
from skelly_tray.domain.phase import UP, Run, Starting
from skelly_tray.domain.probing import told
from skelly_tray.domain.recovery.procedure_run import Awaits
from skelly_tray.domain.steps import set_run
from skelly_tray.domain.trial import interval_on


def on_resumed(draft: Draft, event: Resumed) -> None:
    """A grace round for everybody."""
    detail = {"stalled_s": round(event.stalled, 1)} if event.stalled else {"slept_s": round(event.slept, 1)}
    draft.record(
        EntryKind.SYSTEM, Cause(CauseKind.SYSTEM, f"{_words(event)}; checks count anew"), detail=detail
    )
    for module in draft.all():
        if isinstance(module.phase, UP):
            _begin_anew(draft, module, module.phase.run, event.stalled)
    if event.stalled:
        for name in sorted(draft.system.procedures):
            _give_step_time_back(draft, name, event.stalled)


def _words(event: Resumed) -> str:
    if event.slept:
        return f"the machine slept for {event.slept:.0f} s"
    if event.stalled:
        return f"the supervisor stood still for {event.stalled:.0f} s"
    return "the machine was about to sleep"


def _begin_anew(draft: Draft, module: Module, run: Run, stalled: float) -> None:
    asked = [role for role in ProbeRole if is_asked(module, run, role)]
    fresh = {role: run.probes.get(role, ProbeRun()).graced() for role in {*run.probes, *asked}}
    module = set_run(draft, module, replace(run, probes=fresh, suspected=False), visible=run.suspected)
    if stalled:
        module = _give_time_back(draft, module, stalled)
    for role in asked:
        spec = module.descriptor.probe(role)
        if spec is not None and run.incarnation is not None:
            interval = adapted(spec, draft.system.pace, not run.stable, draft.system.config.health)
            interval = interval_on(draft.system.trial, module.id, interval)
            at = probe_after_resume(module.id, role, interval, draft.now)
            draft.emit(Probe(module.id, run.incarnation, role, at))


def is_asked(module: Module, run: Run, role: ProbeRole) -> bool:
    """Whether this probe of the module goes on at present."""
    spec = module.descriptor.probe(role)
    if spec is None or run.incarnation is None or told(module, role):
        return False
    if run.started is (role is ProbeRole.STARTUP):
        return False
    said_once = role is ProbeRole.READINESS and isinstance(spec.check, (LogCheck, NotifyCheck))
    return not (said_once and run.ready)


def _give_time_back(draft: Draft, module: Module, stalled: float) -> Module:
    """Nobody looked: a start is not late because of that, and health that nobody saw proves nothing."""
    run = module.run
    assert run is not None
    if isinstance(module.phase, Starting):
        run = replace(run, deadline=run.deadline + stalled)
        draft.emit(Arm(TimerKey(TimerKind.STARTUP, module.id), run.deadline))
    if run.healthy_since is not None and not run.stable:
        since = min(run.healthy_since + stalled, draft.now)
        run = replace(run, healthy_since=since)
        due = since + module.descriptor.recovery.stable_after
        draft.emit(Arm(TimerKey(TimerKind.STABLE, module.id), due))
    return set_run(draft, module, run)


def _give_step_time_back(draft: Draft, module_id: ModuleId, stalled: float) -> None:
    """The present step of a recovery procedure is not late either."""
    module = draft.get(module_id)
    run = module.procedure if module else None
    if module is None or run is None or run.awaits not in (Awaits.READY, Awaits.GONE):
        return
    deadline = run.deadline + stalled
    draft.emit(Arm(TimerKey(TimerKind.PROCEDURE, module_id), deadline))
    draft.keep(replace(module, procedure=replace(run, deadline=deadline)))
