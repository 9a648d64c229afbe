"""What the kernel refuses or loses: a full queue, no more watches, no more instances. Nothing is missed by it."""

from __future__ import annotations

import errno
import itertools
import os
import sys
from pathlib import Path

import pytest

from skelly_tray.adapters.watcher import watcher as watching
from skelly_tray.adapters.watcher.inotify import OVERFLOW, Inotify
from tests.adapters.watcher.watched import watched

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="inotify is Linux's")

QUEUE = Path("/proc/sys/fs/inotify/max_queued_events")


def _overflow(folder: Path) -> None:
    """More events than the queue holds, none of which matters, while nobody can read them."""
    names = [folder / "one~", folder / "two~"]
    for name in names:
        name.touch()
    for name in itertools.islice(itertools.cycle(names), int(QUEUE.read_text()) + 100):
        os.utime(name)


async def test_a_save_that_a_full_queue_lost_is_seen_all_the_same(tmp_path: Path) -> None:
    async with watched(tmp_path) as seen:
        _overflow(seen.file.parent)
        await seen.saved("lost by the queue")
        await seen.saved("saved afterwards")
        assert not seen.issues


async def test_a_full_queue_is_said_by_an_event_of_no_folder(tmp_path: Path) -> None:
    """What the test above relies on."""
    inotify = Inotify()
    try:
        inotify.add(tmp_path)
        _overflow(tmp_path)
        changes = []
        while found := list(inotify.read()):
            changes += found
        assert [change.watch for change in changes if change.mask & OVERFLOW] == [-1]
    finally:
        inotify.close()


@pytest.mark.parametrize("number", [errno.EMFILE, errno.ENFILE, errno.ENOMEM, errno.ENOSYS])
async def test_without_an_instance_files_are_looked_at_and_that_is_said_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    def none() -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(watching, "Inotify", none)
    async with watched(tmp_path, poll=0.02) as seen:
        for text in ("looked at", "and again"):
            await seen.saved(text)
        told = len(seen.texts)
        seen.file.parent.chmod(0o777)
        await seen.more_than(told)
        seen.file.unlink()
        await seen.until(None)
        ((issue, _, text),) = seen.issues
        assert issue == watching.ISSUE and "max_user_instances" in text and os.strerror(number) in text


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.ENOMEM])
@pytest.mark.parametrize("allowed", [0, 1, 3])
async def test_without_watches_files_are_looked_at_and_that_is_said_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int, allowed: int
) -> None:
    count = itertools.count()
    add = Inotify.add

    def some(self: Inotify, folder: Path, *, itself: bool = False) -> int:
        if next(count) >= allowed:
            raise OSError(number, os.strerror(number))
        return add(self, folder, itself=itself)

    monkeypatch.setattr(Inotify, "add", some)
    before = _descriptors()
    async with watched(tmp_path, poll=0.02) as seen:
        await seen.saved("looked at")
        ((issue, _, text),) = seen.issues
        assert issue == watching.ISSUE and "max_user_watches" in text
        assert _descriptors() == before, "the instance that is of no use is given back"


async def test_watches_that_run_out_later_are_no_end(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async with watched(tmp_path, poll=0.02) as seen:
        await seen.saved("watched")

        def none(self: Inotify, folder: Path, *, itself: bool = False) -> int:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

        monkeypatch.setattr(Inotify, "add", none)
        for text in ("not watched", "but looked at"):
            await seen.saved(text)
        assert [issue[0] for issue in seen.issues] == [watching.ISSUE]


def _descriptors() -> int:
    """How many of this process are of inotify."""
    found = 0
    for path in Path("/proc/self/fd").iterdir():
        try:
            found += "inotify" in os.readlink(path)
        except OSError:
            continue
    return found
