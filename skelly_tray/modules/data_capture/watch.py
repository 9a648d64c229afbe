"""The life of one source: opened, read when it has something or its interval is over, tried again after it failed."""

from __future__ import annotations

import asyncio
import threading
import time
from collections.abc import Callable
from functools import partial
from typing import TypeVar

from skelly_tray.modules.data_capture.observation import Observation
from skelly_tray.modules.data_capture.source import Source, UnavailableError

RETRY_AFTER = 30.0
"""Seconds after which a source that this session could not give is tried again."""

SETTLE = 0.25
"""Seconds between "there is something" and the reading: what comes in a burst is read at once."""

T = TypeVar("T")


class Watch:
    """`run` it until it is cancelled. `reason`: why nothing is seen, empty while something is.

    stretch: by how much intervals are longer than usual. say: told each reason once, and when it is over.
    """

    def __init__(
        self,
        make: Callable[[], Source],
        *,
        emit: Callable[[Observation], None],
        say: Callable[[str], None],
        stretch: Callable[[], float] = lambda: 1.0,
        retry_after: float = RETRY_AFTER,
    ) -> None:
        self.reason = "it is being opened"
        self._make = make
        self._emit = emit
        self._say = say
        self._stretch = stretch
        self._retry_after = retry_after
        self._told = ""
        self._turn = threading.Lock()

    @property
    def available(self) -> bool:
        return not self.reason

    async def run(self) -> None:
        while True:
            self._unavailable(await self._once())
            await asyncio.sleep(self._retry_after * self._stretch())

    async def _once(self) -> str:
        """Open and read until it fails; returns why."""
        source: Source | None = None
        try:
            source = await self._in_turn(self._make)
            await self._in_turn(source.open)
            descriptor = source.fileno()
            await self._read_on(source, descriptor)
        except UnavailableError as error:
            return str(error)
        except Exception as error:  # noqa: BLE001  a fault of one source is not the end of the others
            return f"it failed ({type(error).__name__})"
        finally:
            if source is not None:
                await self._in_turn(source.close)
        raise AssertionError("reading ends only by failing")

    async def _read_on(self, source: Source, descriptor: int | None) -> None:
        loop = asyncio.get_running_loop()
        due_at = loop.time()
        while True:
            if await self._is_readable(descriptor, due_at):
                await asyncio.sleep(max(0.0, min(SETTLE * self._stretch(), due_at - loop.time())))
            due = loop.time() >= due_at
            for seen in await self._in_turn(partial(source.read, time.monotonic(), due)):
                self._emit(seen)
            self._works()
            if due:
                due_at = loop.time() + source.interval * self._stretch()

    async def _is_readable(self, descriptor: int | None, until: float) -> bool:
        """Wait until it is, or until then."""
        loop = asyncio.get_running_loop()
        something = asyncio.Event()
        if descriptor is not None:
            loop.add_reader(descriptor, something.set)
        try:
            async with asyncio.timeout_at(until):
                await something.wait()
        except TimeoutError:
            return False
        finally:
            if descriptor is not None:
                loop.remove_reader(descriptor)
        return True

    async def _in_turn(self, work: Callable[[], T]) -> T:
        """In a thread; one after the other also if the one before was cancelled while it ran."""

        def run() -> T:
            with self._turn:
                return work()

        return await asyncio.to_thread(run)

    def _works(self) -> None:
        self.reason = ""
        if self._told:
            self._say("is seen again")
            self._told = ""

    def _unavailable(self, reason: str) -> None:
        self.reason = reason
        if reason != self._told:
            self._told = reason
            self._say(f"is not seen: {reason}")
