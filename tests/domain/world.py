"""A virtual world around `decide`: a clock, timers, a keeper and programs that follow scripts.

Nothing here waits: time jumps to whatever happens next. The world performs effects as the engine would, answers with
the facts that a keeper would report, and keeps everything it saw for the assertions. After every event it holds the
core to the invariants of `laws.py`.
"""

from __future__ import annotations

import heapq
import json
from collections import deque
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, assert_never

from skelly_tray.domain.cause import EntryKind, JournalEntry, Outcome
from skelly_tray.domain.decide import decide
from skelly_tray.domain.descriptor import ModuleDescriptor, ModuleId, ProbeRole
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
from skelly_tray.domain.errand import Errand, Pause
from skelly_tray.domain.events import (
    Adoptee,
    ErrandDone,
    Event,
    Exited,
    Gone,
    KeeperLost,
    KeeperOpened,
    Notified,
    Probed,
    RestartRequested,
    Spawned,
    SpawnFailed,
    StartRequested,
    StateRestoreRequested,
    StopRequested,
    SystemStarted,
    SystemStopped,
    TimerFired,
    TimerKey,
)
from skelly_tray.domain.module import Module, state_of
from skelly_tray.domain.phase import Run, Running
from skelly_tray.domain.recovery.degraded import launched
from skelly_tray.domain.remembered import memory_of, note_of
from skelly_tray.domain.report import Measured, report
from skelly_tray.domain.resource_limits import LimitKind
from skelly_tray.domain.status import SystemHealth
from skelly_tray.domain.system import System
from tests.domain.build import loaded
from tests.domain.laws import hold_all, moves_files
from tests.domain.programs import KILLED as KILLED
from tests.domain.programs import WELL as WELL
from tests.domain.programs import Answers as Answers
from tests.domain.programs import ErrandAnswers as ErrandAnswers
from tests.domain.programs import Process as Process
from tests.domain.programs import Program as Program
from tests.domain.programs import done_at_once as done_at_once


@dataclass(frozen=True, slots=True)
class Step:
    """One event and what came of it."""

    at: float
    event: Event
    effects: tuple[Effect, ...]


