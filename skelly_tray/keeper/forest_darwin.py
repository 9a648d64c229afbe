"""Membership of process trees on macOS: process group, lineage and the environment marker.

There is no subreaper: a stray goes to launchd, and a daemon that leaves the group and clears its
environment cannot be found again. The documentation says so. Not run by us: written against libproc.h and
sysctl.h.
"""

from __future__ import annotations

import ctypes
import os
import struct
from collections.abc import Iterable

from skelly_tray.keeper import marker
from skelly_tray.keeper.record import Spawn

UNKNOWN = 0

_CTL_KERN = 1
_KERN_PROCARGS2 = 49
_PROC_PIDTBSDINFO = 3
_BSDINFO_SIZE = 136
_STATUS_ZOMBIE = 5
_libc = ctypes.CDLL(None, use_errno=True)


class Forest:
    """The same questions as on Linux, answered from one listing of all processes per turn."""

    __slots__ = ("_home", "_known", "_listing", "_marks")

    def __init__(self, home: int) -> None:
        self._home = home
        self._known: dict[int, int] = {}
        self._marks: dict[int, int] = {}
        self._listing: dict[int, tuple[int, int]] | None = None

    def refresh(self) -> None:
        """Look again: something may have exited or forked."""
        self._listing = None

    def reaped(self, pid: int) -> None:
        """That child of ours is no more; its number may be reused from now on."""
        self._known.pop(pid, None)
        self._marks.pop(pid, None)

    def strays(self, spawns: Iterable[Spawn]) -> dict[int, list[int]]:
        """Processes that launchd inherited, by the spawn they belong to."""
        groups = {spawn.pid: spawn.id for spawn in spawns}
        found: dict[int, list[int]] = {}
        for pid, (parent, group) in self._processes().items():
            if parent == 1:
                owner = groups.get(group) or self._mark(pid) or self._known.get(pid)
                if owner:
                    found.setdefault(owner, []).append(pid)
        return found

    def members(self, spawn: Spawn, spawns: Iterable[Spawn]) -> list[int]:
        """Every process of that tree, parents before children."""
        roots = [] if spawn.reaped else [spawn.pid]
        roots += [pid for pid, (_, group) in self._processes().items() if group == spawn.pid]
        roots += self.strays(spawns).get(spawn.id, [])
        return self._descendants(roots)

    def remember(self, spawns: list[Spawn]) -> None:
        """Note the lineage of every process, for strays that carry no mark any more."""
        self._known = {pid: spawn.id for spawn in spawns for pid in self.members(spawn, spawns)}
        self._marks = {pid: mark for pid, mark in self._marks.items() if pid in self._processes()}

    def everything(self) -> list[int]:
        """All our descendants, whoever they belong to."""
        me = os.getpid()
        return self._descendants([pid for pid, (parent, _) in self._processes().items() if parent == me])

    def abandoned(self) -> list[int]:
        """What a dead keeper of this home left: marked processes and all their descendants."""
        listing = self._processes()
        spared: set[int] = set()
        pid = os.getpid()
        while pid > 1 and pid not in spared:
            spared.add(pid)
            pid = listing.get(pid, (0, 0))[0]
        marked = [pid for pid in listing if pid not in spared and self._mark(pid)]
        return [pid for pid in self._descendants(marked) if pid not in spared]

    def marked_children(self) -> list[int]:
        """Never any: without a subreaper, a dead keeper's modules go to launchd."""
        return []

    def _descendants(self, roots: Iterable[int]) -> list[int]:
        below: dict[int, list[int]] = {}
        for pid, (parent, _) in self._processes().items():
            below.setdefault(parent, []).append(pid)
        found = list(dict.fromkeys(roots))
        for pid in found:
            found += [child for child in below.get(pid, []) if child not in found]
        return found

    def _processes(self) -> dict[int, tuple[int, int]]:
        """pid to (parent, group) of everything that is not a zombie."""
        if self._listing is None:
            self._listing = {}
            for pid in _all_pids():
                info = _bsd_info(pid)
                if info is not None:
                    self._listing[pid] = info
        return self._listing

    def _mark(self, pid: int) -> int:
        if pid not in self._marks:
            self._marks[pid] = marker.spawn_of_environment(self._home, _arguments(pid)) or UNKNOWN
        return self._marks[pid]


def _all_pids() -> list[int]:
    room = _libc.proc_listallpids(None, 0) + 64
    buffer = (ctypes.c_int * room)()
    count = _libc.proc_listallpids(buffer, ctypes.sizeof(buffer))
    return [pid for pid in buffer[: max(0, count)] if pid > 0]


def _bsd_info(pid: int) -> tuple[int, int] | None:
    """(parent, group) from struct proc_bsdinfo, None for zombies and other users' processes."""
    buffer = ctypes.create_string_buffer(_BSDINFO_SIZE)
    size = _libc.proc_pidinfo(pid, _PROC_PIDTBSDINFO, ctypes.c_uint64(0), buffer, _BSDINFO_SIZE)
    if size < _BSDINFO_SIZE:
        return None
    # flags, status, xstatus, pid, ppid: five words; then seven words of ids and a reserved one, two names
    # (16 and 32 bytes), nfiles, pgid.
    words = struct.unpack_from("=5I", buffer.raw, 0)
    (group,) = struct.unpack_from("=I", buffer.raw, 4 * 12 + 16 + 32 + 4)
    return None if words[1] == _STATUS_ZOMBIE else (words[4], group)


def _arguments(pid: int) -> bytes:
    """Arguments and environment of a process of our own user, NUL-separated; empty when refused."""
    query = (ctypes.c_int * 3)(_CTL_KERN, _KERN_PROCARGS2, pid)
    size = ctypes.c_size_t(1 << 20)
    buffer = ctypes.create_string_buffer(size.value)
    if _libc.sysctl(query, 3, buffer, ctypes.byref(size), None, ctypes.c_size_t(0)) != 0:
        return b""
    return buffer.raw[: size.value]
