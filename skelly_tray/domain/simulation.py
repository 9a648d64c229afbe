"""What would happen if a module died: a dry run of the very function that decides, in a time of its own.

Two courses are tried from the present state of the system: the module dies once and can be started again; and it dies
at every start, until it is given up. Everything else answers as a well-behaved program would. Nothing is done: effects
are answered here, and the system that comes out is thrown away.
"""

from __future__ import annotations

import heapq
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import assert_never

from skelly_tray.domain.cause import EntryKind, JournalEntry, Outcome
from skelly_tray.domain.decide import decide
from skelly_tray.domain.descriptor import BusCheck, ModuleId, ProbeRole
from skelly_tray.domain.effects import (
    Acknowledge,
    Activate,
    Alert,
    Arm,
    CommitConfig,
    Deliver,
    Disarm,
    Effect,
    EndErrand,
    EndProbes,
    Hold,
    Kill,
    Probe,
    Record,
    RollBack,
    RunErrand,
    SetMode,
    Spawn,
    Stop,
)
from skelly_tray.domain.errand import Errand, Pause, ResetState, SaveStates
from skelly_tray.domain.events import (
    ErrandDone,
    Event,
    Exited,
    Gone,
    Probed,
    Spawned,
    TimerFired,
    TimerKey,
    TimerKind,
)
from skelly_tray.domain.module import Module, state_of
from skelly_tray.domain.phase import UP, Failed
from skelly_tray.domain.recovery.strategies import name_of
from skelly_tray.domain.system import System

KILLED = Outcome(signal=9)
LATER = frozenset((TimerKind.STABLE, TimerKind.RETRY, TimerKind.RESTORE))
"""Timers of what comes when the failure is over; a dry run ends before."""
STEPS = 20_000
"""Events of one course, at most."""
HORIZON = 24 * 3600.0
"""Seconds that one course may span."""


@dataclass(frozen=True, slots=True)
class Happening:
    """One change in a dry run. after: seconds since the death. text: why."""

    after: float
    module: str
    what: str
    text: str


@dataclass(frozen=True, slots=True)
class Course:
    """How one course ends. touched: what became of every module that was not left alone: `restarted`, `stopped`,
    `degraded`, `waiting` …, with the reason. kept: dependants that go on all the time. took: seconds until all was
    quiet."""

    timeline: list[Happening] = field(default_factory=list)
    touched: dict[str, str] = field(default_factory=dict)
    kept: list[str] = field(default_factory=list)
    took: float = 0.0


@dataclass(frozen=True, slots=True)
class Simulation:
    """module: that fails. comes_back: it dies once. stays_down: it dies at every start, until it is given up."""

    module: str
    strategy: str
    running: bool
    comes_back: Course
    stays_down: Course


def simulate_failure(system: System, module: ModuleId, now: float) -> Simulation:
    """Both courses of a death of that module; of one that does not run, both are empty."""
    known = system.modules[module]
    return Simulation(
        module=str(module),
        strategy=name_of(known.descriptor.strategy),
        running=isinstance(known.phase, UP),
        comes_back=_DryRun(system, module, now, stays_down=False).course(),
        stays_down=_DryRun(system, module, now, stays_down=True).course(),
    )


