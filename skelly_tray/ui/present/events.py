"""The journal of one module as sentences, newest first."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Any

from skelly_tray.ui.present.core_words import told as core_told
from skelly_tray.ui.present.looks import Symbol, Tone
from skelly_tray.ui.present.measures import wall_seconds
from skelly_tray.ui.present.words import tr


class Topic(Enum):
    """What the list of events can be narrowed to."""

    STATE = "state"
    HEALTH = "health"
    LIMITS = "limits"
    CONFIG = "config"
    RECOVERY = "recovery"
    USER = "user"
    SYSTEM = "system"

    @property
    def title(self) -> str:
        match self:
            case Topic.STATE:
                return tr("Starts and stops")
            case Topic.HEALTH:
                return tr("Health")
            case Topic.LIMITS:
                return tr("Limits")
            case Topic.CONFIG:
                return tr("Configuration")
            case Topic.RECOVERY:
                return tr("Recovery")
            case Topic.USER:
                return tr("What you did")
            case Topic.SYSTEM:
                return tr("System")


_TOPICS = {
    "state_changed": Topic.STATE,
    "health_changed": Topic.HEALTH,
    "limit_exceeded": Topic.LIMITS,
    "limit_cleared": Topic.LIMITS,
    "config_changed": Topic.CONFIG,
    "recovery": Topic.RECOVERY,
    "user_action": Topic.USER,
}


@dataclass(frozen=True, slots=True)
class Event:
    """seq: None for an entry without. time: seconds since the epoch, and as the journal has it. cause: `seq` of the
    entry that led here. text: one sentence."""

    seq: int | None
    stamp: str
    module: str
    topic: Topic
    symbol: Symbol
    tone: Tone
    text: str
    cause: int | None = None

    @property
    def time(self) -> float:
        return wall_seconds(self.stamp) or 0.0


def events(entries: Iterable[Mapping[str, Any]]) -> list[Event]:
    """The answer to the query `events`, newest first."""
    return [_event(entry) for entry in reversed(list(entries))]


def _event(entry: Mapping[str, Any]) -> Event:
    kind, to = str(entry.get("kind") or ""), str(entry.get("to") or "")
    cause = entry.get("cause")
    told: Mapping[str, Any] = cause if isinstance(cause, Mapping) else {}
    symbol, tone, word = _looks(kind, "ended" if to == "stopping" and told.get("kind") == "exit" else to)
    reason = core_told(str(told.get("text") or "").strip())
    return Event(
        _whole(entry.get("seq")),
        str(entry.get("time") or ""),
        str(entry.get("module") or ""),
        _TOPICS.get(kind, Topic.SYSTEM),
        symbol,
        tone,
        f"{word}: {reason}" if word and reason else word or reason,
        _whole(told.get("seq")),
    )


def _whole(value: Any) -> int | None:
    return value if isinstance(value, int) and not isinstance(value, bool) else None


def _looks(kind: str, to: str) -> tuple[Symbol, Tone, str]:
    """Shape, tone and the first word of the sentence."""
    match kind, to:
        case "state_changed", "running":
            return Symbol.DOT, Tone.GOOD, tr("Running")
        case "state_changed", "starting":
            return Symbol.QUARTER, Tone.BUSY, tr("Started")
        case "state_changed", "ended":
            return Symbol.SQUARE, Tone.WARN, tr("Ended by itself")
        case "state_changed", "stopping":
            return Symbol.QUARTER, Tone.BUSY, tr("Being stopped")
        case "state_changed", "stopped":
            return Symbol.RING, Tone.CALM, tr("Stopped")
        case "state_changed", "backoff":
            return Symbol.LOOP, Tone.WARN, tr("Waits for its next try")
        case "state_changed", "failed":
            return Symbol.SQUARE, Tone.BAD, tr("Failed")
        case "state_changed", "waiting":
            return Symbol.DOTTED, Tone.WARN, tr("Waits")
        case "state_changed", "invalid":
            return Symbol.CROSS, Tone.BAD, tr("Cannot be used")
        case "health_changed", "healthy":
            return Symbol.DOT, Tone.GOOD, tr("Healthy")
        case "health_changed", "degraded":
            return Symbol.TRIANGLE, Tone.WARN, tr("Degraded")
        case "health_changed", "unhealthy":
            return Symbol.SQUARE, Tone.BAD, tr("Unhealthy")
        case "limit_exceeded", _:
            return Symbol.TRIANGLE, Tone.WARN, tr("Over a limit")
        case "limit_cleared", _:
            return Symbol.DOT, Tone.GOOD, tr("Within its limit again")
        case "config_changed", _:
            return Symbol.QUARTER, Tone.CALM, tr("Configuration")
        case "recovery", _:
            return Symbol.LOOP, Tone.BUSY, tr("Recovery")
        case "user_action", _:
            return Symbol.RING, Tone.CALM, tr("You")
        case _:
            return Symbol.RING, Tone.CALM, ""
