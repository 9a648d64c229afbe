"""Reading the notify sockets of claimed spawns: the socket a datagram came by says whose it is."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Callable, Mapping

from skelly_tray.keeper.notify_text import parse_fields

_LARGEST = 1 << 16
_DATAGRAMS_A_TURN = 64


class NotifyReaders:
    """One reader on the loop per spawn; calls `notified(incarnation, fields)`."""

    def __init__(
        self, loop: asyncio.AbstractEventLoop, notified: Callable[[int, Mapping[str, str]], None]
    ) -> None:
        self._loop = loop
        self._notified = notified
        self._fds: dict[int, int] = {}

    def add(self, incarnation: int, fd: int) -> None:
        """Own that descriptor and read it."""
        os.set_blocking(fd, False)
        self._fds[incarnation] = fd
        self._loop.add_reader(fd, self.read, incarnation)

    def read(self, incarnation: int) -> None:
        """Everything that is there now: an unread socket blocks its sender after eleven messages."""
        fd = self._fds.get(incarnation)
        if fd is None:
            return
        for _ in range(_DATAGRAMS_A_TURN):
            try:
                datagram = os.read(fd, _LARGEST)
            except OSError:  # nothing more now
                return
            fields = parse_fields(datagram)
            if fields:
                self._notified(incarnation, fields)

    def remove(self, incarnation: int) -> None:
        """Read the rest and close."""
        self.read(incarnation)
        fd = self._fds.pop(incarnation, None)
        if fd is not None:
            self._loop.remove_reader(fd)
            os.close(fd)

    def close(self) -> None:
        for incarnation in list(self._fds):
            self.remove(incarnation)
