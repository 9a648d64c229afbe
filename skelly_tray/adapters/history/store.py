"""The history in its database: add what was measured, condense, trim, read. Blocking; used by one thread."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path

from skelly_tray.adapters.history import retention
from skelly_tray.adapters.history.database import open_database, transaction
from skelly_tray.adapters.history.tiers import MINUTES, SECONDS, TENS, condense, put
from skelly_tray.engine.history_port import Tick
from skelly_tray.telemetry.columns import SYSTEM, Points, columns_of, stored
from skelly_tray.telemetry.marks import Mark
from skelly_tray.telemetry.sample import Sample
from skelly_tray.telemetry.store import HEALTH_CODES

Figures = tuple[float | None, ...]


class Store:
    """Raises sqlite3.Error, OSError and BrokenChunk from every method: what they mean is for the caller to say."""

    def __init__(self, path: Path, bounds: retention.Bounds) -> None:
        self.path = path
        self.bounds = bounds
        self.connection = open_database(path, bounds.log_bytes)
        self._ids: dict[str, int] = dict(self.connection.execute("SELECT name, id FROM series").fetchall())

    @property
    def ids(self) -> dict[str, int]:
        """Number of each series by its name."""
        return self._ids

    def close(self) -> None:
        self.connection.close()

    def add(self, ticks: Sequence[Tick], marks: Sequence[Mark]) -> None:
        """Store all of it in one transaction."""
        series = by_series(ticks)
        known = dict(self._ids)
        with transaction(self.connection):
            for name, points in series.items():
                put(self.connection, SECONDS, self._id(name, known), points)
            self.connection.executemany(
                "INSERT OR IGNORE INTO marks (time, seq, module, kind, text) VALUES (?, ?, ?, ?, ?)",
                [(round(m.time * 1000), m.seq, m.module, str(m.kind), m.text) for m in marks],
            )
        self._ids = known

    def _id(self, name: str, known: dict[str, int]) -> int:
        if name not in known:
            found = self.connection.execute("INSERT INTO series (name) VALUES (?)", (name,)).lastrowid
            assert found is not None
            known[name] = found
        return known[name]

    def condense_seconds(self) -> None:
        condense(self.connection, self._names(), SECONDS, TENS)

    def condense_tens(self) -> None:
        condense(self.connection, self._names(), TENS, MINUTES)

    def _names(self) -> dict[int, str]:
        return {number: name for name, number in self._ids.items()}

    def trim(self, now: float) -> bool:
        """One small step of the retention; True when there is more to do. now: Unix seconds."""
        return retention.trim_step(self.connection, self.bounds, round(now * 1000))

    def make_room(self) -> bool:
        """Drop some of the oldest, whatever its age, so that its pages can be used again."""
        self.connection.execute("PRAGMA wal_checkpoint(PASSIVE)").fetchall()
        return retention.drop_oldest(self.connection)


def by_series(ticks: Sequence[Tick]) -> dict[str, Points]:
    """The points of every module that had a process, and those of the whole system."""
    times: defaultdict[str, list[int]] = defaultdict(list)
    figures: defaultdict[str, list[Figures]] = defaultdict(list)
    for tick in ticks:
        time = round(tick.wall * 1000)
        for module, sample in tick.samples.items():
            health, response = tick.health.get(module, (None, None))
            code = HEALTH_CODES[health] if health else None
            times[module].append(time)
            figures[module].append((*_usage(sample), code, response))
        times[SYSTEM].append(time)
        figures[SYSTEM].append((*_usage(_total(tick)), *_own(tick)))
    return {name: Points(moments, _columns(name, figures[name])) for name, moments in times.items()}


def _columns(name: str, figures: Sequence[Figures]) -> list[list[int]]:
    return [
        _stored(values, column.scale)
        for column, values in zip(columns_of(name), zip(*figures, strict=True), strict=True)
    ]


def _stored(values: Figures, scale: float) -> list[int]:
    """Most figures stand still from one batch to the next: those are turned into a whole number once."""
    first = values[0]
    if values.count(first) == len(values):
        return [stored(first, scale)] * len(values)
    return [stored(value, scale) for value in values]


def _usage(sample: Sample) -> tuple[float, ...]:
    return (sample.cpu_percent, sample.memory_mb, sample.threads, sample.file_handles, sample.children)


def _own(tick: Tick) -> tuple[float, ...]:
    own = tick.figures
    return (own.own_cpu_percent, own.own_memory_mb, own.disk_usage_mb, own.network_kbps)


def _total(tick: Tick) -> Sample:
    samples = tick.samples.values()
    return Sample(
        cpu_percent=sum(s.cpu_percent for s in samples),
        memory_mb=sum(s.memory_mb for s in samples),
        threads=sum(s.threads for s in samples),
        file_handles=sum(s.file_handles for s in samples),
        children=sum(s.children for s in samples),
    )
