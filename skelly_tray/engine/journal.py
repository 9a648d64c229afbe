"""The journal as the engine sees it: entries get their wall time, go to the store, and to whoever watches."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from skelly_tray.domain.cause import JournalEntry
from skelly_tray.engine.ports import Clock, JournalStore

RECENT = 2000
"""As many entries are held in memory at most, so more need not be asked for."""

Watcher = Callable[[Sequence[Mapping[str, Any]]], None]


class Journal:
    """Entries are plain dictionaries of the contract's shape from here on."""

    def __init__(self, store: JournalStore, clock: Clock) -> None:
        self._store = store
        self._clock = clock
        self._watchers: list[Watcher] = []

    def add(self, entry: JournalEntry) -> None:
        line = _as_line(entry, self._clock.wall())
        self._store.append([line])
        for watcher in list(self._watchers):
            watcher([line])

    def recent(self, count: int, module: str | None = None) -> list[dict[str, Any]]:
        """The newest `count` entries (of that module), oldest first."""
        return self._store.recent(count, module)

    def subscribe(self, watcher: Watcher) -> Callable[[], None]:
        self._watchers.append(watcher)
        return lambda: self._watchers.remove(watcher) if watcher in self._watchers else None


def _as_line(entry: JournalEntry, wall: float) -> dict[str, Any]:
    moment = datetime.fromtimestamp(wall, UTC).isoformat(timespec="milliseconds")
    return {
        "seq": entry.seq,
        "time": moment.replace("+00:00", "Z"),
        "module": entry.module,
        "kind": str(entry.kind),
        "from": None if entry.from_ is None else str(entry.from_),
        "to": None if entry.to is None else str(entry.to),
        "cause": {"kind": str(entry.cause.kind), "seq": entry.cause.seq, "text": entry.cause.text},
        "incarnation": entry.incarnation,
        "detail": dict(entry.detail),
    }
