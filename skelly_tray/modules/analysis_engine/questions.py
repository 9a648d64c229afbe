"""What may be asked of the analysis, checked."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Literal

from msgspec import Meta, Struct, field

from skelly_tray.modules.analysis_engine.table import State
from skelly_tray.sdk import ModuleError

Instant = Annotated[int, Meta(ge=0, le=253_402_300_799_999)] | str
"""Milliseconds since 1970, or ISO 8601 with its zone."""

DAY_MS = 86_400_000
MOST_DAYS = 31
_DEFAULT_MS = 600_000
_MOST_CORRECTED_MS = 12 * 3_600_000


class NoParams(Struct, forbid_unknown_fields=True):
    """Nothing to be said."""


class TimelineParams(Struct, forbid_unknown_fields=True):
    """begin ≤ time < until; without them the last 24 hours."""

    begin: Instant | None = field(default=None, name="from")
    until: Instant | None = field(default=None, name="to")


class CorrectParams(Struct, forbid_unknown_fields=True):
    """What it was; without times, in the last ten minutes."""

    state: State
    begin: Instant | None = field(default=None, name="from")
    until: Instant | None = field(default=None, name="to")


class ExportParams(Struct, forbid_unknown_fields=True):
    """after: the `next` of the answer before."""

    after: Annotated[int, Meta(ge=-1, le=253_402_300_799_999)] = -1
    limit: Annotated[int, Meta(ge=1, le=2000)] = 2000


class Reaction(Struct):
    """A `feedback` of the figurine, of which unknown members are passed over."""

    time: Annotated[int, Meta(ge=0, le=253_402_300_799_999)]
    request: Annotated[str, Meta(min_length=1, max_length=128)]
    answer: Literal["helpful", "not_now", "dismissed", "timeout"]


def timeline_period(asked: TimelineParams, now_ms: int) -> tuple[int, int]:
    """Raises ModuleError."""
    until = now_ms + 1 if asked.until is None else milliseconds(asked.until, "to")
    begin = until - DAY_MS if asked.begin is None else milliseconds(asked.begin, "from")
    if begin >= until:
        raise ModuleError("from must be before to")
    if until - begin > MOST_DAYS * DAY_MS:
        raise ModuleError(f"at most {MOST_DAYS} days can be asked for at once")
    return begin, until


def corrected_period(asked: CorrectParams, now_ms: int) -> tuple[int, int]:
    """Raises ModuleError."""
    until = now_ms if asked.until is None else min(milliseconds(asked.until, "to"), now_ms)
    begin = until - _DEFAULT_MS if asked.begin is None else milliseconds(asked.begin, "from")
    if begin >= until:
        raise ModuleError("from must be before to, and in the past")
    if until - begin > _MOST_CORRECTED_MS:
        raise ModuleError("at most 12 hours can be corrected at once")
    return begin, until


def milliseconds(instant: Instant, name: str) -> int:
    """Raises ModuleError."""
    if isinstance(instant, int):
        return instant
    try:
        moment = datetime.fromisoformat(instant)
    except ValueError:
        moment = None
    if moment is None or moment.tzinfo is None:
        raise ModuleError(f"{name} must be milliseconds since 1970, or a time in ISO 8601 with its zone")
    return round(moment.timestamp() * 1000)
