"""Whatever brings a module back: nobody stays between two starts, and a dependant is restarted once per incident."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from random import Random

import pytest

from skelly_tray.domain.descriptor import (
    BusAccess,
    Condition,
    Dependency,
    ModuleDescriptor,
    OnRestart,
    ProbeRole,
)
from skelly_tray.domain.errand import Errand, SaveStates, TellMode
from skelly_tray.domain.mending import what
from skelly_tray.domain.phase import Mending
from skelly_tray.domain.recovery.procedure_spec import Procedure, ProcedureCheck, ProcedureStep, StepKind
from skelly_tray.domain.recovery.strategies import (
    DegradedMode,
    Restart,
    RestartWithReset,
    Strategy,
    SystemRestart,
)
from skelly_tray.domain.status import SystemStatus
from tests.domain.build import module, needs
from tests.domain.world import Program, World

FALLBACK = DegradedMode(("x",), 0.5, ("/bin/less",))
STRATEGIES: list[Strategy] = [Restart(), RestartWithReset(), FALLBACK, SystemRestart()]
STEPS = tuple(
    ProcedureStep(kind, 5.0, ("fix",))
    for kind in (StepKind.RUN, StepKind.START, StepKind.RESTART, StepKind.WAIT, StepKind.RESET)
)
PROCEDURE = Procedure(steps=STEPS, validation=(ProcedureCheck(ProbeRole.READINESS, timeout=5.0),))


def takes_a_second(errand: Errand) -> tuple[float, bool, str]:
    return 1.0, True, ""


def graph(luck: Random, strategy: Strategy, procedure: Procedure | None) -> list[ModuleDescriptor]:
    """A root that everything needs in the end, by edges of all kinds."""
    made = [module("m00", strategy=strategy, degraded=FALLBACK, procedure=procedure)]
    for number in range(1, 12):
        needed = luck.sample(made, min(len(made), luck.choice((1, 1, 2, 3))))
        edges = [
            Dependency(
                m.id, luck.choice((Condition.READY, Condition.STARTED)), True, luck.choice(tuple(OnRestart))
            )
            for m in needed
        ]
        made.append(module(f"m{number:02}", *edges))
    return made


@pytest.mark.parametrize("procedure", [None, PROCEDURE], ids=["plain", "procedure"])
@pytest.mark.parametrize("strategy", STRATEGIES, ids=lambda s: type(s).__name__)
@pytest.mark.parametrize("seed", range(12))
def test_every_dependant_starts_again_at_most_once_when_the_root_dies(
    seed: int, strategy: Strategy, procedure: Procedure | None
) -> None:
    world = World(*graph(Random(seed), strategy, procedure), errand_answers=takes_a_second)
    world.until_ready()
    before = {m: len(world.starts_of(m)) for m in world.system.modules}
    world.kill("m00")
    world.run_for(120.0)
    world.until_ready()
    again = {m: len(world.starts_of(m)) - n for m, n in before.items() if m != "m00"}
    assert max(again.values()) <= 1, again


def mended(**fields: object) -> World:
    world = World(
        module("db"),
        module("a", "db", strategy=RestartWithReset(), **fields),
        module("b", needs("a", on_restart=OnRestart.STOP)),
        errand_answers=lambda errand: (30.0, True, ""),
    )
    world.until_ready()
    world.kill("a")
    world.run_until(lambda: bool(world.errands))
    return world


def test_a_module_that_is_mended_is_shown_as_in_backoff_with_what_is_done() -> None:
    world = mended()
    shown = world.snapshot()
    assert shown.modules["a"].state == "backoff" and not shown.modules["a"].ready
    assert "moved to the trash" in shown.modules["a"].reason
    assert shown.status is SystemStatus.DEGRADED
    assert [issue.module for issue in shown.issues if issue.module == "a"] == ["a"]


def test_a_dependant_with_stop_is_down_while_it_is_mended_and_comes_back() -> None:
    world = mended()
    world.run_for(1.0)
    assert world.state("b") == "waiting"
    world.until_ready()
    assert len(world.starts_of("b")) == 2


def test_a_dependency_that_dies_meanwhile_makes_the_start_wait_not_the_reset() -> None:
    world = mended()
    world.programs["db"] = Program(spawn_takes=25.0)
    world.run_for(20.0)
    world.kill("db")
    world.run_for(15.0)
    assert world.state("a") == "waiting" and len(world.errands) == 1
    world.until_ready(within=60.0)
    assert len(world.errands) == 1, "what was done once is not done again"


def test_a_dependency_that_is_given_up_meanwhile_does_not_lose_the_module() -> None:
    world = World(
        module("db", max_attempts=0, retry_failed_after=60.0),
        module("a", "db", strategy=RestartWithReset()),
        errand_answers=lambda errand: (30.0, True, ""),
    )
    world.until_ready()
    world.kill("a")
    world.run_until(lambda: bool(world.errands))
    world.kill("db")
    world.run_for(40.0)
    assert world.state("a") == "waiting"
    world.until_ready(within=60.0)


def test_start_all_during_a_reset_starts_once_when_it_is_through() -> None:
    world = mended()
    world.start_all()
    world.until_ready()
    assert len(world.starts_of("a")) == 2


def test_stop_all_during_a_reset_ends_in_everything_stopped() -> None:
    world = mended()
    world.stop_all()
    world.run_for(60.0)
    assert set(world.states().values()) == {"stopped"}


def test_a_stale_answer_changes_nothing() -> None:
    from skelly_tray.domain.events import ErrandDone

    world = mended()
    before = world.system
    world.feed(ErrandDone(world.module("a").id, 99, True))
    world.feed(ErrandDone(world.module("db").id, world.errands[0].token, True))
    assert world.system.modules == before.modules and isinstance(world.module("a").phase, Mending)


def test_an_answer_that_comes_twice_counts_once() -> None:
    from skelly_tray.domain.events import ErrandDone

    world = mended()
    world.until_ready()
    world.feed(ErrandDone(world.module("a").id, world.errands[0].token, False, "again"))
    world.run_for(10.0)
    assert len(world.starts_of("a")) == 2 and world.ready("a")


@pytest.mark.parametrize("errand", [SaveStates(()), TellMode()])
def test_every_errand_has_a_sentence_for_people(errand: Errand) -> None:
    assert len(what(errand)) > 10


# Every kind of errand between two starts, and everything that may happen meanwhile


def reset_under_way() -> World:
    world = World(*long_errands(strategy=RestartWithReset()), errand_answers=lambda errand: (9.0, True, ""))
    world.until_ready()
    world.kill("a")
    return world


def undo_under_way() -> World:
    world = World(*long_errands(), errand_answers=lambda errand: (9.0, True, ""))
    world.until_ready()
    world.restore_state("a")
    return world


def saving_under_way() -> World:
    world = World(*long_errands(strategy=SystemRestart()), errand_answers=lambda errand: (9.0, True, ""))
    world.until_ready()
    world.kill("a")
    return world


def long_errands(**fields: object) -> list[ModuleDescriptor]:
    return [module("native", bus=BusAccess()), module("a", **fields), module("b", "a")]


KINDS = [reset_under_way, undo_under_way, saving_under_way]
UNDER_WAY = pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__.split("_")[0])


def begun(kind: Callable[[], World]) -> World:
    world = kind()
    world.run_until(lambda: bool(world.errands), within=5.0)
    world.run_for(1.0)
    assert len(world.running_errands) == 1 and world.live("a") == []
    return world


def comes_back(world: World) -> None:
    world.until_ready(within=60.0)
    world.run_for(20.0)
    world.until_ready(within=60.0)
    known = world.module("a")
    assert (known.errand, known.doing, known.todo, known.procedure) == (None, None, None, None)
    assert world.running_errands == {} and world.system.leavers == ()


@UNDER_WAY
def test_left_alone_it_ends_in_everything_running(kind: Callable[[], World]) -> None:
    world = begun(kind)
    comes_back(world)
    assert len(world.starts_of("a")) == 2 and len(world.errands) == 1


@UNDER_WAY
def test_stop_meanwhile_ends_in_a_stopped_module(kind: Callable[[], World]) -> None:
    world = begun(kind)
    world.stop("a")
    world.run_for(60.0)
    assert world.state("a") == "stopped" and len(world.starts_of("a")) == 1 and world.running_errands == {}
    assert len(world.starts_of("native")) == 1


@UNDER_WAY
def test_restart_meanwhile_ends_in_one_more_start(kind: Callable[[], World]) -> None:
    world = begun(kind)
    world.restart("a")
    comes_back(world)
    assert len(world.starts_of("a")) == 2 and len(world.starts_of("native")) == 1


@UNDER_WAY
def test_shutdown_meanwhile_ends_in_everything_stopped_and_a_start_brings_it_back(
    kind: Callable[[], World],
) -> None:
    world = begun(kind)
    world.shut_down()
    world.run_for(60.0)
    assert set(world.states().values()) == {"stopped"}
    world.start_system()
    comes_back(world)


@UNDER_WAY
def test_another_configuration_meanwhile_is_the_one_that_starts(kind: Callable[[], World]) -> None:
    world = begun(kind)
    world.load(*(m if m.id != "a" else replace(m, digest="a-2") for m in long_errands()))
    comes_back(world)
    assert world.process("a").digest == "a-2" and len(world.starts_of("native")) == 1


@UNDER_WAY
def test_a_file_that_goes_and_comes_meanwhile_ends_in_one_process(kind: Callable[[], World]) -> None:
    world = begun(kind)
    world.load(module("native", bus=BusAccess()), module("b", "a"))
    world.run_for(1.0)
    world.load(*long_errands())
    comes_back(world)
    assert len(world.starts_of("a")) == 2 and len(world.live("a")) == 1


@UNDER_WAY
def test_a_lost_keeper_meanwhile_ends_in_everything_running(kind: Callable[[], World]) -> None:
    world = begun(kind)
    world.lose_keeper(back_after=3.0)
    comes_back(world)


@UNDER_WAY
def test_a_lost_supervisor_meanwhile_ends_in_everything_running(kind: Callable[[], World]) -> None:
    world = begun(kind)
    world.new_supervisor(away=2.0)
    comes_back(world)
