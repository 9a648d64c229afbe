"""The rung of control groups version 1: a hierarchy for each controller, writable for root or where it was given to us.

Memory counts as `rss + shmem + swap` of the whole group: what its processes hold and the kernel cannot drop, which is
nearest to the RSS that we show without a group. Pages of files are left out: the kernel takes them back by itself
before a limit is exceeded.
"""

from __future__ import annotations

import errno
import os
from collections.abc import Mapping
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
from skelly_tray.engine.limit_port import Holding

NAME = "cgroup_v1"
_FILES = {
    LimitKind.CPU: "cpu.cfs_quota_us",
    LimitKind.MEMORY: "memory.limit_in_bytes",
    LimitKind.THREADS: "cgroup.procs",  # the root group of `pids` has no limit of its own
}

_GENEROUS = {LimitKind.CPU: 100.0, LimitKind.MEMORY: 1024.0, LimitKind.THREADS: 1000.0}


def parents(folders: dict[str, Path] | None = None) -> dict[LimitKind, Path]:
    """Where groups can be made, by kind of limit; empty: nowhere. folders: as `own_folders` finds them."""
    found = own_folders() if folders is None else folders
    usable = {}
    for kind, controller in CONTROLLERS.items():
        folder = found.get(controller)
        if controller != UNIFIED and folder is not None and _is_usable(folder, kind):
            usable[kind] = folder
    return usable


def try_out(folder: Path, kind: LimitKind) -> str:
    """Make a group below that one, give it a limit, remove it: what went wrong, empty for nothing."""
    group = folder / f"skelly-try-{os.getpid()}"
    try:
        group.mkdir()
        try:
            CgroupV1({}, "").write(group, kind, _GENEROUS[kind])
        finally:
            group.rmdir()
    except OSError as error:
        return error.strerror or str(error)
    return ""


def _is_usable(folder: Path, kind: LimitKind) -> bool:
    return (folder / _FILES[kind]).exists() and os.access(folder, os.W_OK)


class CgroupV1(CgroupRung):
    """A group for each launch in each of the hierarchies cpu, memory and pids."""

    name = NAME

    def __init__(self, parents: Mapping[LimitKind, Path], tag: str) -> None:
        super().__init__(parents, tag)
        self._owed: dict[Path, tuple[int, int]] = {}

    def write(self, folder: Path, kind: LimitKind, value: float | None) -> None:
        if kind is LimitKind.CPU:
            put(folder / "cpu.cfs_period_us", str(PERIOD_US))
            put(folder / "cpu.cfs_quota_us", "-1" if value is None else str(quota_us(value)))
        elif kind is LimitKind.THREADS:
            put(folder / "pids.max", "max" if value is None else str(int(value)))
        else:
            self._bound_memory(folder, -1 if value is None else int(value * MEGABYTE))

    def holding(self, folder: Path, kind: LimitKind) -> Holding:
        owed = self._owed.get(folder)
        if kind is not LimitKind.MEMORY or owed is None:
            return Holding(NAME, "hard")
        _, used = owed
        why = f"it has {used / MEGABYTE:.0f} MB already: it gets no more, and the limit as soon as it fits"
        return Holding(NAME, "soft", why)

    def read_usage(self, folder: Path) -> float:
        """Takes the occasion to set a limit that could not be set before."""
        if folder in self._owed:
            self._bound_memory(folder, self._owed[folder][0])
        found = fields((folder / "memory.stat").read_text())
        return found["total_rss"] + found.get("total_shmem", 0) + found.get("total_swap", 0)

    def read_kills(self, folder: Path) -> int:
        return fields((folder / "memory.oom_control").read_text()).get("oom_kill", 0)

    def _bound_memory(self, folder: Path, most: int) -> None:
        """A group that has more than that already cannot be bounded there: it is kept where it is, until it can."""
        self._owed.pop(folder, None)
        try:
            _set_memory(folder, most)
        except OSError as error:
            if error.errno != errno.EBUSY:
                raise
            used = int((folder / "memory.usage_in_bytes").read_text())
            _set_memory(folder, used + MEGABYTE)
            self._owed[folder] = most, used


def _set_memory(folder: Path, most: int) -> None:
    """Bytes, -1 for no limit; memory and swap together where swap is counted. Raises OSError.

    The first may never exceed the second, so the order depends on which way they go.
    """
    both = folder / "memory.memsw.limit_in_bytes"
    if not both.exists():
        put(folder / "memory.limit_in_bytes", str(most))
        return
    try:
        put(folder / "memory.limit_in_bytes", str(most))
    except OSError as error:
        if error.errno != errno.EINVAL:
            raise
        put(both, str(most))
        put(folder / "memory.limit_in_bytes", str(most))
        return
    put(both, str(most))
