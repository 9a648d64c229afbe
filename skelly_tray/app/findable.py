"""That this orchestrator stays the one of its home, and found: by commands, by a second start, and by the next one.

The lock, the control socket, and those of the keeper and of the bus are files that somebody can remove while we run,
with their folder or without. Who looks for us then finds nobody, and a second start would bring a second keeper that
takes our modules for leftovers. So what is gone is made anew. If another orchestrator was started in between, this home
is its own: ours ends, for two of them would fight over every module.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from typing import Protocol

from skelly_tray.app.instance import AlreadyRunningError, InstanceLock
from skelly_tray.engine.ports import IssueSink
from skelly_tray.rpc.listener import Listener
from skelly_tray.rpc.server import Server

LOOK_EVERY = 2.0
"""Seconds between two looks."""
ISSUE = "findable"
TITLE = "Commands cannot reach this orchestrator"

_logger = logging.getLogger(__name__)


class Elsewhere(Protocol):
    """A process of ours that listens by itself."""

    def places_missing(self) -> bool:
        """Whether files of it are gone. Looks at the disk."""

    def listen_again(self) -> None:
        """Have it make them anew. Raises OSError."""


class Findable:
    """`run` works until it is cancelled. listen: binds the control socket. displaced: told why we have to end."""

    def __init__(
        self,
        lock: InstanceLock,
        server: Server,
        listen: Callable[[], Listener],
        others: tuple[Elsewhere, ...],
        issues: IssueSink,
        displaced: Callable[[str], None],
    ) -> None:
        self._lock = lock
        self._server = server
        self._listen = listen
        self._others = others
        self._issues = issues
        self._displaced = displaced

    async def run(self) -> None:
        while True:
            await asyncio.sleep(LOOK_EVERY)
            try:
                await self.look()
            except AlreadyRunningError as error:
                why = f"{error}: it was started for this home while our files in the run folder were gone"
                _logger.error("this orchestrator ends, %s", why)
                self._displaced(why)
                return
            except OSError as error:
                text = f"What makes it found was removed and cannot be made anew: {error}. It is tried again."
                self._issues(ISSUE, TITLE, text)
            else:
                self._issues(ISSUE, "", "")

    async def look(self) -> None:
        """Make anew what is gone. Raises AlreadyRunningError (another has this home now) and OSError."""
        if not await asyncio.to_thread(lambda: self._lock.in_place):
            await asyncio.to_thread(self._lock.take_again)
            _logger.warning("the lock was removed and has been made anew")
        if not await asyncio.to_thread(lambda: self._server.in_place):
            await self._server.listen_anew(self._listen)
            _logger.warning("the control socket was removed and has been made anew")
        for other in self._others:
            if await asyncio.to_thread(other.places_missing):
                other.listen_again()
