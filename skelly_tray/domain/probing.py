"""From spawned to ready, and health from then on: what probe answers and notifications do to one module."""

from __future__ import annotations

from dataclasses import replace

from skelly_tray.domain.cause import CauseKind, Failure
from skelly_tray.domain.descriptor import (
    BUS_ID,
    BusCheck,
    LogCheck,
    NotifyCheck,
    ProbeRole,
    ProbeSpec,
    awaited,
)
from skelly_tray.domain.draft import Draft
from skelly_tray.domain.effects import Arm, Disarm, EndProbes, Probe
from skelly_tray.domain.ending import fail, present
from skelly_tray.domain.events import Notified, Probed, Spawned, TimerKey, TimerKind
from skelly_tray.domain.health import ProbeRun, first_probe, judge, next_probe
from skelly_tray.domain.leavers import on_leaver_spawned
from skelly_tray.domain.limiting import engage
from skelly_tray.domain.mode import FULL
from skelly_tray.domain.module import Module
from skelly_tray.domain.pacing import adapted
from skelly_tray.domain.phase import UP, LastProbe, Run, Running, Starting, Stopping
from skelly_tray.domain.secret_refs import names_in
from skelly_tray.domain.status import HealthStatus
from skelly_tray.domain.steps import order_stop, set_health, set_run
from skelly_tray.domain.timing import TOLERANCE
from skelly_tray.domain.trial import interval_on

STATUS_TEXT_MAX = 200
"""Characters of a module's own STATUS= text that are kept."""


def on_spawned(draft: Draft, event: Spawned) -> None:
    module = draft.get(event.module)
    run = module.run if module else None
    if module is None or run is None or run.launch != event.launch:
        on_leaver_spawned(draft, event)
        return
    if run.incarnation is not None:
        return
    run = replace(run, incarnation=event.incarnation, pid=event.pid, spawned_at=event.at)
    if names_in(module.descriptor) and isinstance(module.phase, Starting):
        # Asking for its secrets took its time.
        run = replace(run, deadline=event.at + module.descriptor.startup_timeout)
        draft.emit(Arm(TimerKey(TimerKind.STARTUP, module.id), run.deadline))
    module = set_run(draft, module, run)
    if isinstance(module.phase, Stopping):
        order_stop(draft, module, run)
    else:
        watch(draft, engage(draft, module))


def watch(draft: Draft, module: Module) -> None:
    """Begin probing an incarnation, from where it stands."""
    run = module.run
    assert run is not None
    if module.descriptor.startup is None or run.started:
        _enter_started(draft, module)
    elif not told(module, ProbeRole.STARTUP):
        _plan_first(draft, module, ProbeRole.STARTUP)


def told(module: Module, role: ProbeRole) -> bool:
    """It is not asked: the module says it over the bus by itself (`hello`, `ready`)."""
    spec = module.descriptor.probe(role)
    asked = role is ProbeRole.LIVENESS or module.id == BUS_ID
    return spec is not None and isinstance(spec.check, BusCheck) and not asked


def _enter_started(draft: Draft, module: Module) -> None:
    run = module.run
    assert run is not None
    descriptor = module.descriptor
    module = set_run(draft, module, replace(run, started=True), visible=True)
    if descriptor.liveness is not None:
        _plan_first(draft, module, ProbeRole.LIVENESS)
    if descriptor.readiness is not None and not (run.ready and _said_once(descriptor.readiness)):
        if not told(module, ProbeRole.READINESS):
            _plan_first(draft, module, ProbeRole.READINESS)
    elif run.was_ready:
        return
    elif descriptor.startup is not None:
        become_ready(draft, module, run.last_probe.message if run.last_probe else "its startup probe passed")
    else:
        draft.emit(Arm(TimerKey(TimerKind.READY_AFTER, module.id), run.spawned_at + descriptor.ready_after))


def _said_once(spec: ProbeSpec) -> bool:
    """A line of output or READY=1 cannot be taken back, so it is not asked for again."""
    return isinstance(spec.check, (LogCheck, NotifyCheck))


def _plan_first(draft: Draft, module: Module, role: ProbeRole) -> None:
    spec, run = module.descriptor.probe(role), module.run
    assert spec is not None and run is not None and run.incarnation is not None
    interval = interval_on(draft.system.trial, module.id, spec.interval)
    at = first_probe(module.id, role, spec, draft.now, interval)
    draft.emit(Probe(module.id, run.incarnation, role, at))


