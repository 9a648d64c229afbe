"""The tray menu as data: what each entry says and can do. The menu itself only renders the difference."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from skelly_tray.domain.status import ModuleState, ModuleStatus, SystemHealth
from skelly_tray.ui.present.headline import headline, modules_word, next_try, since_sentence
from skelly_tray.ui.present.looks import Rank, alive, look, wanted_down
from skelly_tray.ui.present.recovering import mended, told_by_mode
from skelly_tray.ui.present.rows import module_names, why

LONGEST_CAUSE = 60
"""Characters of a cause in the menu; the whole of it is behind *Why…*."""


@dataclass(frozen=True, slots=True)
class ModuleEntry:
    """One module's line and what its submenu offers."""

    id: str
    text: str
    trouble: bool
    start_text: str
    can_start: bool
    can_stop: bool
    can_restart: bool
    in_trash: bool
    url: str


@dataclass(frozen=True, slots=True)
class MenuModel:
    """`modules`: trouble first, then the order of the snapshot."""

    status: str
    modules: tuple[ModuleEntry, ...]
    can_start_all: bool
    can_stop_all: bool
    quit_text: str


def menu_model(
    snapshot: SystemHealth | None, *, now: float, elapsed: float, in_trash: Collection[str] = ()
) -> MenuModel:
    """now: wall clock, seconds since the epoch; elapsed: seconds since the snapshot. in_trash: modules of which a
    state lies in the trash."""
    status = f"Skelly: {_lower_first(headline(snapshot).text)}"
    if snapshot is None:
        return MenuModel(status, (), False, False, "Quit")
    names = module_names(snapshot)
    ordered = sorted(snapshot.modules.items(), key=lambda item: look(item[1]).rank)
    entries = tuple(
        _entry(module_id, module, names, now, elapsed, in_trash=module_id in in_trash)
        for module_id, module in ordered
    )
    running = sum(map(alive, snapshot.modules.values()))
    return MenuModel(
        status=status,
        modules=entries,
        can_start_all=any(entry.can_start for entry in entries),
        can_stop_all=any(entry.can_stop for entry in entries),
        quit_text=f"Quit and stop {modules_word(running)}" if running else "Quit",
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
                mended(m),
            )
            for key, m in snapshot.modules.items()
        ),
    )


def _entry(
    module_id: str,
    module: ModuleStatus,
    names: dict[str, str],
    now: float,
    elapsed: float,
    *,
    in_trash: bool,
) -> ModuleEntry:
    seen = look(module)
    usable = module.state is not ModuleState.INVALID
    startable = usable and not alive(module) and module.state is not ModuleState.WAITING
    return ModuleEntry(
        id=module_id,
        text=f"{seen.symbol.value} {_line(module_id, module, names, now, elapsed)}",
        trouble=seen.rank.trouble,
        start_text=_start_text(module),
        can_start=startable,
        can_stop=not wanted_down(module) and module.state is not ModuleState.STOPPING,
        can_restart=usable and alive(module),
        in_trash=in_trash and usable,
        url=module.url,
    )


def _start_text(module: ModuleStatus) -> str:
    if mended(module):
        return "Start now"
    return "Retry now" if module.state in (ModuleState.BACKOFF, ModuleState.FAILED) else "Start"


def _line(module_id: str, module: ModuleStatus, names: dict[str, str], now: float, elapsed: float) -> str:
    seen = look(module)
    name = names[module_id]
    if seen.rank is Rank.FINE:
        waiting = why(module, names) if module.state is ModuleState.WAITING else ""
        return f"{name} · {waiting or seen.word}"
    dated = module.state in (ModuleState.FAILED, ModuleState.BACKOFF)
    word = since_sentence(module, seen.word if module.state is ModuleState.FAILED else "stopped", now)
    cause = why(module, names, now)
    if len(cause) > LONGEST_CAUSE:
        cause = cause[: LONGEST_CAUSE - 1].rstrip() + "…"
    if mended(module) or told_by_mode(module):
        word = ""  # the cause begins with it
    elif not dated:
        word = seen.word
    return " · ".join(part for part in (name, word, cause, next_try(module, elapsed)) if part)


def _lower_first(text: str) -> str:
    return text[:1].lower() + text[1:]
