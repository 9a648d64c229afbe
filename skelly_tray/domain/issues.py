"""What a person should know, derived from the system's state; an issue goes away with what it is about."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from skelly_tray.domain.descriptor import ModuleId
from skelly_tray.domain.errors import StartupError, lines
from skelly_tray.domain.heartbeat import OVERDUE
from skelly_tray.domain.limit_issues import limit_issues
from skelly_tray.domain.mode import plain
from skelly_tray.domain.module import Module
from skelly_tray.domain.phase import Backoff, Failed, Mending, Running, Waiting
from skelly_tray.domain.recovery.procedure_run import stage_text
from skelly_tray.domain.sandbox import Held
from skelly_tray.domain.status import HealthStatus, Issue, Severity
from skelly_tray.domain.system import System
from skelly_tray.domain.verdict import held_by

Iso = Callable[[float | None], str | None]


def module_issues(system: System, module: Module, iso: Iso, phi: float | None = None) -> list[Issue]:
    """The issues of one module, worst first. phi: of its heartbeats, if it has any."""
    found = _trouble(system, module, iso)
    found_all = [*([found] if found else []), *limit_issues(module, iso)]
    return [*found_all, *not_in_effect(module, iso), *_own_issues(module), *_from_the_bus(module, phi)]


def _own_issues(module: Module) -> list[Issue]:
    """What a native module says of itself in its health report."""
    report = module.run.report if module.run else None
    return [
        Issue(f"{module.id}.health.{n}", issue.severity, f"{module.id} reports", issue.message, module.id)
        for n, issue in enumerate(report.issues if report else (), 1)
    ]


def _from_the_bus(module: Module, phi: float | None) -> list[Issue]:
    found = []
    if module.refused_settings and module.live:
        title = f"{module.id} did not take its new settings"
        found.append(_issue(module, "settings", Severity.WARNING, title, module.refused_settings, None))
    if module.refused_mode and module.live:
        title = f"{module.id} did not take over its mode of work"
        found.append(_issue(module, "mode_refused", Severity.WARNING, title, module.refused_mode, None))
    if phi is not None and phi >= OVERDUE and module.live:
        text = f"phi {phi:.1f}: a pause this long is not to be expected from its former ones"
        title = f"The heartbeat of {module.id} is overdue"
        found.append(_issue(module, "heartbeat", Severity.WARNING, title, text, None))
    return found


def not_in_effect(module: Module, iso: Iso) -> list[Issue]:
    """Its newest text was taken back: the file still says what the user wrote."""
    mark = module.config_mark
    if mark is None:
        return []
    title = f"The new configuration of {module.id} is not in effect"
    stays = (
        "The former one is in effect; what you wrote stays where it is: `skelly-tray config diff` shows it"
    )
    text = f"{mark.why}\n{stays}"
    return [_issue(module, "config", Severity.WARNING, title, text, iso(mark.since))]


def not_held(module: Module, sandbox: Mapping[str, Held]) -> list[Issue]:
    """Rules of its sandbox that this machine does not hold: the module runs all the same, and somebody should know."""
    broken = [f"{rule}: {hold.why}" for rule, hold in sandbox.items() if not hold.held]
    if not broken or not (module.wanted or module.live):
        return []
    title = f"The sandbox of {module.id} is not held"
    return [_issue(module, "sandbox", Severity.WARNING, title, "; ".join(broken), None)]


def _trouble(system: System, module: Module, iso: Iso) -> Issue | None:
    required = module.descriptor.required
    match module.phase:
        case Failed(failure=failure, since=since, retry_at=retry_at):
            severity = Severity.CRITICAL if required else Severity.ERROR
            later = "it will be tried once more later" if retry_at else "it is not tried again by itself"
            return _issue(
                module, "failed", severity, f"{module.id} has failed", f"{failure.text}; {later}", iso(since)
            )
        case Backoff(failure=failure, since=since, attempt=attempt):
            limit = module.descriptor.recovery.max_attempts
            text = f"{failure.text}; attempt {attempt} of {limit} follows"
            return _issue(
                module, "backoff", Severity.WARNING, f"{module.id} waits for its next try", text, iso(since)
            )
        case Running(run=run, since=since) if run.health is HealthStatus.UNHEALTHY:
            return _issue(
                module,
                "unhealthy",
                Severity.ERROR,
                f"{module.id} is unhealthy",
                run.health_reason,
                iso(since),
            )
        case Running(run=run, since=since) if run.health is HealthStatus.DEGRADED:
            return _issue(
                module,
                "degraded",
                Severity.WARNING,
                f"{module.id} is {'degraded' if run.ready else 'not ready'}",
                run.health_reason,
                iso(since),
            )
        case Running(run=run) if module.mode.degraded and run.health is HealthStatus.HEALTHY:
            mode = module.mode
            later = "full mode is tried again by itself" if mode.retry_at else "it ends with what led to it"
            text = f"{plain(mode.why)}; {later}"
            title = f"{module.id} works in degraded mode"
            return _issue(module, "mode", Severity.WARNING, title, text, iso(mode.since))
        case Mending(since=since, text=text):
            procedure, spec = module.procedure, module.descriptor.procedure
            told = stage_text(procedure, spec) if procedure is not None and procedure.active else text
            title = f"{module.id} is being recovered"
            return _issue(module, "mending", Severity.WARNING, title, told, iso(since))
        case Waiting(since=since) if module.missing:
            severity = Severity.ERROR if required else Severity.WARNING
            text = f"{module.missing.text}\nIt starts by itself then."
            return _issue(module, "secret", severity, f"{module.id} waits for a secret", text, iso(since))
        case Waiting(since=since):
            root = held_by(system, module)
            if root:
                text = f"it starts by itself when {root} is back"
                return _issue(
                    module, "held", Severity.WARNING, f"{module.id} is held down by {root}", text, iso(since)
                )
            return None
        case _:
            return None


def _issue(
    module: Module, kind: str, severity: Severity, title: str, message: str, since: str | None
) -> Issue:
    return Issue(f"{module.id}.{kind}", severity, title, message, module.id, since)


def invalid_issue(module: ModuleId, errors: tuple[StartupError, ...]) -> Issue:
    """One issue that carries every error of an unusable file."""
    told = lines(errors)
    title = f"The file of {module} cannot be used"
    return Issue(f"{module}.invalid", Severity.ERROR, title, "\n".join(told), module, data={"errors": told})


def system_issues(system: System, now_iso: str | None) -> list[Issue]:
    """Issues of the system as a whole."""
    found = [
        Issue(
            f"{m}.missed",
            Severity.WARNING,
            f"{m} was not up in time",
            f"the system start ended after {system.config.startup_timeout:g} s without it",
            m,
        )
        for m in sorted(system.missed)
        if _still_missing(system, m)
    ]
    if system.active and not system.keeper_up:
        text = "processes cannot be started or stopped until it is back"
        found.append(
            Issue("keeper", Severity.CRITICAL, "The keeper of all processes is gone", text, None, now_iso)
        )
    return found


def _still_missing(system: System, module_id: ModuleId) -> bool:
    module = system.modules.get(module_id)
    return bool(module and module.wanted and not module.completed and not module.ready)
