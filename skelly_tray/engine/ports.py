"""What the engine needs of the world, as Protocols; `adapters/` implements them, `app/` joins the two.

Facts flow in through `Facts` callbacks, always on the engine's event loop. Every process fact names the
incarnation (spawn id, issued by the keeper and never reused) that it is about.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

from skelly_tray.domain.cause import Outcome as Outcome
from skelly_tray.domain.descriptor import Check, ModuleDescriptor, ModuleId, ProbeRole
from skelly_tray.domain.health_report import HealthReport
from skelly_tray.domain.sandbox import Sandbox
from skelly_tray.telemetry.sample import Sample


@dataclass(frozen=True, slots=True)
class LaunchRequest:
    """All that the keeper needs to start one process.

    key: the caller's idempotency key, unique over orchestrator restarts. environment: complete.
    stop_rank: the keeper stops higher ranks first when it has to stop everything by itself.
    pipes: texts (tokens) that must not stand in an environment: each is put into a pipe, whose inherited
    descriptor's number the named variable holds. uid: the user it will have; None: our own. cgroups: files that the
    child writes itself into before it becomes the program, so that all its descendants are in those groups too.
    nofile: highest number of open files of each of its processes; None: as usual. sandbox: what it may touch; only
    rules that this machine can hold, and the start fails if one is not held after all.
    """

    key: str
    module: ModuleId
    digest: str
    argv: tuple[str, ...]
    environment: Mapping[str, str] = field(repr=False)
    working_dir: str
    user: str | None
    group: str | None
    stop_signal: str
    grace: float
    stop_rank: int
    notify: bool
    pipes: Mapping[str, str] = field(default_factory=dict, repr=False)
    uid: int | None = None
    cgroups: tuple[str, ...] = ()
    nofile: int | None = None
    sandbox: Sandbox = Sandbox()


@dataclass(frozen=True, slots=True)
class SpawnRecord:
    """One row of the keeper's table, as answered to `claim`.

    started_at, exited_at: seconds on the boot clock's monotonic scale (`time.monotonic`).
    outcome: None while the leader lives. gone: the leader has exited and its whole tree is swept.
    """

    key: str
    module: ModuleId
    incarnation: int
    pid: int
    started_at: float
    digest: str
    note: bytes = b""
    outcome: Outcome | None = None
    exited_at: float | None = None
    gone: bool = False


class KeeperUnavailable(Exception):  # noqa: N818 - a state of the world, named like LaunchRefused
    """No keeper could be started or claimed; the sentence says why."""


class ProcessFacts(Protocol):
    """Where the process adapter reports. Called on the loop, in the order in which things happened."""

    def spawned(self, key: str, incarnation: int, pid: int, started_at: float) -> None: ...

    def spawn_failed(self, key: str, incarnation: int | None, stage: str, error: str) -> None:
        """The command could not be executed; `stage` is what failed (working_dir, user, exec …)."""

    def exited(self, incarnation: int, outcome: Outcome, at: float) -> None:
        """The leader has exited; its leftovers are being swept."""

    def gone(self, incarnation: int, leftovers: int) -> None:
        """Nothing of the tree is left; `leftovers` processes had to be killed."""

    def notified(self, incarnation: int, fields: Mapping[str, str]) -> None:
        """An sd_notify datagram of this incarnation, parsed."""

    def keeper_lost(self) -> None:
        """The keeper died or its connection broke; every module it held is gone or being swept."""


class Processes(Protocol):
    """Processes, through the keeper. No call blocks; answers come as facts."""

    async def open(self, facts: ProcessFacts) -> list[SpawnRecord]:
        """Start or claim the keeper. Returns its table; raises KeeperUnavailable with a sentence."""

    @property
    def keeper_pid(self) -> int | None: ...

    @property
    def taken_over(self) -> bool:
        """The keeper was there before `open`: an earlier supervisor has ended without stopping everything."""

    def spawn(self, request: LaunchRequest) -> None: ...

    def stop(self, incarnation: int, stop_signal: str, grace: float) -> None:
        """Signal the whole tree, CONT it, and KILL what is left after `grace` seconds."""

    def kill(self, incarnation: int) -> None: ...

    def throttle(self, incarnation: int, percent: float | None) -> None:
        """Keep the tree at `percent` of one core by stopping and continuing it; None: no longer. The keeper does it by
        itself, and ends it when nobody claims it."""

    def note(self, incarnation: int, note: bytes) -> None:
        """Store at most 4 KiB with the spawn, to be read back at adoption."""

    def acknowledge(self, incarnation: int) -> None:
        """The exit has been dealt with: the keeper may forget this spawn."""

    def set_orphan_grace(self, seconds: float) -> None:
        """How long everything goes on without us, from now on; negative: without limit."""

    def members(self) -> Mapping[int, frozenset[int]]:
        """Pids of each live incarnation's tree that the keeper knows beyond lineage (re-parented strays)."""

    def places_missing(self) -> bool:
        """Whether the next orchestrator would not find the keeper, for files of it are gone. Looks at the disk."""

    def listen_again(self) -> None:
        """Have the keeper make those files anew."""

    async def close(self, *, keep_modules: bool = False, told: bool = True) -> None:
        """End the keeper after its last module; or leave it holding them without limit. told: else it learns of our end
        by itself, as of a crash, and holds them for `orphan_grace`."""


