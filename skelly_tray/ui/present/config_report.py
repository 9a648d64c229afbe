"""What a change of the configuration does, before it is made; and what has become of it, while it is on trial."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from skelly_tray.domain.status import SystemHealth
from skelly_tray.ui.present.core_words import told
from skelly_tray.ui.present.looks import Symbol, Tone, look
from skelly_tray.ui.present.measures import age, clock_time, countdown
from skelly_tray.ui.present.rows import module_names
from skelly_tray.ui.present.words import tr

PENDING, COMMITTED, ROLLED_BACK, REJECTED = "pending", "committed", "rolled_back", "rejected"
Lines = list[tuple[Symbol, Tone, str]]


def effect(report: Mapping[str, Any], snapshot: SystemHealth | None) -> Lines:
    """Of a report that was only asked for: who is restarted, who takes it over while running, how long the trial is."""
    names = module_names(snapshot) if snapshot else {}
    known = snapshot.modules if snapshot else {}
    changed = [str(m) for m in report.get("changed") or ()]
    restarts = [str(m) for m in report.get("restarts") or ()]
    lines: Lines = []
    if restarts:
        lines.append((Symbol.LOOP, Tone.WARN, tr("Restarted: {names}", names=_named(restarts, names))))
    kept = [m for m in changed if m not in restarts and m in known]
    if kept:
        lines.append(
            (Symbol.DOT, Tone.GOOD, tr("Taken over without a restart: {names}", names=_named(kept, names)))
        )
    fresh = [m for m in changed if m not in known]
    if fresh:
        lines.append((Symbol.QUARTER, Tone.BUSY, tr("Added: {names}", names=_named(fresh, names))))
    if not changed:
        lines.append((Symbol.DOT, Tone.GOOD, tr("No module is touched")))
    trial = float(report.get("trial_s") or 0)
    if trial:
        lines.append(
            (Symbol.QUARTER, Tone.BUSY,
             tr("On trial for {time}: if a module suffers from it, it is taken back by itself", time=age(trial)))
        )  # fmt: skip
    lines += [(Symbol.TRIANGLE, Tone.WARN, str(warning)) for warning in report.get("warnings") or ()]
    return lines


def _named(modules: Sequence[str], names: Mapping[str, str]) -> str:
    return ", ".join(names.get(module, module) for module in modules)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What is said of a change that was made. over: nothing more will come of it."""

    text: str
    symbol: Symbol
    tone: Tone
    over: bool


def outcome(row: Mapping[str, Any] | None, left: float | None) -> Outcome:
    """row: of `config.history`, of that revision; None while it is not known. left: seconds of its trial."""
    if row is None:
        return Outcome(tr("Saved."), Symbol.QUARTER, Tone.BUSY, over=False)
    number, why = row["rev"], told(str(row.get("verdict_why") or ""))
    match row["verdict"]:
        case "committed":
            return Outcome(tr("Saved as revision {n}, and kept.", n=number), Symbol.DOT, Tone.GOOD, over=True)
        case "rolled_back":
            text = tr(
                "Taken back by itself: {why}. The former configuration is in effect again. Your text is still in the "
                "file, and is not tried again until it is changed.",
                why=why,
            )
            return Outcome(text, Symbol.SQUARE, Tone.BAD, over=True)
        case "rejected":
            return Outcome(tr("Rejected: {why}", why=why), Symbol.SQUARE, Tone.BAD, over=True)
        case _ if left is None:
            return Outcome(tr("Saved as revision {n}.", n=number), Symbol.QUARTER, Tone.BUSY, over=False)
        case _:
            text = tr("Saved as revision {n}; on trial, {left} left.", n=number, left=countdown(left))
            return Outcome(text, Symbol.QUARTER, Tone.BUSY, over=False)


def trial_left(modules: Sequence[str], snapshot: SystemHealth | None, elapsed: float) -> float | None:
    """Seconds until the last of them is through its trial; None when none is on trial."""
    found = [
        float(ends)
        for m in modules
        if snapshot and m in snapshot.modules and snapshot.modules[m].config.get("state") == "trial"
        if isinstance(ends := snapshot.modules[m].config.get("ends_in_s"), (int, float))
    ]
    return max(max(found) - elapsed, 0.0) if found else None


def states(modules: Sequence[str], snapshot: SystemHealth | None) -> Lines:
    """How those that were changed are now."""
    lines: Lines = []
    for module_id in modules:
        module = snapshot.modules.get(module_id) if snapshot else None
        if module is None:
            lines.append((Symbol.RING, Tone.CALM, tr("{module}: removed", module=module_id)))
            continue
        seen, why = look(module), f": {told(module.reason)}" if module.reason else ""
        lines.append((seen.symbol, seen.tone, f"{module.name or module_id} · {seen.word}{why}"))
    return lines


@dataclass(frozen=True, slots=True)
class RevisionLine:
    """One line of the history. files: what changed, in a row."""

    rev: int
    when: str
    by: str
    what: str
    verdict: str
    symbol: Symbol
    tone: Tone
    files: str


def revision_lines(rows: Sequence[Mapping[str, Any]], now: float) -> list[RevisionLine]:
    """The answer of `config.history`, newest first. now: seconds since the epoch."""
    return [_revision(row, now) for row in reversed(rows)]


def _revision(row: Mapping[str, Any], now: float) -> RevisionLine:
    who = {
        "ui": tr("you, here"),
        "cli": tr("you, by command"),
        "file": tr("a saved file"),
        "api": tr("a program"),
    }
    words = {
        COMMITTED: (tr("kept"), Symbol.DOT, Tone.GOOD),
        ROLLED_BACK: (tr("taken back"), Symbol.SQUARE, Tone.BAD),
        REJECTED: (tr("rejected"), Symbol.SQUARE, Tone.BAD),
        PENDING: (tr("on trial"), Symbol.QUARTER, Tone.BUSY),
    }
    verdict = str(row["verdict"])
    word, symbol, tone = words.get(verdict, (verdict, Symbol.RING, Tone.CALM))
    why = told(str(row.get("verdict_why") or ""))
    return RevisionLine(
        rev=int(row["rev"]),
        when=_when(float(row["at"]), now),
        by=who.get(str(row["by"]), str(row["by"])),
        what=str(row["why"]),
        verdict=f"{word}: {why}" if why else word,
        symbol=symbol,
        tone=tone,
        files=", ".join(map(str, row.get("changed") or ())) or tr("all files"),
    )


def _when(at: float, now: float) -> str:
    from datetime import UTC, datetime

    return clock_time(datetime.fromtimestamp(at, UTC).isoformat(), now)
