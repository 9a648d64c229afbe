"""What makes this keeper the one of its home, and found: the lock, the listening socket, the note of a short folder.

All three are files that somebody can remove while we run. The lock stays ours then, but nobody else sees it; so whoever
looked for a keeper would start another one, which would take our modules for leftovers.
"""

from __future__ import annotations

import contextlib
import fcntl
import os
import socket

from skelly_tray.keeper import places

LOOK_EVERY = 5.0
"""Seconds between two looks of our own, made while no orchestrator is there to tell us."""


class Door:
    """lock_fd: the locked `keeper.lock` of the folder `run`. listener: bound to `address`."""

    __slots__ = ("_run", "address", "listener", "lock_fd")

    def __init__(self, run: str, address: str, lock_fd: int, listener: socket.socket) -> None:
        self._run = run
        self.address = address
        self.lock_fd = lock_fd
        self.listener = listener

    def mend(self) -> bool:
        """Make anew what is gone; true if `listener` is another one now. The former one is the caller's to close.

        Raises PlaceError, OSError, and BlockingIOError if another keeper has this home.
        """
        path = os.path.join(self._run, "keeper.lock")
        if not _stands(self.lock_fd, path):
            os.makedirs(self._run, 0o700, exist_ok=True)
            _require_own(self._run)
            taken = lock(path)
            os.close(self.lock_fd)
            self.lock_fd = taken
        places.stand(self._run, self.address)
        if os.path.exists(self.address):
            return False
        self.listener = listen(self.address)
        return True


def lock(path: str) -> int:
    """The descriptor of that file, locked, with our pid in it. Raises OSError; BlockingIOError if another has it."""
    fd = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(fd, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        os.close(fd)
        raise
    with contextlib.suppress(OSError):  # a full disk: the lock holds without our number in it
        os.truncate(fd, 0)
        os.write(fd, f"{os.getpid()}\n".encode())
    return fd


def listen(address: str) -> socket.socket:
    """A private socket there. Only for who holds the lock: what stands there is a dead keeper's, and removed."""
    if os.path.lexists(address):
        os.unlink(address)
    listener = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    try:
        listener.bind(address)
        os.chmod(address, 0o600)
        listener.listen(16)
    except OSError:
        listener.close()
        raise
    return listener


def _require_own(folder: str) -> None:
    """While ours was gone somebody else may have made one: who can write there could lock us out. Raises PlaceError."""
    found = os.stat(folder)
    if found.st_uid not in (0, os.getuid()) or found.st_mode & 0o002:
        raise places.PlaceError(f"{folder} can be changed by others")


def _stands(fd: int, path: str) -> bool:
    try:
        return os.path.samestat(os.fstat(fd), os.stat(path))
    except OSError:
        return False
