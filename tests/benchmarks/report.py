"""What a measurement says: a figure beside its budget, and how the whole list is printed."""

from __future__ import annotations

import os
import platform
import statistics
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Line:
    """One figure. budget: in the same unit, or None where there is none; lower is better."""

    name: str
    measured: float
    unit: str
    budget: float | None = None
    note: str = ""

    @property
    def verdict(self) -> str:
        if self.budget is None:
            return ""
        return "ok" if self.measured <= self.budget else "MISSED"

    def __str__(self) -> str:
        budget = "" if self.budget is None else f"≤ {figure(self.budget)} {self.unit}"
        measured = f"{figure(self.measured)} {self.unit}"
        return f"{self.name:<58} {measured:>12} {budget:>12} {self.verdict:<7} {self.note}".rstrip()


def figure(value: float) -> str:
    """A number with about three significant digits."""
    if value == 0 or abs(value) >= 100:
        return f"{value:.0f}"
    return f"{value:.3g}"


def percentile(values: Sequence[float], percent: float) -> float:
    """The value below which `percent` of the values lie, by the nearest rank."""
    ranked = sorted(values)
    return ranked[min(len(ranked) - 1, max(0, round(percent / 100 * len(ranked) + 0.5) - 1))]


def spread(name: str, values: Sequence[float], unit: str, p50: float | None, p95: float | None) -> list[Line]:
    """The middle and the tail of many measurements."""
    note = f"{len(values)} times, most {figure(max(values))} {unit}"
    return [
        Line(f"{name}, p50", statistics.median(values), unit, p50, note),
        Line(f"{name}, p95", percentile(values, 95), unit, p95),
    ]


def machine() -> str:
    """What the figures were measured on, in a line."""
    load = os.getloadavg()[0]
    cores = os.cpu_count()
    memory = next(
        (line.split()[1] for line in Path("/proc/meminfo").read_text().splitlines() if "MemTotal" in line),
        "0",
    )
    return (
        f"{platform.system()} {platform.release()}, Python {platform.python_version()}, {cores} cores, "
        f"{int(memory) // 2**20} GiB, load {load:.1f} at the start"
    )
