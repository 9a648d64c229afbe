"""Membership of process trees on Linux, read from /proc.

The keeper is a subreaper, so every process of every module is its descendant: below a leader, or below a
*stray*, a process whose parents died and that became the keeper's own child. A leader's descendants
belong to it by lineage; a stray by its mark (see `marker.py`), and if both marks were lost by the lineage noted
before. A reading of our own `children` file is exact (only we reap our children); that of another
process may miss some while its children exit, which is why a tree is called empty only when its leader is
reaped and no stray of it is left: all that was missed comes to us.

Pids are signalled right after they were read. Their number would have to come round within that moment to hit
a stranger; our own children cannot even be reused before we reap them.
"""

from __future__ import annotations

import os
from collections.abc import Iterable

from skelly_tray.keeper import marker
from skelly_tray.keeper.record import Spawn

UNKNOWN = 0
"""The owner of a stray that carries no mark and was never seen in a tree."""


class Forest:
    """All processes below the keeper, by spawn. `home` is this home's hash (30 bits)."""

    __slots__ = ("_home", "_known", "_me", "_owners", "_strays")

    def __init__(self, home: int) -> None:
        self._home = home
        self._me = os.getpid()
        self._owners: dict[int, int] = {}
        self._known: dict[int, int] = {}
        self._strays: dict[int, list[int]] | None = None

    def refresh(self) -> None:
        """Look again: something may have exited or forked."""
        self._strays = None

    def reaped(self, pid: int) -> None:
        """That child of ours is no more; its number may be reused from now on."""
        self._owners.pop(pid, None)
        self._known.pop(pid, None)

    def strays(self, spawns: Iterable[Spawn]) -> dict[int, list[int]]:
        """Our own children that are nobody's leader, by the spawn they belong to."""
        if self._strays is None:
            leaders = {spawn.pid for spawn in spawns if not spawn.reaped}
            self._strays = {}
            for pid in _children(self._me):
                if pid not in leaders:
                    self._strays.setdefault(self._owner(pid), []).append(pid)
        return self._strays

    def members(self, spawn: Spawn, spawns: Iterable[Spawn]) -> list[int]:
        """Every process of that tree, parents before children; empty means that nothing is left."""
        roots = [] if spawn.reaped else [spawn.pid]
        roots += self.strays(spawns).get(spawn.id, [])
        return descendants(roots)

    def remember(self, spawns: list[Spawn]) -> None:
        """Note the lineage of every process, for strays that carry no mark any more."""
        self._known = {pid: spawn.id for spawn in spawns for pid in self.members(spawn, spawns)}

    def everything(self) -> list[int]:
        """All our descendants, whoever they belong to."""
        return descendants(_children(self._me))

    def abandoned(self) -> list[int]:
        """What a dead keeper of this home left: marked processes anywhere and all their descendants.

        Neither ourselves nor our ancestors, even if we were started from within a module.
        """
        spared = _ancestors(self._me)
        marked = [pid for pid in _all_pids() if pid not in spared and self._mark(pid) is not None]
        return [pid for pid in descendants(marked) if pid not in spared and not _is_zombie(pid)]

    def marked_children(self) -> list[int]:
        """Our own children with a mark of this home: asked by an orchestrator, a subreaper too."""
        return [pid for pid in _children(self._me) if self._mark(pid) is not None]

    def _owner(self, pid: int) -> int:
        owner = self._owners.get(pid)
        if owner is None:
            owner = self._mark(pid) or self._known.get(pid) or UNKNOWN
            self._owners[pid] = owner
        return owner

    def _mark(self, pid: int) -> int | None:
        value = _rttime_soft(pid)
        if value is not None:
            found = marker.spawn_of_rttime(self._home, value)
            if found is not None:
                return found
        return marker.spawn_of_environment(self._home, _read(f"/proc/{pid}/environ"))


def descendants(roots: Iterable[int]) -> list[int]:
    """The roots and all below them, breadth first."""
    found = list(dict.fromkeys(roots))
    seen = set(found)
    for pid in found:
        for child in _children(pid):
            if child not in seen:
                seen.add(child)
                found.append(child)
    return found


def _children(pid: int) -> list[int]:
    """Children of all threads of a process: each belongs to the thread that forked it."""
    if not _HAS_CHILDREN_FILES:
        return [other for other in _all_pids() if _parent(other) == pid]
    try:
        threads = os.listdir(f"/proc/{pid}/task")
    except OSError:
        return []
    children: list[int] = []
    for thread in threads:
        children += map(int, _read(f"/proc/{pid}/task/{thread}/children").split())
    return children


def _all_pids() -> list[int]:
    return [int(name) for name in os.listdir("/proc") if name.isdigit()]


def _ancestors(pid: int) -> set[int]:
    found: set[int] = set()
    while pid > 0 and pid not in found:
        found.add(pid)
        pid = _parent(pid)
    return found


def _stat(pid: int) -> list[bytes]:
    """The fields after the command name (which may hold blanks and parentheses): state, parent …"""
    return _read(f"/proc/{pid}/stat").rpartition(b")")[2].split()


def _parent(pid: int) -> int:
    fields = _stat(pid)
    return int(fields[1]) if len(fields) > 1 else 0


def _is_zombie(pid: int) -> bool:
    fields = _stat(pid)
    return not fields or fields[0] in (b"Z", b"X")


def _rttime_soft(pid: int) -> int | None:
    _, found, rest = _read(f"/proc/{pid}/limits").partition(b"Max realtime timeout")
    if not found:
        return None
    value = rest.split(None, 1)[0]
    return int(value) if value.isdigit() else None


def _read(path: str) -> bytes:
    """The whole file, or nothing when the process is gone or another user's."""
    try:
        fd = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
    except OSError:
        return b""
    try:
        chunks = []
        while chunk := os.read(fd, 1 << 16):
            chunks.append(chunk)
        return b"".join(chunks)
    except OSError:
        return b""
    finally:
        os.close(fd)


_HAS_CHILDREN_FILES = os.path.exists(f"/proc/self/task/{os.getpid()}/children")
