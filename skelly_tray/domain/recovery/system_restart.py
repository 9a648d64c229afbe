"""Strategy *system restart*: native modules save, then everything goes down and comes up in order.

At most once in SELDOM, for whatever needs this more often is not helped by it: in between the module alone is
restarted.
"""

from __future__ import annotations

from dataclasses import replace

from skelly_tray.domain.cause import Cause, CauseKind, EntryKind, Failure
from skelly_tray.domain.descriptor import BUS_ID, ModuleId
from skelly_tray.domain.draft import Draft
from skelly_tray.domain.errand import SaveStates
from skelly_tray.domain.mending import mend, order, what
from skelly_tray.domain.module import Module
from skelly_tray.domain.recovery.strategies import SystemRestart
from skelly_tray.domain.sequence import begin_shutdown, time_to_stop

SELDOM = 3600.0
"""Seconds between two restarts of the whole system."""
SAVE_WITHIN = 10.0


def may_restart_system(draft: Draft) -> bool:
    """Not during a stop of the system, nor while everybody saves for one, nor so soon after the last restart of it."""
    last = draft.system.restarted_at
    recent = last is not None and 0 <= draft.now - last < SELDOM
    saving = any(isinstance(module.doing, SaveStates) for module in draft.all())
    return draft.system.shutdown is None and not recent and not saving


def restart_system(draft: Draft, module: Module, strategy: SystemRestart, failure: Failure) -> None:
    """Begin: what the modules know is saved first, if the strategy says so and there is anybody to ask."""
    cause = draft.follow(
        module, CauseKind.RECOVERY, f"{module.id} needs everything to be restarted: {failure.text}"
    )
    detail = {"strategy": "system_restart", "notify": strategy.notify_user}
    cause = replace(cause, seq=draft.record(EntryKind.RECOVERY, cause, module, detail=detail))
    asked = _who_can_save(draft)
    module = mend(draft, module, cause, what(SaveStates(asked)))
    if strategy.save_state and asked:
        order(draft, module, SaveStates(asked), SAVE_WITHIN)
    else:
        go_down_and_up(draft, cause)


def go_down_and_up(draft: Draft, cause: Cause) -> None:
    """Stop everything in order; what is wanted is started again once nothing has a process any more."""
    draft.update(restarted_at=draft.now)
    begin_shutdown(draft, cause, draft.now + time_to_stop(draft.system), again=True)


def _who_can_save(draft: Draft) -> tuple[ModuleId, ...]:
    return tuple(m.id for m in draft.all() if m.descriptor.native and m.id != BUS_ID and m.ready)
