"""The circuit breaker in virtual time."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from skelly_tray.modules.event_bus.breaker import FAILURES, FIRST_PAUSE, LAST_PAUSE, Breaker, Circuit


def opened(now: float = 0.0) -> Breaker:
    breaker = Breaker()
    changes = [breaker.failed(now, "no") for _ in range(FAILURES)]
    assert changes == [None] * (FAILURES - 1) + [Circuit.OPEN]
    return breaker


def test_it_opens_after_failures_in_a_row_and_not_before() -> None:
    breaker = opened()
    assert not breaker.allows() and breaker.until == FIRST_PAUSE and breaker.reason == "no"


def test_a_success_between_failures_starts_the_count_again() -> None:
    breaker = Breaker()
    for _ in range(FAILURES * 3):
        breaker.failed(0.0, "no")
        breaker.succeeded()
    assert breaker.state is Circuit.CLOSED


def test_half_open_it_allows_one_trial_and_a_success_closes_it() -> None:
    breaker = opened()
    assert breaker.look(FIRST_PAUSE - 0.01) is None and not breaker.allows()
    assert breaker.look(FIRST_PAUSE) is Circuit.HALF_OPEN and breaker.allows()
    breaker.sent()
    assert not breaker.allows()
    assert breaker.succeeded() is Circuit.CLOSED and breaker.allows()


def test_a_trial_that_has_no_outcome_may_be_made_again() -> None:
    breaker = opened()
    breaker.look(FIRST_PAUSE)
    breaker.sent()
    breaker.withdrawn()
    assert breaker.allows()


def test_who_comes_back_gets_its_trial_at_once() -> None:
    breaker = opened()
    assert breaker.came_back() is Circuit.HALF_OPEN and breaker.allows()
    assert Breaker().came_back() is None


def test_failed_trials_double_the_pause_up_to_a_limit_and_a_success_resets_it() -> None:
    breaker, now, pauses = opened(), 0.0, []
    for _ in range(8):
        assert breaker.until is not None
        pauses.append(breaker.until - now)
        now = breaker.until
        breaker.look(now)
        breaker.sent()
        assert breaker.failed(now, "still no") is Circuit.OPEN
    assert pauses == [1, 2, 4, 8, 16, LAST_PAUSE, LAST_PAUSE, LAST_PAUSE]
    assert breaker.until is not None
    breaker.look(breaker.until)
    breaker.succeeded()
    for _ in range(FAILURES):
        breaker.failed(1000.0, "no")
    assert breaker.until == 1000.0 + FIRST_PAUSE


@given(st.lists(st.tuples(st.sampled_from("fslw"), st.floats(0, 3)), max_size=80))
def test_it_is_never_stuck_and_open_never_lasts_longer_than_the_limit(steps: list[tuple[str, float]]) -> None:
    breaker, now = Breaker(), 0.0
    for kind, pause in steps:
        now += pause
        breaker.look(now)
        if kind == "f":
            breaker.failed(now, "no")
        elif kind == "s":
            breaker.succeeded()
        elif kind == "w":
            breaker.withdrawn()
        assert breaker.until is None or breaker.until <= now + LAST_PAUSE
    breaker.look(now + LAST_PAUSE)
    breaker.withdrawn()
    assert breaker.allows()
