"""The judgement: shares of one, moved by what is known only, each coefficient bounded and explained."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from skelly_tray.modules.analysis_engine.features import Features
from skelly_tray.modules.analysis_engine.model import Bounds, factors, shares, vector
from skelly_tray.modules.analysis_engine.programs import Programs
from skelly_tray.modules.analysis_engine.table import BIAS, STATES, TABLE, Scale

VALUES = st.builds(Features, **{name: st.none() | st.floats(0, 1e6) for name in Features._fields[:-2]})


@given(VALUES)
def test_shares_are_together_one_and_none_is_certain(features: Features) -> None:
    found = shares(vector(features, Bounds()))
    assert sum(found.values()) == pytest.approx(1)
    assert all(0 < share < 1 for share in found.values())


def test_without_anything_known_the_usual_is_likeliest() -> None:
    found = shares([None] * len(TABLE))
    assert max(found, key=lambda state: found[state]) == max(BIAS, key=lambda state: BIAS[state]) == "neutral"


@pytest.mark.parametrize("row", TABLE, ids=lambda row: row.name)
def test_each_row_is_explained_bounded_and_moves_what_it_says(row: object) -> None:
    row = next(one for one in TABLE if one is row)
    assert row.why.endswith(".") and len(row.why) > 30
    assert row.feature in Features._fields and set(row.weights) <= set(STATES)
    assert all(0 < abs(weight) <= 8 for weight in row.weights.values())
    number = TABLE.index(row)
    none: list[float | None] = [None] * len(TABLE)
    low, high = list(none), list(none)
    low[number], high[number] = 0.0, 1.0
    most = max(row.weights, key=lambda state: row.weights[state])
    least = min(row.weights, key=lambda state: row.weights[state])
    assert shares(low) == shares(none)
    assert shares(high)[most] > shares(low)[most] or row.weights[most] < 0
    assert shares(high)[least] < shares(low)[least] or row.weights[least] > 0


def test_names_of_rows_are_each_there_once() -> None:
    assert len({row.name for row in TABLE}) == len(TABLE)


def test_scales_are_held_at_both_ends() -> None:
    assert [Scale(1, 3)(value) for value in (0, 1, 2, 3, 9)] == [0, 0, 0.5, 1, 1]
    assert [Scale(1, 100, log=True)(value) for value in (0, 1, 10, 100, 1e9)] == [
        0,
        0,
        pytest.approx(0.5),
        1,
        1,
    ]


def test_what_the_user_calls_an_absence_or_long_moves_the_bounds() -> None:
    gone, long = Features(idle_now=100.0), Features(engaged=60.0)
    assert (
        shares(vector(gone, Bounds(away_after=100)))["away"]
        > shares(vector(gone, Bounds(away_after=600)))["away"]
    )
    quick = shares(vector(long, Bounds(hyperfocus_after=30)))["hyperfocus"]
    assert quick > shares(vector(long, Bounds(hyperfocus_after=200)))["hyperfocus"]


def test_factors_say_what_counted_most_first_and_in_words() -> None:
    features = Features(leisure=0.5, switch_rate=4.0, make=0.0, keys=20.0)
    given_vector = vector(features, Bounds())
    found = factors("distracted", features, given_vector)
    assert found[0].name == "leisure" and found[0].effect > 0
    assert found[0].text == "50 % in programs for leisure"
    assert [abs(one.effect) for one in found] == sorted((abs(one.effect) for one in found), reverse=True)
    against = factors("flow", features, given_vector)
    assert next(one for one in against if one.name == "leisure").effect < 0
    assert sum(abs(one.effect) for one in found) <= 1.001


def test_programs_are_known_by_parts_of_their_names_and_the_users_word_comes_first() -> None:
    programs = Programs({"firefox": "make"})
    kinds = [
        programs.kind(name)
        for name in ("jetbrains-PyCharm", "Firefox", "Chromium-browser", "Acme", "Steam", "")
    ]
    assert kinds == ["make", "make", "browse", "other", "leisure", "other"]
    assert Programs({}).kind("Firefox") == "browse"