def become_ready(draft: Draft, module: Module, why: str) -> Module:
    """The module can do its work: for the first time in this incarnation, or again."""
    run = module.run
    assert run is not None
    run = replace(run, ready=True, was_ready=True)
    if isinstance(module.phase, Starting):
        draft.emit(Disarm(TimerKey(TimerKind.STARTUP, module.id)))
        cause = draft.follow(module, CauseKind.PROBE, why)
        module = draft.move(module, Running(draft.now, run), cause)
    else:
        module = set_run(draft, module, run, visible=True)
    return _assess(draft, module, why)


def on_probed(draft: Draft, event: Probed) -> None:
    module = present(draft, event.module, event.incarnation)
    spec = module.descriptor.probe(event.role) if module else None
    if module is None or spec is None or not isinstance(module.phase, UP):
        return
    run = module.phase.run
    if event.role is ProbeRole.STARTUP and run.started:
        return
    before = run.probes.get(event.role, ProbeRun())
    after = judge(before, spec, event.passed, draft.now)
    answer = LastProbe(event.role, event.passed, event.message, draft.now, event.elapsed)
    response = event.elapsed if event.passed and not told(module, event.role) else run.response_time
    run = replace(run, probes={**run.probes, event.role: after}, last_probe=answer, response_time=response)
    if event.report is not None:
        run = replace(run, report=event.report)
    suspected, run = run.suspected, replace(run, suspected=False)
    module = set_run(draft, module, run, visible=suspected)
    if event.role is ProbeRole.STARTUP and after.up:
        _enter_started(draft, module)
        return
    said = event.role is ProbeRole.READINESS and after.up and _said_once(spec)
    if not said and not told(module, event.role):
        interval = adapted(spec, draft.system.pace, not run.stable, draft.system.config.health)
        interval = interval_on(draft.system.trial, module.id, interval)
        at = next_probe(after, event.role, spec, draft.now, event.elapsed, interval)
        draft.emit(Probe(module.id, event.incarnation, event.role, at))
    if suspected and event.passed is False and module.descriptor.auto_recovery:
        text = f"modules that need it failed together, and it does not answer either: {event.message}"
        fail(draft, module, Failure(CauseKind.PROBE, text, draft.now, run.was_ready, run.stable))
    elif event.passed is not None and (run.activated or event.role is not ProbeRole.READINESS):
        _take_verdict(draft, module, event, after)


def _take_verdict(draft: Draft, module: Module, event: Probed, probe: ProbeRun) -> None:
    run = module.run
    assert run is not None
    match event.role:
        case ProbeRole.STARTUP:
            pass
        case ProbeRole.READINESS:
            if probe.up and not run.ready:
                become_ready(draft, module, event.message)
            elif probe.up is False and run.ready:
                module = set_run(draft, module, replace(run, ready=False), visible=True)
                _assess(draft, module, event.message, event.role)
            else:
                _assess(draft, module, event.message, event.role)
        case ProbeRole.LIVENESS:
            module = _assess(draft, module, event.message, event.role)
            if probe.up is False and module.descriptor.auto_recovery:
                _liveness_failed(draft, module, event.message)


def _liveness_failed(draft: Draft, module: Module, message: str) -> None:
    run = module.run
    assert run is not None
    misses = run.probes.get(ProbeRole.LIVENESS, ProbeRun()).misses_in_row
    text = f"its liveness probe missed {misses} times: {message}" if misses > 1 else f"not alive: {message}"
    fail(draft, module, Failure(CauseKind.PROBE, text, draft.now, run.was_ready, run.stable))


def _assess(draft: Draft, module: Module, message: str, role: ProbeRole = ProbeRole.READINESS) -> Module:
    """Health from the verdicts of the probes: liveness first, then readiness. `message` is of the probe of `role`."""
    run = module.run
    assert run is not None
    liveness = run.probes.get(ProbeRole.LIVENESS, ProbeRun())
    if liveness.up is False:
        return _ill(draft, module, HealthStatus.UNHEALTHY, "not alive", message, role is ProbeRole.LIVENESS)
    if not run.was_ready and isinstance(module.phase, Starting):
        return module
    if not run.ready:
        return _ill(draft, module, HealthStatus.DEGRADED, "not ready", message, role is ProbeRole.READINESS)
    if run.report and run.report.status is HealthStatus.DEGRADED:
        return set_health(draft, module, HealthStatus.DEGRADED, run.report.sentence)
    if not module.descriptor.liveness and not module.descriptor.readiness:
        message = message if module.descriptor.startup else "alive; no probe"
    return set_health(draft, module, HealthStatus.HEALTHY, message)


def _ill(
    draft: Draft, module: Module, health: HealthStatus, text: str, message: str, explains: bool
) -> Module:
    """Only the probe that found it explains it: what the other one says is no reason."""
    if explains:
        return set_health(draft, module, health, f"{text}: {message}")
    run = module.run
    return module if run and run.health is health else set_health(draft, module, health, text)


