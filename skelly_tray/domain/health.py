"""Probe results against both thresholds: one small machine per probe.

Consecutive results count (as in kubelet); with `window` and `window_failures` also X misses within Y seconds.
A probe that could not be made (`passed` is None) changes nothing. Nor does the first miss after a time in which nobody
could look (`grace`): the next answer, whatever it is, uses that up.
"""

from __future__ import annotations

import zlib
from dataclasses import dataclass, replace

from skelly_tray.domain.descriptor import ModuleId, ProbeRole, ProbeSpec

CONFIRM_AFTER = 1.0
"""Seconds: after a miss the next probe follows no later than this. Three refusals within one millisecond would
say no more than one does, so "at once" is not taken literally."""
USED_UP = 0.9
"""Share of its timeout: a miss that took so long has waited enough, and the next probe follows at once."""
RESUME_AFTER = 1.0
"""Seconds that everybody has after a suspend before the first question."""
RAMP_FROM = 0.05
"""Seconds: probing for a start begins this fast and doubles up to the probe's own interval."""


@dataclass(frozen=True, slots=True)
class ProbeRun:
    """How one probe of one incarnation has fared.

    up: the current verdict (None: no verdict yet). misses: monotonic times of misses inside the window.
    asked: number of probes answered so far. grace: the next miss counts for nothing.
    """

    up: bool | None = None
    passes_in_row: int = 0
    misses_in_row: int = 0
    misses: tuple[float, ...] = ()
    asked: int = 0
    grace: bool = False

    def graced(self) -> ProbeRun:
        """The same verdict, and everything that counted against it forgotten."""
        return replace(self, misses_in_row=0, misses=(), grace=True)


def judge(run: ProbeRun, spec: ProbeSpec, passed: bool | None, now: float) -> ProbeRun:
    """The probe's state after one more answer."""
    asked = run.asked + 1
    if passed is None:
        return replace(run, asked=asked)
    if passed:
        row = run.passes_in_row + 1
        return ProbeRun(True if row >= spec.success_threshold else run.up, row, 0, run.misses, asked)
    if run.grace:
        return replace(run, passes_in_row=0, asked=asked, grace=False)
    row = run.misses_in_row + 1
    misses = _within(run.misses, spec, now)
    failed = row >= spec.failure_threshold or _too_many(misses, spec)
    return ProbeRun(False if failed else run.up, 0, row, misses, asked)


def _within(misses: tuple[float, ...], spec: ProbeSpec, now: float) -> tuple[float, ...]:
    if spec.window is None:
        return ()
    return (*(at for at in misses if now - at < spec.window), now)


def _too_many(misses: tuple[float, ...], spec: ProbeSpec) -> bool:
    return spec.window_failures is not None and len(misses) >= spec.window_failures


def next_probe(
    run: ProbeRun, role: ProbeRole, spec: ProbeSpec, now: float, elapsed: float = 0.0, interval: float = 0.0
) -> float:
    """When the next probe is due (monotonic seconds), after the answer that led to `run` and took `elapsed` seconds. A
    liveness probe has no ramp: its first misses would end the module within a fraction of a second. interval: the
    adapted one (0: the probe's own)."""
    interval = interval or spec.interval
    if run.up is None and run.misses_in_row and role is not ProbeRole.LIVENESS:
        return now + min(RAMP_FROM * 2.0 ** min(run.misses_in_row - 1, 20), spec.interval)
    if run.misses_in_row:
        waited = elapsed >= spec.timeout * USED_UP
        return now if waited else now + min(spec.interval, CONFIRM_AFTER)
    if run.passes_in_row < spec.success_threshold:
        return now + min(spec.interval, CONFIRM_AFTER)
    return now + interval


def first_probe(module: ModuleId, role: ProbeRole, spec: ProbeSpec, now: float, interval: float) -> float:
    """When the first probe is due. Liveness starts are spread over the interval, so that twenty modules started
    together are not probed together for ever. interval: the one that holds now, which is shorter during a trial."""
    at = now + spec.initial_delay
    if role is ProbeRole.LIVENESS:
        at += interval * (0.5 + 0.5 * fraction(module, 0))
    return at


def probe_after_resume(module: ModuleId, role: ProbeRole, interval: float, now: float) -> float:
    """When a probe is due after a suspend: within its interval, each module at a moment of its own. interval: the
    adapted one; a start is looked at within a second all the same."""
    within = min(interval, CONFIRM_AFTER) if role is ProbeRole.STARTUP else interval
    return now + RESUME_AFTER + within * fraction(module, 1 + list(ProbeRole).index(role))


def fraction(module: ModuleId, salt: int) -> float:
    """A number in [0, 1) that is the same for the same arguments: chance without a random generator."""
    mixed = zlib.crc32(f"{module}/{salt}".encode())
    # A checksum of similar names is similar in its high bits; these are murmur3's last steps, which spread them.
    for shift, factor in ((16, 0x85EBCA6B), (13, 0xC2B2AE35), (16, 1)):
        mixed = (mixed ^ mixed >> shift) * factor & 0xFFFFFFFF
    return mixed / 2**32
