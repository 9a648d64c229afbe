"""What one person says moves the judgement towards it, never further than the bound, and spoils nothing else."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from skelly_tray.modules.analysis_engine.model import shares
from skelly_tray.modules.analysis_engine.personal import (
    BOUND,
    LENGTH,
    Example,
    learn,
    lesson,
    nothing,
    size,
    spread,
)
from skelly_tray.modules.analysis_engine.table import STATES, TABLE

VECTORS = st.lists(st.none() | st.floats(0, 1), min_size=len(TABLE), max_size=len(TABLE))
EXAMPLES = st.builds(Example, VECTORS, st.sampled_from(STATES), st.none(), st.floats(0, 1))


@given(VECTORS, st.sampled_from(STATES))
def test_an_example_makes_its_state_likelier_there(vector: list[float | None], state: str) -> None:
    wanted = next(one for one in STATES if one == state)
    own = learn(nothing(), [Example(vector, wanted)], 1.0)
    assert shares(vector, own)[wanted] > shares(vector)[wanted]


@given(VECTORS, st.sampled_from(STATES))
def test_an_example_against_makes_its_state_less_likely_there(vector: list[float | None], state: str) -> None:
    against = next(one for one in STATES if one == state)
    own = learn(nothing(), [Example(vector, against=against)], 1.0)
    assert shares(vector, own)[against] < shares(vector)[against]


@given(st.lists(EXAMPLES, min_size=1, max_size=3))
def test_no_coefficient_goes_beyond_the_bound(examples: list[Example]) -> None:
    own = learn(nothing(), examples * 40, 1.0)
    assert size(own) <= BOUND and all(len(weights) == LENGTH for weights in own.values())


def test_learning_says_how_much_and_nothing_at_zero() -> None:
    example = Example([0.5] * len(TABLE), "away")
    sizes = [size(learn(nothing(), [example], learning)) for learning in (0.0, 0.2, 1.0)]
    assert sizes[0] == 0 < sizes[1] < sizes[2]


def test_a_lesson_holds_what_nobody_corrected_to_the_table() -> None:
    said: list[float | None] = [1.0] + [0.0] * (len(TABLE) - 1)
    other: list[float | None] = [0.0] * (len(TABLE) - 1) + [1.0]
    fresh = [Example(said, "away")] * 16
    held = lesson(nothing(), fresh, [], [Example(other)] * 200, 1.0)
    alone = lesson(nothing(), fresh, [], [], 1.0)
    table = shares(other)["away"]
    assert abs(shares(other, held)["away"] - table) < abs(shares(other, alone)["away"] - table)
    assert shares(said, held)["away"] > shares(said)["away"]


def test_a_lesson_is_the_same_each_time_and_goes_through_earlier_ones() -> None:
    fresh, earlier = [Example([0.2] * len(TABLE), "flow")] * 3, [Example([0.9] * len(TABLE), "away")] * 3
    made = lesson(nothing(), fresh, earlier, [], 0.5)
    assert made == lesson(nothing(), fresh, earlier, [], 0.5)
    assert made != lesson(nothing(), fresh, [], [], 0.5)


@pytest.mark.parametrize(("count", "most"), [(0, 5), (3, 5), (5, 5), (1000, 16)])
def test_spread_is_even_and_bounded(count: int, most: int) -> None:
    found = spread(count, most)
    assert len(found) == min(count, most) == len(set(found)) and all(0 <= number < count for number in found)
    assert not found or (found[0] == 0 and found[-1] == count - 1)
