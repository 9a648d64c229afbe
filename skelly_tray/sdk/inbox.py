"""What waits for one subscription's handler: begun in the order in which it came, one after the other or a few at once.

Events that the bus waits for (reliable) carry a future; the bus bounds how many of them are under way. Of the others at
most so many wait here, the oldest goes first; for `latest` only the newest of each topic waits.
"""

from __future__ import annotations

import asyncio
import inspect
from collections import deque
from collections.abc import Callable
from typing import Any

from skelly_tray.scopes import Scope
from skelly_tray.sdk.event import Event
from skelly_tray.sdk.faults import describe
from skelly_tray.sdk.log import Log
from skelly_tray.sdk.session import BusLink
from skelly_tray.sdk.tally import Tally

Handler = Callable[[Event], Any]
MOST_WAITING = 1000


class _Item:
    __slots__ = ("event", "link", "taken")

    def __init__(self, event: Event, taken: asyncio.Future[bool] | None, link: BusLink | None) -> None:
        self.event = event
        self.taken = taken
        self.link = link


class Inbox:
    """Tasks, `at_once` at most, work it off while anything waits; none is there while nothing does."""

    def __init__(
        self,
        name: str,
        handler: Handler,
        *,
        latest: bool,
        at_once: int,
        scope: Scope,
        log: Log,
        tally: Tally,
    ) -> None:
        self.dropped = 0
        self._name = name
        self._handler = handler
        self._latest = latest
        self._scope = scope
        self._log = log
        self._tally = tally
        self._items: deque[_Item] = deque()
        self._plain = 0
        self._at_once = at_once
        self._working: set[asyncio.Task[None]] = set()
        self._paused = False

    def __len__(self) -> int:
        return len(self._items)

    def put(self, event: Event) -> None:
        """An event that nobody waits for."""
        if self._latest:
            for item in self._items:
                if item.taken is None and item.event.topic == event.topic:
                    item.event = event
                    return
        if self._plain >= MOST_WAITING:
            self._drop_oldest()
        self._plain += 1
        self._add(_Item(event, None, None))

    def put_awaited(self, event: Event, link: BusLink) -> asyncio.Future[bool]:
        """The future says whether the handler has taken it."""
        taken: asyncio.Future[bool] = asyncio.get_running_loop().create_future()
        self._add(_Item(event, taken, link))
        return taken

    async def pause(self) -> None:
        """Begin no further event; return when those under way have been handled."""
        self._paused = True
        if self._working:
            await asyncio.wait(self._working)

    def _add(self, item: _Item) -> None:
        self._items.append(item)
        if len(self._working) < self._at_once and not self._paused:
            task = self._scope.start(self._work(), f"events of {self._name}")
            self._working.add(task)
            task.add_done_callback(self._working.discard)

    def _drop_oldest(self) -> None:
        oldest = next(item for item in self._items if item.taken is None)
        self._items.remove(oldest)
        self._plain -= 1
        self.dropped += 1

    async def _work(self) -> None:
        while self._items and not self._paused:
            item = self._items.popleft()
            self._plain -= item.taken is None
            # If nobody would hear our answer, the bus sends it again.
            heard = item.link is None or item.link.is_open
            taken = heard and await self._handle(item.event)
            if item.taken is not None and not item.taken.done():
                item.taken.set_result(taken)
        # Done to itself already: what comes before the task is over must find a worker.
        self._working.discard(asyncio.current_task())

    async def _handle(self, event: Event) -> bool:
        try:
            result = self._handler(event)
            if inspect.isawaitable(result):
                await result
        except Exception as error:  # noqa: BLE001  whatever a handler does wrong, the bus is told and the module goes on
            self._tally.failed()
            self._log.error(
                "an event was not handled", topic=event.topic, source=event.source, error=describe(error)
            )
            return False
        self._tally.handled()
        return True
