"""Snapshots are told when something is new, and never take more of the loop than they may."""

from __future__ import annotations

import asyncio

from skelly_tray.domain.status import SystemHealth
from skelly_tray.domain.system import System
from skelly_tray.engine.check_cost import CheckCost
from skelly_tray.engine.checks import ErrorRates
from skelly_tray.engine.publisher import Publisher
from skelly_tray.telemetry.store import Telemetry


class _Clock:
    now = 100.0

    def monotonic(self) -> float:
        return self.now

    def wall(self) -> float:
        return 1_700_000_000.0


def _publisher(clock: _Clock) -> Publisher:
    return Publisher(System, clock, Telemetry(), ErrorRates(), CheckCost(), lambda module, now: None)


async def _turns() -> None:
    for _ in range(5):
        await asyncio.sleep(0)


async def test_changes_within_one_turn_are_one_snapshot() -> None:
    publisher, seen = _publisher(_Clock()), list[SystemHealth]()
    publisher.subscribe(seen.append)
    publisher.changed()
    publisher.changed()
    await _turns()
    assert len(seen) == 1
    publisher.changed()
    await _turns()
    assert len(seen) == 2


async def test_a_costly_snapshot_is_followed_by_a_pause_and_nothing_is_lost() -> None:
    clock, seen, told = _Clock(), list[SystemHealth](), asyncio.Event()
    publisher = _publisher(clock)

    def slow(snapshot: SystemHealth) -> None:
        clock.now += 0.05
        seen.append(snapshot)
        if len(seen) == 2:
            told.set()

    publisher.subscribe(slow)
    await _turns()
    publisher.changed()
    await _turns()
    assert len(seen) == 1
    async with asyncio.timeout(10):
        await told.wait()
