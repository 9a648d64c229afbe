"""`max_concurrent_recoveries`: retries from spawn to ready are bounded, and nothing else is."""

from __future__ import annotations

import pytest

from skelly_tray.domain.descriptor import BUS_ID, BusAccess
from skelly_tray.domain.errand import Errand
from skelly_tray.domain.orchestrator_config import OrchestratorConfig
from skelly_tray.domain.phase import Starting
from skelly_tray.domain.recovery.procedure_spec import Procedure, ProcedureStep, StepKind
from skelly_tray.domain.recovery.strategies import RestartWithReset
from tests.domain.build import module, needs, probe
from tests.domain.world import Program, World

DIES_AT_ONCE = Program(dies_after=0.0)
SLOW = Program(answers=lambda role, age: age >= 20.0)
NEVER = Program(answers=lambda role, age: False)
NAMES = "abcdefgh"


def config(most: int) -> OrchestratorConfig:
    return OrchestratorConfig(parallel_startup=True, module_start_delay=0.0, max_concurrent_recoveries=most)


def storm(most: int, **fields: object) -> World:
    """Eight modules that die at once, and take twenty seconds to become ready when they are retried."""
    fields = {"readiness": probe(1.0), "backoff": 5.0, **fields}
    modules = [module(name, **fields) for name in NAMES]
    programs = {name: [DIES_AT_ONCE, SLOW] for name in NAMES}
    return World(*modules, programs=programs, config=config(most))


def retried(world: World) -> int:
    return sum(isinstance(m.phase, Starting) and m.phase.run.retry for m in world.system.modules.values())


def most_at_once(world: World, seconds: float) -> int:
    most = 0
    for _ in range(int(seconds * 10)):
        world.run_for(0.1)
        most = max(most, retried(world))
    return most


@pytest.mark.parametrize("most", [1, 2, 5])
def test_no_more_are_retried_at_once_than_allowed_and_all_come_back(most: int) -> None:
    world = storm(most)
    world.run_for(1.0)
    assert most_at_once(world, 30.0) == most
    world.until_ready(within=8 * 25.0)
    assert all(len(world.starts_of(name)) == 2 for name in NAMES)
    assert world.system.queued == frozenset()


def test_those_that_wait_for_a_place_are_waiting_for_nobody() -> None:
    world = storm(1)
    world.run_for(7.0)
    waiting = [m for m in NAMES if world.state(m) == "waiting"]
    assert len(waiting) == 7
    assert all(world.snapshot().modules[m].waiting_on == () or not world.snapshot().modules[m].waiting_on
               for m in waiting)  # fmt: skip


def test_backoff_holds_no_place() -> None:
    """One that fails at every retry leaves its place to others while it waits."""
    world = World(
        module("a", backoff=30.0, max_attempts=9),
        module("b", readiness=probe(1.0), backoff=31.0),
        programs={"a": DIES_AT_ONCE, "b": [DIES_AT_ONCE, Program()]},
        config=config(1),
    )
    world.until_ready("b", within=40.0)
    assert world.state("a") == "backoff"


def test_the_first_restart_of_a_module_that_was_ready_needs_no_place() -> None:
    world = World(
        module("a", readiness=probe(1.0), backoff=5.0),
        module("b"),
        programs={"a": [DIES_AT_ONCE, NEVER]},
        config=config(1),
    )
    world.run_until(lambda: retried(world) == 1, within=10.0)
    world.kill("b")
    world.run_for(0.1)
    assert world.state("b") in ("starting", "running") and retried(world) == 1


def test_the_bus_needs_no_place() -> None:
    world = World(
        module("a", readiness=probe(1.0), backoff=1.0),
        module(BUS_ID, bus=BusAccess(), backoff=6.0),
        programs={"a": [DIES_AT_ONCE, NEVER], BUS_ID: [DIES_AT_ONCE, Program()]},
        config=config(1),
    )
    world.run_until(lambda: retried(world) == 1, within=10.0)
    assert world.state("a") == "starting"
    world.until_ready(BUS_ID, within=8.0)
    assert world.state("a") == "starting", "it holds the only place all the time"


def test_the_bus_takes_no_place_away() -> None:
    world = World(
        module("a", readiness=probe(1.0), backoff=6.0),
        module(BUS_ID, bus=BusAccess(), readiness=probe(1.0), backoff=1.0),
        programs={"a": [DIES_AT_ONCE, SLOW], BUS_ID: [DIES_AT_ONCE, NEVER]},
        config=config(1),
    )
    world.run_for(8.0)
    assert world.state(BUS_ID) == "starting" and world.state("a") == "starting"
    assert len(world.starts_of("a")) == 2


