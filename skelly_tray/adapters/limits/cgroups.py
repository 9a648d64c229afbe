"""Control groups of launches: made before the spawn, joined by the child, found again when adopted, removed at the end.

Below our own group there is one folder of this home (`skelly-MARK`), and in it one for each launch, named by its key.
What the files in it are called is the business of the rung for version 1 or 2.
"""

from __future__ import annotations

import contextlib
import errno
import logging
import os
from abc import ABC, abstractmethod
from collections.abc import Collection, Mapping
from dataclasses import replace
from pathlib import Path

from skelly_tray.adapters.limits.cgroup_places import groups_of
from skelly_tray.adapters.limits.rung import Rung, RungRefused
from skelly_tray.domain.resource_limits import LimitKind, ResourceLimits
from skelly_tray.engine.limit_port import Holding
from skelly_tray.engine.ports import LaunchRequest, SpawnRecord

MEGABYTE = 2**20
PERIOD_US = 100_000
"""Of a CPU quota: what is used up within it stands still for its rest."""

_LEAST_QUOTA_US = 1000
_PF_EXITING = 4
# Of the kernel's sched.h, in the flags of /proc/PID/stat.
_logger = logging.getLogger(__name__)

CONTROLLERS = {LimitKind.CPU: "cpu", LimitKind.MEMORY: "memory", LimitKind.THREADS: "pids"}
"""What counts and bounds each kind of limit; open files are counted by none."""


