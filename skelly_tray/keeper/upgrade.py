"""Carrying the table over an execve of ourselves: children, exit codes and the subreaper survive it by nature,
descriptors by being inheritable for that moment, and the rest through an anonymous file."""

from __future__ import annotations

import json
import os
import sys

from skelly_tray.keeper.record import Phase, Spawn, Table

_PLAIN = [name for name in Spawn.__slots__ if name not in ("phase", "status_fd")]
_SETS = ("leftovers", "signalled")


class Carried:
    """What the next image gets besides the table. Descriptors by number; -1: none."""

    __slots__ = ("claim_fd", "epoch", "grace", "listen_fd", "lock_fd")

    def __init__(self, listen_fd: int, lock_fd: int, claim_fd: int, epoch: int, grace: float) -> None:
        self.listen_fd = listen_fd
        self.lock_fd = lock_fd
        self.claim_fd = claim_fd
        self.epoch = epoch
        self.grace = grace


def save(carried: Carried, table: Table) -> int:
    """Write everything to an anonymous file; its descriptor. Marks all carried descriptors inheritable."""
    rows = []
    for spawn in table.all():
        row = {name: getattr(spawn, name) for name in _PLAIN}
        row.update({name: sorted(row[name]) for name in _SETS}, phase=spawn.phase.value)
        rows.append(row)
    state = {name: getattr(carried, name) for name in Carried.__slots__}
    fd = _anonymous_file()
    with open(os.dup(fd), "w", encoding="utf-8") as file:
        json.dump({**state, "rows": rows}, file)
    os.lseek(fd, 0, os.SEEK_SET)
    set_inheritable(carried, table, fd, True)
    return fd


def set_inheritable(carried: Carried, table: Table, state_fd: int, inheritable: bool) -> None:
    """For the moment of the execve only: nothing of this may reach a module."""
    fds = [carried.listen_fd, carried.lock_fd, carried.claim_fd, state_fd]
    for spawn in table.all():
        fds += spawn.descriptors().values()
    for fd in fds:
        if fd >= 0:
            os.set_inheritable(fd, inheritable)


def door_fds(state_fd: int) -> tuple[int, int]:
    """The listening socket and the lock in a saved state, needed before the table can be filled."""
    with open(state_fd, encoding="utf-8", closefd=False) as file:
        state = json.load(file)
    os.lseek(state_fd, 0, os.SEEK_SET)
    listening, locked = state["listen_fd"], state["lock_fd"]
    assert isinstance(listening, int) and isinstance(locked, int)
    return listening, locked


def restore(state_fd: int, table: Table) -> Carried:
    """Read what the former image saved, fill the table, and make all descriptors private again."""
    with open(state_fd, encoding="utf-8", closefd=False) as file:
        state = json.load(file)
    for row in state["rows"]:
        spawn = Spawn(row["id"], row["key"], row["module"], row["digest"], row["stop_signal"])
        for name in _PLAIN:
            if name in row:
                setattr(spawn, name, set(row[name]) if name in _SETS else row[name])
        spawn.backlog = [(entry[0], entry[1], entry[2]) for entry in row.get("backlog", [])]
        spawn.failure = (row["failure"][0], row["failure"][1]) if row.get("failure") else None
        spawn.phase = Phase(row["phase"])
        table.add(spawn)
    carried = Carried(**{name: state[name] for name in Carried.__slots__})
    set_inheritable(carried, table, state_fd, False)
    os.close(state_fd)
    return carried


def _anonymous_file() -> int:
    if sys.platform == "linux":
        return os.memfd_create("keeper-state")
    path = os.path.join(os.environ.get("TMPDIR", "/tmp"), f"skelly-keeper-{os.getpid()}")
    fd = os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600)
    os.unlink(path)
    return fd
