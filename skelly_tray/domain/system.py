"""The whole system as one immutable value: the registry of the source design."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from skelly_tray.domain.cause import Cause
from skelly_tray.domain.descriptor import ModuleId
from skelly_tray.domain.errors import InvalidModule
from skelly_tray.domain.graph import DependencyGraph
from skelly_tray.domain.module import Module
from skelly_tray.domain.orchestrator_config import OrchestratorConfig
from skelly_tray.domain.pacing import Pace
from skelly_tray.domain.trial import Trial


@dataclass(frozen=True, slots=True)
class Startup:
    """A system start under way. groups: not yet released, in order. current: released last. next_at: earliest
    release of the next group. deadline: when *starting* ends whatever is missing. Times are monotonic seconds."""

    since: float
    deadline: float
    next_at: float
    groups: tuple[tuple[ModuleId, ...], ...]
    cause: Cause
    current: tuple[ModuleId, ...] = ()

    @property
    def unreleased(self) -> frozenset[ModuleId]:
        return frozenset(m for group in self.groups for m in group)


@dataclass(frozen=True, slots=True)
class Shutdown:
    """The system is being stopped. forced: the deadline has passed or somebody insisted, so no order is kept.
    again: everything is started once it is down. hurried: the deadline comes before all graces could end."""

    since: float
    deadline: float
    cause: Cause
    forced: bool = False
    again: bool = False
    hurried: bool = False


@dataclass(frozen=True, slots=True)
class Leaver:
    """A process that is being stopped because its module has no file any more. launch: None for an adopted one.
    incarnation: None until the keeper has told it. grace: seconds. errand: token, where it is no process but the moving
    of a state folder, which is not broken off."""

    module: ModuleId
    launch: int | None
    incarnation: int | None
    stop_signal: str = "TERM"
    grace: float = 10.0
    errand: int | None = None


@dataclass(frozen=True, slots=True)
class System:
    """modules: every usable module. invalid: modules whose files are not usable, and why. active: the system has been
    started, so what is wanted is brought up. missed: modules that a system start did not bring up in time. seq: of
    the newest journal entry. launches: starts so far. leavers: processes without a module, on their way out. pace: how
    fast checks are made. errands: so many were ordered. queued: wait for a place among the recoveries. procedures:
    modules whose recovery procedure goes on. failed_lately: failures of the last moments. restarted_at: the last
    restart of the whole system, monotonic seconds. restarting: an earlier supervisor had begun to take everything
    down for one. trial: of a changed configuration."""

    config: OrchestratorConfig = OrchestratorConfig()
    modules: Mapping[ModuleId, Module] = field(default_factory=dict)
    graph: DependencyGraph = DependencyGraph()
    invalid: Mapping[ModuleId, InvalidModule] = field(default_factory=dict)
    keeper_up: bool = False
    active: bool = False
    startup: Startup | None = None
    shutdown: Shutdown | None = None
    missed: frozenset[ModuleId] = frozenset()
    seq: int = 0
    launches: int = 0
    leavers: tuple[Leaver, ...] = ()
    pace: Pace = Pace()
    errands: int = 0
    queued: frozenset[ModuleId] = frozenset()
    procedures: frozenset[ModuleId] = frozenset()
    failed_lately: tuple[tuple[float, ModuleId], ...] = ()
    restarted_at: float | None = None
    restarting: bool = False
    trial: Trial | None = None

    @property
    def at_rest(self) -> bool:
        """No module has a process, and none is left of a former one."""
        return not self.leavers and not any(module.live for module in self.modules.values())

    def leaving(self, module: ModuleId) -> bool:
        """A former process of that name is not swept yet."""
        return any(leaver.module == module for leaver in self.leavers)
