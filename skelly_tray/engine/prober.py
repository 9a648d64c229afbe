"""Makes the probes that `decide` plans: at their time, one at a time per role, ended with their incarnation."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable

from skelly_tray.domain.descriptor import ModuleDescriptor, ModuleId, ProbeRole
from skelly_tray.domain.effects import Probe
from skelly_tray.domain.events import Probed
from skelly_tray.engine.asking import ask
from skelly_tray.engine.check_cost import Metered
from skelly_tray.engine.ports import Launcher, Prober, ProbeTarget
from skelly_tray.engine.timers import Timers
from skelly_tray.scopes import Scope

Key = tuple[ModuleId, ProbeRole]


class ProbeSchedule:
    """`answered` is called with each answer on the loop; `spent` with the CPU seconds that making it took here."""

    def __init__(
        self,
        scope: Scope,
        prober: Prober,
        launcher: Launcher,
        answered: Callable[[Probed], None],
        spent: Callable[[float], None],
    ) -> None:
        self._scope = scope
        self._prober = prober
        self._launcher = launcher
        self._answered = answered
        self._spent = spent
        self._planned: dict[Key, tuple[Probe, ModuleDescriptor]] = {}
        self._running: dict[Key, asyncio.Task[None]] = {}
        self._timers: Timers[Key] = Timers(self._due)

    def plan(self, effect: Probe, descriptor: ModuleDescriptor) -> None:
        """Make this probe at its time, instead of one planned before for the same role."""
        key = (effect.module, effect.role)
        self._planned[key] = (effect, descriptor)
        self._timers.arm(key, effect.at)

    def end(self, module: ModuleId) -> None:
        """Drop what is planned and cancel what runs."""
        for role in ProbeRole:
            key = (module, role)
            self._timers.disarm(key)
            self._planned.pop(key, None)
            task = self._running.pop(key, None)
            if task is not None:
                task.cancel()

    def clear(self) -> None:
        for module in {module for module, _ in [*self._planned, *self._running]}:
            self.end(module)

    def _due(self, key: Key) -> None:
        effect, descriptor = self._planned.pop(key)
        task = self._scope.start(
            self._make(key, effect, descriptor), f"{effect.role} probe of {effect.module}"
        )
        self._running[key] = task

    async def _make(self, key: Key, effect: Probe, descriptor: ModuleDescriptor) -> None:
        spec = descriptor.probe(effect.role)
        assert spec is not None
        target = ProbeTarget(effect.module, effect.incarnation, effect.role, spec.check, spec.timeout)
        asking = Metered(ask(self._prober, self._launcher, target, descriptor))
        try:
            answer = await asking
        except BaseException:
            self._spent(asking.spent)
            raise
        if self._running.get(key) is asyncio.current_task():
            del self._running[key]
        began = time.thread_time()
        self._answered(
            Probed(
                effect.module,
                effect.incarnation,
                effect.role,
                answer.passed,
                answer.message,
                answer.elapsed,
                answer.report,
            )
        )
        self._spent(asking.spent + time.thread_time() - began)
