"""What is kept is kept together: a kill at any moment gives nothing twice and loses nothing that was told."""

from __future__ import annotations

import random
import signal
import sqlite3
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest

from skelly_tray.modules.gamification import store
from skelly_tray.modules.gamification.world import After
from skelly_tray.sdk.database import open_database, transaction
from tests.modules.gamification.made import Life

ROOT = Path(__file__).resolve().parents[3]


@pytest.fixture
def database(tmp_path: Path) -> Iterator[sqlite3.Connection]:
    connection = open_database(tmp_path / "gamification.db", store.TABLES)
    yield connection
    connection.close()


def lived(minutes: float = 60) -> Life:
    return Life().be("flow", minutes).be("distracted", 10)


def test_what_was_kept_comes_back_as_it_was(database: sqlite3.Connection) -> None:
    life = lived()
    store.commit(database, After(life.world, life.days, life.requests[0], tuple(life.rewards)))
    assert store.world(database) == life.world
    assert store.days(database, "") == life.days
    assert [store.day(database, name) for name in life.days] == list(life.days.values())
    assert store.all_rewards(database) == life.rewards
    assert [one.payload for one in store.untold_requests(database)] == [life.requests[0].payload()]
    assert [one.payload for one in store.untold_rewards(database)] == [one._asdict() for one in life.rewards]


def test_what_comes_twice_is_kept_once_and_what_was_told_is_not_told_again(
    database: sqlite3.Connection,
) -> None:
    life = lived()
    after = After(life.world, life.days, life.requests[0], tuple(life.rewards))
    for _ in range(2):
        store.commit(database, after)
    assert len(store.untold_rewards(database)) == len(life.rewards)
    names = [one.id for one in store.untold_rewards(database)]
    store.told(database, names[:2])
    assert [one.id for one in store.untold_rewards(database)] == names[2:]
    store.commit(database, after)
    assert [one.id for one in store.untold_rewards(database)] == names[2:]


def test_what_is_kept_is_bounded_and_what_is_untold_stays(
    database: sqlite3.Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(store, "MOST_REWARDS", 3)
    monkeypatch.setattr(store, "MOST_DAYS", 2)
    life = lived()
    assert len(life.rewards) > 4
    days = {f"2026-01-{number:02}": next(iter(life.days.values())) for number in range(1, 6)}
    after = After(life.world, days, None, tuple(life.rewards))
    store.commit(database, after)
    assert len(store.untold_rewards(database)) == len(life.rewards)
    assert list(store.days(database, "")) == ["2026-01-04", "2026-01-05"]
    store.told(database, [one.id for one in life.rewards])
    store.commit(database, After(life.world, {}))
    assert len(store.all_rewards(database)) == 3


def test_a_world_of_another_version_is_told_apart_from_none(database: sqlite3.Connection) -> None:
    assert store.world(database) is None
    database.execute("INSERT INTO kept VALUES ('world', ?)", (b'{"timing": 3}',))
    with pytest.raises(msgspec.MsgspecError):
        store.world(database)


WRITER = """
import sys
from pathlib import Path
from skelly_tray.modules.gamification import store, world
from skelly_tray.modules.gamification.heard import StateChange
from skelly_tray.sdk.database import open_database, transaction
from tests.modules.gamification.made import Life, MINUTE, NOON

database = open_database(Path(sys.argv[1]), store.TABLES)
settings = Life().settings
with transaction(database):
    kept = store.world(database) or world.begin("0123456789abcdef")
at = max(NOON, kept.timing.at)
step = at // MINUTE
while True:
    # What was not acknowledged comes again: the same minutes bring the same states.
    step += 1
    at = step * MINUTE
    state = ("flow", "flow", "flow", "hyperfocus", "distracted", "neutral")[step // 20 % 6]
    change = StateChange(at, state, at - at % (20 * MINUTE), 0.9)
    with transaction(database):
        name = world.clock.day_of(at, settings.rewards.day_begins)
        after = world.hear(kept, {name: store.day(database, name)}, change, at, settings)
        store.commit(database, after)
    kept = after.world
    with transaction(database):
        untold = store.untold_rewards(database)
    for one in untold:
        print(one.id, one.payload["coins"], one.payload["total"], flush=True)
        with transaction(database):
            store.told(database, [one.id])
"""


def test_rewards_survive_kill_9_once_and_complete(tmp_path: Path) -> None:
    chance, path = random.Random(5), tmp_path / "gamification.db"
    told: list[tuple[str, int, int]] = []
    for _ in range(5):
        process = subprocess.Popen(
            [sys.executable, "-c", WRITER, str(path)], cwd=ROOT, stdout=subprocess.PIPE, text=True
        )
        assert process.stdout is not None
        lines = [process.stdout.readline() for _ in range(chance.randint(1, 60))]
        process.send_signal(signal.SIGKILL)
        lines += process.communicate()[0].splitlines()
        told += [
            (name, int(coins), int(total))
            for name, coins, total in (line.split() for line in lines if line.strip())
        ]
    connection = open_database(path, store.TABLES)
    with transaction(connection):
        kept, rewards, days = (
            store.world(connection),
            store.all_rewards(connection),
            store.days(connection, ""),
        )
    connection.close()
    assert kept is not None and len(told) > 5
    by_id: dict[str, Any] = {one.id: one for one in rewards}
    assert all((by_id[name].coins, by_id[name].total) == (coins, total) for name, coins, total in told), (
        "none is lost"
    )
    assert max(Counter(name for name, _, _ in told).values()) <= 2, "told again at most by the next process"
    assert sum(one.coins for one in rewards) + kept.game.untold == kept.game.coins
    assert sum(day.coins for day in days.values()) == kept.game.coins
