"""A real watcher on real folders, and what it tells."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator
from pathlib import Path

from skelly_tray.adapters.watcher.watcher import ConfigWatcher
from skelly_tray.config.home import Home


class Seen:
    """The text of one file each time we were told."""

    def __init__(self, file: Path) -> None:
        self.file = file
        self.texts: list[str | None] = []
        self.issues: list[tuple[str, str, str]] = []
        self.then: dict[str | None, str] = {}
        """What is saved as soon as a text has been read."""

    async def settled(self) -> None:
        self.texts.append(self.file.read_text() if self.file.exists() else None)
        if following := self.then.pop(self.texts[-1], None):
            self.file.write_text(following)

    async def until(self, text: str | None) -> None:
        async with asyncio.timeout(20):
            while not self.texts or self.texts[-1] != text:
                await asyncio.sleep(0.01)

    async def more_than(self, told: int) -> None:
        """Until it is told once more."""
        async with asyncio.timeout(20):
            while len(self.texts) <= told:
                await asyncio.sleep(0.01)

    async def saved(self, text: str, last: str | None = None) -> None:
        """Save it, and wait until it is told, or `last`."""
        self.file.write_text(text)
        await self.until(last or text)


@contextlib.asynccontextmanager
async def watched(folder: Path, poll: float = 600.0) -> AsyncIterator[Seen]:
    """poll: seconds; so long that what is seen was watched, unless a test says otherwise."""
    home = Home(folder / "config", folder / "state", folder / "logs", folder / "run")
    home.create()
    seen = Seen(home.modules_dir / "web.toml")
    seen.file.write_text("first")
    watcher = ConfigWatcher(
        home, seen.settled, lambda *issue: seen.issues.append(issue), rest=0.02, patience=0.3, poll=poll
    )
    task = asyncio.ensure_future(watcher.run())
    try:
        await seen.until("first")
        yield seen
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
