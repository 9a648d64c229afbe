"""Places among the recoveries that may go on at once (`max_concurrent_recoveries`).

Only *retries* need one, from spawn to ready: whoever waits in backoff holds none, and the first restart after a failure
and the bus pass by. Those that find no place wait, and get one in the order of their dependencies.
"""

from __future__ import annotations

from skelly_tray.domain.descriptor import BUS_ID, ModuleId
from skelly_tray.domain.draft import Draft
from skelly_tray.domain.module import Module
from skelly_tray.domain.phase import Mending, Starting, Waiting

PATIENCE = 60.0
"""Seconds in the queue after which no dependency that came later goes first: modules that fail again and again must not
keep a place to themselves."""


def holds_place(module: Module) -> bool:
    """It is being recovered, and not for the first time. The bus, which waits for nobody, takes no place away."""
    if module.id == BUS_ID:
        return False
    match module.phase:
        case Starting(run=run):
            return run.retry
        case Mending():
            return module.retry
        case _:
            return False


def finds_place(draft: Draft, module: Module) -> bool:
    """It may start now. One that may not is noted, and looked at again when a place is free."""
    if not module.retry or module.id == BUS_ID or _free(draft, module.id) > 0:
        return True
    draft.update(queued=draft.system.queued | {module.id})
    return False


def serve_queue(draft: Draft) -> bool:
    """Have the gate look at those whose turn it is. True if there are any."""
    if not draft.system.queued:
        return False
    waiting = [
        m for m in map(draft.get, draft.system.queued) if m and m.retry and isinstance(m.phase, Waiting)
    ]
    waiting.sort(key=lambda m: _turn(draft, m))
    chosen = waiting[: max(_free(draft), 0)]
    draft.update(queued=frozenset(m.id for m in waiting[len(chosen) :]))
    for module in chosen:
        draft.mark(module.id)
    return bool(chosen)


def _turn(draft: Draft, module: Module) -> tuple[float, ModuleId]:
    """Its place in the queue: dependencies first, but whoever has waited long before everybody else."""
    assert isinstance(module.phase, Waiting)
    waited = draft.now - module.phase.since
    rank = draft.system.graph.rank.get(module.id, 0)
    return (-waited if waited > PATIENCE else float(rank)), module.id


def _free(draft: Draft, asking: ModuleId | None = None) -> int:
    """Places that nobody but the one who asks holds."""
    taken = sum(holds_place(m) for m in draft.all() if m.id != asking)
    return draft.system.config.max_concurrent_recoveries - taken
