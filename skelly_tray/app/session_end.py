"""When the machine is shut down or the session ends, the modules are stopped in order, in the time that there is.

A shutdown waits for whoever holds a delay lock of logind's: we hold one all the time, stop everything when it is
called for, and let go. We ourselves stay: what ends us comes afterwards, as a signal; and if the shutdown is called off
instead, the modules are started again and the lock is taken again.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Coroutine
from typing import Any, Protocol

from skelly_tray.adapters.inhibitor import DelayLock, NoLockError, take_delay_lock

_logger = logging.getLogger(__name__)

OURS = 0.2
"""Of the delay: kept for what we have to write, and for a machine that is busy ending."""
SHUTTING_DOWN = "the machine is being shut down"
WHY = "its modules are stopped in order"


class Stoppable(Protocol):
    """The orchestrator, as far as it matters here."""

    @property
    def quitting(self) -> bool: ...

    async def stop_system(self, timeout: float, why: str) -> None: ...

    async def start_system(self) -> None: ...


class SessionEnd:
    """core: what is stopped and started. who: the name of our lock. start: runs work for as long as the core runs.

    All calls on the loop; `close` lets go of the lock.
    """

    def __init__(
        self,
        core: Stoppable,
        who: str,
        start: Callable[[Coroutine[Any, Any, Any], str], asyncio.Task[Any]],
    ) -> None:
        self._core = core
        self._who = who
        self._start = start
        self._lock: DelayLock | None = None
        self._address = ""
        self._called_for = False
        self._stopped = False
        self._turn = asyncio.Lock()
        self._closed = False

    def manager_there(self, address: str) -> None:
        """A login manager is there, perhaps another than before, which knows nothing of our lock."""
        self._address = address
        self._start(self._hold(), "taking the lock on a shutdown")

    def told(self, ending: bool) -> None:
        """A shutdown is called for, or called off."""
        self._called_for = ending
        self._start(self._follow(), "the shutdown of the machine")

    def close(self) -> None:
        """Nothing is held any more."""
        self._closed = True
        self._release()

    async def _hold(self) -> None:
        async with self._turn:
            self._release()
            try:
                lock = await asyncio.to_thread(take_delay_lock, self._address, self._who, WHY)
            except NoLockError as error:
                _logger.info("a shutdown of the machine will not wait for us: %s", error)
                return
            if self._closed:
                lock.release()
                return
            self._lock, self._called_for = lock, lock.called_for
            _logger.info("a shutdown of the machine waits for us for %.1f s", lock.delay)
        if self._called_for or self._stopped:
            await self._follow()

    async def _follow(self) -> None:
        """As it is now wanted, whatever was said meanwhile."""
        async with self._turn:
            if self._called_for and not self._stopped:
                await self._stop()
            if self._called_for or not self._stopped:
                return
            self._stopped = False
        if not self._core.quitting:
            _logger.info("the shutdown was called off, everything is started again")
            self._start(self._core.start_system(), "the start after a shutdown that was called off")
            await self._hold()

    async def _stop(self) -> None:
        self._stopped = True
        delay = self._lock.delay if self._lock else 0.0
        if delay:
            _logger.info("%s: everything is stopped within %.1f s", SHUTTING_DOWN, delay * (1 - OURS))
            await self._core.stop_system(delay * (1 - OURS), SHUTTING_DOWN)
        else:
            self._stopped = (
                False  # it does not wait for us: the signal that ends us finds everything as it is
            )
        self._release()

    def _release(self) -> None:
        if self._lock is not None:
            self._lock.release()
            self._lock = None
