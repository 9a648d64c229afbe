"""What comes over the bus: unknown keys are ignored, what is malformed is refused, numbers and names are kept apart."""

from __future__ import annotations

import math
from typing import Any

import pytest

from skelly_tray.modules.ai_integration.occasion import read_intervention, read_reward, read_state

REQUEST = {
    "id": "r1",
    "time": 1000,
    "kind": "refocus",
    "state": "distracted",
    "confidence": 0.7,
    "reason": "switched often",
    "context": {"minutes": 12, "app": "Editor", "on": True, "more": {"deep": 1}},
    "of a newer version": 1,
}
REWARD = {
    "id": "w1",
    "time": 1000,
    "kind": "coins",
    "coins": 5,
    "total": 20,
    "name": "Rest",
    "text": "a rest",
}


def test_a_request_is_read_with_numbers_and_names_apart() -> None:
    read = read_intervention(REQUEST)
    assert (read.kind, read.request, read.time, read.state, read.confidence) == (
        "refocus", "r1", 1000, "distracted", 0.7,
    )  # fmt: skip
    assert read.numbers == {"minutes": 12} and read.names == {"app": "Editor"}
    assert read.minutes == 12 and read.asks


def test_a_reward_is_read_and_asks_nothing() -> None:
    read = read_reward(REWARD)
    assert (read.kind, read.numbers, read.names) == ("coins", {"coins": 5, "total": 20}, {"name": "Rest"})
    assert not read.asks


@pytest.mark.parametrize(
    "wrong",
    [
        {"kind": "shout"}, {"kind": None}, {"id": ""}, {"id": 4}, {"id": "x" * 101}, {"time": "now"}, {"time": True},
        {"time": -1}, {"time": 1.5}, {"context": 4}, {"context": {str(n): n for n in range(33)}},
    ],
)  # fmt: skip
def test_a_malformed_request_is_refused(wrong: dict[str, Any]) -> None:
    with pytest.raises(ValueError):
        read_intervention(REQUEST | wrong)


@pytest.mark.parametrize(
    "payload", [None, [], "text", 4, {}, {"kind": "coins"}, REWARD | {"kind": "refocus"}]
)
def test_a_malformed_reward_is_refused(payload: Any) -> None:
    with pytest.raises(ValueError):
        read_reward(payload)


@pytest.mark.parametrize("payload", [None, {}, {"state": "asleep"}, {"state": 1}])
def test_a_malformed_state_is_refused(payload: Any) -> None:
    with pytest.raises(ValueError):
        read_state(payload)
    assert read_state({"state": "flow", "more": 1}) == "flow"


def test_what_is_odd_but_harmless_is_left_out() -> None:
    odd = {
        "state": "of a newer version",
        "confidence": 7,
        "reason": "two\nlines\x07",
        "context": {"n": math.inf},
    }
    read = read_intervention(REQUEST | odd)
    assert (
        read.state == "neutral"
        and read.confidence is None
        and read.reason == "two lines"
        and not read.numbers
    )


@pytest.mark.parametrize(
    ("context", "minutes"),
    [
        ({"state_minutes": 7.6}, 8), ({"focus_s": 600}, 10), ({"seconds": 90}, 2), ({"since_ms": 120_000}, 2),
        ({"minutes": 0.2}, None), ({"switches": 9}, None), ({}, None),
    ],
)  # fmt: skip
def test_how_long_it_has_been_going_on(context: dict[str, float], minutes: int | None) -> None:
    assert read_intervention(REQUEST | {"context": context}).minutes == minutes
