"""What there is to speak about: requests, rewards and states as they come over the bus, read with care.

Numbers and names are kept apart, because only numbers may leave the machine unasked. What is malformed is refused.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

INTERVENTIONS = ("refocus", "break", "celebrate", "welcome_back", "encourage")
REWARDS = ("coins", "bonus", "streak", "achievement", "level")
STATES = ("flow", "hyperfocus", "distracted", "transitioning", "neutral", "away")
KINDS = (*INTERVENTIONS, *REWARDS)

_IN_MINUTES = {"minutes": 1.0, "min": 1.0, "seconds": 1 / 60, "s": 1 / 60, "ms": 1 / 60_000}
_MOST_FIELDS = 32
_LONGEST_NAME = 60
_LONGEST_REASON = 200
_LONGEST_ID = 100


@dataclass(frozen=True, slots=True)
class Occasion:
    """kind: of `KINDS`. request: the id to answer to. time: ms since the epoch, when it came about. numbers, names: of
    its context. reason: a sentence of whoever asked."""

    kind: str
    request: str
    time: int
    state: str = "neutral"
    confidence: float | None = None
    numbers: Mapping[str, float] = field(default_factory=dict)
    names: Mapping[str, str] = field(default_factory=dict)
    reason: str = ""

    @property
    def asks(self) -> bool:
        """Whether an answer of the user is of use: rewards are not asked about."""
        return self.kind in INTERVENTIONS

    @property
    def minutes(self) -> int | None:
        """How long it has been going on, if that is told in any of the usual ways."""
        for key, value in self.numbers.items():
            unit = key.rpartition("_")[2]
            if unit in _IN_MINUTES:
                return whole if (whole := round(value * _IN_MINUTES[unit])) >= 1 else None
        return None


def read_intervention(payload: Any) -> Occasion:
    """Of `intervention_request`. Raises ValueError."""
    given = _table(payload)
    numbers, names = _context(given.get("context"))
    return Occasion(
        _one_of(given, "kind", INTERVENTIONS),
        _identity(given),
        read_time(given),
        _state(given.get("state", "neutral")),
        _confidence(given.get("confidence")),
        numbers,
        names,
        _text(given.get("reason"), _LONGEST_REASON),
    )


def read_reward(payload: Any) -> Occasion:
    """Of `reward`. Raises ValueError."""
    given = _table(payload)
    numbers = {key: given[key] for key in ("coins", "total") if _is_number(given.get(key))}
    names = {"name": name} if (name := _text(given.get("name"), _LONGEST_NAME)) else {}
    more = _text(given.get("text"), _LONGEST_REASON)
    return Occasion(
        _one_of(given, "kind", REWARDS),
        _identity(given),
        read_time(given),
        "neutral",
        None,
        numbers,
        names,
        more,
    )


def read_state(payload: Any) -> str:
    """The state of a `state_change`. Raises ValueError."""
    return _one_of(_table(payload), "state", STATES)


def read_time(given: Mapping[str, Any]) -> int:
    """Raises ValueError."""
    time = given.get("time")
    if isinstance(time, bool) or not isinstance(time, int) or time < 0:
        raise ValueError("time must be milliseconds since the epoch")
    return time


def example(kind: str, now: int) -> Occasion:
    """What somebody who asks to hear or see something gets: with invented figures."""
    if kind in REWARDS:
        return Occasion(kind, "", now, numbers={"coins": 5, "total": 120}, names={"name": "First light"})
    state = {"refocus": "distracted", "break": "hyperfocus", "celebrate": "flow"}.get(kind, "neutral")
    return Occasion(kind, "", now, state, 0.8, {"minutes": 25})


def _table(payload: Any) -> Mapping[str, Any]:
    if not isinstance(payload, Mapping):
        raise ValueError("the payload must be an object")
    return payload


def _one_of(given: Mapping[str, Any], key: str, known: tuple[str, ...]) -> str:
    value = given.get(key)
    if not isinstance(value, str) or value not in known:
        raise ValueError(f"{key} must be one of {', '.join(known)}")
    return value


def _identity(given: Mapping[str, Any]) -> str:
    value = given.get("id")
    if not isinstance(value, str) or not 0 < len(value) <= _LONGEST_ID:
        raise ValueError(f"id must be text of 1 to {_LONGEST_ID} characters")
    return value


def _state(value: Any) -> str:
    """One that we do not know is as good as none: the request may be of a newer module."""
    return value if isinstance(value, str) and value in STATES else "neutral"


def _confidence(value: Any) -> float | None:
    return float(value) if _is_number(value) and 0 <= value <= 1 else None


def _context(value: Any) -> tuple[dict[str, float], dict[str, str]]:
    if value is None:
        return {}, {}
    if not isinstance(value, Mapping) or len(value) > _MOST_FIELDS:
        raise ValueError(f"context must be an object of at most {_MOST_FIELDS} values")
    numbers = {str(key)[:_LONGEST_NAME]: found for key, found in value.items() if _is_number(found)}
    texts = {str(key)[:_LONGEST_NAME]: _text(found, _LONGEST_NAME) for key, found in value.items()}
    return numbers, {key: text for key, text in texts.items() if text}


def _text(value: Any, longest: int) -> str:
    if not isinstance(value, str):
        return ""
    plain = "".join(character if character.isprintable() else " " for character in value)
    return " ".join(plain.split())[:longest]


def _is_number(value: Any) -> bool:
    if isinstance(value, bool) or not isinstance(value, int | float):
        return False
    return math.isfinite(value) and abs(value) < 1e12