class _DryRun:
    """A world in which every program but one is well."""

    def __init__(self, system: System, module: ModuleId, now: float, *, stays_down: bool) -> None:
        self._system = system
        self._first = system
        self._module = module
        self._stays_down = stays_down
        self._began = self._now = now
        self._heap: list[tuple[float, int, Callable[[], None]]] = []
        self._count = 0
        self._timers: dict[TimerKey, float] = {}
        self._issued = 1_000_000_000
        self._living = {m.id: m.run.incarnation for m in system.modules.values() if m.run}
        self._timeline: list[Happening] = []
        self._starts: dict[ModuleId, int] = {}
        self._rolled_back: ModuleId | None = None

    def course(self) -> Course:
        incarnation = self._living.get(self._module)
        if incarnation is None or not isinstance(self._system.modules[self._module].phase, UP):
            return Course()
        self._die(self._module, incarnation)
        for _ in range(STEPS):
            if not self._heap or self._heap[0][0] > self._began + HORIZON:
                break
            at, _, action = heapq.heappop(self._heap)
            self._now = max(self._now, at)
            action()
        return self._told()

    def _told(self) -> Course:
        touched = {str(m): text for m in self._system.modules if (text := self._fate(m)) is not None}
        reached = self._all_dependants(self._module)
        kept = [str(m) for m in sorted(reached) if str(m) not in touched and self._first.modules[m].live]
        took = self._timeline[-1].after if self._timeline else 0.0
        return Course(self._timeline, touched, kept, took)

    def _fate(self, module_id: ModuleId) -> str | None:
        fate = self._end_of(module_id)
        if module_id != self._rolled_back:
            return fate
        return "; ".join(filter(None, ("its new configuration is rolled back", fate)))

    def _end_of(self, module_id: ModuleId) -> str | None:
        before, after = self._first.modules[module_id], self._system.modules[module_id]
        if isinstance(after.phase, Failed) and not isinstance(before.phase, Failed):
            return f"given up after {self._times(module_id)}"
        if after.mode.degraded and not before.mode.degraded:
            return f"degraded, {self._times(module_id)}"
        if self._starts.get(module_id):
            return f"restarted{'' if self._starts[module_id] == 1 else f' {self._starts[module_id]} times'}"
        if before.live and not after.live:
            return f"stopped: {_why(after)}"
        return None

    def _times(self, module_id: ModuleId) -> str:
        count = self._starts.get(module_id, 0)
        return f"{count} restart{'' if count == 1 else 's'}"

    def _all_dependants(self, module_id: ModuleId) -> set[ModuleId]:
        found: set[ModuleId] = set()
        todo = [module_id]
        while todo:
            for dependant, _ in self._first.graph.dependants.get(todo.pop(), ()):
                if dependant not in found and dependant in self._first.modules:
                    found.add(dependant)
                    todo.append(dependant)
        return found

    # ---- the world's answers

    def _feed(self, event: Event) -> None:
        self._system, effects = decide(self._system, event, self._now)
        for effect in effects:
            self._perform(effect)

    def _at(self, at: float, action: Callable[[], None]) -> None:
        self._count += 1
        heapq.heappush(self._heap, (at, self._count, action))

    def _perform(self, effect: Effect) -> None:
        match effect:
            case Spawn(module, launch):
                self._starts[module] = self._starts.get(module, 0) + 1
                self._at(self._now, lambda: self._spawn(module, launch))
            case Stop(module, incarnation):
                self._at(self._now, lambda: self._die(module, incarnation))
            case Kill(incarnation):
                self._at(self._now, lambda: self._kill(incarnation))
            case Arm(key, at):
                self._timers[key] = at
                if key.kind not in LATER:
                    self._at(at, lambda: self._fire(key, at))
            case Disarm(key):
                self._timers.pop(key, None)
            case Probe(module, incarnation, role, at):
                self._probe(module, incarnation, role, at)
            case RunErrand(module, token, errand, timeout):
                takes = timeout if isinstance(errand, Pause) else 0.0
                self._at(
                    self._now + takes, lambda: self._feed(ErrandDone(module, token, True, _done(errand)))
                )
            case Record(entry):
                self._record(entry)
            case Acknowledge() | EndProbes() | Activate() | Deliver() | SetMode() | EndErrand():
                pass
            case RollBack(_, module, why):
                self._roll_back(module, why)
            case Hold() | Alert() | CommitConfig():
                pass
            case _:
                assert_never(effect)

    def _spawn(self, module: ModuleId, launch: int) -> None:
        self._issued += 1
        incarnation = self._living[module] = self._issued
        self._feed(Spawned(module, launch, incarnation, 0, self._now))
        if module == self._module and self._stays_down:
            self._die(module, incarnation)
            return
        for role in (ProbeRole.STARTUP, ProbeRole.READINESS):
            spec = self._system.modules[module].descriptor.probe(role)
            if spec is not None and isinstance(spec.check, BusCheck):
                self._feed(Probed(module, incarnation, role, True, "", 0.0))

    def _probe(self, module: ModuleId, incarnation: int, role: ProbeRole, at: float) -> None:
        """Readiness and startup are answered; liveness is not, for it would never end."""
        run = self._system.modules[module].run
        if role is ProbeRole.LIVENESS and not (run and run.suspected):
            return
        if role is ProbeRole.READINESS and run is not None and run.ready:
            return
        self._at(max(at, self._now), lambda: self._feed(Probed(module, incarnation, role, True, "", 0.0)))

    def _die(self, module: ModuleId, incarnation: int) -> None:
        if self._living.get(module) == incarnation:
            del self._living[module]
            self._feed(Exited(module, incarnation, KILLED, self._now))
            self._feed(Gone(module, incarnation))

    def _kill(self, incarnation: int) -> None:
        for module, living in list(self._living.items()):
            if living == incarnation:
                self._die(module, incarnation)

    def _roll_back(self, module: ModuleId, why: str) -> None:
        """The former configuration takes its place; from then on its failures are like any others."""
        after = round(self._now - self._began, 3)
        self._timeline.append(Happening(after, str(module), "rolled_back", why))
        self._system = replace(self._system, trial=None)
        self._rolled_back = module

    def _fire(self, key: TimerKey, at: float) -> None:
        if self._timers.get(key) == at:
            del self._timers[key]
            self._feed(TimerFired(key))

    def _record(self, entry: JournalEntry) -> None:
        if entry.module is None or entry.kind not in (EntryKind.STATE_CHANGED, EntryKind.RECOVERY):
            return
        what = str(entry.to or "recovery")
        after = round(self._now - self._began, 3)
        self._timeline.append(Happening(after, str(entry.module), what, entry.cause.text))


def _done(errand: Errand) -> str:
    match errand:
        case ResetState(reset_state=True):
            return "its state is in the trash"
        case SaveStates():
            return "all that can be saved is saved"
        case _:
            return ""


def _why(module: Module) -> str:
    return module.cause.text or str(state_of(module.phase))
