"""Makes the probes that `decide` plans: at their time, one at a time per role, ended with their incarnation.

A probe over whose course we could not look is void: it counts as one that could not be made. That is judged when its
answer is there, by comparing clocks before and after, so it does not matter which timer fires first after a wake.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from dataclasses import dataclass, replace

from skelly_tray.domain.descriptor import ModuleDescriptor, ModuleId, ProbeRole
from skelly_tray.domain.effects import Probe
from skelly_tray.domain.events import Probed
from skelly_tray.engine.absence import SLEEP, Stalls
from skelly_tray.engine.asking import ask
from skelly_tray.engine.check_cost import Metered
from skelly_tray.engine.ports import Clock, Launcher, Meter, ProbeAnswer, Prober, ProbeTarget
from skelly_tray.engine.timers import Timers
from skelly_tray.scopes import Scope

Key = tuple[ModuleId, ProbeRole]
PAUSE_AT_MOST = 60.0
"""Seconds that a machine may be about to sleep; then probes go on whatever was announced."""
TOO_LONG = 0.25
"""Share of a probe's timeout: a miss during which we stood still for so long may be our own."""
SPACING = 1.1
"""Seconds: the bus asks a native module once in a second at most, and refuses more."""
EARLY = 0.002
"""Seconds by which the loop may fire a timer early."""


@dataclass(frozen=True, slots=True)
class _Making:
    """A probe in flight, and what it was planned from."""

    task: asyncio.Task[None]
    effect: Probe
    descriptor: ModuleDescriptor


class ProbeSchedule:
    """`look` is called before a probe is made: if time has passed without us, it plans all anew. `answered` is called
    with each answer on the loop; `spent` with the CPU seconds that making it took here. `stretch`: by how much longer a
    throttled module may take."""

    def __init__(
        self,
        scope: Scope,
        prober: Prober,
        launcher: Launcher,
        *,
        clock: Clock,
        meter: Meter,
        look: Callable[[], None],
        answered: Callable[[Probed], None],
        spent: Callable[[float], None],
        stretch: Callable[[ModuleId], float] = lambda _: 1.0,
    ) -> None:
        self._scope = scope
        self._stretch = stretch
        self._prober = prober
        self._launcher = launcher
        self._clock = clock
        self._meter = meter
        self._look = look
        self._answered = answered
        self._spent = spent
        self._planned: dict[Key, tuple[Probe, ModuleDescriptor]] = {}
        self._running: dict[Key, _Making] = {}
        self._timers: Timers[Key] = Timers(self._due)
        self._again: set[Key] = set()
        self._made: dict[Key, float] = {}
        """When the last one was begun."""
        self._stalls = Stalls(clock.monotonic)
        self._paused_until = 0.0
        self._closed = False

    def plan(self, effect: Probe, descriptor: ModuleDescriptor) -> None:
        """Make this probe at its time, instead of one planned before for the same role."""
        if self._closed:
            return
        key = (effect.module, effect.role)
        self._planned[key] = (effect, descriptor)
        self._timers.arm(key, effect.at)
        if key in self._again and key not in self._running:
            self._again.discard(key)
            self._hasten(key)

    def soon(self, module: ModuleId) -> None:
        """Something is known to have changed: what is planned for it is made now, or `SPACING` after the last one."""
        for role in ProbeRole:
            key = (module, role)
            if key in self._running:
                self._again.add(key)  # what is being asked just now may be answered from before
            elif key in self._planned:
                self._hasten(key)

    def _hasten(self, key: Key) -> None:
        effect, descriptor = self._planned[key]
        at = max(self._clock.monotonic(), self._made.get(key, 0.0) + SPACING)
        if at < effect.at:
            self._planned[key] = (replace(effect, at=at), descriptor)
            self._timers.arm(key, at)

    def end(self, module: ModuleId) -> None:
        """Drop what is planned and cancel what runs."""
        for role in ProbeRole:
            key = (module, role)
            self._timers.disarm(key)
            self._planned.pop(key, None)
            self._again.discard(key)
            self._made.pop(key, None)
            making = self._running.pop(key, None)
            if making is not None:
                making.task.cancel()

    def close(self) -> None:
        """The end: also what is planned by an answer that still comes is made no more."""
        self._closed = True
        for module in {module for module, _ in [*self._planned, *self._running]}:
            self.end(module)

    # ---- a sleep of the machine

    def void(self, until: float) -> None:
        """What is in flight says nothing any more; each is made again at `until` unless it is planned otherwise."""
        for key, making in list(self._running.items()):
            del self._running[key]
            making.task.cancel()
            if key not in self._planned:
                self.plan(replace(making.effect, at=until), making.descriptor)

    def pause(self) -> None:
        """The machine is about to sleep: nothing new is asked until `go_on`, and what is in flight is void."""
        self._paused_until = self._clock.monotonic() + PAUSE_AT_MOST
        self.void(self._paused_until)

    def go_on(self) -> None:
        self._paused_until = 0.0

    # ---- one probe

    def _due(self, key: Key) -> None:
        self._look()
        planned = self._planned.get(key)
        if planned is None:
            return
        effect, descriptor = planned
        now = self._clock.monotonic()
        later = max(effect.at, self._paused_until)
        if later > now + EARLY:
            self._timers.arm(key, later)
            return
        del self._planned[key]
        self._made[key] = now
        if (former := self._running.get(key)) is not None:
            former.task.cancel()  # its answer would say less than that of the one that is due
        task = self._scope.start(
            self._make(key, effect, descriptor), f"{effect.role} probe of {effect.module}"
        )
        self._running[key] = _Making(task, effect, descriptor)

    async def _make(self, key: Key, effect: Probe, descriptor: ModuleDescriptor) -> None:
        spec = descriptor.probe(effect.role)
        assert spec is not None
        timeout = spec.timeout * self._stretch(effect.module)
        target = ProbeTarget(effect.module, effect.incarnation, effect.role, spec.check, timeout)
        asking = Metered(ask(self._prober, self._launcher, target, descriptor))
        try:
            answer = await self._watched(asking, timeout)
        except BaseException:
            self._spent(asking.spent)
            raise
        making = self._running.get(key)
        if making is not None and making.task is asyncio.current_task():
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

    async def _watched(self, asking: Metered[ProbeAnswer], timeout: float) -> ProbeAnswer:
        """The answer, or that it is void. One that came through although we stood still is as good as any other."""
        self._stalls.begin()
        try:
            slept, lost = self._meter.slept(), self._stalls.lost()
            answer = await asking
            if self._meter.slept() - slept >= SLEEP:
                return replace(answer, passed=None, message="void: the machine slept meanwhile", report=None)
            if answer.passed is False and self._stalls.lost() - lost >= timeout * TOO_LONG:
                why = "void: the supervisor stood still meanwhile"
                return replace(answer, passed=None, message=why, report=None)
            return answer
        finally:
            self._stalls.end()
