"""The figures that a judgement is made of: pure functions from what was seen in a window of time.

Input is looked at in buckets of ten seconds, because that is how it is captured. What could not be seen (no X server
for the input, say) is None, and counts neither for nor against anything.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import NamedTuple

from skelly_tray.modules.analysis_engine.observed import (
    Capturing,
    Focus,
    Idle,
    Observed,
    Pulse,
    Started,
    Touch,
)
from skelly_tray.modules.analysis_engine.programs import Kind

BUCKET_MS = 10_000
NOW_MS = 90_000
"""The part of the window that counts as now: three batches."""

GAP_MS = 60_000
"""Without any sign for so long where signs were to be expected, nothing is known of that time."""

FRESH_MS = 15 * 60_000
"""A program that was not used for so long is new when it comes."""

ARRIVAL_MS = 180_000
"""How far back newly used programs and a return count as a change of what is done."""


ENGAGEMENT_ENDS_S = 180.0


class Features(NamedTuple):
    """Rates are per minute, shares 0 to 1, times in seconds, `engaged` in minutes."""

    switch_rate: float | None = None
    switch_now: float | None = None
    title_rate: float | None = None
    dwell: float | None = None
    top_share: float | None = None
    programs: float | None = None
    make: float | None = None
    talk: float | None = None
    browse: float | None = None
    leisure: float | None = None
    tidy: float | None = None
    arrivals: float | None = None
    started: float | None = None
    keys: float | None = None
    clicks: float | None = None
    scrolls: float | None = None
    typing: float | None = None
    idle_share: float | None = None
    idle_now: float | None = None
    unevenness: float | None = None
    longest_pause: float | None = None
    returned: float = 0.0
    engaged: float = 0.0


class Before(NamedTuple):
    """The last word before the events that are looked at."""

    focus: Focus | None = None
    idle: Idle | None = None
    capturing: bool = True


NOTHING_BEFORE = Before()


class Measured(NamedTuple):
    """coverage: the share of the window that something is known of. known_until: where that ends, in ms."""

    features: Features
    coverage: float
    known_until: int
    sees_input: bool


def measure(
    seen: Sequence[Observed],
    at: int,
    window_ms: int,
    kind_of: Callable[[str], Kind],
    *,
    before: Before = NOTHING_BEFORE,
    sees_input: bool = False,
    engaged: float = 0.0,
) -> Measured:
    """seen: in the order of time, none later than `at`, and further back than the window. sees_input: input was seen
    before. engaged: minutes, see `engagement`."""
    begin = at - window_ms
    known = _known_time(seen, before, begin, at)
    coverage = sum(end - start for start, end in known) / window_ms
    touches = [one for one in seen if isinstance(one, Touch)]
    sees_input = sees_input or bool(touches)
    values: dict[str, float | None] = {"engaged": engaged}
    if coverage > 0:
        minutes = coverage * window_ms / 60_000
        values |= _windows(seen, begin, at, minutes, kind_of, before.focus)
        lately = [one.number for one in seen if isinstance(one, Started) and one.time > at - ARRIVAL_MS]
        values["started"] = float(sum(lately))
        if sees_input:
            values |= _input(touches, known, begin, at, minutes)
        values |= _idleness(seen, before.idle, begin, known[-1][1], values)
    known_until = known[-1][1] if known else begin
    return Measured(Features(**values), coverage, known_until, sees_input)  # type: ignore[arg-type]


def engagement(before: float, absorbed: float, idle_now: float | None, seconds: float) -> float:
    """Minutes for which somebody has been at one thing. absorbed: how likely that was in these `seconds`, 0 to 1.

    Grows while it was likely, is lost three times as fast while not, so that a glance elsewhere costs little, and
    begins anew after three minutes without input.
    """
    if idle_now is not None and idle_now >= ENGAGEMENT_ENDS_S:
        return 0.0
    step = seconds / 60
    return before + step if absorbed >= 0.5 else max(0.0, before - 3 * step)


def _known_time(seen: Sequence[Observed], before: Before, begin: int, at: int) -> list[tuple[int, int]]:
    """The parts of the window in which capturing went on. Between two signs that are too far apart nothing is known,
    unless nobody was there or no regular sign is to be expected."""
    regular = any(isinstance(one, Pulse) for one in seen)
    on, away = before.capturing, before.idle is not None and before.idle.idle
    if not seen and not away:
        return []
    parts: list[tuple[int, int]] = []
    last = begin if away else seen[0].time
    for one in seen:
        if on and (not regular or away or one.time - last <= GAP_MS):
            parts.append((last, one.time))
        if isinstance(one, Capturing):
            on = one.on
        elif isinstance(one, Idle):
            away = one.idle
        last = one.time
    if on and (not regular or away or at - last <= GAP_MS):
        parts.append((last, at))
    return [(max(start, begin), end) for start, end in parts if end > begin and end > start]


def _windows(
    seen: Sequence[Observed],
    begin: int,
    at: int,
    minutes: float,
    kind_of: Callable[[str], Kind],
    before: Focus | None,
) -> dict[str, float | None]:
    """Empty where no window was ever seen."""
    changes = [one for one in seen if isinstance(one, Focus)]
    if before is not None:
        changes.insert(0, before)
    if not changes:
        return {}
    spans: dict[str, int] = {}
    stays: list[int] = []
    stay = 0
    switches = now = titles = 0
    for number, one in enumerate(changes):
        until = changes[number + 1].time if number + 1 < len(changes) else at
        length = until - max(one.time, begin)
        other = number > 0 and one.program != changes[number - 1].program
        if one.time > begin and number > 0:
            switches += other
            titles += not other
            now += other and one.time > at - NOW_MS
        if length <= 0:
            continue
        spans[one.program] = spans.get(one.program, 0) + length
        if other and stay:
            stays.append(stay)
            stay = 0
        stay += length
    stays.append(stay)
    total = sum(spans.values()) or 1
    kinds: dict[str, float] = {}
    for program, length in spans.items():
        kind = kind_of(program)
        kinds[kind] = kinds.get(kind, 0.0) + length / total
    told: dict[str, float | None] = {
        name: kinds.get(name, 0.0) for name in ("make", "talk", "browse", "leisure", "tidy")
    }
    return told | {
        "switch_rate": switches / max(minutes, 0.5),
        "switch_now": now / (min(NOW_MS / 60_000, max(minutes, 0.5))),
        "title_rate": titles / max(minutes, 0.5),
        # By time, not by count: what the mean moment was part of.
        "dwell": sum(length * length for length in stays) / max(1, sum(stays)) / 1000,
        "top_share": max(spans.values(), default=0) / total,
        "programs": float(len(spans)),
        "arrivals": float(_arrivals(changes, at)),
    }


def _arrivals(changes: Sequence[Focus], at: int) -> int:
    """Programs that came lately and had not been used for long."""
    left: dict[str, int] = {}
    count = 0
    for number, one in enumerate(changes):
        if number > 0 and one.program != changes[number - 1].program:
            left[changes[number - 1].program] = one.time
            if one.time > at - ARRIVAL_MS and one.time - left.get(one.program, -FRESH_MS) >= FRESH_MS:
                count += 1
    return count


def _input(
    touches: Sequence[Touch], known: Sequence[tuple[int, int]], begin: int, at: int, minutes: float
) -> dict[str, float | None]:
    """Buckets count from the end of the window; those of unknown time are left out."""
    count = -(-(at - begin) // BUCKET_MS)
    work = [0.0] * count
    keys = clicks = scrolls = 0.0
    for touch in touches:
        if touch.time <= begin:
            continue
        keys, clicks, scrolls = keys + touch.keys, clicks + touch.clicks, scrolls + touch.scrolls
        amount = touch.keys + 2 * touch.clicks + touch.scrolls + min(touch.pointer / 200, 20)
        parts = max(1, min(count, round(touch.seconds * 1000 / BUCKET_MS)))
        first = (at - touch.time + BUCKET_MS // 2) // BUCKET_MS
        for number in range(first, min(first + parts, count)):
            work[number] += amount / parts
    there = [number for number in range(count) if _overlaps(known, at - number * BUCKET_MS - BUCKET_MS // 2)]
    levels = [math.log1p(work[number]) for number in there]
    busy = [level > 0 for level in levels]
    return {
        "keys": keys / max(minutes, 0.5),
        "clicks": clicks / max(minutes, 0.5),
        "scrolls": scrolls / max(minutes, 0.5),
        "typing": keys / (keys + 3 * clicks + scrolls) if keys + clicks + scrolls else None,
        "idle_share": 1 - sum(busy) / len(busy) if busy else None,
        "unevenness": _unevenness(levels) if sum(busy) >= 3 else None,
        "longest_pause": 10.0 * _longest_run(busy),
    }


def _idleness(
    seen: Sequence[Observed], before: Idle | None, begin: int, at: int, values: dict[str, float | None]
) -> dict[str, float | None]:
    """How long nothing was touched just now, and whether somebody has come back a moment ago."""
    words = [one for one in seen if isinstance(one, Idle)]
    last = words[-1] if words else before
    back = [one for one in words if not one.idle and one.idle_s >= 180 and one.time > at - ARRIVAL_MS]
    # A word may come after the last moment that is known: capturing was paused just then.
    since_back = max(0, at - back[-1].time) if back else ARRIVAL_MS
    told: dict[str, float | None] = {"returned": 1.0 - since_back / ARRIVAL_MS}
    touched = [one.time for one in seen if isinstance(one, Touch)]
    if last is not None and last.idle:
        since = last.time - round(last.idle_s * 1000)
        told["idle_now"] = max(0, at - max([since, *touched[-1:]])) / 1000
    elif touched:
        told["idle_now"] = max(0, at - touched[-1]) / 1000
    elif values.get("idle_share") is not None and last is None:
        told["idle_now"] = max(0, at - max(begin, seen[0].time if seen else begin)) / 1000
    if values.get("idle_share") is None and words:  # no counts, but the screen saver tells
        told["idle_share"] = min(1.0, _idle_time(words, begin, at) / (at - begin))
    return told


def _idle_time(words: Sequence[Idle], begin: int, at: int) -> int:
    total, since = 0, 0
    for one in words:
        start = one.time - round(one.idle_s * 1000)
        if one.idle:
            since = start
        else:
            total += max(0, one.time - max(start, begin))
            since = 0
    return total + (max(0, at - max(since, begin)) if since else 0)


def _unevenness(levels: Sequence[float]) -> float:
    """How much the input of one bucket differs from that of the next, against its mean: 0 is a steady rhythm."""
    mean = sum(levels) / len(levels)
    steps = [abs(after - before) for before, after in pairwise(levels)]
    return sum(steps) / len(steps) / mean if steps and mean else 0.0


def _longest_run(busy: Sequence[bool]) -> int:
    longest = run = 0
    for one in busy:
        run = 0 if one else run + 1
        longest = max(longest, run)
    return longest


def _overlaps(known: Sequence[tuple[int, int]], moment: int) -> bool:
    return any(start <= moment <= end for start, end in known)