class World:
    """`programs`: for a module either one script for all its starts, or one per start (the last one repeats)."""

    def __init__(
        self,
        *modules: ModuleDescriptor,
        programs: Mapping[str, Program | Sequence[Program]] | None = None,
        start: bool = True,
        errand_answers: ErrandAnswers = done_at_once,
        **load: Any,
    ) -> None:
        self.now = 1000.0
        self.system = System()
        self.programs: dict[str, Program | Sequence[Program]] = dict(programs or {})
        self.processes: dict[int, Process] = {}
        self.in_flight: dict[ModuleId, set[int]] = {}
        self.told: list[Effect] = []
        self.held: dict[tuple[int, LimitKind], float | None] = {}
        self.timers: dict[TimerKey, float] = {}
        self.probes: dict[tuple[ModuleId, ProbeRole], tuple[float, int]] = {}
        self.steps: list[Step] = []
        self.journal: list[JournalEntry] = []
        self.starts: list[tuple[float, ModuleId]] = []
        self.errands: list[RunErrand] = []
        self.running_errands: dict[int, RunErrand] = {}
        self.ended_errands: set[int] = set()
        self.errand_answers = errand_answers
        self.keep_steps = True
        self._inbox: deque[Event] = deque()
        self._performing = False
        self._keeper = 1
        self._issued = 0
        self._count = 0
        self._heap: list[tuple[float, int, Callable[[], None]]] = []
        if modules:
            self.feed(loaded(*modules, **load))
        if start:
            self.feed(KeeperOpened())
            self.feed(SystemStarted())

    # What a test does to the world

    def feed(self, event: Event) -> tuple[Effect, ...]:
        """Give the core an event now, perform what it answers, and check the laws."""
        if self._performing:  # as the engine does: what happens meanwhile waits its turn
            self._inbox.append(event)
            return ()
        before = self.system
        self.system, effects = decide(before, event, self.now)
        if self.keep_steps:
            self.steps.append(Step(self.now, event, effects))
        hold_all(self, before, event, effects)
        self._performing = True
        for effect in effects:
            self._perform(effect)
        self._performing = False
        self._keep_notes(before)
        if self._inbox:
            self.feed(self._inbox.popleft())
        return effects

    def restore_state(self, module: str, entry: str = "entry-1") -> None:
        """The user wants back what a reset has taken away."""
        self.feed(StateRestoreRequested(ModuleId(module), entry))

    def start(self, *modules: str) -> None:
        self.feed(StartRequested(tuple(map(ModuleId, modules))))

    def stop(self, *modules: str) -> None:
        self.feed(StopRequested(tuple(map(ModuleId, modules))))

    def restart(self, *modules: str) -> None:
        self.feed(RestartRequested(tuple(map(ModuleId, modules))))

    def start_system(self) -> None:
        """The system is started again, without a word of the user."""
        self.feed(SystemStarted())

    def start_all(self) -> None:
        self.feed(SystemStarted(by_user=True))

    def stop_all(self) -> None:
        self.feed(StopRequested((), everything=True))

    def restart_all(self) -> None:
        self.feed(RestartRequested((), everything=True))

    def shut_down(self, timeout: float = 60.0) -> None:
        self.feed(SystemStopped(timeout))

    def load(self, *modules: ModuleDescriptor, **load: Any) -> None:
        self.feed(loaded(*modules, **load))

    def notify(self, module: str, **fields: str) -> None:
        """The module's present incarnation speaks sd_notify."""
        self.feed(Notified(ModuleId(module), self.incarnation(module), fields))

    def kill(self, module: str, outcome: Outcome = KILLED) -> None:
        """The module's present process dies now."""
        self.end(self.process(module), outcome)

    def end(self, process: Process, outcome: Outcome) -> None:
        """That process ends now, of its own accord."""
        self._die(process, outcome)

    def lose_keeper(self, back_after: float | None = 0.5) -> None:
        """The keeper dies, and with it all it held; another one opens after that many seconds."""
        self._drop_keeper()
        self.feed(KeeperLost())
        if back_after is not None:
            self._at(self.now + back_after, lambda: void(self.feed(KeeperOpened())))

    def new_supervisor(self, *modules: ModuleDescriptor, away: float = 1.0, **load: Any) -> None:
        """The supervisor dies; the keeper goes on; a new one adopts after `away` seconds what the notes tell. memory:
        of modules of which something older was written down last."""
        memory = {m.id: through_json(memory_of(m)) for m in self.system.modules.values()}
        memory |= load.pop("memory", {})
        descriptors = modules or tuple(m.descriptor for m in self.system.modules.values())
        load.setdefault("config", self.system.config)
        load.setdefault("restarted_at", self.system.restarted_at)
        shutdown = self.system.shutdown
        load.setdefault("restarting", bool(shutdown and shutdown.again and self.system.active))
        if trial := self.system.trial:
            load.setdefault("trial", trial.window)
            load.setdefault("on_trial", tuple(trial.parts))
        self.timers.clear()
        self.probes.clear()
        self.running_errands.clear()
        self.ended_errands.clear()
        self._deaf = True
        self.run_for(away)
        self._deaf = False
        self.system = System()
        self.steps.clear()
        self.feed(loaded(*descriptors, memory=memory, **load))
        self.feed(KeeperOpened(tuple(map(_adoptee, filter(lambda p: not p.acknowledged, self._table())))))
        self.feed(SystemStarted())

    _deaf = False
    """True while no supervisor listens: facts are lost, as only the table survives."""

    # Time

    def run_for(self, seconds: float) -> None:
        """Let that much time pass."""
        self.run_until(lambda: False, seconds, must=False)

    def run_until(self, condition: Callable[[], bool], within: float = 3600.0, *, must: bool = True) -> float:
        """Let time pass until the condition holds; returns the seconds it took."""
        began, end = self.now, self.now + within
        while not condition():
            if not self._heap or self._heap[0][0] > end:
                self.now = end
                assert not must or condition(), f"not within {within} s: {self.states()}"
                break
            at, _, action = heapq.heappop(self._heap)
            self.now = max(self.now, at)
            action()
        return self.now - began

    def until(self, module: str, *states: str, within: float = 3600.0) -> float:
        """Let time pass until the module is in one of these states."""
        return self.run_until(lambda: self.state(module) in states, within)

    def until_ready(self, *modules: str, within: float = 3600.0) -> float:
        """Let time pass until these modules (or all wanted ones) are ready or completed."""
        names = modules or tuple(m.id for m in self.system.modules.values() if m.wanted)
        return self.run_until(lambda: all(self.ready(m) or self.module(m).completed for m in names), within)

    # What a test looks at

    def module(self, module: str) -> Module:
        return self.system.modules[ModuleId(module)]

    def run(self, module: str) -> Run:
        run = self.module(module).run
        assert run is not None, f"{module} has no process: {self.states()}"
        return run

    def incarnation(self, module: str) -> int:
        incarnation = self.run(module).incarnation
        assert incarnation is not None, f"{module} has no incarnation yet"
        return incarnation

    def process(self, module: str) -> Process:
        return self.processes[self.incarnation(module)]

    def ready(self, module: str) -> bool:
        phase = self.module(module).phase
        return isinstance(phase, Running) and phase.run.ready

    def state(self, module: str) -> str:
        return str(state_of(self.module(module).phase))

    def states(self) -> dict[str, str]:
        return {m: str(state_of(known.phase)) for m, known in self.system.modules.items()}

    def starts_of(self, module: str) -> list[float]:
        """When the module was started, each time."""
        return [at for at, m in self.starts if m == module]

    def order_of_starts(self) -> list[str]:
        return [str(m) for _, m in self.starts]

    def order_of_stops(self) -> list[str]:
        """Modules in the order in which the keeper was told to stop them."""
        return [str(e.module) for step in self.steps for e in step.effects if isinstance(e, Stop)]

    def story(self, module: str) -> list[str]:
        """The states the module went through, from the journal."""
        return [str(e.to) for e in self.journal if e.module == module and e.kind is EntryKind.STATE_CHANGED]

    def snapshot(self) -> SystemHealth:
        return report(self.system, Measured(self.now, 1.8e9 + self.now, 1000.0))

    def live(self, module: str) -> list[Process]:
        return [p for p in self.processes.values() if p.module == module and not p.gone]

    # Errands

    def _run_errand(self, effect: RunErrand) -> None:
        takes, ok, text = self.errand_answers(effect.errand)
        if isinstance(effect.errand, Pause):
            takes = effect.timeout
        if takes > effect.timeout:
            takes, ok, text = effect.timeout, False, f"not done within {effect.timeout:g} s"
        self.errands.append(effect)
        self.running_errands[effect.token] = effect
        self._at(self.now + takes, lambda: self._errand_done(effect, ok, text))

    def _errand_done(self, effect: RunErrand, ok: bool, text: str) -> None:
        if self.running_errands.get(effect.token) is effect:
            del self.running_errands[effect.token]
            self.ended_errands.discard(effect.token)
            self.feed(ErrandDone(effect.module, effect.token, ok, text))

    def _end_errand(self, token: int) -> None:
        """It is ended at once and answered in the next moment, unless files are being moved: that is not broken off."""
        effect = self.running_errands.get(token)
        if effect is None:
            return
        self.ended_errands.add(token)
        if not moves_files(effect.errand):
            self._at(self.now, lambda: self._errand_done(effect, False, "ended"))

    def running_errands_of(self, module: str) -> list[Errand]:
        """What is being done for the module now."""
        return [effect.errand for effect in self.running_errands.values() if effect.module == module]

    def errands_of(self, module: str) -> list[Errand]:
        return [e.errand for e in self.errands if e.module == module]

    # How effects are performed

    def _perform(self, effect: Effect) -> None:
        match effect:
            case Spawn(module, launch):
                self._spawn(module, launch)
            case Stop(_, incarnation, _, grace):
                self._stop(self.processes.get(incarnation), grace)
            case Kill(incarnation):
                self._die(self.processes.get(incarnation), KILLED)
            case Acknowledge(incarnation):
                if incarnation in self.processes:
                    self.processes[incarnation].acknowledged = True
            case Probe(module, incarnation, role, at):
                self.probes[module, role] = (at, incarnation)
                self._at(max(at, self.now), lambda: self._ask(module, incarnation, role, at))
            case Activate() | Deliver() | SetMode() | Alert() | CommitConfig() | RollBack():
                self.told.append(effect)
            case Hold(_, incarnation, kind, value):
                self.held[incarnation, kind] = value
            case RunErrand():
                self._run_errand(effect)
            case EndErrand(token):
                self._end_errand(token)
            case EndProbes(module):
                for role in ProbeRole:
                    self.probes.pop((module, role), None)
            case Arm(key, at):
                self.timers[key] = at
                self._at(max(at, self.now), lambda: self._fire(key, at))
            case Disarm(key):
                self.timers.pop(key, None)
            case Record(entry):
                self.journal.append(entry)
            case _:
                assert_never(effect)

    def _at(self, at: float, action: Callable[[], None]) -> None:
        self._count += 1
        heapq.heappush(self._heap, (at, self._count, action))

    def _tell(self, event: Event) -> None:
        if not self._deaf:
            self.feed(event)

    def _fire(self, key: TimerKey, at: float) -> None:
        if self.timers.get(key) == at and not self._deaf:
            del self.timers[key]
            self.feed(TimerFired(key))

    def _ask(self, module: ModuleId, incarnation: int, role: ProbeRole, at: float) -> None:
        if self.probes.get((module, role)) != (at, incarnation) or self._deaf:
            return
        del self.probes[module, role]
        process = self.processes[incarnation]
        passed = process.program.answers(role, self.now - process.started_at)
        if process.outcome is not None:
            passed = False
        message = {True: "answered", False: "refused", None: "not made"}[passed]
        self.feed(Probed(module, incarnation, role, passed, f"{role} {message}", 0.002))

    def _spawn(self, module: ModuleId, launch: int) -> None:
        n = len(self.starts_of(module))
        self.starts.append((self.now, module))
        script = self.programs.get(module, WELL)
        program = script if isinstance(script, Program) else script[min(n, len(script) - 1)]
        digest = launched(self.system.modules[module]).digest
        self.in_flight.setdefault(module, set()).add(launch)
        keeper = self._keeper

        def answer() -> None:
            self.in_flight.setdefault(module, set()).discard(launch)
            if keeper != self._keeper:
                return
            if program.fails_exec is not None:
                self._tell(SpawnFailed(module, launch, "exec", program.fails_exec))
                return
            self._issued += 1
            process = Process(module, self._issued, program, digest, self.now)
            self.processes[process.incarnation] = process
            if program.dies_after is not None:
                self._at(self.now + program.dies_after, lambda: self._die(process, program.outcome))
            self._tell(Spawned(module, launch, process.incarnation, process.pid, self.now))

        self._at(self.now + program.spawn_takes, answer)

    def _stop(self, process: Process | None, grace: float) -> None:
        if process is None or process.outcome is not None:
            return
        if process.program.obeys_term:
            self._at(self.now + process.program.stop_takes, lambda: self._die(process, Outcome(code=0)))
        self._at(self.now + grace, lambda: self._die(process, KILLED))

    def _die(self, process: Process | None, outcome: Outcome) -> None:
        if process is None or process.outcome is not None or process.gone:
            return
        process.outcome, process.exited_at = outcome, self.now
        self._at(self.now + process.program.sweep_takes, lambda: self._swept(process))
        self._tell(Exited(process.module, process.incarnation, outcome, self.now))

    def _swept(self, process: Process) -> None:
        if not process.gone:
            process.gone = True
            self._tell(Gone(process.module, process.incarnation))

    def _drop_keeper(self) -> None:
        self._keeper += 1
        self.in_flight.clear()
        for process in self.processes.values():
            process.gone = process.acknowledged = True
            process.outcome = process.outcome or KILLED

    def _keep_notes(self, before: System) -> None:
        """As the engine does: the note of every incarnation whose facts have changed."""
        for id_, module in self.system.modules.items():
            run = module.run
            if before.modules.get(id_) is not module and run and run.incarnation in self.processes:
                self.processes[run.incarnation].note = through_json(note_of(run))

    def _table(self) -> list[Process]:
        return list(self.processes.values())


def _adoptee(process: Process) -> Adoptee:
    return Adoptee(
        process.module,
        process.incarnation,
        process.pid,
        process.started_at,
        process.digest,
        process.note,
        process.outcome,
        process.exited_at,
        process.gone,
    )


def through_json(data: Mapping[str, object]) -> dict[str, Any]:
    """What is left of the data after the file or the keeper's frame."""
    read: dict[str, Any] = json.loads(json.dumps(data))
    return read


def void(_: object) -> None:
    """Drop a result where an action returns none."""
