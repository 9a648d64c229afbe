"""A small database of a module that is always asked in one thread, and what is done when it fails.

A damaged file is moved aside and a new one begun; the work is then tried once more. Everything else that fails is told
to the caller as `UnavailableError`, whose text is fit to be shown, and stays in `trouble` until something works again.
"""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TypeVar

from skelly_tray.sdk import database
from skelly_tray.sdk.faults import ModuleError

T = TypeVar("T")
Work = Callable[[sqlite3.Connection], T]


class UnavailableError(ModuleError):
    """The database cannot do it now."""


class Keeping:
    """`ask` runs one work after the other, each in one transaction; `close` last.

    tables: what makes them where they are missing. say: told in a sentence what was done about a damaged file, in the
    thread of the database.
    """

    def __init__(self, path: Path, tables: str, say: Callable[[str], None]) -> None:
        self.path = path
        self.trouble = ""
        """Why nothing can be kept just now; empty while it can."""
        self.damage = ""
        """What was done about a damaged file, since the start."""
        self._tables = tables
        self._say = say
        self._thread = ThreadPoolExecutor(1, "database")
        self._connection: sqlite3.Connection | None = None

    async def ask(self, work: Work[T]) -> T:
        """Raises UnavailableError; then nothing of the work is kept."""
        return await self._in_thread(lambda: self._attempt(work))

    async def begin_anew(self) -> None:
        """Move all that is kept aside and start empty. Raises UnavailableError."""

        def reset() -> None:
            self._close()
            try:
                database.move_aside(self.path, "reset")
            except OSError as error:
                raise UnavailableError(database.reason(error)) from error
            self._attempt(lambda connection: None)

        await self._in_thread(reset)

    async def erase(self) -> None:
        """Remove all that is kept, and what was ever moved aside, and start empty. Raises UnavailableError."""

        def remove() -> None:
            self._close()
            try:
                for found in self.path.parent.glob(f"{self.path.stem}.*"):
                    found.unlink(missing_ok=True)
            except OSError as error:
                raise UnavailableError(database.reason(error)) from error
            self._attempt(lambda connection: None)

        await self._in_thread(remove)

    async def close(self) -> None:
        await self._in_thread(self._close)
        self._thread.shutdown(wait=False)

    async def _in_thread(self, work: Callable[[], T]) -> T:
        return await asyncio.get_running_loop().run_in_executor(self._thread, work)

    def _attempt(self, work: Work[T]) -> T:
        try:
            try:
                result = self._run(work)
            except sqlite3.Error as error:
                if not database.is_damaged(error):
                    raise
                self._replace_damaged()
                result = self._run(work)
        except (sqlite3.Error, OSError) as error:
            self.trouble = database.reason(error)
            raise UnavailableError(self.trouble) from error
        self.trouble = ""
        return result

    def _run(self, work: Work[T]) -> T:
        if self._connection is None:
            self._connection = database.open_database(self.path, self._tables, cache_kib=256)
        with database.transaction(self._connection):
            return work(self._connection)

    def _replace_damaged(self) -> None:
        self._close()
        aside = database.move_aside(self.path, "damaged")
        self.damage = f"the database was damaged; it is kept as {aside.name}, and a new one has been begun"
        self._say(self.damage)

    def _close(self) -> None:
        if self._connection is not None:
            self._connection.close()
            self._connection = None
