"""All ports in one value: what the engine is given to act on the world."""

from __future__ import annotations

from dataclasses import dataclass

from skelly_tray.config.home import Home
from skelly_tray.domain.arrangement import Arrange, arrange
from skelly_tray.engine.audit_port import Audit
from skelly_tray.engine.bus_port import Bus
from skelly_tray.engine.history_port import HistoryStore
from skelly_tray.engine.limit_port import Limiter
from skelly_tray.engine.ports import (
    Clock,
    JournalStore,
    Launcher,
    MemoryStore,
    Meter,
    Notices,
    Prober,
    Processes,
)
from skelly_tray.engine.sandbox_port import Sandboxes
from skelly_tray.engine.secret_port import Secrets
from skelly_tray.engine.trash_port import Trash
from skelly_tray.engine.vault import Hush


@dataclass(frozen=True, slots=True)
class World:
    home: Home
    processes: Processes
    prober: Prober
    launcher: Launcher
    journal: JournalStore
    memory: MemoryStore
    meter: Meter
    notices: Notices
    clock: Clock
    bus: Bus
    trash: Trash
    limiter: Limiter
    arrange: Arrange = arrange
    history: HistoryStore | None = None
    sandboxes: Sandboxes | None = None
    secrets: Secrets | None = None
    audit: Audit | None = None
    hush: Hush = lambda module, hider: None
