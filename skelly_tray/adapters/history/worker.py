"""The thread's side of the history: what comes is stored, condensed and trimmed in time; trouble becomes one issue.

A disk that is full, or a file that cannot be written: what could not be stored is kept for ten minutes in memory, the
oldest is dropped, and all is tried again with every batch. A file that is broken is kept under another name, once, and
a new one is begun.
"""

from __future__ import annotations

import contextlib
import sqlite3
from collections import deque
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple, TypeVar

from skelly_tray.adapters.history.chunks import BrokenChunk
from skelly_tray.adapters.history.database import ASIDE, UnusableError, put_aside
from skelly_tray.adapters.history.retention import Bounds
from skelly_tray.adapters.history.store import Store
from skelly_tray.adapters.history.tiers import SECONDS, TENS
from skelly_tray.adapters.thread_issues import ThreadIssues
from skelly_tray.engine.history_port import HistoryUnavailable, Tick
from skelly_tray.telemetry.marks import Mark

WRITE_ISSUE = "history.write"
BROKEN_ISSUE = "history.broken"
TRIES = 4
"""To store one batch, when something could be done about what was in the way."""
KEPT_BATCHES = 60
"""Batches that wait while the disk refuses them."""
TRIM_EVERY = 600.0
TRIM_STEPS = 20
"""Steps of the retention after one batch."""
JUMP = 3600.0
"""Seconds by which the clock must jump for nothing to be dropped for its age, until `TRIM_EVERY` has passed: it may
jump back, and then nothing was too old."""
FIRST_PASS = 60.0
"""Seconds after the start until what an earlier life left is condensed."""

_REFUSED = (sqlite3.Error, BrokenChunk, OSError)
_BROKEN = (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB)


Answer = TypeVar("Answer")


class Batch(NamedTuple):
    """What is stored in one transaction."""

    ticks: Sequence[Tick]
    marks: Sequence[Mark]


class Worker:
    """Every method is called in the thread. monotonic: seconds, for when something is due."""

    def __init__(
        self, path: Path, bounds: Bounds, issues: ThreadIssues, monotonic: Callable[[], float]
    ) -> None:
        self._path = path
        self._bounds = bounds
        self._issues = issues
        self._monotonic = monotonic
        self._store: Store | None = None
        self._waiting: deque[Batch] = deque(maxlen=KEPT_BATCHES)
        began = monotonic()
        self._seconds_due = began + FIRST_PASS
        self._tens_due = began + 2 * FIRST_PASS
        self._trim_due = began + TRIM_EVERY
        self._clocks: tuple[float, float] | None = None
        self._doubtful = 0
        """Batches that must be stored without trouble before a disk that was full counts as well again."""

    def bound(self, bounds: Bounds) -> None:
        """Keep so much from now on; what is too much by that is dropped with the next batch."""
        if bounds != self._bounds:
            self._bounds = bounds
            self._trim_due = self._monotonic()
            self.close()  # the database is opened with the room for its log

    def take(self, batch: Batch) -> None:
        """Store it, and what could not be stored before; then do what is due."""
        self._waiting.append(batch)
        if not self._path.with_name(ASIDE).exists():
            self._issues.clear(BROKEN_ISSUE)
        self._write()

    def read(self, ask: Callable[[Store], Answer]) -> Answer:
        """What `ask` finds in the store. Raises HistoryUnavailable."""
        try:
            return ask(self._opened())
        except _REFUSED as error:
            self._trouble(error)
            raise HistoryUnavailable(f"the history cannot be read: {error}") from error

    def close(self) -> None:
        """Nothing is written after this."""
        store, self._store = self._store, None
        if store:
            with contextlib.suppress(sqlite3.Error):  # what was stored is in the log, and safe there
                store.close()

    def _write(self) -> None:
        for _ in range(TRIES):
            try:
                self._store_waiting(self._opened())
            except _REFUSED as error:
                if not self._trouble(error):
                    return
            else:
                self._doubtful = max(0, self._doubtful - 1)
                if not self._doubtful:
                    self._issues.clear(WRITE_ISSUE)
                return

    def _store_waiting(self, store: Store) -> None:
        """A batch that the disk refuses waits; one that cannot be stored for a fault of ours does not stand in the
        way of the next."""
        while self._waiting:
            batch = self._waiting.popleft()
            try:
                store.add(batch.ticks, batch.marks)
            except _REFUSED:
                self._waiting.appendleft(batch)
                raise
            self._do_what_is_due(store, batch)

    def _opened(self) -> Store:
        if self._store and not self._path.exists():
            self.close()  # somebody has removed it: what is written into it now would be lost
        if self._store is None:
            self._store = Store(self._path, self._bounds)
        return self._store

    def _do_what_is_due(self, store: Store, batch: Batch) -> None:
        now = self._monotonic()
        if now >= self._seconds_due:
            store.condense_seconds()
            self._seconds_due = now + SECONDS.every
        if now >= self._tens_due:
            store.condense_tens()
            self._tens_due = now + TENS.every
        if batch.ticks:
            self._trim(store, batch.ticks[-1].wall, now)

    def _trim(self, store: Store, wall: float, now: float) -> None:
        before, self._clocks = self._clocks, (wall, now)
        if before and abs((wall - before[0]) - (now - before[1])) > JUMP:
            self._trim_due = now + TRIM_EVERY
        if now >= self._trim_due:
            for _ in range(TRIM_STEPS):
                if not store.trim(wall):
                    self._trim_due = now + TRIM_EVERY
                    break

    # ---- trouble

    def _trouble(self, error: Exception) -> bool:
        """True when it may work at once now: with a new file, or with room that was made."""
        code = getattr(error, "sqlite_errorcode", None)
        if _is_broken(error, code):
            return self._begin_anew(error)
        self._refused(error)
        if code is not None and code & 0xFF == sqlite3.SQLITE_FULL:
            self._doubtful = KEPT_BATCHES
            return self._make_room()
        self.close()  # whatever is wrong with the file may be another file by the next time
        return False

    def _refused(self, error: Exception) -> None:
        text = f"{self._path}: {error}. Nothing is stopped; curves have a gap until it works."
        self._issues.raise_once(WRITE_ISSUE, "The history cannot be written", text)

    def _make_room(self) -> bool:
        try:
            return self._store is not None and self._store.make_room()
        except sqlite3.Error:  # even that takes space: the next batch tries again, and the issue stands
            self.close()
            return False

    def _begin_anew(self, error: Exception) -> bool:
        self.close()
        try:
            put_aside(self._path)
        except OSError as refused:
            self._refused(refused)
            return False
        text = (
            f"{self._path.name} cannot be used ({error}). It is now {ASIDE}, and a new one is begun; this notice goes"
            " when that file is removed."
        )
        self._issues.raise_once(BROKEN_ISSUE, "The history of earlier times is lost", text)
        return True


def _is_broken(error: Exception, code: int | None) -> bool:
    """The file will never be right again by itself."""
    if isinstance(error, BrokenChunk | UnusableError) or "no such table" in str(error):
        return True
    return code is not None and code & 0xFF in _BROKEN
