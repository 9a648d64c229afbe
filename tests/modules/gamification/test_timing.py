"""When something is suggested, and above all when not."""

from __future__ import annotations

import itertools
import time
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from skelly_tray.modules.gamification import clock
from skelly_tray.modules.gamification.heard import FOCUS, StateChange
from skelly_tray.modules.gamification.timing import LEAST_FACTOR, MOST_FACTOR
from tests.modules.gamification.made import HOUR, MINUTE, NOON, Life


@pytest.fixture
def utc(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("TZ", "UTC")
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()


def test_a_distraction_that_lasts_brings_a_word_and_a_short_one_none() -> None:
    assert Life().be("distracted", 4).requests == []
    life = Life().be("distracted", 7)
    (request,) = life.requests
    assert (request.kind, request.state, request.minutes) == ("refocus", "distracted", 5)
    assert request.reason == "distracted for 5 minutes"
    assert request.payload()["context"] == {"minutes": 5}
    assert set(request.payload()) == {"id", "time", "kind", "state", "confidence", "reason", "context"}


@pytest.mark.parametrize("state", FOCUS)
def test_in_focus_nothing_is_suggested_but_a_break(state: Any) -> None:
    life = Life(break_after=1440)
    life.be("distracted", 2).be(state, 300)
    assert life.requests == []


def test_a_break_is_suggested_after_a_long_hyperfocus_only_and_can_be_switched_off() -> None:
    assert Life().be("flow", 20).be("hyperfocus", 60).requests == []
    life = Life().be("flow", 20).be("hyperfocus", 75)
    assert life.kinds == ["break"] and life.requests[0].minutes == 90
    assert Life(kinds=_without("break")).be("hyperfocus", 300).requests == []
    assert Life().be("flow", 300).requests == [], "flow with its small pauses needs nobody"


def test_a_glance_elsewhere_does_not_begin_the_focus_anew() -> None:
    life = Life().be("hyperfocus", 50).be("neutral", 2).be("hyperfocus", 45)
    assert life.kinds == ["break"]
    assert Life().be("hyperfocus", 50).be("neutral", 20).be("hyperfocus", 45).kinds == ["celebrate"]


def _without(kind: str) -> Any:
    from skelly_tray.modules.gamification.settings import Kinds

    return Kinds(**{"break_" if kind == "break" else kind: False})


@pytest.mark.parametrize(
    ("kind", "minutes", "course", "setting"),
    [
        ("refocus", 5, [("distracted", 10)], ("refocus_after", 30)),
        ("break", 90, [("hyperfocus", 100)], ("break_after", 300)),
        ("welcome_back", 15, [("away", 15), ("transitioning", 5)], ("welcome_after", 16)),
        ("celebrate", 45, [("flow", 45), ("neutral", 6)], ("celebrate_after", 46)),
        ("encourage", 30, [("neutral", 40)], ("encourage_after", 60)),
    ],
)
def test_each_kind_has_its_occasion_its_switch_and_its_minutes(
    kind: str, minutes: int, course: list[tuple[Any, float]], setting: tuple[str, float]
) -> None:
    def kinds(**settings: Any) -> list[str]:
        life = Life(**settings)
        for state, length in course:
            life.be(state, length)
        assert all(request.minutes == minutes for request in life.requests)
        return life.kinds

    assert kinds() == [kind]
    assert kinds(kinds=_without(kind)) == []
    assert kinds(**{setting[0]: setting[1]}) == []
    assert kinds(interventions=False) == [] == kinds(max_per_hour=0)


def test_who_is_away_is_not_spoken_to() -> None:
    assert Life().be("flow", 60).be("away", 300).requests == []


def test_an_unsure_state_is_no_reason() -> None:
    assert Life().be("distracted", 30, confidence=0.5).requests == []
    assert Life(min_confidence=0.4).be("distracted", 10, confidence=0.5).kinds == ["refocus"]


def test_a_state_that_was_not_told_again_is_not_known_any_more() -> None:
    life = Life().be("distracted", 1)
    life.at += 20 * MINUTE
    from skelly_tray.modules.gamification import world

    assert world.look(life.world, life.days, life.at, life.settings).request is None


def test_between_two_there_is_the_gap_and_between_two_of_a_kind_the_cooldown() -> None:
    life = Life().be("distracted", 60)
    times = [request.time for request in life.requests]
    assert len(times) == 3 and all(
        after - before >= 20 * MINUTE for before, after in itertools.pairwise(times)
    )
    shorter = Life(cooldown_minutes=1, gap_minutes=2, max_per_hour=12).be("distracted", 20)
    assert [(r.time - NOON) // MINUTE for r in shorter.requests] == [5, 7, 9, 11, 13, 15, 17, 19]
    wider = Life(cooldown_minutes=1, gap_minutes=30).be("distracted", 60)
    assert len(wider.requests) == 2


def test_dismissed_the_next_comes_later_and_helpful_a_little_sooner() -> None:
    def second(answer: Any) -> int:
        life = Life(gap_minutes=1).be("distracted", 6)
        life.answer(answer)
        life.be("distracted", 200)
        return (life.requests[1].time - life.requests[0].time) // MINUTE

    assert second("dismissed") == 40 and second("timeout") == 25 and second("helpful") == 18


def test_dismissals_add_up_to_a_bound_and_help_shortens_slowly_to_another() -> None:
    life = Life(max_per_hour=12, gap_minutes=1)
    for _ in range(6):
        life.be("distracted", 200).answer("dismissed")
    assert life.world.timing.factors["refocus"] == MOST_FACTOR
    seen = []
    for _ in range(40):
        life.be("distracted", 200).answer("helpful")
        seen.append(life.world.timing.factors["refocus"])
    assert seen[-1] == LEAST_FACTOR and all(
        0.89 < after / before <= 1 for before, after in itertools.pairwise(seen)
    )


def test_the_cooldown_of_one_kind_is_not_that_of_another() -> None:
    life = Life().be("distracted", 6)
    life.answer("dismissed")
    assert "break" not in life.world.timing.factors
    assert life.be("hyperfocus", 100).kinds == ["refocus", "break"]


def test_an_answer_counts_once_and_to_what_was_asked_only() -> None:
    life = Life().be("distracted", 6)
    life.answer("dismissed")
    before = life.world
    for answer in ("dismissed", "helpful", "not_now"):
        life.answer(answer)
    assert life.world == before
    life.requests[-1] = life.requests[-1]._replace(id="unknown")
    life.answer("dismissed")
    assert life.world == before


def test_not_now_is_silence_for_a_while_and_no_judgement() -> None:
    life = Life(cooldown_minutes=1, gap_minutes=1).be("distracted", 5)
    life.answer("not_now")
    life.be("distracted", 60)
    assert (life.requests[1].time - life.requests[0].time) // MINUTE == 30
    assert life.world.timing.factors["refocus"] == 1.0
    soon = Life(cooldown_minutes=1, gap_minutes=1, not_now_minutes=10).be("distracted", 5)
    soon.answer("not_now")
    assert (soon.be("distracted", 60).requests[1].time - soon.requests[0].time) // MINUTE == 10


@pytest.mark.usefixtures("utc")
def test_in_quiet_hours_nothing_is_suggested_over_midnight_too() -> None:
    night = NOON + 11 * HOUR
    assert Life(night, quiet_from="22:00", quiet_to="07:00").be("distracted", 8 * 60 - 1).requests == []
    assert (
        Life(night, quiet_from="23:30", quiet_to="23:40").be("distracted", 60).requests[-1].time
        >= night + 40 * MINUTE
    )
    life = Life(night, quiet_from="22:00", quiet_to="07:00").be("distracted", 8 * 60 + 10)
    assert clock.wall(life.requests[0].time).strftime("%H:%M") == "07:00"


def test_a_clock_set_back_neither_silences_it_nor_breaks_it() -> None:
    life = Life().be("distracted", 6)
    life.at -= 5 * HOUR
    life.state = None
    life.be("distracted", 10)
    assert life.kinds == ["refocus", "refocus"]


def test_a_late_or_repeated_state_changes_nothing() -> None:
    life = Life().be("flow", 10).be("distracted", 3)
    before = life.world
    for at in (NOON, life.world.timing.at):
        assert life.hear(StateChange(at, "flow", NOON, 0.9)).world == before
    assert life.hear(StateChange(life.at + HOUR, "flow", NOON, 0.9)).world == before


COURSE = st.lists(
    st.tuples(
        st.sampled_from(["flow", "hyperfocus", "distracted", "transitioning", "neutral", "away"]),
        st.integers(1, 120),
        st.floats(0, 1),
        st.sampled_from([None, "helpful", "dismissed", "not_now", "timeout"]),
    ),
    min_size=1,
    max_size=14,
)


@settings(max_examples=60, deadline=None)
@given(COURSE, st.integers(0, 12), st.integers(1, 30), st.integers(0, 23))
def test_whatever_the_day_brings_the_rules_hold(
    course: list[tuple[Any, int, float, Any]], most: int, gap: int, hour: int
) -> None:
    life = Life(
        max_per_hour=most,
        gap_minutes=gap,
        cooldown_minutes=1,
        quiet_from=f"{hour:02}:00",
        quiet_to=f"{(hour + 3) % 24:02}:30",
    )
    for state, minutes, confidence, answer in course:
        life.be(state, minutes, confidence, every=4.0)
        if answer and life.requests:
            life.answer(answer)
    times = [request.time for request in life.requests]
    assert all(after - before >= gap * MINUTE for before, after in itertools.pairwise(times))
    assert all(sum(at - HOUR < other <= at for other in times) <= most for at in times)
    for request in life.requests:
        assert request.state != "away"
        assert request.state not in FOCUS or (
            request.kind == "break" and request.minutes >= life.settings.break_after
        )
        assert not clock.within(request.time, life.settings.quiet_from, life.settings.quiet_to)
    assert len({request.id for request in life.requests}) == len(times)
    assert all(LEAST_FACTOR <= factor <= MOST_FACTOR for factor in life.world.timing.factors.values())
