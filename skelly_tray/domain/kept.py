"""How a recovery under way is written down and read back, as plain JSON: where a module without a process stands, what
is to be done before its next start, how far its procedure has come, and the mode it works in.

Times are monotonic seconds of this boot. Whatever is not of its type counts as not written.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from skelly_tray.domain.cause import CauseKind, Failure, Outcome
from skelly_tray.domain.errand import ResetState, RestoreState
from skelly_tray.domain.mode import FULL, Mode, ModeSource
from skelly_tray.domain.phase import Backoff, Failed, Mending, Phase
from skelly_tray.domain.recovery.procedure_run import ProcedureRun, Stage

Told = Mapping[str, object]


def keep_phase(phase: Phase) -> dict[str, Any] | None:
    """A phase without a process that must not be forgotten; None for any other."""
    match phase:
        case Backoff(until=until, attempt=attempt, failure=failure):
            return {"kind": "backoff", "until": until, "attempt": attempt, "failure": keep_failure(failure)}
        case Failed(failure=failure, attempts=attempts, retry_at=retry_at):
            kept = keep_failure(failure)
            return {"kind": "failed", "retry_at": retry_at, "attempts": attempts, "failure": kept}
        case Mending(text=text):
            return {"kind": "mending", "text": text}
        case _:
            return None


def read_phase(told: object, now: float) -> Phase | None:
    """The phase written down, as of `now`."""
    if not isinstance(told, Mapping):
        return None
    failure = read_failure(told.get("failure"))
    match told.get("kind"):
        case "backoff" if failure is not None:
            return Backoff(now, _time(told.get("until")) or now, _count(told.get("attempt")), failure)
        case "failed" if failure is not None:
            return Failed(now, failure, _count(told.get("attempts")), _time(told.get("retry_at")))
        case "mending":
            return Mending(now, _text(told.get("text")))
        case _:
            return None


def keep_failure(failure: Failure) -> dict[str, Any]:
    """A failure as JSON."""
    outcome = failure.outcome
    return {
        "kind": str(failure.kind),
        "text": failure.text,
        "at": failure.at,
        "was_ready": failure.was_ready,
        "stable": failure.stable,
        "permanent": failure.permanent,
        "outcome": None if outcome is None else [outcome.code, outcome.signal],
    }


def read_failure(told: object) -> Failure | None:
    """The failure written down, or None."""
    if not isinstance(told, Mapping) or told.get("kind") not in tuple(CauseKind):
        return None
    outcome = told.get("outcome")
    seen = None
    if isinstance(outcome, list) and len(outcome) == 2:
        seen = Outcome(*(n if isinstance(n, int) else None for n in outcome))
    return Failure(
        kind=CauseKind(str(told["kind"])),
        text=_text(told.get("text")),
        at=_time(told.get("at")) or 0.0,
        was_ready=told.get("was_ready") is True,
        stable=told.get("stable") is True,
        permanent=told.get("permanent") is True,
        outcome=seen,
    )


def keep_todo(todo: ResetState | RestoreState | None) -> dict[str, Any] | None:
    """What is to be done before the next start."""
    match todo:
        case ResetState(reset_state, clear_queues):
            return {"kind": "reset", "reset_state": reset_state, "clear_queues": clear_queues}
        case RestoreState(entry):
            return {"kind": "restore", "entry": entry}
        case None:
            return None


def read_todo(told: object) -> ResetState | RestoreState | None:
    """What was written down to be done, or None."""
    if not isinstance(told, Mapping):
        return None
    match told.get("kind"):
        case "reset":
            return ResetState(told.get("reset_state") is True, told.get("clear_queues") is True)
        case "restore":
            return RestoreState(_text(told.get("entry")))
        case _:
            return None


def keep_procedure(run: ProcedureRun | None) -> dict[str, Any] | None:
    """How far the procedure has come: its present step is made again, no former one."""
    if run is None:
        return None
    failure = keep_failure(run.failure)
    return {"stage": str(run.stage), "index": run.index, "trouble": run.trouble, "failure": failure}


def read_procedure(told: object) -> ProcedureRun | None:
    """The procedure written down, at the beginning of its present step."""
    if not isinstance(told, Mapping) or told.get("stage") not in tuple(Stage):
        return None
    failure = read_failure(told.get("failure"))
    if failure is None:
        return None
    stage, index = Stage(str(told["stage"])), _count(told.get("index"))
    return ProcedureRun(failure, stage, index, trouble=_text(told.get("trouble")))


def keep_mode(mode: Mode) -> dict[str, Any] | None:
    """The mode a module works in; None for full mode that nothing is remembered of."""
    if mode == FULL:
        return None
    return {
        "degraded": mode.degraded,
        "source": str(mode.source),
        "why": mode.why,
        "since": mode.since,
        "retry_at": mode.retry_at,
        "tries": mode.tries,
        "on_trial": mode.on_trial,
    }


def read_mode(told: object) -> Mode:
    """The mode written down; full mode if there is none."""
    if not isinstance(told, Mapping) or told.get("source") not in tuple(ModeSource):
        return FULL
    return Mode(
        degraded=told.get("degraded") is True,
        source=ModeSource(str(told["source"])),
        why=_text(told.get("why")),
        since=_time(told.get("since")) or 0.0,
        retry_at=_time(told.get("retry_at")),
        tries=_count(told.get("tries")),
        on_trial=told.get("on_trial") is True,
    )


def _time(value: object) -> float | None:
    usable = isinstance(value, (int, float)) and not isinstance(value, bool) and abs(value) < 1e12
    return float(value) if usable and isinstance(value, (int, float)) else None


def _count(value: object) -> int:
    return value if isinstance(value, int) and not isinstance(value, bool) and 0 <= value < 1_000_000 else 0


def _text(value: object) -> str:
    return value[:2000] if isinstance(value, str) else ""
