"""Stopping and sweeping whole trees: signal, CONT, grace, KILL, again until nothing is left.

A stop signals every process of the tree, so that a `sh -c` wrapper cannot swallow it, then CONTs them, because
a stopped process acts on nothing. After the grace, or at once when a leader exits unasked, what is
left is killed, leader first, in rounds: a killed process cannot fork any more, and what it forked before is
found by the next round. Nothing here waits: `tend` takes the next step of every tree that is due.
"""

from __future__ import annotations

import os
import signal
from collections.abc import Callable, Iterable

from skelly_tray.keeper.forest import Forest
from skelly_tray.keeper.record import Phase, Spawn, Table
from skelly_tray.keeper.wire import Message

STUCK_AFTER = 5.0
"""Seconds of KILL without effect (uninterruptible sleep) until `stuck` is reported, once."""

_FIRST_PAUSE = 0.002
_LONGEST_PAUSE = 0.1
_ROUNDS_AT_ONCE = 5

Report = Callable[[Message], None]


class Undertaker:
    """Works on the spawns of `table`; tells `report` of `gone` and `stuck`. `buried` is called on gone."""

    __slots__ = ("_buried", "_forest", "_report", "_table")

    def __init__(self, table: Table, forest: Forest, report: Report, buried: Callable[[Spawn], None]) -> None:
        self._table = table
        self._forest = forest
        self._report = report
        self._buried = buried

    def stop(self, spawn: Spawn, stop_signal: int, grace: float, now: float) -> None:
        """Begin to stop a tree, or shorten the grace of a stop that has begun."""
        if spawn.gone or spawn.phase is Phase.SWEEPING:
            return
        if grace <= 0 or spawn.starting:
            self._sweep(spawn, now)
            return
        self._forest.refresh()
        if spawn.phase is Phase.STOPPING and spawn.stop_at is not None:
            spawn.stop_at = min(spawn.stop_at, now + grace)
        else:
            spawn.phase = Phase.STOPPING
            spawn.stop_at = now + grace
        spawn.stop_signal = stop_signal
        spawn.due = spawn.stop_at
        self._signal_new_members(spawn)

    def kill(self, spawn: Spawn, now: float) -> None:
        """KILL the whole tree now."""
        if not spawn.gone:
            self._sweep(spawn, now)

    def leader_exited(self, spawn: Spawn, now: float) -> None:
        """The leader is reaped: its leftovers are killed, or keep the rest of the grace of a stop."""
        spawn.reaped = True
        if spawn.phase is Phase.STOPPING:
            spawn.due = now
        elif not spawn.gone:
            self._sweep(spawn, now)

    def next_due(self) -> float | None:
        """When `tend` must be called even if nothing happens."""
        return min((spawn.due for spawn in self._table.live() if spawn.due is not None), default=None)

    def tend(self, now: float, child_event: bool) -> None:
        """Take the next step of every tree that is due, or may have become empty by a child's exit."""
        self._forest.refresh()
        for spawn in self._table.live():
            ending = spawn.phase in (Phase.STOPPING, Phase.SWEEPING)
            if (spawn.due is not None and spawn.due <= now) or (child_event and ending and spawn.reaped):
                self._step(spawn, now)

    def _step(self, spawn: Spawn, now: float) -> None:
        if spawn.phase is Phase.STARTING:
            spawn.failure = (
                "start",
                "the program could not be started in time (a folder that does not answer?)",
            )
            self._sweep(spawn, now)
        elif spawn.reaped and not self._members(spawn):
            self._bury(spawn)
        elif spawn.phase is Phase.STOPPING and spawn.stop_at is not None and now < spawn.stop_at:
            spawn.due = spawn.stop_at
            self._signal_new_members(spawn)
        else:
            self._sweep(spawn, now)

    def _sweep(self, spawn: Spawn, now: float) -> None:
        """KILL rounds until no new process turns up; `tend` looks again after a growing pause."""
        if spawn.phase is not Phase.SWEEPING:
            spawn.phase = Phase.SWEEPING
            spawn.kill_since = now
            spawn.kill_pause = _FIRST_PAUSE
        killed: set[int] = set()
        self._signal_in_rounds(spawn, killed, signal.SIGKILL)
        spawn.leftovers |= killed - {spawn.pid}
        if spawn.reaped and not killed:
            self._bury(spawn)
            return
        spawn.due = now + spawn.kill_pause
        spawn.kill_pause = min(_LONGEST_PAUSE, spawn.kill_pause * 2)
        self._say_if_stuck(spawn, killed, now)

    def _say_if_stuck(self, spawn: Spawn, pids: Iterable[int], now: float) -> None:
        if not spawn.stuck_said and spawn.kill_since is not None and now - spawn.kill_since >= STUCK_AFTER:
            spawn.stuck_said = True
            self._report({"ev": "stuck", "id": spawn.id, "pids": sorted(pids)})

    def _bury(self, spawn: Spawn) -> None:
        spawn.phase = Phase.GONE
        spawn.due = spawn.stop_at = None
        self._buried(spawn)

    def _signal_new_members(self, spawn: Spawn) -> None:
        """The stop signal for every process that has not had it yet, then CONT for each of these."""
        self._signal_in_rounds(spawn, spawn.signalled, spawn.stop_signal, signal.SIGCONT)

    def _signal_in_rounds(self, spawn: Spawn, done: set[int], *numbers: int) -> None:
        """Signal every member that is not in `done`, until two readings show no new one.

        One reading may miss processes: those forked meanwhile, and siblings of one that exits during it.
        """
        quiet = 0
        for _ in range(_ROUNDS_AT_ONCE):
            self._forest.refresh()
            fresh = [pid for pid in self._members(spawn) if pid not in done]
            quiet = 0 if fresh else quiet + 1
            if quiet == 2:
                break
            done.update(fresh)
            for number in numbers:
                send_all(fresh, number)

    def _members(self, spawn: Spawn) -> list[int]:
        return self._forest.members(spawn, self._table.live())


def send_all(pids: Iterable[int], number: int) -> None:
    """Signal each; one that is gone already, or not ours to signal, is passed over."""
    for pid in pids:
        try:
            os.kill(pid, number)
        except (ProcessLookupError, PermissionError):
            continue
