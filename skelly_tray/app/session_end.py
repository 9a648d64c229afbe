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
RETRY = 60.0
"""Seconds until a lock that was not to be had is asked for again."""
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
        self._words = 0
        """What the manager has said of it, counted: what it says while we ask is newer than its answer."""
        self._stopped = False
        self._turn = asyncio.Lock()
        self._holding: asyncio.Task[Any] | None = None

    def manager_there(self, address: str) -> None:
        """A login manager is there, perhaps another than before, which knows nothing of our lock."""
        self._address = address
        if self._holding is not None:
            self._holding.cancel()
        self._holding = self._start(self._hold(), "taking the lock on a shutdown")

    def told(self, ending: bool) -> None:
        """A shutdown is called for, or called off."""
        self._called_for, self._words = ending, self._words + 1
        self._start(self._follow(), "the shutdown of the machine")

    def close(self) -> None:
        """Nothing is held any more. Whatever was started must have ended."""
        self._release()

    async def _hold(self) -> None:
        """Have the lock, sooner or later."""
        while (why := await self._take()) is not None:
            _logger.info("a shutdown of the machine will not wait for us: %s", why)
            await asyncio.sleep(RETRY)
        if self._called_for or self._stopped:
            await self._follow()

    async def _take(self) -> str | None:
        """Why it cannot be had now; None when we have it."""
        async with self._turn:
            self._release()
            words = self._words
            taking = asyncio.get_running_loop().run_in_executor(
                None, take_delay_lock, self._address, self._who, WHY
            )
            try:
                self._lock = await asyncio.shield(taking)
            except NoLockError as error:
                return str(error)
            except asyncio.CancelledError:
                taking.add_done_callback(_give_back)
                raise
            if words == self._words:
                self._called_for = self._lock.called_for
            _logger.info("a shutdown of the machine waits for us for %.1f s", self._lock.delay)
        return None

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
            self.manager_there(self._address)

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


def _give_back(taking: asyncio.Future[DelayLock]) -> None:
    """It came when nobody wanted it any more."""
    if not taking.cancelled() and taking.exception() is None:
        taking.result().release()
