"""The ladder: the `Limiter` of this machine, which asks its rungs from the best to the last for each kind of limit.

A limit is with the first rung that has the module and takes the value. What a rung refuses, also later and by itself,
goes to the next one, and `holdings` says from then on who holds it and why not a better one.
"""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence

from skelly_tray.adapters.limits import advisory
from skelly_tray.adapters.limits.rung import Rung, RungRefused
from skelly_tray.domain.descriptor import ModuleDescriptor
from skelly_tray.domain.resource_limits import LimitKind
from skelly_tray.engine.limit_port import Holding
from skelly_tray.engine.ports import LaunchRequest, SpawnRecord

_logger = logging.getLogger(__name__)
_NOBODY = Rung()


class Ladder:
    """rungs: best first; complete before the first launch."""

    def __init__(self, rungs: Sequence[Rung]) -> None:
        self.rungs = tuple(rungs)
        self._values: dict[int, dict[LimitKind, float]] = {}
        self._holders: dict[tuple[int, LimitKind], Rung] = {}
        self._refusals: dict[tuple[int, LimitKind], str] = {}
        self._lasting: dict[tuple[int, LimitKind], str] = {}  # what could not be lifted, and why

    async def settled(self) -> None:
        for rung in self.rungs:
            await rung.settled()

    def dress(self, request: LaunchRequest, descriptor: ModuleDescriptor) -> LaunchRequest:
        if not descriptor.limits.held:
            return request
        asked: dict[Rung, list[LimitKind]] = {}
        for kind in descriptor.limits.given:
            rung = self._best(kind)
            if rung is not None:
                asked.setdefault(rung, []).append(kind)
        for rung, kinds in asked.items():
            request = rung.dress(request, kinds, descriptor.limits)
        return request

    def spawned(self, key: str, incarnation: int, pid: int) -> None:
        for rung in self.rungs:
            rung.spawned(key, incarnation, pid)

    def failed(self, key: str) -> None:
        for rung in self.rungs:
            rung.failed(key)

    def adopt(self, record: SpawnRecord, descriptor: ModuleDescriptor | None) -> None:
        for rung in self.rungs:
            rung.adopt(record)

    def holdings(self, incarnation: int | None, descriptor: ModuleDescriptor) -> Mapping[LimitKind, Holding]:
        given = descriptor.limits.given
        if not descriptor.limits.held:
            return {kind: self._watched(incarnation, kind) for kind in given}
        return {kind: self._holding(incarnation, kind) for kind in given}

    def hold(self, incarnation: int, kind: LimitKind, value: float | None) -> Holding:
        values = self._values.setdefault(incarnation, {})
        if value is None:
            values.pop(kind, None)
            return self._lift(incarnation, kind)
        values[kind] = value
        self._refusals.pop((incarnation, kind), None)
        self._lasting.pop((incarnation, kind), None)
        return self._apply(incarnation, kind, value)

    def usage_mb(self, incarnation: int) -> float | None:
        return next((used for r in self.rungs if (used := r.usage_mb(incarnation)) is not None), None)

    def kills(self, incarnation: int) -> int:
        return sum(rung.kills(incarnation) for rung in self.rungs)

    def gone(self, incarnation: int) -> None:
        for rung in self.rungs:
            rung.gone(incarnation)
        self._values.pop(incarnation, None)
        for kind in LimitKind:
            self._holders.pop((incarnation, kind), None)
            self._refusals.pop((incarnation, kind), None)
            self._lasting.pop((incarnation, kind), None)

    def close(self, *, keep_modules: bool) -> None:
        for rung in self.rungs:
            rung.close(keep_modules=keep_modules)

    def fell(self, incarnation: int, why: str) -> None:
        """A rung has lost that module by itself: what was to be held goes to the next."""
        for kind, value in list(self._values.get(incarnation, {}).items()):
            self._refusals[incarnation, kind] = why
            self._apply(incarnation, kind, value)

    def _best(self, kind: LimitKind) -> Rung | None:
        return next((rung for rung in self.rungs if rung.offers(kind) is not None), None)

    def _holding(self, incarnation: int | None, kind: LimitKind) -> Holding:
        if incarnation is None:
            offered = (rung.offers(kind) for rung in self.rungs)
            return next((found for found in offered if found is not None), self._unoffered(kind))
        why = self._refusals.get((incarnation, kind), "")
        holder = self._holders.get((incarnation, kind))
        for rung in self.rungs if holder is None else (holder,):
            if (found := rung.has(incarnation, kind)) is not None:
                told = "; ".join(filter(None, (found.why, why)))
                return Holding(found.rung, found.strength, told) if why else found
        return advisory.unheld(kind, why) if why else self._unoffered(kind)

    def _watched(self, incarnation: int | None, kind: LimitKind) -> Holding:
        lasting = None if incarnation is None else self._lasting.get((incarnation, kind))
        return advisory.lasting(lasting) if lasting else advisory.WATCHED

    def _unoffered(self, kind: LimitKind) -> Holding:
        said = (rung.why_not(kind) for rung in self.rungs)
        return advisory.unheld(kind, next(filter(None, said), ""))

    def _apply(self, incarnation: int, kind: LimitKind, value: float) -> Holding:
        """Ask each rung in turn; the first refusal, of the best rung, is the one that is told."""
        self._holders.pop((incarnation, kind), None)
        for rung in self.rungs:
            if rung.has(incarnation, kind) is None:
                continue
            try:
                rung.hold(incarnation, kind, value)
            except RungRefused as refused:
                self._refusals.setdefault((incarnation, kind), f"{rung.name}: {refused}")
                continue
            self._holders[incarnation, kind] = rung
            return self._holding(incarnation, kind)
        self._holders[incarnation, kind] = _NOBODY
        return self._holding(incarnation, kind)

    def _lift(self, incarnation: int, kind: LimitKind) -> Holding:
        self._holders.pop((incarnation, kind), None)
        self._refusals.pop((incarnation, kind), None)
        self._lasting.pop((incarnation, kind), None)
        for rung in self.rungs:
            if rung.has(incarnation, kind) is None:
                continue
            try:
                rung.hold(incarnation, kind, None)
            except RungRefused as refused:
                self._lasting[incarnation, kind] = f"{rung.name}: {refused}"
                _logger.warning("%s of spawn %d is not lifted: %s", kind, incarnation, refused)
        return self._holding(incarnation, kind)
