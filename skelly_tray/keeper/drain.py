"""Reading modules' output and notifications while no orchestrator does, into small bounded backlogs.

Without this a module would block on a full pipe, or die of a broken one, because the program that watches it
was restarted. A module that floods is read at a bounded rate: blocking it costs less than our CPU.
"""

from __future__ import annotations

import os
import selectors
import time

from skelly_tray.keeper.notify_text import add_field, parse_fields
from skelly_tray.keeper.record import Spawn

BACKLOG_BYTES = 1 << 15
"""What is kept of each spawn's output; the oldest goes first."""

_BACKLOG_CHUNKS = 1000
_READ = 1 << 16
_BYTES_A_SECOND = 1 << 20


class Drain:
    """Watches the descriptors of unclaimed spawns in the keeper's selector."""

    __slots__ = ("_budget", "_budget_until", "_paused", "_selector")

    def __init__(self, selector: selectors.BaseSelector) -> None:
        self._selector = selector
        self._budget: dict[int, int] = {}
        self._budget_until = 0.0
        self._paused: list[tuple[Spawn, str]] = []

    def watch(self, spawn: Spawn) -> None:
        """Start to read whatever that spawn still has open."""
        for name in spawn.descriptors():
            self._register(spawn, name)

    def unwatch(self, spawn: Spawn) -> None:
        """Leave the descriptors to a claimant."""
        for fd in spawn.descriptors().values():
            self._unregister(fd)
        self._paused = [entry for entry in self._paused if entry[0] is not spawn]

    def read_rest(self, spawn: Spawn) -> None:
        """Take what is left in the pipes of a tree that is gone (at most what a pipe holds), and stop."""
        for name in ("out", "err"):
            fd = spawn.descriptors().get(name, -1)
            while fd >= 0 and (data := _read(fd)):
                keep(spawn, name, data)
        self.unwatch(spawn)

    def next_due(self) -> float | None:
        """When paused pipes are to be read again."""
        return self._budget_until if self._paused else None

    def tend(self, now: float) -> None:
        """Give every pipe a new second's budget."""
        if now >= self._budget_until:
            self._budget.clear()
            self._budget_until = now + 1.0
            paused, self._paused = self._paused, []
            for spawn, name in paused:
                self._register(spawn, name)

    def _register(self, spawn: Spawn, name: str) -> None:
        fd = spawn.descriptors().get(name, -1)
        # A claim that is lost while a start is being told has had it watched already.
        if fd >= 0 and fd not in self._selector.get_map():
            self._selector.register(fd, selectors.EVENT_READ, lambda _mask: self._ready(spawn, name, fd))

    def _unregister(self, fd: int) -> None:
        try:
            self._selector.unregister(fd)
        except KeyError:
            return  # was not watched, or is paused

    def _ready(self, spawn: Spawn, name: str, fd: int) -> None:
        data = _read(fd)
        if data is None:
            return
        if name == "notify":
            for key, value in parse_fields(data).items():
                add_field(spawn.fields, key, value)
            return
        if not data:
            self._unregister(fd)
            return
        keep(spawn, name, data)
        self._budget[fd] = self._budget.get(fd, _BYTES_A_SECOND) - len(data)
        if self._budget[fd] <= 0:
            self._unregister(fd)
            self._paused.append((spawn, name))


def keep(spawn: Spawn, stream: str, data: bytes) -> None:
    """Append to the backlog, dropping the oldest beyond its bound."""
    spawn.backlog.append((time.time(), stream, data.decode(errors="replace")))
    total = sum(len(entry[2]) for entry in spawn.backlog)
    while (total > BACKLOG_BYTES or len(spawn.backlog) > _BACKLOG_CHUNKS) and len(spawn.backlog) > 1:
        total -= len(spawn.backlog.pop(0)[2])
    if total > BACKLOG_BYTES:
        wall, name, text = spawn.backlog[0]
        spawn.backlog[0] = (wall, name, text[-BACKLOG_BYTES:])


def take_backlog(spawn: Spawn) -> list[list[object]]:
    """The backlog as lines, oldest first, and forget it. A line's time is that of its first byte's reading."""
    lines: list[list[object]] = []
    unfinished: dict[str, list[object]] = {}
    for wall, stream, chunk in spawn.backlog:
        *ended, rest = chunk.split("\n")
        for piece in ended:
            _extend(lines, unfinished, wall, stream, piece)
            del unfinished[stream]
        if rest:
            _extend(lines, unfinished, wall, stream, rest)
    spawn.backlog.clear()
    return lines


def _extend(
    lines: list[list[object]], unfinished: dict[str, list[object]], wall: float, stream: str, piece: str
) -> None:
    if stream not in unfinished:
        unfinished[stream] = [wall, stream, ""]
        lines.append(unfinished[stream])
    unfinished[stream][2] = f"{unfinished[stream][2]}{piece}"


def _read(fd: int) -> bytes | None:
    """What is there; empty at the end of file, None when there is nothing now."""
    try:
        return os.read(fd, _READ)
    except BlockingIOError:
        return None
    except OSError:
        return b""
