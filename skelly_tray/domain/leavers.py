"""Processes whose module is no more: its file is gone while they run, or the keeper kept them without one.

They are stopped like any module. A new module of the same name waits until nothing of the old process is left, so that
a file that is removed and written again never makes two of them.
"""

from __future__ import annotations

from dataclasses import replace

from skelly_tray.domain.draft import Draft
from skelly_tray.domain.effects import Kill, Stop
from skelly_tray.domain.events import ErrandDone, Gone, Spawned, SpawnFailed
from skelly_tray.domain.system import Leaver


def see_off(draft: Draft, leaver: Leaver) -> None:
    """Stop it, as soon as the keeper has told its incarnation."""
    draft.update(leavers=(*draft.system.leavers, leaver))
    _order_stop(draft, leaver)


def on_leaver_spawned(draft: Draft, event: Spawned) -> None:
    """It was ordered while its module still had a file; without this it would run on, known to nobody."""
    for leaver in draft.system.leavers:
        if leaver.launch == event.launch and leaver.incarnation is None:
            known = replace(leaver, incarnation=event.incarnation)
            draft.update(leavers=tuple(known if it is leaver else it for it in draft.system.leavers))
            _order_stop(draft, known)


def on_leaver_not_spawned(draft: Draft, event: SpawnFailed) -> None:
    _forget(draft, tuple(it for it in draft.system.leavers if it.launch == event.launch))


def on_leaver_gone(draft: Draft, event: Gone) -> None:
    _forget(draft, tuple(it for it in draft.system.leavers if it.incarnation == event.incarnation))


def on_leaver_mended(draft: Draft, event: ErrandDone) -> None:
    """What was being done to the state of a module when its file went is over."""
    _forget(draft, tuple(it for it in draft.system.leavers if it.errand == event.token))


def kill_leavers(draft: Draft) -> None:
    for leaver in draft.system.leavers:
        if leaver.incarnation is not None:
            draft.emit(Kill(leaver.incarnation))


def _forget(draft: Draft, gone: tuple[Leaver, ...]) -> None:
    if not gone:
        return
    draft.update(leavers=tuple(it for it in draft.system.leavers if it not in gone))
    for leaver in gone:
        draft.mark_around(leaver.module)


def _order_stop(draft: Draft, leaver: Leaver) -> None:
    if leaver.incarnation is None:
        return
    if draft.system.shutdown and draft.system.shutdown.forced:
        draft.emit(Kill(leaver.incarnation))
    else:
        draft.emit(Stop(leaver.module, leaver.incarnation, leaver.stop_signal, leaver.grace))
