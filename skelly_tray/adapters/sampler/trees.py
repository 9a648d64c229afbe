"""Which process belongs to which module's tree, and how much CPU time each tree spent; no clock, no system calls.

Membership: a tree is its leader, what the keeper knows besides (`extra`), and every process whose parent is
already in it. Once in, a process stays in, also after its parent has died and it was given to another. Only
processes that are new since the pass before are looked at, so that the other programs of a busy desktop cost
one directory listing; a full pass is made when the leaders change, and now and then, because a pid that
belonged to a stranger may have been given to one of ours in between.

CPU time: when a process ends and its parent waits for it, its time moves into the parent's `reaped`. So a tree
spent what its living members gained, and what they gained in `reaped` beyond the part that was already counted
while the ended processes lived. That way a shell that runs a thousand short commands is charged for them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from typing import NamedTuple

from skelly_tray.adapters.sampler.process_table import ProcessTable, Reading

FULL_PASS_EVERY = 60


class Member(NamedTuple):
    """A process of the tree of the incarnation `owner`."""

    owner: int
    reading: Reading


Members = Mapping[int, Member]
"""Members of all trees by pid."""


class Trees:
    """The members of every tree as of the last `refresh`, and what each tree spent since the one before."""

    def __init__(self, table: ProcessTable) -> None:
        self._table = table
        self._seen: frozenset[int] | None = None
        self._leaders: dict[int, int] = {}
        self._passes = 0
        self.members: Members = {}
        self.spent: Mapping[int, float] = {}

    def refresh(self, leaders: Mapping[int, int], extra: Mapping[int, frozenset[int]]) -> None:
        """Look again. leaders: pid of each incarnation's leader. extra: other known members of each."""
        seen = frozenset(self._table.pids())
        fresh = seen - self._seen if self._seen is not None else frozenset[int]()
        kept = self._kept(leaders, seen)
        replaced = {pid for pid in self.members if pid in seen and pid not in kept}
        full = self._passes % FULL_PASS_EVERY == 0 or leaders != self._leaders
        current = dict(kept)
        candidates = seen if full else fresh | replaced
        self._claim(current, leaders, extra)
        self._descend(current, {pid for pid in candidates if pid not in current})
        self.spent = spent(self.members, current, fresh | replaced)
        self.members, self._seen, self._leaders = current, seen, dict(leaders)
        self._passes += 1

    def _kept(self, leaders: Mapping[int, int], seen: frozenset[int]) -> dict[int, Member]:
        """The members that are still the same processes of incarnations still alive."""
        kept: dict[int, Member] = {}
        for pid, member in self.members.items():
            if member.owner not in leaders or pid not in seen:
                continue
            reading = self._table.read(pid)
            if reading is member.reading:
                kept[pid] = member
            elif reading is not None and reading.started == member.reading.started:
                kept[pid] = Member(member.owner, reading)
        return kept

    def _claim(
        self, current: dict[int, Member], leaders: Mapping[int, int], extra: Mapping[int, frozenset[int]]
    ) -> None:
        """Add leaders and what the keeper knows; a pid can have been in no other tree before."""
        for owner, leader in leaders.items():
            for pid in (leader, *extra.get(owner, ())):
                if pid not in current and (reading := self._table.read(pid)) is not None:
                    current[pid] = Member(owner, reading)

    def _descend(self, current: dict[int, Member], candidates: set[int]) -> None:
        """Add every candidate that descends from a member."""
        children: defaultdict[int, list[tuple[int, Reading]]] = defaultdict(list)
        for pid in candidates:
            if (reading := self._table.read(pid)) is not None:
                children[reading.parent].append((pid, reading))
        if not children:
            return
        parents = [pid for pid in children if pid in current]
        while parents:
            parent = parents.pop()
            for pid, reading in children.pop(parent, ()):
                current[pid] = Member(current[parent].owner, reading)
                parents.append(pid)


def spent(before: Members, now: Members, fresh: frozenset[int] | set[int]) -> dict[int, float]:
    """Seconds of CPU time that each owner's tree used between two passes; owners that used none may be left out.

    fresh: pids that did not exist in the pass before, whose whole time is therefore new. A process that
    existed already but was not known to be a member starts to count with the next pass.
    """
    counted = _counted_already(before, now)
    used: defaultdict[int, float] = defaultdict(float)
    for pid, member in now.items():
        former = before.get(pid)
        if former is member:
            continue  # not a tick of the clock more
        reading = member.reading
        if former is not None and former.reading.started == reading.started:
            used[member.owner] += max(0.0, reading.cpu - former.reading.cpu)
            used[member.owner] += max(0.0, reading.reaped - former.reading.reaped - counted[pid])
        elif pid in fresh:
            used[member.owner] += reading.cpu + reading.reaped
    return used


def _counted_already(before: Members, now: Members) -> defaultdict[int, float]:
    """For each living process, the time of ended descendants that had been counted while those lived."""

    def lives(pid: int) -> bool:
        current = now.get(pid)
        former = before[pid]
        return current is former or (
            current is not None and current.reading.started == former.reading.started
        )

    counted: defaultdict[int, float] = defaultdict(float)
    for pid, member in before.items():
        if lives(pid):
            continue
        heir = member.reading.parent
        while heir in before and not lives(heir):
            heir = before[heir].reading.parent
        if heir in before:
            counted[heir] += member.reading.cpu + member.reading.reaped
    return counted
