"""Days, weeks and times of day are those on the user's wall."""

from __future__ import annotations

import time
from collections.abc import Iterator

import pytest

from skelly_tray.modules.gamification import clock
from tests.modules.gamification.made import HOUR, MINUTE, NOON


@pytest.fixture(autouse=True)
def _zone(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("TZ", "Europe/Berlin")
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()


def test_a_day_begins_at_the_hour_that_is_set() -> None:
    midnight = NOON + 11 * HOUR  # in Berlin
    assert clock.day_of(midnight - MINUTE, 0) == "2026-01-01" and clock.day_of(midnight, 0) == "2026-01-02"
    assert clock.day_of(midnight + 3 * HOUR, 4) == "2026-01-01"
    assert clock.day_of(midnight + 4 * HOUR, 4) == "2026-01-02"


def test_weeks_are_those_of_iso_over_the_turn_of_the_year() -> None:
    assert [clock.week_of(day) for day in ("2025-12-28", "2025-12-29", "2026-01-04", "2026-01-05")] == [
        "2025-W52",
        "2026-W01",
        "2026-W01",
        "2026-W02",
    ]
    assert clock.days_between("2025-12-31", "2026-01-02") == 2


@pytest.mark.parametrize(
    ("begin", "end", "inside"),
    [
        ("12:00", "14:00", True),
        ("13:00", "13:01", True),
        ("14:00", "12:00", False),
        ("22:00", "13:30", True),
        ("22:00", "13:00", False),
        ("", "14:00", False),
        ("12:00", "", False),
        ("13:00", "13:00", False),
    ],
)
def test_between_two_times_of_day(begin: str, end: str, inside: bool) -> None:
    assert clock.within(NOON, begin, end) is inside, "noon in London is one o'clock in Berlin"
