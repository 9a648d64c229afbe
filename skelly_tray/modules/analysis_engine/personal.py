"""What one person's own word changes about the judgement: an online logistic correction on the same features.

Each correction moves, by a step of gradient, the coefficients of that person alone. They are added to those of the
table and bounded, so that the table is corrected and never replaced, and fade a little with each further correction.

People correct what is wrong and say nothing of what is right, so that corrections alone would spoil what was right. So
each lesson goes through earlier corrections again, and through many moments that nobody corrected: those are held to
what the table says of them.
"""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from skelly_tray.modules.analysis_engine.model import Vector, shares
from skelly_tray.modules.analysis_engine.table import STATES, TABLE, State

LENGTH = len(TABLE) + 1
"""Coefficients of a state: one for each row, and one for the state itself."""

BOUND = 2.0
"""No coefficient of a person's own goes further from 0 than this."""

_STEP = 0.05
_FADE = 0.99
PERIOD_EXAMPLES = 16
"""Of one period that was corrected, at most so many moments are taken: a long one counts no more than a short one."""

REACTION_WEIGHT = 0.15
"""A reaction to a suggestion says something of the state, but much else besides."""


EARLIER, QUIET = 60, 300
"""Examples of earlier corrections, and of moments that nobody corrected, that a lesson goes through again."""

_PASSES = 3


class Example(NamedTuple):
    """wanted: the state that it was; against: one that it was not; neither: nobody has said anything against the table.

    weight: 1 for a correction.
    """

    given: Vector
    wanted: State | None = None
    against: State | None = None
    weight: float = 1.0


Own = dict[State, list[float]]


def nothing() -> Own:
    """Of somebody who has not said anything yet."""
    return {state: [0.0] * LENGTH for state in STATES}


def learn(own: Mapping[State, Sequence[float]], examples: Sequence[Example], learning: float) -> Own:
    """The coefficients after these examples, in their order. learning: 0 (nothing) to 1."""
    made: Own = {state: list(own[state]) for state in STATES}
    for example in examples:
        _step(made, example, _STEP * learning * example.weight)
    return made


def lesson(
    own: Mapping[State, Sequence[float]],
    fresh: Sequence[Example],
    earlier: Sequence[Example],
    quiet: Sequence[Example],
    learning: float,
) -> Own:
    """The coefficients after one correction; the same arguments give the same ones."""
    made: Own = {state: [_FADE * weight for weight in own[state]] for state in STATES}
    examples = [
        *fresh,
        *(earlier[number] for number in spread(len(earlier), EARLIER)),
        *(quiet[number] for number in spread(len(quiet), QUIET)),
    ]
    chance = random.Random(len(earlier))
    for _ in range(_PASSES):
        chance.shuffle(examples)
        made = learn(made, examples, learning)
    return made


def spread(count: int, most: int) -> list[int]:
    """At most `most` of the numbers from 0 to count - 1, evenly."""
    if count <= most:
        return list(range(count))
    return [round(number * (count - 1) / (most - 1)) for number in range(most)]


def size(own: Mapping[State, Sequence[float]]) -> float:
    """The largest coefficient of all: 0 when nothing was learned, `BOUND` when it can go no further."""
    return max(abs(weight) for weights in own.values() for weight in weights)


def _step(own: Own, example: Example, step: float) -> None:
    found = shares(example.given, own)
    table = shares(example.given) if example.wanted is None and example.against is None else found
    for state in STATES:
        if example.wanted is not None:
            pull = (state == example.wanted) - found[state]
        elif example.against is not None:
            # Away from one state, towards the others as they are: the gradient of log(1 - share).
            share = found[example.against]
            pull = -share if state == example.against else share * found[state] / max(1 - share, 1e-9)
        else:
            pull = table[state] - found[state]
        weights = own[state]
        for number, value in enumerate((*example.given, 1.0)):
            if value:
                weights[number] = max(-BOUND, min(BOUND, weights[number] + step * pull * value))
