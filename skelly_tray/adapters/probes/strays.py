"""Buries what daemonised out of a probe's command: as a subreaper we get such processes as children of our own.

Nobody else waits for them, so each would stay a zombie, one for every probe. A child that somebody does wait for
(the keeper, a run of a probe) is buried within moments of its end and never stays one for long.
"""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

PATIENCE = 2.0
"""Seconds as a zombie after which nobody else will bury it."""
_INTERVAL = 1.0


class Strays:
    """Looked after whenever a probe ends. Does nothing where /proc does not list children."""

    __slots__ = ("_looked_at", "_zombies")

    def __init__(self) -> None:
        self._looked_at = float("-inf")
        self._zombies: dict[int, float] = {}

    def bury(self, now: float) -> None:
        """Look at our children, at most once a second. now: monotonic seconds."""
        if now - self._looked_at < _INTERVAL:
            return
        self._looked_at = now
        self._zombies = {pid: self._zombies.get(pid, now) for pid in _children() if _is_zombie(pid)}
        for pid, since in self._zombies.items():
            if now - since >= PATIENCE:
                with suppress(ChildProcessError):
                    os.waitpid(pid, os.WNOHANG)


def _children() -> list[int]:
    """Of all our threads: each child belongs to one of them."""
    found: list[int] = []
    for listing in Path("/proc/self/task").glob("*/children"):
        with suppress(OSError):  # that thread has just ended
            found += map(int, listing.read_text().split())
    return found


def _is_zombie(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_bytes().rpartition(b")")[2].split()[0] == b"Z"
    except OSError:
        return False
