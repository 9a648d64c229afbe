"""A state in force does not flap, follows what lasts, and sees an absence at once."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from skelly_tray.modules.analysis_engine.steady import Firmness, InForce, begin, follow
from skelly_tray.modules.analysis_engine.table import STATES, State

FIRM = Firmness.of(0.5)
STEP = 30_000


def mostly(state: State, share: float = 0.9) -> dict[State, float]:
    rest = (1 - share) / (len(STATES) - 1)
    return {one: share if one == state else rest for one in STATES}


def course(firm: Firmness, *judged: dict[State, float], step: int = STEP) -> list[InForce]:
    now = begin(judged[0], 0)
    found = [now]
    for number, one in enumerate(judged[1:], 1):
        now = follow(now, one, number * step, firm)
        found.append(now)
    return found


def test_one_odd_judgement_that_is_not_clear_changes_nothing() -> None:
    odd = [mostly("flow")] * 5 + [mostly("distracted", 0.4)] + [mostly("flow")] * 5
    assert {now.state for now in course(FIRM, *odd)} == {"flow"}


def test_what_alternates_does_not_flap() -> None:
    moods = [mostly("flow", 0.4), mostly("neutral", 0.4)] * 20
    states = [now.state for now in course(FIRM, *moods)]
    assert sum(a != b for a, b in pairwise(states)) <= 2
    eager = [now.state for now in course(Firmness.of(0.0), *moods)]
    assert sum(a != b for a, b in pairwise(eager)) > 20


def test_what_lasts_comes_into_force_and_since_is_when_it_did() -> None:
    states = course(FIRM, *[mostly("flow")] * 3, *[mostly("distracted")] * 10)
    assert states[-1].state == "distracted"
    first = next(now for now in states if now.state == "distracted")
    assert states[-1].since == first.at > 3 * STEP - 1


def test_the_firmer_the_later() -> None:
    def steps(steadiness: float) -> int:
        states = course(Firmness.of(steadiness), *[mostly("flow")] * 3, *[mostly("distracted", 0.35)] * 40)
        return [now.state for now in states].index("distracted")

    assert steps(0.0) < steps(0.5) < steps(1.0)


def test_an_absence_and_its_end_are_seen_at_once() -> None:
    states = course(Firmness.of(1.0), *[mostly("flow")] * 5, mostly("away"), mostly("neutral", 0.4))
    assert [now.state for now in states[-3:]] == ["flow", "away", "neutral"]


@given(
    st.lists(st.sampled_from(STATES), max_size=30),
    st.sampled_from(STATES),
    st.floats(0, 1),
    st.floats(0.5, 0.99),
)
def test_after_any_course_what_lasts_is_in_force(
    before: list[State], last: State, steadiness: float, share: float
) -> None:
    judged = [mostly(state, 0.8) for state in before] + [mostly(last, share)] * 40
    now = course(Firmness.of(steadiness), *judged)[-1]
    assert now.state == last
    assert now.confidence == pytest.approx(share, abs=0.05) and sum(now.shares.values()) == pytest.approx(1)
