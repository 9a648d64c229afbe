"""Folds points into fewer: the mean, the least or the most of all that fall into the same stretch of time."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from skelly_tray.telemetry.columns import MISSING, Column, Fold, Points


def fold(points: Points, columns: Sequence[Column], width: int) -> Points:
    """One point for each stretch of `width` ms that has any, at its middle. columns: of folded points.

    Stretches begin at multiples of the width, so that the same points fold in the same way whenever it is asked. Where
    the clock went back, the same stretch may come twice.
    """
    edges = list(_edges(points.times, width))
    times = [points.times[first] // width * width + width // 2 for first, _ in edges]
    values = [_folded(kept, column.fold, edges) for kept, column in zip(points.values, columns, strict=True)]
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


def _folded(values: list[int], how: Fold, edges: Sequence[tuple[int, int]]) -> list[int]:
    some_missing = MISSING in values
    found: list[int] = []
    for first, behind in edges:
        part = values[first:behind]
        if some_missing:
            part = [value for value in part if value != MISSING]
            if not part:
                found.append(MISSING)
                continue
        match how:
            case Fold.MEAN:
                found.append((2 * sum(part) + len(part)) // (2 * len(part)))
            case Fold.LEAST:
                found.append(min(part))
            case Fold.MOST:
                found.append(max(part))
    return found
