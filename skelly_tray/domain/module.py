"""The state of one module: what is wanted, where it is, and what has happened to it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from skelly_tray.domain.cause import Cause, CauseKind, Failure
from skelly_tray.domain.descriptor import ModuleDescriptor, ModuleId
from skelly_tray.domain.errand import Errand, ResetState, RestoreState
from skelly_tray.domain.mode import FULL, Mode
from skelly_tray.domain.phase import (
    LIVE,
    UP,
    Backoff,
    Failed,
    Mending,
    NotStarted,
    Phase,
    Run,
    Running,
    Starting,
    Stopped,
    Stopping,
    StopReason,
    Waiting,
)
from skelly_tray.domain.recovery.procedure_run import ProcedureRun
from skelly_tray.domain.recovery.restart import Budget
from skelly_tray.domain.status import HealthStatus, ModuleState
from skelly_tray.domain.trial import ConfigMark


class Desired(StrEnum):
    """The user's word, or the default when there is none."""

    UP = "up"
    DOWN = "down"


class HoldKind(StrEnum):
    """Why a module may not run at present."""

    UNWANTED = "unwanted"
    SYSTEM_STOP = "system_stop"
    DEPENDENCY = "dependency"


@dataclass(frozen=True, slots=True)
class Hold:
    """A module that is held stops if it runs and does not start. `on`: the dependency in the way. `passing`: the
    dependency is only being restarted, so dependants of ours with `keep` are not touched."""

    kind: HoldKind
    on: ModuleId | None = None
    passing: bool = False


@dataclass(frozen=True, slots=True)
class MissingSecrets:
    """What a module waits for, beside its dependencies. names: of the secrets it uses; text: which cannot be had, why,
    and what cures it."""

    names: tuple[str, ...]
    text: str


NOTHING = Cause(CauseKind.SYSTEM, "")


@dataclass(frozen=True, slots=True)
class Module:
    """word: what the user last said (None: nothing); word_cause: that action. restarts: automatic starts again, for
    show. recovering: the next start is such a one. restart: a restart that is asked for and has not begun.
    cause: of the present phase; its seq is the journal entry of the change. refused_settings: why it did not
    take its newest settings; it goes on with the former ones. refused_mode: why it did not take over its mode.
    stood_aside: it was stopped while a dependency was being restarted. retry: the next start waits for a place
    among the recoveries. todo: what has to be done before the next start. errand, doing: token of what is being
    done now, and what that is. procedure: of its recovery, if one is due or goes on. mode: full or degraded.
    buried: its last incarnation whose
    end was dealt with. barred: stopped by its limits, so that only the user or another file can have it started.
    missing: secrets without which it cannot be started. config_mark: the newest text of its file is not in effect."""

    descriptor: ModuleDescriptor
    desired: Desired = Desired.DOWN
    word: Desired | None = None
    phase: Phase = NotStarted()
    hold: Hold | None = None
    budget: Budget = Budget()
    restarts: int = 0
    recovering: bool = False
    restart: Cause | None = None
    cause: Cause = NOTHING
    word_cause: Cause = NOTHING
    last_failure: Failure | None = None
    refused_settings: str = ""
    refused_mode: str = ""
    buried: int | None = None
    stood_aside: bool = False
    retry: bool = False
    todo: ResetState | RestoreState | None = None
    errand: int | None = None
    doing: Errand | None = None
    procedure: ProcedureRun | None = None
    mode: Mode = FULL
    barred: Cause | None = None
    missing: MissingSecrets | None = None
    config_mark: ConfigMark | None = None

    @property
    def id(self) -> ModuleId:
        return self.descriptor.id

    @property
    def run(self) -> Run | None:
        """The facts of the present incarnation, if there is one."""
        return self.phase.run if isinstance(self.phase, LIVE) else None

    @property
    def live(self) -> bool:
        return isinstance(self.phase, LIVE)

    @property
    def ready(self) -> bool:
        """It does its work now; one that is being ended does not count, whatever it said last."""
        return isinstance(self.phase, UP) and self.phase.run.ready

    @property
    def health(self) -> HealthStatus:
        """As it is shown: a healthy module in degraded mode does less than it could."""
        run = self.run
        if run is None:
            return HealthStatus.UNKNOWN
        return (
            HealthStatus.DEGRADED if self.mode.degraded and run.health is HealthStatus.HEALTHY else run.health
        )

    @property
    def wanted(self) -> bool:
        """It is to be up: the user's word, and nothing that only the user can lift."""
        return self.desired is Desired.UP and self.barred is None

    @property
    def completed(self) -> bool:
        """A oneshot that has done its work."""
        return isinstance(self.phase, Stopped) and self.phase.reason is StopReason.COMPLETED


def default_desired(descriptor: ModuleDescriptor) -> Desired:
    """What holds as long as the user has said nothing."""
    return Desired.UP if descriptor.enabled and not descriptor.lazy else Desired.DOWN


def can_be_woken(module: Module) -> bool:
    """A lazy module that the next dependant to start brings up: the user has not said anything else of it."""
    descriptor = module.descriptor
    resting = module.word is None and module.desired is Desired.DOWN
    return descriptor.lazy and descriptor.enabled and resting


def state_of(phase: Phase) -> ModuleState:
    """The state shown for a phase."""
    return _STATES[type(phase)]


_STATES: dict[type, ModuleState] = {
    NotStarted: ModuleState.NOT_STARTED,
    Waiting: ModuleState.WAITING,
    Starting: ModuleState.STARTING,
    Running: ModuleState.RUNNING,
    Stopping: ModuleState.STOPPING,
    Stopped: ModuleState.STOPPED,
    Backoff: ModuleState.BACKOFF,
    Failed: ModuleState.FAILED,
    Mending: ModuleState.BACKOFF,
}
