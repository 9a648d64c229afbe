"""The rows of the module table, trouble first, made from a snapshot."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from skelly_tray.domain.status import HealthStatus, ModuleState, ModuleStatus, SystemHealth
from skelly_tray.ui.present.looks import HEALTH_TONES, Look, Symbol, Tone, alive, look, wanted_down
from skelly_tray.ui.present.measures import age, countdown, megabytes, percent, times, wall_seconds
from skelly_tray.ui.present.recovering import does_less, full_again, told_by_mode

NOTHING = "–"

_GIVEN_UP = re.compile(r"^given up(?: after \d+ restarts?)?: ")


@dataclass(frozen=True, slots=True)
class Usage:
    """What a module uses now: cpu in % of one core, memory in MB."""

    cpu: float
    memory: float


@dataclass(frozen=True, slots=True)
class ModuleRow:
    """One module as the table, the details pane and the strip show it; all text is ready to be drawn."""

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
    return sorted(rows, key=lambda row: row.look.rank)


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
    return ModuleRow(
        id=module_id,
        name=module.name or module_id,
        look=seen,
        state=_state(module, seen, elapsed),
        health=_health(module) if lives else NOTHING,
        health_tone=HEALTH_TONES[module.health] if lives else Tone.CALM,
        cpu=percent(used.cpu) if lives else NOTHING,
        memory=megabytes(used.memory) if lives else NOTHING,
        uptime=_uptime(module, lives, now, elapsed),
        restarts=str(module.restarts) if module.restarts else NOTHING,
        why="; ".join(
            part
            for part in (
                why(module, names, now),
                full_again(module, elapsed),
                told_by_config(module, elapsed),
            )
            if part
        ),
        can_start=can_start(module),
        can_stop=can_stop(module),
        url=module.url,
    )


def can_start(module: ModuleStatus) -> bool:
    """Whether a start by hand would do anything."""
    return not alive(module) and module.state not in (ModuleState.WAITING, ModuleState.INVALID)


def can_stop(module: ModuleStatus) -> bool:
    """Whether there is anything to stop, a plan to start it included."""
    return not wanted_down(module) and module.state is not ModuleState.STOPPING


def _state(module: ModuleStatus, seen: Look, elapsed: float) -> str:
    if module.retry_in_s is None or module.state not in (ModuleState.BACKOFF, ModuleState.FAILED):
        return seen.word
    retry = f"retry in {countdown(module.retry_in_s - elapsed)}"
    return retry if module.state is ModuleState.BACKOFF else f"{seen.word}, {retry}"


def _health(module: ModuleStatus) -> str:
    return "not known yet" if module.health is HealthStatus.UNKNOWN else module.health.value


def _uptime(module: ModuleStatus, lives: bool, now: float, elapsed: float) -> str:
    if lives and module.uptime_s is not None:
        return age(module.uptime_s + elapsed)
    since = wall_seconds(module.since)
    return age(now - since) if lives and since is not None else NOTHING


def why(module: ModuleStatus, names: Mapping[str, str], now: float | None = None) -> str:
    """The sentence that explains a state which is not simply fine. names: of modules, by id. now: seconds since the
    epoch; None leaves times out."""
    if module.state is ModuleState.WAITING and module.waiting_on:
        return f"waits for {', '.join(names.get(each, each) for each in module.waiting_on)}"
    less = does_less(module, now)
    if less:
        return less if told_by_mode(module) or not module.reason else f"{module.reason}; {less}"
    # What the columns for state and restarts say already must not push the cause out of sight.
    return _GIVEN_UP.sub("", module.reason, count=1)


def told_by_config(module: ModuleStatus, elapsed: float) -> str:
    """Whether its newest text is in effect; nothing as long as that is as it should be."""
    state, ends = module.config.get("state"), module.config.get("ends_in_s")
    if state == "trial":
        left = f", {countdown(ends - elapsed)} left" if isinstance(ends, (int, float)) else ""
        return f"new configuration on trial{left}"
    return f"its new file is not in effect: {module.config.get('why', '')}" if state else ""


def module_names(snapshot: SystemHealth) -> dict[str, str]:
    """What to call each module, by id."""
    return {module_id: module.name or module_id for module_id, module in snapshot.modules.items()}


def history(module: ModuleStatus) -> str:
    """How it fared: `restarted twice`, or nothing to tell."""
    return f"restarted {times(module.restarts)}" if module.restarts else ""


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
