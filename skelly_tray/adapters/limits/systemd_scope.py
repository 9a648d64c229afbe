"""The rung of desktops: a transient scope of the user's systemd for each launch, asked for over D-Bus.

systemd is asked in the background, never waited for: a launch counts as held from its spawn on, and if systemd refuses,
its limits go to the next rung (`fell`). Before the first launches we wait for what it offers (`settled`); when it
answers later, it holds what is launched later. One task does all the asking, one call after the other. Not run against
a real systemd by us: tested with a real bus and a stand-in for it.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import time
from collections.abc import Callable, Collection, Coroutine
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from skelly_tray.adapters.limits.cgroup_places import UNIFIED, groups_of, own_folders
from skelly_tray.adapters.limits.cgroup_v2 import read_kills, read_usage
from skelly_tray.adapters.limits.cgroups import CONTROLLERS, MEGABYTE
from skelly_tray.adapters.limits.rung import Rung
from skelly_tray.adapters.limits.systemd_bus import SystemdBus, SystemdError
from skelly_tray.domain.resource_limits import LimitKind, ResourceLimits
from skelly_tray.engine.limit_port import Holding
from skelly_tray.engine.ports import LaunchRequest, SpawnRecord
from skelly_tray.keeper.forest_linux import descendants

NAME = "systemd_scope"
HOLDING = Holding(NAME, "hard")
UNLIMITED = 2**64 - 1
SETTLED_WITHIN = 1.0
LOOK_EVERY = 30.0
"""Seconds until a systemd that did not answer is asked again, at the next question of what it offers."""
_RECLAIM_FROM = 0.95
_logger = logging.getLogger(__name__)

Start = Callable[[Coroutine[Any, Any, None], str], object]
"""Runs work in the background, in a scope of whoever made us."""


@dataclass(slots=True)
class _Unit:
    """One scope. kinds: what it is to hold. values: what it holds. made: systemd has said so."""

    name: str
    pid: int
    kinds: frozenset[LimitKind]
    values: dict[LimitKind, float] = field(default_factory=dict)
    folder: Path | None = None
    made: bool = False


class SystemdScope(Rung):
    """bus: the connection. start: runs the one task of this rung. fell: told (incarnation, why) when systemd
    does not take a module. root: the folder of the hierarchy of version 2."""

    name = NAME

    def __init__(
        self,
        bus: SystemdBus,
        tag: str,
        start: Start,
        fell: Callable[[int, str], None],
        root: Path | None = None,
    ) -> None:
        self._bus = bus
        self._tag = tag
        self._fell = fell
        self._start = start
        self._root = root
        self._jobs: asyncio.Queue[Coroutine[Any, Any, None]] = asyncio.Queue()
        self._dressed: dict[str, frozenset[LimitKind]] = {}
        self._units: dict[int, _Unit] = {}
        self._kinds: frozenset[LimitKind] = frozenset()
        self._why_not = "systemd has not answered yet"
        self._working = False
        self._looked = asyncio.Event()
        self._look_again_at = 0.0
        self._do(self._look())

    async def settled(self) -> None:
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(self._looked.wait(), SETTLED_WITHIN)

    def offers(self, kind: LimitKind) -> Holding | None:
        if self._looked.is_set() and 0.0 < self._look_again_at <= time.monotonic():
            self._look_again_at = 0.0
            self._do(self._look())
        return HOLDING if kind in self._kinds else None

    def why_not(self, kind: LimitKind) -> str:
        return f"{NAME}: {self._why_not}" if kind in CONTROLLERS and self._why_not else ""

    def has(self, incarnation: int, kind: LimitKind) -> Holding | None:
        unit = self._units.get(incarnation)
        return HOLDING if unit is not None and kind in unit.kinds else None

    def dress(
        self, request: LaunchRequest, kinds: Collection[LimitKind], limits: ResourceLimits
    ) -> LaunchRequest:
        self._dressed[request.key] = frozenset(kinds)
        return request

    def spawned(self, key: str, incarnation: int, pid: int) -> None:
        kinds = self._dressed.pop(key, None)
        if kinds is not None:
            self._units[incarnation] = _Unit(f"{self._tag}-{key}.scope", pid, kinds)
            self._do(self._make(incarnation))

    def failed(self, key: str) -> None:
        self._dressed.pop(key, None)

    def adopt(self, record: SpawnRecord) -> None:
        name = f"{self._tag}-{record.key}.scope"
        folder = self._folder_of(record.pid)
        if folder is not None and folder.name == name:
            kinds = frozenset(kind for kind in CONTROLLERS if _is_there(folder, kind))
            self._units[record.incarnation] = _Unit(name, record.pid, kinds, folder=folder, made=True)

    def hold(self, incarnation: int, kind: LimitKind, value: float | None) -> None:
        unit = self._units[incarnation]
        if value is None:
            unit.values.pop(kind, None)
        else:
            unit.values[kind] = value
        if unit.made:
            self._do(self._set(incarnation, kind, value))

    def usage_mb(self, incarnation: int) -> float | None:
        folder = self._folder(incarnation)
        try:
            return None if folder is None else read_usage(folder) / MEGABYTE
        except (OSError, ValueError, KeyError):
            return None

    def kills(self, incarnation: int) -> int:
        folder = self._folder(incarnation)
        try:
            return 0 if folder is None else read_kills(folder)
        except (OSError, ValueError):
            return 0

    def gone(self, incarnation: int) -> None:
        """systemd removes an empty scope by itself."""
        self._units.pop(incarnation, None)

    def close(self, *, keep_modules: bool) -> None:
        """The task ends with the scope that runs it; a scope of systemd's ends with its last process."""
        while not self._jobs.empty():
            self._jobs.get_nowait().close()

    # ---- in the background

    def _do(self, job: Coroutine[Any, Any, None]) -> None:
        self._jobs.put_nowait(job)
        if not self._working:
            self._working = True
            self._start(self._work(), "systemd scopes")

    async def _work(self) -> None:
        try:
            while not self._jobs.empty():
                while not self._jobs.empty():
                    await self._jobs.get_nowait()
                await self._bus.close()  # what comes meanwhile is done after it
        finally:
            self._working = False
            await self._bus.close()  # also when it is ended in the midst of a call

    async def _look(self) -> None:
        """What the user's systemd was given to hold with."""
        try:
            group = str(await self._bus.manager_property("ControlGroup"))
        except SystemdError as error:
            self._why_not = str(error)
            self._look_again_at = time.monotonic() + LOOK_EVERY
            return
        finally:
            self._looked.set()
        root = self._root if self._root is not None else _unified_root()
        folder = None if root is None else root / group.strip("/")
        self._kinds = frozenset(k for k in CONTROLLERS if folder is not None and _is_delegated(folder, k))
        self._why_not = "" if self._kinds else "it has no controllers of version 2"

    async def _make(self, incarnation: int) -> None:
        unit = self._units.get(incarnation)
        if unit is None:
            return
        pids = descendants([unit.pid])
        properties: list[tuple[str, tuple[str, Any]]] = [
            ("Description", ("s", "a module of Skelly Tray")),
            ("PIDs", ("au", pids)),
            ("CollectMode", ("s", "inactive-or-failed")),
            *(pair for kind, value in unit.values.items() for pair in _properties(kind, value)),
        ]
        given = dict(unit.values)
        try:
            await self._bus.call(
                "StartTransientUnit", "ssa(sv)a(sa(sv))", (unit.name, "fail", properties, [])
            )
            unit.made = True
            await self._gather(unit, pids)
        except SystemdError as error:
            self._lose(incarnation, str(error))
            return
        for kind in given.keys() | unit.values.keys():  # what was changed while systemd worked
            if given.get(kind) != unit.values.get(kind):
                await self._set(incarnation, kind, unit.values.get(kind))

    async def _gather(self, unit: _Unit, known: list[int]) -> None:
        """Whoever was forked while systemd took in the others."""
        late = [pid for pid in descendants([unit.pid]) if pid not in known]
        if late:
            await self._bus.call("AttachProcessesToUnit", "ssau", (unit.name, "", late))

    async def _set(self, incarnation: int, kind: LimitKind, value: float | None) -> None:
        unit = self._units.get(incarnation)
        if unit is None or unit.values.get(kind) != value:
            return  # gone, or changed again meanwhile
        try:
            body = (unit.name, True, _properties(kind, value))
            await self._bus.call("SetUnitProperties", "sba(sv)", body)
        except SystemdError as error:
            self._lose(incarnation, str(error))

    def _lose(self, incarnation: int, why: str) -> None:
        unit = self._units.pop(incarnation, None)
        if unit is not None and Path(f"/proc/{unit.pid}").exists():
            _logger.warning("%s: %s", unit.name, why)
            self._fell(incarnation, f"{NAME}: {why}")

    # ---- groups

    def _folder(self, incarnation: int) -> Path | None:
        unit = self._units.get(incarnation)
        if unit is None or not unit.made or LimitKind.MEMORY not in unit.kinds:
            return None
        if unit.folder is None:
            folder = self._folder_of(unit.pid)
            unit.folder = folder if folder is not None and folder.name == unit.name else None
        return unit.folder

    def _folder_of(self, pid: int) -> Path | None:
        root = self._root if self._root is not None else _unified_root()
        try:
            group = groups_of(Path(f"/proc/{pid}/cgroup").read_text()).get(UNIFIED)
        except OSError:
            return None
        return None if root is None or group is None else root / group.strip("/")


