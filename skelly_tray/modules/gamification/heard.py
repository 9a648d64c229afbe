"""What comes over the bus: a state of the analysis, an answer of the user. Checked; unknown members are passed over."""

from __future__ import annotations

from typing import Annotated, Literal

import msgspec
from msgspec import Meta, Struct

State = Literal["flow", "hyperfocus", "distracted", "transitioning", "neutral", "away"]
Answer = Literal["helpful", "not_now", "dismissed", "timeout"]
FOCUS = ("flow", "hyperfocus")

Instant = Annotated[int, Meta(ge=0, le=253_402_300_799_999)]


class StateChange(Struct, frozen=True):
    """time, since: ms since 1970. confidence: 0 to 1."""

    time: Instant
    state: State
    since: Instant
    confidence: Annotated[float, Meta(ge=0, le=1)]


class Feedback(Struct, frozen=True):
    """request: the id of the suggestion that was answered."""

    time: Instant
    request: Annotated[str, Meta(min_length=1, max_length=128)]
    answer: Answer


def read_state(payload: object) -> StateChange:
    """Raises ValueError, which quotes nothing."""
    try:
        return msgspec.convert(payload, StateChange)
    except msgspec.ValidationError:
        raise ValueError("a state_change is an object {time, state, since, confidence}") from None


def read_feedback(payload: object) -> Feedback:
    """Raises ValueError, which quotes nothing."""
    try:
        return msgspec.convert(payload, Feedback)
    except msgspec.ValidationError:
        raise ValueError("a feedback is an object {time, request, answer}") from None
