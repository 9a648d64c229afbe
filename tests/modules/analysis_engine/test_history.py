"""What is kept of the judgement, what is learned from it, and what a kill leaves."""

from __future__ import annotations

import itertools
import random
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from skelly_tray.modules.analysis_engine import history, lessons
from skelly_tray.modules.analysis_engine.engine import Engine
from skelly_tray.modules.analysis_engine.features import Features
from skelly_tray.modules.analysis_engine.history import Correction
from skelly_tray.modules.analysis_engine.model import Bounds
from skelly_tray.modules.analysis_engine.settings import Settings
from skelly_tray.sdk.database import open_database, transaction
from tests.modules.analysis_engine.made import NOON, Pen, during

ROOT = Path(__file__).resolve().parents[3]
MINUTE = 60_000
DAY = 86_400_000


@pytest.fixture
def database(tmp_path: Path) -> Iterator[sqlite3.Connection]:
    connection = open_database(tmp_path / "analysis.db", history.TABLES)
    yield connection
    connection.close()


def fill(
    database: sqlite3.Connection, *doings: tuple[str, float], at: int = NOON, keep: int = 30 * DAY
) -> Pen:
    engine, pen = Engine(Settings()), Pen(at)
    for what, minutes in doings:
        for moment in during(engine, pen, what, minutes):
            history.add(database, moment, engine.keep(), keep)
    return pen


def test_a_moment_comes_back_as_it_was(database: sqlite3.Connection) -> None:
    engine, pen = Engine(Settings()), Pen()
    moment = during(engine, pen, "work", 5)[-1]
    history.add(database, moment, engine.keep(), DAY)
    (kept,) = history.moments(database, 0, 2**62)
    assert (kept.time, kept.state, kept.confidence) == (moment.at, moment.state, moment.confidence)
    assert isinstance(kept.features, Features) and moment.features is not None
    assert kept.features.keys == pytest.approx(moment.features.keys, abs=0.001)
    assert history.resume(database) == engine.keep()


def test_the_timeline_joins_what_is_the_same_and_shows_holes(database: sqlite3.Connection) -> None:
    fill(database, ("work", 20), ("flit", 8))
    fill(database, ("work", 5), at=NOON + 60 * MINUTE)
    stretches = history.timeline(database, 0, 2**62)
    states = [one["state"] for one in stretches]
    assert "flow" in states and "distracted" in states and len(stretches) < 8
    assert all(a["to"] <= b["from"] for a, b in itertools.pairwise(stretches))
    assert stretches[-1]["from"] >= NOON + 60 * MINUTE
    assert all(0 <= one["confidence"] <= 1 and not one["corrected"] for one in stretches)


def test_a_correction_shows_in_the_timeline_and_the_last_word_counts(database: sqlite3.Connection) -> None:
    fill(database, ("work", 20))
    history.add_correction(database, Correction(1, "distracted", NOON, NOON + 5 * MINUTE))
    history.add_correction(database, Correction(2, "neutral", NOON, NOON + 5 * MINUTE))
    first, *rest = history.timeline(database, 0, 2**62)
    assert (first["state"], first["corrected"]) == ("neutral", True)
    assert {one["state"] for one in rest if not one["corrected"]} <= {"flow", "neutral", "hyperfocus"}


def test_old_moments_go(database: sqlite3.Connection) -> None:
    fill(database, ("work", 5), at=NOON - 2 * DAY)
    fill(database, ("work", 1), keep=DAY)
    assert min(one.time for one in history.moments(database, 0, 2**62)) >= NOON


def test_a_correction_is_learned_and_makes_its_state_likelier(database: sqlite3.Connection) -> None:
    pen = fill(database, ("work", 20), ("flit", 10))
    said = Correction(pen.at, "neutral", pen.at - 8 * MINUTE, pen.at)
    learned = lessons.correct(database, said, Bounds(), 0.5)
    assert learned.examples == 16 and learned.own is not None and history.own(database) == learned.own
    engine, again = Engine(Settings(), learned.own), Pen()
    plain, other = Engine(Settings()), Pen()
    during(engine, again, "flit", 5), during(plain, other, "flit", 5)
    assert engine.now is not None and plain.now is not None
    assert engine.now.shares["neutral"] > plain.now.shares["neutral"]


