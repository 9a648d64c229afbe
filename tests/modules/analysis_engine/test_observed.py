"""Of a batch only times, counts and names are taken; what is malformed is refused, and nothing of it is quoted."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from skelly_tray.modules.analysis_engine.observed import (
    Capturing,
    Focus,
    Idle,
    Pulse,
    Started,
    Touch,
    read_batch,
)
from tests.modules.analysis_engine.made import NOON, Pen

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=12,
)


def test_each_kind_is_read_and_others_are_passed_over() -> None:
    pen = Pen()
    pen.window("Code", "a")
    pen.touch(keys=3, clicks=2, scrolls=1, pointer=40)
    pen.tell("idle", idle=True, idle_s=60)
    pen.tell("process_started", name="make", count=2)
    pen.tell("process_ended", name="make", count=2)
    pen.pulse()
    pen.tell("capture_paused", minutes=5)
    found = read_batch(pen.batch())
    focus, *rest = found.seen
    assert isinstance(focus, Focus) and focus[:2] == (NOON, "Code")
    assert rest == [
        Touch(NOON, 10.0, 3, 2, 1, 40),
        Idle(NOON, True, 60.0),
        Started(NOON, 2),
        Pulse(NOON),
        Capturing(NOON, False),
    ]
    assert found.skipped == 0 and len(found.ids) == len(found.seen)


def test_of_a_title_only_whether_it_is_the_same_is_kept() -> None:
    pen = Pen()
    for title in ("CANARY one", "CANARY two", "CANARY one"):
        pen.tell("window_focus", program="Code", title=title)
    found = read_batch(pen.batch())
    titles = [one.title for one in found.seen if isinstance(one, Focus)]
    assert titles[0] == titles[2] != titles[1]
    assert "CANARY" not in repr(found)


@pytest.mark.parametrize("payload", [None, [], "CANARY", {}, {"events": "CANARY"}, {"events": {"CANARY": 1}}])
def test_what_is_no_batch_is_refused_and_not_quoted(payload: Any) -> None:
    with pytest.raises(ValueError, match="event_batch") as refused:
        read_batch(payload)
    assert "CANARY" not in str(refused.value)


@pytest.mark.parametrize(
    "changes",
    [
        {"time": "yesterday"},
        {"time": "2026-01-01T12:00:00"},
        {"data": None},
        {"data": {"seconds": 10, "keys": -1, "clicks": 0, "scrolls": 0, "pointer_px": 0}},
        {"data": {"seconds": 10, "keys": True, "clicks": 0, "scrolls": 0, "pointer_px": 0}},
        {"data": {"seconds": float("nan"), "keys": 1, "clicks": 0, "scrolls": 0, "pointer_px": 0}},
        {"data": {}},
    ],
)
def test_a_malformed_event_costs_nothing_but_itself(changes: dict[str, Any]) -> None:
    pen = Pen()
    pen.touch(keys=1)
    pen.touch(keys=2)
    batch = pen.batch()
    batch["events"][0] |= changes
    found = read_batch(batch)
    assert [one.keys for one in found.seen if isinstance(one, Touch)] == [2] and found.skipped == 1


@given(JSON | st.fixed_dictionaries({"events": st.lists(JSON, max_size=4)}))
def test_whatever_comes_is_read_or_refused(payload: Any) -> None:
    try:
        found = read_batch(payload)
    except ValueError:
        return
    assert found.skipped + len(found.seen) <= len(payload["events"])


@given(
    st.sampled_from(
        ["window_focus", "input_counts", "idle", "process_started", "resources", "capture_started"]
    ),
    JSON,
)
def test_whatever_an_event_holds_the_rest_is_read(kind: str, data: Any) -> None:
    pen = Pen()
    pen.tell(kind)
    pen.touch(keys=7)
    batch = pen.batch()
    batch["events"][0]["data"] = data
    assert read_batch(batch).seen[-1] == Touch(NOON, 10.0, 7, 0, 0, 0)
