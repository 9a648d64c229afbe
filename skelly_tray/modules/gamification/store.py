"""What is kept, and what is still to be told. All functions are works for `Keeping`: each is done wholly or not at all.

A reward is written down together with the state that it came from, before anybody hears of it, and is told until that
has been acknowledged; so it is given once, and never lost.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from typing import Any, NamedTuple

import msgspec

from skelly_tray.modules.gamification.game import Day, Reward
from skelly_tray.modules.gamification.timing import Request
from skelly_tray.modules.gamification.world import After, World

TABLES = """
CREATE TABLE IF NOT EXISTS kept (name TEXT PRIMARY KEY, value BLOB NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS days (day TEXT PRIMARY KEY, value BLOB NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS rewards (
  number INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE, time INTEGER NOT NULL, kind TEXT NOT NULL,
  coins INTEGER NOT NULL, total INTEGER NOT NULL, name TEXT NOT NULL, text TEXT NOT NULL,
  told INTEGER NOT NULL DEFAULT 0
);
CREATE TABLE IF NOT EXISTS requests (
  number INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE, time INTEGER NOT NULL, payload BLOB NOT NULL,
  told INTEGER NOT NULL DEFAULT 0
);
"""
MOST_DAYS = 4000
MOST_REWARDS = 5000
MOST_REQUESTS = 1000


class Untold(NamedTuple):
    """One message that is still to be published."""

    id: str
    time: int
    payload: dict[str, Any]


def world(connection: sqlite3.Connection) -> World | None:
    """None when nothing was kept yet. Raises msgspec.MsgspecError when it is of a version we do not know."""
    row = connection.execute("SELECT value FROM kept WHERE name = 'world'").fetchone()
    return None if row is None else msgspec.json.decode(row[0], type=World)


def day(connection: sqlite3.Connection, name: str) -> Day:
    row = connection.execute("SELECT value FROM days WHERE day = ?", (name,)).fetchone()
    return Day() if row is None else msgspec.json.decode(row[0], type=Day)


def days(connection: sqlite3.Connection, since: str) -> dict[str, Day]:
    """By name, in order."""
    rows = connection.execute("SELECT day, value FROM days WHERE day >= ? ORDER BY day", (since,))
    return {name: msgspec.json.decode(value, type=Day) for name, value in rows}


def commit(connection: sqlite3.Connection, after: After) -> None:
    """Everything that one event has changed, and what is to be told of it."""
    set_world(connection, after.world)
    for name, changed in after.days.items():
        connection.execute("INSERT OR REPLACE INTO days VALUES (?, ?)", (name, msgspec.json.encode(changed)))
    for reward in after.rewards:
        connection.execute(
            "INSERT OR IGNORE INTO rewards (id, time, kind, coins, total, name, text) VALUES (?, ?, ?, ?, ?, ?, ?)",
            reward,
        )
    if after.request is not None:
        _add_request(connection, after.request)
    _bound(connection)


def set_world(connection: sqlite3.Connection, kept: World) -> None:
    connection.execute("INSERT OR REPLACE INTO kept VALUES ('world', ?)", (msgspec.json.encode(kept),))


def untold_requests(connection: sqlite3.Connection) -> list[Untold]:
    rows = connection.execute("SELECT id, time, payload FROM requests WHERE told = 0 ORDER BY number")
    return [Untold(name, time, msgspec.json.decode(payload)) for name, time, payload in rows]


def untold_rewards(connection: sqlite3.Connection) -> list[Untold]:
    return [Untold(one.id, one.time, one._asdict()) for one in _rewards(connection, "WHERE told = 0")]


def told(connection: sqlite3.Connection, names: Iterable[str]) -> None:
    """These need not be told any more."""
    for name in names:
        connection.execute("UPDATE requests SET told = 1 WHERE id = ?", (name,))
        connection.execute("UPDATE rewards SET told = 1 WHERE id = ?", (name,))


def all_rewards(connection: sqlite3.Connection) -> list[Reward]:
    """In the order in which they were won; of the oldest no more than the coins are known."""
    return _rewards(connection, "")


def _rewards(connection: sqlite3.Connection, where: str) -> list[Reward]:
    rows = connection.execute(
        f"SELECT id, time, kind, coins, total, name, text FROM rewards {where} ORDER BY number"
    )
    return [Reward(*row) for row in rows]


def _add_request(connection: sqlite3.Connection, request: Request) -> None:
    connection.execute(
        "INSERT OR IGNORE INTO requests (id, time, payload) VALUES (?, ?, ?)",
        (request.id, request.time, msgspec.json.encode(request.payload())),
    )


def _bound(connection: sqlite3.Connection) -> None:
    for table, most in (("rewards", MOST_REWARDS), ("requests", MOST_REQUESTS)):
        connection.execute(
            f"DELETE FROM {table} WHERE told = 1 AND number <= (SELECT max(number) FROM {table}) - ?", (most,)
        )
    connection.execute(
        "DELETE FROM days WHERE day <= (SELECT day FROM days ORDER BY day DESC LIMIT 1 OFFSET ?)",
        (MOST_DAYS,),
    )
