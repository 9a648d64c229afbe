"""Holds what modules and the machine use against limits. Samples stay here; only crossings become events.

A module is looked at every `resource_check_interval`: its mean CPU since the last look, its newest other figures. Near
a limit the looks come as often as its `sustained` needs, but never oftener than samples are taken.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from skelly_tray.domain.descriptor import ModuleId
from skelly_tray.domain.events import Eased, Event, LimitCleared, LimitExceeded, Squeezed
from skelly_tray.domain.limits import CLEARED_UNDER, LimitState, LimitWatch, Turn, look, zone_of
from skelly_tray.domain.module import Module
from skelly_tray.domain.phase import UP, Run
from skelly_tray.domain.pressure import GiveBack, Pressure, Take, User, weigh
from skelly_tray.domain.resource_limits import ADVISORY, LimitKind, ResourceLimits
from skelly_tray.domain.system import System
from skelly_tray.domain.timing import TOLERANCE
from skelly_tray.engine.absence import STALL
from skelly_tray.engine.holding import Holders
from skelly_tray.engine.ports import Meter
from skelly_tray.telemetry.sample import Sample
from skelly_tray.telemetry.store import NOTHING

LOOKS_PER_SUSTAINED = 2
"""Near a limit, so many looks at least fall into the time for which it must be exceeded."""


@dataclass(slots=True)
class _Use:
    """What one incarnation used. module: as it was when this was looked up. seconds, busy: of CPU since `since`, the
    last look at it, and since the last look at the machine. marks: figures of CPU, memory, open files and threads from
    which it is near a limit."""

    module: Module
    incarnation: int
    limits: ResourceLimits
    since: float
    watches: dict[LimitKind, LimitWatch]
    given: tuple[tuple[LimitKind, float], ...] = ()
    marks: tuple[float, float, float, float] = (math.inf, math.inf, math.inf, math.inf)
    seconds: float = 0.0
    busy: float = 0.0
    sample: Sample = NOTHING

    def add(self, sample: Sample, elapsed: float) -> None:
        if sample.cpu_percent:
            spent = sample.cpu_percent / 100 * elapsed
            self.seconds += spent
            self.busy += spent
        self.sample = sample

    def value(self, kind: LimitKind, now: float) -> float:
        """In the limit's unit."""
        match kind:
            case LimitKind.CPU:
                passed = now - self.since
                return self.seconds / passed * 100 if passed > 0 else self.sample.cpu_percent
            case LimitKind.MEMORY:
                return self.sample.memory_mb
            case LimitKind.FILE_HANDLES:
                return float(self.sample.file_handles)
            case LimitKind.THREADS:
                return float(self.sample.threads)

    def near(self) -> bool:
        """Something is near its limit, or was over it."""
        for watch in self.watches.values():
            if watch.exceeded or watch.over is not None:
                return True
        sample, (cpu, memory, files, threads) = self.sample, self.marks
        return (
            sample.cpu_percent > cpu
            or sample.memory_mb > memory
            or sample.file_handles > files
            or sample.threads > threads
        )

    def nothing_to_see(self, now: float) -> bool:
        """Not near, also by its mean CPU, and it was not: another look at each limit would find nothing."""
        return not self.near() and self.value(LimitKind.CPU, now) <= self.marks[0]


