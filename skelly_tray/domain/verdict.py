"""The verdict on the whole system: one status, one sentence, the modules it is about.

*critical*: a required module is failed, invalid or unhealthy, or held down by one that is. *degraded*: an enabled
module is in backoff, degraded or not ready, or an optional one is failed. *starting* and *stopping* during a system
transition, *stopped* when nothing is wanted up, else *healthy*. A lazy module never needed and a oneshot that has
succeeded are healthy.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from skelly_tray.domain.descriptor import ModuleId
from skelly_tray.domain.mode import degraded_reason
from skelly_tray.domain.module import Module
from skelly_tray.domain.phase import Backoff, Failed, Mending, Running, Waiting
from skelly_tray.domain.status import HealthStatus, SystemStatus
from skelly_tray.domain.system import System


@dataclass(frozen=True, slots=True)
class Verdict:
    """failing: modules that make the system critical, or else degraded."""

    status: SystemStatus
    reason: str
    failing: tuple[ModuleId, ...] = ()


def judge_system(system: System) -> Verdict:
    """The system's status now."""
    wanted = [m for m in system.modules.values() if m.wanted or m.barred]
    if system.shutdown:
        if not system.at_rest:
            live = sum(m.live for m in system.modules.values())
            return Verdict(SystemStatus.STOPPING, f"{count(live)} still to stop")
        return Verdict(SystemStatus.STOPPED, "everything is stopped")
    if system.startup:
        missing = sum(1 for m in wanted if not up_or_done(m))
        return Verdict(SystemStatus.STARTING, f"{count(missing)} of {len(wanted)} still to come up")
    unusable = [(m, found) for m, found in system.invalid.items() if found.enabled]
    if not wanted and not unusable:
        return Verdict(SystemStatus.STOPPED, "no module is wanted up")
    critical = _sorted(
        (m for m, found in unusable if found.required), (m.id for m in wanted if _critical(system, m))
    )
    if critical:
        return Verdict(SystemStatus.CRITICAL, _sentence(system, critical), critical)
    degraded = _sorted((m for m, _ in unusable), (m.id for m in wanted if not _fine(m)))
    if degraded:
        return Verdict(SystemStatus.DEGRADED, _sentence(system, degraded), degraded)
    return Verdict(SystemStatus.HEALTHY, f"{count(len(wanted))} healthy")


def _sorted(*groups: Iterable[ModuleId]) -> tuple[ModuleId, ...]:
    return tuple(sorted({m for group in groups for m in group}))


def count(modules: int) -> str:
    """`1 module`, `3 modules`."""
    return f"{modules} module" if modules == 1 else f"{modules} modules"


def up_or_done(module: Module) -> bool:
    """Ready, or a oneshot that has done its work."""
    return module.completed or module.ready


def broken(module: Module) -> bool:
    """Failed, unhealthy, or stopped by its limits."""
    run = module.run
    given_up = isinstance(module.phase, Failed) or module.barred is not None
    return given_up or bool(run and run.health is HealthStatus.UNHEALTHY)


def _critical(system: System, module: Module) -> bool:
    if not module.descriptor.required:
        return False
    return broken(module) or held_by(system, module) is not None


def held_by(system: System, module: Module) -> ModuleId | None:
    """The broken or unusable module at the root of this one's waiting, if that is why it waits."""
    seen: set[ModuleId] = set()
    todo = _waits_on(module)
    while todo:
        on = todo.pop()
        if on in seen:
            continue
        seen.add(on)
        dependency = system.modules.get(on)
        if dependency is None or broken(dependency):
            return on
        todo += _waits_on(dependency)
    return None


def _waits_on(module: Module) -> list[ModuleId]:
    return list(reversed(module.phase.on)) if isinstance(module.phase, Waiting) else []


def _fine(module: Module) -> bool:
    if isinstance(module.phase, (Backoff, Failed)):
        return False
    if isinstance(module.phase, Running):
        return module.health is HealthStatus.HEALTHY
    return module.completed


def _sentence(system: System, failing: tuple[ModuleId, ...]) -> str:
    # Who only waits is not where the trouble is, whatever its name sorts before.
    first = min(failing, key=lambda m: bool((known := system.modules.get(m)) and _waits_on(known)))
    module = system.modules.get(first)
    told = "its file cannot be used" if module is None else _trouble(system, module)
    more = f" (and {len(failing) - 1} more)" if len(failing) > 1 else ""
    return f"{first}: {told}{more}"


def _trouble(system: System, module: Module) -> str:
    run = module.run
    root = held_by(system, module)
    if root:
        return f"held down by {root}"
    if run and run.health in (HealthStatus.UNHEALTHY, HealthStatus.DEGRADED):
        return run.health_reason
    if run and module.mode.degraded:
        return degraded_reason(module.mode.why)
    if module.missing:
        return module.missing.text
    if isinstance(module.phase, Waiting):
        return f"waits for {', '.join(module.phase.on)}" if module.phase.on else "waits to be started"
    if isinstance(module.phase, Mending):
        return module.phase.text
    if isinstance(module.phase, Backoff):
        return module.phase.failure.text  # its cause names a countdown that was true once
    return module.cause.text or "not up"
