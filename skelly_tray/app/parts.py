"""The adapters of one core: made before there is anybody to tell, joined into its world, told of other settings, and
closed in order."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from skelly_tray.adapters.audit.audit_file import AuditFile
from skelly_tray.adapters.bus.link import BusLink
from skelly_tray.adapters.history.history_file import HistoryFile
from skelly_tray.adapters.journal_file import JournalFile
from skelly_tray.adapters.launcher.launcher import ModuleLauncher
from skelly_tray.adapters.limits.make import make_limiter
from skelly_tray.adapters.logs.writer import LogWriter
from skelly_tray.adapters.memory_file import MemoryFile
from skelly_tray.adapters.notify_board import NotifyBoard
from skelly_tray.adapters.probes.registry import Probes
from skelly_tray.adapters.processes import home_mark, make_processes
from skelly_tray.adapters.sandbox.guard import Guard
from skelly_tray.adapters.secrets.asynchronous import SecretKeeping
from skelly_tray.adapters.secrets.elsewhere import KeyringElsewhere, SealingElsewhere
from skelly_tray.adapters.secrets.helper import Helper
from skelly_tray.adapters.secrets.keyring_store import service_of
from skelly_tray.adapters.secrets.ladder import Ladder
from skelly_tray.adapters.trash import StateTrash
from skelly_tray.app.arranging import arrange_once
from skelly_tray.app.audit_vault import KeyringVault, audit_service_of
from skelly_tray.app.meter import SystemMeter
from skelly_tray.app.secret_helper import secret_helper
from skelly_tray.config.home import Home
from skelly_tray.domain.orchestrator_config import AuditConfig, HistoryConfig, OrchestratorConfig
from skelly_tray.engine.clock import SystemClock
from skelly_tray.engine.ports import IssueSink, Processes
from skelly_tray.engine.world import World
from skelly_tray.scopes import Scope


class IssueRelay:
    """Adapters are made before there is anybody to tell; what they say meanwhile is kept."""

    def __init__(self) -> None:
        self._kept: list[tuple[str, str, str]] = []
        self._sink: Callable[[str, str, str], None] | None = None

    def __call__(self, issue_id: str, title: str, message: str) -> None:
        if self._sink:
            self._sink(issue_id, title, message)
        else:
            self._kept.append((issue_id, title, message))

    def connect(self, sink: Callable[[str, str, str], None]) -> None:
        self._sink = sink
        for issue in self._kept:
            sink(*issue)
        self._kept.clear()


@dataclass(frozen=True, slots=True)
class Parts:
    """What of the adapters has to be reached again. issues: where all of them tell what is wrong."""

    home: Home
    issues: IssueRelay
    logs: LogWriter
    journal: JournalFile
    memory: MemoryFile
    history: HistoryFile
    secret_helper: Helper
    audit: AuditFile
    processes: Processes
    bus: BusLink

    def world(self, background: Scope) -> World:
        """All that the orchestrator touches. background: for work that outlives what asked for it."""
        notices, guard = NotifyBoard(), Guard()
        return World(
            home=self.home,
            processes=self.processes,
            prober=Probes(self.logs.board, notices, self.bus),
            launcher=ModuleLauncher(self.home, sandboxes=guard),
            journal=self.journal,
            memory=self.memory,
            meter=SystemMeter(self.home),
            notices=notices,
            clock=SystemClock(),
            bus=self.bus,
            trash=StateTrash(self.home),
            limiter=make_limiter(self.processes, home_mark(self.home), background.start),
            arrange=arrange_once,
            history=self.history,
            sandboxes=guard,
            secrets=SecretKeeping(ladder_of(self.home, self.secret_helper)),
            audit=self.audit,
            hush=self.logs.hush,
        )

    def configure(self, before: OrchestratorConfig, config: OrchestratorConfig) -> None:
        """Another orchestrator.toml is in effect: each is told what is about it, if that is another."""
        if config.logs != before.logs:
            self.logs.configure(config.logs)
        if config.orphan_grace != before.orphan_grace:
            self.processes.set_orphan_grace(config.orphan_grace)
        if config.history != before.history:
            history = config.history
            self.history.configure(enabled=history.enabled, days=history.days, max_mb=history.max_mb)
        if config.audit != before.audit:
            self.audit.configure(max_bytes=bytes_of(config.audit), keep=config.audit.keep)

    def close_files(self) -> None:
        """What was written is on disk when this returns. The audit log has been closed before: it may have to say
        something into our log. Blocks."""
        for closing in (self.journal, self.memory, self.history, self.logs, self.secret_helper):
            closing.close()


def make_parts(home: Home, config: OrchestratorConfig, patterns: Callable[[str], Iterable[str]]) -> Parts:
    """On the loop. patterns: of the log probes of a module, asked for in the thread of the log."""
    loop, issues, helper = asyncio.get_running_loop(), IssueRelay(), secret_helper()
    logs = LogWriter(home.logs, config.logs, issues, loop.call_soon_threadsafe, patterns)
    return Parts(
        home=home,
        issues=issues,
        logs=logs,
        journal=JournalFile(home.state, issues, loop.call_soon_threadsafe),
        memory=MemoryFile(home.state, issues, loop.call_soon_threadsafe),
        history=history_of(home, config.history, issues, loop),
        secret_helper=helper,
        audit=audit_of(home, config.audit, issues, loop, helper),
        processes=make_processes(home, logs, config.orphan_grace),
        bus=BusLink(home.run),
    )


def history_of(
    home: Home, config: HistoryConfig, issues: IssueSink, loop: asyncio.AbstractEventLoop
) -> HistoryFile:
    """The history with the bounds that are configured; it keeps nothing where it is not enabled."""
    return HistoryFile(
        home.state,
        issues,
        loop.call_soon_threadsafe,
        enabled=config.enabled,
        days=config.days,
        max_mb=config.max_mb,
    )


def ladder_of(home: Home, helper: Helper) -> Ladder:
    return Ladder(home, KeyringElsewhere(service_of(home), helper), SealingElsewhere(helper))


def audit_of(
    home: Home, config: AuditConfig, issues: IssueSink, loop: asyncio.AbstractEventLoop, helper: Helper
) -> AuditFile:
    """The audit log with the bounds that are configured, its key in the keyring of the system."""
    return AuditFile(
        home.state,
        KeyringVault(KeyringElsewhere(audit_service_of(home), helper)),
        issues,
        loop.call_soon_threadsafe,
        max_bytes=bytes_of(config),
        keep=config.keep,
    )


def bytes_of(config: AuditConfig) -> int:
    """Size at which the audit log is rotated."""
    return int(config.max_mb * 2**20)
