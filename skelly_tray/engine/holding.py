"""What modules are held to, by the limiter of this machine: who is held how, and whom the system killed at a limit."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from skelly_tray.domain.effects import Hold
from skelly_tray.domain.module import Module
from skelly_tray.domain.resource_limits import Holding, LimitKind
from skelly_tray.domain.system import System
from skelly_tray.engine.limit_port import Limiter
from skelly_tray.engine.ports import SpawnRecord

MOMENT = 2.0
"""Seconds in which an exit follows a kill that led to it."""


@dataclass(slots=True)
class _Kills:
    """count: seen so far; at: when the last ones were seen, monotonic seconds."""

    count: int = 0
    at: float | None = None


class Holders:
    """Told of each incarnation's beginning and end. Reads the system only to find descriptors."""

    def __init__(
        self, limiter: Limiter, system: Callable[[], System], monotonic: Callable[[], float]
    ) -> None:
        self.limiter = limiter
        self._system = system
        self._monotonic = monotonic
        self._kills: dict[int, _Kills] = {}

    def adopt(self, record: SpawnRecord) -> None:
        """Before the domain hears of it, so that what it holds on to is there."""
        module = self._system().modules.get(record.module)
        self.limiter.adopt(record, module.descriptor if module else None)
        self._kills[record.incarnation] = _Kills(self.limiter.kills(record.incarnation))

    def spawned(self, key: str, incarnation: int, pid: int) -> None:
        self.limiter.spawned(key, incarnation, pid)
        self._kills[incarnation] = _Kills()

    def failed(self, key: str) -> None:
        self.limiter.failed(key)

    def gone(self, incarnation: int) -> None:
        self.limiter.gone(incarnation)
        self._kills.pop(incarnation, None)

    def keeper_lost(self) -> None:
        """Nothing that the dead keeper held is known to live."""
        for incarnation in list(self._kills):
            self.gone(incarnation)

    def hold(self, effect: Hold) -> None:
        self.limiter.hold(effect.incarnation, effect.kind, effect.value)

    def of(self, module: Module) -> Mapping[LimitKind, Holding]:
        """How each limit of the module is held, or would be."""
        if not module.descriptor.limits.given:
            return {}
        run = module.run
        return self.limiter.holdings(run.incarnation if run else None, module.descriptor)

    def new_kills(self, incarnation: int) -> int:
        """Processes of its tree that were killed at its memory limit since this was asked last."""
        known = self._kills.setdefault(incarnation, _Kills())
        fresh = self.limiter.kills(incarnation) - known.count
        if fresh > 0:
            known.count, known.at = known.count + fresh, self._monotonic()
        return max(fresh, 0)

    def kills_behind_exit(self, incarnation: int) -> int:
        """Of the leader: those of the last moments. A look may have seen them before the exit was told."""
        fresh = self.new_kills(incarnation)
        known = self._kills[incarnation]
        if fresh or known.at is None or self._monotonic() - known.at > MOMENT:
            return fresh
        return known.count