class CgroupRung(Rung, ABC):
    """parents: the folder below which groups can be made, by kind; kinds may share one. tag: this home's folder."""

    def __init__(self, parents: Mapping[LimitKind, Path], tag: str) -> None:
        self._parents = {kind: folder / tag for kind, folder in parents.items()}
        self._groups: dict[str, dict[LimitKind, Path]] = {}
        self._keys: dict[int, str] = {}
        self._pids: dict[int, int] = {}
        self._dying: set[Path] = set()
        self._tag = tag
        self._swept = False

    # ---- what the versions differ in

    def make_ready(self, parent: Path) -> None:
        """Make the folder of this home, so that it takes groups. Raises OSError."""
        parent.mkdir(exist_ok=True)

    @abstractmethod
    def write(self, folder: Path, kind: LimitKind, value: float | None) -> None:
        """Set or lift a limit of the group in that folder. Raises OSError."""

    def holding(self, folder: Path, kind: LimitKind) -> Holding:
        """How that group holds, or can hold, a limit."""
        return Holding(self.name, "hard")

    @abstractmethod
    def read_usage(self, folder: Path) -> float:
        """Bytes that the group's processes cannot do without. Raises OSError."""

    @abstractmethod
    def read_kills(self, folder: Path) -> int:
        """Processes that were killed for memory. Raises OSError."""

    # ---- launches

    @property
    def kinds(self) -> Collection[LimitKind]:
        """What it can hold."""
        return self._parents.keys()

    def offers(self, kind: LimitKind) -> Holding | None:
        return Holding(self.name, "hard") if kind in self._parents else None

    def has(self, incarnation: int, kind: LimitKind) -> Holding | None:
        folder = self._folders(incarnation).get(kind)
        return None if folder is None else self.holding(folder, kind)

    def dress(
        self, request: LaunchRequest, kinds: Collection[LimitKind], limits: ResourceLimits
    ) -> LaunchRequest:
        self._sweep_once()
        made: dict[LimitKind, Path] = {}
        for kind in kinds:
            folder = self._parents[kind] / request.key
            try:
                self.make_ready(folder.parent)
                folder.mkdir(exist_ok=True)
                made[kind] = folder
            except OSError as error:
                _logger.warning("no control group for %s: %s", request.module, error)
        if not made:
            return request
        self._groups[request.key] = made
        joined = dict.fromkeys(str(folder / "cgroup.procs") for folder in made.values())
        return replace(request, cgroups=(*request.cgroups, *joined))

    def spawned(self, key: str, incarnation: int, pid: int) -> None:
        if key not in self._groups:
            return
        self._keys[incarnation], self._pids[incarnation] = key, pid
        self._look_for(incarnation)

    def failed(self, key: str) -> None:
        for folder in self._groups.pop(key, {}).values():
            self._remove(folder)

    def adopt(self, record: SpawnRecord) -> None:
        inside = _groups_of_process(record.pid) or {}
        found = {
            kind: folder / record.key
            for kind, folder in self._parents.items()
            if (folder / record.key).is_dir() and self._is_inside(inside, record.key, kind)
        }
        if found:
            self._groups[record.key] = found
            self._keys[record.incarnation], self._pids[record.incarnation] = record.key, record.pid

    def gone(self, incarnation: int) -> None:
        self._pids.pop(incarnation, None)
        self.failed(self._keys.pop(incarnation, ""))
        self._remove_dying()

    def close(self, *, keep_modules: bool) -> None:
        if keep_modules:
            return
        for key in list(self._groups):
            self.failed(key)
        self._remove_dying()
        for folder in set(self._parents.values()):
            with contextlib.suppress(
                OSError
            ):  # never made, or somebody is still in it: the next start sweeps
                folder.rmdir()

    # ---- limits

    def hold(self, incarnation: int, kind: LimitKind, value: float | None) -> None:
        try:
            self.write(self._folders(incarnation)[kind], kind, value)
        except OSError as error:
            raise RungRefused(f"the control group takes no such limit: {error.strerror}") from error

    def usage_mb(self, incarnation: int) -> float | None:
        folder = self._folders(incarnation).get(LimitKind.MEMORY)
        if folder is None:
            return None
        try:
            return self.read_usage(folder) / MEGABYTE
        except (OSError, ValueError, KeyError):
            return None

    def kills(self, incarnation: int) -> int:
        folder = self._folders(incarnation).get(LimitKind.MEMORY)
        self._look_for(incarnation)
        try:
            return self.read_kills(folder) if folder is not None else 0
        except (OSError, ValueError):
            return 0

    # ---- folders

    def _folders(self, incarnation: int) -> dict[LimitKind, Path]:
        return self._groups.get(self._keys.get(incarnation, ""), {})

    def _look_for(self, incarnation: int) -> None:
        """Nothing is told as held by a group in which its first process is not, or not any more: root, and whoever was
        given a part of the groups, can move to another."""
        groups, pid = self._groups.get(self._keys.get(incarnation, ""), {}), self._pids.get(incarnation)
        inside = _groups_of_process(pid) if groups and pid else None
        if pid is None or inside is None or _is_ending(pid):
            return
        for kind in [kind for kind in groups if not self._is_inside(inside, self._keys[incarnation], kind)]:
            _logger.warning("the process %d is not in its control group for %s", pid, kind)
            self._remove(groups.pop(kind))

    def _is_inside(self, groups: Mapping[str, str], key: str, kind: LimitKind) -> bool:
        path = groups.get(CONTROLLERS[kind], groups.get("", ""))
        return path.endswith(f"/{self._tag}/{key}")

    def _remove(self, folder: Path) -> None:
        """A group goes when its last process has; one that is still ending is tried again later."""
        try:
            folder.rmdir()
        except FileNotFoundError:
            self._dying.discard(folder)
        except OSError as error:
            if error.errno not in (errno.EBUSY, errno.ENOTEMPTY):
                _logger.warning("the control group %s cannot be removed: %s", folder, error.strerror)
            self._dying.add(folder)
        else:
            self._dying.discard(folder)

    def _remove_dying(self) -> None:
        for folder in list(self._dying):
            self._remove(folder)

    def _sweep_once(self) -> None:
        """Remove what dead supervisors of this home left. By the first launch all that goes on has been adopted; and
        no group that has processes can be removed."""
        if self._swept:
            return
        self._swept = True
        for parent in set(self._parents.values()):
            with contextlib.suppress(OSError):  # nothing was ever made there, or it is not ours to read
                for folder in list(parent.iterdir()):
                    if folder.is_dir() and folder.name not in self._groups:
                        self._remove(folder)


def quota_us(percent: float) -> int:
    """Microseconds of CPU time in each period."""
    return max(_LEAST_QUOTA_US, round(percent / 100 * PERIOD_US))


def fields(text: str) -> dict[str, int]:
    """`name number` lines, as memory.stat and memory.events have them."""
    pairs = (line.split() for line in text.splitlines())
    return {pair[0]: int(pair[1]) for pair in pairs if len(pair) == 2 and pair[1].isdigit()}


def put(path: Path, text: str) -> None:
    """One write(2), as control files want it. Raises OSError."""
    fd = os.open(path, os.O_WRONLY | os.O_CLOEXEC)
    try:
        os.write(fd, text.encode())
    finally:
        os.close(fd)


def _groups_of_process(pid: int) -> dict[str, str] | None:
    try:
        return groups_of(Path(f"/proc/{pid}/cgroup").read_text())
    except OSError:
        return None


def _is_ending(pid: int) -> bool:
    """It is shown in no group of its own from then on."""
    try:
        stat = Path(f"/proc/{pid}/stat").read_bytes()
    except OSError:
        return True
    return bool(int(stat.rpartition(b")")[2].split()[6]) & _PF_EXITING)
