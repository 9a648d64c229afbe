"""The tray menu as data: what each entry says and can do. The menu itself only renders the difference.

Trouble comes first, each module with an entry of its own; then what is on its way, or resting, or not as it was meant;
what is healthy, or stopped by the user, lies folded under one entry.
"""

from __future__ import annotations

import textwrap
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import IntEnum
from typing import assert_never

from skelly_tray.domain.status import ModuleState, ModuleStatus, SystemHealth
from skelly_tray.ui.present.headline import elided, headline, modules_word, next_try, since_sentence
from skelly_tray.ui.present.looks import Rank, Symbol, alive, look, wanted_down
from skelly_tray.ui.present.measures import countdown
from skelly_tray.ui.present.recovering import degraded, mended, told_by_mode
from skelly_tray.ui.present.rows import module_names, told_by_config, why
from skelly_tray.ui.present.words import tr, trn

LINE = 80
"""Characters of an entry at most: a menu as wide as the screen is in the way of what it tells."""
SHORTEST_CAUSE = 16
"""Characters; where there is room for less, nothing of it is said."""
LONGEST_NAME = 28
REASON_WIDTH, REASON_LINES = 60, 3
"""Of a reason that had to be cut: where it stands as a whole, on top of the module's own menu."""
TROUBLE_SHOWN, OTHERS_SHOWN = 10, 6
"""Entries of modules; more are folded, so that the menu fits on a screen."""


class Group(IntEnum):
    """Where in the menu a module stands, from above."""

    TROUBLE = 0
    ATTENTION = 1
    HEALTHY = 2
    STOPPED = 3


@dataclass(frozen=True, slots=True)
class ModuleEntry:
    """One module's line and what its submenu offers. reason: lines that say in full what `text` had to cut."""

    id: str
    text: str
    group: Group
    start_text: str
    can_start: bool
    can_stop: bool
    can_restart: bool
    in_trash: bool
    url: str
    reason: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Fold:
    """Modules of one group under one entry."""

    group: Group
    text: str
    modules: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class MenuModel:
    """`modules`: all of them. `lines`: what stands in the menu, from above: the id of a module, or a fold of several.

    snoozed: until when notifications are put off, empty when they are not.
    """

    status: str
    modules: tuple[ModuleEntry, ...]
    lines: tuple[str | Fold, ...]
    can_start_all: bool
    can_stop_all: bool
    quit_text: str
    snoozed: str = ""


def menu_model(
    snapshot: SystemHealth | None,
    *,
    now: float,
    elapsed: float,
    in_trash: Collection[str] = (),
    snoozed_until: float | None = None,
    label: str = "",
) -> MenuModel:
    """now, snoozed_until: wall clock, seconds since the epoch; elapsed: seconds since the snapshot. in_trash: modules
    of which a state lies in the trash. label: of a home that is not the usual one."""
    who = f"Skelly · {label}" if label else "Skelly"
    status = f"{who}: {_lower_first(headline(snapshot).text)}"
    snoozed = "" if snoozed_until is None else end_of_snooze(snoozed_until, now)
    if snapshot is None:
        return MenuModel(status, (), (), False, False, tr("Quit"), snoozed)
    names = module_names(snapshot)
    ranked = sorted(snapshot.modules.items(), key=lambda item: (_group(item[1]), look(item[1]).rank))
    entries = tuple(
        _entry(module_id, module, names, now, elapsed, in_trash=module_id in in_trash)
        for module_id, module in ranked
    )
    return MenuModel(
        status=elided(status, LINE),
        modules=entries,
        lines=tuple(_lines(entries)),
        can_start_all=any(entry.can_start for entry in entries),
        can_stop_all=any(entry.can_stop for entry in entries),
        quit_text=_quit_text(snapshot),
        snoozed=snoozed,
    )


def fingerprint(snapshot: SystemHealth | None) -> object:
    """What the menu, icon and tooltip depend on, without running clocks: equal means nothing to redraw."""
    if snapshot is None:
        return None
    return (
        snapshot.status,
        snapshot.reason,
        tuple(
            (
                key,
                m.name,
                m.state,
                m.health,
                m.ready,
                m.desired,
                m.reason,
                m.since,
                tuple(m.waiting_on),
                m.url,
                m.mode.get("name"),
                m.config.get("state"),
                bool(m.metrics.get("paused")),
                mended(m),
            )
            for key, m in snapshot.modules.items()
        ),
    )


def end_of_snooze(until: float, now: float) -> str:
    """`14:30`, or `tomorrow, 08:00`. Both are seconds since the epoch."""
    end, today = datetime.fromtimestamp(until).astimezone(), datetime.fromtimestamp(now).astimezone()
    time = f"{end:%H:%M}"
    return time if end.date() == today.date() else tr("tomorrow, {time}", time=time)


def _quit_text(snapshot: SystemHealth) -> str:
    running = sum(map(alive, snapshot.modules.values()))
    return tr("Quit and stop {modules}", modules=modules_word(running)) if running else tr("Quit")


def _lines(entries: Sequence[ModuleEntry]) -> Iterator[str | Fold]:
    """Each module in trouble has a line, and each that wants attention, as long as they are few; others are folded."""
    for group in Group:
        ids = [entry.id for entry in entries if entry.group is group]
        shown = _shown(group, len(ids))
        yield from ids[:shown]
        if folded := tuple(ids[shown:]):
            yield Fold(group, _fold_text(group, len(folded)), folded)


