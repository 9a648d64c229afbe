"""A world of fakes around the real engine: what was asked of processes is kept, facts are told by the test."""

from __future__ import annotations

import asyncio
import itertools
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from skelly_tray.config.home import Home
from skelly_tray.config.load import Loaded
from skelly_tray.domain.cause import Outcome
from skelly_tray.domain.descriptor import BUS_ID, ModuleDescriptor, ModuleId
from skelly_tray.domain.orchestrator_config import OrchestratorConfig
from skelly_tray.domain.resource_limits import LimitKind
from skelly_tray.engine.audit_port import Audit
from skelly_tray.engine.bus_port import BusFacts, Grant
from skelly_tray.engine.configuration import Configuration, join
from skelly_tray.engine.limit_port import ADVISORY, Holding
from skelly_tray.engine.orchestrator import Orchestrator
from skelly_tray.engine.ports import (
    Clock,
    KeeperUnavailable,
    LaunchRefused,
    LaunchRequest,
    ProbeAnswer,
    ProbeTarget,
    ProcessFacts,
    SpawnRecord,
)
from skelly_tray.engine.secret_port import Secrets
from skelly_tray.engine.trash_port import TrashEntry
from skelly_tray.engine.world import World
from skelly_tray.telemetry.sample import Sample


class LoopClock:
    """The loop's own time, so that a loop with virtual time has a world with virtual time."""

    def monotonic(self) -> float:
        return asyncio.get_running_loop().time()

    def wall(self) -> float:
        return time.time()


class FakeProcesses:
    """A keeper in memory: spawns answer at once unless `hold` is set; stops end at once."""

    def __init__(self) -> None:
        self.calls: list[tuple[Any, ...]] = []
        self.requests: list[LaunchRequest] = []
        self.notes: dict[int, bytes] = {}
        self.acknowledged: list[int] = []
        self.table: list[SpawnRecord] = []
        self.opened = 0
        self.fail_open = 0
        self.live: dict[int, LaunchRequest] = {}
        self.keeper_pid: int | None = 4242
        self._incarnations = itertools.count(100)
        self.facts: ProcessFacts

    @property
    def taken_over(self) -> bool:
        return bool(self.table)

    async def open(self, facts: ProcessFacts) -> list[SpawnRecord]:
        self.facts = facts
        self.opened += 1
        if self.fail_open:
            self.fail_open -= 1
            raise KeeperUnavailable("no keeper today")
        return list(self.table)

    def spawn(self, request: LaunchRequest) -> None:
        self.requests.append(request)
        incarnation = next(self._incarnations)
        self.live[incarnation] = request
        self.facts.spawned(request.key, incarnation, 1000 + incarnation, LoopClock().monotonic())

    def stop(self, incarnation: int, stop_signal: str, grace: float) -> None:
        self.calls.append(("stop", incarnation, stop_signal, grace))
        self.end(incarnation, Outcome(signal=15))

    def kill(self, incarnation: int) -> None:
        self.calls.append(("kill", incarnation))
        self.end(incarnation, Outcome(signal=9))

    def end(self, incarnation: int, outcome: Outcome) -> None:
        if self.live.pop(incarnation, None) is None:
            return
        loop = asyncio.get_running_loop()
        loop.call_soon(self.facts.exited, incarnation, outcome, LoopClock().monotonic())
        loop.call_soon(self.facts.gone, incarnation, 0)

    def places_missing(self) -> bool:
        return False

    def listen_again(self) -> None:
        self.calls.append(("listen_again",))

    def set_orphan_grace(self, seconds: float) -> None:
        self.calls.append(("orphan_grace", seconds))

    def note(self, incarnation: int, note: bytes) -> None:
        self.notes[incarnation] = note

    def throttle(self, incarnation: int, percent: float | None) -> None:
        self.calls.append(("throttle", incarnation, percent))

    def acknowledge(self, incarnation: int) -> None:
        self.acknowledged.append(incarnation)

    def members(self) -> Mapping[int, frozenset[int]]:
        return {}

    async def close(self, *, keep_modules: bool = False, told: bool = True) -> None:
        self.calls.append(("close", keep_modules))


