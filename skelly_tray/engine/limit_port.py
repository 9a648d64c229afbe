"""What the engine needs to hold modules to their limits: the port, as a Protocol; `adapters/limits/` implements it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol

from skelly_tray.domain.descriptor import ModuleDescriptor
from skelly_tray.domain.resource_limits import ADVISORY as ADVISORY
from skelly_tray.domain.resource_limits import Holding as Holding
from skelly_tray.domain.resource_limits import LimitKind
from skelly_tray.engine.ports import LaunchRequest, SpawnRecord


class Limiter(Protocol):
    """The rungs of this machine, best first. No call blocks, none raises for what the machine refuses: the next rung is
    taken, and `holdings` says so from then on."""

    async def settled(self) -> None:
        """Return once it is known what this machine can hold; within a second or so, known or not."""

    def dress(self, request: LaunchRequest, descriptor: ModuleDescriptor) -> LaunchRequest:
        """Before a spawn: make what it needs (a cgroup, a limit of open files) for the module's limits."""

    def spawned(self, key: str, incarnation: int, pid: int) -> None:
        """The launch with that key runs now as this incarnation."""

    def failed(self, key: str) -> None:
        """The launch with that key came to nothing."""

    def adopt(self, record: SpawnRecord, descriptor: ModuleDescriptor | None) -> None:
        """A spawn of an earlier supervisor goes on: find its groups again, or know that it has none."""

    def holdings(self, incarnation: int | None, descriptor: ModuleDescriptor) -> Mapping[LimitKind, Holding]:
        """How each limit given is held, or would be (without an incarnation: by the next one); for a module that is not
        to be held to its limits, all are advisory."""

    def hold(self, incarnation: int, kind: LimitKind, value: float | None) -> Holding:
        """Hold this limit from now on at `value` (in the limit's unit), or no longer (None). Returns how it is held."""

    def usage_mb(self, incarnation: int) -> float | None:
        """The memory of the tree as its cgroup counts it, in 2**20 bytes; None where none holds it."""

    def kills(self, incarnation: int) -> int:
        """Processes of the tree that the system has killed because of its memory limit; 0 where none can be told."""

    def gone(self, incarnation: int) -> None:
        """Nothing of the tree is left: remove its groups."""

    def close(self, *, keep_modules: bool) -> None:
        """Nothing is held by us any more; with `keep_modules` the groups stay as they are."""
