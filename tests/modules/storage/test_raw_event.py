"""A raw_event is checked whole before it is stored, and comes out as it went in."""

from __future__ import annotations

from typing import Any

import pytest

from skelly_tray.modules.storage.raw_event import MAX_DATA, read_event
from tests.modules.storage.made import payload


def test_an_event_comes_out_as_it_went_in() -> None:
    given = payload(data={"text": "ä ☠", "nested": [1, {"a": None}], "share": 0.5})
    assert read_event(given).payload() == given


def test_a_time_with_another_zone_is_given_out_in_utc() -> None:
    made = read_event(payload(time="2026-01-01T14:00:00.2504+02:00"))
    assert made.payload()["time"] == "2026-01-01T12:00:00.250Z"


@pytest.mark.parametrize(
    "malformed",
    [
        None,
        "text",
        [],
        {},
        payload(id=""),
        payload(id=7),
        payload(id="x" * 129),
        payload(id="a\nb"),
        payload(kind=None),
        payload(source=""),
        payload(time=12),
        payload(time="noon"),
        payload(time="2026-01-01T12:00:00"),
        payload(time="1969-12-31T12:00:00Z"),
        payload(data="text"),
        payload(data=None),
        payload(data={"text": "x" * MAX_DATA}),
    ],
)
def test_a_malformed_event_is_refused(malformed: Any) -> None:
    with pytest.raises(ValueError, match="raw_event"):
        read_event(malformed)


def test_a_refusal_quotes_nothing_of_the_event() -> None:
    for bad in ({"time": "CANARY"}, {"id": "CANARY\x00"}, {"kind": ["CANARY"]}, {"data": "CANARY"}):
        with pytest.raises(ValueError, match="raw_event") as refused:
            read_event(payload(**bad))
        assert "CANARY" not in str(refused.value)


def test_data_may_be_left_out() -> None:
    given = payload()
    del given["data"]
    assert read_event(given).payload()["data"] == {}
