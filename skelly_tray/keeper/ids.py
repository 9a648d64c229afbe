"""Spawn ids: issued once per home and never again, also not by the next keeper or after a reboot.

The file holds the first id that has not been reserved; ids are reserved in blocks, so that a spawn
costs no write and a killed keeper wastes at most a block.
"""

from __future__ import annotations

import os
import time

from skelly_tray.keeper.marker import MAX_SPAWN_ID

_BLOCK = 256
_YEAR_2023 = 1_672_531_200


class SpawnIds:
    """The counter in `path`. Raises OSError when the file cannot be written."""

    __slots__ = ("_next", "_path", "_reserved")

    def __init__(self, path: str) -> None:
        self._path = path
        self._next = self._reserved = _first_unreserved(path)

    def take(self) -> int:
        """The next id, 1 to 2**32 - 1."""
        if self._next >= self._reserved:
            self._reserve()
        taken = self._next
        self._next += 1
        return taken

    def _reserve(self) -> None:
        if self._next + _BLOCK > MAX_SPAWN_ID:
            raise OSError("all spawn ids of this home are used up")
        draft = self._path + ".new"
        with open(draft, "w", encoding="ascii") as file:
            file.write(str(self._next + _BLOCK))
            file.flush()
            os.fsync(file.fileno())
        os.replace(draft, self._path)
        self._reserved = self._next + _BLOCK


def _first_unreserved(path: str) -> int:
    try:
        with open(path, encoding="ascii") as file:
            return max(1, int(file.read(32)))
    except FileNotFoundError:
        return 1
    except (OSError, ValueError):
        # A damaged counter: seconds are far ahead of any count of spawns, so nothing is issued twice.
        return int(time.time()) - _YEAR_2023
