"""What the history keeps for how long, and what it answers for any span."""

from __future__ import annotations

import math
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from skelly_tray.adapters.history.tiers import MINUTES, SECONDS, TENS, Tier, last_condensed, points_in
from skelly_tray.domain.status import HealthStatus
from skelly_tray.telemetry.columns import SYSTEM
from tests.adapters.history.ticks import START, WEB, history, mark

HOUR, DAY = 3600.0, 86_400.0


def count(path: Path, table: str) -> int:
    with closing(sqlite3.connect(path)) as connection:
        return int(connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0])


async def test_an_hour_is_kept_second_by_second(tmp_path: Path) -> None:
    async with history(tmp_path) as bench:
        await bench.run(HOUR, cpu=12.5, memory=64.25, response=1.234)
        found = await bench.read(HOUR, points=10_000)
        assert found["time"] == [START + second for second in range(1, 3601)]
        assert set(found["cpu_percent"]) == {12.5} and set(found["memory_mb"]) == {64.25}
        assert set(found["response_ms"]) == {1.234} and set(found["health"]) == {1}
        assert (
            set(found["threads"]) == {3}
            and set(found["file_handles"]) == {9}
            and set(found["children"]) == {1}
        )


async def test_a_day_is_kept_in_means_of_ten_seconds_with_the_least_and_the_most(tmp_path: Path) -> None:
    async with history(tmp_path) as bench:
        for _ in range(720):
            await bench.run(5, cpu=2.0, memory=10.0)
            await bench.run(5, cpu=10.0, memory=20.0, health=HealthStatus.UNHEALTHY)
        found = await bench.read(DAY, points=100_000)
        steps = {later - before for before, later in zip(found["time"], found["time"][1:], strict=False)}
        assert steps <= {10.0, 5.0} and len(found["time"]) == pytest.approx(720, abs=2)
        assert found["time"][-1] == bench.wall, "the stretch that goes on is told as of now"
        middle = slice(5, 300)
        assert set(found["cpu_percent_min"][middle]) == {2.0} and set(found["cpu_percent_max"][middle]) == {
            10.0
        }
        assert set(found["memory_mb_min"][middle]) == {10.0} and set(found["memory_mb_max"][middle]) == {20.0}
        assert set(found["cpu_percent"][middle]) <= {5.2, 6.0, 6.8}
        assert set(found["health"][middle]) == {3}, "the worst of a stretch is what it is remembered by"


async def test_thirty_days_are_kept_in_minutes_and_nothing_is_missing_up_to_now(tmp_path: Path) -> None:
    async with history(tmp_path) as bench:
        await bench.run(2 * DAY, every=20.0)
        await bench.run(100.0)
        found = await bench.read(30 * DAY, points=100_000)
        assert found["time"][-1] == pytest.approx(bench.wall, abs=60)
        gaps = [b - a for a, b in zip(found["time"], found["time"][1:], strict=False)]
        assert max(gaps) <= 61 and None not in found["cpu_percent"]
        assert len(found["time"]) == pytest.approx(2 * 1440, rel=0.02)


@pytest.mark.parametrize("span", [HOUR, DAY, 30 * DAY])
async def test_what_has_just_begun_is_in_every_span(tmp_path: Path, span: float) -> None:
    """All there is lies before the middle of the stretch that goes on now."""
    async with history(tmp_path) as bench:
        await bench.run(2, cpu=7.0)
        found = await bench.read(span)
        assert set(found["cpu_percent"]) == {7.0}
        assert found["time"][-1] <= bench.wall


@pytest.mark.parametrize("span", [HOUR, DAY, 30 * DAY])
async def test_an_answer_has_no_more_points_than_were_asked_for(tmp_path: Path, span: float) -> None:
    async with history(tmp_path) as bench:
        await bench.run(1.5 * DAY, every=30.0)
        await bench.run(2000)
        found = await bench.read(span, points=600)
        assert 10 < len(found["time"]) <= 602
        assert all(len(values) == len(found["time"]) for values in found.values())
        assert found["time"] == sorted(found["time"])


async def test_a_spike_is_still_seen_in_a_month(tmp_path: Path) -> None:
    async with history(tmp_path) as bench:
        await bench.run(DAY, every=30.0, cpu=1.0)
        await bench.run(3, cpu=400.0)
        await bench.run(DAY, every=30.0, cpu=1.0)
        found = await bench.read(30 * DAY)
        assert max(found["cpu_percent_max"]) == 400.0 and max(found["cpu_percent"]) < 100


async def test_what_is_past_its_time_is_dropped_from_the_disk(tmp_path: Path) -> None:
    async with history(tmp_path, days=2) as bench:
        bench.history.mark([mark(1, START)])
        await bench.run(HOUR, every=10.0)
        seconds = count(bench.path, "seconds")
        await bench.run(3 * DAY, every=30.0)
        assert count(bench.path, "seconds") <= seconds * 1.5
        found = await bench.read(30 * DAY, points=100_000)
        assert bench.wall - found["time"][0] == pytest.approx(2 * DAY, abs=3 * HOUR)
        assert await bench.history.marks(0, bench.wall) == []


