"""Rings keep the newest points, in order, whatever their number; telemetry answers in the shape of `samples`."""

from __future__ import annotations

import json
import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from skelly_tray.domain.descriptor import ModuleId
from skelly_tray.domain.status import HealthStatus
from skelly_tray.telemetry.rings import COLUMNS, Ring
from skelly_tray.telemetry.sample import Sample
from skelly_tray.telemetry.store import Telemetry

WEB, DB = ModuleId("web"), ModuleId("db")


@given(capacity=st.integers(1, 7), points=st.integers(0, 20), asked=st.integers(0, 9))
def test_a_ring_holds_the_newest_points_oldest_first(capacity: int, points: int, asked: int) -> None:
    ring = Ring(capacity)
    for number in range(points):
        ring.append(float(number), Sample(threads=number), 1, math.nan)
    expected = list(range(points))[-capacity:]
    assert list(ring.column("threads")) == expected
    assert list(ring.column("time", asked)) == (expected[-asked:] if asked else [])
    assert len(ring) == len(expected)


def test_a_ring_never_grows() -> None:
    ring = Ring(5)
    size = {name: ring._columns[name].buffer_info()[1] for name in COLUMNS}
    for number in range(1000):
        ring.append(float(number), Sample(), 0, 0.0)
    assert {name: ring._columns[name].buffer_info()[1] for name in COLUMNS} == size


def test_a_window_holds_only_its_seconds() -> None:
    telemetry = Telemetry(capacity=10)
    for second in range(8):
        telemetry.record(100.0 + second, {WEB: Sample(cpu_percent=float(second))})
    window = telemetry.window(WEB, seconds=3, now=107.0)
    assert window["time"] == [104.0, 105.0, 106.0, 107.0]
    assert window["cpu_percent"] == [4.0, 5.0, 6.0, 7.0]


def test_a_window_is_plain_json_also_where_no_probe_answered() -> None:
    telemetry = Telemetry()
    telemetry.record(1.0, {WEB: Sample(memory_mb=2.0)}, {WEB: (HealthStatus.HEALTHY, 1.5)})
    telemetry.record(2.0, {WEB: Sample(memory_mb=3.0)}, {WEB: (HealthStatus.UNHEALTHY, None)})
    answer = json.loads(json.dumps(telemetry.window(WEB, 60, now=2.0), allow_nan=False))
    assert answer == {
        "time": [1.0, 2.0],
        "cpu_percent": [0.0, 0.0],
        "memory_mb": [2.0, 3.0],
        "health": [1, 3],
        "response_ms": [1.5, None],
    }


def test_a_module_without_a_process_uses_nothing() -> None:
    telemetry = Telemetry()
    telemetry.record(1.0, {WEB: Sample(cpu_percent=50.0, memory_mb=9.0, threads=2, children=1)})
    assert telemetry.latest()[WEB]["cpu_percent"] == 50.0
    telemetry.record(2.0, {}, {WEB: (HealthStatus.UNKNOWN, None)})
    assert WEB not in telemetry.latest()
    assert telemetry.sample(WEB) == Sample()
    assert telemetry.window(WEB, 60, 2.0)["cpu_percent"] == [50.0, 0.0]


def test_totals_add_up_all_modules() -> None:
    telemetry = Telemetry()
    telemetry.record(1.0, {WEB: Sample(1.0, 2.0, 3, 4, 5), DB: Sample(10.0, 20.0, 30, 40, 50)})
    assert telemetry.totals() == Sample(11.0, 22.0, 33, 44, 55)


def test_a_module_that_is_no_more_is_forgotten() -> None:
    telemetry = Telemetry()
    telemetry.record(1.0, {WEB: Sample(1.0), DB: Sample(2.0)})
    telemetry.retain({DB})
    assert telemetry.known() == ["db"]
    assert set(telemetry.latest()) == {DB}


def test_an_unknown_module_has_an_empty_window() -> None:
    assert Telemetry().window(WEB, 60, 1.0) == {
        "time": [],
        "cpu_percent": [],
        "memory_mb": [],
        "health": [],
        "response_ms": [],
    }


def test_nothing_measured_is_nothing_used() -> None:
    assert Telemetry().totals() == Sample(0.0, 0.0, 0, 0, 0) == Sample()


@pytest.mark.parametrize(("health", "code"), list(zip(HealthStatus, range(4), strict=True)))
def test_health_is_kept_as_its_code(health: HealthStatus, code: int) -> None:
    telemetry = Telemetry()
    telemetry.record(1.0, {}, {WEB: (health, None)})
    assert telemetry.window(WEB, 1, 1.0)["health"] == [code]


def test_ten_minutes_at_one_a_second_are_kept() -> None:
    telemetry = Telemetry()
    for second in range(700):
        telemetry.record(float(second), {WEB: Sample()})
    assert len(telemetry.window(WEB, 10_000, 700.0)["time"]) == 600
