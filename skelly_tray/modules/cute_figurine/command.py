"""An `animation_command` as it comes over the bus, read with care."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any, NamedTuple

MOODS = ("idle", "cheering", "thinking", "melting", "sleeping", "waving")
LONGEST_MESSAGE = 300
_LONGEST_ID = 120
_LONGEST_SHOWN = 3600.0


class Command(NamedTuple):
    """seconds: how long; 0 with no message: the mood stays. request: whom an answer is about."""

    id: str
    mood: str
    message: str | None = None
    seconds: float = 0.0
    request: str = ""
    feedback: bool = False


def read_command(payload: Any) -> Command:
    """Raises ValueError. A mood of a newer version is shown as idle."""
    if not isinstance(payload, Mapping):
        raise ValueError("the payload must be an object")
    identity, mood, message = payload.get("id"), payload.get("mood"), payload.get("message")
    seconds, request, feedback = (
        payload.get("seconds", 0),
        payload.get("request"),
        payload.get("feedback", False),
    )
    if not isinstance(identity, str) or not 0 < len(identity) <= _LONGEST_ID:
        raise ValueError(f"id must be text of 1 to {_LONGEST_ID} characters")
    if not isinstance(mood, str):
        raise ValueError("mood must be text")
    if message is not None and not isinstance(message, str):
        raise ValueError("message must be text or null")
    if (
        isinstance(seconds, bool)
        or not isinstance(seconds, int | float)
        or not math.isfinite(seconds)
        or seconds < 0
    ):
        raise ValueError("seconds must be a number from 0")
    if request is not None and not (isinstance(request, str) and len(request) <= _LONGEST_ID):
        raise ValueError("request must be text or null")
    if not isinstance(feedback, bool):
        raise ValueError("feedback must be true or false")
    return Command(
        identity,
        mood if mood in MOODS else "idle",
        _shown(message),
        min(float(seconds), _LONGEST_SHOWN),
        request or "",
        feedback and bool(request),
    )


def _shown(message: str | None) -> str | None:
    """In one line, and not longer than a bubble can be. Nothing to be read is nothing said."""
    plain = " ".join("".join(c if c.isprintable() else " " for c in message or "").split())
    if len(plain) > LONGEST_MESSAGE:
        plain = plain[: LONGEST_MESSAGE - 1].rstrip() + "…"
    return plain or None
