"""The tray menu as data: what each entry says and can do. The menu itself only renders the difference.

Trouble comes first, each module with an entry of its own; then what is on its way, or resting, or not as it was meant;
what is healthy, or stopped by the user, lies folded under one entry.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import IntEnum
from typing import assert_never

from skelly_tray.domain.status import ModuleState, ModuleStatus, SystemHealth
from skelly_tray.ui.present.capture import CapturePause, capture_pause
from skelly_tray.ui.present.clock import time_of_day
from skelly_tray.ui.present.headline import elided, headline, modules_word
from skelly_tray.ui.present.looks import alive, look, wanted_down
from skelly_tray.ui.present.menu_lines import LINE, module_line, pauses
from skelly_tray.ui.present.recovering import mended
from skelly_tray.ui.present.rows import module_names
from skelly_tray.ui.present.words import going_on, tr, trn

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
    """One module's line and what its submenu offers. reason: lines that say in full what `text` had to cut. facts: all
    that it was made of but running clocks."""

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
    facts: object = field(default=None, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Fold:
    """Modules of one group under one entry."""

    group: Group
    text: str
    modules: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class MenuModel:
    """`modules`: all of them. `lines`: what stands in the menu, from above: the id of a module, or a fold of several.

    snoozed: until when notifications are put off, empty when they are not. capture: None where nothing is captured.
    """

    status: str
    modules: tuple[ModuleEntry, ...]
    lines: tuple[str | Fold, ...]
    can_start_all: bool
    can_stop_all: bool
    quit_text: str
    snoozed: str = ""
    capture: CapturePause | None = None


def menu_model(
    snapshot: SystemHealth | None,
    *,
    now: float,
    elapsed: float,
    in_trash: Collection[str] = (),
    snoozed_until: float | None = None,
    label: str = "",
    former: MenuModel | None = None,
) -> MenuModel:
    """now, snoozed_until: wall clock, seconds since the epoch; elapsed: seconds since the snapshot. in_trash: modules
    of which a state lies in the trash. label: of a home that is not the usual one. former: its entries are kept where
    nothing but clocks has moved on, which is enough for a menu that nobody looks at: of a hundred modules in trouble
    few change at a time."""
    who = f"Skelly · {label}" if label else "Skelly"
    status = f"{who}: {going_on(headline(snapshot).text)}"
    snoozed = "" if snoozed_until is None else time_of_day(snoozed_until, now)
    if snapshot is None:
        return MenuModel(status, (), (), False, False, tr("Quit"), snoozed)
    names = module_names(snapshot)
    ranked = sorted(snapshot.modules.items(), key=lambda item: (_group(item[1]), look(item[1]).rank))
    kept = {entry.id: entry for entry in former.modules} if former is not None else {}

    def entry(module_id: str, module: ModuleStatus) -> ModuleEntry:
        trash = module_id in in_trash
        facts = (_facts(module_id, module), _further_facts(module, names), trash)
        known = kept.get(module_id)
        if known is not None and known.facts == facts:
            return known
        return replace(_entry(module_id, module, names, now, elapsed, in_trash=trash), facts=facts)

    entries = tuple(entry(module_id, module) for module_id, module in ranked)
    return MenuModel(
        status=elided(status, LINE),
        modules=entries,
        lines=tuple(_lines(entries)),
        can_start_all=any(entry.can_start for entry in entries),
        can_stop_all=any(entry.can_stop for entry in entries),
        quit_text=_quit_text(snapshot),
        snoozed=snoozed,
        capture=capture_pause(snapshot, now),
    )


def fingerprint(snapshot: SystemHealth | None) -> object:
    """What the menu, icon and tooltip depend on, without running clocks: equal means nothing to redraw."""
    if snapshot is None:
        return None
    return (
        snapshot.status,
        snapshot.reason,
        tuple(_facts(key, m) for key, m in snapshot.modules.items()),
    )


def _facts(key: str, m: ModuleStatus) -> tuple[object, ...]:
    return (
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
        m.config.get("why"),
        pauses(m),
        m.metrics.get("paused_until"),
        mended(m),
    )


def _further_facts(m: ModuleStatus, names: Mapping[str, str]) -> tuple[object, ...]:
    """What an entry is made of besides; what changes of it alone is no reason to draw the menu."""
    awaited = tuple(names.get(each) for each in m.waiting_on)
    return m.reason_kind, m.retry_in_s is None, m.mode.get("source"), m.mode.get("why"), awaited


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
    if module.config.get("state") or pauses(module):
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
    text, reason = module_line(names[module_id], module, names, now=now, elapsed=elapsed)
    return ModuleEntry(
        id=module_id,
        text=text,
        group=_group(module),
        start_text=_start_text(module),
        can_start=startable,
        can_stop=not wanted_down(module) and module.state is not ModuleState.STOPPING,
        can_restart=usable and alive(module),
        in_trash=in_trash and usable,
        url=module.url,
        reason=reason,
    )


def _start_text(module: ModuleStatus) -> str:
    if mended(module):
        return tr("Start now")
    return tr("Retry now") if module.state in (ModuleState.BACKOFF, ModuleState.FAILED) else tr("Start")
