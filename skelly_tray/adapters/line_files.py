"""Reading text files that grow and are rotated: the newest lines, and following them. Standard library only.

Shared by the log and journal readers, which the command line imports: keep it light.
"""

from __future__ import annotations

import gzip
import os
import time
import zlib
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO, TypeVar

T = TypeVar("T")

BLOCK = 64 * 1024
MAX_PARTIAL = 1024 * 1024
POLL_INTERVAL = 0.2
"""Seconds between two looks at a followed file."""


def pause() -> None:
    """Wait one poll interval."""
    time.sleep(POLL_INTERVAL)


def lines_backwards(path: Path, end: int | None = None) -> Iterator[bytes]:
    """Complete lines of a plain file, newest first, from byte `end` (default: its size) down.

    An unfinished last line is left out. A file that is not there has no lines.
    """
    try:
        stream = path.open("rb")
    except OSError:
        return
    with stream:
        position = os.fstat(stream.fileno()).st_size if end is None else end
        carry = b""  # the start of a line whose rest has been read already
        ended = False  # whether that line is known to end in a newline
        while position > 0:
            start = max(0, position - BLOCK)
            stream.seek(start)
            pieces = (stream.read(position - start) + carry).split(b"\n")
            position = start
            if not ended and len(pieces) > 1:
                pieces.pop()
                ended = True
            if ended:
                carry = pieces[0]
                yield from reversed(pieces[1:])
        if ended:
            yield carry


def gzip_lines_backwards(path: Path) -> Iterator[bytes]:
    """Lines of a gzip file, newest first; what can be read of a damaged one."""
    chunks: list[bytes] = []
    with suppress(OSError, EOFError, zlib.error), gzip.open(path, "rb") as stream:
        while chunk := stream.read(BLOCK):
            chunks.append(chunk)
    lines = b"".join(chunks).split(b"\n")
    lines.pop()
    yield from reversed(lines)


class LineFollower:
    """Reads what is appended to a file, over rotations (rename and re-creation) and truncations."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._stream: BinaryIO | None = None
        self._partial = b""

    def open_at_end(self) -> int:
        """Start after the last complete line; returns that position in bytes (0: no file yet)."""
        self._open()
        if self._stream is None:
            return 0
        position = os.fstat(self._stream.fileno()).st_size
        while position > 0:
            start = max(0, position - BLOCK)
            self._stream.seek(start)
            newline = self._stream.read(position - start).rfind(b"\n")
            if newline >= 0:
                position = start + newline + 1
                break
            position = start
        self._stream.seek(position)
        return position

    def read(self) -> list[bytes]:
        """The complete lines that have come since the last call, at most about a block of each file."""
        if self._stream is None:
            self._open()
        lines = self._read_lines()
        if not lines and self._replaced():
            # Drained: go on with the file that has taken the place of the one held.
            self.close()
            self._open()
            lines = self._read_lines()
        return lines

    def close(self) -> None:
        if self._stream is not None:
            self._stream.close()
            self._stream = None

    def _open(self) -> None:
        with suppress(OSError):
            self._stream = self._path.open("rb")
        self._partial = b""

    def _read_lines(self) -> list[bytes]:
        if self._stream is None:
            return []
        if os.fstat(self._stream.fileno()).st_size < self._stream.tell():
            self._stream.seek(0)
            self._partial = b""
        pieces = (self._partial + self._stream.read(BLOCK)).split(b"\n")
        self._partial = pieces.pop()[-MAX_PARTIAL:]
        return pieces

    def _replaced(self) -> bool:
        if self._stream is None:
            return False
        held = os.fstat(self._stream.fileno())
        if self._stream.tell() < held.st_size:
            return False
        try:
            found = self._path.stat()
        except OSError:
            return False
        return (found.st_dev, found.st_ino) != (held.st_dev, held.st_ino)


def follow_lines(
    path: Path, newest: Callable[[int], list[T]], wait: Callable[[], None]
) -> Iterator[bytes | T]:
    """What `newest(position)` finds before the present end, then every new line, for ever.

    `wait` is called whenever there is nothing new; an exception it raises ends the generator.
    """
    follower = LineFollower(path)
    try:
        yield from newest(follower.open_at_end())
        while True:
            lines = follower.read()
            yield from lines
            if not lines:
                wait()
    finally:
        follower.close()
