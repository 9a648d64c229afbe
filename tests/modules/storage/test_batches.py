"""Every event is in exactly one batch; only a batch that was not acknowledged comes again, and then it is the same."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from skelly_tray.modules.storage.batches import Batches
from skelly_tray.modules.storage.store import MAX_BATCH_EVENTS, Store
from tests.modules.storage.made import event, numbers, store


class Bus:
    """Takes batches, or refuses those from the n-th on."""

    def __init__(self) -> None:
        self.taken: list[dict[str, Any]] = []
        self.refuse_after = 10**9

    async def publish(self, batch: dict[str, Any]) -> None:
        if len(self.taken) >= self.refuse_after:
            raise TimeoutError
        self.taken.append(batch)

    @property
    def numbers(self) -> list[int]:
        return [number for batch in self.taken for number in numbers(batch)]


def batches(kept: Store, bus: Bus) -> Batches:
    async def ask(work: Callable[[Store], Any]) -> Any:
        return work(kept)

    return Batches(ask, bus.publish)


async def test_a_batch_tells_what_came_since_the_last_one(tmp_path: Path) -> None:
    kept, bus = store(tmp_path), Bus()
    kept.add([event(3), event(1, kind="idle"), event(2, kind="idle")])
    assert await batches(kept, bus).pass_on() == 1
    (batch,) = bus.taken
    assert (batch["first"], batch["last"], batch["count"]) == (1, 3, 3)
    assert batch["by_kind"] == {"idle": 2, "window_focus": 1}
    assert batch["from"] == "2026-01-01T12:00:00.001Z" and batch["to"] == "2026-01-01T12:00:00.003Z"
    assert numbers(batch) == [3, 1, 2]
    assert await batches(kept, bus).pass_on() == 0
    kept.add([event(4)])
    assert await batches(kept, bus).pass_on() == 1
    assert numbers(bus.taken[1]) == [4]


async def test_much_is_passed_on_in_several_batches_that_fit(tmp_path: Path) -> None:
    kept, bus = store(tmp_path), Bus()
    kept.add([event(number) for number in range(450)])
    kept.add([event(number, padding=20_000) for number in range(450, 460)])
    await batches(kept, bus).pass_on()
    assert bus.numbers == list(range(460))
    assert 100 < max(batch["count"] for batch in bus.taken) <= MAX_BATCH_EVENTS
    assert all(batch["count"] <= 2 for batch in bus.taken[-4:])


async def test_a_batch_that_was_not_taken_comes_again_the_same_over_a_restart(tmp_path: Path) -> None:
    kept, bus = store(tmp_path), Bus()
    kept.add([event(number) for number in range(300)])
    bus.refuse_after = 1
    with pytest.raises(TimeoutError):
        await batches(kept, bus).pass_on()
    _, refused = kept.next_batch() or (0, {})
    kept.add([event(number) for number in range(300, 320)])
    kept.close()

    again = store(tmp_path)
    bus.refuse_after = 10**9
    await batches(again, bus).pass_on()
    assert bus.taken[1] == refused
    assert bus.numbers == list(range(320))


async def test_events_dropped_before_their_batch_do_not_hold_up_the_later_ones(tmp_path: Path) -> None:
    kept, bus = store(tmp_path), Bus()
    kept.add([event(1), event(2)])
    assert kept.next_batch() is not None  # given out, not acknowledged
    while kept.trim(10**14):
        pass
    assert kept.stats()["events"] == 0
    kept.add([event(3, time=10**14)])
    await batches(kept, bus).pass_on()
    assert bus.numbers == [3]
