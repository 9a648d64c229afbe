"""An event loop whose time jumps to the next timer instead of passing, and can jump further as it does after a stop."""

from __future__ import annotations

import asyncio
import selectors
from collections.abc import Coroutine, Mapping
from typing import Any, TypeVar

T = TypeVar("T")
Ready = list[tuple[selectors.SelectorKey, int]]


class _NoWaiting(selectors.BaseSelector):
    """Asks the real selector what is ready now; where a wait was due, the time is over already."""

    def __init__(self, loop: VirtualLoop) -> None:
        self._real = selectors.DefaultSelector()
        self._loop = loop

    def register(self, fileobj: Any, events: int, data: Any = None) -> selectors.SelectorKey:
        return self._real.register(fileobj, events, data)

    def unregister(self, fileobj: Any) -> selectors.SelectorKey:
        return self._real.unregister(fileobj)

    def modify(self, fileobj: Any, events: int, data: Any = None) -> selectors.SelectorKey:
        return self._real.modify(fileobj, events, data)

    def get_map(self) -> Mapping[Any, selectors.SelectorKey]:
        return self._real.get_map()

    def close(self) -> None:
        self._real.close()

    def select(self, timeout: float | None = None) -> Ready:
        ready = self._real.select(0 if timeout is not None else None)
        if not ready and timeout:
            self._loop.now += timeout
        return ready


class VirtualLoop(asyncio.SelectorEventLoop):
    """now: its time, in seconds. Add to it and everything that was due meanwhile is due at once."""

    def __init__(self) -> None:
        self.now = 1000.0
        super().__init__(_NoWaiting(self))

    def time(self) -> float:
        return self.now


def run_virtually(main: Coroutine[Any, Any, T]) -> T:
    """Run to the end; hours take moments."""
    with asyncio.Runner(loop_factory=VirtualLoop) as runner:
        return runner.run(main)
