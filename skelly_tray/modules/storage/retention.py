"""How much is kept: by age and by size, the oldest dropped in small steps so that nobody waits for long."""

from __future__ import annotations

import sqlite3
from typing import NamedTuple

STEP = 500
"""Events dropped at a time."""

_LOG_ROOM = 4 * 2**20
"""Bytes of the limit that are left to the write-ahead log, and to what grows between two checks."""

_VACUUM_PAGES = 256
_FREE_SHARE = 0.2
"""Share of unused pages above which the file is made smaller."""


class Limits(NamedTuple):
    """`keep_ms`: the age that is kept; `max_bytes`: of the file with its log."""

    keep_ms: int
    max_bytes: int

    @property
    def max_pages_bytes(self) -> int:
        return max(self.max_bytes - _LOG_ROOM, _LOG_ROOM)


class Space(NamedTuple):
    """Bytes of the pages of the file, and of those that are free."""

    total: int
    free: int

    @property
    def used(self) -> int:
        return self.total - self.free


def measure(connection: sqlite3.Connection) -> Space:
    def pragma(name: str) -> int:
        return int(connection.execute(f"PRAGMA {name}").fetchone()[0])

    page = pragma("page_size")
    return Space(page * pragma("page_count"), page * pragma("freelist_count"))


def make_room(connection: sqlite3.Connection, size: int, limits: Limits) -> int:
    """Before `size` bytes are added: drop the oldest until the file need not grow past its limit. Returns how many."""
    dropped = 0
    while True:
        space = measure(connection)
        if space.total + size <= limits.max_pages_bytes or space.free >= size:
            return dropped
        step = _drop_oldest(connection)
        if not step:
            return dropped
        dropped += step


def trim_step(connection: sqlite3.Connection, limits: Limits, now_ms: int) -> tuple[int, bool]:
    """Drop a little of what is too old or too much, or give unused pages back: (events dropped, is there more)."""
    old = connection.execute(
        "DELETE FROM events WHERE seq IN (SELECT seq FROM events WHERE time < ? ORDER BY time LIMIT ?)",
        (now_ms - limits.keep_ms, STEP),
    ).rowcount
    if old:
        return old, True
    space = measure(connection)
    if space.used > limits.max_pages_bytes:
        dropped = _drop_oldest(connection)
        return dropped, dropped > 0
    if space.total > limits.max_pages_bytes or space.free > _FREE_SHARE * space.total + 2**20:
        connection.execute(f"PRAGMA incremental_vacuum({_VACUUM_PAGES})").fetchall()
        return 0, measure(connection).total < space.total
    return 0, False


def _drop_oldest(connection: sqlite3.Connection) -> int:
    return connection.execute(
        "DELETE FROM events WHERE seq IN (SELECT seq FROM events ORDER BY time LIMIT ?)", (STEP,)
    ).rowcount
