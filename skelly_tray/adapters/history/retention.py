"""How much of the history is kept: by age and by size on disk, the oldest dropped in small steps."""

from __future__ import annotations

import sqlite3
from typing import NamedTuple

from skelly_tray.adapters.history.database import space
from skelly_tray.adapters.history.tiers import MINUTES, SECONDS, TIERS, last_condensed

STEP = 200
"""Rows that are dropped at a time."""
_LOG_ROOM = 2 * 2**20
"""Bytes of the limit that are left to the write-ahead log: half an hour of 20 modules."""
_VACUUM_PAGES = 64
_SLACK = 600_000
"""Milliseconds that everything is kept longer: a row goes as a whole, when its first point is old enough."""
_FREE_SHARE = 0.25
"""Share of unused pages above which the file is made smaller."""


class Bounds(NamedTuple):
    """keep_ms: the age that is kept. max_bytes: of the file with its log."""

    keep_ms: int
    max_bytes: int

    @property
    def log_bytes(self) -> int:
        return min(_LOG_ROOM, self.max_bytes // 4)

    @property
    def pages_bytes(self) -> int:
        """What is left, with some room to grow until the next look."""
        return self.max_bytes - 2 * self.log_bytes


def trim_step(connection: sqlite3.Connection, bounds: Bounds, now_ms: int) -> bool:
    """Drop a little of what is too old or too much, or give unused pages back; True when there is more to do."""
    if drop_old(connection, bounds, now_ms):
        return True
    pages = space(connection)
    if pages.used > bounds.pages_bytes:
        return drop_oldest(connection)
    if pages.total > bounds.pages_bytes or pages.free > _FREE_SHARE * pages.total + 2**20:
        connection.execute(f"PRAGMA incremental_vacuum({_VACUUM_PAGES})").fetchall()
        return space(connection).total < pages.total
    return False


def drop_old(connection: sqlite3.Connection, bounds: Bounds, now_ms: int) -> bool:
    """One step of what is past its time; what the next tier does not have yet stays."""
    for tier in TIERS:
        keep = bounds.keep_ms if tier.keep is None else min(tier.keep, bounds.keep_ms)
        condensed = 2**62 if tier is MINUTES else last_condensed(connection, tier)
        # The coarse tiers are found by their index; the fine one has none, and is small.
        which = "" if tier is SECONDS else "series IN (SELECT id FROM series) AND "
        if connection.execute(
            f"DELETE FROM {tier.table} WHERE id IN"
            f" (SELECT id FROM {tier.table} WHERE {which}start < ? AND id <= ? LIMIT ?)",
            (now_ms - keep - _SLACK, condensed, STEP),
        ).rowcount:
            return True
    old = "DELETE FROM marks WHERE time IN (SELECT time FROM marks WHERE time < ? ORDER BY time LIMIT ?)"
    return connection.execute(old, (now_ms - bounds.keep_ms, STEP)).rowcount > 0


def drop_oldest(connection: sqlite3.Connection) -> bool:
    """One step of the oldest there is, coarse tiers first: they reach back farthest. False when nothing is left."""
    for tier in reversed(TIERS):
        dropped = connection.execute(
            f"DELETE FROM {tier.table} WHERE id IN (SELECT id FROM {tier.table} ORDER BY id LIMIT ?)", (STEP,)
        ).rowcount
        if dropped:
            oldest = connection.execute(f"SELECT min(start) FROM {tier.table}").fetchone()[0]
            if oldest is not None:
                connection.execute("DELETE FROM marks WHERE time < ?", (oldest,))
            return True
    return connection.execute("DELETE FROM marks").rowcount > 0
