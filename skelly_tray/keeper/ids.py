"""Spawn ids: issued once per home and never again, also not by the next keeper or after a reboot.

The file holds the first id that has not been reserved; ids are reserved in blocks, so that a spawn
costs no write and a killed keeper wastes at most a block.
"""

from __future__ import annotations

import os
import time

from skelly_tray.keeper import durable
from skelly_tray.keeper.marker import MAX_SPAWN_ID

_BLOCK = 256
_YEAR_2023 = 1_672_531_200


class SpawnIds:
    """The counter in `path`. A full disk does not keep modules from being started."""

    __slots__ = ("_next", "_path", "_reserved")

    def __init__(self, path: str) -> None:
        self._path = path
        self._next = self._reserved = _first_unreserved(path)

    def take(self) -> int:
        """The next id, 1 to 2**32 - 1. Raises OSError when all are used up."""
        if self._next >= self._reserved:
            self._reserve()
        taken = self._next
        self._next += 1
        return taken

    def _reserve(self) -> None:
        if self._next + _BLOCK > MAX_SPAWN_ID:
            raise OSError("all spawn ids of this home are used up")
        try:
            durable.replace_file(self._path, str(self._next + _BLOCK).encode())
        except OSError:
            try:
                _overwrite(self._path, self._next + _BLOCK)
            except OSError:
                # Nothing can be remembered: a number that no other keeper of this home has come to.
                self._next = max(self._next, _far_ahead())
        self._reserved = self._next + _BLOCK


def _overwrite(path: str, number: int) -> None:
    """Where there is no room for a second file, the bytes of the first can still be changed; it never shrinks."""
    fd = os.open(path, os.O_WRONLY)
    try:
        os.write(fd, str(number).encode())
        os.fsync(fd)
    finally:
        os.close(fd)


def _first_unreserved(path: str) -> int:
    try:
        with open(path, encoding="ascii") as file:
            number = int(file.read(32))
    except FileNotFoundError:
        return 1
    except (OSError, ValueError):
        number = 0
    if not 1 <= number <= MAX_SPAWN_ID:
        return _far_ahead()
    return number


def _far_ahead() -> int:
    """Without a counter that can be trusted: seconds are ahead of any count of spawns, so none is issued twice."""
    return int(time.time()) - _YEAR_2023
