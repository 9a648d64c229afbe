"""What becomes of the modules when the lifeline ends: wait `orphan_grace`, then stop all in order, then go.

Higher stop ranks are stopped first, each rank completely before the next, so that dependants go before what
they need. Afterwards every descendant that is still there is killed, whoever it belonged to.
"""

from __future__ import annotations

import signal
from collections.abc import Callable
from enum import StrEnum

from skelly_tray.keeper.forest import Forest
from skelly_tray.keeper.record import Spawn, Table
from skelly_tray.keeper.undertaker import Undertaker, send_all

_FIRST_CLAIM_PATIENCE = 10.0
_LAST_SWEEP_PATIENCE = 30.0
_LAST_SWEEP_PAUSE = 0.005


class Watch(StrEnum):
    """CLAIMED: an orchestrator is there. HOLDING: none, without limit. WAITING: none, for the grace.
    STOPPING: rank by rank. LAST_SWEEP: whatever is left. DONE: the keeper may end."""

    CLAIMED = "claimed"
    HOLDING = "holding"
    WAITING = "waiting"
    STOPPING = "stopping"
    LAST_SWEEP = "last_sweep"
    DONE = "done"


class OrphanPolicy:
    """Owned by the keeper's loop. grace: seconds, as the last claim set it; negative: hold without limit."""

    __slots__ = (
        "_at_once",
        "_forest",
        "_give_up_at",
        "_say",
        "_table",
        "_undertaker",
        "deadline",
        "grace",
        "watch",
    )

    def __init__(
        self, table: Table, forest: Forest, undertaker: Undertaker, say: Callable[[str], None]
    ) -> None:
        self._table = table
        self._forest = forest
        self._undertaker = undertaker
        self._say = say
        self._at_once = False
        self._give_up_at = 0.0
        self.grace = 0.0
        self.watch = Watch.WAITING
        self.deadline: float | None = None

    @property
    def busy(self) -> bool:
        """Everything is being stopped: no claim, no spawn."""
        return self.watch in (Watch.STOPPING, Watch.LAST_SWEEP, Watch.DONE)

    def await_first_claim(self, now: float) -> None:
        """A keeper that nobody claims after its start is of no use."""
        self.deadline = now + _FIRST_CLAIM_PATIENCE

    def claimed(self) -> None:
        self.watch = Watch.CLAIMED
        self.deadline = None

    def abandoned(self, now: float, hold: bool = False) -> None:
        """The claimed connection ended; `hold`: it said that the modules are to be kept."""
        if self.busy:
            return
        if hold or self.grace < 0:
            self.watch = Watch.HOLDING
            self.deadline = None
            return
        self.watch = Watch.WAITING
        self.deadline = now + self.grace

    def stop_everything(self, why: str) -> None:
        """Begin at once; said a second time: without any grace."""
        if self.busy:
            self._at_once = True
            return
        self._say(f"stopping everything: {why}")
        self.watch = Watch.STOPPING

    def next_due(self) -> float | None:
        """When `tend` must be called even if nothing happens."""
        return self.deadline

    def tend(self, now: float) -> None:
        """Take the next step, if there is one."""
        if self.watch is Watch.WAITING and self.deadline is not None and now >= self.deadline:
            self.deadline = None
            self.stop_everything("no orchestrator came back in time")
        if self.watch is Watch.STOPPING:
            self._stop_highest_rank(now)
        if self.watch is Watch.LAST_SWEEP:
            self._sweep_rest(now)

    def _stop_highest_rank(self, now: float) -> None:
        live = self._table.live()
        if not live:
            self.watch = Watch.LAST_SWEEP
            self._give_up_at = now + _LAST_SWEEP_PATIENCE
            return
        rank = max(spawn.stop_rank for spawn in live)
        for spawn in live:
            if self._at_once:
                self._undertaker.kill(spawn, now)
            elif spawn.stop_rank == rank and not _ending(spawn):
                self._undertaker.stop(spawn, spawn.stop_signal, spawn.grace, now)

    def _sweep_rest(self, now: float) -> None:
        self._forest.refresh()
        rest = self._forest.everything()
        if not rest:
            self.watch = Watch.DONE
            return
        if now >= self._give_up_at:
            self._say(f"giving up on {len(rest)} processes that cannot be killed: {rest[:10]}")
            self.watch = Watch.DONE
            return
        send_all(rest, signal.SIGKILL)
        self.deadline = now + _LAST_SWEEP_PAUSE


def _ending(spawn: Spawn) -> bool:
    return spawn.stop_at is not None or spawn.kill_since is not None
