"""Each event counts once, in the order of its time, however often and in whatever order it comes."""

from __future__ import annotations

import random

from hypothesis import given
from hypothesis import strategies as st

from skelly_tray.modules.analysis_engine.observed import Capturing, Focus, Idle, Pulse
from skelly_tray.modules.analysis_engine.recent import Recent

EVENTS = st.lists(st.integers(0, 1000), min_size=1, max_size=40)


@given(EVENTS, st.integers())
def test_order_and_repetition_change_nothing(times: list[int], seed: int) -> None:
    events = [(Pulse(time), f"e{number}") for number, time in enumerate(times)]
    mixed = events * 2
    random.Random(seed).shuffle(mixed)
    recent = Recent(10_000)
    new = sum(recent.add([event], [name]) for event, name in mixed)
    assert new == len(events)
    assert recent.until(1000) == sorted(event for event, _ in events)
    assert recent.newest == max(times)


def test_what_was_true_before_the_span_is_remembered() -> None:
    recent = Recent(1000)
    recent.add(
        [Focus(0, "Code", 1), Idle(5, True, 60), Capturing(7, False), Pulse(3000)], ["a", "b", "c", "d"]
    )
    recent.forget_before(3000)
    assert (recent.focus, recent.idle, recent.capturing) == (Focus(0, "Code", 1), Idle(5, True, 60), False)
    assert recent.until(3000) == [Pulse(3000)]


def test_it_is_bounded_in_number_too() -> None:
    recent = Recent(10**9)
    recent.add([Pulse(number) for number in range(30_000)], [""] * 30_000)
    recent.forget_before(30_000)
    assert len(recent) == 20_000 and recent.until(30_000)[-1] == Pulse(29_999)
