"""The system as a whole: its totals over time, what the supervisor itself costs, its modules by state, its issues."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from skelly_tray.domain.status import Issue, Severity, SystemHealth
from skelly_tray.ui.present.core_words import told
from skelly_tray.ui.present.looks import Look, Symbol, Tone, look
from skelly_tray.ui.present.marks import PlotMark, plot_mark
from skelly_tray.ui.present.measures import (
    age,
    megabytes,
    number,
    percent,
    short_number,
    wall_seconds,
    with_unit,
)
from skelly_tray.ui.present.rows import module_names
from skelly_tray.ui.present.words import tr, trn

TOTALS = (
    "cpu_percent",
    "memory_mb",
    "own_cpu_percent",
    "own_memory_mb",
    "disk_usage_mb",
    "network_kbps",
)
"""What is drawn of the samples of the module `system`."""
BANDS = ("cpu_percent_min", "cpu_percent_max", "memory_mb_min", "memory_mb_max")
MOST_ISSUES = 40


@dataclass(slots=True)
class Totals:
    """Samples of the whole, oldest first, all lists of one length. time: seconds since the epoch."""

    time: list[float] = field(default_factory=list)
    values: dict[str, list[float]] = field(default_factory=lambda: {name: [] for name in TOTALS})
    bands: dict[str, list[float]] = field(default_factory=dict)
    marks: list[PlotMark] = field(default_factory=list)

    @classmethod
    def whole(cls, answer: Mapping[str, Sequence[Any]]) -> Totals:
        """From the answer to the query `samples` for the module `system`; a missing figure becomes NaN."""
        time = [float(at) for at in answer.get("time", ())]
        values = {name: _numbers(answer.get(name, ()), len(time)) for name in TOTALS}
        bands = {name: _numbers(answer[name], len(time)) for name in BANDS if name in answer}
        marks = [mark for each in answer.get("marks", ()) if (mark := plot_mark(each)) is not None]
        return cls(time, values, bands, marks)

    def append(self, now: float, snapshot: SystemHealth, keep: float) -> None:
        """The figures of the newest snapshot; what is older than `keep` seconds goes."""
        if self.time and now <= self.time[-1]:
            return
        self.time.append(now)
        for name, value in zip(TOTALS, figures(snapshot), strict=True):
            self.values[name].append(value)
        stale = next((index for index, at in enumerate(self.time) if at >= now - keep), 0)
        if stale:
            del self.time[:stale]
            for column in self.values.values():
                del column[:stale]


def _numbers(values: Sequence[Any], count: int) -> list[float]:
    found = [math.nan if value is None else float(value) for value in values[:count]]
    return found + [math.nan] * (count - len(found))


def figures(snapshot: SystemHealth) -> tuple[float, ...]:
    """In the order of `TOTALS`."""
    total, own = snapshot.resources, snapshot.orchestrator
    return (
        total.total_cpu_percent,
        total.total_memory_mb,
        own.cpu_percent,
        own.memory_mb,
        total.disk_usage_mb,
        total.network_kbps,
    )


def traffic(kbps: float) -> str:
    """Network traffic given in kbit/s: `0 kbit/s`, `120 kbit/s`, `3.4 Mbit/s`."""
    if kbps >= 1000:
        return with_unit(number(kbps / 1000, 1), "Mbit/s")
    return with_unit(number(kbps), "kbit/s")


# Modules by state -----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Count:
    """look: that they have in common. modules: their ids. text: `6 running`."""

    look: Look
    modules: tuple[str, ...]
    text: str


def counts(snapshot: SystemHealth) -> list[Count]:
    """Modules that look the same, trouble first, then by how many there are."""
    found: dict[Look, list[str]] = {}
    for module_id, module in snapshot.modules.items():
        found.setdefault(look(module), []).append(module_id)
    ordered = sorted(found.items(), key=lambda entry: (entry[0].rank, -len(entry[1]), entry[0].word))
    return [Count(seen, tuple(ids), f"{len(ids)} {seen.word}") for seen, ids in ordered]


# Our own cost ---------------------------------------------------------------------------------------


def own_cost(snapshot: SystemHealth) -> list[tuple[str, str]]:
    """What the supervisor itself costs: name and value, one line each."""
    own = snapshot.orchestrator
    lines = [
        (
            tr("Skelly itself"),
            tr("{cpu} CPU, {memory}", cpu=percent(own.cpu_percent), memory=megabytes(own.memory_mb)),
        ),
    ]
    checks = own.health_checks
    if checks is not None:
        said = tr(
            "{n} a minute, {cpu} CPU",
            n=number(checks.checks_per_minute),
            cpu=percent(checks.cpu_percent),
        )
        if checks.pace != 1:
            said += "; " + tr(
                "slower now: {why}", why=told(checks.pace_reason) or f"× {short_number(checks.pace)}"
            )
        lines.append((tr("Health checks"), said))
    if own.keeper_pid is not None:
        lines.append(
            (tr("Core and keeper"), tr("pid {core} and {keeper}", core=own.pid, keeper=own.keeper_pid))
        )
    else:
        lines.append((tr("Core"), tr("pid {core}; the keeper is not there", core=own.pid)))
    if own.version:
        lines.append((tr("Version"), own.version))
    return lines


# Issues ---------------------------------------------------------------------------------------------

_SEVERE = {
    Severity.CRITICAL: (0, Symbol.SQUARE, Tone.BAD),
    Severity.ERROR: (1, Symbol.SQUARE, Tone.BAD),
    Severity.WARNING: (2, Symbol.TRIANGLE, Tone.WARN),
    Severity.INFO: (3, Symbol.RING, Tone.CALM),
}


@dataclass(frozen=True, slots=True)
class IssueView:
    """title: what is wrong. text: more of it, and what to do or what happens by itself. when: `8 s ago`, or nothing.
    module: that it is about, None for the system as a whole."""

    key: str
    symbol: Symbol
    tone: Tone
    title: str
    text: str
    when: str
    module: str | None


def issues(snapshot: SystemHealth, now: float) -> list[IssueView]:
    """What needs attention, worst first, the whole system before its modules."""
    return _listed(snapshot, now, [each for each in snapshot.issues if _troubles(each)])


def remarks(snapshot: SystemHealth, now: float) -> list[IssueView]:
    """What modules say of themselves though nothing is wrong."""
    return _listed(snapshot, now, [each for each in snapshot.issues if not _troubles(each)])


def _troubles(issue: Issue) -> bool:
    return issue.severity is not Severity.INFO


def _listed(snapshot: SystemHealth, now: float, found: Sequence[Issue]) -> list[IssueView]:
    names = module_names(snapshot)
    ordered = sorted(found, key=lambda each: (_SEVERE[each.severity][0], each.module is not None, each.id))
    return [_issue(each, names, now) for each in ordered[:MOST_ISSUES]]


def _issue(issue: Issue, names: Mapping[str, str], now: float) -> IssueView:
    _, symbol, tone = _SEVERE[issue.severity]
    since = wall_seconds(issue.since)
    module = issue.module if issue.module in names else None
    return IssueView(
        issue.id,
        symbol,
        tone,
        _named(told(issue.title, names), issue.module, names),
        told(issue.message, names),
        "" if since is None else tr("{age} ago", age=age(now - since)),
        module,
    )


def _named(title: str, module: str | None, names: Mapping[str, str]) -> str:
    """A title of the core with its module called as people know it."""
    if module is None or module not in names:
        return title
    words = [names[module] if word == module else word for word in title.split(" ")]
    return " ".join(words)


def more_issues(snapshot: SystemHealth) -> str:
    """What is left out of `issues`; nothing if nothing is."""
    more = sum(map(_troubles, snapshot.issues)) - MOST_ISSUES
    return trn("and 1 more", "and {n} more", more) if more > 0 else ""
