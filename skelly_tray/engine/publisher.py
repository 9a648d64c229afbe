"""Makes snapshots and hands them out: at most one per turn of the loop, none while nobody looks, and fewer when there
are so many modules that each is costly: probes alone change hundreds of modules many times a second."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Callable, Mapping

from skelly_tray import __version__
from skelly_tray.domain.descriptor import ModuleId
from skelly_tray.domain.module import Module
from skelly_tray.domain.report import Measured, report
from skelly_tray.domain.resource_limits import Holding, LimitKind
from skelly_tray.domain.sandbox import NO_RULES, Held
from skelly_tray.domain.status import (
    HealthCost,
    Issue,
    OrchestratorStatus,
    Severity,
    SystemHealth,
    SystemResources,
)
from skelly_tray.domain.system import System
from skelly_tray.engine.check_cost import CheckCost
from skelly_tray.engine.checks import ErrorRates
from skelly_tray.engine.ports import Clock
from skelly_tray.engine.sandbox_port import Sandboxes
from skelly_tray.telemetry.store import Telemetry

Watcher = Callable[[SystemHealth], None]

PAUSE_PER_COST = 10.0
"""Seconds without a snapshot for each second that one took to make and hand out."""
LONGEST_PAUSE = 0.5
"""Seconds; whoever looks sees nothing older."""


class Publisher:
    """`cost` and `resources` are what was measured last; issues are those of adapters and of the configuration."""

    def __init__(
        self,
        system: Callable[[], System],
        clock: Clock,
        telemetry: Telemetry,
        errors: ErrorRates,
        checks: CheckCost,
        phi: Callable[[ModuleId, float], float | None],
    ) -> None:
        self.cost: tuple[float, float] = (0.0, 0.0)
        self.keeper_pid: int | None = None
        self.network_kbps = 0.0
        self.disk_usage_mb = 0.0
        self.last_words: Mapping[ModuleId, str] = {}
        self.holdings: Callable[[Module], Mapping[LimitKind, Holding]] = lambda _: {}
        self.sandboxes: Sandboxes | None = None
        self._system = system
        self._clock = clock
        self._telemetry = telemetry
        self._errors = errors
        self._checks = checks
        self._phi = phi
        self._started = clock.monotonic()
        self._issues: dict[str, Issue] = {}
        self._watchers: list[Watcher] = []
        self._due = False
        self._pause_until = clock.monotonic()

    def raise_issue(self, issue_id: str, title: str, message: str) -> None:
        """An `IssueSink`: an empty title clears the issue."""
        if not title:
            if self._issues.pop(issue_id, None) is None:
                return
        elif issue_id in self._issues and self._issues[issue_id].message == message:
            return
        else:
            self._issues[issue_id] = Issue(issue_id, Severity.WARNING, title, message, since=self._now_iso())
        self.changed()

    def _now_iso(self) -> str | None:
        now = self._clock.monotonic()
        return Measured(now, self._clock.wall(), self._started).iso(now)

    def snapshot(self) -> SystemHealth:
        """The system as it is now."""
        now, system = self._clock.monotonic(), self._system()
        figures = {m: dict(f) for m, f in self._telemetry.latest().items()}
        for module in system.modules:
            figures.setdefault(module, {})["error_rate"] = self._errors.rate(module, now)
            if (phi := self._phi(module, now)) is not None:
                figures[module]["phi"] = phi
        total = self._telemetry.totals()
        return report(
            system,
            Measured(
                now=now,
                wall=self._clock.wall(),
                started=self._started,
                figures=figures,
                orchestrator=OrchestratorStatus(
                    pid=os.getpid(),
                    keeper_pid=self.keeper_pid,
                    version=__version__,
                    cpu_percent=round(self.cost[0], 2),
                    memory_mb=round(self.cost[1], 2),
                    health_checks=self._health_cost(system, now),
                ),
                resources=SystemResources(
                    total_cpu_percent=round(total.cpu_percent, 2),
                    total_memory_mb=round(total.memory_mb, 2),
                    disk_usage_mb=round(self.disk_usage_mb, 2),
                    network_kbps=round(self.network_kbps, 1),
                ),
                issues=tuple(self._issues.values()),
                last_words=self.last_words,
                holdings={m.id: held for m in system.modules.values() if (held := self.holdings(m))},
                sandboxes=self._sandboxes(system),
            ),
        )

    def _sandboxes(self, system: System) -> dict[ModuleId, Mapping[str, Held]]:
        if self.sandboxes is None:
            return {}
        told = (m.descriptor for m in system.modules.values() if m.descriptor.sandbox != NO_RULES)
        return {d.id: self.sandboxes.holds(d.sandbox, d.user) for d in told}

    def _health_cost(self, system: System, now: float) -> HealthCost:
        checks, cpu = self._checks.rates(now)
        return HealthCost(round(checks, 1), round(cpu, 3), system.pace.factor, system.pace.reason)

    def subscribe(self, watcher: Watcher) -> Callable[[], None]:
        """The watcher gets a snapshot soon, and after every change. Returns how to end it."""
        self._watchers.append(watcher)
        self.changed()
        return lambda: self._watchers.remove(watcher) if watcher in self._watchers else None

    def changed(self) -> None:
        """Something is new: tell it once, in the next turn of the loop or after the pause that the last one cost."""
        if self._watchers and not self._due:
            self._due = True
            loop, pause = asyncio.get_running_loop(), self._pause_until - self._clock.monotonic()
            if pause > 0:
                loop.call_later(pause, self._publish)
            else:
                loop.call_soon(self._publish)

    def _publish(self) -> None:
        self._due = False
        if self._watchers:
            began = self._clock.monotonic()
            snapshot = self.snapshot()
            for watcher in list(self._watchers):
                watcher(snapshot)
            now = self._clock.monotonic()
            self._pause_until = now + min((now - began) * PAUSE_PER_COST, LONGEST_PAUSE)
