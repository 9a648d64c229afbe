"""`TreeSampler`: one measurement of every module's tree per tick, by the cheapest way that the platform offers."""

from __future__ import annotations

import sys
from collections import defaultdict
from collections.abc import Mapping, Sequence

from skelly_tray.adapters.sampler.process_table import ProcessTable
from skelly_tray.adapters.sampler.trees import Member, Trees
from skelly_tray.domain.descriptor import ModuleId
from skelly_tray.telemetry.sample import Sample

MEGABYTE = 2**20
HANDLES_EVERY = 5
"""Descriptors of each process are counted every so many ticks: they change slowly and cost a system call."""


def platform_table() -> ProcessTable:
    """/proc on Linux, psutil elsewhere; each is imported only where it is used."""
    if sys.platform == "linux":
        from skelly_tray.adapters.sampler.linux_table import LinuxTable

        return LinuxTable()
    from skelly_tray.adapters.sampler.portable_table import PortableTable

    return PortableTable()


class TreeSampler:
    """Samples modules. Keeps what it needs of the tick before; belongs to one thread."""

    def __init__(self, table: ProcessTable | None = None) -> None:
        self._table = table or platform_table()
        self._trees = Trees(self._table)
        self._handles: dict[int, int] = {}
        self._still: dict[int, tuple[list[Member], int, Sample]] = {}
        self._before: float | None = None
        self._ticks = 0

    def sample(
        self,
        roots: Mapping[ModuleId, tuple[int, int]],
        extra: Mapping[int, frozenset[int]],
        now: float,
    ) -> dict[ModuleId, Sample]:
        """One sample of each module whose process can be seen.

        roots: incarnation and leader's pid of each running module. extra: pids that the keeper knows of an
        incarnation beyond lineage. now: monotonic seconds.
        """
        self._trees.refresh(dict(roots.values()), extra)
        elapsed = now - self._before if self._before is not None else 0.0
        self._before = now
        self._count_handles()
        by_owner: defaultdict[int, list[Member]] = defaultdict(list)
        handles: defaultdict[int, int] = defaultdict(int)
        for pid, member in self._trees.members.items():
            by_owner[member.owner].append(member)
            handles[member.owner] += self._handles.get(pid, 0)
        before, self._still = self._still, {}
        found: dict[ModuleId, Sample] = {}
        for module, (incarnation, _) in roots.items():
            members = by_owner.get(incarnation)
            if members is None:
                continue
            seconds, open_ = self._trees.spent.get(incarnation, 0.0), handles[incarnation]
            still = before.get(incarnation)
            # A tree in which nothing has moved is measured as it was: most modules sleep at most times.
            if still is None or seconds or still[0] != members or still[1] != open_:
                percent = 100.0 * seconds / elapsed if elapsed > 0 else 0.0
                still = members, open_, _summed(members, open_, percent)
            found[module] = still[2]
            if not seconds:
                self._still[incarnation] = still
        return found

    def _count_handles(self) -> None:
        """Count the descriptors of new processes, and of a share of the others at every tick."""
        counted = self._handles
        self._handles = {}
        self._ticks += 1
        for pid in self._trees.members:
            known = counted.get(pid)
            if known is None or (pid + self._ticks) % HANDLES_EVERY == 0:
                known = self._table.handles(pid)
            self._handles[pid] = known or 0


def _summed(members: Sequence[Member], handles: int, cpu_percent: float) -> Sample:
    """One tree as one sample; zombies hold nothing and are not counted."""
    living = [member.reading for member in members if member.reading.alive]
    return Sample(
        cpu_percent=cpu_percent,
        memory_mb=sum(reading.memory for reading in living) / MEGABYTE,
        threads=sum(reading.threads for reading in living),
        file_handles=handles,
        children=max(0, len(living) - 1),
    )
