"""When a word would help: a machine in virtual time. State, answers and the clock go in; a request comes out, or none.

The rules, the first of which nothing overrides:
1. In flow and hyperfocus nothing is suggested, but a break after a long time without one, which can be switched off.
2. Nobody who is away, and nobody in their quiet hours, is spoken to.
3. Never more than so many an hour; between any two a gap, between two of a kind a cooldown.
4. The cooldown of a kind doubles when it is dismissed, grows a little when nobody answers, and shrinks slowly when it
   was helpful. "Not now" is no judgement: it brings silence for a while.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal, NamedTuple

from msgspec import Struct
from msgspec.structs import replace

from skelly_tray.modules.gamification import clock
from skelly_tray.modules.gamification.heard import FOCUS, Answer, Feedback, StateChange
from skelly_tray.modules.gamification.settings import Settings

Kind = Literal["refocus", "break", "celebrate", "welcome_back", "encourage"]

MINUTE = 60_000
HOUR = 3_600_000
STALE_MS = 400_000
"""A state that was not told again for longer is not known any more: it is refreshed every five minutes at least."""

TOLERANCE_MS = 180_000
"""Focus that is left for less than this goes on."""

_FRESH_MS = 10 * MINUTE
"""An end of focus and a return are worth a word so long."""

_SHARES: dict[Kind, float] = {"refocus": 1, "break": 1.5, "welcome_back": 2, "celebrate": 2, "encourage": 3}
"""Cooldown of each kind, in the one that is set: the less it is needed, the rarer."""

_CHANGES: dict[Answer, float] = {"dismissed": 2.0, "timeout": 1.25, "not_now": 1.0, "helpful": 0.9}
LEAST_FACTOR, MOST_FACTOR = 0.5, 8.0
_MOST_ASKED = 50


class Asked(Struct, frozen=True):
    """One suggestion that was made."""

    id: str
    kind: Kind
    time: int
    answer: Answer | None = None


class Timing(Struct, frozen=True):
    """All times in ms since 1970, 0 for none. at: when the state was told last. focus_since: of the stretch of focus
    that goes on; focus_left: when it was left, for a moment or for good. ended_at, ended_ms: the last one that ended.
    away_since, back_at, away_ms: the absence that goes on, the return from the last one, and its length."""

    state: str = ""
    since: int = 0
    at: int = 0
    confidence: float = 0.0
    focus_since: int = 0
    focus_left: int = 0
    ended_at: int = 0
    ended_ms: int = 0
    away_since: int = 0
    back_at: int = 0
    away_ms: int = 0
    asked: tuple[Asked, ...] = ()
    factors: dict[str, float] = {}
    quiet_until: int = 0
    silent_until: int = 0
    count: int = 0

    @property
    def in_focus(self) -> bool:
        return self.state in FOCUS


class Request(NamedTuple):
    """A suggestion to be made now. minutes: how long what it is about has lasted."""

    id: str
    time: int
    kind: Kind
    state: str
    confidence: float
    reason: str
    minutes: int

    def payload(self) -> dict[str, object]:
        """As published on `intervention_request`."""
        told = self._asdict()
        return {key: told[key] for key in ("id", "time", "kind", "state", "confidence", "reason")} | {
            "context": {"minutes": self.minutes}
        }


def told(timing: Timing, change: StateChange) -> Timing:
    """With a state that is newer than the last one."""
    now = change.time
    timing = _focus(timing, change)
    if change.state == "away":
        if not timing.away_since:
            timing = replace(timing, away_since=min(change.since, now))
    elif timing.away_since:
        timing = replace(timing, back_at=now, away_ms=now - timing.away_since, away_since=0)
    return replace(timing, state=change.state, since=change.since, at=now, confidence=change.confidence)


def _focus(timing: Timing, change: StateChange) -> Timing:
    now, focus = change.time, change.state in FOCUS
    lost = bool(timing.at) and now - timing.at > STALE_MS
    if timing.focus_since and lost:
        timing = _ended(timing, timing.focus_left or timing.at)
    if focus:
        left_long_ago = timing.focus_left and now - timing.focus_left > TOLERANCE_MS
        if timing.focus_since and left_long_ago:
            timing = _ended(timing, timing.focus_left)
        since = timing.focus_since or max(min(change.since, now), timing.ended_at)
        return replace(timing, focus_since=since, focus_left=0)
    if not timing.focus_since:
        return timing
    left = timing.focus_left or max(timing.focus_since, min(change.since, now))
    if change.state in ("away", "distracted") or now - left > TOLERANCE_MS:
        return _ended(timing, left)
    return replace(timing, focus_left=left)


def _ended(timing: Timing, at: int) -> Timing:
    length = max(0, at - timing.focus_since)
    return replace(timing, focus_since=0, focus_left=0, ended_at=at, ended_ms=length)


def answered(timing: Timing, feedback: Feedback, now: int, settings: Settings) -> Timing:
    """An answer counts once, and only to what was asked."""
    found = next((one for one in timing.asked if one.id == feedback.request), None)
    if found is None or found.answer is not None:
        return timing
    asked = tuple(replace(one, answer=feedback.answer) if one is found else one for one in timing.asked)
    factor = timing.factors.get(found.kind, 1.0) * _CHANGES[feedback.answer]
    factors = timing.factors | {found.kind: min(MOST_FACTOR, max(LEAST_FACTOR, factor))}
    silent = timing.silent_until
    if feedback.answer == "not_now":
        silent = max(silent, now + round(settings.not_now_minutes * MINUTE))
    return replace(timing, asked=asked, factors=factors, silent_until=silent)


def quiet(timing: Timing, until: int) -> Timing:
    """No suggestions until then; 0 ends it, and what "not now" has brought too."""
    return replace(timing, quiet_until=until, silent_until=timing.silent_until if until else 0)


def decide(
    timing: Timing, now: int, settings: Settings, name: Callable[[int], str]
) -> tuple[Timing, Request | None]:
    """Whether to suggest something now. name: makes an id of the number of the suggestion."""
    if not _may_speak(timing, now, settings):
        return timing, None
    for kind, minutes, reason in _occasions(timing, now, settings):
        if settings.kinds.allows(kind) and _has_cooled(timing, kind, now, settings):
            count = timing.count + 1
            request = Request(name(count), now, kind, timing.state, timing.confidence, reason, minutes)
            asked = (*timing.asked, Asked(request.id, kind, now))[-_MOST_ASKED:]
            return replace(timing, asked=asked, count=count), request
    return timing, None


def _may_speak(timing: Timing, now: int, settings: Settings) -> bool:
    """The rules that hold for every kind."""
    if not settings.interventions or not timing.state or timing.state == "away":
        return False
    if not 0 <= now - timing.at <= STALE_MS:
        return False
    if now < timing.quiet_until or now < timing.silent_until:
        return False
    if clock.within(now, settings.quiet_from, settings.quiet_to):
        return False
    times = [one.time for one in timing.asked]
    if sum(now - HOUR < time <= now for time in times) >= settings.max_per_hour:
        return False
    return not times or not 0 <= now - times[-1] < settings.gap_minutes * MINUTE


def _has_cooled(timing: Timing, kind: Kind, now: int, settings: Settings) -> bool:
    last = max((one.time for one in timing.asked if one.kind == kind and one.time <= now), default=None)
    pause = settings.cooldown_minutes * MINUTE * _SHARES[kind] * timing.factors.get(kind, 1.0)
    return last is None or now - last >= pause


def _occasions(timing: Timing, now: int, settings: Settings) -> list[tuple[Kind, int, str]]:
    """What there would be to say, the most pressing first: kind, minutes, reason."""
    sure = timing.confidence >= settings.min_confidence
    lasted = (now - timing.since) // MINUTE
    if timing.in_focus:
        # Rule 1: of focus only its length is a reason to speak, and only after a long time without a break.
        without = (now - timing.focus_since) // MINUTE if timing.focus_since else 0
        absorbed = timing.state == "hyperfocus" and without >= settings.break_after
        return (
            [("break", without, f"{without} minutes of focus without a break")] if absorbed and sure else []
        )
    found: list[tuple[Kind, int, str]] = []
    if timing.state == "distracted":
        if sure and lasted >= settings.refocus_after:
            found.append(("refocus", lasted, f"distracted for {lasted} minutes"))
        return found
    away = timing.away_ms // MINUTE
    if 0 <= now - timing.back_at <= _FRESH_MS and away >= settings.welcome_after:
        found.append(("welcome_back", away, f"back after {away} minutes"))
    ended = timing.ended_ms // MINUTE
    if (
        not timing.focus_since
        and 0 <= now - timing.ended_at <= _FRESH_MS
        and ended >= settings.celebrate_after
    ):
        found.append(("celebrate", ended, f"{ended} minutes of focus have ended"))
    if timing.state == "neutral" and sure and lasted >= settings.encourage_after:
        found.append(("encourage", lasted, f"{lasted} minutes without focus"))
    return found
