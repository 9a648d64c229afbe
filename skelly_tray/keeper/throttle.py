"""Holding whole trees to a share of the CPU by stopping and continuing them: a closed loop of the keeper's own.

Each throttled tree has a credit of CPU seconds that grows with its share and falls with what it spends. It runs until
the credit is used up, is stopped until there is credit for another fifth of a second, and so on. The credit is at most
what a second brings, so a tree that spends less than its share is never stopped; the debt is at most what two bring,
so no tree is stopped for longer. What was spent is read, not assumed, so the mean is right however late we are woken.

A process that was stopped by somebody else (a debugger, its user) before we came to stop it is left to them, and only
what we stopped is continued. Who stops one that we hold stopped sees it continued with the others.

Nothing stays stopped when throttling ends, the claim or the keeper ends, or another image takes over. Only a keeper
that is killed cannot see to that: the next keeper of this home, which ends what a dead one left, continues it first.
"""

from __future__ import annotations

import contextlib
import signal

from skelly_tray.keeper.cpu_time import CpuTime, Reading
from skelly_tray.keeper.forest import Forest
from skelly_tray.keeper.record import Phase, Spawn, Table
from skelly_tray.keeper.undertaker import send_all

PERIOD = 0.2
"""Seconds: a tree runs for its share of about that long, then stands still for the rest. Each costs two wake-ups."""

LEAST_SHARE = 0.01
"""Of one core. Below, a tree would do hardly more than wake up."""

_MOST_CREDIT = 1.0
_MOST_DEBT = 2.0
_TICK = 0.005
# Seconds: what a running process has used is known to within a tick of the kernel; that of a stopped one exactly.
_SLACK = PERIOD / 8
# Seconds: a tree that used a little more than was seen need not wait once more.
_SEARCH_EVERY = 0.5
# Seconds: looking for members costs more than all the rest. While a tree changes, every look is a search.
_ROUNDS_AT_ONCE = 5


class _Duty:
    """One throttled tree. credit: CPU seconds. pace: cores that it uses while it runs. began, ran, used: when it was
    last let run, for how long, and the CPU seconds that it used since. at: when its credit was last
    counted, searched_at: when its members were last looked for, changing: whether there were others than before.
    members, readings: by pid, the latter the last ones. stopped: what we stopped, parents first; empty while it runs.
    """

    __slots__ = (
        "at",
        "began",
        "changing",
        "credit",
        "due",
        "members",
        "pace",
        "ran",
        "readings",
        "searched_at",
        "share",
        "stopped",
        "used",
    )

    def __init__(self, share: float, now: float) -> None:
        self.share = share
        self.credit = share * PERIOD
        self.pace = 1.0
        self.at = self.began = self.due = self.searched_at = now
        self.used = self.ran = 0.0
        self.changing = True
        self.members: dict[int, CpuTime] = {}
        self.readings: dict[int, Reading] | None = None
        self.stopped: list[int] = []

    def spent(self, seconds: float, now: float) -> None:
        """Move on to `now`, in which so much CPU time was used."""
        credit = self.credit + self.share * (now - self.at) - seconds
        self.credit = max(-self.share * _MOST_DEBT, min(self.share * _MOST_CREDIT, credit))
        self.at = now
        self.used += seconds

    def runs_for(self) -> float:
        """Seconds until the credit is used up at the present pace."""
        if self.credit <= 0:
            return 0.0
        return self.credit / (self.pace - self.share) if self.pace > self.share else PERIOD

    def rests_for(self) -> float:
        """Seconds until there is credit for another period."""
        return PERIOD - self.credit / self.share

    def know(self, pids: list[int]) -> None:
        """These are its members now."""
        fresh = [pid for pid in pids if pid not in self.members]
        ended = self.members.keys() - set(pids)
        for pid in ended:
            self.members.pop(pid).close()
        for pid in fresh:
            with contextlib.suppress(OSError):  # gone again
                self.members[pid] = CpuTime(pid)
        self.changing = bool(fresh or ended)

    def read(self) -> dict[int, Reading]:
        """What each member has spent so far."""
        found = {pid: member.read() for pid, member in self.members.items()}
        return {pid: reading for pid, reading in found.items() if reading is not None}

    def close(self) -> None:
        """Let it run, and let go of it."""
        send_all(reversed(self.stopped), signal.SIGCONT)
        self.stopped = []
        self.know([])


