"""What history keeps of a module and of the system: named columns of whole numbers, and how many become one.

A whole number is the figure times its scale; `MISSING` stands for none. They are compact on disk and sum exactly.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum, auto

MISSING = -1
MOST = 2**31 - 2
"""Largest number a column holds: the difference of any two fits into 32 bits."""

SYSTEM = "system"
"""The name of the series with the totals; a reserved id, so that no module can have it."""


class Fold(Enum):
    """What many values become when they are folded into one."""

    MEAN = auto()
    SUM = auto()
    LEAST = auto()
    MOST = auto()


@dataclass(frozen=True, slots=True)
class Column:
    """name: as in the query `samples`. scale: stored numbers are figures times this. band: its least and most value
    are kept too, in columns of their own, when it is folded."""

    name: str
    scale: float = 1.0
    fold: Fold = Fold.MEAN
    band: bool = False


_USAGE = (
    Column("cpu_percent", 100.0, band=True),
    Column("memory_mb", 1024.0, band=True),
    Column("threads", fold=Fold.MOST),
    Column("file_handles", fold=Fold.MOST),
    Column("children", fold=Fold.MOST),
)
MODULE_COLUMNS = (*_USAGE, Column("health", fold=Fold.MOST), Column("response_ms", 1000.0))
SYSTEM_COLUMNS = (
    *_USAGE,
    Column("own_cpu_percent", 100.0),
    Column("own_memory_mb", 1024.0),
    Column("disk_usage_mb", 1024.0),
    Column("network_kbps"),
)


WEIGHT = Column("weight", fold=Fold.SUM)
"""How many measurements a folded point stands for; the last of its columns."""


def columns_of(series: str) -> tuple[Column, ...]:
    """What is measured of this series."""
    return SYSTEM_COLUMNS if series == SYSTEM else MODULE_COLUMNS


def folded_columns(columns: Sequence[Column]) -> tuple[Column, ...]:
    """What is kept after folding: the same columns, the least and the most of those with a band, and the weight."""
    bands = [
        Column(f"{column.name}_{word}", column.scale, fold)
        for column in columns
        if column.band
        for word, fold in (("min", Fold.LEAST), ("max", Fold.MOST))
    ]
    return (*columns, *bands, WEIGHT)


def stored(value: float | None, scale: float) -> int:
    """The whole number for a figure; `MISSING` for none, for a negative one and for NaN."""
    if value is None or not value >= 0:
        return MISSING
    return round(min(value * scale, MOST))


@dataclass(slots=True)
class Points:
    """Points of one series: times in ms since the epoch, and one list of equal length for each column."""

    times: list[int]
    values: list[list[int]]

    def extend(self, other: Points) -> None:
        self.times.extend(other.times)
        for mine, others in zip(self.values, other.values, strict=True):
            mine.extend(others)


def no_points(columns: Sequence[Column]) -> Points:
    return Points([], [[] for _ in columns])


def with_bands(points: Points, columns: Sequence[Column]) -> Points:
    """Measured points in the shape of folded ones: least, most and mean are the same, and each counts once."""
    bands = [points.values[i] for i, column in enumerate(columns) if column.band for _ in range(2)]
    return Points(points.times, [*points.values, *bands, [1] * len(points.times)])