class FakeProber:
    """Answers with what `answers` says of a module, else passes."""

    def __init__(self) -> None:
        self.targets: list[ProbeTarget] = []
        self.answers: dict[str, bool | None] = {}

    async def check(self, target: ProbeTarget) -> ProbeAnswer:
        self.targets.append(target)
        return ProbeAnswer(self.answers.get(target.module, True), "asked", 0.001)


class FakeLauncher:
    def __init__(self) -> None:
        self.refused: dict[str, str] = {}
        self.nowhere: set[str] = set()

    def request(self, descriptor: ModuleDescriptor, key: str, stop_rank: int) -> LaunchRequest:
        if descriptor.id in self.refused:
            raise LaunchRefused("Not now", self.refused[descriptor.id])
        return self.surroundings(descriptor, key, stop_rank)

    def surroundings(self, descriptor: ModuleDescriptor, key: str, stop_rank: int) -> LaunchRequest:
        if descriptor.id in self.nowhere:
            raise LaunchRefused("No folder", "it is gone")
        return LaunchRequest(
            key=key,
            module=descriptor.id,
            digest=descriptor.digest,
            argv=descriptor.command,
            environment={"WHO": descriptor.id},
            working_dir="/",
            user=descriptor.user,
            group=descriptor.group,
            stop_signal="TERM",
            grace=1.0,
            stop_rank=stop_rank,
            notify=False,
        )


class FakeJournal:
    def __init__(self) -> None:
        self.entries: list[dict[str, Any]] = []

    def append(self, entries: Sequence[Mapping[str, Any]]) -> None:
        self.entries += [dict(e) for e in entries]

    def recent(self, count: int, module: str | None = None) -> list[dict[str, Any]]:
        found = [e for e in self.entries if module is None or e["module"] == module]
        return found[-count:] if count > 0 else []

    def last_seq(self) -> int:
        return int(self.entries[-1]["seq"]) if self.entries else 0


class FakeMemory:
    def __init__(self, stored: dict[str, Any] | None = None) -> None:
        self.stored = stored or {}

    def load(self) -> dict[str, Any]:
        return self.stored

    def save(self, memory: Mapping[str, Any]) -> None:
        self.stored = {name: dict(value) for name, value in memory.items()}


class FakeMeter:
    def __init__(self) -> None:
        self.failing: Exception | None = None
        self.load, self.battery, self.sleep = 0.2, False, 0.0
        self.machine, self.weighed = (10.0, 20.0), 0
        self.samples: dict[str, Sample] = {}

    def sample(
        self, roots: Mapping[ModuleId, tuple[int, int]], extra: Mapping[int, frozenset[int]], now: float
    ) -> Mapping[ModuleId, Sample]:
        if self.failing:
            raise self.failing
        usual = Sample(cpu_percent=5.0, memory_mb=10.0, threads=2)
        return {m: self.samples.get(m, usual) for m in roots}

    def cost(self, pid: int, now: float) -> tuple[float, float]:
        return (0.5, 40.0)

    def network_kbps(self, now: float) -> float:
        return 8.0

    def disk_usage_mb(self) -> float:
        return 1.5

    def load_per_core(self) -> float:
        return self.load

    def on_battery(self) -> bool:
        return self.battery

    def machine_cpu_percent(self) -> float:
        self.weighed += 1
        return self.machine[0]

    def machine_memory_percent(self) -> float:
        return self.machine[1]

    def slept(self) -> float:
        return self.sleep


