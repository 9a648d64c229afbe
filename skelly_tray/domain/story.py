"""The causal story of a module: its last trouble, told from the journal back to where it began."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

TROUBLE = frozenset(("exit", "probe", "timeout", "spawn", "keeper", "limit"))
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
    "rolled_back": "gets its former configuration back",
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
        if entry.get("kind") == "limit_exceeded":
            return entry
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


def last_change(entries: Sequence[Line], module: str) -> Line | None:
    """The entry in which the module came to the state that it is in."""
    return next(
        (e for e in reversed(entries) if e.get("module") == module and e.get("kind") == "state_changed"), None
    )


def led_to(entries: Sequence[Line], entry: Line) -> list[Line]:
    """The entry and what led to it, oldest first."""
    by_seq = {e["seq"]: e for e in entries}
    found: list[Line] = []
    link: Line | None = entry
    while link is not None and len(found) < LONGEST_CHAIN:
        found.append(link)
        link = by_seq.get(link["cause"].get("seq") or -1)
    return list(reversed(found))


def chain(entries: Sequence[Line], entry: Line) -> list[Told]:
    """What led to the entry, oldest first, as sentences."""
    return [tell(link) for link in led_to(entries, entry)]


def after(entries: Sequence[Line], entry: Line) -> list[Told]:
    """What has happened to the same module since, and what was done for it, oldest first."""
    later = (e for e in entries if e["seq"] > entry["seq"] and e.get("module") == entry.get("module"))
    return [tell(e) for e in later if e.get("kind") != "recovery" or is_step(e)]


def is_step(entry: Line) -> bool:
    """Whether a recovery entry tells something done; the others repeat a change of state."""
    detail = entry.get("detail") or {}
    return any(key in detail for key in ("procedure", "errand", "mode"))


def tell(entry: Line) -> Told:
    """One entry as its time (ISO 8601) and a sentence."""
    who, to, text = entry.get("module") or "the system", entry.get("to"), entry["cause"].get("text", "")
    detail = entry.get("detail") or {}
    if entry.get("kind") == "recovery" and is_step(entry):
        text = f"{who}{_step(detail, text)}"
    elif entry.get("kind") != "user_action":
        happened = f"{who} {_became(str(to), text)}" if to else str(who)
        text = text if not to and text.startswith(f"{who} ") else f"{happened}: {text}"
    return {"time": str(entry.get("time", "")), "text": text}


def _became(to: str, text: str) -> str:
    """A module that is being recovered is in backoff too, but does not wait for a time."""
    if to == "backoff" and "; next try in " not in text:
        return "is being recovered"
    return STATE_WORDS.get(to, f"became {to}")


STAGE_WORDS = {
    "pre_checks": "before its recovery",
    "steps": "its recovery",
    "validation": "check of its recovery",
    "rollback": "taking its recovery back",
}
"""What the stages of a recovery procedure are called in a sentence."""


def _step(detail: Mapping[str, Any], text: str) -> str:
    """What was done, to go on after the name of its module."""
    if "step" in detail:
        stage = STAGE_WORDS.get(str(detail.get("procedure")), "its recovery")
        why = f" ({detail['text']})" if detail.get("text") else ""
        return f", {stage}: {detail['step']} {'succeeded' if detail.get('ok') else 'failed'}{why}"
    match detail.get("mode"):
        case "degraded":
            return f" does less: {text}"
        case "full":
            return f" does everything again: {text}"
        case _:
            return f": {text}"


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
