"""Notifications put off: until when, over restarts, and whatever the clock does."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from skelly_tray.ui.preferences import Preferences
from skelly_tray.ui.snooze import LONGEST, Snooze, tomorrow

pytestmark = pytest.mark.usefixtures("qapp")


class Clock:
    """Seconds since the epoch, as told."""

    def __init__(self) -> None:
        self.now = 1_800_000_000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def snooze(tmp_path: Path, clock: Clock) -> Snooze:
    return Snooze(Preferences(tmp_path), now=clock)


def test_nothing_is_put_off_until_somebody_asks_for_it(snooze: Snooze) -> None:
    assert not snooze.active and snooze.until is None


def test_it_lasts_as_long_as_was_asked_for(snooze: Snooze, clock: Clock) -> None:
    changes: list[float | None] = []
    snooze.changed.connect(lambda: changes.append(snooze.until))
    snooze.for_seconds(1800)
    assert snooze.active
    clock.now += 1799
    assert snooze.active
    clock.now += 1
    assert not snooze.active and snooze.until is None
    assert changes == [1_800_001_800.0]


def test_its_end_is_told_once(tmp_path: Path, qtbot: QtBot) -> None:
    snooze = Snooze(Preferences(tmp_path))
    changes: list[bool] = []
    snooze.changed.connect(lambda: changes.append(snooze.active))
    snooze.for_seconds(0.05)
    qtbot.waitUntil(lambda: len(changes) > 1, timeout=5000)
    assert changes == [True, False]
    assert Preferences(tmp_path).snoozed_until is None


def test_a_look_at_a_clock_that_is_not_there_yet_waits_on(snooze: Snooze, clock: Clock) -> None:
    snooze.for_seconds(3600)
    snooze._timer.timeout.emit()
    assert snooze.active and snooze._timer.isActive()
    clock.now += 8 * 3600  # the machine slept, and its timers with it
    snooze._timer.timeout.emit()
    assert not snooze.active and not snooze._timer.isActive()


def test_the_user_ends_it(snooze: Snooze) -> None:
    changes: list[bool] = []
    snooze.changed.connect(lambda: changes.append(snooze.active))
    snooze.end()
    snooze.for_seconds(60)
    snooze.end()
    snooze.end()
    assert changes == [True, False]


def test_it_outlives_a_restart_of_ours(tmp_path: Path, clock: Clock) -> None:
    Snooze(Preferences(tmp_path), now=clock).for_seconds(3600)
    assert Snooze(Preferences(tmp_path), now=clock).until == clock.now + 3600
    clock.now += 3600
    assert not Snooze(Preferences(tmp_path), now=clock).active


def test_a_clock_that_was_set_back_does_not_silence_for_weeks(tmp_path: Path, clock: Clock) -> None:
    snooze = Snooze(Preferences(tmp_path), now=clock)
    snooze.for_seconds(3600)
    clock.now -= LONGEST
    assert not snooze.active
    assert not Snooze(Preferences(tmp_path), now=clock).active


def test_rubbish_in_the_file_counts_as_nothing(tmp_path: Path, clock: Clock) -> None:
    (tmp_path / "ui.ini").write_text("[General]\nsnoozed_until=soon\n")
    assert not Snooze(Preferences(tmp_path), now=clock).active
    (tmp_path / "ui.ini").write_text("[General]\nsnoozed_until=nan\n")
    assert not Snooze(Preferences(tmp_path), now=clock).active


@pytest.mark.parametrize(
    ("now", "morning"),
    [((26, 22, 10), (27, 8)), ((27, 1, 30), (27, 8)), ((27, 6, 0), (28, 8)), ((27, 9, 0), (28, 8))],
)
def test_tomorrow_is_the_next_morning_after_a_night(
    now: tuple[int, int, int], morning: tuple[int, int]
) -> None:
    def moment(day: int, hour: int, minute: int = 0) -> float:
        return time.mktime((2026, 11, day, hour, minute, 0, 0, 0, -1))

    assert tomorrow(moment(*now)) == moment(*morning)
