"""Strategy *restart with reset*: the module starts without its past, which goes to a dated trash and can be taken back.

Nothing is moved before the start is due and nothing of the tree is left, so a stop by the user during a backoff leaves
the state alone.
"""

from __future__ import annotations

from dataclasses import replace

from skelly_tray.domain.cause import Cause, CauseKind
from skelly_tray.domain.draft import Draft
from skelly_tray.domain.errand import ResetState, RestoreState
from skelly_tray.domain.events import StateRestoreRequested
from skelly_tray.domain.intents import user_action
from skelly_tray.domain.mending import drop_plans, leave_off, mend_first
from skelly_tray.domain.module import Module
from skelly_tray.domain.phase import LIVE, Mending, Rest, Stopping
from skelly_tray.domain.recovery.restart import Budget
from skelly_tray.domain.recovery.strategies import RestartWithReset
from skelly_tray.domain.steps import drop_timer


def prepare_reset(module: Module, strategy: RestartWithReset) -> Module:
    """Have the reset done before the next start; one that is to be undone first goes on."""
    if module.todo is not None or not (strategy.reset_state or strategy.clear_queues):
        return module
    return replace(module, todo=ResetState(strategy.reset_state, strategy.clear_queues))


def on_state_restore_requested(draft: Draft, event: StateRestoreRequested) -> None:
    """What runs is stopped, gets its state back and is started again; what rests gets it back at once."""
    module = draft.get(event.module)
    if module is None:
        return
    cause = user_action(draft, "restore the state of", (module.id,), {"entry": event.entry})
    in_procedure = module.procedure is not None and module.procedure.active
    module = replace(drop_plans(draft, module), todo=RestoreState(event.entry), budget=Budget())
    match module.phase:
        case Mending():  # after what is being done now
            module = draft.put(module)
            if in_procedure:
                leave_off(draft, module)
        case Stopping() if module.wanted:
            phase = replace(module.phase, then=Rest())
            draft.put(replace(module, phase=phase, restart=_again(module, cause)))
        case phase if isinstance(phase, LIVE) or draft.system.leaving(module.id):
            draft.put(replace(module, restart=_again(module, cause)))
        case _:
            drop_timer(draft, module)
            mend_first(draft, replace(module, restart=_again(module, cause)), cause)


def _again(module: Module, cause: Cause) -> Cause | None:
    """A restart is asked for only of a module that is wanted; any other comes to rest again."""
    return Cause(CauseKind.USER, "its state was brought back", cause.seq) if module.wanted else None