def _unified_root() -> Path | None:
    """Where the hierarchy of version 2 is mounted, found by what is above our own group."""
    own = own_folders().get(UNIFIED)
    while own is not None and (own / "cgroup.type").exists():
        own = own.parent
    return own


def _is_there(folder: Path, kind: LimitKind) -> bool:
    return (
        folder / {"cpu": "cpu.max", "memory": "memory.max", "pids": "pids.max"}[CONTROLLERS[kind]]
    ).exists()


def _is_delegated(folder: Path, kind: LimitKind) -> bool:
    try:
        return CONTROLLERS[kind] in (folder / "cgroup.controllers").read_text().split()
    except OSError:
        return False


def _properties(kind: LimitKind, value: float | None) -> list[tuple[str, tuple[str, Any]]]:
    """The unit's properties (name, (D-Bus type, value)) for one limit, or for its end."""
    match kind:
        case LimitKind.CPU:
            quota = UNLIMITED if value is None else round(value * 10_000)  # µs of CPU time a second
            return [("CPUQuotaPerSecUSec", ("t", quota))]
        case LimitKind.MEMORY:
            most = UNLIMITED if value is None else int(value * MEGABYTE)
            high = UNLIMITED if value is None else int(value * MEGABYTE * _RECLAIM_FROM)
            swap = UNLIMITED if value is None else 0
            return [
                ("MemoryHigh", ("t", high)),
                ("MemoryMax", ("t", most)),
                ("MemorySwapMax", ("t", swap)),
            ]
        case LimitKind.THREADS:
            return [("TasksMax", ("t", UNLIMITED if value is None else int(value)))]
        case LimitKind.FILE_HANDLES:
            return []