class FakeLimiter:
    """Holds everything hard, and keeps what it was asked."""

    def __init__(self) -> None:
        self.holding = Holding("cgroup_v1", "hard")
        self.calls: list[tuple[Any, ...]] = []
        self.values: dict[tuple[int, LimitKind], float] = {}
        self.usage: dict[int, float] = {}
        self.killed: dict[int, int] = {}

    async def settled(self) -> None:
        self.calls.append(("settled",))

    def dress(self, request: LaunchRequest, descriptor: ModuleDescriptor) -> LaunchRequest:
        self.calls.append(("dress", request.key, descriptor.id))
        return request

    def spawned(self, key: str, incarnation: int, pid: int) -> None:
        self.calls.append(("spawned", key, incarnation, pid))

    def failed(self, key: str) -> None:
        self.calls.append(("failed", key))

    def adopt(self, record: SpawnRecord, descriptor: ModuleDescriptor | None) -> None:
        self.calls.append(("adopt", record.incarnation, descriptor.id if descriptor else None))

    def holdings(self, incarnation: int | None, descriptor: ModuleDescriptor) -> Mapping[LimitKind, Holding]:
        holding = self.holding if descriptor.limits.held else ADVISORY
        return dict.fromkeys(descriptor.limits.given, holding)

    def hold(self, incarnation: int, kind: LimitKind, value: float | None) -> Holding:
        self.calls.append(("hold", incarnation, kind, value))
        if value is None:
            self.values.pop((incarnation, kind), None)
        else:
            self.values[incarnation, kind] = value
        return self.holding

    def usage_mb(self, incarnation: int) -> float | None:
        return self.usage.get(incarnation)

    def kills(self, incarnation: int) -> int:
        return self.killed.get(incarnation, 0)

    def gone(self, incarnation: int) -> None:
        self.calls.append(("gone", incarnation))

    def close(self, *, keep_modules: bool) -> None:
        self.calls.append(("close", keep_modules))


class FakeNotices:
    def __init__(self) -> None:
        self.told: list[tuple[int, dict[str, str]]] = []
        self.forgotten: list[int] = []

    def notified(self, incarnation: int, fields: Mapping[str, str]) -> None:
        self.told.append((incarnation, dict(fields)))

    def forget(self, incarnation: int) -> None:
        self.forgotten.append(incarnation)


class FakeBus:
    """A bus in memory: what it is told is kept; modules answer as `answers` says by method."""

    def __init__(self) -> None:
        self.secret = ""
        self.granted: list[Grant] = []
        self.revoked: list[tuple[str, bool]] = []
        self.cleared: list[str] = []
        self.updates: list[tuple[str, dict[str, Any]]] = []
        self.lazy: Mapping[str, Sequence[str]] = {}
        self.asked: list[tuple[str, str, dict[str, Any]]] = []
        self.published: list[tuple[str, dict[str, Any]]] = []
        self.answers: dict[str, Any] = {}
        self.connected_for = 0.0
        self.facts: BusFacts

    def addresses(self) -> tuple[str, str]:
        return "unix:/run/bus.sock", "unix:/run/bus-admin.sock"

    def open(self, facts: BusFacts) -> None:
        self.facts = facts

    def connect(self, secret: str) -> None:
        self.secret = secret

    def disconnect(self) -> None:
        self.secret = ""

    async def wait_connected(self) -> None:
        return

    async def grant(self, grant: Grant) -> None:
        self.granted.append(grant)

    def revoke(self, key: str, *, forget: bool) -> None:
        self.revoked.append((key, forget))

    def clear(self, module: str) -> None:
        self.cleared.append(module)

    def update(self, key: str, **fields: Any) -> None:
        self.updates.append((key, fields))

    def set_lazy(self, modules: Mapping[str, Sequence[str]]) -> None:
        self.lazy = modules

    async def ask(self, module: str, method: str, params: Mapping[str, Any], timeout: float) -> Any:
        self.asked.append((module, method, dict(params)))
        answer = self.answers.get(method, {})
        if isinstance(answer, Exception):
            raise answer
        return answer

    async def check(self, timeout: float) -> Any:
        return {"status": "healthy"}

    def publish(self, topic: str, payload: Mapping[str, Any]) -> None:
        self.published.append((topic, dict(payload)))

    async def close(self) -> None:
        return


