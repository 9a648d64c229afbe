"""The causal story of a module: its last trouble, told from the journal back to where it began."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

TROUBLE = frozenset(("exit", "probe", "timeout", "spawn", "keeper"))
"""Cause kinds that say something went wrong."""
LONGEST_CHAIN = 8
Line = Mapping[str, Any]
Told = dict[str, str]

STATE_WORDS = {
    "waiting": "waits",
    "starting": "is starting",
    "running": "runs",
    "stopping": "is stopping",
    "stopped": "is stopped",
    "backoff": "waits before its next try",
    "failed": "has failed",
    "healthy": "is healthy",
    "degraded": "is degraded",
    "unhealthy": "is unhealthy",
    "not_started": "has not been started",
    "invalid": "cannot be used",
}
"""What a state or health is called in a sentence."""


def last_trouble(entries: Sequence[Line], module: str) -> Line | None:
    """The entry in which this module's last trouble began; None if the journal holds none."""
    for entry in reversed(entries):
        if entry.get("module") != module:
            continue
        kind, to = entry["cause"].get("kind"), entry.get("to")
        if (entry.get("detail") or {}).get("completed"):
            continue  # the exit of a oneshot that succeeded
        if kind in TROUBLE and to in ("stopping", "failed", "backoff", "degraded", "unhealthy", "waiting"):
            return _beginning(entries, entry)
    return None


def _beginning(entries: Sequence[Line], entry: Line) -> Line:
    """Failed and backoff follow from an exit; that exit is where the story begins."""
    by_seq = {e["seq"]: e for e in entries}
    while (before := by_seq.get(entry["cause"].get("seq") or -1)) is not None:
        same = before.get("module") == entry.get("module") and before["cause"].get("kind") == entry[
            "cause"
        ].get("kind")
        if not same or before.get("to") not in ("stopping", "backoff"):
            break
        entry = before
    return entry


def begun_waiting(entries: Sequence[Line], module: str) -> Line | None:
    """The entry in which the module began to wait: what holds it is what led there."""
    return next(
        (e for e in reversed(entries) if e.get("module") == module and e.get("to") == "waiting"), None
    )


def chain(entries: Sequence[Line], entry: Line) -> list[Told]:
    """What led to the entry, oldest first."""
    by_seq = {e["seq"]: e for e in entries}
    told: list[Told] = []
    found: Line | None = entry
    while found is not None and len(told) < LONGEST_CHAIN:
        told.append(tell(found))
        found = by_seq.get(found["cause"].get("seq") or -1)
    return list(reversed(told))


def after(entries: Sequence[Line], entry: Line) -> list[Told]:
    """What has happened to the same module since, oldest first."""
    later = (e for e in entries if e["seq"] > entry["seq"] and e.get("module") == entry.get("module"))
    return [
        tell(e) for e in later if e.get("kind") != "recovery"
    ]  # its verdict stands in the change of state already


def tell(entry: Line) -> Told:
    """One entry as its time (ISO 8601) and a sentence."""
    who, to, text = entry.get("module") or "the system", entry.get("to"), entry["cause"].get("text", "")
    if entry.get("kind") != "user_action":
        happened = f"{who} {STATE_WORDS.get(str(to), f'became {to}')}" if to else str(who)
        text = f"{happened}: {text}"
    return {"time": str(entry.get("time", "")), "text": text}


def config_change_before(entries: Sequence[Line], module: str, seq: int) -> Told | None:
    """The last change of the module's configuration before that entry."""
    for entry in reversed(entries):
        if (
            entry["seq"] < seq
            and entry.get("kind") == "config_changed"
            and entry.get("module") in (module, None)
        ):
            return tell(entry)
    return None
