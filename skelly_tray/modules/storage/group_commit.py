"""Group commit: events that come close together share one transaction, and none is acknowledged before it is done.

Waiting for others pays only if others come before the answer to the first. So a group waits if the one before it had
several events; whoever sends one event after the other is not kept waiting for nothing.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence

from skelly_tray.modules.storage.raw_event import RawEvent

MAX_WAIT = 0.05
"""Seconds that an event waits for others."""

MAX_EVENTS = 500
MAX_BYTES = 2**20

Commit = Callable[[Sequence[RawEvent]], Awaitable[object]]


class GroupCommit:
    """`add` returns when its event is committed, or raises what the commit raised; `run` does the work."""

    def __init__(self, commit: Commit, max_wait: float = MAX_WAIT) -> None:
        self.max_wait = max_wait
        self.always_wait = False
        """Fewer transactions, later acknowledgements."""
        self._commit = commit
        self._pending: list[tuple[RawEvent, asyncio.Future[None]]] = []
        self._bytes = 0
        self._some = asyncio.Event()
        self._full = asyncio.Event()
        self._committing = 0
        self._had_several = False

    def __len__(self) -> int:
        """Events that are not committed yet."""
        return len(self._pending) + self._committing

    async def add(self, event: RawEvent) -> None:
        done: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._pending.append((event, done))
        self._bytes += event.size
        self._some.set()
        if len(self._pending) >= MAX_EVENTS or self._bytes >= MAX_BYTES:
            self._full.set()
        await done

    async def run(self) -> None:
        """Commit group after group until cancelled."""
        while True:
            await self._some.wait()
            if self.always_wait or self._had_several:
                await self._wait_for_others()
            await self._commit_group()

    async def flush(self) -> None:
        """Commit all that is there, also when its time has not come. Not while `run` runs."""
        while self._pending:
            await self._commit_group()

    async def _commit_group(self) -> None:
        group = self._take()
        self._committing = len(group)
        self._had_several = len(group) > 1
        try:
            await self._commit([event for event, _ in group])
        except asyncio.CancelledError:
            for _, done in group:
                done.cancel()
            raise
        except Exception as error:  # noqa: BLE001 - it belongs to those whose events were not stored
            for _, done in group:
                if not done.done():
                    done.set_exception(error)
        else:
            for _, done in group:
                if not done.done():
                    done.set_result(None)
        finally:
            self._committing = 0

    async def _wait_for_others(self) -> None:
        try:
            async with asyncio.timeout(self.max_wait):
                await self._full.wait()
        except TimeoutError:
            return

    def _take(self) -> list[tuple[RawEvent, asyncio.Future[None]]]:
        count = size = 0
        for event, _ in self._pending[:MAX_EVENTS]:
            if count and size + event.size > MAX_BYTES:
                break
            count, size = count + 1, size + event.size
        group, self._pending = self._pending[:count], self._pending[count:]
        self._bytes = sum(event.size for event, _ in self._pending)
        if not self._pending:
            self._some.clear()
        if len(self._pending) < MAX_EVENTS and self._bytes < MAX_BYTES:
            self._full.clear()
        return group
