"""The sweep at the start: what a dead keeper of this home left is ended before the first new spawn.

These processes are not our children, so nothing tells us when they end: they are looked for again in
short steps, by their marks, until none is left.
"""

from __future__ import annotations

import signal
from collections.abc import Callable

from skelly_tray.keeper.forest import Forest
from skelly_tray.keeper.undertaker import send_all

GRACE = 2.0
"""Seconds between TERM and KILL; their own graces died with the keeper that knew them."""

_PAUSE = 0.02
_GIVE_UP = 15.0


class Leftovers:
    """One sweep; `busy` until it is over."""

    __slots__ = ("_due", "_forest", "_say", "_signalled", "_since")

    def __init__(self, forest: Forest, say: Callable[[str], None], now: float) -> None:
        self._forest = forest
        self._say = say
        self._since = now
        self._due: float | None = now
        self._signalled: set[int] = set()
        self.tend(now)
        if self._due is not None:
            self._say(f"a former keeper left {len(self._signalled)} processes: stopping them first")

    @property
    def busy(self) -> bool:
        return self._due is not None

    def next_due(self) -> float | None:
        """When `tend` must be called."""
        return self._due

    def tend(self, now: float) -> None:
        """TERM for all that are new, KILL for all once the grace is over."""
        if self._due is None or now < self._due:
            return
        left = self._forest.abandoned()
        if not left or now - self._since > _GIVE_UP:
            if left:
                self._say(f"giving up on {len(left)} processes that cannot be killed: {left[:10]}")
            self._due = None
            return
        self._due = now + _PAUSE
        if now - self._since >= GRACE:
            send_all(left, signal.SIGKILL)
            return
        fresh = [pid for pid in left if pid not in self._signalled]
        self._signalled.update(fresh)
        send_all(fresh, signal.SIGTERM)
        send_all(fresh, signal.SIGCONT)
