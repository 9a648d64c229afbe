"""How fine the history is for how long, and the pass that condenses one tier into the next."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter

from skelly_tray.adapters.history.chunks import LONGEST, MOST_POINTS, pack, unpack
from skelly_tray.adapters.history.database import transaction
from skelly_tray.telemetry.columns import Column, Points, columns_of, folded_columns, no_points, with_bands
from skelly_tray.telemetry.folding import fold


@dataclass(frozen=True, slots=True)
class Tier:
    """table: its name. step: ms from point to point. keep: ms; None: as the configuration says. every: seconds between
    two passes that condense it into the next."""

    table: str
    step: int
    keep: int | None
    every: float = 0.0


SECONDS = Tier("seconds", 1_000, 3_600_000, every=600.0)
TENS = Tier("tens", 10_000, 86_400_000, every=3600.0)
MINUTES = Tier("minutes", 60_000, None)
TIERS = (SECONDS, TENS, MINUTES)


def columns_in(tier: Tier, series: str) -> tuple[Column, ...]:
    """What a chunk of this tier holds of that series."""
    columns = columns_of(series)
    return columns if tier is SECONDS else folded_columns(columns)


def points_in(tier: Tier, series: str, start: int, data: bytes) -> Points:
    """The points of a chunk in the shape of folded ones, whatever its tier."""
    columns = columns_in(tier, series)
    points = unpack(start, data, len(columns))
    return with_bands(points, columns) if tier is SECONDS else points


def last_condensed(connection: sqlite3.Connection, tier: Tier) -> int:
    """The number of the last row of this tier that is also in the next one."""
    row = connection.execute("SELECT last FROM condensed WHERE tier = ?", (tier.table,)).fetchone()
    return int(row[0]) if row else 0


def condense(connection: sqlite3.Connection, names: dict[int, str], fine: Tier, coarse: Tier) -> None:
    """What the finer tier has that the coarser has not is folded into it. In one transaction: never twice, never lost.

    A stretch that goes on in rows yet to come has two points in the end; by their weights they count as one.
    """
    since = last_condensed(connection, fine)
    (last,) = connection.execute(f"SELECT max(id) FROM {fine.table}").fetchone()
    if last is None or last <= since:
        return
    rows = connection.execute(
        f"SELECT series, start, points FROM {fine.table} WHERE id > ? AND id <= ? ORDER BY series, id",
        (since, last),
    )
    with transaction(connection):
        for series, chunks in groupby(rows.fetchall(), itemgetter(0)):
            if name := names.get(series):
                found = [points_in(fine, name, start, data) for _, start, data in chunks]
                put(connection, coarse, series, _folded(found, name, coarse))
        connection.execute("INSERT OR REPLACE INTO condensed VALUES (?, ?)", (fine.table, last))


def _folded(found: Sequence[Points], name: str, coarse: Tier) -> Points:
    columns = folded_columns(columns_of(name))
    together = no_points(columns)
    for points in found:
        together.extend(points)
    return fold(together, columns, coarse.step)


def put(connection: sqlite3.Connection, tier: Tier, series: int, points: Points) -> None:
    """Add these points to the tier, in as many chunks as they need."""
    connection.executemany(
        f"INSERT INTO {tier.table} (series, start, end, points) VALUES (?, ?, ?, ?)",
        [(series, run.times[0], run.times[-1], pack(run)) for run in _runs(points)],
    )


def _runs(points: Points) -> Iterator[Points]:
    """Cut where the clock went back or jumped ahead, and before a chunk becomes too long."""
    times, first = points.times, 0
    for index in range(1, len(times) + 1):
        if index == len(times) or _must_cut(times[index - 1], times[index], times[first], index - first):
            yield Points(times[first:index], [kept[first:index] for kept in points.values])
            first = index


def _must_cut(before: int, moment: int, first: int, count: int) -> bool:
    return moment < before or moment - first > LONGEST or count >= MOST_POINTS
