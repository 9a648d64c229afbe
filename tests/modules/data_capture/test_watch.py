"""A source is opened, read and closed in order, tried again after it failed, and its reasons are said once."""

from __future__ import annotations

import asyncio
import os
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager

from skelly_tray.modules.data_capture.observation import Observation
from skelly_tray.modules.data_capture.source import UnavailableError
from skelly_tray.modules.data_capture.watch import Watch
from tests.sdk.living import until


class FakeSource:
    def __init__(self, interval: float = 0.001) -> None:
        self.interval = interval
        self.calls: list[str] = []
        self.refuse = ""
        self.fail: Exception | None = None
        self.descriptor: int | None = None

    def open(self) -> None:
        self.calls.append("open")
        if self.refuse:
            raise UnavailableError(self.refuse)

    def fileno(self) -> int | None:
        return self.descriptor

    def read(self, now: float, due: bool) -> Sequence[Observation]:
        self.calls.append("due" if due else "early")
        if self.fail:
            raise self.fail
        return (Observation("seen", {}),)

    def close(self) -> None:
        self.calls.append("close")


class Watched:
    def __init__(self, source: FakeSource, stretch: Callable[[], float]) -> None:
        self.source = source
        self.seen: list[Observation] = []
        self.said: list[str] = []
        self.watch = Watch(
            lambda: source,
            emit=self.seen.append,
            say=self.said.append,
            stretch=stretch,
            retry_after=0.001,
        )


@asynccontextmanager
async def watching(source: FakeSource, stretch: Callable[[], float] = lambda: 1.0) -> AsyncIterator[Watched]:
    watched = Watched(source, stretch)
    task = asyncio.ensure_future(watched.watch.run())
    yield watched
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)


async def test_it_is_opened_read_again_and_again_and_closed_at_the_end() -> None:
    source = FakeSource()
    async with watching(source) as watched:
        await until(lambda: len(watched.seen) >= 3)
        assert watched.watch.available
    assert source.calls[:2] == ["open", "due"] and source.calls[-1] == "close"
    assert watched.said == []


async def test_a_reason_is_said_once_however_often_it_is_tried() -> None:
    source = FakeSource()
    source.refuse = "there is no X display"
    async with watching(source) as watched:
        await until(lambda: source.calls.count("open") >= 5)
        assert not watched.watch.available and watched.watch.reason == "there is no X display"
        assert watched.said == ["is not seen: there is no X display"]
        source.refuse = ""
        await until(lambda: watched.seen)
        assert watched.said[1:] == ["is seen again"]
        assert watched.watch.reason == ""
    assert source.calls.count("open") == source.calls.count("close")


async def test_a_fault_of_a_source_is_told_without_its_text_and_it_is_tried_again() -> None:
    source = FakeSource()
    source.fail = RuntimeError("CANARY")
    async with watching(source) as watched:
        await until(lambda: source.calls.count("open") >= 3)
        assert watched.said == ["is not seen: it failed (RuntimeError)"]
        source.fail = None
        await until(lambda: watched.seen)


async def test_it_is_read_before_its_time_when_there_is_something() -> None:
    source = FakeSource(interval=3600)
    reading, writing = os.pipe()
    source.descriptor = reading
    async with watching(source) as watched:
        await until(lambda: source.calls == ["open", "due"])
        os.write(writing, b"x")
        await until(lambda: len(watched.seen) >= 2)  # what a source reads in its thread is told in the loop
        assert "early" in source.calls
    os.close(reading)
    os.close(writing)


async def test_with_less_load_the_interval_is_longer() -> None:
    source = FakeSource(interval=0.001)
    factor = [1e6]
    async with watching(source, lambda: factor[0]) as watched:
        await until(lambda: watched.seen)
        for _ in range(200):
            await asyncio.sleep(0)
        assert source.calls == ["open", "due"]
