"""Which programs of this user start and end: their names, never their arguments.

A program counts once it was there at two readings: by then a forked process has become the program it is to be, and the
many that live for a moment only are left out.
"""

from __future__ import annotations

import os
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from skelly_tray.modules.data_capture.observation import Observation
from skelly_tray.modules.data_capture.source import Surroundings

_MOST_NAMES = 50
"""Told at one reading; what is more is told as a number."""

NameOf = Callable[[int], str]
"""The name of the program of a process; empty for one that is not this user's, or no program."""


class ProcessWatch:
    """Compares who is there with who was."""

    def __init__(self, name_of: NameOf) -> None:
        self._name_of = name_of
        self._known: dict[int, str] = {}
        self._fresh: set[int] = set()

    def begin(self, pids: Iterable[int]) -> None:
        """Those that were there before us are not told."""
        self._known = {pid: self._name_of(pid) for pid in pids}

    def see(self, pids: Iterable[int]) -> list[Observation]:
        there = set(pids)
        ended = [self._known.pop(pid) for pid in self._known.keys() - there]
        settled = {pid: self._name_of(pid) for pid in self._fresh & there}
        self._known |= settled
        self._fresh = there - self._known.keys()
        return [*_tell("process_ended", ended), *_tell("process_started", settled.values())]


def _tell(kind: str, names: Iterable[str]) -> list[Observation]:
    counts = Counter(name for name in names if name).most_common()
    told = [Observation(kind, {"name": name, "count": count}) for name, count in counts[:_MOST_NAMES]]
    if rest := sum(count for _, count in counts[_MOST_NAMES:]):
        told.append(Observation(kind, {"name": "", "count": rest}))
    return told


class ProcessSource:
    """One look at the table of processes each time; a name is asked for once in a process's life."""

    interval = 3.0

    def __init__(self, surroundings: Surroundings) -> None:
        self._watch = ProcessWatch(_linux_name if sys.platform == "linux" else _portable_name)

    def open(self) -> None:
        self._watch.begin(_pids())

    def fileno(self) -> int | None:
        return None

    def read(self, now: float, due: bool) -> Sequence[Observation]:
        return self._watch.see(_pids())

    def close(self) -> None:
        """Nothing is held."""


def _pids() -> list[int]:
    import psutil

    return psutil.pids()


def _linux_name(pid: int) -> str:
    """Not by psutil, which would look into the arguments for the rest of a name that is cut at 15 characters."""
    folder = Path("/proc", str(pid))
    try:
        if folder.stat().st_uid != os.getuid():
            return ""
        (folder / "exe").readlink()  # the kernel's own threads have none
        return (folder / "comm").read_text(errors="replace").strip()
    except OSError:
        return ""  # it has gone


def _portable_name(pid: int) -> str:
    import psutil

    try:
        process = psutil.Process(pid)
        return process.name() if process.username() == psutil.Process().username() else ""
    except (psutil.Error, OSError):
        return ""
