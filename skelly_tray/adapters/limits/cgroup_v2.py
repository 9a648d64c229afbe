"""The rung of control groups version 2, where a part of the one hierarchy was delegated to us.

A group with processes of its own cannot pass controllers on to groups below it. So if ours is delegated to us and holds
nobody else, we move into a leaf of it first (`supervisor`); in every other case we leave it as it is.

Memory is bounded by memory.max, a little below which memory.high makes the kernel take back what it can, and may not be
swapped out to get around it. It counts as `anon + shmem` and swap. Not run on a kernel by us: written against the
kernel's documentation, and tested on a folder of plain files.
"""

from __future__ import annotations

import contextlib
import os
from pathlib import Path

from skelly_tray.adapters.limits.cgroup_places import UNIFIED, own_folders
from skelly_tray.adapters.limits.cgroups import (
    CONTROLLERS,
    MEGABYTE,
    PERIOD_US,
    CgroupRung,
    fields,
    put,
    quota_us,
)
from skelly_tray.domain.resource_limits import LimitKind

NAME = "cgroup_v2"
LEAF = "supervisor"
_RECLAIM_FROM = 0.95
# Of the limit: where the kernel begins to slow the group and to take pages back.
_SYSTEMD = Path("/run/systemd/system")


def parent(folders: dict[str, Path] | None = None) -> Path | None:
    """The group below which ours would be made: our own, or the one whose leaf we moved into. None: not mounted."""
    own = (own_folders() if folders is None else folders).get(UNIFIED)
    if own is None or not (own / "cgroup.controllers").exists():
        return None
    return own.parent if own.name == LEAF else own


def refusal(folder: Path, pid: int, systemd: Path = _SYSTEMD) -> str:
    """Why no groups can be made below that one, in a few words; empty when they can. Changes nothing."""
    if not set(CONTROLLERS.values()) & _words(folder / "cgroup.controllers"):
        return "without the controllers cpu, memory and pids"
    if not (os.access(folder, os.W_OK) and os.access(folder / "cgroup.subtree_control", os.W_OK)):
        return "not writable by this user"
    if not _is_delegated(folder, systemd):
        return "the group is not delegated to us"
    if not _missing(folder) or _is_top(folder):
        return ""
    others = _words(folder / "cgroup.procs") - {str(pid)}
    return f"the group holds {len(others)} other processes" if others else ""


def prepare(folder: Path, pid: int, systemd: Path = _SYSTEMD) -> dict[LimitKind, Path]:
    """Pass the controllers on to groups below that one; the kinds of limit that can be held there."""
    if refusal(folder, pid, systemd):
        return {}
    missing = _missing(folder)
    if missing and not _is_top(folder) and _words(folder / "cgroup.procs"):
        (folder / LEAF).mkdir(exist_ok=True)
        put(folder / LEAF / "cgroup.procs", str(pid))
    for controller in sorted(missing):
        with contextlib.suppress(OSError):  # those that are passed on say so below
            put(folder / "cgroup.subtree_control", f"+{controller}")
    passed_on = _words(folder / "cgroup.subtree_control")
    return {kind: folder for kind, controller in CONTROLLERS.items() if controller in passed_on}


class CgroupV2(CgroupRung):
    """One group for each launch."""

    name = NAME

    def make_ready(self, parent: Path) -> None:
        super().make_ready(parent)
        for kind in self.kinds:
            put(parent / "cgroup.subtree_control", f"+{CONTROLLERS[kind]}")

    def write(self, folder: Path, kind: LimitKind, value: float | None) -> None:
        if kind is LimitKind.CPU:
            put(folder / "cpu.max", f"{'max' if value is None else quota_us(value)} {PERIOD_US}")
        elif kind is LimitKind.THREADS:
            put(folder / "pids.max", "max" if value is None else str(int(value)))
        else:
            _bound_memory(folder, None if value is None else int(value * MEGABYTE))

    def read_usage(self, folder: Path) -> float:
        return read_usage(folder)

    def read_kills(self, folder: Path) -> int:
        return read_kills(folder)


def read_usage(folder: Path) -> float:
    """Bytes that the group's processes cannot do without. Raises OSError."""
    found = fields((folder / "memory.stat").read_text())
    swap = folder / "memory.swap.current"
    return found["anon"] + found.get("shmem", 0) + (int(swap.read_text()) if swap.exists() else 0)


def read_kills(folder: Path) -> int:
    """Processes that were killed for memory. Raises OSError."""
    return fields((folder / "memory.events").read_text()).get("oom_kill", 0)


def _bound_memory(folder: Path, most: int | None) -> None:
    put(folder / "memory.high", "max" if most is None else str(int(most * _RECLAIM_FROM)))
    put(folder / "memory.max", "max" if most is None else str(most))
    if (folder / "memory.swap.max").exists():
        put(folder / "memory.swap.max", "max" if most is None else "0")


def _missing(folder: Path) -> set[str]:
    """Controllers that are there and not passed on yet."""
    there = _words(folder / "cgroup.controllers") - _words(folder / "cgroup.subtree_control")
    return there & set(CONTROLLERS.values())


def _is_top(folder: Path) -> bool:
    """The root of all groups, in which processes do not matter; it alone has no type."""
    return not (folder / "cgroup.type").exists()


def _is_delegated(folder: Path, systemd: Path) -> bool:
    """systemd marks what it delegates (since version 251), and much that it manages is writable for its user all the
    same; where it does not run, what can be written is ours."""
    if not systemd.is_dir():
        return True
    for name in ("user.delegate", "trusted.delegate"):
        with contextlib.suppress(OSError):
            if os.getxattr(folder, name) == b"1":
                return True
    return False


def _words(path: Path) -> set[str]:
    try:
        return set(path.read_text().split())
    except OSError:
        return set()
