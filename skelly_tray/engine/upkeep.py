"""What is done at every tick: sample all trees, weigh ourselves, and let the snapshot be told."""

from __future__ import annotations

import asyncio
import logging
import os
from collections.abc import Callable, Mapping

from skelly_tray.domain.descriptor import ModuleId
from skelly_tray.domain.events import Event, PaceChanged
from skelly_tray.domain.module import Module
from skelly_tray.domain.pacing import pace_of
from skelly_tray.domain.status import HealthStatus
from skelly_tray.domain.system import System
from skelly_tray.engine.absence import BEAT, Absence
from skelly_tray.engine.history import History
from skelly_tray.engine.history_port import SystemFigures, Tick
from skelly_tray.engine.ports import Clock, Meter, Processes
from skelly_tray.engine.publisher import Publisher
from skelly_tray.engine.resources import Resources
from skelly_tray.telemetry.store import Telemetry

_logger = logging.getLogger(__name__)

PACE_EVERY = 10.0
"""Seconds between two looks at load and battery."""
DISK_EVERY = 60.0
"""Seconds between two walks over our folders."""


class Upkeep:
    """Runs until cancelled; one failed tick is told and the next one follows. Between two ticks it asks at every beat
    whether time has passed without us; `look` does that, and tells."""

    def __init__(
        self,
        *,
        meter: Meter,
        clock: Clock,
        processes: Processes,
        telemetry: Telemetry,
        history: History,
        publisher: Publisher,
        system: Callable[[], System],
        roots: Callable[[], Mapping[ModuleId, tuple[int, int]]],
        post: Callable[[Event], None],
        absence: Absence,
        look: Callable[[], None],
        resources: Resources,
    ) -> None:
        self._meter = meter
        self._clock = clock
        self._processes = processes
        self._telemetry = telemetry
        self._history = history
        self._publisher = publisher
        self._system = system
        self._roots = roots
        self._post = post
        self._absence = absence
        self._look = look
        self._resources = resources
        self._pace_due = 0.0
        self._known: dict[ModuleId, tuple[Module, tuple[HealthStatus, float | None]]] = {}

    async def run(self) -> None:
        self._absence.begin()
        while True:
            self._tick_or_tell()
            await self._wait(self._system().config.sample_interval)

    def _tick_or_tell(self) -> None:
        """Whatever goes wrong, the next pass is made: limits and suspends hang on it too."""
        try:
            self.tick()
        except OSError as error:
            self._publisher.raise_issue("sampling", "Figures could not be measured", str(error))
        except Exception as error:
            _logger.exception("a pass of measurements failed")
            text = f"{type(error).__name__}: {error}. The log has more; please report it."
            self._publisher.raise_issue("sampling", "Figures could not be measured", text)
        else:
            self._publisher.raise_issue("sampling", "", "")

    async def _wait(self, seconds: float) -> None:
        while seconds > BEAT:
            await asyncio.sleep(BEAT)
            self._look()
            seconds -= BEAT
        await asyncio.sleep(seconds)

    def tick(self) -> None:
        """One pass over everything that is measured."""
        now = self._clock.monotonic()
        self._look()
        self._set_pace(now)
        samples = self._meter.sample(self._roots(), self._processes.members(), now)
        samples = self._resources.corrected(samples)
        health = self._health()
        wall = self._clock.wall()
        self._telemetry.record(wall, samples, health)
        self._telemetry.retain(health)
        self._publisher.cost = self._meter.cost(os.getpid(), now)
        self._publisher.keeper_pid = self._processes.keeper_pid
        self._publisher.network_kbps = self._meter.network_kbps(now)
        self._history.record(Tick(wall, samples, health, self._figures()))
        self._publisher.changed()
        self._resources.look(samples, now)

    def _figures(self) -> SystemFigures:
        publisher = self._publisher
        return SystemFigures(*publisher.cost, publisher.disk_usage_mb, publisher.network_kbps)

    def _set_pace(self, now: float) -> None:
        if now >= self._pace_due:
            self._pace_due = now + PACE_EVERY
            pace = pace_of(self._meter.load_per_core(), self._meter.on_battery())
            if pace.factor != self._system().pace.factor:
                self._post(PaceChanged(pace))

    def _health(self) -> dict[ModuleId, tuple[HealthStatus, float | None]]:
        """Status and response time in milliseconds of each module, worked out only for those that are another."""
        known, self._known = self._known, {}
        for module_id, module in self._system().modules.items():
            found = known.get(module_id)
            if found is None or found[0] is not module:
                run = module.run
                response = run.response_time * 1000 if run and run.response_time is not None else None
                found = module, (module.health, response)
            self._known[module_id] = found
        return {module_id: found[1] for module_id, found in self._known.items()}

    async def weigh_disk(self) -> None:
        """Runs until cancelled, beside `run`: a large folder or a slow disk must not hold up the samples."""
        while True:
            try:
                self._publisher.disk_usage_mb = await asyncio.to_thread(self._meter.disk_usage_mb)
            except OSError as error:
                self._publisher.raise_issue("disk_usage", "Our folders could not be measured", str(error))
            else:
                self._publisher.raise_issue("disk_usage", "", "")
            await asyncio.sleep(DISK_EVERY)