def on_ready_after(draft: Draft, module: Module) -> None:
    """Alive long enough, for a module that says nothing of itself (even if that is longer than its start may take)."""
    if not isinstance(module.phase, UP):
        return
    run, descriptor = module.phase.run, module.descriptor
    silent = descriptor.startup is None and descriptor.readiness is None
    due = draft.now >= run.spawned_at + descriptor.ready_after - TOLERANCE
    if silent and due and run.started and not run.was_ready:
        become_ready(draft, module, "alive; not checked yet" if descriptor.liveness else "alive; no probe")


def on_startup_deadline(draft: Draft, module: Module) -> None:
    """No startup probe in time is a failure; missing readiness is not, it is shown."""
    if not isinstance(module.phase, Starting) or draft.now < module.phase.run.deadline - TOLERANCE:
        return
    run = module.phase.run
    if run.started and not run.activated:
        return
    if run.incarnation is None and names_in(module.descriptor):
        # Its secrets are asked for, which answers by itself.
        run = replace(run, deadline=draft.now + module.descriptor.startup_timeout)
        draft.emit(Arm(TimerKey(TimerKind.STARTUP, module.id), run.deadline))
        set_run(draft, module, run)
        return
    limit = round(run.deadline - run.spawned_at, 1)  # counted from the order, a moment before the spawn
    last = f": {run.last_probe.message}" if run.last_probe else ""
    startup = module.descriptor.startup
    if not run.started:
        if not last and startup:
            last = f": it waited for {awaited(startup.check)}"
        text = f"not started within {limit:.3g} s{last}"
        fail(draft, module, Failure(CauseKind.TIMEOUT, text, draft.now))
        return
    cause = draft.follow(module, CauseKind.TIMEOUT, f"not ready within {limit:.3g} s{last}")
    module = draft.move(module, Running(draft.now, run), cause)
    _assess(draft, module, run.last_probe.message if run.last_probe else f"no answer within {limit:.3g} s")


def on_stable(draft: Draft, module: Module) -> None:
    """Healthy for `stable_after`: the attempts are forgotten."""
    run = module.run
    if run is None or run.healthy_since is None or not isinstance(module.phase, UP):
        return
    if draft.now - run.healthy_since >= module.descriptor.recovery.stable_after - TOLERANCE:
        module = set_run(draft, module, replace(run, stable=True), visible=True)
        if module.procedure is None:  # else what it is worth is said by the end of its recovery
            forgive(draft, module)


def forgive(draft: Draft, module: Module) -> Module:
    """A stable module starts afresh: nothing is counted against it, and full mode is no trial any more."""
    mode = FULL if module.mode.on_trial else module.mode
    return draft.keep(replace(module, budget=module.budget.stable(), mode=mode))


def on_notified(draft: Draft, event: Notified) -> None:
    """STATUS, EXTEND_TIMEOUT_USEC, STOPPING and WATCHDOG=trigger of the sd_notify protocol."""
    module = present(draft, event.module, event.incarnation)
    if module is None or not isinstance(module.phase, UP):
        return
    run = module.phase.run
    if "STATUS" in event.fields:
        run = replace(run, status_text=event.fields["STATUS"][:STATUS_TEXT_MAX])
        module = set_run(draft, module, run)
    if event.fields.get("STOPPING") == "1":
        draft.emit(EndProbes(module.id))
    if "EXTEND_TIMEOUT_USEC" in event.fields and isinstance(module.phase, Starting):
        _extend(draft, module, run, event.fields["EXTEND_TIMEOUT_USEC"])
    liveness = module.descriptor.liveness
    if event.fields.get("WATCHDOG") == "trigger" and liveness and isinstance(liveness.check, NotifyCheck):
        _watchdog_triggered(draft, module, run)


def _watchdog_triggered(draft: Draft, module: Module, run: Run) -> None:
    text = "its own watchdog asked for a restart"
    if module.descriptor.auto_recovery:
        fail(draft, module, Failure(CauseKind.PROBE, text, draft.now, run.was_ready, run.stable))
    else:
        set_health(draft, module, HealthStatus.UNHEALTHY, text)


def _extend(draft: Draft, module: Module, run: Run, microseconds: str) -> None:
    if not microseconds.isascii() or not microseconds.isdigit() or len(microseconds) > 15:
        return
    deadline = max(run.deadline, draft.now + int(microseconds) / 1e6)
    set_run(draft, module, replace(run, deadline=deadline))
    draft.emit(Arm(TimerKey(TimerKind.STARTUP, module.id), deadline))
