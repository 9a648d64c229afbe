"""What the core answers to `samples`: the rings for minutes, the disk for more, and what it records at each tick."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from skelly_tray.domain.descriptor import ModuleId
from skelly_tray.domain.status import HealthStatus
from skelly_tray.engine.history import POINTS, POINTS_IN_ALL, History
from skelly_tray.engine.history_port import HistoryUnavailable, Tick
from skelly_tray.telemetry.marks import Mark
from skelly_tray.telemetry.sample import Sample
from skelly_tray.telemetry.store import Telemetry

START = 1_800_000_000.0
WEB = ModuleId("web")


class Clock:
    def __init__(self) -> None:
        self.now = START

    def wall(self) -> float:
        return self.now

    def monotonic(self) -> float:
        return self.now - START


class FakeStore:
    """A history in memory: a point every ten minutes since `since`."""

    def __init__(self, since: float = START - 86_400.0) -> None:
        self.since = since
        self.ticks: list[Tick] = []
        self.marked: list[Mark] = []
        self.asked: list[tuple[tuple[str, ...], float, int]] = []
        self.broken = False

    def record(self, tick: Tick) -> None:
        self.ticks.append(tick)

    def mark(self, marks: Sequence[Mark]) -> None:
        self.marked += marks

    async def read(
        self, series: Sequence[str], start: float, end: float, points: int
    ) -> Mapping[str, Mapping[str, list[Any]]]:
        self.asked.append((tuple(series), end - start, points))
        if self.broken:
            raise HistoryUnavailable("no disk")
        times = [t for t in (self.since + 600 * i for i in range(200)) if start <= t <= end]
        names = ("cpu_percent", "memory_mb", "health", "response_ms", "cpu_percent_max")
        return {name: {"time": times, **{each: [7.0] * len(times) for each in names}} for name in series}

    async def marks(self, start: float, end: float) -> Sequence[Mark]:
        return [mark for mark in self.marked if start <= mark.time <= end]


class Bench:
    def __init__(self, store: FakeStore | None) -> None:
        self.clock, self.store, self.telemetry = Clock(), store, Telemetry()
        self.history = History(store, self.telemetry, self.clock)

    def run(self, seconds: int, every: float = 1.0) -> None:
        for _ in range(seconds):
            self.clock.now += every
            samples, health = {WEB: Sample(cpu_percent=3.0)}, {WEB: (HealthStatus.HEALTHY, None)}
            self.telemetry.record(self.clock.now, samples, health)
            self.history.record(Tick(self.clock.now, samples, health))


def entry(seq: int, time: str, module: str | None = "web", kind: str = "config_changed") -> dict[str, Any]:
    return {
        "seq": seq, "time": time, "module": module, "kind": kind, "from": None, "to": "starting",
        "cause": {"kind": "config", "seq": None, "text": f"entry {seq}"}, "incarnation": None, "detail": {},
    }  # fmt: skip


async def test_ten_minutes_come_from_the_rings_without_the_disk() -> None:
    bench = Bench(FakeStore())
    bench.run(700)
    found = await bench.history.samples("web", 600.0)
    assert len(found["web"]["time"]) == 600 and set(found["web"]["cpu_percent"]) == {3.0}
    assert bench.store and bench.store.asked == []


async def test_more_comes_from_the_disk() -> None:
    bench = Bench(FakeStore())
    bench.run(700)
    found = await bench.history.samples("web", 3600.0)
    assert set(found["web"]["cpu_percent"]) == {7.0} and "cpu_percent_max" in found["web"]
    assert bench.store and bench.store.asked == [(("web",), 3600.0, POINTS)]


async def test_just_after_a_start_the_disk_has_what_was_before_it() -> None:
    bench = Bench(FakeStore(since=START - 1200.0))
    bench.run(60)
    found = await bench.history.samples("web", 600.0)
    assert found["web"]["time"][0] == START and found["web"]["time"][1:] == [START + i for i in range(1, 61)]
    assert found["web"]["cpu_percent"] == [7.0] + [3.0] * 60
    assert "cpu_percent_max" not in found["web"], "lists of one length, whatever their source"


async def test_without_a_history_and_with_a_broken_one_the_rings_answer() -> None:
    broken = FakeStore()
    broken.broken = True
    for store in (None, broken):
        bench = Bench(store)
        bench.run(60)
        found = await bench.history.samples(None, 86_400.0)
        assert len(found["web"]["time"]) == 60


async def test_an_answer_about_all_fits_into_one_line_of_the_wire() -> None:
    bench = Bench(FakeStore())
    health = {ModuleId(f"m{i}"): (HealthStatus.HEALTHY, None) for i in range(100)}
    bench.telemetry.record(START, {}, health)
    await bench.history.samples(None, 3600.0)
    assert bench.store
    ((names, _, points),) = bench.store.asked
    assert len(names) == 100 and points * len(names) <= POINTS_IN_ALL


async def test_the_totals_are_asked_for_by_the_name_of_the_system() -> None:
    bench = Bench(FakeStore(since=START - 60))
    bench.run(5)
    found = await bench.history.samples("system", 600.0)
    assert found["system"]["cpu_percent"] == [7.0] and bench.store and bench.store.asked[0][0] == ("system",)


async def test_the_disk_gets_a_point_a_second_however_often_is_measured() -> None:
    bench = Bench(FakeStore())
    bench.run(100, every=0.1)
    assert bench.store and len(bench.store.ticks) == 10
    bench.clock.now -= 1000
    bench.run(20, every=0.1)
    assert len(bench.store.ticks) == 12, "a clock that was set back does not stop it"


async def test_marks_of_the_module_and_of_the_system_come_with_the_samples() -> None:
    for store in (FakeStore(), None):
        bench = Bench(store)
        bench.history.begin([entry(1, "2027-01-15T07:59:00.000Z")])
        bench.run(30)
        bench.history.noted([entry(2, "2027-01-15T08:00:10.000Z", module="db")])
        bench.history.noted([entry(3, "2027-01-15T08:00:20.000Z", module=None, kind="system")])
        for seconds in (600.0, 7200.0):
            found = await bench.history.samples("web", seconds)
            assert [(mark["seq"], mark["kind"]) for mark in found["web"]["marks"]] == [
                (1, "config"),
                (3, "system"),
            ]
        assert [mark["seq"] for mark in (await bench.history.samples("web", 15.0))["web"]["marks"]] == [3]


async def test_an_entry_that_is_no_mark_is_not_kept() -> None:
    bench = Bench(FakeStore())
    bench.history.noted([entry(1, "2027-01-15T08:00:00.000Z", kind="user_action")])
    assert bench.store and bench.store.marked == []
