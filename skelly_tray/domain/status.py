"""The published snapshot: what `status --json`, the window and the tray are made from.

Plain frozen data with JSON-able fields, so that it crosses the control socket unchanged (msgspec encodes
and decodes dataclasses). Field names and units are the contract's: MB = 2**20 bytes, CPU in % of one core,
durations in seconds, `since` and `last_check` as ISO 8601 UTC strings.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any


class SystemStatus(StrEnum):
    """Verdict on the whole system, worst first wins; see `domain/verdict.py` for the rule."""

    HEALTHY = "healthy"
    DEGRADED = "degraded"
    CRITICAL = "critical"
    STARTING = "starting"
    STOPPING = "stopping"
    STOPPED = "stopped"


class ModuleState(StrEnum):
    """The state of one module as shown; made from its phase."""

    NOT_STARTED = "not_started"
    WAITING = "waiting"
    STARTING = "starting"
    RUNNING = "running"
    STOPPING = "stopping"
    STOPPED = "stopped"
    BACKOFF = "backoff"
    FAILED = "failed"
    INVALID = "invalid"


class HealthStatus(StrEnum):
    """Health of one module: unknown until it is ready."""

    UNKNOWN = "unknown"
    HEALTHY = "healthy"
    DEGRADED = "degraded"
    UNHEALTHY = "unhealthy"


class Severity(StrEnum):
    INFO = "info"
    WARNING = "warning"
    ERROR = "error"
    CRITICAL = "critical"


@dataclass(frozen=True, slots=True)
class Issue:
    """Something a person should know, with what to do about it in `message`."""

    id: str
    severity: Severity
    title: str
    message: str
    module: str | None = None
    since: str | None = None
    data: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class SystemResources:
    """Totals over all module trees, our own folders and the machine's network (source design)."""

    total_cpu_percent: float = 0.0
    total_memory_mb: float = 0.0
    disk_usage_mb: float = 0.0
    network_kbps: float = 0.0


@dataclass(frozen=True, slots=True)
class HealthCost:
    """What checking costs ourselves, over the last minute. cpu_percent: of one core, without what the checked programs
    spend. pace: factor of every adaptive interval; 1 is the usual pace."""

    checks_per_minute: float = 0.0
    cpu_percent: float = 0.0
    pace: float = 1.0
    pace_reason: str = ""


@dataclass(frozen=True, slots=True)
class OrchestratorStatus:
    """The supervisor's own process: what it costs."""

    pid: int = 0
    keeper_pid: int | None = None
    version: str = ""
    cpu_percent: float = 0.0
    memory_mb: float = 0.0
    health_checks: HealthCost | None = None


@dataclass(frozen=True, slots=True)
class ModuleStatus:
    """One row of `status`. `reason` is a sentence for people; `reason_kind` its category for programs.

    native, metrics: it speaks over the bus, and what it last reported of itself. phi: suspicion from its heartbeats,
    None for a module without (`domain/heartbeat.py`). strategy: of its recovery. mode: `{"name": "full"}`, or
    `degraded` with `source`, `why`, `since` and `retry_in_s`. sandbox: of each rule `value`, `held`, `how`, `why`.
    config: `state` (`trial`, `rejected`, `rolled_back` or None), `why`, `since`, `ends_in_s`.
    kill_in_s: while it is being stopped, until what is left of it is killed.
    throttled: `percent` of a core, `since` and `why`, while it pays for a machine that has too much to do.
    """

    name: str
    state: ModuleState
    desired: str
    health: HealthStatus
    ready: bool
    pid: int | None = None
    since: str | None = None
    uptime_s: float | None = None
    restarts: int = 0
    attempts: int = 0
    retry_in_s: float | None = None
    waiting_on: list[str] = field(default_factory=list)
    reason: str = ""
    reason_kind: str | None = None
    last_check: str | None = None
    required: bool = True
    depends_on: list[str] = field(default_factory=list)
    cpu_percent: float = 0.0
    memory_mb: float = 0.0
    threads: int = 0
    file_handles: int = 0
    children: int = 0
    message_queue_depth: int = 0
    error_rate: float = 0.0
    response_time_ms: float | None = None
    limits: dict[str, Any] = field(default_factory=dict)
    issues: list[Issue] = field(default_factory=list)
    incarnation: int | None = None
    dependants: list[str] = field(default_factory=list)
    url: str = ""
    native: bool = False
    metrics: dict[str, float] = field(default_factory=dict)
    phi: float | None = None
    strategy: str = "restart"
    mode: dict[str, Any] = field(default_factory=lambda: {"name": "full"})
    sandbox: dict[str, Any] = field(default_factory=dict)
    config: dict[str, Any] = field(default_factory=dict)
    throttled: dict[str, Any] | None = None
    kill_in_s: float | None = None


@dataclass(frozen=True, slots=True)
class SystemHealth:
    """The whole snapshot (the source design's `SystemHealth`, in the contract's shape)."""

    status: SystemStatus
    reason: str = ""
    failing_modules: list[str] = field(default_factory=list)
    uptime_s: float = 0.0
    orchestrator: OrchestratorStatus = OrchestratorStatus()
    resources: SystemResources = SystemResources()
    modules: dict[str, ModuleStatus] = field(default_factory=dict)
    issues: list[Issue] = field(default_factory=list)
