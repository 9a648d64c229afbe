"""Everything that can be done about an event, in the imperative. The engine performs them in order."""

from __future__ import annotations

from dataclasses import dataclass

from skelly_tray.domain.cause import JournalEntry
from skelly_tray.domain.descriptor import ModuleId, ProbeRole
from skelly_tray.domain.errand import Errand
from skelly_tray.domain.events import TimerKey
from skelly_tray.domain.resource_limits import LimitKind


@dataclass(frozen=True, slots=True)
class Spawn:
    """Start one process of the module; `launch` names this start until the keeper issues the incarnation."""

    module: ModuleId
    launch: int


@dataclass(frozen=True, slots=True)
class Stop:
    """Signal the tree, and kill what is left after `grace` seconds. polite: ask it over the bus before the signal."""

    module: ModuleId
    incarnation: int
    stop_signal: str
    grace: float
    polite: bool = False


@dataclass(frozen=True, slots=True)
class Kill:
    incarnation: int


@dataclass(frozen=True, slots=True)
class Acknowledge:
    """The keeper may forget this incarnation."""

    incarnation: int


@dataclass(frozen=True, slots=True)
class Probe:
    """Make the probe at `at` (monotonic seconds); replaces one planned for the same role."""

    module: ModuleId
    incarnation: int
    role: ProbeRole
    at: float


@dataclass(frozen=True, slots=True)
class EndProbes:
    """The incarnation is ending: drop its planned probes and those in flight."""

    module: ModuleId


@dataclass(frozen=True, slots=True)
class Activate:
    """Tell a pre-warmed module that what it needs is there."""

    module: ModuleId
    incarnation: int


@dataclass(frozen=True, slots=True)
class Deliver:
    """Hand a running native module its new settings; `SettingsAnswered` follows. changed: their top-level names."""

    module: ModuleId
    incarnation: int
    changed: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RunErrand:
    """Do this and answer with `ErrandDone`, after `timeout` seconds at the latest."""

    module: ModuleId
    token: int
    errand: Errand
    timeout: float


@dataclass(frozen=True, slots=True)
class EndErrand:
    """It is not wanted any more: end it as soon as it can be left; the answer still follows."""

    token: int


@dataclass(frozen=True, slots=True)
class SetMode:
    """Tell a running native module, and the bus for its next hello, the mode it works in from now on."""

    module: ModuleId
    incarnation: int


@dataclass(frozen=True, slots=True)
class Hold:
    """Hold the module to `value` of this limit, in its unit, by the best means there are; None: no longer."""

    module: ModuleId
    incarnation: int
    kind: LimitKind
    value: float | None


@dataclass(frozen=True, slots=True)
class Alert:
    """Tell a native module that it is over a limit."""

    module: ModuleId
    incarnation: int
    kind: LimitKind
    value: float
    limit: float


@dataclass(frozen=True, slots=True)
class CommitConfig:
    """The trial is passed: what is in effect is the last good configuration from now on."""

    trial_id: int


@dataclass(frozen=True, slots=True)
class RollBack:
    """The trial is failed: bring the last good configuration back, whole. why: what `module` did; for people."""

    trial_id: int
    module: ModuleId
    why: str


@dataclass(frozen=True, slots=True)
class Arm:
    key: TimerKey
    at: float


@dataclass(frozen=True, slots=True)
class Disarm:
    key: TimerKey


@dataclass(frozen=True, slots=True)
class Record:
    entry: JournalEntry


Effect = (
    Spawn
    | Stop
    | Kill
    | Acknowledge
    | Probe
    | EndProbes
    | Activate
    | Deliver
    | RunErrand
    | EndErrand
    | SetMode
    | Hold
    | Alert
    | CommitConfig
    | RollBack
    | Arm
    | Disarm
    | Record
)
