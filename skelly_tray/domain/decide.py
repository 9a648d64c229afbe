"""The only place where the system changes: `decide(system, event, now) -> (system, effects)`.

Pure: no clock, no I/O, no chance, no tasks. An event is handled by the file that owns its concern; then the gate
settles the modules it touched, and a system start or stop under way moves on. `now` is monotonic seconds.
"""

from __future__ import annotations

from typing import assert_never

from skelly_tray.domain.adoption import on_descriptors_loaded, on_keeper_lost, on_keeper_opened
from skelly_tray.domain.cause import Cause, CauseKind, EntryKind
from skelly_tray.domain.draft import Draft
from skelly_tray.domain.effects import Effect
from skelly_tray.domain.ending import on_exited, on_gone, on_spawn_failed
from skelly_tray.domain.events import (
    BreakerChanged,
    ConfigJudged,
    ConfigMarked,
    Demanded,
    DescriptorsLoaded,
    Eased,
    ErrandDone,
    Event,
    Exited,
    Gone,
    KeeperLost,
    KeeperOpened,
    KillDemanded,
    LimitCleared,
    LimitExceeded,
    ModeAnswered,
    Notified,
    PaceChanged,
    Probed,
    RestartRequested,
    Resumed,
    SecretsChanged,
    SecretsMissing,
    SettingsAnswered,
    Spawned,
    SpawnFailed,
    Squeezed,
    StartRequested,
    StateRestoreRequested,
    StopRequested,
    SystemStarted,
    SystemStopped,
    TimerFired,
    TimerKey,
    TimerKind,
)
from skelly_tray.domain.gate import settle_all
from skelly_tray.domain.intents import (
    on_everything_started,
    on_restart_requested,
    on_start_requested,
    on_stop_requested,
)
from skelly_tray.domain.limiting import on_eased, on_limit_cleared, on_limit_exceeded, on_squeezed
from skelly_tray.domain.native import (
    on_breaker_changed,
    on_demanded,
    on_mode_answered,
    on_pace_changed,
    on_settings_answered,
)
from skelly_tray.domain.probing import (
    on_notified,
    on_probed,
    on_ready_after,
    on_spawned,
    on_stable,
    on_startup_deadline,
)
from skelly_tray.domain.recovery.degraded import on_restore_due
from skelly_tray.domain.recovery.errands import on_errand_done
from skelly_tray.domain.recovery.places import serve_queue
from skelly_tray.domain.recovery.procedure import advance_procedures
from skelly_tray.domain.recovery.recovering import on_retry_due
from skelly_tray.domain.recovery.reset import on_state_restore_requested
from skelly_tray.domain.resuming import on_resumed
from skelly_tray.domain.secrets import on_secrets_changed, on_secrets_missing
from skelly_tray.domain.sequence import (
    advance,
    end_shutdown,
    on_kill_demanded,
    on_startup_timeout,
    on_stop_deadline,
    on_system_started,
    on_system_stopped,
)
from skelly_tray.domain.system import System
from skelly_tray.domain.trying import grace, judge_trial, on_config_marked


def decide(system: System, event: Event, now: float) -> tuple[System, tuple[Effect, ...]]:
    """The system after the event, and what the engine must do about it, in order."""
    draft = Draft(system, now)
    _handle(draft, event)
    settle_all(draft)
    while advance_procedures(draft) or serve_queue(draft) or advance(draft) or end_shutdown(draft):
        settle_all(draft)
    judge_trial(draft)
    return draft.finish()


def _handle(draft: Draft, event: Event) -> None:
    match event:
        case Probed():
            on_probed(draft, event)
        case TimerFired(key):
            _on_timer(draft, key)
        case Spawned():
            on_spawned(draft, event)
        case SpawnFailed():
            on_spawn_failed(draft, event)
        case SecretsMissing():
            on_secrets_missing(draft, event)
        case SecretsChanged():
            on_secrets_changed(draft, event)
        case Exited():
            on_exited(draft, event)
        case Gone():
            on_gone(draft, event)
        case Notified():
            on_notified(draft, event)
        case Demanded():
            on_demanded(draft, event)
        case BreakerChanged():
            on_breaker_changed(draft, event)
        case SettingsAnswered():
            on_settings_answered(draft, event)
        case ModeAnswered():
            on_mode_answered(draft, event)
        case PaceChanged():
            on_pace_changed(draft, event)
        case Resumed():
            on_resumed(draft, event)
            grace(draft)
        case ErrandDone():
            on_errand_done(draft, event)
        case StateRestoreRequested():
            on_state_restore_requested(draft, event)
        case LimitExceeded():
            on_limit_exceeded(draft, event)
        case LimitCleared():
            on_limit_cleared(draft, event)
        case Squeezed():
            on_squeezed(draft, event)
        case Eased():
            on_eased(draft, event)
        case StartRequested():
            on_start_requested(draft, event)
        case StopRequested():
            on_stop_requested(draft, event)
        case RestartRequested():
            on_restart_requested(draft, event)
        case SystemStarted(by_user=by_user):
            (on_everything_started if by_user else on_system_started)(draft, event)
        case SystemStopped():
            on_system_stopped(draft, event)
        case KillDemanded():
            on_kill_demanded(draft, event)
        case ConfigJudged(text, detail):
            draft.record(EntryKind.CONFIG_CHANGED, Cause(CauseKind.CONFIG, text), detail=detail)
        case DescriptorsLoaded():
            on_descriptors_loaded(draft, event)
        case KeeperOpened():
            on_keeper_opened(draft, event)
        case ConfigMarked():
            on_config_marked(draft, event)
        case KeeperLost():
            grace(draft)
            on_keeper_lost(draft, event)
        case _:
            assert_never(event)


def _on_timer(draft: Draft, key: TimerKey) -> None:
    module = draft.get(key.module) if key.module else None
    match key.kind:
        case TimerKind.SYSTEM_STARTUP:
            on_startup_timeout(draft)
        case TimerKind.NEXT_START:
            pass  # `advance` runs after every event and looks at the time itself
        case TimerKind.SYSTEM_STOP:
            on_stop_deadline(draft)
        case TimerKind.STARTUP if module:
            on_startup_deadline(draft, module)
        case TimerKind.READY_AFTER if module:
            on_ready_after(draft, module)
        case TimerKind.STABLE if module:
            on_stable(draft, module)
        case TimerKind.BACKOFF | TimerKind.RETRY if module:
            on_retry_due(draft, module)
        case TimerKind.RESTORE if module:
            on_restore_due(draft, module)
        case _:
            pass  # the module is gone meanwhile