async def test_the_file_stays_below_its_bound_and_the_newest_is_kept(tmp_path: Path) -> None:
    async with history(tmp_path, max_mb=1) as bench:
        modules = [f"m{number}" for number in range(40)]
        largest = 0
        for part in range(20):
            wave = 5 + 4 * math.sin(part)
            await bench.run(3 * HOUR, every=120.0, modules=modules, cpu=wave, memory=100 * wave)
            largest = max(largest, sum(file.stat().st_size for file in tmp_path.glob("*.db*")))
        assert largest <= 2**20
        found = await bench.read(30 * DAY, name="m7", points=100_000)
        assert found["time"][-1] == pytest.approx(bench.wall, abs=300)
        assert HOUR < bench.wall - found["time"][0] < 59 * HOUR, "the oldest went first"


async def test_a_time_without_measurements_is_a_gap_and_no_line(tmp_path: Path) -> None:
    async with history(tmp_path) as bench:
        await bench.run(100)
        bench.wall += 600
        await bench.run(100)
        found = await bench.read(HOUR, points=3600)
        assert found["cpu_percent"].count(None) == 1 and found["cpu_percent"][100] is None
        assert found["time"][100] == START + 101


async def test_seldom_measuring_is_no_gap(tmp_path: Path) -> None:
    async with history(tmp_path) as bench:
        await bench.run(1800, every=30.0)
        for span in (600.0, HOUR, DAY):
            assert None not in (await bench.read(span))["cpu_percent"]


async def test_a_module_without_a_process_leaves_a_gap(tmp_path: Path) -> None:
    async with history(tmp_path) as bench:
        await bench.run(60)
        await bench.run(60, modules=[])
        await bench.run(60)
        found = await bench.read(HOUR, points=3600)
        assert len(found["time"]) == 121 and found["cpu_percent"].count(None) == 1
        assert len((await bench.read(HOUR, name=SYSTEM, points=3600))["time"]) == 180


async def test_the_totals_are_a_series_of_their_own(tmp_path: Path) -> None:
    async with history(tmp_path) as bench:
        await bench.run(20, modules=["web", "db"], cpu=5.0, memory=10.0)
        found = await bench.read(HOUR, name=SYSTEM, points=3600)
        last = {name: values[-1] for name, values in found.items() if name != "time"}
        assert last["cpu_percent"] == 10.0 and last["memory_mb"] == 20.0 and last["threads"] == 6
        assert (last["own_cpu_percent"], last["own_memory_mb"]) == (0.5, 40.0)
        assert (last["disk_usage_mb"], last["network_kbps"]) == (2.0, 8)


async def test_marks_are_kept_once_with_their_sentence(tmp_path: Path) -> None:
    async with history(tmp_path) as bench:
        bench.history.mark([mark(7, START + 5, text="restart 1 of 3"), mark(8, START + 6, None)])
        await bench.run(10)
        bench.history.mark([mark(7, START + 5, text="restart 1 of 3")])
        assert await bench.history.marks(START, bench.wall) == [
            mark(7, START + 5, text="restart 1 of 3"),
            mark(8, START + 6, None),
        ]
        assert await bench.history.marks(START + 5.5, bench.wall) == [mark(8, START + 6, None)]


async def test_everything_is_there_after_a_restart(tmp_path: Path) -> None:
    async with history(tmp_path) as bench:
        await bench.run(HOUR)
        before = await bench.read(DAY, points=100_000)
        bench.close()
        bench.open()
        assert await bench.read(DAY, points=100_000) == before
        await bench.run(HOUR)
        after = await bench.read(DAY, points=100_000)
        assert (
            len(after["time"]) == pytest.approx(2 * len(before["time"]), abs=3)
            and None not in after["cpu_percent"]
        )


async def test_an_unknown_series_has_nothing(tmp_path: Path) -> None:
    async with history(tmp_path) as bench:
        await bench.run(20)
        assert await bench.read(HOUR, name="nobody") == {}
        assert (await bench.read(HOUR, name=WEB))["time"]


def weighed(path: Path, name: str, tier: Tier, beyond: int = 0) -> int:
    """How many measurements of this series stand in the tier, in rows behind `beyond`."""
    with closing(sqlite3.connect(path)) as connection:
        rows = connection.execute(
            f"SELECT start, points FROM {tier.table} JOIN series ON series.id = series"
            f" WHERE name = ? AND {tier.table}.id > ?",
            (name, beyond),
        ).fetchall()
    return sum(sum(points_in(tier, name, start, data).values[-1]) for start, data in rows)


@pytest.mark.parametrize("name", [WEB, SYSTEM])
async def test_no_measurement_is_condensed_twice_or_lost(tmp_path: Path, name: str) -> None:
    measured = 8000
    async with history(tmp_path) as bench:
        await bench.run(measured)
        bench.close()
        with closing(sqlite3.connect(bench.path)) as connection:
            seconds, tens = (last_condensed(connection, tier) for tier in (SECONDS, TENS))
        fresh = weighed(bench.path, name, SECONDS, seconds)
        assert 0 < fresh < measured and seconds > 0 and tens > 0
        assert weighed(bench.path, name, TENS) + fresh == measured
        assert weighed(bench.path, name, MINUTES) + weighed(bench.path, name, TENS, tens) + fresh == measured
        bench.open()