def test_a_place_is_free_again_when_the_time_for_the_start_is_over() -> None:
    world = World(
        module("a", readiness=probe(1.0), backoff=1.0, startup_timeout=15.0),
        module("b", backoff=3.0),
        programs={"a": [DIES_AT_ONCE, NEVER], "b": [DIES_AT_ONCE, Program()]},
        config=config(1),
    )
    world.until("b", "waiting", within=10.0)
    took = world.until_ready("b", within=20.0)
    assert took > 8.0 and world.state("a") == "running" and not world.ready("a")


def test_a_place_is_free_again_when_its_holder_is_stopped_by_the_user() -> None:
    world = storm(1)
    world.run_until(lambda: retried(world) == 1, within=10.0)
    holder = next(m for m in NAMES if world.state(m) == "starting")
    world.run_for(1.0)
    world.stop(holder)
    world.run_for(0.1)
    assert retried(world) == 1 and world.state(holder) == "stopped"


def test_a_place_is_free_again_when_the_file_of_its_holder_is_removed() -> None:
    world = storm(1)
    world.run_until(lambda: retried(world) == 1, within=10.0)
    holder = next(m for m in NAMES if world.state(m) == "starting")
    world.run_for(1.0)
    left = [m.descriptor for m in world.system.modules.values() if m.id != holder]
    world.load(*left, config=config(1))
    world.run_for(0.1)
    assert retried(world) == 1


def test_a_start_by_the_user_needs_no_place() -> None:
    world = storm(1)
    world.run_for(7.0)
    waiting = next(m for m in NAMES if world.state(m) == "waiting")
    world.start(waiting)
    world.run_for(0.1)
    assert world.state(waiting) == "starting" and not world.run(waiting).retry


def test_a_place_goes_to_dependencies_first() -> None:
    """`z` is needed by others and was the last to want a place."""
    world = World(
        module("a", readiness=probe(1.0), backoff=1.0),
        module("m", needs("z", required=False), readiness=probe(1.0), backoff=2.0),
        module("z", readiness=probe(1.0), backoff=3.0),
        programs={name: [DIES_AT_ONCE, SLOW] for name in "amz"},
        config=config(1),
    )
    world.run_for(10.0)
    assert [world.state(m) for m in "amz"] == ["starting", "waiting", "waiting"]
    world.until_ready("z", within=60.0)
    assert not world.ready("m")


def test_nobody_starves_behind_dependencies_that_fail_again_and_again() -> None:
    """The first two leave the place to each other without end; the third has waited longest."""
    fields = {"readiness": probe(1.0), "startup": probe(1.0), "startup_timeout": 20.0, "backoff": 0.1,
              "backoff_max": 0.1, "max_attempts": 1_000}  # fmt: skip
    world = World(
        module("a", **fields),
        module("b", **fields),
        module("z", readiness=probe(1.0), backoff=10.0),
        programs={"a": NEVER, "b": NEVER, "z": [DIES_AT_ONCE, Program()]},
        config=config(1),
    )
    world.until_ready("z", within=150.0)
    assert len(world.starts_of("z")) == 2


def test_what_is_being_mended_holds_its_place_and_does_not_wait_for_itself() -> None:
    def slowly(errand: Errand) -> tuple[float, bool, str]:
        return 5.0, True, ""

    world = World(
        module("a", strategy=RestartWithReset(), backoff=1.0),
        module("b", backoff=2.0),
        programs={"a": [DIES_AT_ONCE, Program()], "b": [DIES_AT_ONCE, Program()]},
        config=config(1),
        errand_answers=slowly,
    )
    world.run_until(lambda: bool(world.errands), within=10.0)
    world.run_for(3.0)
    assert world.state("b") == "waiting" and len(world.starts_of("b")) == 1
    world.until_ready("a", "b", within=10.0)
    assert "waiting" not in world.story("a")[world.story("a").index("backoff") :]
    assert world.starts_of("a")[1] < world.starts_of("b")[1]


def test_a_procedure_keeps_its_place_until_its_module_is_ready() -> None:
    steps = (ProcedureStep(StepKind.WAIT, 5.0), ProcedureStep(StepKind.START, 30.0))
    world = World(
        module("a", procedure=Procedure(steps=steps), readiness=probe(1.0), backoff=1.0),
        module("b", backoff=2.0),
        programs={"a": [DIES_AT_ONCE, SLOW], "b": [DIES_AT_ONCE, Program()]},
        config=config(1),
    )
    world.until_ready("b", within=60.0)
    assert world.ready("a") and "waiting" not in world.story("a")[world.story("a").index("backoff") :]


def test_more_places_are_used_at_once_when_the_configuration_gives_them() -> None:
    world = storm(1)
    world.run_for(8.0)
    assert retried(world) == 1
    world.load(*(m.descriptor for m in world.system.modules.values()), config=config(3))
    assert retried(world) == 3
