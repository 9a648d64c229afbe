"""Limits of one incarnation, each a small machine: when one is exceeded, when the next action is due, when it is
cleared. What is done then is the business of `limiting.py`.

A limit is exceeded when the use has been over it for `sustained` seconds without a break, and cleared when it has been
under 90 % of it for as long. In between nothing changes, so a use that swings around its limit does not flap. While it
stays exceeded, each further `sustained` over the limit makes the next action due.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, StrEnum, auto

from skelly_tray.domain.cause import Outcome
from skelly_tray.domain.resource_limits import LimitAction, LimitKind, ResourceLimits
from skelly_tray.domain.timing import TOLERANCE

CLEARED_UNDER = 0.9
"""Share of a limit: so far the use must have come down."""
TOLERATED = 1.1
"""Share of a limit up to which what is held to it may be measured: no rung is exact to the last per cent."""
SLOWED_TO = 25.0
"""% of a core that a module may have while its memory is over its limit and nothing here can hold memory."""
LONGEST_STRETCH = 10.0
"""Deadlines of a throttled module are stretched no further than that."""
COUNTED = frozenset((LimitKind.FILE_HANDLES, LimitKind.THREADS))


class Zone(Enum):
    """Where a use stands to its limit."""

    UNDER = auto()
    BETWEEN = auto()
    OVER = auto()


class Turn(StrEnum):
    """What a look has found. FURTHER: the next action is due."""

    EXCEEDED = "exceeded"
    FURTHER = "further"
    CLEARED = "cleared"


@dataclass(frozen=True, slots=True)
class LimitWatch:
    """step: actions that were due since the limit was exceeded. over, under: since when the use has been so without a
    break, monotonic seconds."""

    exceeded: bool = False
    step: int = 0
    over: float | None = None
    under: float | None = None

    def due(self, limits: ResourceLimits) -> float | None:
        """When something changes if the use stays as it is; None if nothing does."""
        if self.exceeded and self.under is not None:
            return self.under + limits.sustained
        more = not self.exceeded or self.step < len(limits.actions)
        return self.over + limits.sustained if more and self.over is not None else None


@dataclass(frozen=True, slots=True)
class LimitState:
    """What is known of one limit of an incarnation. step: as in `LimitWatch`; action: the last one. held: the module is
    held to it. slowed: it is slowed down because its memory cannot be held. value: its use when it was exceeded.
    since: monotonic seconds. entry: of the journal, about the crossing; not known of an earlier supervisor's."""

    exceeded: bool = False
    step: int = 0
    action: LimitAction | None = None
    held: bool = False
    slowed: bool = False
    value: float = 0.0
    since: float | None = None
    entry: int | None = None


@dataclass(frozen=True, slots=True)
class Squeeze:
    """The whole machine has too much to do, and this module may have only `percent` of a core. since: monotonic."""

    percent: float
    since: float
    why: str = ""


def zone_of(kind: LimitKind, value: float, limit: float, *, held: bool) -> Zone:
    """held: something keeps the module at its limit. Then all that is counted is in use at the limit already (the next
    one is refused), and what is measured may be a little over it."""
    counted = kind in COUNTED
    at_its_end = held and counted and value >= limit
    if at_its_end or value > (limit * TOLERATED if held else limit):
        return Zone.OVER
    least = counted and limit <= 1  # there is nothing below one process with one thread
    return Zone.UNDER if value < limit * CLEARED_UNDER or least else Zone.BETWEEN


def look(
    watch: LimitWatch, zone: Zone, limits: ResourceLimits, began: float, now: float
) -> tuple[LimitWatch, Turn | None]:
    """After one more measurement, which is about the time from `began` to `now`."""
    over = _since(watch.over, zone is Zone.OVER, began)
    under = _since(watch.under, zone is Zone.UNDER, began)
    if over is not None and now - over >= limits.sustained - TOLERANCE:
        if not watch.exceeded:
            return LimitWatch(True, 1, over=now), Turn.EXCEEDED
        if watch.step < len(limits.actions):
            return LimitWatch(True, watch.step + 1, over=now), Turn.FURTHER
    if watch.exceeded and under is not None and now - under >= limits.sustained - TOLERANCE:
        return LimitWatch(), Turn.CLEARED
    return LimitWatch(watch.exceeded, watch.step, over, under), None


def _since(before: float | None, holds: bool, began: float) -> float | None:
    if not holds:
        return None
    return began if before is None else before


def held_from_start(limits: ResourceLimits, kind: LimitKind) -> bool:
    """The limit is held from the spawn on: nothing is to be done before, or (open files) it cannot be set later."""
    if not limits.held or limits.value(kind) is None:
        return False
    return limits.actions[0] is LimitAction.THROTTLE or kind is LimitKind.FILE_HANDLES


def stretch_of(cap: float | None) -> float:
    """By how much deadlines are stretched for a module that may have `cap` % of one core: the time in which it was not
    allowed to run does not count."""
    if cap is None:
        return 1.0
    return min(max(100.0 / max(cap, 0.1), 1.0), LONGEST_STRETCH)


def sentence(kind: LimitKind, value: float, limit: float) -> str:
    """What happened, in the past tense, to go on after *because* or *after*."""
    match kind:
        case LimitKind.CPU:
            return f"it used {value:.0f} % of a core, over its limit of {limit:g} %"
        case LimitKind.MEMORY:
            return f"it used {value:.0f} MB of memory, over its limit of {limit:g} MB"
        case LimitKind.FILE_HANDLES:
            return _counted(value, limit, "open files")
        case LimitKind.THREADS:
            return _counted(value, limit, "threads")


def _counted(value: float, limit: float, what: str) -> str:
    if value <= limit:
        return f"it had used up its limit of {limit:g} {what}"
    return f"it had {value:.0f} {what}, over its limit of {limit:g}"


def killed_at_limit(outcome: Outcome, limit: float) -> str:
    """How a process ended while the system killed something of its tree for its memory."""
    if outcome.signal is not None:
        return f"killed at its memory limit of {limit:g} MB"
    return f"{outcome}, when a process of it had been killed at its memory limit of {limit:g} MB"


def below(kind: LimitKind, value: float, limit: float) -> str:
    """The end of it."""
    what = {
        LimitKind.CPU: f"{value:.0f} % of a core, under its limit of {limit:g} %",
        LimitKind.MEMORY: f"{value:.0f} MB of memory, under its limit of {limit:g} MB",
        LimitKind.FILE_HANDLES: f"{value:.0f} open files, under its limit of {limit:g}",
        LimitKind.THREADS: f"{value:.0f} threads, under its limit of {limit:g}",
    }
    return f"it uses {what[kind]} again"
