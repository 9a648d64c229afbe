"""The timers that `decide` arms: one per key, replaced when armed again."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Generic, TypeVar

K = TypeVar("K")


class Timers(Generic[K]):
    """Calls `fire(key)` once at its time; times are the loop's own (monotonic seconds)."""

    def __init__(self, fire: Callable[[K], None]) -> None:
        self._fire = fire
        self._handles: dict[K, asyncio.TimerHandle] = {}

    def arm(self, key: K, at: float) -> None:
        self.disarm(key)
        self._handles[key] = asyncio.get_running_loop().call_at(at, self._fired, key)

    def disarm(self, key: K) -> None:
        handle = self._handles.pop(key, None)
        if handle is not None:
            handle.cancel()

    def clear(self) -> None:
        for key in list(self._handles):
            self.disarm(key)

    def _fired(self, key: K) -> None:
        self._handles.pop(key, None)
        self._fire(key)
