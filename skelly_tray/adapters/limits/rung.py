"""What every rung of the ladder can be asked. A rung answers for the kinds of limit it knows, and for nothing else."""

from __future__ import annotations

from collections.abc import Collection

from skelly_tray.domain.resource_limits import LimitKind, ResourceLimits
from skelly_tray.engine.limit_port import Holding
from skelly_tray.engine.ports import LaunchRequest, SpawnRecord


class RungRefused(Exception):  # noqa: N818 - a state of the world, named like LaunchRefused
    """This rung cannot hold that limit of that module now; the sentence says why. The next rung is asked."""


class Rung:
    """The calls of the ladder, with the answers of a rung that has nothing to do for them."""

    name = "advisory"

    async def settled(self) -> None:
        """Wait, for a second at most, until `offers` says what it will say."""

    def offers(self, kind: LimitKind) -> Holding | None:
        """How it would hold that limit of a module that is started now; None: not at all."""
        return None

    def has(self, incarnation: int, kind: LimitKind) -> Holding | None:
        """How it holds, or can hold, that limit of this running module; None: not at all."""
        return None

    def why_not(self, kind: LimitKind) -> str:
        """Why it offers nothing for that limit on this machine; empty when that is nobody's business."""
        return ""

    def dress(
        self, request: LaunchRequest, kinds: Collection[LimitKind], limits: ResourceLimits
    ) -> LaunchRequest:
        """Make what a module needs to be held by it from its first instruction on."""
        return request

    def spawned(self, key: str, incarnation: int, pid: int) -> None:
        """A launch that was dressed runs now."""

    def failed(self, key: str) -> None:
        """A launch that was dressed came to nothing."""

    def adopt(self, record: SpawnRecord) -> None:
        """Find again what an earlier supervisor made for this spawn."""

    def hold(self, incarnation: int, kind: LimitKind, value: float | None) -> None:
        """Hold the limit at that value (in its unit), or no longer (None). Asked only where `has` says how, as it does
        afterwards.

        Raises RungRefused.
        """
        raise RungRefused("this rung holds nothing")

    def usage_mb(self, incarnation: int) -> float | None:
        """Memory of the tree as the kernel counts it for this rung, in 2**20 bytes."""
        return None

    def kills(self, incarnation: int) -> int:
        """Processes of the tree that were killed because of its memory limit."""
        return 0

    def gone(self, incarnation: int) -> None:
        """Nothing of the tree is left."""

    def close(self, *, keep_modules: bool) -> None:
        """We end; with `keep_modules` the modules go on, and what holds them stays."""
