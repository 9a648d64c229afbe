"""Random systems and random histories for them: everything that may happen, in any order, from one seed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from random import Random
from typing import Any

from skelly_tray.domain.cause import Outcome
from skelly_tray.domain.descriptor import (
    BusAccess,
    Condition,
    Dependency,
    ModuleDescriptor,
    ModuleId,
    OnRestart,
    ProbeRole,
    ProbeSpec,
)
from skelly_tray.domain.errand import Errand
from skelly_tray.domain.events import (
    Eased,
    Event,
    Exited,
    Gone,
    KeeperOpened,
    KillDemanded,
    LimitCleared,
    LimitExceeded,
    Probed,
    RestartRequested,
    Spawned,
    SpawnFailed,
    Squeezed,
    StartRequested,
    StopRequested,
    SystemStarted,
    SystemStopped,
    TimerFired,
)
from skelly_tray.domain.orchestrator_config import OrchestratorConfig
from skelly_tray.domain.phase import Failed, Run, Running, Starting, Stopped, Waiting
from skelly_tray.domain.recovery.procedure_spec import Procedure, ProcedureCheck, ProcedureStep, StepKind
from skelly_tray.domain.recovery.strategies import (
    DegradedMode,
    Restart,
    RestartWithReset,
    Strategy,
    SystemRestart,
)
from skelly_tray.domain.resource_limits import LimitAction, LimitKind, ResourceLimits
from tests.domain.build import module, probe
from tests.domain.laws import FACTS
from tests.domain.world import WELL, ErrandAnswers, Program, World, done_at_once


def random_modules(luck: Random, most: int = 12) -> list[ModuleDescriptor]:
    """1 to `most` modules, each depending on some of the former."""
    made: list[ModuleDescriptor] = []
    names = [f"m{n:02}" for n in range(luck.randint(1, most))]
    luck.shuffle(names)  # so that no order by name is by chance an order of the graph
    for name in names:
        edges = [_edge(luck, m) for m in luck.sample(made, min(len(made), luck.choice((0, 0, 1, 1, 2, 3))))]
        made.append(_module(luck, name, edges, names))
    luck.shuffle(made)
    return made


def _edge(luck: Random, on: ModuleDescriptor) -> Dependency:
    usual = (Condition.READY, Condition.READY, Condition.STARTED, Condition.HEALTHY)
    condition = luck.choice(usual + (Condition.COMPLETED,) * (4 if on.oneshot else 0))
    return Dependency(on.id, condition, luck.random() < 0.75, luck.choice(tuple(OnRestart)))


def _module(luck: Random, id_: str, edges: list[Dependency], names: Sequence[str]) -> ModuleDescriptor:
    def sometimes(share: float) -> ProbeSpec | None:
        if luck.random() >= share:
            return None
        return probe(luck.choice((0.5, 2.0, 5.0)), failure_threshold=luck.randint(1, 3))

    return module(
        id_,
        *edges,
        enabled=luck.random() < 0.92,
        lazy=luck.random() < 0.12,
        oneshot=luck.random() < 0.15,
        required=luck.random() < 0.7,
        prewarm=luck.random() < 0.15,
        bus=BusAccess() if luck.random() < 0.3 else None,
        startup=sometimes(0.25),
        readiness=sometimes(0.4),
        liveness=sometimes(0.4),
        startup_timeout=luck.choice((0.1, 2.0, 10.0)),
        shutdown_timeout=luck.choice((0.5, 3.0)),
        no_restart_exit_codes=luck.choice(((), (), (77,))),
        auto_recovery=luck.random() < 0.92,
        max_attempts=luck.randint(0, 4),
        backoff=luck.choice((0.2, 1.0)),
        backoff_max=5.0,
        stable_after=luck.choice((1.0, 5.0)),
        retry_failed_after=luck.choice((0.0, 5.0, 5.0)),
        limits=random_limits(luck),
        **random_recovery(luck, names),
    )


def random_limits(luck: Random) -> ResourceLimits:
    """Often none; actions in any order."""
    if luck.random() < 0.5:
        return ResourceLimits()
    values: list[Any] = [luck.choice((None, most)) for most in (20.0, 100.0, 64, 8)]
    actions = luck.sample(tuple(LimitAction), luck.randint(0, 4))
    return ResourceLimits(*values, tuple(actions), luck.choice((0.0, 10.0)))


def random_recovery(luck: Random, names: Sequence[str]) -> dict[str, Any]:
    """A strategy, what degraded mode means, and often a procedure."""
    fallback = luck.choice(((), ("/bin/less",)))
    strategy: Strategy = luck.choice(
        (
            Restart(),
            Restart(),
            RestartWithReset(luck.random() < 0.8, luck.random() < 0.5),
            DegradedMode(("a",), 0.5, fallback),
            SystemRestart(luck.random() < 0.7, luck.random() < 0.5),
        )
    )
    procedure = _procedure(luck, names) if luck.random() < 0.35 else None
    return {"strategy": strategy, "degraded": DegradedMode(("a",), 0.5, fallback), "procedure": procedure}


def _procedure(luck: Random, names: Sequence[str]) -> Procedure:
    def checks(most: int) -> tuple[ProcedureCheck, ...]:
        return tuple(
            ProcedureCheck(
                luck.choice(tuple(ProbeRole)),
                luck.choice((None, ModuleId(luck.choice(names)))),
                luck.choice((0.5, 3.0)),
                luck.randint(1, 3),
            )
            for _ in range(luck.randint(0, most))
        )

    def steps(most: int) -> tuple[ProcedureStep, ...]:
        kinds = [luck.choice(tuple(StepKind)) for _ in range(luck.randint(0, most))]
        return tuple(ProcedureStep(kind, luck.choice((0.3, 2.0, 10.0)), ("/bin/fix",)) for kind in kinds)

    return Procedure(checks(1), steps(4), checks(2), steps(3))


def random_errands(luck: Random) -> ErrandAnswers:
    """Most go well, some fail, some take their time."""
    dice = Random(luck.random())

    def answer(errand: Errand) -> tuple[float, bool, str]:
        ok = dice.random() < 0.75
        return dice.choice((0.0, 0.01, 0.5, 4.0, 20.0)), ok, "done" if ok else "it went wrong"

    return answer


def random_config(luck: Random) -> OrchestratorConfig:
    return OrchestratorConfig(
        parallel_startup=luck.random() < 0.5,
        module_start_delay=luck.choice((0.0, 0.1)),
        startup_timeout=luck.choice((3.0, 60.0)),
        max_concurrent_recoveries=luck.randint(1, 3),
    )


def random_program(luck: Random) -> Program:
    """Every second one behaves well."""
    if luck.random() < 0.5:
        return replace(WELL, spawn_takes=luck.choice((0.0, 0.002, 0.3)))
    well_from, well_to = luck.choice((0.0, 0.5, 4.0)), luck.choice((1.0, 10.0, 1e9))
    lost = luck.choice((0.0, 0.3))
    dice = Random(luck.random())

    def answers(role: object, age: float) -> bool | None:
        return None if dice.random() < lost else well_from <= age < well_to

    return Program(
        dies_after=luck.choice((None, None, 0.0, 0.05, 1.3, 8.0)),
        outcome=luck.choice((Outcome(code=0), Outcome(code=1), Outcome(code=77), Outcome(signal=11))),
        fails_exec=luck.choice((None, None, None, "no such file")),
        obeys_term=luck.random() < 0.8,
        stop_takes=luck.choice((0.0, 0.1, 1.0)),
        sweep_takes=luck.choice((0.0, 0.001, 0.5)),
        spawn_takes=luck.choice((0.0, 0.002, 0.3, 3.0)),
        answers=answers,
    )


class Walk:
    """One random history. `world.programs` is filled with scripts for the first starts of each module."""

    def __init__(self, seed: int) -> None:
        self.luck = luck = Random(seed)
        self.modules = random_modules(luck)
        self.all_modules = list(self.modules)
        programs: dict[str, Sequence[Program]] = {
            m.id: [random_program(luck) for _ in range(8)] for m in self.modules
        }
        self.world = World(
            *self.modules,
            programs=programs,
            config=random_config(luck),
            errand_answers=random_errands(luck),
        )
        self.past: list[Event] = []
        self.good = list(self.modules)

    def go(self, steps: int) -> None:
        """Let that many things happen, with time in between."""
        actions = (
            (self._user, 8),
            (self._everything, 2),
            (self._death, 3),
            (self._reload, 6),
            (self._old_news, 6),
            (self._keeper, 1),
            (self._supervisor, 1),
            (self._system, 1),
            (self._restore, 2),
            (self._limits, 5),
        )
        weighted: list[Callable[[], None]] = [action for action, weight in actions for _ in range(weight)]
        for _ in range(steps):
            self.luck.choice(weighted)()
            self.transact()
            self.world.run_for(self.luck.choice((0.0, 0.0, 0.001, 0.1, 0.5, 2.0, 8.0)))

    def _some(self) -> tuple[ModuleId, ...]:
        ids = [m.id for m in self.all_modules] + [ModuleId("nobody")]
        return tuple(self.luck.sample(ids, self.luck.randint(1, min(2, len(ids)))))

    def _user(self) -> None:
        kind = self.luck.choice((StartRequested, StopRequested, RestartRequested))
        if kind is RestartRequested:
            self.world.feed(RestartRequested(self._some(), reset=self.luck.random() < 0.7))
            return
        self.world.feed(kind(self._some()))

    def _restore(self) -> None:
        self.world.restore_state(self._some()[0])

    def _limits(self) -> None:
        """One is crossed, or the whole machine has too much or little to do."""
        live = [m for m in self.world.system.modules.values() if m.run and m.run.incarnation]
        if not live:
            return
        known = self.luck.choice(live)
        assert known.run is not None and known.run.incarnation is not None
        kind, about = self.luck.choice(tuple(LimitKind)), (known.id, known.run.incarnation)
        strength = self.luck.choice(("hard", "none"))
        self.world.feed(
            self.luck.choice(
                (
                    LimitExceeded(*about, kind, 1e3, self.luck.randint(1, 4), strength=strength),
                    LimitExceeded(*about, kind, 1e3, self.luck.randint(1, 4), strength=strength),
                    LimitCleared(*about, kind, 1.0),
                    Squeezed(*about, self.luck.choice((5.0, 40.0)), "it is busy"),
                    Eased(*about, "it is quiet"),
                )
            )
        )

    def _everything(self) -> None:
        self.world.feed(
            self.luck.choice(
                (
                    StopRequested((), everything=True),
                    RestartRequested((), everything=True),
                    SystemStarted(by_user=True),
                    SystemStarted(by_user=True),
                )
            )
        )

    def _death(self) -> None:
        live = [m for m in self.world.system.modules.values() if m.run and m.run.incarnation]
        if live:
            self.world.kill(self.luck.choice(live).id)

    def _reload(self) -> None:
        """A file is changed, removed, or put back."""
        if self.luck.random() < 0.3 and len(self.modules) > 1:
            self.modules.remove(self.luck.choice(self.modules))
        elif self.luck.random() < 0.5:
            self.modules = list(self.all_modules)
        else:
            n = self.luck.randrange(len(self.modules))
            old = self.modules[n]
            if self.luck.random() < 0.4:
                old = replace(old, **random_recovery(self.luck, [m.id for m in self.all_modules]))
            digest = old.digest if self.luck.random() < 0.3 else f"{old.id}-{self.luck.randint(1, 3)}"
            limits = old.limits if self.luck.random() < 0.6 else random_limits(self.luck)
            self.modules[n] = replace(old, digest=digest, enabled=self.luck.random() < 0.9, limits=limits)
        window = self.luck.choice((None, 0.0, 2.0, 10.0, 30.0))
        self.world.load(*self.modules, config=self.world.system.config, trial=window)

    def transact(self) -> None:
        """What a transaction does with the verdict of a trial, in its own time."""
        trial = self.world.system.trial
        if trial is None:
            self.good = list(self.modules)
        elif trial.decided and self.luck.random() < 0.7:
            self.modules = list(self.good)
            self.world.load(*self.modules, config=self.world.system.config, cause="rolled back")

    def _old_news(self) -> None:
        """A fact or a timer that this supervisor has heard is reported once more."""
        past = [s.event for s in self.world.steps[-200:] if isinstance(s.event, (*FACTS, TimerFired))]
        for event in self.luck.sample(past, min(len(past), self.luck.randint(1, 5))):
            if _would_be_a_lie(self.world, event):
                continue
            self.world.feed(event)

    def _keeper(self) -> None:
        if self.world.system.keeper_up:
            self.world.lose_keeper(self.luck.choice((0.0, 0.5, 5.0)))

    def _supervisor(self) -> None:
        if self.world.system.keeper_up and not any(self.world.in_flight.values()):
            self.world.new_supervisor(*self.modules, away=self.luck.choice((0.0, 1.0, 10.0)))

    def _system(self) -> None:
        self.world.feed(self.luck.choice((SystemStopped(5.0), SystemStopped(0.1), KillDemanded())))
        self.world.run_for(self.luck.choice((0.0, 0.2, 20.0)))
        self.world.feed(SystemStarted())


def _would_be_a_lie(world: World, event: Event) -> bool:
    """Not old news but something untrue of the present incarnation, which no keeper would say."""
    if isinstance(event, (Exited, Gone, Probed)):
        process = world.processes.get(event.incarnation)
        if process is None:
            return False
        if isinstance(event, Probed):
            return True
        return process.outcome is None if isinstance(event, Exited) else not process.gone
    return isinstance(event, KeeperOpened)


DONE_SOON = Program(dies_after=0.4, outcome=Outcome(code=0))


def calm_down(world: World) -> None:
    """From now on every program behaves well, and every task gets done."""
    world.errand_answers = done_at_once
    tasks = {m for m, known in world.system.modules.items() if known.descriptor.oneshot}
    world.programs = dict.fromkeys(tasks, DONE_SOON)
    world.run_for(4.0)  # whatever is in flight has arrived
    for process in world.processes.values():
        process.program = WELL
    for task in tasks:
        for process in world.live(task):
            world.end(process, DONE_SOON.outcome)


def unrest(world: World) -> list[str]:
    """What has not come to rest, or rests in the wrong place; empty when all is as it should be."""
    return [f"{m}: {text}" for m in world.system.modules if (text := _trouble(world, m)) is not None]


def _trouble(world: World, id_: ModuleId) -> str | None:
    known = world.system.modules[id_]
    left = (known.errand, known.procedure, known.todo)
    if not isinstance(known.phase, (Failed, Waiting)) and any(it is not None for it in left):
        return f"something of a recovery is left over: {left}"
    if not known.wanted:
        return None if isinstance(known.phase, Stopped) else f"not wanted, but {known.phase}"
    match known.phase:
        case Stopped():
            return None if known.completed else "wanted, but stopped"
        case Failed(retry_at=None):
            return None
        case Waiting(on=on):
            return None if on and any(_in_the_way(world, m) for m in on) else f"waits for {on}, without need"
        case Starting(run=run) if run.started and not run.activated:
            needed = any(_in_the_way(world, m) for m in run.waits_on)
            return None if needed else f"pre-warmed, and waits for {run.waits_on} without need"
        case Running(run=run):
            return _trouble_up(world, id_, run)
        case phase:
            return f"still {phase}"


def _trouble_up(world: World, id_: ModuleId, run: Run) -> str | None:
    if not run.ready:
        return f"not ready: {run}"
    for edge in world.system.modules[id_].descriptor.depends_on:
        if not edge.required or edge.condition is Condition.COMPLETED:
            continue
        dependency = world.system.modules.get(edge.module)
        recovering = dependency is not None and isinstance(dependency.phase, Waiting) and dependency.wanted
        if dependency is None or not (dependency.completed or dependency.live or recovering):
            return f"runs without {edge.module}"
    return None


def _in_the_way(world: World, id_: ModuleId) -> bool:
    """This dependency will not come by itself, or is a process of which nobody can say that it has completed."""
    known = world.system.modules.get(id_)
    if known is None or not known.wanted:
        return True
    if isinstance(known.phase, Running):
        return True
    prewarmed = isinstance(known.phase, Starting) and not known.phase.run.activated
    return prewarmed or isinstance(known.phase, (Failed, Waiting))


__all__ = ["SpawnFailed", "Spawned", "Starting", "Walk", "calm_down", "random_modules", "unrest"]
