"""The rung that needs nothing: the keeper stops and continues the whole tree, so that it has its share of the CPU."""

from __future__ import annotations

from collections.abc import Callable

from skelly_tray.adapters.limits.rung import Rung
from skelly_tray.domain.resource_limits import LimitKind
from skelly_tray.engine.limit_port import Holding

NAME = "freeze"
HOLDING = Holding(
    NAME, "soft", "its processes are stopped and continued in turn: right on average over some seconds"
)


class Freeze(Rung):
    """throttle: tells the keeper (incarnation, percent of one core, or None to end it)."""

    name = NAME

    def __init__(self, throttle: Callable[[int, float | None], None]) -> None:
        self._throttle = throttle
        self._held: set[int] = set()

    def offers(self, kind: LimitKind) -> Holding | None:
        return HOLDING if kind is LimitKind.CPU else None

    def has(self, incarnation: int, kind: LimitKind) -> Holding | None:
        return self.offers(kind)

    def hold(self, incarnation: int, kind: LimitKind, value: float | None) -> None:
        if value is not None:
            self._held.add(incarnation)
            self._throttle(incarnation, value)
        elif incarnation in self._held:
            self._held.discard(incarnation)
            self._throttle(incarnation, None)

    def gone(self, incarnation: int) -> None:
        self._held.discard(incarnation)

    def close(self, *, keep_modules: bool) -> None:
        """The keeper ends it by itself when nobody claims it; while it stops everything, nothing is held back."""
        for incarnation in self._held:
            self._throttle(incarnation, None)
        self._held.clear()