def test_without_learning_a_correction_is_only_kept(database: sqlite3.Connection) -> None:
    pen = fill(database, ("work", 5))
    said = Correction(pen.at, "neutral", NOON, pen.at)
    assert lessons.correct(database, said, Bounds(), 0.0).own is None
    assert history.own(database) is None and history.corrections(database) == [said]


def test_reactions_count_once_and_only_where_they_say_something(database: sqlite3.Connection) -> None:
    pen = fill(database, ("work", 10), ("flit", 10))

    def react(request: str, answer: str, time: int = pen.at) -> bool:
        return lessons.react(database, request, time, answer, Bounds(), 0.5).own is not None

    assert react("r1", "helpful") and not react("r1", "helpful")
    assert react("r2", "dismissed")
    assert not react("r3", "not_now") and not react("r4", "timeout")
    assert not react("r5", "dismissed", NOON + 8 * MINUTE), "dismissed in flow says nothing of the state"
    assert not react("r6", "helpful", pen.at + 60 * MINUTE), "too long after what was judged"
    assert history.count_reactions(database) == 6


def test_what_was_said_is_bounded_in_number(database: sqlite3.Connection) -> None:
    for number in range(history.MOST_CORRECTIONS + 5):
        history.add_correction(database, Correction(number, "flow", 0, 1))
    assert len(history.corrections(database)) == history.MOST_CORRECTIONS
    assert history.corrections(database)[0].time == 5


def test_forgetting_what_is_personal_leaves_the_timeline(database: sqlite3.Connection) -> None:
    pen = fill(database, ("work", 10))
    lessons.correct(database, Correction(pen.at, "neutral", NOON, pen.at), Bounds(), 0.5)
    lessons.react(database, "r", pen.at, "helpful", Bounds(), 0.5)
    history.forget_personal(database)
    assert history.own(database) is None and history.corrections(database) == []
    assert history.count_reactions(database) == 0 and history.moments(database, 0, 2**62)


@pytest.mark.parametrize("value", [b"no json", b"{}", b'{"flow": [1.0]}'])
def test_what_another_version_has_learned_is_left_alone(database: sqlite3.Connection, value: bytes) -> None:
    database.execute("INSERT INTO kept VALUES ('own', ?)", (value,))
    database.execute("INSERT INTO kept VALUES ('resume', ?)", (value,))
    assert history.own(database) is None and history.resume(database) is None


WRITER = """
import sys
from pathlib import Path
from skelly_tray.modules.analysis_engine import history, lessons
from skelly_tray.modules.analysis_engine.engine import Engine
from skelly_tray.modules.analysis_engine.model import Bounds
from skelly_tray.modules.analysis_engine.settings import Settings
from skelly_tray.sdk.database import open_database, transaction
from tests.modules.analysis_engine.made import Pen, during

database = open_database(Path(sys.argv[1]), history.TABLES)
engine, pen = Engine(Settings()), Pen(int(sys.argv[2]))
while True:
    for moment in during(engine, pen, "work", 1):
        with transaction(database):
            history.add(database, moment, engine.keep(), 10**12)
        print("m", moment.at, flush=True)
    said = history.Correction(pen.at, "neutral", pen.at - 60_000, pen.at)
    with transaction(database):
        lessons.correct(database, said, Bounds(), 0.5)
    print("c", said.time, flush=True)
"""


def test_nothing_that_was_kept_is_lost_by_kill_9_and_what_was_learned_fits_what_was_said(
    tmp_path: Path,
) -> None:
    chance, begin = random.Random(3), NOON
    path = tmp_path / "analysis.db"
    said: dict[str, set[int]] = {"m": set(), "c": set()}
    for _ in range(3):
        process = subprocess.Popen(
            [sys.executable, "-c", WRITER, str(path), str(begin)], cwd=ROOT, stdout=subprocess.PIPE, text=True
        )
        assert process.stdout is not None
        lines = [process.stdout.readline() for _ in range(chance.randint(3, 40))]
        process.send_signal(signal.SIGKILL)
        lines += process.communicate()[0].splitlines()
        for line in lines:
            what, number = line.split()
            said[what].add(int(number))
        begin += DAY
    connection = open_database(path, history.TABLES)
    with transaction(connection):
        times = {one.time for one in history.moments(connection, 0, 2**62)}
        corrections = {one.time for one in history.corrections(connection)}
        own = history.own(connection)
    connection.close()
    assert said["m"] <= times and said["c"] <= corrections
    assert (own is not None) == bool(corrections)
