"""The recovery history of a module, read from the journal, which outlives every supervisor."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from skelly_tray.domain.story import TROUBLE

LONGEST = 20
"""Incidents that are told, the newest."""
_DOWN = frozenset(("stopping", "backoff", "failed", "waiting"))


@dataclass(frozen=True, slots=True)
class Incident:
    """One failure and what came of it. time: ISO 8601 UTC. starts: tries until then. outcome: `recovered`, `given up`,
    `ended` (somebody stopped it) or `under way`. seconds: until the outcome."""

    time: str
    failure: str
    starts: int = 0
    outcome: str = "under way"
    seconds: float | None = None


def recovery_history(entries: Sequence[Mapping[str, Any]], module: str) -> list[Incident]:
    """The incidents of that module, oldest first. entries: lines of the journal, oldest first."""
    told: list[Incident] = []
    current: Incident | None = None
    for entry in entries:
        if entry.get("module") != module or entry.get("kind") != "state_changed":
            continue
        to, cause = entry.get("to"), entry.get("cause") or {}
        if current is None:
            completed = (entry.get("detail") or {}).get("completed")
            if to in _DOWN and cause.get("kind") in TROUBLE and not completed:
                current = Incident(str(entry.get("time", "")), str(cause.get("text", "")))
        if current is None:
            continue
        if to == "starting":
            current = replace(current, starts=current.starts + 1)
        outcome = _outcome(str(to), str(cause.get("kind")))
        if outcome is not None:
            seconds = _seconds(current.time, str(entry.get("time", "")))
            told.append(replace(current, outcome=outcome, seconds=seconds))
            current = None
    if current is not None:
        told.append(current)
    return told[-LONGEST:]


def _outcome(to: str, kind: str) -> str | None:
    match to:
        case "running" if kind != "timeout":
            return "recovered"
        case "failed":
            return "given up"
        case "stopped":
            return "ended"
        case _:
            return None


def _seconds(began: str, ended: str) -> float | None:
    try:
        return round((datetime.fromisoformat(ended) - datetime.fromisoformat(began)).total_seconds(), 3)
    except ValueError:
        return None
