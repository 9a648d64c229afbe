"""The working copy of the system during one `decide`: changes, effects and journal entries are collected here.

Mutable, but it never leaves `decide`. A changed module and its neighbours are marked, and the gate settles only those.
"""

from __future__ import annotations

import heapq
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from skelly_tray.domain.cause import Cause, CauseKind, EntryKind, JournalEntry
from skelly_tray.domain.descriptor import ModuleId
from skelly_tray.domain.effects import Effect, Record
from skelly_tray.domain.module import Module, state_of
from skelly_tray.domain.phase import Phase
from skelly_tray.domain.system import System


class Draft:
    """`now` is the monotonic time of the event, in seconds."""

    def __init__(self, system: System, now: float) -> None:
        self.now = now
        self.effects: list[Effect] = []
        self._system = system
        self._changed: dict[ModuleId, Module] = {}
        self._marked: set[ModuleId] = set()
        self._queue: list[tuple[int, ModuleId]] = []

    @property
    def system(self) -> System:
        """The system's own fields; for modules use `get`, which sees the changes."""
        return self._system

    def update(self, **fields: Any) -> None:
        """Change fields of the system itself."""
        self._system = replace(self._system, **fields)

    def get(self, module: ModuleId) -> Module | None:
        return self._changed.get(module) or self._system.modules.get(module)

    def all(self) -> list[Module]:
        return [self._changed.get(m, known) for m, known in self._system.modules.items()]

    def put(self, module: Module) -> Module:
        """Take over a changed module and mark it and its neighbours for the gate."""
        self._changed[module.id] = module
        self.mark_around(module.id)
        return module

    def keep(self, module: Module) -> Module:
        """Take over a change that cannot matter to the gate (bookkeeping of probes)."""
        self._changed[module.id] = module
        return module

    def mark_around(self, module: ModuleId) -> None:
        self.mark(module)
        graph = self._system.graph
        for dependant, _ in graph.dependants.get(module, ()):
            self.mark(dependant)
        for edge in graph.dependencies.get(module, ()):
            self.mark(edge.module)

    def mark_all(self) -> None:
        for module in self._system.modules:
            self.mark(module)

    def mark(self, module: ModuleId) -> None:
        """Have the gate look at this module."""
        if module not in self._marked:
            self._marked.add(module)
            heapq.heappush(self._queue, (self._system.graph.rank.get(module, 0), module))

    def take_marked(self) -> ModuleId | None:
        """The next module to settle: dependencies before dependants, so that none starts on what is about to go."""
        if not self._queue:
            return None
        _, first = heapq.heappop(self._queue)
        self._marked.discard(first)
        return first

    def emit(self, *effects: Effect) -> None:
        self.effects.extend(effects)

    def record(
        self,
        kind: EntryKind,
        cause: Cause,
        module: Module | None = None,
        *,
        from_: str | None = None,
        to: str | None = None,
        detail: Mapping[str, Any] | None = None,
    ) -> int:
        """Write a journal entry; returns its seq, for the causes of what follows from it."""
        seq = self._system.seq + 1
        self.update(seq=seq)
        run = module.run if module else None
        entry = JournalEntry(
            seq=seq,
            kind=kind,
            cause=cause,
            module=module.id if module else None,
            from_=from_,
            to=to,
            incarnation=run.incarnation if run else None,
            detail=detail or {},
        )
        self.emit(Record(entry))
        return seq

    def move(
        self,
        module: Module,
        phase: Phase,
        cause: Cause,
        detail: Mapping[str, Any] | None = None,
        **fields: Any,
    ) -> Module:
        """Change the phase, and write it down if the state shown changes. The module's new cause names that entry."""
        before, after = state_of(module.phase), state_of(phase)
        moved = replace(module, phase=phase, cause=cause, **fields)
        if before is not after:
            told = moved if moved.run else module
            seq = self.record(EntryKind.STATE_CHANGED, cause, told, from_=before, to=after, detail=detail)
            moved = replace(moved, cause=replace(cause, seq=seq))
        return self.put(moved)

    def follow(self, module: Module, kind: CauseKind, text: str) -> Cause:
        """A cause that follows from the last change of that module."""
        return Cause(kind, text, module.cause.seq)

    def finish(self) -> tuple[System, tuple[Effect, ...]]:
        if self._changed:
            self.update(modules={**self._system.modules, **self._changed})
        return self._system, tuple(self.effects)
