"""What the engine needs of a history on disk: the port, as a Protocol; `adapters/history/` implements it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from skelly_tray.domain.descriptor import ModuleId
from skelly_tray.domain.status import HealthStatus
from skelly_tray.telemetry.marks import Mark
from skelly_tray.telemetry.sample import Sample


@dataclass(frozen=True, slots=True)
class SystemFigures:
    """own_cpu_percent, own_memory_mb: of the supervisor itself. The rest as in `SystemResources`."""

    own_cpu_percent: float = 0.0
    own_memory_mb: float = 0.0
    disk_usage_mb: float = 0.0
    network_kbps: float = 0.0


@dataclass(frozen=True, slots=True)
class Tick:
    """What was measured at one moment. wall: Unix seconds. health: with the response time in ms, of every module;
    a module without a sample has no process, and nothing is kept of it."""

    wall: float
    samples: Mapping[ModuleId, Sample]
    health: Mapping[ModuleId, tuple[HealthStatus, float | None]]
    figures: SystemFigures = SystemFigures()


class HistoryUnavailable(Exception):  # noqa: N818 - a state of the disk, not a fault of the program
    """The history cannot be read now; an issue says why."""


class HistoryStore(Protocol):
    """Keeps samples for weeks. Nothing here blocks; trouble with the disk becomes an issue and is never raised."""

    def record(self, tick: Tick) -> None: ...

    def mark(self, marks: Sequence[Mark]) -> None:
        """Remember these marks; one that is known already is kept once."""

    async def read(
        self, series: Sequence[str], start: float, end: float, points: int
    ) -> Mapping[str, Mapping[str, list[Any]]]:
        """Each of the series from `start` to `end` (Unix seconds) with about `points` points; see `samples` in
        `engine/history.py` for the shape. Raises HistoryUnavailable."""

    async def marks(self, start: float, end: float) -> Sequence[Mark]:
        """Oldest first; of many, the newest. Raises HistoryUnavailable."""
