"""The time series in its database: add, ask, and the high-water mark of the batches. Blocking; used by one thread."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from skelly_tray.modules.storage import retention
from skelly_tray.modules.storage.database import open_database
from skelly_tray.modules.storage.instants import to_iso
from skelly_tray.modules.storage.questions import Cursor, Query
from skelly_tray.modules.storage.raw_event import RawEvent
from skelly_tray.sdk.database import size_on_disk, transaction

MAX_ANSWER = 768 * 1024
"""Bytes of events in one answer: an answer is one line of at most 1 MiB."""

MAX_BATCH_EVENTS = 200
MAX_BATCH_BYTES = 48 * 1024
"""So that a batch also fits where the bus keeps it for a module that is not up yet."""

_COLUMNS = "seq, id, kind, time, source, data"
_ENVELOPE = 120
"""Bytes around an event's own text in JSON."""


class Store:
    """Raises sqlite3.Error and OSError from every method: what they mean is for the caller to say."""

    def __init__(self, path: Path, limits: retention.Limits) -> None:
        self.path = path
        self.limits = limits
        self.dropped = 0
        """Events that were dropped for their age or for space, since the start."""
        self._connection = open_database(path)

    def close(self) -> None:
        self._connection.close()

    def add(self, events: Sequence[RawEvent]) -> int:
        """Store all in one transaction, those that are there already once; returns how many were new."""
        self.dropped += retention.make_room(
            self._connection, sum(event.size for event in events), self.limits
        )
        with transaction(self._connection):
            before = self._connection.total_changes
            self._connection.executemany(
                "INSERT OR IGNORE INTO events (id, kind, time, source, data) VALUES (?, ?, ?, ?, ?)",
                [(event.id, event.kind, event.time, event.source, event.data) for event in events],
            )
            return self._connection.total_changes - before

    def query(self, asked: Query) -> dict[str, Any]:
        """`{events, more, next?}` in the order of their time; `next` asks for what did not fit."""
        order, beyond = ("DESC", "<") if asked.newest_first else ("ASC", ">")
        where, values = ["time >= ? AND time < ?"], [asked.start, asked.end]
        if asked.after is not None:
            where.append(f"(time, seq) {beyond} (?, ?)")
            values += asked.after
        if asked.kinds:
            where.append(f"kind IN ({', '.join('?' * len(asked.kinds))})")
        rows = self._connection.execute(
            f"SELECT {_COLUMNS} FROM events WHERE {' AND '.join(where)} ORDER BY time {order}, seq {order} LIMIT ?",
            (*values, *asked.kinds, asked.limit + 1),
        )
        found, more = _take(rows, asked.limit, MAX_ANSWER)
        answer: dict[str, Any] = {"events": [event.payload() for _, event in found], "more": more}
        if more:
            seq, last = found[-1]
            answer["next"] = str(Cursor(last.time, seq))
        return answer

    def summary(self, start: int, end: int) -> dict[str, Any]:
        """`{from, to, count, by_kind, minutes}` of the events in start ≤ time < end; only minutes that have events."""
        kinds: Counter[str] = Counter()
        minutes: dict[int, dict[str, int]] = {}
        for minute, kind, count in self._connection.execute(
            "SELECT time / 60000, kind, count(*) FROM events WHERE time >= ? AND time < ? GROUP BY 1, 2 ORDER BY 1, 2",
            (start, end),
        ):
            kinds[kind] += count
            minutes.setdefault(minute, {})[kind] = count
        return {
            "from": to_iso(start),
            "to": to_iso(end),
            "count": kinds.total(),
            "by_kind": dict(sorted(kinds.items())),
            "minutes": [{"time": to_iso(m * 60_000), "by_kind": counts} for m, counts in minutes.items()],
        }

    def next_batch(self) -> tuple[int, dict[str, Any]] | None:
        """(its mark, the batch) of what no batch had yet, oldest arrival first; None when there is nothing.

        Until `mark_batched`, the same batch comes again, also after a restart: its end is written down before it is
        given out, so that whoever took it knows it by its `last`.
        """
        since, end = self._mark("batched"), self._mark("batch_end")
        rows = self._connection.execute(
            f"SELECT {_COLUMNS} FROM events WHERE seq > ? AND seq <= ? ORDER BY seq LIMIT ?",
            (since, end if end > since else 2**62, MAX_BATCH_EVENTS + 1),
        )
        found, _ = _take(rows, MAX_BATCH_EVENTS, MAX_BATCH_BYTES)
        if not found:
            if end > since:  # dropped meanwhile, for its age or for space
                self._set_mark("batched", end)
                return self.next_batch()
            return None
        first, last = found[0][0], found[-1][0]
        if last != end:
            self._set_mark("batch_end", last)
        events = [event for _, event in found]
        return last, {
            "first": first,
            "last": last,
            "from": to_iso(min(event.time for event in events)),
            "to": to_iso(max(event.time for event in events)),
            "count": len(events),
            "by_kind": dict(sorted(Counter(event.kind for event in events).items())),
            "events": [event.payload() for event in events],
        }

    def mark_batched(self, mark: int) -> None:
        self._set_mark("batched", mark)

    def trim(self, now_ms: int) -> bool:
        """One small step of the retention; True when there is more to do."""
        dropped, more = retention.trim_step(self._connection, self.limits, now_ms)
        self.dropped += dropped
        return more

    def touch(self, now_ms: int) -> None:
        """Write something small: can the file still be written?"""
        self._set_mark("touched", now_ms)

    def stats(self) -> dict[str, Any]:
        count, oldest, newest = self._connection.execute(
            "SELECT count(*), min(time), max(time) FROM events"
        ).fetchone()
        (last,) = self._connection.execute("SELECT max(seq) FROM events").fetchone()
        return {
            "events": count,
            "oldest": None if oldest is None else to_iso(oldest),
            "newest": None if newest is None else to_iso(newest),
            "unbatched": max(0, (last or 0) - self._mark("batched")),
            "dropped": self.dropped,
            "file_mb": round(size_on_disk(self.path) / 2**20, 3),
            "max_mb": round(self.limits.max_bytes / 2**20, 3),
        }

    def _mark(self, name: str) -> int:
        row = self._connection.execute("SELECT value FROM marks WHERE name = ?", (name,)).fetchone()
        return int(row[0]) if row else 0

    def _set_mark(self, name: str, value: int) -> None:
        self._connection.execute("INSERT OR REPLACE INTO marks (name, value) VALUES (?, ?)", (name, value))


def _take(rows: sqlite3.Cursor, limit: int, max_bytes: int) -> tuple[list[tuple[int, RawEvent]], bool]:
    """The events of the rows with their numbers, at least one, within the limits; and whether some were left."""
    found: list[tuple[int, RawEvent]] = []
    size = 0
    for seq, id_, kind, time, source, data in rows:
        event = RawEvent(id_, kind, time, source, data)
        size += event.size + _ENVELOPE
        if found and (len(found) >= limit or size > max_bytes):
            rows.close()
            return found, True
        found.append((seq, event))
    return found, False
