"""Everything that can happen, in the past tense: intents of the user, facts about processes, and time passing.

Every process fact carries its incarnation; one that is not the module's present incarnation is stale and dropped.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from skelly_tray.domain.cause import Outcome
from skelly_tray.domain.descriptor import ModuleDescriptor, ModuleId, ProbeRole
from skelly_tray.domain.errors import InvalidModule
from skelly_tray.domain.graph import DependencyGraph
from skelly_tray.domain.health_report import HealthReport
from skelly_tray.domain.orchestrator_config import OrchestratorConfig
from skelly_tray.domain.pacing import Pace
from skelly_tray.domain.resource_limits import LimitKind


@dataclass(frozen=True, slots=True)
class DescriptorsLoaded:
    """The set of modules, wholly. memory: what an earlier supervisor remembered of each module. restarted_at: when it
    last restarted the whole system, monotonic seconds of this boot. restarting: it was taking everything down for
    that. trial: seconds that changed modules are on trial (None: not at all). on_trial: those that were when an earlier
    supervisor ended. cause: these are the former ones again, rolled back because of that."""

    config: OrchestratorConfig
    descriptors: Mapping[ModuleId, ModuleDescriptor]
    graph: DependencyGraph
    invalid: Mapping[ModuleId, InvalidModule] = field(default_factory=dict)
    memory: Mapping[ModuleId, Mapping[str, object]] = field(default_factory=dict)
    restarted_at: float | None = None
    restarting: bool = False
    trial: float | None = None
    trial_id: int = 0
    on_trial: tuple[ModuleId, ...] = ()
    cause: str = ""


@dataclass(frozen=True, slots=True)
class ConfigJudged:
    """A change of the configuration was applied, rejected or rolled back: for the journal. detail: by, revision, files,
    verdict."""

    text: str
    detail: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class ConfigMarked:
    """What was written last for the module is not in effect: `rejected` or `rolled_back`; None: it is again. in_file:
    its file is meant. overrides: full keys that were overridden, and are not in effect either."""

    module: ModuleId
    state: str | None
    why: str = ""
    in_file: bool = True
    overrides: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Adoptee:
    """A spawn that the keeper has kept: living, or dead with its exit not yet acknowledged. gone: nothing of its tree
    is left; until then a `Gone` follows."""

    module: ModuleId
    incarnation: int
    pid: int
    started_at: float
    digest: str
    note: Mapping[str, object] = field(default_factory=dict)
    outcome: Outcome | None = None
    exited_at: float | None = None
    gone: bool = True


@dataclass(frozen=True, slots=True)
class KeeperOpened:
    """The keeper is ours; `adoptees` is its table."""

    adoptees: tuple[Adoptee, ...] = ()


@dataclass(frozen=True, slots=True)
class KeeperLost:
    """The keeper died; nothing it held can be trusted to live."""


@dataclass(frozen=True, slots=True)
class SystemStarted:
    """Start all that is wanted. `by_user`: also take every enabled module as wanted."""

    by_user: bool = False


@dataclass(frozen=True, slots=True)
class SystemStopped:
    """Stop everything in order within `timeout` seconds, without changing what is wanted. Where that is less than the
    graces of the modules, these are shortened."""

    timeout: float
    text: str = "the system is being stopped"


@dataclass(frozen=True, slots=True)
class KillDemanded:
    """Everything ends now: a second SIGTERM, or the user's word."""


@dataclass(frozen=True, slots=True)
class StartRequested:
    modules: tuple[ModuleId, ...]


@dataclass(frozen=True, slots=True)
class StopRequested:
    modules: tuple[ModuleId, ...]
    everything: bool = False


@dataclass(frozen=True, slots=True)
class RestartRequested:
    """reset: what runs of them begins without its past, which goes to the trash."""

    modules: tuple[ModuleId, ...]
    everything: bool = False
    reset: bool = False


@dataclass(frozen=True, slots=True)
class Spawned:
    module: ModuleId
    launch: int
    incarnation: int
    pid: int
    at: float


@dataclass(frozen=True, slots=True)
class SpawnFailed:
    """The command could not be run; `stage` says where it failed."""

    module: ModuleId
    launch: int
    stage: str
    error: str


@dataclass(frozen=True, slots=True)
class SecretsMissing:
    """A start that was ordered cannot be made: a secret of the module cannot be had. names: all that it uses. text:
    which one, why, and what cures it; for people, without any value."""

    module: ModuleId
    launch: int
    names: tuple[str, ...]
    text: str


@dataclass(frozen=True, slots=True)
class SecretsChanged:
    """These can be had now. replaced: those that have another value than before."""

    names: tuple[str, ...]
    replaced: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Exited:
    """The leader has exited; its leftovers are being swept. kills: processes that the system killed at its memory
    limit."""

    module: ModuleId
    incarnation: int
    outcome: Outcome
    at: float
    kills: int = 0


