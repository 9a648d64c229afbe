"""The phases a module can be in, as a sum type; what a phase needs to know lives inside it.

    NotStarted ──► Waiting ──► Starting ──► Running
                      ▲            │           │
                      │            ▼           ▼
                   Backoff ◄──── Stopping ◄────┘ ──► Stopped
                      ▲            │
                      └── Failed ◄─┘

Mending lies before a start that something has to be done for first (a reset, a recovery procedure).

Starting, Running and Stopping own a `Run`: the facts of one incarnation. `Stopping` ends when the keeper says
that nothing of the tree is left; `then` says what follows.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from skelly_tray.domain.cause import Failure, Outcome
from skelly_tray.domain.descriptor import ModuleId, ProbeRole
from skelly_tray.domain.health import ProbeRun
from skelly_tray.domain.health_report import HealthReport
from skelly_tray.domain.limits import LimitState, Squeeze
from skelly_tray.domain.resource_limits import LimitKind
from skelly_tray.domain.status import HealthStatus


class StopReason(StrEnum):
    """Why a module rests; shown as `reason_kind`."""

    USER = "user"
    SYSTEM_STOP = "system_stop"
    COMPLETED = "completed"
    DISABLED = "disabled"
    LAZY = "lazy"
    LIMIT = "limit"


@dataclass(frozen=True, slots=True)
class LastProbe:
    """The newest answer of any probe. at: monotonic seconds; elapsed: seconds."""

    role: ProbeRole
    passed: bool | None
    message: str
    at: float
    elapsed: float


@dataclass(frozen=True, slots=True)
class Run:
    """The facts of one incarnation.

    launch: our own number of this start, before the keeper has issued the incarnation. started: the startup
    probe has passed. ready: now. was_ready, stable: latched. deadline: of the start, monotonic. seen: which
    incarnation of each dependency it was started against. healthy_since: None while not healthy. activated: False for a
    pre-warmed one that waits for the dependencies `waits_on`. report: what it last said of its own health. suspected:
    modules that need it failed together, so its next probe decides alone. retry: it holds a place among the recoveries
    that may go on at once. limits: what is not as it was at the spawn. squeeze: it pays for a busy machine. cap: % of
    one core that it may have at present, by whatever holds it.
    """

    launch: int
    spawned_at: float
    deadline: float
    incarnation: int | None = None
    pid: int | None = None
    started: bool = False
    ready: bool = False
    was_ready: bool = False
    stable: bool = False
    health: HealthStatus = HealthStatus.UNKNOWN
    health_reason: str = ""
    healthy_since: float | None = None
    probes: Mapping[ProbeRole, ProbeRun] = field(default_factory=dict)
    last_probe: LastProbe | None = None
    response_time: float | None = None
    status_text: str = ""
    seen: Mapping[ModuleId, int] = field(default_factory=dict)
    activated: bool = True
    waits_on: tuple[ModuleId, ...] = ()
    suspected: bool = False
    retry: bool = False
    report: HealthReport | None = None
    limits: Mapping[LimitKind, LimitState] = field(default_factory=dict)
    squeeze: Squeeze | None = None
    cap: float | None = None


@dataclass(frozen=True, slots=True)
class Rest:
    """After the stop: stopped, or waiting for another start if it is still wanted."""


@dataclass(frozen=True, slots=True)
class Completed:
    """After the stop: a oneshot that has done its work."""


@dataclass(frozen=True, slots=True)
class Recover:
    """After the stop: the recovery strategy decides."""

    failure: Failure


Then = Rest | Completed | Recover


@dataclass(frozen=True, slots=True)
class NotStarted:
    """Never started since this supervisor runs."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """Wanted, but something is not there yet; `on` names the dependencies it waits for."""

    since: float
    on: tuple[ModuleId, ...] = ()


@dataclass(frozen=True, slots=True)
class Starting:
    """Spawned, not ready yet."""

    since: float
    run: Run


@dataclass(frozen=True, slots=True)
class Running:
    """Has been ready, or has used up its time to become so (then `run.was_ready` is False)."""

    since: float
    run: Run


@dataclass(frozen=True, slots=True)
class Stopping:
    """Its tree is being ended; `outcome` once the leader has exited. kill_at: when what is left is killed, where that
    is before its own grace would end."""

    since: float
    run: Run
    then: Then
    outcome: Outcome | None = None
    kill_at: float | None = None


@dataclass(frozen=True, slots=True)
class Mending:
    """No process; something is being done before the next start. text: what. ended: it was told to leave off."""

    since: float
    text: str
    ended: bool = False


@dataclass(frozen=True, slots=True)
class Stopped:
    """At rest, as asked or because its work is done."""

    since: float
    reason: StopReason


@dataclass(frozen=True, slots=True)
class Backoff:
    """Waits until `until` (monotonic) before attempt number `attempt`."""

    since: float
    until: float
    attempt: int
    failure: Failure


@dataclass(frozen=True, slots=True)
class Failed:
    """Given up for now; one trial start at `retry_at` (None: only the user can start it)."""

    since: float
    failure: Failure
    attempts: int
    retry_at: float | None


Phase = NotStarted | Waiting | Starting | Running | Stopping | Mending | Stopped | Backoff | Failed
Live = Starting | Running | Stopping
LIVE = (Starting, Running, Stopping)
"""Phases with a process."""
UP = (Starting, Running)
"""Phases in which the module is meant to go on."""
