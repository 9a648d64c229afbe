"""The machine of one limit: crossings, further actions, hysteresis, and what is held."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from skelly_tray.domain.limits import (
    CLEARED_UNDER,
    LimitWatch,
    Turn,
    Zone,
    held_from_start,
    look,
    sentence,
    stretch_of,
    zone_of,
)
from skelly_tray.domain.resource_limits import LimitAction, LimitKind, ResourceLimits

ALERT, THROTTLE, DEGRADE, RESTART, STOP = LimitAction
THREE = ResourceLimits(max_memory_mb=100.0, actions=(ALERT, THROTTLE, RESTART), sustained=10.0)


def turns(
    values: list[float], limits: ResourceLimits = THREE, every: float = 1.0, *, held: bool = False
) -> list[tuple[float, Turn, int]]:
    """What is found when the values are looked at, one every so many seconds: (time, turn, step)."""
    watch, found = LimitWatch(), []
    for number, value in enumerate(values):
        now = number * every
        zone = zone_of(LimitKind.MEMORY, value, 100.0, held=held)
        watch, turn = look(watch, zone, limits, now, now)
        if turn is not None:
            found.append((now, turn, watch.step))
    return found


def test_a_limit_is_exceeded_only_when_it_was_so_for_the_whole_time() -> None:
    assert turns([101.0] * 10) == []
    assert turns([101.0] * 11) == [(10.0, Turn.EXCEEDED, 1)]


def test_one_value_that_is_not_over_it_begins_the_time_anew() -> None:
    assert turns([101.0] * 9 + [100.0] + [101.0] * 10) == []


@given(
    kind=st.sampled_from(LimitKind),
    share=st.floats(0.0, CLEARED_UNDER),
    limit=st.floats(1.0, 1e6),
    held=st.booleans(),
    under=st.one_of(st.none(), st.floats(0.0, 10.0)),
)
def test_below_the_mark_nothing_comes_of_a_limit_that_was_not_exceeded(
    kind: LimitKind, share: float, limit: float, held: bool, under: float | None
) -> None:
    """So the engine need not look at it."""
    zone = zone_of(kind, share * limit, limit, held=held)
    watch, turn = look(LimitWatch(under=under), zone, THREE, 20.0, 40.0)
    assert turn is None and not watch.exceeded and watch.over is None


def test_the_next_action_is_due_after_the_same_time_again_and_each_only_once() -> None:
    assert turns([200.0] * 100) == [
        (10.0, Turn.EXCEEDED, 1),
        (20.0, Turn.FURTHER, 2),
        (30.0, Turn.FURTHER, 3),
    ]


def test_a_limit_is_cleared_when_it_was_well_below_for_the_whole_time() -> None:
    over = [101.0] * 11
    assert turns(over + [89.0] * 10)[-1][1] is Turn.EXCEEDED
    assert turns(over + [89.0] * 11)[-1] == (21.0, Turn.CLEARED, 0)
    assert turns(over + [89.0] * 5 + [91.0] + [89.0] * 9)[-1][1] is Turn.EXCEEDED


def test_between_nothing_changes_however_long_it_lasts() -> None:
    assert turns([101.0] * 11 + [95.0] * 1000) == [(10.0, Turn.EXCEEDED, 1)]
    assert turns([95.0] * 1000) == []


def test_without_a_time_the_first_look_counts() -> None:
    at_once = ResourceLimits(max_memory_mb=100.0, sustained=0.0)
    assert turns([101.0, 89.0], at_once) == [(0.0, Turn.EXCEEDED, 1), (1.0, Turn.CLEARED, 0)]


def test_a_mean_counts_from_the_beginning_of_what_it_is_about() -> None:
    watch, turn = look(LimitWatch(), Zone.OVER, THREE, 50.0, 60.0)
    assert turn is Turn.EXCEEDED and watch.exceeded


@given(st.lists(st.floats(0, 300, allow_nan=False), max_size=200), st.integers(0, 12), st.booleans())
def test_no_flapping_and_no_action_twice(values: list[float], sustained: int, held: bool) -> None:
    limits = ResourceLimits(
        max_memory_mb=100.0, actions=(ALERT, THROTTLE, RESTART), sustained=float(sustained)
    )
    found = turns(values, limits, held=held)
    for (then, before, step), (now, after, later) in pairwise(found):
        assert now - then >= sustained, "faster than sustained"
        if before is Turn.CLEARED:
            assert after is Turn.EXCEEDED and later == 1
        else:
            assert (after, later) in ((Turn.FURTHER, step + 1), (Turn.CLEARED, 0)), (
                "an action twice, or left out"
            )
        window = values[int(then) + 1 : int(now) + 1]
        crossed = min(window) < 90.0 if after is Turn.CLEARED else max(window) > 100.0
        assert crossed, "a turn without its reason"


@given(st.lists(st.floats(90.0, 100.0), max_size=100), st.booleans(), st.integers(1, 3))
def test_inside_the_band_nothing_ever_happens(values: list[float], exceeded: bool, step: int) -> None:
    watch = LimitWatch(exceeded, step if exceeded else 0)
    for number, value in enumerate(values):
        zone = zone_of(LimitKind.MEMORY, value, 100.0, held=False)
        watch, turn = look(watch, zone, THREE, float(number), float(number))
        assert turn is None and watch.exceeded is exceeded


def test_ninety_per_cent_is_not_under_yet_and_the_limit_itself_not_over() -> None:
    zones = {
        value: zone_of(LimitKind.MEMORY, value, 100.0, held=False) for value in (89.9, 90.0, 100.0, 100.1)
    }
    assert list(zones.values()) == [Zone.UNDER, Zone.BETWEEN, Zone.BETWEEN, Zone.OVER]
    assert zone_of(LimitKind.CPU, 0.5, 0.5, held=False) is Zone.BETWEEN, "only what is counted has a least"


def test_what_is_held_may_be_measured_a_little_over_its_limit() -> None:
    assert zone_of(LimitKind.CPU, 21.5, 20.0, held=False) is Zone.OVER
    assert zone_of(LimitKind.CPU, 21.5, 20.0, held=True) is Zone.BETWEEN
    assert zone_of(LimitKind.CPU, 22.5, 20.0, held=True) is Zone.OVER


@pytest.mark.parametrize("kind", [LimitKind.FILE_HANDLES, LimitKind.THREADS])
def test_what_is_counted_and_held_is_exceeded_when_it_is_used_up(kind: LimitKind) -> None:
    assert zone_of(kind, 64.0, 64.0, held=False) is Zone.BETWEEN
    assert zone_of(kind, 64.0, 64.0, held=True) is Zone.OVER
    assert "used up its limit of 64" in sentence(kind, 64.0, 64.0)
    assert "over its limit of 64" in sentence(kind, 65.0, 64.0)


def test_a_limit_of_one_thread_can_be_cleared() -> None:
    assert zone_of(LimitKind.THREADS, 2.0, 1.0, held=False) is Zone.OVER
    assert zone_of(LimitKind.THREADS, 1.0, 1.0, held=False) is Zone.UNDER


@pytest.mark.parametrize(
    ("actions", "kind", "held"),
    [
        ((THROTTLE,), LimitKind.CPU, True),
        ((THROTTLE, STOP), LimitKind.MEMORY, True),
        ((ALERT, THROTTLE), LimitKind.CPU, False),
        ((ALERT, THROTTLE), LimitKind.FILE_HANDLES, True),  # a process cannot be given that later
        ((ALERT, RESTART), LimitKind.FILE_HANDLES, False),
        ((), LimitKind.CPU, False),
    ],
)
def test_who_is_held_from_the_spawn_on(actions: tuple[LimitAction, ...], kind: LimitKind, held: bool) -> None:
    limits = ResourceLimits(20.0, 100.0, 64, 64, actions)
    assert held_from_start(limits, kind) is held
    assert not held_from_start(ResourceLimits(actions=actions), kind)


def test_deadlines_are_stretched_by_the_share_but_no_further_than_ten_times() -> None:
    assert [stretch_of(cap) for cap in (None, 400.0, 100.0, 20.0, 10.0, 1.0)] == [
        1.0,
        1.0,
        1.0,
        5.0,
        10.0,
        10.0,
    ]


def test_the_next_change_is_known_beforehand() -> None:
    assert LimitWatch().due(THREE) is None
    assert LimitWatch(over=5.0).due(THREE) == 15.0
    assert LimitWatch(True, 1, over=5.0).due(THREE) == 15.0
    assert LimitWatch(True, 3, over=5.0).due(THREE) is None, "nothing further is to be done"
    assert LimitWatch(True, 3, under=7.0).due(THREE) == 17.0
