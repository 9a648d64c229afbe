"""Has a module got where the user wanted it, and who else is touched? Pure answers for who waits or asks first."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from skelly_tray.domain.descriptor import Condition, ModuleId, OnRestart
from skelly_tray.domain.module import Module, can_be_woken
from skelly_tray.domain.phase import UP, Backoff, Failed, Running, Starting, Stopped, Stopping, Waiting
from skelly_tray.domain.report import reason
from skelly_tray.domain.system import System


@dataclass(frozen=True, slots=True)
class Settled:
    """The end of waiting for one module: whether it is as wanted, and a sentence about it."""

    ok: bool
    text: str


def started(system: System, module: Module, since_launch: int) -> Settled | None:
    """Up after a start or restart ordered when `since_launch` starts had been made; None while it is on its way."""
    fresh = module.run is not None and module.run.launch > since_launch
    match module.phase:
        case Running(run=run) if module.restart is None:
            if not run.ready:
                return Settled(False, f"runs with pid {run.pid}, but is not ready: {run.health_reason}")
            word = "started" if fresh else "already running"
            return Settled(True, f"{word} (pid {run.pid})")
        case Stopped() if module.completed:
            return Settled(True, "has done its work")
        case Backoff() | Failed():
            return Settled(False, module.cause.text)
        case Waiting() if _waits_in_vain(system, module):
            return Settled(False, reason(system, module))
        case Stopped() if not module.wanted or system.shutdown:
            return Settled(False, reason(system, module))
        case _:
            return None


def _waits_in_vain(system: System, module: Module) -> bool:
    """It waits for something that will not come by itself soon."""
    if (module.hold and not module.hold.passing) or module.missing:
        return True
    if not isinstance(module.phase, Waiting):
        return False
    for on in module.phase.on:
        dependency = system.modules.get(on)
        if dependency is None or isinstance(dependency.phase, (Failed, Backoff)) or not dependency.wanted:
            return True
    return False


def stopped(system: System, module: Module) -> Settled | None:
    """At rest after a stop; None while a process is left."""
    if module.live or module.wanted:
        return None
    return Settled(True, "stopped")


def must_stop_first(system: System, modules: Collection[ModuleId]) -> dict[ModuleId, ModuleId]:
    """Running dependants (at any depth) that go down with these modules, each with the one it depends on."""
    found: dict[ModuleId, ModuleId] = {}
    todo = list(modules)
    while todo:
        module_id = todo.pop()
        for dependant_id, edge in system.graph.dependants.get(module_id, ()):
            dependant = system.modules.get(dependant_id)
            if dependant is None or dependant_id in found or dependant_id in modules:
                continue
            if (
                edge.required
                and edge.condition is not Condition.COMPLETED
                and isinstance(dependant.phase, (Starting, Running, Stopping))
            ):
                found[dependant_id] = module_id
                todo.append(dependant_id)
    return found


def woken_by_start(system: System, modules: Collection[ModuleId]) -> dict[ModuleId, ModuleId]:
    """Lazy dependencies (at any depth) that a start of these modules brings up, each with the one that needs it."""
    found: dict[ModuleId, ModuleId] = {}
    todo = list(modules)
    while todo:
        module_id = todo.pop()
        for edge in system.graph.dependencies.get(module_id, ()):
            needed = system.modules.get(edge.module)
            if needed is None or edge.module in found or edge.module in modules:
                continue
            if can_be_woken(needed):
                found[edge.module] = module_id
                todo.append(edge.module)
    return found


def touched_by_restart(system: System, modules: Collection[ModuleId]) -> dict[ModuleId, tuple[ModuleId, str]]:
    """Running dependants of a restart: what their edge says will happen to them."""
    found: dict[ModuleId, tuple[ModuleId, str]] = {}
    todo = list(modules)
    while todo:
        module_id = todo.pop()
        for dependant_id, edge in system.graph.dependants.get(module_id, ()):
            dependant = system.modules.get(dependant_id)
            if dependant is None or dependant_id in found or dependant_id in modules:
                continue
            if (
                (edge.required or edge.on_restart is OnRestart.RESTART)
                and edge.condition is not Condition.COMPLETED
                and isinstance(dependant.phase, UP)
            ):
                found[dependant_id] = (module_id, str(edge.on_restart))
                if edge.on_restart != "keep":
                    todo.append(dependant_id)
    return found