class Throttles:
    """All throttled trees of `table`; `tend` takes the next step of each that is due."""

    __slots__ = ("_duties", "_forest", "_table")

    def __init__(self, table: Table, forest: Forest) -> None:
        self._table = table
        self._forest = forest
        self._duties: dict[int, _Duty] = {}

    def set(self, spawn: Spawn, percent: float, now: float) -> None:
        """Keep the tree at so many percent of one core; 0 or less: no longer."""
        spawn.throttle = max(0.0, percent)
        duty = self._duties.get(spawn.id)
        if spawn.throttle == 0.0:
            self._end(spawn.id)
        elif duty is not None:
            duty.share = max(LEAST_SHARE, percent / 100)
            duty.due = now
        elif not spawn.gone:
            self._duties[spawn.id] = _Duty(max(LEAST_SHARE, percent / 100), now)

    def end_all(self) -> None:
        """Nobody wants it any more."""
        for spawn in self._table.all():
            spawn.throttle = 0.0
        self.release()

    def release(self) -> None:
        """Let everything run and forget the duties, not what was wanted: another image may take it up again."""
        for spawn_id in list(self._duties):
            self._end(spawn_id)

    def resume(self, now: float) -> None:
        """Take up what the former image had been told."""
        for spawn in self._table.live():
            if spawn.throttle > 0:
                self.set(spawn, spawn.throttle, now)

    def next_due(self) -> float | None:
        """When `tend` must be called."""
        return min((duty.due for duty in self._duties.values()), default=None)

    def tend(self, now: float) -> None:
        """Stop what has used up its credit, continue what has some again."""
        for spawn_id, duty in list(self._duties.items()):
            spawn = self._table.get(spawn_id)
            if spawn is None or spawn.phase not in (Phase.STARTING, Phase.RUNNING):
                self._end(spawn_id)
            elif duty.due > now:
                continue
            elif spawn.phase is Phase.STARTING:
                duty.at, duty.due = now, now + PERIOD
            elif duty.stopped:
                _go_on(duty, now)
            else:
                self._look(duty, spawn, now)

    def _end(self, spawn_id: int) -> None:
        duty = self._duties.pop(spawn_id, None)
        if duty is not None:
            duty.close()

    def _look(self, duty: _Duty, spawn: Spawn, now: float) -> None:
        """Count what a running tree spent, and stop it if that was all it had."""
        if duty.changing or now >= duty.searched_at + _SEARCH_EVERY:
            duty.searched_at = now
            self._search(duty, spawn)
        readings = duty.read()
        if duty.readings is not None:
            seconds = spent(duty.readings, readings)
            if now - duty.at > 4 * _TICK:
                duty.pace = seconds / (now - duty.at)
            duty.spent(seconds, now)
        duty.readings = readings
        if duty.runs_for() > _TICK:
            duty.due = now + min(PERIOD, duty.runs_for())
            return
        duty.ran = now - duty.began
        self._stop(duty, spawn, readings)
        duty.due = now + (duty.rests_for() if duty.stopped else PERIOD)

    def _stop(self, duty: _Duty, spawn: Spawn, readings: dict[int, Reading]) -> None:
        """Parents first, so that none of them forks any more. A tree that forks is read again until none is new."""
        assert duty.readings is not None
        for _ in range(_ROUNDS_AT_ONCE):
            fresh = [pid for pid, (_, _, stopped) in readings.items() if not stopped]
            send_all(fresh, signal.SIGSTOP)
            duty.stopped += fresh
            if not duty.changing:
                return
            self._search(duty, spawn)
            readings = {pid: reading for pid, reading in duty.read().items() if pid not in duty.readings}
            duty.readings |= readings

    def _search(self, duty: _Duty, spawn: Spawn) -> None:
        """Look for the members of the tree again."""
        self._forest.refresh()
        duty.know(self._forest.members(spawn, self._table.live()))


def _go_on(duty: _Duty, now: float) -> None:
    """Continue a tree, unless what it did until it stood still leaves no credit yet."""
    assert duty.readings is not None
    seconds = 0.0
    for pid in duty.stopped:
        member = duty.members.get(pid)
        own = member.own() if member is not None else None
        if own is not None:
            before, reaped, stopped = duty.readings[pid]
            seconds += max(0.0, own - before)
            duty.readings[pid] = own, reaped, stopped
    duty.spent(seconds, now)
    if duty.rests_for() > _SLACK:
        if seconds > 2 * _TICK:
            send_all(
                duty.stopped, signal.SIGSTOP
            )  # somebody lets it run: itself by a timer, or another of its user
        duty.due = now + duty.rests_for()
        return
    send_all(reversed(duty.stopped), signal.SIGCONT)
    duty.stopped = []
    duty.pace = duty.used / max(_TICK, duty.ran)
    duty.began, duty.used = now, 0.0
    duty.due = now + min(PERIOD, duty.runs_for())


def spent(before: dict[int, Reading], now: dict[int, Reading]) -> float:
    """Seconds of CPU time that a tree used between two readings of its members.

    When a process ends and its parent waits for it, its time moves into the parent's `reaped`: that part was counted
    while it lived. Whoever is new was born since, so all of its time is.
    """
    grown = inherited = 0.0
    ended = sum(own + reaped for pid, (own, reaped, _) in before.items() if pid not in now)
    for pid, (own, reaped, _) in now.items():
        own_before, reaped_before, _ = before.get(pid, (0.0, 0.0, False))
        if own < own_before:  # another process with the number of one that ended
            ended += own_before + reaped_before
            own_before = reaped_before = 0.0
        grown += own - own_before
        inherited += reaped - reaped_before
    return grown + max(0.0, inherited - ended)
