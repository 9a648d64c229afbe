"""The tables of the storage; how its file is opened, checked and moved aside is the SDK's."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from skelly_tray.sdk import database

_TABLES = """
CREATE TABLE IF NOT EXISTS events (
  seq INTEGER PRIMARY KEY AUTOINCREMENT,
  id TEXT NOT NULL UNIQUE,
  time INTEGER NOT NULL,
  kind TEXT NOT NULL,
  source TEXT NOT NULL,
  data TEXT NOT NULL
);
CREATE INDEX IF NOT EXISTS events_time ON events (time, kind);
CREATE TABLE IF NOT EXISTS marks (name TEXT PRIMARY KEY, value INTEGER NOT NULL) WITHOUT ROWID;
"""


def open_database(path: Path) -> sqlite3.Connection:
    """Raises sqlite3.Error or OSError; `is_damaged` of the SDK tells whether the file is the reason."""
    return database.open_database(path, _TABLES)
