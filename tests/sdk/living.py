"""A module that lives in the test's own process, on a bus of the test's own."""

from __future__ import annotations

import asyncio
import io
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Any, Generic, TypeVar

from skelly_tray.sdk import Module
from skelly_tray.sdk.environment import read_environment
from skelly_tray.sdk.life import Life
from skelly_tray.sdk.log import Log
from tests.sdk.fake_bus import PATIENCE, TOKEN, FakeBus, Peer, fake_bus

Kind = TypeVar("Kind", bound=Module)


class Living(Generic[Kind]):
    """`said`: its log. `end()` ends it as a signal does and returns the exit code."""

    def __init__(self, bus: FakeBus, module: Kind, patience: float) -> None:
        self.bus = bus
        self.module = module
        self._out = io.StringIO()
        environment = read_environment({**bus.environ, "SKELLY_BUS_TOKEN": TOKEN})
        self.life = Life(module, environment, Log(self._out, self._out), patience)
        self.task = asyncio.create_task(self.life.run())

    @property
    def said(self) -> str:
        return self._out.getvalue()

    async def ready(self, number: int = 1) -> Peer:
        """Its so-manieth connection, once it has said on it that it is ready."""
        peer = await self.bus.peer(number)
        await peer.until_heard("ready")
        return peer

    async def code(self) -> int:
        async with asyncio.timeout(PATIENCE):
            return await asyncio.shield(self.task)

    async def end(self) -> int:
        self.life.end("the test")
        return await self.code()


@asynccontextmanager
async def living(
    kind: Callable[[], Kind], *, bus: FakeBus | None = None, patience: float = 5.0, **welcome: Any
) -> AsyncIterator[Living[Kind]]:
    """welcome: other than usual parts of the answer to hello."""
    if bus is None:
        async with fake_bus() as own, living(kind, bus=own, patience=patience, **welcome) as life:
            yield life
        return
    bus.welcome |= welcome
    life = Living(bus, kind(), patience)
    try:
        yield life
    finally:
        if not life.task.done():
            await life.end()
        assert TOKEN not in life.said


async def until(condition: Callable[[], object], what: str = "the condition") -> None:
    """Let the loop turn until the condition holds."""
    async with asyncio.timeout(PATIENCE):
        while not condition():
            await asyncio.sleep(0.002)
    assert condition(), what
