"""Holds the lock of a file, so that commands and the orchestrator, and two commands, take turns."""

from __future__ import annotations

import os
import stat
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

LOOK_EVERY = 0.02
"""Seconds between two tries of who does not wait for ever."""


@contextmanager
def locked(path: Path, patience: float | None = None) -> Iterator[None]:
    """Waits for whoever has it, at most `patience` seconds; the folder is made 0700. Raises OSError, also for what is
    no regular file of ours, and TimeoutError.

    Where there is no flock, nothing is held.
    """
    if os.name != "posix":
        yield
        return
    import fcntl

    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    flags = os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC
    descriptor = os.open(path, flags, 0o600)
    try:
        facts = os.fstat(descriptor)
        if not stat.S_ISREG(facts.st_mode) or facts.st_uid != os.geteuid():
            raise OSError(f"{path} is not a regular file of ours")
        if patience is None:
            fcntl.flock(descriptor, fcntl.LOCK_EX)
        else:
            _lock_soon(descriptor, patience, path)
        yield
    finally:
        with suppress(OSError):  # it is let go of all the same, and what was done under it stays done
            os.close(descriptor)


def _lock_soon(descriptor: int, patience: float, path: Path) -> None:
    import fcntl

    until = time.monotonic() + patience
    while True:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if time.monotonic() >= until:
                raise TimeoutError(f"{path} is held by another command") from None
            time.sleep(LOOK_EVERY)
        else:
            return
