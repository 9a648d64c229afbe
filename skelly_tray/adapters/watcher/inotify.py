"""Linux's inotify by ctypes: folders are watched, and nothing runs while nothing happens."""

from __future__ import annotations

import ctypes
import os
import struct
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

_MODIFY, _ATTRIB, _CLOSE_WRITE = 0x2, 0x4, 0x8
_MOVED_FROM, _MOVED_TO, _CREATE, _DELETE = 0x40, 0x80, 0x100, 0x200
_DELETE_SELF, _MOVE_SELF = 0x400, 0x800
_ONLY_FOLDERS = 0x01000000
OVERFLOW, IGNORED = 0x4000, 0x8000
SELF = _DELETE_SELF | _MOVE_SELF | IGNORED
_ITSELF = _DELETE_SELF | _MOVE_SELF
_WANTED = (
    _MODIFY | _ATTRIB | _CLOSE_WRITE | _MOVED_FROM | _MOVED_TO | _CREATE | _DELETE | _DELETE_SELF | _MOVE_SELF
)
_HEADER = struct.Struct("iIII")


class Change(NamedTuple):
    """watch: what `add` returned, -1 for an overflow. name: in the folder; "" for the folder itself."""

    watch: int
    mask: int
    name: str


class Inotify:
    """Raises OSError, on making and adding: there is a limit of instances and one of watches for each user."""

    def __init__(self) -> None:
        self._libc = ctypes.CDLL(None, use_errno=True)
        self.descriptor = self._libc.inotify_init1(os.O_NONBLOCK | os.O_CLOEXEC)
        if self.descriptor < 0:
            raise _error("inotify cannot be had")

    def add(self, folder: Path, *, itself: bool = False) -> int:
        """Watch what happens in it; itself: only whether it is moved or removed. To add one again changes which."""
        mask = (_ITSELF if itself else _WANTED) | _ONLY_FOLDERS
        watch = self._libc.inotify_add_watch(self.descriptor, os.fsencode(folder), mask)
        if watch < 0:
            raise _error(f"{folder} cannot be watched")
        return int(watch)

    def remove(self, watch: int) -> None:
        """One that is gone is passed over: a folder that was removed has no watch any more."""
        self._libc.inotify_rm_watch(self.descriptor, watch)

    def read(self) -> Iterator[Change]:
        """What has happened; nothing if nothing has."""
        try:
            data = os.read(self.descriptor, 64 * 1024)
        except BlockingIOError:
            return
        at = 0
        while at < len(data):
            watch, mask, _, length = _HEADER.unpack_from(data, at)
            at += _HEADER.size
            yield Change(watch, mask, os.fsdecode(data[at : at + length].rstrip(b"\0")))
            at += length

    def close(self) -> None:
        os.close(self.descriptor)


def _error(what: str) -> OSError:
    number = ctypes.get_errno()
    return OSError(number, f"{what}: {os.strerror(number)}")
