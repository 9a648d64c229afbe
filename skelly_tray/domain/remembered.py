"""What must outlive the supervisor, as plain JSON: the note kept with a spawn, and the memory kept of a module.

The note (at most 4 KiB, in the keeper) holds one-time facts of an incarnation, so that READY=1 or a log line that came
once survives adoption. The memory (one file) holds the user's word and the restart budget.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from skelly_tray.domain.module import Module
from skelly_tray.domain.phase import Run
from skelly_tray.domain.recovery.restart import Budget
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


def note_of(run: Run) -> dict[str, Any]:
    """The note to keep with this incarnation."""
    healthy = run.healthy_since if run.health is HealthStatus.HEALTHY else None
    return {
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
    )


def memory_of(module: Module) -> dict[str, Any]:
    """What to remember of a module."""
    budget = module.budget
    return {
        "word": str(module.word) if module.word else None,
        "restarts": module.restarts,
        "attempts": budget.attempts,
        "waits": budget.waits,
        "trials": budget.trials,
        "quick": list(budget.quick),
    }


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
