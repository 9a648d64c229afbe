"""Compresses rotated files a little at a time, between the other work of the log thread."""

from __future__ import annotations

import gzip
import os
from collections import deque
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO

STEP = 256 * 1024
"""Bytes compressed at a time."""
LEVEL = 3
TEMPORARY = ".tmp"


class Compressor:
    """A queue of files to be replaced by `NAME.gz`, worked off one step a call."""

    def __init__(self) -> None:
        self._queue: deque[Path] = deque()
        self._source: BinaryIO | None = None
        self._target: gzip.GzipFile | None = None
        self._path = Path()

    @property
    def busy(self) -> bool:
        return self._source is not None or bool(self._queue)

    def add(self, path: Path) -> None:
        if path not in self._queue:
            self._queue.append(path)

    def drop(self, path: Path) -> None:
        """Forget `path`, also in the midst of it: it is about to be renamed or removed."""
        with suppress(ValueError):
            self._queue.remove(path)
        if self._source is not None and path == self._path:
            self._end(keep=False)

    def step(self) -> None:
        """Do one step. A file that cannot be compressed stays as it is."""
        try:
            if self._source is None:
                self._begin()
            if self._source is not None and self._target is not None:
                if chunk := self._source.read(STEP):
                    self._target.write(chunk)
                else:
                    self._end(keep=True)
        except OSError:
            self._end(keep=False)

    def close(self) -> None:
        """Give up what is under way; it is taken up again at the next start."""
        self._queue.clear()
        self._end(keep=False)

    def _begin(self) -> None:
        if not self._queue:
            return
        self._path = self._queue.popleft()
        self._source = self._path.open("rb")
        flags = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_CLOEXEC", 0)
        os.close(os.open(self._temporary(), flags, 0o600))
        self._target = gzip.GzipFile(self._temporary(), "wb", LEVEL)

    def _temporary(self) -> Path:
        return self._path.with_name(f"{self._path.name}.gz{TEMPORARY}")

    def _end(self, *, keep: bool) -> None:
        source, target = self._source, self._target
        self._source = self._target = None
        if source is None:
            return
        source.close()
        try:
            if target is not None:
                target.close()
            if keep:
                self._temporary().replace(self._path.with_name(self._path.name + ".gz"))
                self._path.unlink()
                return
        except OSError:
            pass  # the plain file stays, which loses nothing but room
        with suppress(OSError):
            self._temporary().unlink()
