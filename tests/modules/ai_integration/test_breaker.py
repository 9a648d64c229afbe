"""The breaker in virtual time: closed, open, half-open, and back."""

from __future__ import annotations

from skelly_tray.modules.ai_integration.breaker import Breaker


def opened(at: float = 0.0) -> Breaker:
    breaker = Breaker(failures=3, retry_after=10.0)
    for _ in range(3):
        assert breaker.may_ask(at)
        breaker.failed(at, "no")
    return breaker


def test_failures_in_a_row_open_it_and_a_success_between_them_does_not() -> None:
    breaker = Breaker(failures=2, retry_after=10.0)
    breaker.failed(0, "no")
    breaker.worked()
    breaker.failed(1, "no")
    assert breaker.state(1) == "closed" and breaker.may_ask(1)
    breaker.failed(2, "no")
    assert breaker.state(2) == "open" and not breaker.may_ask(2) and breaker.left(4) == 8


def test_after_its_time_one_is_tried_and_no_second_beside_it() -> None:
    breaker = opened()
    assert not breaker.may_ask(9.9)
    assert breaker.state(10) == "half_open"
    assert breaker.may_ask(10) and not breaker.may_ask(10)
    breaker.worked()
    assert breaker.state(10) == "closed" and breaker.reason == "" and breaker.may_ask(10)


def test_a_try_in_vain_opens_it_for_longer_but_not_for_ever() -> None:
    breaker, now = opened(), 0.0
    waits = []
    for _ in range(7):
        waits.append(breaker.left(now))
        now += waits[-1]
        assert breaker.may_ask(now)
        breaker.failed(now, "still no")
    assert waits == [10, 20, 40, 80, 160, 160, 160]


def test_a_try_that_was_broken_off_is_made_again() -> None:
    breaker = opened()
    assert breaker.may_ask(10)
    breaker.abandoned()
    assert breaker.may_ask(10)
