"""Short ways to write descriptors, edges, probes and configurations in the tests of the core."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from skelly_tray.domain.descriptor import (
    Condition,
    Dependency,
    ModuleDescriptor,
    ModuleId,
    OnRestart,
    ProbeSpec,
    RestartPolicy,
    TcpCheck,
)
from skelly_tray.domain.errors import InvalidModule, StartupError
from skelly_tray.domain.events import DescriptorsLoaded
from skelly_tray.domain.graph import DependencyGraph
from skelly_tray.domain.orchestrator_config import OrchestratorConfig

PARALLEL = OrchestratorConfig(parallel_startup=True, module_start_delay=0.0)
"""The whole system at once: for tests in which the order of the system start is not the point."""


def probe(interval: float = 5.0, timeout: float = 1.0, **fields: Any) -> ProbeSpec:
    """A probe whose answers the program's script gives; what it checks does not matter here."""
    return ProbeSpec(TcpCheck("127.0.0.1", 1), interval, timeout, **fields)


def needs(
    module: str,
    condition: Condition = Condition.READY,
    *,
    required: bool = True,
    on_restart: OnRestart = OnRestart.KEEP,
) -> Dependency:
    """An edge of the graph."""
    return Dependency(ModuleId(module), condition, required, on_restart)


def module(id_: str, *edges: str | Dependency, **fields: Any) -> ModuleDescriptor:
    """A module that is ready after 200 ms unless its fields say otherwise; plain names are plain edges."""
    depends_on = tuple(needs(e) if isinstance(e, str) else e for e in edges)
    policy = {k: fields.pop(k) for k in tuple(fields) if k in _POLICY}
    if policy:
        fields["recovery"] = RestartPolicy(**policy)
    fields.setdefault("digest", f"{id_}-1")
    return ModuleDescriptor(ModuleId(id_), id_, (f"/bin/{id_}",), depends_on=depends_on, **fields)


_POLICY = frozenset({"max_attempts", "backoff", "backoff_max", "stable_after", "retry_failed_after"})


def loaded(
    *modules: ModuleDescriptor,
    config: OrchestratorConfig = PARALLEL,
    invalid: Mapping[ModuleId, tuple[StartupError, ...]] | None = None,
    memory: Mapping[ModuleId, Mapping[str, object]] | None = None,
    restarted_at: float | None = None,
    restarting: bool = False,
    trial: float | None = None,
    on_trial: tuple[ModuleId, ...] = (),
    cause: str = "",
) -> DescriptorsLoaded:
    """The event that brings these modules in."""
    descriptors = {m.id: m for m in modules}
    graph = DependencyGraph.build(descriptors, known=tuple(invalid or ()))
    unusable = {m: InvalidModule(errors) for m, errors in (invalid or {}).items()}
    told = config, descriptors, graph, unusable, memory or {}, restarted_at, restarting
    return DescriptorsLoaded(*told, trial=trial, trial_id=7, on_trial=on_trial, cause=cause)