class Resources:
    """`look` is called with every pass of samples."""

    def __init__(
        self, holders: Holders, meter: Meter, system: Callable[[], System], post: Callable[[Event], None]
    ) -> None:
        self._holders = holders
        self._meter = meter
        self._system = system
        self._post = post
        self._uses: dict[ModuleId, _Use] = {}
        self._ticked: float | None = None
        self._pressure = Pressure()
        self._weighed: float | None = None
        self._known_modules: Mapping[ModuleId, Module] | None = None
        self._held: list[ModuleId] = []

    def corrected(self, samples: Mapping[ModuleId, Sample]) -> Mapping[ModuleId, Sample]:
        """With the memory of a module as the group counts it that holds it to its limit, where there is one."""
        better = {}
        for module_id, module in self._with_held_memory():
            run, sample = module.run, samples.get(module_id)
            if run is None or run.incarnation is None or sample is None:
                continue
            used = self._holders.limiter.usage_mb(run.incarnation)
            if used is not None:
                better[module_id] = replace(sample, memory_mb=used)
        return {**samples, **better} if better else samples

    def _with_held_memory(self) -> list[tuple[ModuleId, Module]]:
        """Those whose memory something may hold, found anew when any module is another."""
        modules = self._system().modules
        if modules is not self._known_modules:
            self._known_modules = modules
            self._held = [
                m for m, known in modules.items()
                if known.descriptor.limits.max_memory_mb is not None and known.descriptor.limits.held
            ]  # fmt: skip
        return [(m, modules[m]) for m in self._held]

    def look(self, samples: Mapping[ModuleId, Sample], now: float) -> None:
        """Take the newest samples in, and see whether anything has crossed a limit."""
        before = self._ticked if self._ticked is not None else now
        self._ticked = now
        if now - before > self._system().config.sample_interval + STALL:
            self._forget_what_was_not_seen()
        system, elapsed = self._system(), now - before
        uses: dict[ModuleId, _Use] = {}
        for module_id, module in system.modules.items():
            sample = samples.get(module_id)
            if sample is None:
                continue
            use = self._uses.get(module_id)
            if use is None or use.module is not module:
                use = self._use_of(module, before)
                if use is None:
                    continue
            uses[module_id] = use
            use.add(sample, elapsed)
        self._uses = uses
        usual = system.config.resource_check_interval
        for module_id, use in uses.items():
            if not use.given or (now < use.since + usual - TOLERANCE and not use.near()):
                continue
            if now >= self._due(use) - TOLERANCE:
                self._look_at(module_id, use, now)
        self._weigh(now)

    def _forget_what_was_not_seen(self) -> None:
        """We stood still: what was over its limit before and is now was not seen to be so all the time."""
        for use in self._uses.values():
            use.watches = {kind: replace(w, over=None, under=None) for kind, w in use.watches.items()}

    def _use_of(self, module: Module, before: float) -> _Use | None:
        """None for a module without a process that is meant to go on."""
        run = module.run
        if run is None or run.incarnation is None or not isinstance(module.phase, UP):
            return None
        limits = module.descriptor.limits
        known = self._uses.get(module.id)
        if known is not None and known.incarnation == run.incarnation:
            known.module = module
            if known.limits != limits:
                known.limits, known.watches = limits, _watches(run)
                known.given, known.marks = tuple(limits.given.items()), _marks(limits)
            return known
        given = tuple(limits.given.items())
        return _Use(module, run.incarnation, limits, before, _watches(run), given, _marks(limits))

    def _due(self, use: _Use) -> float:
        """When the next look at that module is due."""
        pause = self._system().config.resource_check_interval
        if use.near():
            pause = min(pause, use.limits.sustained / LOOKS_PER_SUSTAINED)
        due = use.since + pause
        for watch in use.watches.values():
            if watch.over is not None or watch.exceeded:
                at = watch.due(use.limits)
                due = due if at is None else min(due, at)
        return due

    def _look_at(self, module_id: ModuleId, use: _Use, now: float) -> None:
        kills = self._holders.new_kills(use.incarnation) if use.limits.held else 0
        if not kills and use.nothing_to_see(now):
            use.since, use.seconds = now, 0.0
            return
        module = self._system().modules[module_id]
        run, holdings = module.run, self._holders.of(module)
        found: list[Event] = []
        for kind, limit in use.given:
            value, holding = use.value(kind, now), holdings.get(kind, ADVISORY)
            state = run.limits.get(kind, LimitState()) if run else LimitState()
            held = state.held and holding.strength != "none"
            began = use.since if kind is LimitKind.CPU else now
            watch, turn = look(
                use.watches.get(kind, LimitWatch()),
                zone_of(kind, value, limit, held=held),
                use.limits,
                began,
                now,
            )
            killed = kills if kind is LimitKind.MEMORY and not watch.exceeded else 0
            if killed:
                watch, turn = LimitWatch(True, 1, over=now), Turn.EXCEEDED
            use.watches[kind] = watch
            match turn:
                case Turn.EXCEEDED | Turn.FURTHER:
                    found.append(
                        LimitExceeded(
                            module_id,
                            use.incarnation,
                            kind,
                            value,
                            watch.step,
                            holding.rung,
                            holding.strength,
                            killed,
                        )
                    )
                case Turn.CLEARED:
                    found.append(LimitCleared(module_id, use.incarnation, kind, value, holding.rung))
                case None:
                    pass
        use.since, use.seconds = now, 0.0
        for event in found:
            self._post(event)

    def _weigh(self, now: float) -> None:
        """The whole machine: who pays when it has too much to do, and who is given back."""
        system = self._system()
        since = self._weighed
        if since is not None and now < since + system.config.resource_check_interval - TOLERANCE:
            return
        self._weighed = now
        cpu, memory = self._meter.machine_cpu_percent(), self._meter.machine_memory_percent()
        users = [] if since is None else [self._user(m, use, now - since) for m, use in self._uses.items()]
        for use in self._uses.values():
            use.busy = 0.0
        if system.shutdown:
            return
        self._pressure, verdict = weigh(self._pressure, cpu, memory, system.config.throttle_threshold, users)
        match verdict:
            case Take(user, percent, why):
                self._post(Squeezed(user.module, user.incarnation, percent, why))
            case GiveBack(user, why):
                self._post(Eased(user.module, user.incarnation, why))
            case None:
                pass

    def _user(self, module_id: ModuleId, use: _Use, passed: float) -> User:
        module = self._system().modules[module_id]
        squeeze = module.run.squeeze if module.run else None
        return User(
            module_id,
            use.incarnation,
            module.descriptor.importance,
            use.busy / passed * 100 if passed > 0 else 0.0,
            squeeze.percent if squeeze else None,
            squeeze.since if squeeze else 0.0,
        )


def _marks(limits: ResourceLimits) -> tuple[float, float, float, float]:
    """Figures from which a module is near a limit; none where there is no limit."""
    values = [limits.value(kind) for kind in LimitKind]
    cpu, memory, files, threads = (math.inf if v is None else v * CLEARED_UNDER for v in values)
    return cpu, memory, files, threads


def _watches(run: Run) -> dict[LimitKind, LimitWatch]:
    """As an earlier supervisor, or an earlier set of limits, left them."""
    return {
        kind: LimitWatch(state.exceeded, state.step) for kind, state in run.limits.items() if state.exceeded
    }