@dataclass(frozen=True, slots=True)
class Gone:
    """Nothing of the tree is left; `leftovers` had to be killed after the leader's exit."""

    module: ModuleId
    incarnation: int
    leftovers: int = 0


@dataclass(frozen=True, slots=True)
class Probed:
    """A probe was answered; `passed` is None when it could not be made. report: what a native module said of itself."""

    module: ModuleId
    incarnation: int
    role: ProbeRole
    passed: bool | None
    message: str
    elapsed: float
    report: HealthReport | None = None


@dataclass(frozen=True, slots=True)
class Demanded:
    """Somebody on the bus wants something of a module; a lazy one is started by that. by: who, for the journal."""

    module: ModuleId
    by: str


@dataclass(frozen=True, slots=True)
class BreakerChanged:
    """The circuit breaker of the way to `module` is now `state`; for the bus: of our own way to it."""

    module: ModuleId
    state: str
    reason: str


@dataclass(frozen=True, slots=True)
class SettingsAnswered:
    """A running module was given its new settings. verdict: `applied`, `rejected` (with its reason), or `restart`: it
    cannot take them while it runs."""

    module: ModuleId
    incarnation: int
    verdict: str
    reason: str = ""


@dataclass(frozen=True, slots=True)
class ModeAnswered:
    """A running native module was told its mode of work. refused: why it did not take it over; empty if it did."""

    module: ModuleId
    incarnation: int
    refused: str = ""


@dataclass(frozen=True, slots=True)
class PaceChanged:
    """Checks are made faster or slower from here on."""

    pace: Pace


@dataclass(frozen=True, slots=True)
class Resumed:
    """The machine slept for `slept` seconds, or we ourselves stood still for `stalled` seconds of monotonic time (this
    process was stopped, or its virtual machine): what was counted before says nothing now."""

    slept: float = 0.0
    stalled: float = 0.0


@dataclass(frozen=True, slots=True)
class Notified:
    """The module spoke sd_notify beyond READY and WATCHDOG=1, which its probes hear."""

    module: ModuleId
    incarnation: int
    fields: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class ErrandDone:
    """An errand is over. text: what came of it, or why it failed. detail: facts for the journal."""

    module: ModuleId
    token: int
    ok: bool
    text: str = ""
    detail: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class StateRestoreRequested:
    """The user wants back what a reset took away. entry: its name in the trash."""

    module: ModuleId
    entry: str


@dataclass(frozen=True, slots=True)
class LimitExceeded:
    """A limit was exceeded for long enough: for the first time (step 1), or the next action is due. value: in the
    limit's unit. rung, strength: how it can be held. kills: processes that the system has killed because of it."""

    module: ModuleId
    incarnation: int
    kind: LimitKind
    value: float
    step: int = 1
    rung: str = "advisory"
    strength: str = "none"
    kills: int = 0


@dataclass(frozen=True, slots=True)
class LimitCleared:
    """The use has been well under the limit for long enough."""

    module: ModuleId
    incarnation: int
    kind: LimitKind
    value: float
    rung: str = "advisory"


@dataclass(frozen=True, slots=True)
class Squeezed:
    """The whole machine has too much to do, and this module is to have `percent` of one core. why: for people."""

    module: ModuleId
    incarnation: int
    percent: float
    why: str


@dataclass(frozen=True, slots=True)
class Eased:
    """The machine has less to do: the module gets its share back."""

    module: ModuleId
    incarnation: int
    why: str


class TimerKind(StrEnum):
    STARTUP = "startup"
    READY_AFTER = "ready_after"
    STABLE = "stable"
    BACKOFF = "backoff"
    RETRY = "retry"
    RESTORE = "restore"
    PROCEDURE = "procedure"
    SYSTEM_STARTUP = "system_startup"
    NEXT_START = "next_start"
    SYSTEM_STOP = "system_stop"
    TRIAL = "trial"


@dataclass(frozen=True, slots=True)
class TimerKey:
    """One timer per module and kind; arming it again replaces it. module: None for the system's own."""

    kind: TimerKind
    module: ModuleId | None = None


@dataclass(frozen=True, slots=True)
class TimerFired:
    key: TimerKey


Event = (
    DescriptorsLoaded
    | ConfigJudged
    | ConfigMarked
    | KeeperOpened
    | KeeperLost
    | SystemStarted
    | SystemStopped
    | KillDemanded
    | StartRequested
    | StopRequested
    | RestartRequested
    | Spawned
    | SpawnFailed
    | SecretsMissing
    | SecretsChanged
    | Exited
    | Gone
    | Probed
    | Notified
    | Demanded
    | BreakerChanged
    | SettingsAnswered
    | ModeAnswered
    | PaceChanged
    | Resumed
    | ErrandDone
    | StateRestoreRequested
    | LimitExceeded
    | LimitCleared
    | Squeezed
    | Eased
    | TimerFired
)
