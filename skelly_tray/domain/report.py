"""From the system to its published snapshot: pure, and the only place where the two shapes meet.

Sentences are made here, from facts; what was measured (samples, costs) is handed in.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from typing import Any, assert_never

from skelly_tray.domain.cause import CauseKind
from skelly_tray.domain.descriptor import ModuleId
from skelly_tray.domain.errors import InvalidModule, sentence
from skelly_tray.domain.health_report import HealthMetrics
from skelly_tray.domain.issues import invalid_issue, module_issues, not_held, system_issues
from skelly_tray.domain.limit_report import limits_shown, throttled_shown
from skelly_tray.domain.mode import degraded_reason
from skelly_tray.domain.module import Module, state_of
from skelly_tray.domain.phase import (
    Backoff,
    Completed,
    Failed,
    Mending,
    NotStarted,
    Running,
    Starting,
    Stopped,
    Stopping,
    StopReason,
    Waiting,
)
from skelly_tray.domain.recovery.procedure_run import stage_text
from skelly_tray.domain.recovery.strategies import name_of
from skelly_tray.domain.resource_limits import Holding, LimitKind
from skelly_tray.domain.sandbox import Held
from skelly_tray.domain.status import (
    HealthStatus,
    Issue,
    ModuleState,
    ModuleStatus,
    OrchestratorStatus,
    SystemHealth,
    SystemResources,
)
from skelly_tray.domain.system import System
from skelly_tray.domain.verdict import judge_system

_NO_FIGURES: Mapping[str, float] = {}


@dataclass(frozen=True, slots=True)
class Measured:
    """What was measured for a snapshot. now: monotonic, wall: epoch seconds of the same moment, started: monotonic
    start of the supervisor. figures: per module `cpu_percent`, `memory_mb`, `threads`, `file_handles`, `children`,
    `error_rate`, `phi`. last_words: what modules wrote before they failed. sandboxes: how
    the rules of those that have any are held. holdings: likewise of limits."""

    now: float
    wall: float
    started: float
    figures: Mapping[ModuleId, Mapping[str, float]] = field(default_factory=dict)
    orchestrator: OrchestratorStatus = OrchestratorStatus()
    resources: SystemResources = SystemResources()
    issues: tuple[Issue, ...] = ()
    last_words: Mapping[ModuleId, str] = field(default_factory=dict)
    sandboxes: Mapping[ModuleId, Mapping[str, Held]] = field(default_factory=dict)
    holdings: Mapping[ModuleId, Mapping[LimitKind, Holding]] = field(default_factory=dict)

    def iso(self, at: float | None) -> str | None:
        """A monotonic time as ISO 8601 UTC with milliseconds."""
        if at is None:
            return None
        moment = datetime.fromtimestamp(self.wall - (self.now - at), UTC)
        return moment.isoformat(timespec="milliseconds").replace("+00:00", "Z")


def report(system: System, measured: Measured) -> SystemHealth:
    """The snapshot of this moment."""
    verdict = judge_system(system)
    modules = {m.id: _module(system, m, measured) for m in system.modules.values()}
    modules |= {m: _invalid(system, m, found) for m, found in system.invalid.items()}
    issues = [*measured.issues, *system_issues(system, measured.iso(measured.now))]
    issues += [issue for module in modules.values() for issue in module.issues]
    return SystemHealth(
        status=verdict.status,
        reason=verdict.reason,
        failing_modules=list(verdict.failing),
        uptime_s=round(measured.now - measured.started, 3),
        orchestrator=measured.orchestrator,
        resources=measured.resources,
        modules={m: modules[m] for m in sorted(modules, key=lambda m: (system.graph.rank.get(m, 0), m))},
        issues=issues,
    )


def _module(system: System, module: Module, measured: Measured) -> ModuleStatus:
    descriptor, run, figures = module.descriptor, module.run, measured.figures.get(module.id, _NO_FIGURES)
    probe = run.last_probe if run else None
    if run is None:
        figures = {"error_rate": figures.get("error_rate", 0.0)}
    response = run.response_time if run else None
    told = run.report.metrics if run and run.report else HealthMetrics()
    sandbox = measured.sandboxes.get(module.id, {})
    return ModuleStatus(
        name=descriptor.name,
        state=state_of(module.phase),
        desired=module.desired,
        health=module.health,
        ready=bool(run and run.ready and not isinstance(module.phase, Stopping)),
        pid=run.pid if run else None,
        since=measured.iso(_since(module)),
        uptime_s=round(measured.now - run.spawned_at, 3) if run else None,
        restarts=module.restarts,
        attempts=module.budget.attempts,
        retry_in_s=_retry_in(module, measured.now),
        kill_in_s=_kill_in(system, module, measured.now),
        waiting_on=list(
            module.phase.on if isinstance(module.phase, Waiting) else run.waits_on if run else ()
        ),
        reason=_with_words(reason(system, module), module, measured),
        reason_kind=reason_kind(module),
        last_check=measured.iso(probe.at) if probe else None,
        required=descriptor.required,
        depends_on=[e.module for e in descriptor.depends_on],
        cpu_percent=round(figures.get("cpu_percent", 0.0), 2),
        memory_mb=round(figures.get("memory_mb", 0.0), 2),
        threads=int(figures.get("threads", 0)),
        file_handles=int(figures.get("file_handles", 0)),
        children=int(figures.get("children", 0)),
        message_queue_depth=told.message_queue_depth,
        error_rate=round(max(figures.get("error_rate", 0.0), told.error_rate), 4),
        response_time_ms=None if response is None else round(response * 1000, 2),
        issues=[*module_issues(system, module, measured.iso, figures.get("phi")), *not_held(module, sandbox)],
        incarnation=run.incarnation if run else None,
        dependants=[d for d, _ in system.graph.dependants.get(module.id, ())],
        url=descriptor.url,
        native=descriptor.native,
        metrics=dict(told.further),
        strategy=name_of(descriptor.strategy),
        limits=limits_shown(module, measured.holdings.get(module.id, {}), figures),
        throttled=throttled_shown(run, measured.iso(run.squeeze.since if run and run.squeeze else None)),
        mode=_mode(module, measured),
        config=_config(system, module, measured),
        sandbox={rule: asdict(hold) for rule, hold in sandbox.items()},
        phi=None if run is None or "phi" not in figures else round(figures["phi"], 2),
    )


def _config(system: System, module: Module, measured: Measured) -> dict[str, Any]:
    """Whether its newest text is in effect, and how sure that is."""
    trial, mark = system.trial, module.config_mark
    state, why, since, ends = None, "", None, None
    if trial is not None and module.id in trial.parts:
        state, since, ends = "trial", trial.since, trial.ends_in(module.id, measured.now)
        why = "its new configuration is on trial"
    elif mark is not None:
        state, why, since = str(mark.state), mark.why, mark.since
    ends_in = None if ends is None else round(ends, 1)
    return {"state": state, "why": why, "since": measured.iso(since), "ends_in_s": ends_in}


def _mode(module: Module, measured: Measured) -> dict[str, Any]:
    """Full or degraded, for programs; of degraded mode also why, since when, and when full mode is tried again."""
    mode = module.mode
    if not mode.degraded:
        return {"name": "full"}
    retry = None if mode.retry_at is None else round(max(mode.retry_at - measured.now, 0.0), 1)
    since = measured.iso(mode.since)
    return {
        "name": "degraded",
        "source": str(mode.source),
        "why": mode.why,
        "since": since,
        "retry_in_s": retry,
    }


def _invalid(system: System, module: ModuleId, found: InvalidModule) -> ModuleStatus:
    told = [sentence(e) for e in found.errors]
    return ModuleStatus(
        name=found.name or module,
        state=ModuleState.INVALID,
        desired="up" if found.enabled else "down",
        health=HealthStatus.UNKNOWN,
        ready=False,
        reason=told[0] if told else "its file cannot be used",
        reason_kind="config",
        required=found.required,
        dependants=[d for d, _ in system.graph.dependants.get(module, ())],
        issues=[invalid_issue(module, found.errors)],
    )


def _with_words(told: str, module: Module, measured: Measured) -> str:
    """The exit code, and what the module itself said about it."""
    words = measured.last_words.get(module.id)
    return f'{told}, "{words}"' if words and isinstance(module.phase, (Backoff, Failed)) else told


def _since(module: Module) -> float | None:
    return None if isinstance(module.phase, NotStarted) else module.phase.since


def _retry_in(module: Module, now: float) -> float | None:
    match module.phase:
        case Backoff(until=until):
            return round(max(until - now, 0.0), 1)
        case Failed(retry_at=float(at)):
            return round(max(at - now, 0.0), 1)
        case _:
            return None


def _kill_in(system: System, module: Module, now: float) -> float | None:
    """When what does not end by itself is killed; None while nothing is being stopped."""
    if not isinstance(module.phase, Stopping):
        return None
    if system.shutdown and system.shutdown.forced:
        return 0.0
    kill_at = module.phase.since + module.descriptor.shutdown_timeout
    if module.phase.kill_at is not None:
        kill_at = min(kill_at, module.phase.kill_at)
    return round(max(kill_at - now, 0.0), 1)


def reason(system: System, module: Module) -> str:
    """One sentence on why the module is as it is."""
    phase = module.phase
    match phase:
        case NotStarted():
            return "not started yet"
        case Waiting() if module.missing:
            return module.missing.text
        case Waiting(on=on):
            return _waits_for(system, module.id, on)
        case Starting(run=run) if not run.activated:
            return f"pre-warmed; {_waits_for(system, module.id, run.waits_on)}"
        case Starting(run=run):
            return (
                run.status_text
                or _at_work(module)
                or (run.last_probe.message if run.last_probe else "just started")
            )
        case Running(run=run) if _at_work(module) and run.health in (
            HealthStatus.HEALTHY,
            HealthStatus.UNKNOWN,
        ):
            return _at_work(module)
        case Running(run=run) if module.mode.degraded and run.health is HealthStatus.HEALTHY:
            return degraded_reason(module.mode.why)
        case Running(run=run):
            return (
                run.status_text
                if run.status_text and run.health is HealthStatus.HEALTHY
                else run.health_reason
            )
        case Stopping():
            return module.cause.text
        case Mending(text=text):
            return _at_work(module) or text
        case Stopped(reason=why):
            return _at_rest(module, why)
        case Backoff(failure=failure):
            return failure.text
        case Failed():
            return module.cause.text
        case _:
            assert_never(phase)


def _at_work(module: Module) -> str:
    """What a recovery procedure is doing for the module just now; nothing if none is at work."""
    run = module.procedure
    return stage_text(run, module.descriptor.procedure) if run is not None and run.active else ""


def _waits_for(system: System, module: ModuleId, on: tuple[ModuleId, ...]) -> str:
    if not on and system.leaving(module):
        return "waits until its former process is gone"
    if not on and module in system.queued:
        return f"waits for its turn: {system.config.max_concurrent_recoveries} at once are recovered"
    if not on:
        return "waits for its turn" if system.keeper_up else "waits for the keeper of all processes"
    return "waits for " + ", ".join(f"{m} ({_state_word(system, m)})" for m in on)


def _state_word(system: System, module: ModuleId) -> str:
    known = system.modules.get(module)
    if known is None:
        return "no usable file"
    if isinstance(known.phase, Stopped):
        return _at_rest(known, known.phase.reason)
    if isinstance(known.phase, Running) and not known.phase.run.ready:
        return "not ready"
    return str(state_of(known.phase)).replace("_", " ")


def _at_rest(module: Module, why: StopReason) -> str:
    match why:
        case StopReason.USER:
            return "stopped by you"
        case StopReason.SYSTEM_STOP:
            return "stopped with the system"
        case StopReason.COMPLETED:
            return "its work is done"
        case StopReason.DISABLED:
            return "disabled in its file"
        case StopReason.LAZY:
            return "starts on first demand"
        case StopReason.LIMIT:
            told = f": {module.barred.text}" if module.barred else ""
            return f"stopped at its limit{told}"


def reason_kind(module: Module) -> str | None:
    """The category of the reason, for programs."""
    match module.phase:
        case Stopped(reason=StopReason.LAZY):
            return None
        case Stopped(reason=why):
            return str(why)
        case Waiting() if module.missing:
            return "secret"
        case Waiting(on=on):
            return "dependency" if on else None
        case Backoff(failure=failure) | Failed(failure=failure) if failure.kind is CauseKind.LIMIT:
            return "limit"
        case Backoff() | Failed() | Mending():
            return "recovery"
        case Stopping(then=then):
            return "completed" if isinstance(then, Completed) else _stopping_kind(module)
        case _:
            return None


def _stopping_kind(module: Module) -> str:
    kinds = {"system": "system_stop"} | {k: k for k in ("user", "dependency", "config", "limit")}
    return kinds.get(str(module.cause.kind), "recovery")
