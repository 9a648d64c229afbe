"""Many points become few, and what matters of them stays."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from skelly_tray.telemetry.columns import MISSING, MOST, Column, Points, folded_columns, stored, with_bands
from skelly_tray.telemetry.folding import fold, in_order

COLUMNS = (Column("cpu", 100.0, band=True), Column("health"))
FOLDED = folded_columns(COLUMNS)


def points(values: list[int], every: int = 1000, start: int = 0) -> Points:
    return with_bands(Points([start + every * i for i in range(len(values))], [values, values]), COLUMNS)


def test_a_stretch_has_its_mean_its_least_its_most_and_its_weight() -> None:
    found = fold(points([1, 2, 6, 10]), FOLDED, 2000)
    assert [column.name for column in FOLDED] == ["cpu", "health", "cpu_min", "cpu_max", "weight"]
    assert found.times == [1000, 3000]
    assert found.values == [[2, 8], [2, 8], [1, 6], [2, 10], [2, 2]]


def test_what_is_missing_counts_for_nothing() -> None:
    found = fold(points([MISSING, 4, MISSING, MISSING]), FOLDED, 2000)
    assert found.values[0] == [4, MISSING] and found.values[2] == [4, MISSING]


@given(st.lists(st.integers(0, 10_000), min_size=1, max_size=60), st.integers(1, 60), st.integers(1, 9))
def test_folding_in_two_steps_is_folding_at_once(values: list[int], cut: int, width: int) -> None:
    """So it does not matter where a pass of the condensing ends: weights keep the mean, to half a unit a step."""
    at_once = fold(points(values), FOLDED, 10_000 * width)
    parts = [points(values[:cut]), points(values[cut:], start=1000 * cut)]
    together = Points([], [[] for _ in FOLDED])
    for part in parts:
        together.extend(fold(part, FOLDED, 10_000))
    twice = fold(together, FOLDED, 10_000 * width)
    assert twice.times == at_once.times and twice.values[2:] == at_once.values[2:]
    assert all(abs(a - b) <= 1 for a, b in zip(twice.values[0], at_once.values[0], strict=True))


def test_points_are_brought_in_order_after_the_clock_went_back() -> None:
    mixed = Points([3000, 4000, 1000], [[3, 4, 1]])
    assert in_order(mixed) == Points([1000, 3000, 4000], [[1, 3, 4]])


def test_figures_that_are_none_are_missing_and_none_is_too_large() -> None:
    assert [stored(value, 10.0) for value in (None, float("nan"), -1.0, 0.0, 1.26, float("inf"))] == [
        MISSING, MISSING, MISSING, 0, 13, MOST,
    ]  # fmt: skip
