"""A stretch of the history with as many points as a plot can show, from the tiers that reach that far."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

from skelly_tray.adapters.history.chunks import LONGEST
from skelly_tray.adapters.history.tiers import (
    MINUTES,
    SECONDS,
    TENS,
    Tier,
    last_condensed,
    points_in,
)
from skelly_tray.telemetry.columns import (
    MISSING,
    WEIGHT,
    Column,
    Points,
    columns_of,
    folded_columns,
    no_points,
)
from skelly_tray.telemetry.folding import fold, in_order
from skelly_tray.telemetry.marks import Mark, MarkKind

GAP = 3.0
"""So many times the usual distance without a point are a gap in the curve, not a line across it."""
MOST_MARKS = 500
SECONDS_REACH, TENS_REACH = SECONDS.keep or 0, TENS.keep or 0


def read(
    connection: sqlite3.Connection, name: str, number: int, start: int, end: int, points: int
) -> dict[str, list[Any]]:
    """The points of one series from `start` to `end` (ms): lists of equal length by column, `time` in Unix seconds.

    There are no more than about `points`; a missing figure is None, and so are all figures of a point in a gap.
    """
    columns = folded_columns(columns_of(name))
    width = max(1, (end - start) // max(1, points))
    step = max(width, _tiers(end - start)[0].step)
    found = no_points(columns)
    for tier, chunk in _chunks(connection, name, number, start, end):
        # Asked of the points as they are: the middle of the stretch that goes on now is yet to come.
        asked = _between(chunk, start, end, 0 if tier is SECONDS else tier.step // 2)
        found.extend(fold(asked, columns, step) if step > tier.step else asked)
    found = in_order(found)
    # Stretches that chunks share, a finer tier's, or those that a clock which was set back went through twice.
    if step > SECONDS.step or len(found.times) > points:
        found = fold(found, columns, step)
    within = Points([min(max(moment, start), end) for moment in found.times], found.values)
    return _answer(within, columns, step)


def read_marks(connection: sqlite3.Connection, start: int, end: int) -> list[Mark]:
    """Oldest first; of many, the newest."""
    rows = connection.execute(
        "SELECT seq, time, module, kind, text FROM marks WHERE time >= ? AND time <= ?"
        " ORDER BY time DESC, seq DESC LIMIT ?",
        (start, end, MOST_MARKS),
    ).fetchall()
    return [
        Mark(seq, time / 1000, module, MarkKind(kind), text)
        for seq, time, module, kind, text in reversed(rows)
    ]


def _tiers(span: int) -> list[Tier]:
    """Coarsest first: the one that reaches back so far, and the finer ones."""
    if span > TENS_REACH:
        return [MINUTES, TENS, SECONDS]
    return [TENS, SECONDS] if span > SECONDS_REACH else [SECONDS]


def _chunks(
    connection: sqlite3.Connection, name: str, number: int, start: int, end: int
) -> Iterator[tuple[Tier, Points]]:
    """From the finest tier that reaches back to `start`, and what finer ones have that is not in it yet."""
    for index, tier in enumerate(_tiers(end - start)):
        beyond = last_condensed(connection, tier) if index else 0
        rows = connection.execute(
            f"SELECT start, points FROM {tier.table}"
            " WHERE series = ? AND start > ? AND start <= ? AND end >= ? AND id > ? ORDER BY start",
            (number, start - LONGEST, end, start, beyond),
        )
        for first, data in rows:
            yield tier, points_in(tier, name, first, data)


def _between(points: Points, start: int, end: int, half: int) -> Points:
    """Those that fall into that time. half: ms that each stands for, before and after its moment."""
    first, last = start - half, end + half
    kept = [index for index, moment in enumerate(points.times) if first <= moment <= last]
    if len(kept) == len(points.times):
        return points
    return Points([points.times[i] for i in kept], [[row[i] for i in kept] for row in points.values])


def _answer(points: Points, columns: tuple[Column, ...], step: int) -> dict[str, list[Any]]:
    apart = [after - before for before, after in pairwise(points.times)]
    usual = max(step, sorted(apart)[len(apart) // 2]) if apart else step
    gaps = [index for index, distance in enumerate(apart, 1) if distance > GAP * usual]
    times: list[float] = [round(moment / 1000, 3) for moment in points.times]
    for index in reversed(gaps):
        times.insert(index, times[index - 1] + step / 1000)
    answer: dict[str, list[Any]] = {"time": times}
    for column, row in zip(columns, points.values, strict=True):
        if column is WEIGHT:
            continue
        told = [_figure(value, column.scale) for value in row]
        for index in reversed(gaps):
            told.insert(index, None)
        answer[column.name] = told
    return answer


def _figure(value: int, scale: float) -> float | None:
    if value == MISSING:
        return None
    return value if scale == 1 else round(value / scale, 3)
