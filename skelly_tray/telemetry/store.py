"""`Telemetry`: the recent samples of all modules, written once a tick and read by status, plots and limits."""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping
from typing import Any

from skelly_tray.domain.descriptor import ModuleId
from skelly_tray.domain.status import HealthStatus
from skelly_tray.telemetry.rings import Ring
from skelly_tray.telemetry.sample import Sample

HEALTH_CODES = {
    HealthStatus.UNKNOWN: 0,
    HealthStatus.HEALTHY: 1,
    HealthStatus.DEGRADED: 2,
    HealthStatus.UNHEALTHY: 3,
}
"""How health is written in the rings and in the answer to the query `samples`."""

CAPACITY = 600
"""Points kept of each module: ten minutes at one a second."""

NOTHING = Sample()
PLOTTED = ("time", "cpu_percent", "memory_mb", "health")


class Telemetry:
    """Ring buffers by module. Belongs to one thread; readers get copies."""

    def __init__(self, capacity: int = CAPACITY) -> None:
        self._capacity = capacity
        self._rings: dict[ModuleId, Ring] = {}
        self._latest: dict[ModuleId, Sample] = {}

    def record(
        self,
        now: float,
        samples: Mapping[ModuleId, Sample],
        health: Mapping[ModuleId, tuple[HealthStatus, float | None]] | None = None,
    ) -> None:
        """Add one point for every module named in `samples` or `health`.

        now: Unix seconds. health: status and response time in milliseconds of the last probe that passed. A
        module without a sample has no process, and its point says that it uses nothing.
        """
        health = health or {}
        for module, (status, response) in health.items():
            spent = samples.get(module, NOTHING)
            self._ring(module).append(
                now, spent, HEALTH_CODES[status], math.nan if response is None else response
            )
        for module in samples.keys() - health.keys():
            self._ring(module).append(now, samples[module], HEALTH_CODES[HealthStatus.UNKNOWN], math.nan)
        self._latest = dict(samples)

    def _ring(self, module: ModuleId) -> Ring:
        ring = self._rings.get(module)
        if ring is None:
            ring = self._rings[module] = Ring(self._capacity)
        return ring

    def retain(self, modules: Collection[ModuleId]) -> None:
        """Forget every module that is not among `modules`."""
        for module in self._rings.keys() - set(modules):
            del self._rings[module]
            self._latest.pop(module, None)

    def known(self) -> list[str]:
        """The modules that have points, sorted."""
        return sorted(self._rings)

    def sample(self, module: ModuleId) -> Sample:
        """The newest sample of a module; all zero when it has no process."""
        return self._latest.get(module, NOTHING)

    def latest(self) -> dict[ModuleId, dict[str, float]]:
        """The newest figures of every module that has a process, under the names that `status` uses."""
        return {
            module: {
                "cpu_percent": sample.cpu_percent,
                "memory_mb": sample.memory_mb,
                "threads": sample.threads,
                "file_handles": sample.file_handles,
                "children": sample.children,
            }
            for module, sample in self._latest.items()
        }

    def totals(self) -> Sample:
        """The newest samples of all modules added up."""
        samples = self._latest.values()
        return Sample(
            cpu_percent=sum(s.cpu_percent for s in samples),
            memory_mb=sum(s.memory_mb for s in samples),
            threads=sum(s.threads for s in samples),
            file_handles=sum(s.file_handles for s in samples),
            children=sum(s.children for s in samples),
        )

    def window(self, module: ModuleId, seconds: float, now: float) -> dict[str, list[Any]]:
        """The points of the last `seconds` before `now` (Unix seconds), oldest first; empty lists if unknown.

        Shape: {"time", "cpu_percent", "memory_mb", "health", "response_ms"}, lists of equal length;
        `response_ms` holds None where there was no answer.
        """
        ring = self._rings.get(module)
        if ring is None:
            return {name: [] for name in (*PLOTTED, "response_ms")}
        count = ring.count_since(now - seconds)
        columns: dict[str, list[Any]] = {name: list(ring.column(name, count)) for name in PLOTTED}
        columns["response_ms"] = [None if math.isnan(v) else v for v in ring.column("response_ms", count)]
        return columns
