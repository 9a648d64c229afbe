"""`state/history.db`: opened with its schema, put aside when it cannot be used, and how large it is.

Arrival is the order of everything: rows are numbered as they come, and a pass that condenses continues behind the last
number it took. So a clock that jumps moves points on the time axis, and never what is condensed or lost.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import NamedTuple

NAME = "history.db"
ASIDE = "history.db.broken"
"""Where a file that cannot be used is kept, in place of a former one."""

SCHEMA_VERSION = 1
BUSY_TIMEOUT = 2.0
_CACHE_KIB = 512
_PAGE = 4096
_SIDE_FILES = ("-wal", "-shm")

_SCHEMA = """
CREATE TABLE series (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE);
CREATE TABLE seconds (id INTEGER PRIMARY KEY AUTOINCREMENT, series INTEGER NOT NULL, start INTEGER NOT NULL,
                      end INTEGER NOT NULL, points BLOB NOT NULL);
CREATE TABLE tens (id INTEGER PRIMARY KEY AUTOINCREMENT, series INTEGER NOT NULL, start INTEGER NOT NULL,
                   end INTEGER NOT NULL, points BLOB NOT NULL);
CREATE TABLE minutes (id INTEGER PRIMARY KEY AUTOINCREMENT, series INTEGER NOT NULL, start INTEGER NOT NULL,
                      end INTEGER NOT NULL, points BLOB NOT NULL);
CREATE INDEX tens_of ON tens (series, start);
CREATE INDEX minutes_of ON minutes (series, start);
CREATE TABLE marks (time INTEGER NOT NULL, seq INTEGER NOT NULL, module TEXT, kind TEXT NOT NULL, text TEXT NOT NULL,
                    PRIMARY KEY (time, seq)) WITHOUT ROWID;
CREATE TABLE condensed (tier TEXT PRIMARY KEY, last INTEGER NOT NULL) WITHOUT ROWID;
"""


class UnusableError(sqlite3.DatabaseError):
    """The file is a database, but not one that this version can use."""


def open_database(path: Path, log_bytes: int) -> sqlite3.Connection:
    """The connection, for one thread. log_bytes: where the write-ahead log is copied into the file.

    Raises sqlite3.Error and OSError.
    """
    flags = os.O_RDWR | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0)
    os.close(os.open(path, flags, 0o600))  # SQLite itself would make it readable for others
    path.chmod(0o600)
    connection = sqlite3.connect(path, timeout=BUSY_TIMEOUT, isolation_level=None)
    try:
        _prepare(connection, log_bytes)
    except BaseException:
        connection.close()
        raise
    return connection


def _prepare(connection: sqlite3.Connection, log_bytes: int) -> None:
    connection.execute(f"PRAGMA page_size={_PAGE}")
    connection.execute("PRAGMA auto_vacuum=INCREMENTAL")  # before the first table, or never
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA synchronous=NORMAL")
    connection.execute(f"PRAGMA cache_size=-{_CACHE_KIB}")
    connection.execute(f"PRAGMA wal_autocheckpoint={max(1, log_bytes // _PAGE)}")
    connection.execute(f"PRAGMA journal_size_limit={log_bytes}")
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    if version == 0:
        connection.executescript(f"BEGIN IMMEDIATE;{_SCHEMA}PRAGMA user_version={SCHEMA_VERSION};COMMIT;")
    elif version != SCHEMA_VERSION:
        raise UnusableError(f"it was written by another version (format {version}, not {SCHEMA_VERSION})")


@contextmanager
def transaction(connection: sqlite3.Connection) -> Iterator[None]:
    """All of it or nothing."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:  # SQLite itself rolls back when the disk is full
            connection.execute("ROLLBACK")
        raise


def put_aside(path: Path) -> None:
    """Make room for a new file; the old one is kept once, under another name. Raises OSError."""
    path.replace(path.with_name(ASIDE))
    for ending in _SIDE_FILES:
        with suppress(FileNotFoundError):
            path.with_name(path.name + ending).unlink()


class Space(NamedTuple):
    """Bytes of the pages of the file, and of those that are free."""

    total: int
    free: int

    @property
    def used(self) -> int:
        return self.total - self.free


def space(connection: sqlite3.Connection) -> Space:
    """What the pages take, the log not counted."""
    page, pages, free = (
        int(connection.execute(f"PRAGMA {name}").fetchone()[0])
        for name in ("page_size", "page_count", "freelist_count")
    )
    return Space(page * pages, page * free)
