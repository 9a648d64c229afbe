"""The keeper's own log: lines of `time sys text` in one file that never grows past twice its bound."""

from __future__ import annotations

import os
import time

MAX_BYTES = 1 << 20


class OwnLog:
    """Appends to `path`, and points standard error there, so that a traceback is kept too."""

    __slots__ = ("_fd", "_path", "_size")

    def __init__(self, path: str) -> None:
        self._path = path
        self._fd = -1
        self._size = 0
        self._open()

    def write(self, text: str) -> None:
        """One line; never raises, because nothing about a module may depend on our log."""
        wall = time.time()
        stamp = time.strftime("%Y-%m-%dT%H:%M:%S", time.gmtime(wall))
        line = f"{stamp}.{int(wall * 1000) % 1000:03d}Z sys {text}\n".encode(errors="replace")
        try:
            if self._size + len(line) > MAX_BYTES:
                self._rotate()
            os.write(self._fd, line)
            self._size += len(line)
        except OSError:
            return  # a full disk: the next line tries again

    def _rotate(self) -> None:
        os.replace(self._path, self._path + ".1")
        os.close(self._fd)
        self._open()

    def _open(self) -> None:
        try:
            self._fd = os.open(self._path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
            self._size = os.fstat(self._fd).st_size
        except OSError:
            self._fd = os.open(os.devnull, os.O_WRONLY)
        os.dup2(self._fd, 2)
