"""One bounded log file: appended to, renamed when full, its old ones handed over to be compressed."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from skelly_tray.adapters.logs.compression import TEMPORARY, Compressor

CHECK_AFTER = 1.0
"""Seconds after which the next write looks whether somebody has removed or renamed the file."""


class RotatingFile:
    """`NAME.log` never exceeds `max_bytes`; `keep` older ones are `NAME.log.1` (then `.1.gz`) and up, newest
    first. All have mode 0600. Not thread-safe. Methods raise OSError."""

    def __init__(self, path: Path, max_bytes: int, keep: int, compressor: Compressor) -> None:
        self._path = path
        self._compressor = compressor
        self._max_bytes = max(1, max_bytes)
        self._keep = keep
        self._descriptor: int | None = None
        self._size = 0
        self._torn = False
        self._checked_at = 0.0
        self._adopt_old()

    def bound(self, max_bytes: int, keep: int) -> None:
        """Other bounds, from the next write on; old files beyond them go at once."""
        self._max_bytes, self._keep = max(1, max_bytes), keep
        self._adopt_old()

    def write(self, data: bytes, now: float) -> None:
        """Append whole lines. `now`: monotonic seconds."""
        if self._descriptor is not None and now - self._checked_at >= CHECK_AFTER:
            self._checked_at = now
            if not self._in_place():
                self.close()
        if self._descriptor is None:
            self._open()
        if self._torn:
            self._append(b"\n")
            self._torn = False
        for piece in self._pieces(data):
            if self._size and self._size + len(piece) > self._max_bytes:
                self._rotate()
            self._append(piece)

    def close(self) -> None:
        if self._descriptor is not None:
            os.close(self._descriptor)
            self._descriptor = None

    def _pieces(self, data: bytes) -> Iterator[bytes]:
        """`data` in pieces that fit a file, cut at newlines where there are any."""
        room = max(0, self._max_bytes - self._size)
        while len(data) > room:
            end = data.rfind(b"\n", 0, room) + 1
            if not end and room < self._max_bytes:
                room = self._max_bytes  # nothing fits what is left of this file: try a fresh one
                continue
            end = end or room
            yield data[:end]
            data = data[end:]
            room = self._max_bytes
        if data:
            yield data

    def _open(self) -> None:
        flags = os.O_WRONLY | os.O_APPEND | os.O_CREAT | getattr(os, "O_CLOEXEC", 0)
        self._descriptor = os.open(self._path, flags, 0o600)
        self._size = os.fstat(self._descriptor).st_size
        # After a crash the last line may be unfinished; a lone newline is the cheapest repair.
        self._torn = self._size > 0 and not _ends_in_newline(self._path)

    def _append(self, data: bytes) -> None:
        assert self._descriptor is not None
        view = memoryview(data)
        while view:
            try:
                written = os.write(self._descriptor, view)
            except OSError:
                self._torn = self._torn or len(view) < len(data)
                raise
            self._size += written
            view = view[written:]

    def _in_place(self) -> bool:
        assert self._descriptor is not None
        try:
            return os.path.samestat(self._path.stat(), os.fstat(self._descriptor))
        except OSError:
            return False

    def _old(self, number: int) -> Path:
        return self._path.with_name(f"{self._path.name}.{number}")

    def _rotate(self) -> None:
        self.close()
        for number in range(self._keep, 0, -1):
            self._compressor.drop(self._old(number))
            for suffix in ("", ".gz"):
                self._shift(number, suffix)
        if self._keep:
            self._path.replace(self._old(1))
            self._compressor.add(self._old(1))
        else:
            self._path.unlink(missing_ok=True)
        self._open()

    def _shift(self, number: int, suffix: str) -> None:
        old = self._old(number)
        path = old.with_name(old.name + suffix)
        if number == self._keep:
            path.unlink(missing_ok=True)
            return
        following = self._old(number + 1)
        with suppress(FileNotFoundError):
            path.replace(following.with_name(following.name + suffix))
            if not suffix:
                self._compressor.add(following)

    def _adopt_old(self) -> None:
        """Finish what an earlier run left: temporary files go, plain old files are compressed, surplus goes."""
        prefix = self._path.name + "."
        with suppress(OSError):
            for entry in list(self._path.parent.iterdir()):
                if not entry.name.startswith(prefix):
                    continue
                number = entry.name.removeprefix(prefix).removesuffix(TEMPORARY).removesuffix(".gz")
                if not number.isdecimal():
                    continue
                if entry.name.endswith(TEMPORARY) or int(number) > self._keep:
                    entry.unlink()
                elif not entry.name.endswith(".gz"):
                    self._compressor.add(entry)


def _ends_in_newline(path: Path) -> bool:
    try:
        with path.open("rb") as stream:
            stream.seek(-1, os.SEEK_END)
            return stream.read(1) == b"\n"
    except OSError:
        return True
