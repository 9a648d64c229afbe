"""The judgement: for each state the sum of what each feature says for and against it, made into shares of one.

Every coefficient stands in `table.py`, with its reason. A feature is first brought to 0…1 between two bounds; a
coefficient says by how much its full value speaks for (or against) the state, in the unit of a logistic model: 1 makes
a state 2.7 times as likely against the others, 2 makes it 7 times as likely.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from skelly_tray.modules.analysis_engine.features import Features
from skelly_tray.modules.analysis_engine.table import BIAS, STATES, TABLE, Row, State

Vector = Sequence[float | None]
"""The features brought to 0…1, in the order of the table; None: not known."""

Weights = Mapping[State, Sequence[float]]
"""Per state one figure for each row of the table, and at the end one for the state itself."""

NOTHING: Weights = {}
_MOST_FACTORS = 5
_WORTH_TELLING = 0.05


class Bounds(NamedTuple):
    """What the user has a say in: seconds without input that are an absence, minutes at one thing that are long."""

    away_after: float = 120.0
    hyperfocus_after: float = 40.0


class Factor(NamedTuple):
    """effect: -1 to 1, how much of all that was said for or against the state."""

    name: str
    value: float
    effect: float
    text: str


def vector(features: Features, bounds: Bounds) -> list[float | None]:
    """Each feature between 0 and 1."""
    return [_scaled(row, features, bounds) for row in TABLE]


def shares(given: Vector, personal: Weights = NOTHING) -> dict[State, float]:
    """How likely each state is; together 1."""
    figures = {state: score(state, given, personal) for state in STATES}
    most = max(figures.values())
    parts = {state: math.exp(figure - most) for state, figure in figures.items()}
    total = sum(parts.values())
    return {state: part / total for state, part in parts.items()}


def score(state: State, given: Vector, personal: Weights = NOTHING) -> float:
    """The sum that `shares` compares."""
    own = personal.get(state)
    total = BIAS[state] + (own[-1] if own is not None else 0.0)
    for number, (row, value) in enumerate(zip(TABLE, given, strict=True)):
        if value is not None:
            weight = row.weights.get(state, 0.0) + (own[number] if own is not None else 0.0)
            total += weight * value
    return total


def factors(state: State, features: Features, given: Vector, personal: Weights = NOTHING) -> list[Factor]:
    """What speaks most for and against this state, against the mean of all of them; the weightiest first."""
    found: list[tuple[float, Row, float, float]] = []
    for number, (row, value) in enumerate(zip(TABLE, given, strict=True)):
        figure = getattr(features, row.feature)
        if value is None or figure is None:
            continue
        each = [_weight(one, number, personal) for one in STATES]
        found.append(((_weight(state, number, personal) - sum(each) / len(each)) * value, row, figure, value))
    whole = sum(abs(effect) for effect, *_ in found) or 1.0
    found.sort(key=lambda one: -abs(one[0]))
    return [
        Factor(row.name, round(figure, 3), round(effect / whole, 3), row.text(figure))
        for effect, row, figure, _ in found[:_MOST_FACTORS]
        if abs(effect) / whole >= _WORTH_TELLING
    ]


def _weight(state: State, number: int, personal: Weights) -> float:
    own = personal.get(state)
    return TABLE[number].weights.get(state, 0.0) + (own[number] if own is not None else 0.0)


def _scaled(row: Row, features: Features, bounds: Bounds) -> float | None:
    value = getattr(features, row.feature)
    if value is None:
        return None
    unit = 1.0 if row.unit is None else getattr(bounds, row.unit)
    return row.scale(value / unit)