class FakeTrash:
    """A trash in memory. failing: what every move raises."""

    def __init__(self) -> None:
        self.kept: dict[str, list[str]] = {}
        self.thinned: list[str] = []
        self.failing: OSError | None = None

    def discard(self, module: str) -> str | None:
        if self.failing:
            raise self.failing
        entries = self.kept.setdefault(module, [])
        entries.append(f"entry-{len(entries) + 1}")
        return entries[-1]

    def bring_back(self, module: str, entry: str) -> str:
        entries = self.kept.get(module, [])
        if entry not in entries:
            raise LookupError(f"there is no {entry}")
        entries.remove(entry)
        return entry

    def thin_out(self, module: str) -> None:
        self.thinned.append(module)

    def entries(self, module: str | None = None) -> list[TrashEntry]:
        return [TrashEntry(m, name, "", 0.0) for m, names in self.kept.items() for name in names]

    def empty(self, module: str | None = None) -> int:
        count = len(self.entries())
        self.kept.clear()
        return count


class Bench:
    """An orchestrator over fakes. Use as an async context; the system is opened, not started."""

    def __init__(
        self,
        folder: Path,
        modules: Iterable[ModuleDescriptor],
        config: OrchestratorConfig | None = None,
        memory: dict[str, Any] | None = None,
    ) -> None:
        self.processes = FakeProcesses()
        self.prober = FakeProber()
        self.launcher = FakeLauncher()
        self.journal = FakeJournal()
        self.memory = FakeMemory(memory)
        self.meter = FakeMeter()
        self.clock: Clock = LoopClock()
        self.notices = FakeNotices()
        self.bus = FakeBus()
        self.trash = FakeTrash()
        self.limiter = FakeLimiter()
        self.secrets: Secrets | None = None
        self.audit: Audit | None = None
        self.log: dict[str, list[dict[str, str]]] = {}
        self._folder = folder
        self._configuration = configuration(modules, config or LIVELY)
        self.core: Orchestrator

    async def __aenter__(self) -> Bench:
        home = Home(
            self._folder / "config", self._folder / "state", self._folder / "logs", self._folder / "run"
        )
        home.create()
        world = World(
            home,
            self.processes,
            self.prober,
            self.launcher,
            self.journal,
            self.memory,
            self.meter,
            self.notices,
            self.clock,
            self.bus,
            self.trash,
            self.limiter,
            secrets=self.secrets,
            audit=self.audit,
        )
        self.core = Orchestrator(world, self._configuration, lambda module, count: self.log.get(module, []))
        await self.core.open()
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.core.close()

    async def until(self, true: Callable[[], bool], seconds: float = 5.0) -> None:
        """Let the loop run until it is so."""
        async with asyncio.timeout(seconds):
            while not true():
                await asyncio.sleep(0.005)

    async def state(self, module: str) -> str:
        return str((await self.core.get_system_health()).modules[module].state)


LIVELY = OrchestratorConfig(parallel_startup=True, module_start_delay=0.0, sample_interval=0.01)


def module(name: str, **fields: Any) -> ModuleDescriptor:
    """A descriptor that is ready at once."""
    fields = {"ready_after": 0.0, "digest": "one", **fields}
    return ModuleDescriptor(id=ModuleId(name), name=name, command=(name,), **fields)


def configuration(modules: Iterable[ModuleDescriptor], config: OrchestratorConfig) -> Configuration:
    """The configuration that consists of these modules."""
    descriptors = {m.id: m for m in modules}
    bus = descriptors.pop(BUS_ID, None)
    return join(Loaded(config, descriptors, {}, {}, (), (), (), True, bus))
