"""One orchestrator per home: the lock that says so, taken before anything else."""

from __future__ import annotations

import os
import sys
import time
from contextlib import suppress
from pathlib import Path
from types import TracebackType

from skelly_tray.config.home import Home
from skelly_tray.config.trust import require_own_folders
from skelly_tray.keeper.sandbox_peer import identity

LOOKS = (0.01, 0.03, 0.06)
"""Seconds between the tries to get the lock."""


class AlreadyRunningError(Exception):
    """Another orchestrator holds this home; `pid` is what it wrote into the lock, if it could be read."""

    def __init__(self, pid: int | None) -> None:
        known = f" (pid {pid})" if pid else ""
        super().__init__(f"another orchestrator runs already{known}")
        self.pid = pid


class InstanceLock:
    """Held as a context. The descriptor is not inherited, so no module can keep it after us."""

    def __init__(self, home: Home) -> None:
        self._path = home.orchestrator_lock
        self._folders = (home.run, home.state, home.logs)
        self._descriptor: int | None = None

    def __enter__(self) -> InstanceLock:
        """Raises AlreadyRunningError, OSError."""
        require_own_folders(*self._folders)
        self._path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        self._descriptor = _locked(self._path)
        return self

    @property
    def in_place(self) -> bool:
        """Whether whoever starts next will meet our lock: its file may have been removed, or its folder. Looks at the
        disk; true for a lock that is not held at all."""
        if self._descriptor is None:
            return True
        try:
            return os.path.samestat(os.fstat(self._descriptor), self._path.stat())
        except OSError:
            return False

    def take_again(self) -> None:
        """Lock the file that stands, or should stand, where ours was removed. May take a tenth of a second.

        Raises AlreadyRunningError (another orchestrator was started meanwhile and has this home now), OSError; also
        where somebody else has put a folder in place of ours.
        """
        require_own_folders(*self._folders)
        self._path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        former, self._descriptor = self._descriptor, _locked(self._path)
        if former is not None:
            os.close(former)

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._descriptor is not None:
            os.close(self._descriptor)
            self._descriptor = None


def _locked(path: Path) -> int:
    """The descriptor of the file, locked and with our number in it."""
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    if not _lock_soon(descriptor):
        os.close(descriptor)
        raise AlreadyRunningError(_pid_in(path))
    with suppress(OSError):  # a full disk: the lock holds without our number in it
        os.ftruncate(descriptor, 0)
        os.write(descriptor, f"{identity(os.getpid())}\n".encode())
    return descriptor


def _lock_soon(descriptor: int) -> bool:
    """Whether we have it. A command that only looks who holds it may do so for an instant, hence more than one try."""
    for wait in (*LOOKS, None):
        try:
            _lock(descriptor)
        except OSError:
            if wait is None:
                return False
            time.sleep(wait)
        else:
            return True
    return False


def _lock(descriptor: int) -> None:
    if sys.platform == "win32":
        import msvcrt

        msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
    else:
        import fcntl

        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)


def _pid_in(path: Path) -> int | None:
    try:
        return int(path.read_text(encoding="ascii").split()[0])
    except (OSError, ValueError, IndexError):
        return None
