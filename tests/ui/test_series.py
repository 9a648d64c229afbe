"""Samples kept for drawing join without gaps or doubles, and axes hold still."""

from __future__ import annotations

import gc
import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from skelly_tray.ui.present.series import CHANNELS, Series, SeriesStore, is_gap, nice_ceiling


def answer(*times: float) -> dict[str, list[float]]:
    return {"time": list(times), **{channel: [moment * 2 for moment in times] for channel in CHANNELS}}


def test_overlapping_answers_join_once() -> None:
    series = Series()
    series.extend(answer(1, 2, 3))
    series.extend(answer(2, 3, 4, 5))
    assert list(series.time) == [1, 2, 3, 4, 5]
    assert list(series.cpu_percent) == [2, 4, 6, 8, 10]


def test_missing_values_are_gaps() -> None:
    series = Series()
    series.extend({"time": [1, 2], "cpu_percent": [None, 5], "memory_mb": [1]})
    assert math.isnan(series.cpu_percent[0]) and series.cpu_percent[1] == 5
    assert math.isnan(series.memory_mb[1]) and math.isnan(series.response_ms[0])
    assert all(len(getattr(series, channel)) == 2 for channel in CHANNELS)


def test_the_store_forgets_what_is_too_old() -> None:
    store = SeriesStore(keep=10)
    store.take({"web": answer(*range(30))})
    kept = store.of("web")
    assert kept is not None
    assert list(kept.time) == list(range(19, 30)) and kept.cpu_percent[0] == 38


def test_the_last_minutes_are_kept_as_bare_numbers() -> None:
    store = SeriesStore(keep=600)
    store.take({"web": answer(*map(float, range(600)))})
    kept = store.of("web")
    assert kept is not None and len(kept.time) == 600
    held = [getattr(kept, name) for name in ("time", *CHANNELS)]
    apart = [each for each in gc.get_referents(*held) if isinstance(each, float)]
    assert apart == [], "each would take four times as much for itself"


def test_only_fresh_samples_count_as_current() -> None:
    store = SeriesStore(keep=100)
    store.take({"old": answer(1, 2), "new": answer(50)})
    assert set(store.usage(fresh_since=45)) == {"new"}


@given(st.lists(st.floats(0, 1e9), max_size=20), st.floats(0.1, 1e6))
def test_the_axis_reaches_above_everything(values: list[float], least: float) -> None:
    top = nice_ceiling(values, least)
    assert top >= least and all(value <= top for value in values)


def test_the_axis_moves_in_steps() -> None:
    assert {nice_ceiling([value], 10.0) for value in (11, 13, 17, 19)} == {20.0}
    assert nice_ceiling([math.nan], 10.0) == 10.0


@pytest.mark.parametrize(
    ("distances", "gaps"),
    [
        ([1.0] * 6, []),
        ([1.0, 1.0, 300.0, 1.0, 1.0], [2]),
        ([1.0, 1.0, 300.0], [2]),
        ([300.0, 1.0, 1.0], [0]),
        ([1.0, 3600.0, 3000.0, 1.0, 1.0], [1, 2]),
        ([1.0, 1.0, 10.0, 10.0, 10.0], []),
        ([1.0, 1.0, 4.0, 1.0], []),
        ([60.0, 60.0, 600.0, 60.0], [2]),
        ([300.0], [0]),
    ],
    ids=[
        "none",
        "a sleep",
        "the newest",
        "the oldest",
        "two sleeps",
        "another interval",
        "late",
        "long past",
        "alone",
    ],
)
def test_a_sleep_of_the_machine_is_a_gap_and_another_interval_is_none(
    distances: list[float], gaps: list[int]
) -> None:
    assert [index for index in range(len(distances)) if is_gap(distances, index)] == gaps
