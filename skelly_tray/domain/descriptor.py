"""What a module *is*: its descriptor, as plain data, complete and checked before anything starts.

Built by `config/` from a module file; never changed while a module runs. All durations are seconds.
Names follow the source design (`ModuleDescriptor`, `ResourceLimits`).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, NewType, assert_never

from skelly_tray.domain.recovery.procedure_spec import Procedure
from skelly_tray.domain.recovery.strategies import DegradedMode, Restart, Strategy
from skelly_tray.domain.resource_limits import ResourceLimits
from skelly_tray.domain.sandbox import Sandbox

ModuleId = NewType("ModuleId", str)

BUS_ID = ModuleId("event_bus")
"""The module that native modules talk over: started before all others, and only if an enabled module is native."""


class Condition(StrEnum):
    """What a dependant waits for. Checked when the dependant starts, not afterwards."""

    STARTED = "started"
    READY = "ready"
    HEALTHY = "healthy"
    COMPLETED = "completed"


class OnRestart(StrEnum):
    """What happens to a running dependant while its dependency is being restarted or recovered."""

    KEEP = "keep"
    RESTART = "restart"
    STOP = "stop"


@dataclass(frozen=True, slots=True)
class Dependency:
    """One edge of the dependency graph; `required = false` orders, but never holds for ever."""

    module: ModuleId
    condition: Condition = Condition.READY
    required: bool = True
    on_restart: OnRestart = OnRestart.KEEP


class ProbeRole(StrEnum):
    """Startup holds the other two back; readiness never restarts; liveness does."""

    STARTUP = "startup"
    READINESS = "readiness"
    LIVENESS = "liveness"


@dataclass(frozen=True, slots=True)
class HttpCheck:
    """Passes on an answer with a status from 200 to 399."""

    url: str


@dataclass(frozen=True, slots=True)
class TcpCheck:
    """Passes when a connection is accepted."""

    host: str
    port: int


@dataclass(frozen=True, slots=True)
class ExecCheck:
    """Passes when the command (argv, no shell) exits with 0."""

    command: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LogCheck:
    """Passes when a line of the module's output matches the regular expression `pattern`."""

    pattern: str


@dataclass(frozen=True, slots=True)
class NotifyCheck:
    """sd_notify: READY=1 for startup and readiness, WATCHDOG=1 for liveness."""


@dataclass(frozen=True, slots=True)
class BusCheck:
    """Over the bus: `hello` for startup, `ready` for readiness, `health.check` for liveness; the bus is pinged."""


Check = HttpCheck | TcpCheck | ExecCheck | LogCheck | NotifyCheck | BusCheck


def awaited(check: Check) -> str:
    """What a probe that has not answered yet waits for, for people. No address and no argument: they may be secret."""
    match check:
        case HttpCheck():
            return "an answer over http"
        case TcpCheck(host, port):
            return f"connections at {host}:{port}"
        case ExecCheck(command):
            return f"its check {command[0]} to pass"
        case LogCheck(pattern):
            return f"a line that matches {pattern!r}"
        case NotifyCheck():
            return "READY=1"
        case BusCheck():
            return "its word over the bus"
        case _:
            assert_never(check)


@dataclass(frozen=True, slots=True)
class ProbeSpec:
    """One probe of one module, every default already filled in.

    interval, timeout, initial_delay: seconds. failure_threshold, success_threshold: consecutive
    results. window, window_failures: also failed when `window_failures` of the results of the last
    `window` seconds are misses (both None: not used). adaptive: nobody has set the interval for this very probe, so
    it may be stretched and shortened (`domain/pacing.py`).
    """

    check: Check
    interval: float
    timeout: float
    initial_delay: float = 0.0
    failure_threshold: int = 3
    success_threshold: int = 1
    window: float | None = None
    window_failures: int | None = None
    adaptive: bool = False


@dataclass(frozen=True, slots=True)
class BusAccess:
    """What a native module may do on the bus (`[bus]`). publish, subscribe: topic patterns; call: patterns of
    `module.method`; `*` is one segment, `>` the rest. token: how it gets its token, `fd` or `env`."""

    publish: tuple[str, ...] = ()
    subscribe: tuple[str, ...] = (">",)
    call: tuple[str, ...] = ()
    token: str = "fd"


@dataclass(frozen=True, slots=True)
class SecretRef:
    """A value kept elsewhere, by name; resolved at launch, never earlier."""

    name: str


@dataclass(frozen=True, slots=True)
class Requires:
    """What the machine must have free before a start (0: no demand); else InsufficientResources."""

    memory_mb: float = 0.0
    cpu_percent: float = 0.0
    disk_mb: float = 0.0
    network_kbps: float = 0.0


@dataclass(frozen=True, slots=True)
class RestartPolicy:
    """The restart budget of one module (`[recovery]`, defaults from the orchestrator's keys).

    max_attempts: restarts without a stable run before the module is failed. backoff, backoff_max,
    stable_after, retry_failed_after (0: never): seconds.
    """

    max_attempts: int = 3
    backoff: float = 10.0
    backoff_max: float = 300.0
    stable_after: float = 60.0
    retry_failed_after: float = 300.0


@dataclass(frozen=True, slots=True, weakref_slot=True)
class ModuleDescriptor:
    """Everything the supervisor must know of one module.

    bus: set exactly for native modules. prewarm: spawned before its dependencies are there, told to activate later.
    degraded: what it does less in degraded mode, whoever asks for it.
    `digest` is a hash of all that a running process depends on (command, env, user, probes …): two
    descriptors with the same digest can adopt each other's process.
    """

    id: ModuleId
    name: str
    command: tuple[str, ...]
    digest: str = ""
    version: str = ""
    working_dir: str | None = None
    env: Mapping[str, str | SecretRef] = field(default_factory=dict)
    user: str | None = None
    group: str | None = None
    enabled: bool = True
    required: bool = True
    lazy: bool = False
    oneshot: bool = False
    depends_on: tuple[Dependency, ...] = ()
    startup_timeout: float = 30.0
    shutdown_timeout: float = 10.0
    stop_signal: str = "TERM"
    success_exit_codes: tuple[int, ...] = (0,)
    no_restart_exit_codes: tuple[int, ...] = ()
    importance: int = 50
    url: str = ""
    ready_after: float = 0.2
    startup: ProbeSpec | None = None
    readiness: ProbeSpec | None = None
    liveness: ProbeSpec | None = None
    recovery: RestartPolicy = RestartPolicy()
    auto_recovery: bool = True
    strategy: Strategy = Restart()
    degraded: DegradedMode = DegradedMode()
    procedure: Procedure | None = None
    requires: Requires = Requires()
    limits: ResourceLimits = ResourceLimits()
    sandbox: Sandbox = Sandbox()
    settings: Mapping[str, Any] = field(default_factory=dict)
    bus: BusAccess | None = None
    prewarm: bool = False

    @property
    def native(self) -> bool:
        """It speaks with the bus, as a module or as the bus itself."""
        return self.bus is not None

    def probe(self, role: ProbeRole) -> ProbeSpec | None:
        """The probe of that role, or None."""
        match role:
            case ProbeRole.STARTUP:
                return self.startup
            case ProbeRole.READINESS:
                return self.readiness
            case ProbeRole.LIVENESS:
                return self.liveness
