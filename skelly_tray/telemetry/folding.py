"""Folds points into fewer: the mean, the sum, the least or the most of all that fall into the same stretch of time."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from operator import mul

from skelly_tray.telemetry.columns import MISSING, Column, Fold, Points


def fold(points: Points, columns: Sequence[Column], width: int) -> Points:
    """One point for each stretch of `width` ms that has any, at its middle. columns: of folded points; a mean counts
    each by its weight.

    Stretches begin at multiples of the width, so that the same points fold in the same way whenever it is asked. Where
    the clock went back, the same stretch may come twice.
    """
    edges = list(_edges(points.times, width))
    times = [points.times[first] // width * width + width // 2 for first, _ in edges]
    weights = points.values[-1]
    values = [
        _folded(kept, column.fold, weights, edges)
        for kept, column in zip(points.values, columns, strict=True)
    ]
    return Points(times, values)


def in_order(points: Points) -> Points:
    """The same points by time; the clock may have been set back between them."""
    times = points.times
    if all(map(int.__le__, times, times[1:])):
        return points
    order = sorted(range(len(times)), key=times.__getitem__)
    return Points([times[i] for i in order], [[kept[i] for i in order] for kept in points.values])


def _edges(times: Sequence[int], width: int) -> Iterator[tuple[int, int]]:
    """(first, behind the last) index of each run of points in the same stretch."""
    first = 0
    for index in range(1, len(times) + 1):
        if index == len(times) or times[index] // width != times[first] // width:
            yield first, index
            first = index


def _folded(values: list[int], how: Fold, weights: list[int], edges: Sequence[tuple[int, int]]) -> list[int]:
    some_missing = MISSING in values
    found: list[int] = []
    for first, behind in edges:
        part, weight = values[first:behind], weights[first:behind]
        if some_missing:
            weight = [each for each, value in zip(weight, part, strict=True) if value != MISSING]
            part = [value for value in part if value != MISSING]
        found.append(_one(part, how, weight) if part else MISSING)
    return found


def _one(values: list[int], how: Fold, weights: list[int]) -> int:
    match how:
        case Fold.MEAN:
            total = sum(weights)
            weighed: int = sum(map(mul, values, weights))
            return (2 * weighed + total) // (2 * total)
        case Fold.SUM:
            return sum(values)
        case Fold.LEAST:
            return min(values)
        case Fold.MOST:
            return max(values)
