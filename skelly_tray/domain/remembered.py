"""What must outlive the supervisor, as plain JSON: the note kept with a spawn, and the memory kept of a module.

The note (at most 4 KiB, in the keeper) holds one-time facts of an incarnation, so that READY=1 or a log line that came
once survives adoption. The memory (one file) holds the user's word, the restart budget, and recoveries under way.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from skelly_tray.domain.cause import Cause, CauseKind
from skelly_tray.domain.errand import ResetState, RestoreState
from skelly_tray.domain.kept import (
    keep_mode,
    keep_phase,
    keep_procedure,
    keep_todo,
    read_mode,
    read_phase,
    read_procedure,
    read_todo,
)
from skelly_tray.domain.limits import LimitState, Squeeze
from skelly_tray.domain.limits_kept import (
    keep_bar,
    keep_limits,
    keep_squeeze,
    read_bar,
    read_limits,
    read_squeeze,
)
from skelly_tray.domain.module import Desired, Module
from skelly_tray.domain.phase import Backoff, Failed, Mending, Phase, Run
from skelly_tray.domain.recovery.restart import Budget
from skelly_tray.domain.recovery.strategies import RestartWithReset
from skelly_tray.domain.resource_limits import LimitKind
from skelly_tray.domain.status import HealthStatus


@dataclass(frozen=True, slots=True)
class Note:
    """One-time facts of an incarnation; healthy_since in monotonic seconds of this boot."""

    started: bool = False
    ready: bool = False
    was_ready: bool = False
    stable: bool = False
    healthy_since: float | None = None
    activated: bool = True
    limits: Mapping[LimitKind, LimitState] = field(default_factory=dict)
    squeeze: Squeeze | None = None


def note_of(run: Run) -> dict[str, Any]:
    """The note to keep with this incarnation."""
    healthy = run.healthy_since if run.health is HealthStatus.HEALTHY else None
    told = {"limits": keep_limits(run.limits) or None, "squeeze": keep_squeeze(run.squeeze)}
    return {
        **{name: value for name, value in told.items() if value is not None},
        "started": run.started,
        "ready": run.ready,
        "was_ready": run.was_ready,
        "stable": run.stable,
        "healthy_since": healthy,
        "activated": run.activated,
    }


def read_note(note: Mapping[str, object]) -> Note:
    """A note read back; whatever is not of its type counts as not written."""
    since = note.get("healthy_since")
    return Note(
        started=note.get("started") is True,
        ready=note.get("ready") is True,
        was_ready=note.get("was_ready") is True,
        stable=note.get("stable") is True,
        healthy_since=float(since)
        if isinstance(since, (int, float)) and not isinstance(since, bool)
        else None,
        activated=note.get("activated") is not False,
        limits=read_limits(note.get("limits")),
        squeeze=read_squeeze(note.get("squeeze")),
    )


def memory_of(module: Module) -> dict[str, Any]:
    """What to remember of a module."""
    budget = module.budget
    told = {
        "at_rest": keep_phase(module.phase),
        "todo": keep_todo(module.todo),
        "procedure": keep_procedure(module.procedure),
        "mode": keep_mode(module.mode),
        "barred": keep_bar(module.barred, module.descriptor.limits),
    }
    return {
        "digest": module.descriptor.digest,
        **{name: value for name, value in told.items() if value is not None},
        "word": str(module.word) if module.word else None,
        "restarts": module.restarts,
        "buried": module.buried,
        "attempts": budget.attempts,
        "waits": budget.waits,
        "trials": budget.trials,
        "quick": list(budget.quick),
    }


def recall(module: Module, memory: Mapping[str, object], now: float) -> Module:
    """The module with what an earlier supervisor wrote down of it. What was counted and begun belongs to the
    configuration that it was counted for: with another one it is forgotten."""
    word = memory.get("word")
    if word in (Desired.UP, Desired.DOWN):
        cause = Cause(CauseKind.USER, f"you asked for it to be {word}")
        module = replace(module, word=Desired(str(word)), desired=Desired(str(word)), word_cause=cause)
    buried = memory.get("buried")
    seen = buried if isinstance(buried, int) and not isinstance(buried, bool) else None
    module = replace(module, restarts=count_from(memory.get("restarts")), buried=seen)
    if memory.get("digest", module.descriptor.digest) != module.descriptor.digest:
        return module
    if barred := read_bar(memory.get("barred"), module.descriptor.limits):
        module = replace(module, barred=barred, cause=barred)
    procedure = read_procedure(memory.get("procedure"))
    phase = read_phase(memory.get("at_rest"), now)
    if isinstance(phase, Mending) and (procedure is None or not procedure.active):
        phase = None
    cause = Cause(CauseKind.ADOPTION, "as the supervisor before this one left it")
    return replace(
        module,
        budget=budget_from(memory),
        mode=read_mode(memory.get("mode")),
        todo=_still_to_do(module, read_todo(memory.get("todo"))),
        procedure=procedure,
        phase=phase or module.phase,
        cause=replace(cause, text=_failure_text(phase) or cause.text) if phase else module.cause,
        last_failure=phase.failure if isinstance(phase, (Backoff, Failed)) else module.last_failure,
        recovering=phase is not None,
    )


def _still_to_do(module: Module, todo: ResetState | RestoreState | None) -> ResetState | RestoreState | None:
    """No state is taken away that the file, as it is by now, does not want taken away."""
    wanted = isinstance(module.descriptor.strategy, RestartWithReset)
    return None if isinstance(todo, ResetState) and not wanted else todo


def _failure_text(phase: Phase | None) -> str:
    return phase.failure.text if isinstance(phase, (Backoff, Failed)) else ""


def budget_from(memory: Mapping[str, object]) -> Budget:
    """The budget remembered; nonsense counts as nothing."""
    quick = memory.get("quick")
    return Budget(
        attempts=count_from(memory.get("attempts")),
        waits=count_from(memory.get("waits")),
        trials=count_from(memory.get("trials")),
        quick=tuple(float(at) for at in quick if isinstance(at, (int, float)))
        if isinstance(quick, list)
        else (),
    )


def count_from(value: object) -> int:
    """A count remembered; nonsense counts as 0."""
    return value if isinstance(value, int) and not isinstance(value, bool) and 0 <= value < 1_000_000 else 0
