"""Events that come together share a commit; none is acknowledged before it; a failure is told to whom it concerns."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager

import pytest

from skelly_tray.modules.storage.group_commit import MAX_BYTES, MAX_EVENTS, GroupCommit
from skelly_tray.modules.storage.raw_event import RawEvent
from tests.modules.storage.made import event


class Disk:
    def __init__(self) -> None:
        self.groups: list[list[str]] = []
        self.free = asyncio.Event()
        self.free.set()
        self.begun = asyncio.Event()
        self.broken = False

    async def commit(self, events: Sequence[RawEvent]) -> None:
        self.begun.set()
        await self.free.wait()
        if self.broken:
            raise OSError("no room")
        self.groups.append([event.id for event in events])


@asynccontextmanager
async def running(disk: Disk, max_wait: float = 0.01) -> AsyncIterator[GroupCommit]:
    group = GroupCommit(disk.commit, max_wait)
    group.always_wait = True
    task = asyncio.ensure_future(group.run())
    yield group
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)


async def test_events_that_come_together_share_a_commit() -> None:
    disk = Disk()
    async with running(disk) as group:
        await asyncio.gather(*(group.add(event(number)) for number in range(20)))
    assert disk.groups == [[f"e{number}" for number in range(20)]]


async def test_one_that_comes_alone_is_not_kept_waiting() -> None:
    disk = Disk()
    async with running(disk, max_wait=3600) as group:
        group.always_wait = False
        for number in range(3):
            await group.add(event(number))
    assert disk.groups == [["e0"], ["e1"], ["e2"]]


async def test_nothing_is_acknowledged_before_its_commit() -> None:
    disk = Disk()
    disk.free.clear()
    async with running(disk) as group:
        added = asyncio.ensure_future(group.add(event(1)))
        await disk.begun.wait()
        assert not added.done() and len(group) == 1
        disk.free.set()
        await added
        assert len(group) == 0
    assert disk.groups == [["e1"]]


@pytest.mark.parametrize("padding", [0, 20_000])
async def test_a_full_group_does_not_wait_for_its_time(padding: int) -> None:
    disk = Disk()
    count = MAX_EVENTS * 2 if not padding else MAX_BYTES // 20_000 + 1
    async with running(disk, max_wait=3600) as group:
        added = [asyncio.ensure_future(group.add(event(number, padding=padding))) for number in range(count)]
        await added[0]
        assert 1 < len(disk.groups[0]) <= MAX_EVENTS
        if not padding:
            await asyncio.gather(*added)
            assert [len(taken) for taken in disk.groups] == [MAX_EVENTS, MAX_EVENTS]
        for task in added:
            task.cancel()
        await asyncio.gather(*added, return_exceptions=True)


async def test_a_failed_commit_fails_its_events_and_not_the_next() -> None:
    disk = Disk()
    disk.broken = True
    async with running(disk) as group:
        failed = await asyncio.gather(group.add(event(1)), group.add(event(2)), return_exceptions=True)
        assert [type(error) for error in failed] == [OSError, OSError]
        disk.broken = False
        await group.add(event(3))
    assert disk.groups == [["e3"]]


async def test_flush_commits_what_waits() -> None:
    disk = Disk()
    group = GroupCommit(disk.commit, max_wait=3600)
    added = [asyncio.ensure_future(group.add(event(number))) for number in range(MAX_EVENTS + 10)]
    await asyncio.sleep(0)
    await group.flush()
    await asyncio.gather(*added)
    assert [len(taken) for taken in disk.groups] == [MAX_EVENTS, 10]


async def test_one_who_no_longer_waits_harms_nobody() -> None:
    disk = Disk()
    async with running(disk) as group:
        gone, stays = asyncio.ensure_future(group.add(event(1))), asyncio.ensure_future(group.add(event(2)))
        await asyncio.sleep(0)
        gone.cancel()
        await stays
    assert disk.groups == [["e1", "e2"]]
