"""The whole judgement as a machine in virtual time: batches and the clock go in, moments come out.

It reads no clock and no file. A moment is what was judged at one time; the one who drives the engine keeps it, and
tells of it when it is of now.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import msgspec

from skelly_tray.modules.analysis_engine.features import Before, Features, engagement, measure
from skelly_tray.modules.analysis_engine.model import NOTHING, Factor, Weights, factors, shares, vector
from skelly_tray.modules.analysis_engine.observed import Batch, Capturing
from skelly_tray.modules.analysis_engine.programs import Programs
from skelly_tray.modules.analysis_engine.recent import Recent
from skelly_tray.modules.analysis_engine.settings import Settings
from skelly_tray.modules.analysis_engine.steady import Firmness, InForce, begin, follow
from skelly_tray.modules.analysis_engine.table import STATES, State

SPAN_MS = 20 * 60_000
"""How far back is remembered, beyond the window: whether a program was in use a quarter of an hour ago."""

SILENCE_MS = 45_000
"""Without a batch for so long, the clock alone is reason to look again: a batch comes every 30 seconds."""

LATE_MS = 120_000
"""What is older than this is judged and told as what was, not as what is."""

STEP_MS = 30_000
"""What comes in one batch is judged at least so often: after an absence of the storage, a batch covers many minutes."""

_MOST_STEPS = 40

_FUTURE_MS = 300_000
_CLOCK_BACK_MS = 600_000
_LEAST_COVERAGE = 0.15
"""Of the window; with less nothing is judged."""

_BELIEVED_MS = 120_000
"""For so long a state stays in force while nothing is known."""

_FULL_COVERAGE = 0.6
"""From here on a gap in what is known makes nothing less sure."""

_SAID = 0.9
"""The share of a state that the user has just named."""


@dataclass(frozen=True, slots=True)
class Moment:
    """at, since: ms since 1970. known: 0 to 1, how much of the window was seen; features are None when it was too
    little. previous: the state before, when this moment changed it."""

    at: int
    state: State
    since: int
    confidence: float
    known: float
    features: Features | None
    factors: tuple[Factor, ...]
    previous: State | None
    late: bool
    said: bool = False


class Resume(msgspec.Struct, frozen=True):
    """What the next process carries on with. Without it, it begins with nothing."""

    at: int
    state: State
    since: int
    shares: dict[State, float]
    engaged: float
    sees_input: bool


class Engine:
    """`own`: a person's own coefficients; replaced as a whole when they have changed."""

    def __init__(self, settings: Settings, own: Weights = NOTHING) -> None:
        self.own = own
        self.skipped = 0
        """Events that could not be read."""
        self.sees_input = False
        self.capturing = True
        """False: capturing was paused or stopped, and that was said."""
        self.newest = 0
        """Time of the newest event."""
        self.now: InForce | None = None
        self.last: Moment | None = None
        self._engaged = 0.0
        self._judged_at = 0
        self._taken_at = 0
        self._word_at = 0
        self.set(settings)
        self._recent = Recent(SPAN_MS)

    def set(self, settings: Settings) -> None:
        """Other settings from now on; what was seen is kept."""
        self._settings = settings
        self._programs = Programs(settings.programs)
        self._firm = Firmness.of(settings.steadiness)

    def resume(self, kept: Resume, now_ms: int) -> None:
        """Carry on where another process ended, if that was just now."""
        if 0 <= now_ms - kept.at <= LATE_MS:
            self.now = InForce(kept.state, kept.since, kept.at, dict(kept.shares))
            self._engaged, self.sees_input, self._judged_at = kept.engaged, kept.sees_input, kept.at

    def keep(self) -> Resume | None:
        if self.now is None:
            return None
        return Resume(
            self.now.at, self.now.state, self.now.since, dict(self.now.shares), self._engaged, self.sees_input
        )

    def take(self, batch: Batch, now_ms: int) -> list[Moment]:
        """What is judged with this batch, one moment for each half minute of it; empty when it brings nothing newer."""
        if self.now is not None and now_ms < self.now.at - _CLOCK_BACK_MS:
            self._begin_again()
        self._taken_at = now_ms
        self.skipped += batch.skipped
        timely = [number for number, one in enumerate(batch.seen) if one.time <= now_ms + _FUTURE_MS]
        seen = [batch.seen[number] for number in timely]
        self._recent.add(seen, [batch.ids[number] for number in timely])
        told = [one for one in seen if isinstance(one, Capturing) and one.time >= self._word_at]
        if told:
            self._word_at, self.capturing = max(told, key=lambda one: one.time)
        # That capturing has begun shows nothing yet of how it goes.
        times = [one.time for one in seen if not (isinstance(one, Capturing) and one.on)]
        if not times:
            return []
        self.newest = max(self.newest, *times)
        begin = min(times) if self.now is None else max(min(times), self.now.at)
        until = min(self.newest, now_ms)
        if self.now is not None and until <= self.now.at:
            return []
        return [self._judge(at, now_ms) for at in _steps(begin, until)]

    def look(self, now_ms: int) -> Moment | None:
        """What the clock alone says, when nothing has come for a while."""
        if self.now is None or now_ms - max(self.now.at, self._taken_at) < SILENCE_MS:
            return None
        return self._judge(now_ms, now_ms)

    def say(self, state: State, now_ms: int) -> Moment:
        """The user says what is so now: it is in force, until what is seen says otherwise for a while."""
        rest = (1 - _SAID) / (len(STATES) - 1)
        given: Mapping[State, float] = {one: _SAID if one == state else rest for one in STATES}
        before = self.now
        at = now_ms if before is None else max(now_ms, before.at)
        since = before.since if before is not None and before.state == state else at
        self.now = InForce(state, since, at, given)
        previous = before.state if before is not None and before.state != state else None
        told = (Factor("said", 1.0, 1.0, "you said so"),)
        known = self.last.known if self.last is not None else 0.0
        self.last = Moment(at, state, since, _SAID, known, None, told, previous, late=False, said=True)
        return self.last

    def _begin_again(self) -> None:
        """The clock was set back: what is remembered lies in the future."""
        self._recent, self.now, self.newest, self._engaged, self._word_at = Recent(SPAN_MS), None, 0, 0.0, 0

    def _judge(self, at: int, now_ms: int) -> Moment:
        recent, window = self._recent, self._settings.window_seconds * 1000
        recent.span_ms = max(SPAN_MS, window)
        recent.forget_before(at)
        measured = measure(
            recent.until(at),
            at,
            window,
            self._programs.kind,
            before=Before(recent.focus, recent.idle, recent.capturing),
            sees_input=self.sees_input,
            engaged=self._engaged,
        )
        self.sees_input = measured.sees_input
        late = at < now_ms - LATE_MS
        if measured.coverage < _LEAST_COVERAGE or at - measured.known_until > _BELIEVED_MS:
            return self._know_nothing(at, measured.coverage, late)
        features = measured.features
        given = vector(features, self._settings.bounds)
        judged = shares(given, self.own)
        before = self.now
        seconds = (at - self._judged_at) / 1000 if 0 < at - self._judged_at < LATE_MS else 0.0
        absorbed = judged["flow"] + judged["hyperfocus"]
        self._engaged = engagement(self._engaged, absorbed, features.idle_now, seconds)
        self._judged_at = at
        self.now = begin(judged, at) if before is None else follow(before, judged, at, self._firm)
        confidence = self.now.confidence * min(1.0, measured.coverage / _FULL_COVERAGE)
        told = factors(self.now.state, features, given, self.own)
        return self._tell(before, confidence, measured.coverage, features, told, late)

    def _know_nothing(self, at: int, known: float, late: bool) -> Moment:
        before = self.now
        if before is not None and self.capturing and at - self._judged_at < _BELIEVED_MS:
            self.now = replace(before, at=at)
            told: Sequence[Factor] = self.last.factors if self.last is not None else ()
            return self._tell(before, before.confidence / 2, known, None, told, late)
        even: dict[State, float] = dict.fromkeys(STATES, 1 / len(STATES))
        since = before.since if before is not None and before.state == "neutral" else at
        self.now = InForce("neutral", since, at, even)
        self._engaged = 0.0
        why = (
            "nothing is known of the last minutes" if self.capturing else "capturing is paused or has stopped"
        )
        return self._tell(before, 0.0, known, None, (Factor("no_data", round(known, 3), 0.0, why),), late)

    def _tell(
        self,
        before: InForce | None,
        confidence: float,
        known: float,
        features: Features | None,
        told: Sequence[Factor],
        late: bool,
    ) -> Moment:
        now = self.now
        assert now is not None
        previous = before.state if before is not None and before.state != now.state else None
        self.last = Moment(
            now.at,
            now.state,
            now.since,
            round(confidence, 3),
            round(known, 3),
            features,
            tuple(told),
            previous,
            late,
        )
        return self.last


def _steps(begin: int, until: int) -> list[int]:
    """The times to judge at, after `begin`, the last of which is `until`."""
    between = range(begin + STEP_MS, until - STEP_MS // 2, STEP_MS)
    return [*between[-_MOST_STEPS:], until]