class OutputSink(Protocol):
    """Who reads what modules write. Called on the loop by the process adapter."""

    def attach(
        self,
        module: ModuleId,
        incarnation: int,
        streams: Mapping[str, int],
        backlog: Sequence[tuple[float, str, str]] = (),
    ) -> None:
        """Take over the reading ends `{"out": fd, "err": fd}` (non-blocking; the sink closes them).

        backlog: lines read while nobody was there, each (wall time, stream, text), oldest first.
        Empty streams: the process is gone already and only the backlog is left.
        """

    def detach(self, incarnation: int) -> None:
        """The whole tree is gone: read what is left up to end of file, then close."""


@dataclass(frozen=True, slots=True)
class ProbeTarget:
    """What a probe is made against: one incarnation of one module, with the environment it was given. secrets: texts
    that must not stand in what is shown of its answer. sandbox: what a command may touch, as the module may."""

    module: ModuleId
    incarnation: int
    role: ProbeRole
    check: Check
    timeout: float
    environment: Mapping[str, str] = field(default_factory=dict, repr=False)
    working_dir: str | None = None
    user: str | None = None
    group: str | None = None
    secrets: frozenset[str] = field(default=frozenset(), repr=False)
    sandbox: Sandbox = Sandbox()


@dataclass(frozen=True, slots=True)
class ProbeAnswer:
    """`passed`: True, False, or None when the probe could not be made (which is not a failed probe).

    message: one line for people, without secrets. elapsed: seconds. report: what a native module said of itself.
    """

    passed: bool | None
    message: str
    elapsed: float
    report: HealthReport | None = None


class Prober(Protocol):
    """Makes one probe; never raises for what the module does, and ends within the target's timeout."""

    async def check(self, target: ProbeTarget) -> ProbeAnswer: ...


class Clock(Protocol):
    """Time as a port, so that logic runs in virtual time."""

    def monotonic(self) -> float: ...

    def wall(self) -> float:
        """Seconds since the epoch."""


class JournalStore(Protocol):
    """Bounded journal on disk. `append` never raises and never blocks: trouble comes back as an issue."""

    def append(self, entries: Sequence[Mapping[str, Any]]) -> None: ...

    def recent(self, count: int, module: str | None = None) -> list[dict[str, Any]]:
        """The newest `count` entries (of that module), oldest first, as far as they are held in memory."""

    def last_seq(self) -> int: ...


class MemoryStore(Protocol):
    """What must outlive us about modules: the user's intent and the restart counters, one JSON object."""

    def load(self) -> dict[str, Any]: ...

    def save(self, memory: Mapping[str, Any]) -> None:
        """Atomic, off the loop, coalescing: only the newest is written."""


class LaunchRefused(Exception):  # noqa: N818 - a refusal with its reason, not a fault of the program
    """A module cannot be started as it is. title: one line; message: a sentence with what to do about it.

    data: facts for programs; `{"resource", "required", "available"}` when the machine has too little of one.
    """

    def __init__(self, title: str, message: str, data: Mapping[str, Any] | None = None) -> None:
        super().__init__(f"{title}: {message}")
        self.title = title
        self.message = message
        self.data = dict(data or {})


class Launcher(Protocol):
    """Turns a descriptor into a launch request: folders, environment, placeholders, identity."""

    def request(self, descriptor: ModuleDescriptor, key: str, stop_rank: int) -> LaunchRequest:
        """Raises LaunchRefused (title, message) when it cannot be started as it is."""

    def surroundings(self, descriptor: ModuleDescriptor, key: str, stop_rank: int) -> LaunchRequest:
        """The same without asking what the machine has free: for what runs beside the module, as its probes do."""


class Meter(Protocol):
    """Measures what processes, our folders and the network use. One sampling pass per tick for all modules."""

    def sample(
        self, roots: Mapping[ModuleId, tuple[int, int]], extra: Mapping[int, frozenset[int]], now: float
    ) -> Mapping[ModuleId, Sample]:
        """Each tree whose leader can be seen. roots: (incarnation, leader's pid); now: monotonic seconds."""

    def cost(self, pid: int, now: float) -> tuple[float, float]:
        """(CPU in % of one core since the last call, RSS in 2**20 bytes) of one process of ours."""

    def network_kbps(self, now: float) -> float: ...

    def load_per_core(self) -> float:
        """Runnable processes per core over the last minute; 0 where the system does not tell."""

    def on_battery(self) -> bool: ...

    def machine_cpu_percent(self) -> float:
        """CPU that was used since the last call, in % of the whole machine; 0 in the first."""

    def machine_memory_percent(self) -> float:
        """Memory that cannot be had without taking it from somebody, in % of the whole."""

    def slept(self) -> float:
        """Seconds that the machine has been suspended since the boot; 0 where the system does not tell."""

    def disk_usage_mb(self) -> float:
        """Space our folders take; walks the disk, so it is called in a thread."""


class Notices(Protocol):
    """Keeps what modules say by sd_notify, for the probes that ask."""

    def notified(self, incarnation: int, fields: Mapping[str, str]) -> None: ...

    def forget(self, incarnation: int) -> None: ...


IssueSink = Callable[[str, str, str], None]
"""(id, title, message): an adapter's way to raise a system issue; an empty title clears it."""
