"""Nothing is lost while publishing fails, up to a bound; what is lost is counted."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from skelly_tray.modules.data_capture.outbox import AT_ONCE, Outbox
from tests.sdk.living import until


class Bus:
    def __init__(self) -> None:
        self.taken: list[int] = []
        self.away = False
        self.tries = 0
        self.hold: asyncio.Event | None = None

    async def publish(self, event: dict[str, Any]) -> None:
        self.tries += 1
        if self.hold:
            await self.hold.wait()
        if self.away:
            raise TimeoutError
        self.taken.append(event["number"])


@asynccontextmanager
async def running(bus: Bus, most: int = 10_000) -> AsyncIterator[Outbox]:
    outbox = Outbox(bus.publish, most, first_retry=0.001)
    task = asyncio.ensure_future(outbox.run())
    yield outbox
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)


def put(outbox: Outbox, *numbers: int) -> None:
    for number in numbers:
        outbox.put({"number": number})


async def test_all_is_published_in_order() -> None:
    bus = Bus()
    async with running(bus) as outbox:
        put(outbox, *range(50))
        await outbox.empty()
        assert bus.taken == list(range(50)) and len(outbox) == 0 and outbox.dropped == 0


async def test_what_could_not_be_published_is_tried_again_in_order() -> None:
    bus = Bus()
    bus.away = True
    async with running(bus) as outbox:
        put(outbox, *range(40))
        await until(lambda: bus.tries >= 3 * AT_ONCE and outbox.failing)
        assert len(outbox) == 40
        bus.away = False
        await outbox.empty()
        await until(lambda: not outbox.failing)
        assert bus.taken == list(range(40))


async def test_of_too_many_the_oldest_go_and_are_counted() -> None:
    bus = Bus()
    bus.away = True
    async with running(bus, most=10) as outbox:
        put(outbox, *range(25))
        await until(lambda: outbox.failing)
        assert len(outbox) <= 10 and outbox.dropped == 15
        bus.away = False
        await outbox.empty()
        assert bus.taken == list(range(15, 25))


async def test_what_is_under_way_counts_too() -> None:
    bus = Bus()
    bus.hold = asyncio.Event()
    async with running(bus, most=20) as outbox:
        put(outbox, *range(16))
        await until(lambda: bus.tries == AT_ONCE)
        assert len(outbox) == 16
        put(outbox, *range(16, 30))
        assert len(outbox) == 20 and outbox.dropped == 10
        bus.hold.set()
        await outbox.empty()
        assert bus.taken == [*range(16), *range(26, 30)]
