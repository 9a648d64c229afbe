"""Tells the manager that started us how it is: the other side of sd_notify(3), and its watchdog."""

from __future__ import annotations

import asyncio
import logging
import os
import re
import socket
from collections.abc import Callable, Mapping

_logger = logging.getLogger(__name__)

LONGEST_PAUSE = 10.0
"""Seconds between two words, also where there is no watchdog: its status line should not be old."""
SHORTEST_PAUSE = 0.05
"""Seconds: a watchdog that wants more than that would have us do nothing else."""


class ServiceManager:
    """environ: of our own start. Nothing is told, and nothing costs anything, where nobody asked for it."""

    def __init__(self, environ: Mapping[str, str], pid: int | None = None) -> None:
        self._address = environ.get("NOTIFY_SOCKET", "")
        if self._address.startswith("@"):
            self._address = "\0" + self._address[1:]
        meant = environ.get("WATCHDOG_PID", "")
        ours = not meant or meant == str(pid or os.getpid())
        self.pause = (
            max(SHORTEST_PAUSE, min(_seconds(environ.get("WATCHDOG_USEC", "")) / 2, LONGEST_PAUSE))
            if ours
            else LONGEST_PAUSE
        )
        self._told_trouble = False

    @property
    def listens(self) -> bool:
        """Whether there is a manager that wants to know."""
        return bool(self._address) and hasattr(socket, "AF_UNIX")

    async def run(self, how_it_is: Callable[[], str], stopping: Callable[[], bool]) -> None:
        """We are ready; from now on a word at least twice in each interval of the watchdog, from the loop itself, so
        that a loop that stands still is noticed. While we stop it asks for more time."""
        if not self.listens:
            return
        self.tell("READY=1")
        while True:
            more = ("STOPPING=1", f"EXTEND_TIMEOUT_USEC={round(3e6 * self.pause)}") if stopping() else ()
            self.tell("WATCHDOG=1", f"STATUS={_line(how_it_is())}", *more)
            await asyncio.sleep(self.pause)

    def tell(self, *fields: str) -> None:
        """One message. A manager that cannot be reached is no reason to fail."""
        if not self.listens:
            return
        try:
            with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM | socket.SOCK_CLOEXEC) as sender:
                sender.setblocking(False)
                sender.sendto("\n".join(fields).encode(), self._address)
        except OSError as error:
            if not self._told_trouble:
                _logger.warning("the manager of services is not told how it is: %s", error)
            self._told_trouble = True


def _seconds(microseconds: str) -> float:
    """Of a watchdog; where there is none, or it says nothing that can be meant, as often as the status line asks."""
    given = int(microseconds) / 1e6 if re.fullmatch(r"[0-9]{1,18}", microseconds) else 0.0
    return given or 2 * LONGEST_PAUSE


def _line(text: str) -> str:
    return " ".join(text.split())
