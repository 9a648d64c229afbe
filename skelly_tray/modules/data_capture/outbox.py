"""What waits to be published: nothing is lost while the bus or the storage is away, unless it lasts too long."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable
from typing import Any

Publish = Callable[[dict[str, Any]], Awaitable[object]]

MOST = 10_000
AT_ONCE = 16
"""Published at the same time, so that their commits are shared."""

FIRST_RETRY, LAST_RETRY = 1.0, 30.0


class Outbox:
    """`put` never waits; `run` publishes until it is cancelled. Of more than `most` the oldest go, and are counted."""

    def __init__(self, publish: Publish, most: int = MOST, first_retry: float = FIRST_RETRY) -> None:
        self.dropped = 0
        self.failing = False
        """The last publishing failed."""
        self._publish = publish
        self._most = most
        self._first_retry = first_retry
        self._waiting: deque[dict[str, Any]] = deque()
        self._going: list[dict[str, Any]] = []
        self._some = asyncio.Event()
        self._empty = asyncio.Event()
        self._empty.set()

    def __len__(self) -> int:
        return len(self._waiting) + len(self._going)

    def put(self, event: dict[str, Any]) -> None:
        self._waiting.append(event)
        self._bound()
        self._some.set()
        self._empty.clear()

    async def empty(self) -> None:
        """Returns when all is published."""
        await self._empty.wait()

    async def run(self) -> None:
        delay = self._first_retry
        while True:
            await self._some.wait()
            self._going = [self._waiting.popleft() for _ in range(min(AT_ONCE, len(self._waiting)))]
            outcomes = await asyncio.gather(*map(self._publish, self._going), return_exceptions=True)
            failed = [
                event
                for event, outcome in zip(self._going, outcomes, strict=True)
                if isinstance(outcome, BaseException)
            ]
            self._waiting.extendleft(reversed(failed))
            self._going = []
            self._bound()
            if not self._waiting:
                self._some.clear()
                self._empty.set()
            self.failing = bool(failed)
            if failed:
                await asyncio.sleep(delay)
                delay = min(LAST_RETRY, delay * 2)
            else:
                delay = self._first_retry

    def _bound(self) -> None:
        while len(self) > self._most and self._waiting:
            self._waiting.popleft()
            self.dropped += 1
