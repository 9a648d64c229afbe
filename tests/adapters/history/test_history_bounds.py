"""How much history is kept, and whether any is, can be changed while it is written."""

from __future__ import annotations

from pathlib import Path

import pytest

from skelly_tray.engine.history_port import HistoryUnavailable
from tests.adapters.history.ticks import history

DAY = 86_400.0


async def test_fewer_days_drop_what_is_older_with_the_next_batch(tmp_path: Path) -> None:
    async with history(tmp_path, days=30) as bench:
        await bench.run(3 * DAY, every=60.0)
        assert (await bench.read(5 * DAY))["time"][0] < bench.wall - 2.9 * DAY
        bench.history.configure(enabled=True, days=1, max_mb=100)
        await bench.run(3600, every=60.0)
        assert bench.wall - 1.2 * DAY < (await bench.read(5 * DAY))["time"][0] < bench.wall - 0.9 * DAY


async def test_a_smaller_size_holds_without_another_start(tmp_path: Path) -> None:
    async with history(tmp_path, max_mb=100) as bench:
        await bench.run(4000, modules=[f"m{number}" for number in range(40)])
        before = bench.path.stat().st_size
        assert before > 2**20
        bench.history.configure(enabled=True, days=30, max_mb=1)
        await bench.run(600, modules=["web"])
        await bench.stored()
        assert bench.path.stat().st_size <= 2**20


async def test_what_is_not_enabled_keeps_and_finds_nothing_until_it_is_again(tmp_path: Path) -> None:
    async with history(tmp_path) as bench:
        await bench.run(100)
        bench.history.configure(enabled=False, days=30, max_mb=100)
        until = bench.wall
        await bench.run(100)
        bench.history.flush()
        with pytest.raises(HistoryUnavailable):
            await bench.read(300)
        bench.history.configure(enabled=True, days=30, max_mb=100)
        times = (await bench.read(300))["time"]
        assert len(times) >= 90 and max(times) <= until, "what was collected before is kept"
