"""The one thread that touches the database, and what is done when the database fails.

A damaged file is moved aside and a new one begun; the work is then tried once more. Everything else that fails is told
to the caller as `StorageUnavailableError`, whose text is fit to be shown, and to the condition.
"""

from __future__ import annotations

import asyncio
import sqlite3
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TypeVar

from skelly_tray.modules.storage.condition import Condition
from skelly_tray.modules.storage.instants import now_ms
from skelly_tray.modules.storage.raw_event import RawEvent
from skelly_tray.modules.storage.retention import Limits
from skelly_tray.modules.storage.store import Store
from skelly_tray.sdk import database
from skelly_tray.sdk.faults import ModuleError

T = TypeVar("T")
Say = Callable[[str], None]
"""Told in a sentence what was done about a damaged file; called in the worker's thread."""


class StorageUnavailableError(ModuleError):
    """The database cannot do it now."""


class Worker:
    """`open` first, `close` last; everything between runs in the order in which it was asked for."""

    def __init__(self, path: Path, limits: Limits, condition: Condition, say: Say) -> None:
        self.condition = condition
        self._path = path
        self._limits = limits
        self._say = say
        self._thread = ThreadPoolExecutor(1, "database")
        self._store: Store | None = None

    async def open(self) -> None:
        """Raises StorageUnavailableError when there can be no database."""
        await self.ask(lambda store: None)

    async def ask(self, work: Callable[[Store], T]) -> T:
        """Run `work` in the thread. Raises StorageUnavailableError."""
        return await self._in_thread(lambda: self._attempt(work))

    async def add(self, events: Sequence[RawEvent]) -> int:
        """Commit all of them; returns how many were new. Raises StorageUnavailableError."""

        def commit() -> int:
            begun = time.perf_counter()
            new = self._attempt(lambda store: store.add(events))
            self.condition.wrote((time.perf_counter() - begun) * 1000)
            return new

        return await self._in_thread(commit)

    async def recheck(self) -> None:
        """Can it be written again? Raises StorageUnavailableError while it cannot."""
        await self.ask(lambda store: store.touch(now_ms()))
        self.condition.wrote(self.condition.last_commit_ms)

    async def limit(self, limits: Limits) -> None:
        """What holds from now on; takes effect step by step."""
        self._limits = limits

        def change() -> None:
            if self._store is not None:
                self._store.limits = limits

        await self._in_thread(change)

    async def begin_anew(self) -> None:
        """Move all that is stored aside and start empty. Raises StorageUnavailableError."""

        def reset() -> None:
            self._close()
            try:
                database.move_aside(self._path, "reset")
            except OSError as error:
                raise StorageUnavailableError(database.reason(error)) from error
            self._attempt(lambda store: None)

        await self._in_thread(reset)

    async def erase(self) -> None:
        """Remove all that is stored, and what was ever moved aside, and start empty. Raises StorageUnavailableError."""

        def remove() -> None:
            self._close()
            try:
                for found in self._path.parent.glob(f"{self._path.stem}.*"):
                    found.unlink(missing_ok=True)
            except OSError as error:
                raise StorageUnavailableError(database.reason(error)) from error
            self._attempt(lambda store: None)

        await self._in_thread(remove)

    async def close(self) -> None:
        await self._in_thread(self._close)
        self._thread.shutdown(wait=False)

    async def _in_thread(self, work: Callable[[], T]) -> T:
        return await asyncio.get_running_loop().run_in_executor(self._thread, work)

    def _attempt(self, work: Callable[[Store], T]) -> T:
        try:
            try:
                result = work(self._opened())
            except sqlite3.Error as error:
                if not database.is_damaged(error):
                    raise
                self._replace_damaged()
                result = work(self._opened())
        except (sqlite3.Error, OSError) as error:
            self.condition.failed(reason := database.reason(error))
            raise StorageUnavailableError(reason) from error
        self.condition.worked()
        return result

    def _opened(self) -> Store:
        if self._store is None:
            self._store = Store(self._path, self._limits)
        return self._store

    def _replace_damaged(self) -> None:
        self._close()
        aside = database.move_aside(self._path, "damaged")
        what = f"the database was damaged; it is kept as {aside.name}, and a new one has been begun"
        self.condition.damaged(what)
        self._say(what)

    def _close(self) -> None:
        if self._store is not None:
            self._store.close()
            self._store = None