def _shown(group: Group, count: int) -> int:
    match group:
        case Group.TROUBLE:
            return count if count <= TROUBLE_SHOWN else TROUBLE_SHOWN - 1
        case Group.ATTENTION:
            return count if count <= OTHERS_SHOWN else 0
        case Group.HEALTHY | Group.STOPPED:
            return 0
    assert_never(group)


def _fold_text(group: Group, count: int) -> str:
    match group:
        case Group.TROUBLE:
            return trn("1 more in trouble", "{n} more in trouble", count)
        case Group.ATTENTION:
            return trn("1 starting or waiting", "{n} starting or waiting", count)
        case Group.HEALTHY:
            return trn("1 healthy", "{n} healthy", count)
        case Group.STOPPED:
            return trn("1 stopped", "{n} stopped", count)


def _group(module: ModuleStatus) -> Group:
    if look(module).rank.trouble:
        return Group.TROUBLE
    if module.config.get("state") or (module.metrics.get("paused") and alive(module)):
        return Group.ATTENTION
    match module.state:
        case ModuleState.WAITING | ModuleState.STARTING | ModuleState.STOPPING:
            return Group.ATTENTION
        case ModuleState.NOT_STARTED:
            return Group.ATTENTION if module.desired == "up" else Group.STOPPED
        case ModuleState.STOPPED:
            return Group.HEALTHY if module.reason_kind == "completed" else Group.STOPPED
        case _:
            return Group.HEALTHY


def _entry(
    module_id: str,
    module: ModuleStatus,
    names: Mapping[str, str],
    now: float,
    elapsed: float,
    *,
    in_trash: bool,
) -> ModuleEntry:
    usable = module.state is not ModuleState.INVALID
    startable = usable and not alive(module) and module.state is not ModuleState.WAITING
    text, reason = _line(module_id, module, names, now, elapsed)
    return ModuleEntry(
        id=module_id,
        text=f"{_symbol(module).value} {text}",
        group=_group(module),
        start_text=_start_text(module),
        can_start=startable,
        can_stop=not wanted_down(module) and module.state is not ModuleState.STOPPING,
        can_restart=usable and alive(module),
        in_trash=in_trash and usable,
        url=module.url,
        reason=reason,
    )


def _symbol(module: ModuleStatus) -> Symbol:
    rests = module.metrics.get("paused") and alive(module) and not look(module).rank.trouble
    return Symbol.DOTTED if rests else look(module).symbol


def _start_text(module: ModuleStatus) -> str:
    if mended(module):
        return tr("Start now")
    return tr("Retry now") if module.state in (ModuleState.BACKOFF, ModuleState.FAILED) else tr("Start")


def _line(
    module_id: str, module: ModuleStatus, names: Mapping[str, str], now: float, elapsed: float
) -> tuple[str, tuple[str, ...]]:
    """`AI companion · failed 8 s ago · exit 1 · next try in 12 s`, and the whole cause where it had to be cut."""
    name, cause = elided(names[module_id], LONGEST_NAME), _cause(module, names, elapsed)
    word, retry = _word(module, now), _retry(module, elapsed)
    if not cause:
        return " · ".join(part for part in (name, word, retry) if part), ()
    if mended(module) or told_by_mode(module) or module.state is ModuleState.WAITING:
        word = ""  # the cause begins with it
    around = sum(len(part) + 3 for part in (name, word, retry) if part)
    room = LINE - 2 - around
    told = elided(cause, room) if room >= SHORTEST_CAUSE else ""
    reason = tuple(_wrapped(cause)) if told != cause else ()
    return " · ".join(part for part in (name, word, told, retry) if part), reason


def _retry(module: ModuleStatus, elapsed: float) -> str:
    """`next try in 12 s`, or `full mode in 4 min`; nothing when nothing is planned."""
    if not look(module).rank.trouble:
        return ""
    full = module.mode.get("retry_in_s")
    if degraded(module) and module.retry_in_s is None and isinstance(full, (int, float)):
        return tr("full mode in {time}", time=countdown(full - elapsed))
    return next_try(module, elapsed)


def _word(module: ModuleStatus, now: float) -> str:
    seen = look(module)
    if module.state is ModuleState.FAILED:
        return since_sentence(module, seen.word, now)
    if module.state is ModuleState.BACKOFF:
        return since_sentence(module, tr("stopped"), now)
    if module.metrics.get("paused") and alive(module) and seen.rank is Rank.FINE:
        return tr("paused")
    return seen.word


def _cause(module: ModuleStatus, names: Mapping[str, str], elapsed: float) -> str:
    """Why it is where it is, as far as that is more than what the word says."""
    if look(module).rank is Rank.FINE:
        configured = told_by_config(module, elapsed)
        return configured or (why(module, names) if module.state is ModuleState.WAITING else "")
    return why(module, names)


def _wrapped(text: str) -> list[str]:
    return textwrap.wrap(text, REASON_WIDTH, max_lines=REASON_LINES, placeholder="…")


def _lower_first(text: str) -> str:
    return text[:1].lower() + text[1:]
