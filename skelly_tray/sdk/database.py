"""A module's own SQLite file: opened for its owner alone, checked after a crash, moved aside when damaged.

A commit is in the write-ahead log when it returns, so that a killed process loses nothing that was committed. The log
is not forced to the disk each time (`synchronous = NORMAL`): a loss of power may cost the last moments, never the file.
"""

from __future__ import annotations

import errno
import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

_LOG_PAGES = 256
"""Pages in the write-ahead log after which it is written back: 1 MiB."""

_BUSY = 5.0
"""Seconds to wait for another program that reads or writes the file."""

_DAMAGED = {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB}
_FULL = {errno.ENOSPC, errno.EDQUOT}
SIDE_FILES = ("", "-wal", "-shm")


def open_database(path: Path, tables: str, cache_kib: int = 2048) -> sqlite3.Connection:
    """`tables`: what makes them where they are missing. Raises sqlite3.Error or OSError; `is_damaged` tells whether
    the file is the reason."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    os.close(os.open(path, os.O_CREAT | os.O_RDWR | os.O_CLOEXEC, 0o600))
    path.chmod(0o600)
    unclean = _size(Path(f"{path}-wal")) > 0
    connection = sqlite3.connect(path, timeout=_BUSY, isolation_level=None)
    try:
        connection.execute("PRAGMA auto_vacuum = INCREMENTAL")  # before the first page is written
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = NORMAL")
        connection.execute(f"PRAGMA wal_autocheckpoint = {_LOG_PAGES}")
        connection.execute(f"PRAGMA journal_size_limit = {_LOG_PAGES * 4096}")
        connection.execute(f"PRAGMA cache_size = -{cache_kib}")
        if unclean:
            _check(connection)
        connection.executescript(tables)
    except BaseException:
        connection.close()
        raise
    return connection


@contextmanager
def transaction(connection: sqlite3.Connection) -> Iterator[None]:
    """All of it or nothing. Raises what the body raises, and sqlite3.Error."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:  # sqlite itself rolls back when the disk is full
            connection.execute("ROLLBACK")
        raise


def is_damaged(error: BaseException) -> bool:
    return isinstance(error, sqlite3.Error) and _primary_code(error) in _DAMAGED


def is_disk_full(error: BaseException) -> bool:
    if isinstance(error, OSError):
        return error.errno in _FULL
    return isinstance(error, sqlite3.Error) and _primary_code(error) == sqlite3.SQLITE_FULL


def reason(error: Exception) -> str:
    """A sentence without values: an error of the database may quote what was stored."""
    if is_disk_full(error):
        return "the disk is full: nothing more can be stored until there is room"
    name = getattr(error, "sqlite_errorname", None) or type(error).__name__
    return f"the database cannot be used ({name})"


def move_aside(path: Path, why: str) -> Path:
    """Give the database a dated name and return it; an older one set aside for the same reason goes. Raises OSError."""
    for former in path.parent.glob(f"{path.stem}.{why}-*"):
        former.unlink(missing_ok=True)
    stamp = datetime.now(UTC).strftime("%Y%m%dT%H%M%S")
    aside = path.with_name(f"{path.stem}.{why}-{stamp}{path.suffix}")
    for ending in SIDE_FILES:
        if (old := Path(f"{path}{ending}")).exists():
            old.rename(f"{aside}{ending}")
    return aside


def size_on_disk(path: Path) -> int:
    """Bytes of the database with its log."""
    return sum(_size(Path(f"{path}{ending}")) for ending in SIDE_FILES)


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except FileNotFoundError:
        return 0


def _primary_code(error: sqlite3.Error) -> int:
    """The code without its extension; 0 for errors that sqlite3 raises by itself."""
    return getattr(error, "sqlite_errorcode", 0) & 0xFF


def _check(connection: sqlite3.Connection) -> None:
    """The last process did not close the file: read it through once. Raises sqlite3.DatabaseError."""
    verdict = connection.execute("PRAGMA quick_check(1)").fetchone()[0]
    if verdict != "ok":
        error = sqlite3.DatabaseError("the check of the database found damage")
        error.sqlite_errorcode = sqlite3.SQLITE_CORRUPT
        raise error
