"""Events of one subscription: begun in order, as many at once as was asked for, and each answered for itself."""

from __future__ import annotations

import asyncio
import io
from typing import Any, cast

import pytest

from skelly_tray.scopes import Scope
from skelly_tray.sdk.event import Event
from skelly_tray.sdk.inbox import Inbox
from skelly_tray.sdk.log import Log
from skelly_tray.sdk.session import BusLink
from skelly_tray.sdk.tally import Tally


class OpenLink:
    is_open = True


LINK = cast(BusLink, OpenLink())


class Bench:
    """A handler that waits until the test lets it go on."""

    def __init__(self, at_once: int) -> None:
        self.begun: list[Any] = []
        self.most = self.now = 0
        self.gate = asyncio.Event()
        scope = Scope(lambda name, error: None)
        log = Log(io.StringIO(), io.StringIO())
        self.inbox = Inbox(
            "t", self.handle, latest=False, at_once=at_once, scope=scope, log=log, tally=Tally()
        )

    async def handle(self, event: Event) -> None:
        self.begun.append(event.payload)
        self.now += 1
        self.most = max(self.most, self.now)
        await self.gate.wait()
        self.now -= 1
        if event.payload == "bad":
            raise ValueError("no")

    def put(self, payload: Any) -> asyncio.Future[bool]:
        return self.inbox.put_awaited(Event("t", "me", "2026-01-01T00:00:00Z", payload), LINK)


@pytest.mark.parametrize("at_once", [1, 4])
async def test_so_many_events_are_under_way_as_was_asked_for(at_once: int) -> None:
    bench = Bench(at_once)
    taken = [bench.put(number) for number in range(10)]
    for _ in range(20):
        await asyncio.sleep(0)
    assert bench.begun == list(range(at_once))
    bench.gate.set()
    assert await asyncio.gather(*taken) == [True] * 10
    assert bench.begun == list(range(10)) and bench.most == at_once


async def test_one_that_fails_takes_no_other_with_it() -> None:
    bench = Bench(3)
    bench.gate.set()
    assert await asyncio.gather(*(bench.put(payload) for payload in ("a", "bad", "c"))) == [True, False, True]


async def test_a_pause_waits_for_all_that_are_under_way_and_begins_no_other() -> None:
    bench = Bench(2)
    taken = [bench.put(number) for number in range(3)]
    await asyncio.sleep(0)
    pausing = asyncio.get_running_loop().create_task(bench.inbox.pause())
    for _ in range(5):
        await asyncio.sleep(0)
    assert not pausing.done()
    bench.gate.set()
    await pausing
    assert [future.done() for future in taken] == [True, True, False] and len(bench.inbox) == 1
