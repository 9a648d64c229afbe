"""Tells when files of the configuration have been saved, however an editor does that, once they have come to rest.

The folders are watched and not the files: after a save by renaming, the watch of a file reports nothing any more. The
folder above is watched too, so that a folder that is removed and made again is found; of those further above it is
watched whether they are moved or removed, and while one of them is missing, the nearest that is there. What has changed
is somebody else's question: whoever is told compares the contents.
"""

from __future__ import annotations

import asyncio
import errno
import sys
from collections.abc import Awaitable, Callable
from pathlib import Path

from skelly_tray.adapters.watcher.inotify import OVERFLOW, SELF, Change, Inotify
from skelly_tray.config.home import Home
from skelly_tray.config.names import is_configuration
from skelly_tray.engine.ports import IssueSink

REST = 0.1
"""Seconds that nothing may change before it is read."""
PATIENCE = 2.0
"""Seconds after which it is read though it is still being written."""
POLL = 2.0
"""Seconds between two looks where nothing can be watched."""
ISSUE = "config.watch"

Stats = tuple[tuple[str | int, ...], ...]


class ConfigWatcher:
    """`run` works until it is cancelled. settled: called when files may be others and have come to rest; one at a
    time."""

    def __init__(
        self,
        home: Home,
        settled: Callable[[], Awaitable[None]],
        issues: IssueSink,
        *,
        rest: float = REST,
        patience: float = PATIENCE,
        poll: float = POLL,
    ) -> None:
        self._home = home
        self._settled = settled
        self._issues = issues
        self._rest, self._patience, self._poll = rest, patience, poll
        self._touched = asyncio.Event()
        self._inotify: Inotify | None = None
        self._folders: dict[int, Path] = {}

    def rescan(self) -> None:
        """Look at everything now."""
        self._touched.set()

    async def run(self) -> None:
        loop = asyncio.get_running_loop()
        try:
            self._open(loop)
            self._touched.set()  # what was saved between our reading and this
            seen: Stats = ()
            while True:
                await self._wait(seen)
                seen = await self._come_to_rest()
                # Whoever is told reads after this, so what was touched before is seen by them, and only later touches
                # count: else each save would be looked at twice, and the next one would wait for that.
                self._touched.clear()
                self._watch_again()
                await self._settled()
        finally:
            self._close(loop)

    async def _wait(self, before: Stats) -> None:
        """before: as it was when it was told last."""
        if self._inotify is not None:
            await self._touched.wait()
            return
        while not self._touched.is_set():
            try:
                async with asyncio.timeout(self._poll):
                    await self._touched.wait()
            except TimeoutError:
                if await asyncio.to_thread(stats, self._home) != before:
                    return

    async def _come_to_rest(self) -> Stats:
        loop = asyncio.get_running_loop()
        latest, before = loop.time() + self._patience, await asyncio.to_thread(stats, self._home)
        while loop.time() < latest:
            await asyncio.sleep(self._rest)
            after = await asyncio.to_thread(stats, self._home)
            if after == before:
                break
            before = after
        return before

    # ---- inotify

    def _open(self, loop: asyncio.AbstractEventLoop) -> None:
        if sys.platform != "linux":
            return
        try:
            self._inotify = Inotify()
            loop.add_reader(self._inotify.descriptor, self._read)
            self._watch_folders()
        except OSError as error:
            self._fall_back(loop, error)

    def _watch_folders(self) -> None:
        """Raises OSError when no more can be watched. The folder above is added before the one in it, so that whatever
        is made meanwhile is told by one of them."""
        before, self._folders = self._folders, {}
        above = self._home.config.parent
        for folder in reversed(above.parents):
            self._watch(folder, itself=True)
        nearest = above
        while not self._watch(nearest) and nearest != nearest.parent:
            nearest = nearest.parent
        self._watch(self._home.config)
        self._watch(self._home.modules_dir)
        for watch in before.keys() - self._folders.keys():
            self._inotify_there.remove(watch)
        if nearest != above and above.exists():
            self._touched.set()  # it came between two of these steps

    def _watch(self, folder: Path, *, itself: bool = False) -> bool:
        """Whether it can be watched. Raises OSError when no more can be."""
        try:
            self._folders[self._inotify_there.add(folder, itself=itself)] = folder
        except OSError as error:
            if error.errno in (errno.ENOSPC, errno.ENOMEM, errno.EMFILE):
                raise
            return False
        return True

    @property
    def _inotify_there(self) -> Inotify:
        assert self._inotify is not None
        return self._inotify

    def _watch_again(self) -> None:
        """A folder that came back is another one; to add one that is watched already changes nothing."""
        if self._inotify is None:
            return
        try:
            self._watch_folders()
        except OSError as error:
            self._fall_back(asyncio.get_running_loop(), error)

    def _fall_back(self, loop: asyncio.AbstractEventLoop, error: OSError) -> None:
        self._close(loop)
        text = f"{error.strerror}. Files are looked at every {self._poll:g} s instead; more watches are allowed by "
        text += "raising fs.inotify.max_user_watches and fs.inotify.max_user_instances."
        self._issues(ISSUE, "The configuration folder cannot be watched", text)

    def _read(self) -> None:
        if self._inotify is None:
            return
        for change in self._inotify.read():
            folder = self._folders.get(change.watch)
            if change.mask & OVERFLOW or (folder is not None and self._matters(folder, change)):
                self._touched.set()

    def _matters(self, folder: Path, change: Change) -> bool:
        """Editors' temporary files do not, nor does what else happens beside our folders."""
        if change.mask & SELF:
            return True
        if folder in (self._home.config, self._home.modules_dir):
            return is_configuration(change.name) or folder / change.name == self._home.modules_dir
        return folder / change.name in (self._home.config, *self._home.config.parents)

    def _close(self, loop: asyncio.AbstractEventLoop) -> None:
        if self._inotify is not None:
            loop.remove_reader(self._inotify.descriptor)
            self._inotify.close()
            self._inotify = None


def stats(home: Home) -> Stats:
    """Of every file that counts, and of the folders. Blocks on the disk; what cannot be looked at is not in it."""
    found: list[tuple[str | int, ...]] = []
    for folder in (home.config, home.modules_dir):
        try:
            facts = folder.lstat()
            found.append((str(folder), facts.st_ino, facts.st_uid, facts.st_mode))
            paths = sorted(path for path in folder.iterdir() if is_configuration(path.name))
        except OSError:
            continue
        for path in paths:
            try:
                facts = path.lstat()
            except OSError:
                continue
            found.append(
                (str(path), facts.st_ino, facts.st_size, facts.st_mtime_ns, facts.st_ctime_ns, facts.st_mode)
            )
    return tuple(found)
