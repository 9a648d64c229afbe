"""The rows of the module table, trouble first, made from a snapshot."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, assert_never

from skelly_tray.domain.status import HealthStatus, ModuleState, ModuleStatus, SystemHealth
from skelly_tray.ui.present.core_words import told as core_told
from skelly_tray.ui.present.looks import HEALTH_TONES, Look, Symbol, Tone, alive, look, wanted_down
from skelly_tray.ui.present.measures import (
    age,
    countdown,
    megabytes,
    milliseconds,
    percent,
    times,
    wall_seconds,
)
from skelly_tray.ui.present.recovering import does_less, full_again, told_by_mode
from skelly_tray.ui.present.words import tr

NOTHING = "–"

_FILE = re.compile(r"^(?:[\w/.-]+\.toml|[\w-]+): ")
"""What a sentence about a configuration begins with: the file, or the module that failed on trial."""

_GIVEN_UP = re.compile(r"^given up(?: after \d+ restarts?)?: ")


@dataclass(frozen=True, slots=True)
class Usage:
    """What a module uses now: cpu in % of one core, memory in MB."""

    cpu: float
    memory: float


@dataclass(frozen=True, slots=True)
class Note:
    """What stands under the name in the list: the reason in short, with the shape and the tone of what it is about."""

    symbol: Symbol
    tone: Tone
    text: str


@dataclass(frozen=True, slots=True)
class Figures:
    """What a column is sorted by; NaN and None where there is nothing."""

    cpu: float = -1.0
    memory: float = -1.0
    uptime: float = -1.0
    restarts: int = 0
    response: float = -1.0


@dataclass(frozen=True, slots=True)
class ModuleRow:
    """One module as the table, the details pane and the strip show it; all text is ready to be drawn.

    aside: stands in place of the figures that there are none of. note: None where there is nothing to say.
    """

    id: str
    name: str
    look: Look
    state: str
    health: str
    health_tone: Tone
    cpu: str
    memory: str
    uptime: str
    restarts: str
    why: str
    can_start: bool
    can_stop: bool
    url: str
    response: str = NOTHING
    aside: str = ""
    note: Note | None = None
    disabled: bool = False
    figures: Figures = field(default=Figures(), compare=False)

    @property
    def symbol(self) -> Symbol:
        return self.look.symbol

    @property
    def spoken(self) -> str:
        """The whole row as one sentence, for screen readers."""
        return ", ".join(part for part in (self.name, self.state, self.why) if part)


def module_rows(
    snapshot: SystemHealth, *, now: float, elapsed: float, usage: dict[str, Usage] | None = None
) -> list[ModuleRow]:
    """All rows, worst first, equals in the snapshot's order.

    now: wall clock in seconds since the epoch. elapsed: seconds since the snapshot was received, by which
    running clocks have moved on. usage: newer figures than the snapshot's, by module.
    """
    fresh = usage or {}
    names = module_names(snapshot)
    rows = [
        module_row(module_id, module, names, now=now, elapsed=elapsed, usage=fresh.get(module_id))
        for module_id, module in snapshot.modules.items()
    ]
    return sorted(rows, key=lambda row: (row.look.rank, _calm(row)))


def _calm(row: ModuleRow) -> bool:
    """Nothing about it wants to be looked at."""
    return row.note is None or row.note.tone not in (Tone.WARN, Tone.BAD)


SORTED_BY: Mapping[str, Callable[[ModuleRow], Any]] = {
    "name": lambda row: row.name.casefold(),
    "state": lambda row: (row.look.word, row.name.casefold()),
    "cpu": lambda row: row.figures.cpu,
    "memory": lambda row: row.figures.memory,
    "response": lambda row: row.figures.response,
    "uptime": lambda row: row.figures.uptime,
    "restarts": lambda row: row.figures.restarts,
}
"""What rows can be sorted by, besides trouble first."""


def ordered(rows: list[ModuleRow], by: str, *, descending: bool) -> list[ModuleRow]:
    """The rows sorted by one of `SORTED_BY`, or as they are when `by` is empty; equals keep their order."""
    return sorted(rows, key=SORTED_BY[by], reverse=descending) if by else rows


def module_row(
    module_id: str,
    module: ModuleStatus,
    names: Mapping[str, str],
    *,
    now: float,
    elapsed: float,
    usage: Usage | None = None,
) -> ModuleRow:
    """One row; see `module_rows` for the times. names: of all modules, by id."""
    seen = look(module)
    lives = alive(module)
    used = usage or Usage(module.cpu_percent, module.memory_mb)
    state, since = _state(module, seen, elapsed), _uptime_s(module, now, elapsed) if lives else None
    reason = why(module, names, now)
    told = note(module, seen, names, now=now, elapsed=elapsed, reason=reason)
    return ModuleRow(
        id=module_id,
        name=module.name or module_id,
        look=seen,
        state=state,
        health=_health(module) if lives else NOTHING,
        health_tone=HEALTH_TONES[module.health] if lives else Tone.CALM,
        cpu=percent(used.cpu) if lives else NOTHING,
        memory=megabytes(used.memory) if lives else NOTHING,
        uptime=NOTHING if since is None else age(since),
        restarts=str(module.restarts) if module.restarts else NOTHING,
        why="; ".join(
            part
            for part in (
                reason,
                full_again(module, elapsed),
                told_by_config(module, elapsed),
            )
            if part
        ),
        can_start=not lives and can_start(module),
        can_stop=can_stop(module),
        url=module.url,
        response=milliseconds(module.response_time_ms)
        if lives and module.response_time_ms is not None
        else NOTHING,
        # In a calm row the reason says more than the state does; where there is a note, the note has it.
        aside="" if lives else state if told else reason or state,
        note=told,
        disabled=module.reason_kind == "disabled",
        figures=Figures(
            used.cpu if lives else -1.0,
            used.memory if lives else -1.0,
            -1.0 if since is None else since,
            module.restarts,
            module.response_time_ms or -1.0 if lives else -1.0,
        ),
    )


def note(
    module: ModuleStatus,
    seen: Look,
    names: Mapping[str, str],
    *,
    now: float,
    elapsed: float,
    reason: str | None = None,
) -> Note | None:
    """The reason in short for a row that wants to be looked at, or what is unusual about a calm one. That something is
    well needs no reason. reason: what `why` says, where it is known already."""
    state = module.config.get("state")
    if module.reason_kind == "secret" and not alive(module):
        return Note(Symbol.TRIANGLE, Tone.WARN, core_told(module.reason.partition("; ")[0]))
    if seen.rank.trouble:
        text = why(module, names, now) if reason is None else reason
        return Note(seen.symbol, seen.tone, text) if text else None
    if state == "trial":
        return Note(Symbol.QUARTER, Tone.BUSY, told_by_config(module, elapsed))
    if state:
        return Note(Symbol.TRIANGLE, Tone.WARN, not_in_effect(module))
    return None


def not_in_effect(module: ModuleStatus) -> str:
    """`new settings not in effect: enabeld: unknown key`, without the name of the file."""
    cause = _FILE.sub("", str(module.config.get("why") or ""), count=1).partition("; ")[0]
    said = (
        tr("new settings taken back")
        if module.config.get("state") == "rolled_back"
        else tr("new settings not in effect")
    )
    return f"{said}: {core_told(cause)}" if cause else said


def can_start(module: ModuleStatus) -> bool:
    """Whether a start by hand would do anything."""
    return not alive(module) and module.state not in (ModuleState.WAITING, ModuleState.INVALID)


def can_stop(module: ModuleStatus) -> bool:
    """Whether there is anything to stop, a plan to start it included."""
    return not wanted_down(module) and module.state is not ModuleState.STOPPING


def _state(module: ModuleStatus, seen: Look, elapsed: float) -> str:
    if module.retry_in_s is None or module.state not in (ModuleState.BACKOFF, ModuleState.FAILED):
        return seen.word
    retry = tr("retry in {time}", time=countdown(module.retry_in_s - elapsed))
    return retry if module.state is ModuleState.BACKOFF else f"{seen.word}, {retry}"


def _health(module: ModuleStatus) -> str:
    match module.health:
        case HealthStatus.UNKNOWN:
            return tr("not known yet")
        case HealthStatus.HEALTHY:
            return tr("healthy")
        case HealthStatus.DEGRADED:
            return tr("degraded")
        case HealthStatus.UNHEALTHY:
            return tr("unhealthy")
    assert_never(module.health)


def _uptime_s(module: ModuleStatus, now: float, elapsed: float) -> float | None:
    if module.uptime_s is not None:
        return module.uptime_s + elapsed
    since = wall_seconds(module.since)
    return None if since is None else now - since


def why(module: ModuleStatus, names: Mapping[str, str], now: float | None = None) -> str:
    """The sentence that explains a state which is not simply fine. names: of modules, by id. now: seconds since the
    epoch; None leaves times out."""
    if module.state is ModuleState.WAITING and module.waiting_on:
        return tr(
            "waits for {modules}", modules=", ".join(names.get(each, each) for each in module.waiting_on)
        )
    less = does_less(module, now)
    if less:
        return less if told_by_mode(module) or not module.reason else f"{core_told(module.reason)}; {less}"
    # What the columns for state and restarts say already must not push the cause out of sight.
    return core_told(_GIVEN_UP.sub("", module.reason, count=1))


def told_by_config(module: ModuleStatus, elapsed: float) -> str:
    """Whether its newest text is in effect; nothing as long as that is as it should be."""
    state, ends = module.config.get("state"), module.config.get("ends_in_s")
    if state == "trial":
        if not isinstance(ends, (int, float)):
            return tr("new configuration on trial")
        return tr("new configuration on trial, {time} left", time=countdown(ends - elapsed))
    return (
        tr("its new file is not in effect: {why}", why=core_told(str(module.config.get("why", ""))))
        if state
        else ""
    )


def module_names(snapshot: SystemHealth) -> dict[str, str]:
    """What to call each module, by id."""
    return {module_id: module.name or module_id for module_id, module in snapshot.modules.items()}


def history(module: ModuleStatus) -> str:
    """How it fared: `restarted twice`, or nothing to tell."""
    return tr("restarted {times}", times=times(module.restarts)) if module.restarts else ""


def filtered(rows: list[ModuleRow], words: str) -> list[ModuleRow]:
    """The rows in which every word of the filter occurs (id, name, state or why; case does not matter)."""
    wanted = words.casefold().split()
    if not wanted:
        return rows
    return [
        row
        for row in rows
        if all(
            word in f"{row.id} {row.name} {row.state} {row.health} {row.why}".casefold() for word in wanted
        )
    ]
