"""What sampling needs of an operating system's process table; one file beside this one for each way to read it."""

from __future__ import annotations

from collections.abc import Collection
from typing import NamedTuple, Protocol


class Reading(NamedTuple):
    """One process at one moment.

    started: tells two processes of the same pid apart; only equality means anything. cpu: seconds it has used.
    reaped: seconds that its ended children had used, once it has waited for them (0 where nobody says).
    memory: resident bytes. alive: False for a zombie.
    """

    parent: int
    started: float
    cpu: float
    reaped: float
    memory: int
    threads: int
    alive: bool


class ProcessTable(Protocol):
    """Reads processes. Nothing here raises for a process that is gone or not ours to look at."""

    def pids(self) -> Collection[int]:
        """All processes that can be seen."""

    def read(self, pid: int) -> Reading | None:
        """The process, or None if it is gone or hidden."""

    def handles(self, pid: int) -> int | None:
        """Its open file descriptors (handles on Windows), or None if we may not know."""
