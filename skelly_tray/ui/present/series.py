"""Samples as they are kept for drawing: the recent past of each module, extended by small answers."""

from __future__ import annotations

import csv
import io
import math
from array import array
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from statistics import median
from typing import Any

from skelly_tray.ui.present.marks import PlotMark, plot_mark
from skelly_tray.ui.present.rows import Usage

CHANNELS = ("cpu_percent", "memory_mb", "health", "response_ms")
BANDS = ("cpu_percent_min", "cpu_percent_max", "memory_mb_min", "memory_mb_max")
"""The least and the most of the time that one point stands for; only in answers about more than ten minutes."""


def _numbers() -> array[float]:
    return array("d")


@dataclass(slots=True)
class Series:
    """The samples of one module, oldest first, all of one length. time: seconds since the epoch.

    bands: those of `BANDS` that there are. marks: what happened meanwhile, oldest first. Samples are bare numbers: the
    last minutes of a hundred modules would be 8 MiB as objects, and are 2.
    """

    time: array[float] = field(default_factory=_numbers)
    cpu_percent: array[float] = field(default_factory=_numbers)
    memory_mb: array[float] = field(default_factory=_numbers)
    health: array[float] = field(default_factory=_numbers)
    response_ms: array[float] = field(default_factory=_numbers)
    bands: dict[str, list[float]] = field(default_factory=dict)
    marks: list[PlotMark] = field(default_factory=list)

    @classmethod
    def whole(cls, answer: Mapping[str, Sequence[Any]]) -> Series:
        """An answer that nothing is to be joined with, bands and all."""
        made = cls()
        made.extend(answer)
        made.bands = {name: [_number(value) for value in answer[name]] for name in BANDS if name in answer}
        return made

    def extend(self, answer: Mapping[str, Sequence[Any]]) -> None:
        """Append what is newer than what we have; a missing value becomes NaN, which is drawn as a gap."""
        times = answer.get("time", ())
        last = self.time[-1] if self.time else -math.inf
        first = next((index for index, moment in enumerate(times) if moment > last), len(times))
        self.time.extend(float(moment) for moment in times[first:])
        for channel in CHANNELS:
            values = answer.get(channel, ())
            kept: array[float] = getattr(self, channel)
            for index in range(first, len(times)):
                value = values[index] if index < len(values) else None
                kept.append(_number(value))
        known = {mark.key for mark in self.marks}
        new = (plot_mark(told) for told in answer.get("marks", ()))
        self.marks += [mark for mark in new if mark is not None and mark.key not in known]

    def forget_before(self, moment: float) -> None:
        """Drop what is older than `moment`."""
        stale = next((index for index, at in enumerate(self.time) if at >= moment), len(self.time))
        if stale:
            del self.time[:stale]
            for channel in CHANNELS:
                del getattr(self, channel)[:stale]
        self.marks = [mark for mark in self.marks if mark.time >= moment]

    @property
    def latest(self) -> Usage | None:
        """The newest figures; None without samples."""
        if not self.time or math.isnan(self.cpu_percent[-1]):
            return None
        return Usage(self.cpu_percent[-1], self.memory_mb[-1])


class SeriesStore:
    """The recent past of every module. keep: seconds."""

    def __init__(self, keep: float) -> None:
        self._keep = keep
        self._series: dict[str, Series] = {}

    def take(self, answer: Mapping[str, Mapping[str, Sequence[Any]]]) -> None:
        """One answer to the query `samples`."""
        for module_id, samples in answer.items():
            series = self._series.setdefault(module_id, Series())
            series.extend(samples)
            if series.time:
                series.forget_before(series.time[-1] - self._keep)

    def replace(self, module_id: str, samples: Mapping[str, Sequence[Any]]) -> None:
        """The whole past of one module anew, older samples than ours included."""
        series = self._series[module_id] = Series()
        series.extend(samples)

    def of(self, module_id: str) -> Series | None:
        return self._series.get(module_id)

    def usage(self, fresh_since: float) -> dict[str, Usage]:
        """The newest figures of the modules that were sampled since then."""
        return {
            module_id: series.latest
            for module_id, series in self._series.items()
            if series.time and series.time[-1] >= fresh_since and series.latest is not None
        }


def _number(value: Any) -> float:
    return math.nan if value is None else float(value)


def csv_text(series: Series, since: float) -> str:
    """The samples from `since` (seconds since the epoch) on as CSV, times as ISO 8601 in UTC, a gap as an empty cell;
    `event` has what happened since the sample before."""
    written = io.StringIO()
    writer = csv.writer(written, lineterminator="\n")
    bands = [name for name in BANDS if name in series.bands]
    writer.writerow(["time", *CHANNELS, *bands, "event"])
    marks = [mark for mark in series.marks if mark.time >= since]
    for index, moment in enumerate(series.time):
        if moment < since:
            continue
        before = [mark for mark in marks if mark.time <= moment]
        del marks[: len(before)]
        values = [getattr(series, name)[index] for name in CHANNELS] + [series.bands[b][index] for b in bands]
        told = datetime.fromtimestamp(moment, UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
        cells = ["" if math.isnan(value) else f"{value:g}" for value in values]
        writer.writerow([told, *cells, "; ".join(f"{mark.kind}: {mark.text}" for mark in before)])
    return written.getvalue()


LEAST_GAP = 5.0
"""Seconds without a sample that are not drawn as a gap yet: a busy machine is late now and then."""
TORN = 2.5
"""Two samples belong together when they are no further apart than this many usual distances."""
NEIGHBOURS = 2


def is_gap(distances: Sequence[float], index: int) -> bool:
    """Whether nothing was measured between two samples: the machine slept, or nobody ran. distances: seconds from each
    sample to the next. The usual one is that of the neighbours, for the interval may have been changed meanwhile."""
    around = [*distances[max(0, index - NEIGHBOURS) : index], *distances[index + 1 : index + 1 + NEIGHBOURS]]
    usual = median(around) if around else 0.0
    return distances[index] > max(LEAST_GAP, TORN * usual)


def room_for_limit(limit: float) -> float:
    """The least top of an axis that shows a limit: above it, and a round figure."""
    wanted = limit * 1.1
    power = 10.0 ** math.floor(math.log10(wanted)) if wanted > 0 else 1.0
    return next(
        power * step for step in (1.0, 1.5, 2.0, 3.0, 4.0, 5.0, 6.0, 8.0, 10.0) if power * step >= wanted
    )


def nice_ceiling(values: Sequence[float], least: float) -> float:
    """The top of an axis: the next 1, 2 or 5 times a power of ten above all values, and never below `least`.

    Steps keep the axis still while the values move.
    """
    top = max((value for value in values if not math.isnan(value)), default=0.0) * 1.05
    if top <= least:
        return least
    power = 10.0 ** math.floor(math.log10(top))
    return next((power * step for step in (1.0, 2.0, 5.0) if power * step >= top), power * 10)
