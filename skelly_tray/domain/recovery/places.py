"""Places among the recoveries that may go on at once (`max_concurrent_recoveries`).

Only *retries* need one, from spawn to ready: whoever waits in backoff holds none, and the first restart after a failure
and the bus pass by. Those that find no place wait, and get one in the order of their dependencies.
"""

from __future__ import annotations

from skelly_tray.domain.descriptor import BUS_ID
from skelly_tray.domain.draft import Draft
from skelly_tray.domain.module import Module
from skelly_tray.domain.phase import Mending, Starting, Waiting


def holds_place(module: Module) -> bool:
    """It is being recovered, and not for the first time."""
    match module.phase:
        case Starting(run=run):
            return run.retry
        case Mending():
            return module.retry
        case _:
            return False


def finds_place(draft: Draft, module: Module) -> bool:
    """It may start now. One that may not is noted, and looked at again when a place is free."""
    if not module.retry or module.id == BUS_ID or _free(draft) > 0:
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
    rank = draft.system.graph.rank
    waiting.sort(key=lambda m: (rank.get(m.id, 0), m.id))
    chosen = waiting[: max(_free(draft), 0)]
    draft.update(queued=frozenset(m.id for m in waiting[len(chosen) :]))
    for module in chosen:
        draft.mark(module.id)
    return bool(chosen)


def _free(draft: Draft) -> int:
    return draft.system.config.max_concurrent_recoveries - sum(holds_place(m) for m in draft.all())
