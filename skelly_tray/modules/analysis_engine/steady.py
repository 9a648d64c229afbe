"""The state in force: it follows the judgement, but not each of its moods.

What is judged is smoothed over time, and another state comes into force only when it leads by a margin, and has led by
so much for so long: a clear case needs a moment, a narrow one minutes. An absence, and its end, are seen at once.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, replace

from skelly_tray.modules.analysis_engine.table import STATES, State

_AT_ONCE = 0.75
"""A share of the unsmoothed judgement from which an absence (or its end) is in force."""


@dataclass(frozen=True, slots=True)
class Firmness:
    """smooth: seconds after which two thirds of a change are taken in. margin: of shares, by which another state must
    lead. hold: how much lead it must have gathered, in shares times seconds."""

    smooth: float
    margin: float
    hold: float

    @classmethod
    def of(cls, steadiness: float) -> Firmness:
        """steadiness: 0 follows every mood, 1 changes rarely."""
        return cls(smooth=1 + 18 * steadiness, margin=0.1 * steadiness, hold=20 * steadiness)


@dataclass(frozen=True, slots=True)
class InForce:
    """since: in ms. shares: smoothed. rival: who leads now; led: how much lead they have gathered."""

    state: State
    since: int
    at: int
    shares: Mapping[State, float]
    rival: State | None = None
    led: float = 0.0

    @property
    def confidence(self) -> float:
        return self.shares[self.state]


def begin(judged: Mapping[State, float], at: int) -> InForce:
    """With the first judgement there is nothing to be kept."""
    return InForce(_first(judged), at, at, dict(judged))


def follow(now: InForce, judged: Mapping[State, float], at: int, firm: Firmness) -> InForce:
    """The state in force after this judgement."""
    seconds = max(0.0, (at - now.at) / 1000)
    part = 1 - math.exp(-seconds / firm.smooth)
    shares = {state: now.shares[state] + part * (judged[state] - now.shares[state]) for state in STATES}
    first = _first(judged)
    if (
        first != now.state
        and "away" in (first, now.state)
        and judged[first] >= (_AT_ONCE if first == "away" else 0.0)
    ):
        return InForce(first, at, at, dict(judged))
    leader = _first(shares)
    lead = shares[leader] - shares[now.state]
    if leader == now.state or lead < firm.margin:
        return replace(now, at=at, shares=shares, rival=None, led=0.0)
    led = (now.led if leader == now.rival else 0.0) + seconds * lead
    if led >= firm.hold:
        return InForce(leader, at, at, shares)
    return replace(now, at=at, shares=shares, rival=leader, led=led)


def _first(shares: Mapping[State, float]) -> State:
    return max(STATES, key=lambda state: shares[state])
