"""What is kept: each moment that was judged, what the user said of it, and what was learned from that.

Of programs nothing is kept but shares by kind; of titles nothing at all. All functions here are works for `Keeping`.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from typing import Any, NamedTuple

import msgspec

from skelly_tray.modules.analysis_engine.engine import Moment, Resume
from skelly_tray.modules.analysis_engine.features import Features
from skelly_tray.modules.analysis_engine.personal import LENGTH, Own
from skelly_tray.modules.analysis_engine.table import STATES, State

TABLES = """
CREATE TABLE IF NOT EXISTS moments (
  time INTEGER PRIMARY KEY, state TEXT NOT NULL, confidence REAL NOT NULL, form INTEGER NOT NULL, features BLOB
);
CREATE TABLE IF NOT EXISTS corrections (
  id INTEGER PRIMARY KEY, time INTEGER NOT NULL, state TEXT NOT NULL, begin INTEGER NOT NULL, until INTEGER NOT NULL
);
CREATE TABLE IF NOT EXISTS reactions (request TEXT PRIMARY KEY, time INTEGER NOT NULL, answer TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS untold (time INTEGER PRIMARY KEY, payload BLOB NOT NULL);
CREATE TABLE IF NOT EXISTS kept (name TEXT PRIMARY KEY, value BLOB NOT NULL) WITHOUT ROWID;
"""
FORM = 1
"""Of the features in a row; rows of another form are no examples any more."""

_COLUMNS = "time, state, confidence, form, features"

MOST_CORRECTIONS = 500
MOST_REACTIONS = 2000
MOST_UNTOLD = 500
"""States that wait to be told; the oldest go. It is a day's worth when nobody takes them."""
_HOLE_MS = 120_000
"""Two moments further apart than this are not of one stretch."""


class Kept(NamedTuple):
    """One row of the moments."""

    time: int
    state: State
    confidence: float
    features: Features | None


class Correction(NamedTuple):
    """`state` is what it was from `begin` to `until`, said at `time`; all in ms."""

    time: int
    state: State
    begin: int
    until: int


def add(connection: sqlite3.Connection, moment: Moment, resume: Resume | None, keep_ms: int) -> None:
    """One more moment, and what the next process needs; what is older than `keep_ms` goes."""
    if moment.features is not None or moment.confidence == 0.0:
        blob = None if moment.features is None else msgspec.json.encode(_rounded(moment.features))
        connection.execute(
            "INSERT OR REPLACE INTO moments VALUES (?, ?, ?, ?, ?)",
            (moment.at, moment.state, moment.confidence, FORM, blob),
        )
    connection.execute("DELETE FROM moments WHERE time < ?", (moment.at - keep_ms,))
    if resume is not None:
        set_resume(connection, resume)


def add_untold(connection: sqlite3.Connection, payload: dict[str, Any]) -> None:
    """A state that is still to be told, also by the next process."""
    connection.execute(
        "INSERT OR REPLACE INTO untold VALUES (?, ?)", (payload["time"], msgspec.json.encode(payload))
    )
    connection.execute(
        "DELETE FROM untold WHERE time NOT IN (SELECT time FROM untold ORDER BY time DESC LIMIT ?)",
        (MOST_UNTOLD,),
    )


def untold(connection: sqlite3.Connection) -> list[dict[str, Any]]:
    """In the order of their time."""
    rows = connection.execute("SELECT payload FROM untold ORDER BY time").fetchall()
    return [msgspec.json.decode(payload, type=dict[str, Any]) for (payload,) in rows]


def told(connection: sqlite3.Connection, times: Sequence[int]) -> None:
    """These need not be told any more."""
    connection.executemany("DELETE FROM untold WHERE time = ?", [(time,) for time in times])


def set_resume(connection: sqlite3.Connection, resume: Resume) -> None:
    _put(connection, "resume", msgspec.json.encode(resume))


def resume(connection: sqlite3.Connection) -> Resume | None:
    found: Resume | None = _get(connection, "resume", Resume)
    return found


def own(connection: sqlite3.Connection) -> Own | None:
    """None when nothing was learned, or with another table than ours."""
    found = _get(connection, "own", dict[str, list[float]])
    if (
        found is None
        or set(found) != set(STATES)
        or any(len(weights) != LENGTH for weights in found.values())
    ):
        return None
    return {state: found[state] for state in STATES}


def set_own(connection: sqlite3.Connection, learned: Own) -> None:
    _put(connection, "own", msgspec.json.encode(learned))


def moments(connection: sqlite3.Connection, begin: int, until: int, most: int = -1) -> list[Kept]:
    """begin ≤ time < until, in order."""
    rows = connection.execute(
        f"SELECT {_COLUMNS} FROM moments WHERE time >= ? AND time < ? ORDER BY time LIMIT ?",
        (begin, until, most),
    )
    return [_row(*row) for row in rows]


def newest_before(connection: sqlite3.Connection, time: int, within: int) -> Kept | None:
    row = connection.execute(
        f"SELECT {_COLUMNS} FROM moments WHERE time <= ? AND time > ? ORDER BY time DESC LIMIT 1",
        (time, time - within),
    ).fetchone()
    return None if row is None else _row(*row)


def add_correction(connection: sqlite3.Connection, correction: Correction) -> None:
    """The oldest go when there are too many."""
    connection.execute("INSERT INTO corrections (time, state, begin, until) VALUES (?, ?, ?, ?)", correction)
    connection.execute(
        "DELETE FROM corrections WHERE id NOT IN (SELECT id FROM corrections ORDER BY id DESC LIMIT ?)",
        (MOST_CORRECTIONS,),
    )


def corrections(connection: sqlite3.Connection) -> list[Correction]:
    """In the order in which they were said."""
    rows = connection.execute("SELECT time, state, begin, until FROM corrections ORDER BY id")
    return [Correction(*row) for row in rows]


def add_reaction(connection: sqlite3.Connection, request: str, time: int, answer: str) -> bool:
    """False: this suggestion was reacted to before."""
    new = connection.execute(
        "INSERT OR IGNORE INTO reactions VALUES (?, ?, ?)", (request, time, answer)
    ).rowcount
    connection.execute(
        "DELETE FROM reactions WHERE request NOT IN (SELECT request FROM reactions ORDER BY time DESC LIMIT ?)",
        (MOST_REACTIONS,),
    )
    return new > 0


def count_reactions(connection: sqlite3.Connection) -> int:
    return int(connection.execute("SELECT count(*) FROM reactions").fetchone()[0])


def forget_personal(connection: sqlite3.Connection) -> None:
    """All that was said and learned; the timeline stays."""
    for table in ("corrections", "reactions"):
        connection.execute(f"DELETE FROM {table}")
    connection.execute("DELETE FROM kept WHERE name = 'own'")


def timeline(connection: sqlite3.Connection, begin: int, until: int) -> list[dict[str, Any]]:
    """Stretches of one state, in order; a correction counts instead of what was judged."""
    said = corrections(connection)
    made: list[dict[str, Any]] = []
    total = 0.0
    for kept in moments(connection, begin, until):
        spoken = next((one.state for one in reversed(said) if one.begin <= kept.time <= one.until), None)
        state = spoken or kept.state
        last = made[-1] if made else None
        if (
            last is None
            or last["state"] != state
            or last["corrected"] != (spoken is not None)
            or kept.time - last["to"] > _HOLE_MS
        ):
            start = last["to"] if last is not None and kept.time - last["to"] <= _HOLE_MS else kept.time
            last = {
                "state": state,
                "from": start,
                "to": kept.time,
                "confidence": 0.0,
                "corrected": spoken is not None,
            }
            last["count"], total = 0, 0.0
            made.append(last)
        last["to"] = kept.time
        last["count"] += 1
        total += kept.confidence
        last["confidence"] = round(total / last["count"], 3)
    return made


def _row(time: int, state: State, confidence: float, form: int, blob: bytes | None) -> Kept:
    features = None
    if blob is not None and form == FORM:
        features = msgspec.json.decode(blob, type=Features)
    return Kept(time, state, confidence, features)


def _rounded(features: Features) -> Sequence[float | None]:
    return [None if value is None else round(value, 3) for value in features]


def _put(connection: sqlite3.Connection, name: str, value: bytes) -> None:
    connection.execute("INSERT OR REPLACE INTO kept VALUES (?, ?)", (name, value))


def _get(connection: sqlite3.Connection, name: str, kind: Any) -> Any:
    row = connection.execute("SELECT value FROM kept WHERE name = ?", (name,)).fetchone()
    if row is None:
        return None
    try:
        return msgspec.json.decode(row[0], type=kind)
    except msgspec.MsgspecError:
        return None  # of another version
