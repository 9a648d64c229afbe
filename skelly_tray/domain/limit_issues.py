"""What a person should know of limits: which is exceeded and what is done, who was stopped by one, who is throttled."""

from __future__ import annotations

from collections.abc import Callable

from skelly_tray.domain.limits import LimitState, sentence
from skelly_tray.domain.module import Module
from skelly_tray.domain.phase import UP, Stopped
from skelly_tray.domain.resource_limits import LimitAction, LimitKind
from skelly_tray.domain.status import Issue, Severity

Iso = Callable[[float | None], str | None]

_NAMES = {
    LimitKind.CPU: "CPU limit",
    LimitKind.MEMORY: "memory limit",
    LimitKind.FILE_HANDLES: "limit of open files",
    LimitKind.THREADS: "limit of threads",
}


def limit_issues(module: Module, iso: Iso) -> list[Issue]:
    """One for each exceeded limit; one for a module that was stopped or is throttled."""
    if module.barred and isinstance(module.phase, Stopped):
        severity = Severity.CRITICAL if module.descriptor.required else Severity.ERROR
        message = f"{module.barred.text}; start it yourself, or change its file"
        title = f"{module.id} was stopped at its limit"
        return [Issue(f"{module.id}.barred", severity, title, message, module.id, iso(module.phase.since))]
    run = module.run
    if run is None or not isinstance(module.phase, UP):
        return []
    found = [_exceeded(module, kind, state, iso) for kind, state in run.limits.items() if state.exceeded]
    if run.squeeze:
        message = f"it may use {run.squeeze.percent:g} % of a core: {run.squeeze.why}"
        title = f"{module.id} is throttled for the machine's sake"
        found.append(
            Issue(
                f"{module.id}.throttled", Severity.WARNING, title, message, module.id, iso(run.squeeze.since)
            )
        )
    return found


def _exceeded(module: Module, kind: LimitKind, state: LimitState, iso: Iso) -> Issue:
    limits = module.descriptor.limits
    limit = limits.value(kind) or 0.0
    data = {"limit": str(kind), "value": round(state.value, 2), "max": limit}
    message = f"{sentence(kind, state.value, limit)}; {_what_is_done(limits.actions, state)}"
    title = f"{module.id} is over its {_NAMES[kind]}"
    since = iso(state.since)
    return Issue(f"{module.id}.{kind}", Severity.WARNING, title, message, module.id, since, data)


def _what_is_done(actions: tuple[LimitAction, ...], state: LimitState) -> str:
    doing = {
        LimitAction.ALERT: "nothing else is done about it yet",
        LimitAction.THROTTLE: "it is throttled",
        LimitAction.DEGRADE: "it is to do less",
        LimitAction.RESTART: "it is restarted",
        LimitAction.STOP: "it is stopped",
    }
    told = doing[state.action] if state.action else "nothing is done about it"
    if state.step >= len(actions):
        return told.removesuffix(" yet")
    return f"{told}; if it goes on, the next is: {actions[state.step]}"
