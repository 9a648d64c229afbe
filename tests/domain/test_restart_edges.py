"""Restarts: of one module by the user, and what each edge makes of the restart of a dependency."""

from __future__ import annotations

from itertools import combinations

import pytest

from skelly_tray.domain.cause import CauseKind, Outcome
from skelly_tray.domain.descriptor import Condition, Dependency, ModuleDescriptor, OnRestart
from skelly_tray.domain.effects import Stop
from tests.domain.build import module, needs, probe
from tests.domain.world import Program, World

KEEP, RESTART, STOP = OnRestart.KEEP, OnRestart.RESTART, OnRestart.STOP


def restarting(on: str) -> Dependency:
    return needs(on, on_restart=RESTART)


def pair(on_restart: OnRestart, **world: object) -> World:
    made = World(module("a"), module("b", needs("a", on_restart=on_restart)), **world)  # type: ignore[arg-type]
    made.until_ready()
    return made


def crash(world: World, name: str) -> None:
    world.kill(name)


def by_user(world: World, name: str) -> None:
    world.restart(name)


@pytest.mark.parametrize("happens", [crash, by_user])
def test_keep_leaves_the_dependant_alone(happens: object) -> None:
    world = pair(KEEP)
    happens(world, "a")  # type: ignore[operator]
    world.run_for(60.0)
    assert (len(world.starts_of("a")), len(world.starts_of("b"))) == (2, 1)


@pytest.mark.parametrize("happens", [crash, by_user])
def test_restart_restarts_the_dependant_once_the_dependency_is_back(happens: object) -> None:
    world = pair(RESTART, programs={"a": [Program(), Program(spawn_takes=3.0)]})
    happens(world, "a")  # type: ignore[operator]
    world.run_for(2.9)
    assert world.ready("b") and len(world.live("b")) == 1
    world.run_for(60.0)
    assert (len(world.starts_of("a")), len(world.starts_of("b"))) == (2, 2)
    assert world.starts_of("b")[1] > world.starts_of("a")[1] + 3.0
    assert world.module("b").restarts == 1 and world.module("b").budget.attempts == 0


@pytest.mark.parametrize("happens", [crash, by_user])
def test_stop_stops_the_dependant_until_the_dependency_is_back(happens: object) -> None:
    world = pair(STOP, programs={"a": [Program(), Program(spawn_takes=3.0)]})
    happens(world, "a")  # type: ignore[operator]
    world.run_for(2.0)
    assert world.state("b") == "waiting" and world.snapshot().modules["b"].waiting_on == ["a"]
    world.until_ready(within=10.0)
    assert (len(world.starts_of("a")), len(world.starts_of("b"))) == (2, 2)


def test_stop_edge_goes_before_its_dependency_when_the_user_restarts_that() -> None:
    world = pair(STOP, programs={"b": Program(stop_takes=2.0)})
    world.restart("a")
    world.run_for(1.0)
    assert world.state("a") == "running"
    world.run_for(10.0)
    assert world.order_of_stops() == ["b", "a"]


def test_stop_edge_is_kept_also_when_the_dependency_is_back_before_the_stop() -> None:
    edges = {n: needs(n, on_restart=STOP) for n in "ab"}
    slow = Program(stop_takes=5.0)
    world = World(module("a"), module("b", edges["a"]), module("c", edges["b"]), programs={"c": slow})
    world.until_ready()
    world.kill("a")
    world.run_for(2.0)
    assert world.ready("a") and world.state("b") == "running" and world.state("c") == "stopping"
    world.run_for(10.0)
    assert {m: len(world.starts_of(m)) for m in "abc"} == {"a": 2, "b": 2, "c": 2}
    assert world.ready("b") and world.ready("c")


def test_who_keeps_is_left_alone_when_its_dependency_stops_for_a_moment() -> None:
    world = World(module("a"), module("b", needs("a", on_restart=STOP)), module("c", "b"), module("d", "c"))
    world.until_ready()
    world.kill("a")
    world.run_for(10.0)
    assert {m: len(world.starts_of(m)) for m in "abcd"} == {"a": 2, "b": 2, "c": 1, "d": 1}


def test_nobody_is_started_on_what_is_about_to_stop() -> None:
    edges = {n: needs(n, on_restart=STOP) for n in "ab"}
    slow = Program(stop_takes=5.0)
    world = World(
        module("a"), module("b", edges["a"]), module("c", edges["b"]), module("late", "b", enabled=False),
        programs={"c": slow},
    )  # fmt: skip
    world.until_ready()
    world.kill("a")
    world.run_for(1.0)
    world.start("late")
    assert (world.state("b"), world.state("late")) == ("running", "waiting")
    world.until_ready("late", within=10.0)
    assert len(world.starts_of("late")) == 1 and len(world.starts_of("b")) == 2


def test_one_event_does_not_start_a_module_on_what_it_makes_stop() -> None:
    """Named against their order in the graph, so that looking at them by name would get it wrong."""
    world = World(module("z"), module("y", needs("z", on_restart=STOP)), module("a", "y", enabled=False))
    world.until_ready("y")
    world.restart("a", "z")
    assert world.states() == {"z": "running", "y": "stopping", "a": "waiting"}
    world.until_ready("a", within=5.0)
    assert len(world.starts_of("a")) == 1


def test_restart_by_the_user_is_no_attempt_and_names_the_action() -> None:
    world = World(module("a"))
    world.until_ready()
    world.restart("a")
    world.until_ready(within=5.0)
    assert world.module("a").restarts == 0 and world.module("a").budget.attempts == 0
    action = next(e for e in world.journal if e.kind == "user_action")
    stopping = next(e for e in world.journal if e.to == "stopping")
    assert stopping.cause.kind is CauseKind.USER and stopping.cause.seq == action.seq


def test_restart_of_what_rests_starts_it() -> None:
    world = World(module("a"), module("b"), programs={"b": Program(dies_after=0.1)})
    world.until("b", "backoff")
    world.stop("a")
    world.until("a", "stopped")
    world.restart("a", "b")
    assert world.state("b") == "starting"
    world.until_ready("a", within=1.0)


def test_restart_of_everything_is_in_order_and_leaves_what_is_stopped() -> None:
    world = World(module("a"), module("b", "a"), module("c", "b"), module("off"))
    world.until_ready()
    world.stop("off")
    world.run_for(1.0)
    world.restart_all()
    world.run_for(10.0)
    assert world.order_of_stops()[-3:] == ["c", "b", "a"]
    assert world.order_of_starts()[-3:] == ["a", "b", "c"]
    assert world.state("off") == "stopped"


def test_diamond_restarts_each_dependant_once() -> None:
    slow = module("right", restarting("root"), readiness=probe(1.0))
    world = World(
        module("root"),
        module("left", restarting("root")),
        slow,
        module("tip", restarting("left"), restarting("right")),
        programs={"right": Program(answers=lambda role, age: age > 3.0)},
    )
    world.until_ready()
    world.kill("root")
    world.run_for(60.0)
    assert {m: len(world.starts_of(m)) for m in world.states()} == dict.fromkeys(world.states(), 2)
    assert world.order_of_starts()[4] == "root" and world.order_of_starts()[7] == "tip"


@pytest.mark.parametrize("on_restart", [RESTART, STOP, KEEP])
def test_root_of_twenty_modules_killed_restarts_each_at_most_once(on_restart: OnRestart) -> None:
    """Every module depends on all before it: the worst graph there is for counting twice."""
    names = [f"m{n:02}" for n in range(20)]
    made: list[ModuleDescriptor] = [
        module(name, *(needs(b, on_restart=on_restart) for b in names[:n])) for n, name in enumerate(names)
    ]
    world = World(*made)
    world.until_ready(within=60.0)
    world.kill("m00")
    world.run_for(60.0)
    wanted = 1 if on_restart is KEEP else 2
    assert all(world.ready(m) for m in names)
    assert {len(world.starts_of(m)) for m in names[1:]} == {wanted}
    assert len(world.starts_of("m00")) == 2


def test_dependency_that_fails_twice_before_it_is_back_is_one_incident() -> None:
    scripts = {"a": [Program(), Program(dies_after=0.0), Program(dies_after=0.0), Program()]}
    world = World(module("a", backoff=2.0), module("b", restarting("a")), programs=scripts)
    world.until_ready()
    world.kill("a")
    world.run_for(120.0)
    assert (len(world.starts_of("a")), len(world.starts_of("b"))) == (4, 2)


def test_restart_that_waited_for_something_further_up_is_not_forgotten() -> None:
    """`b` comes back while `a` is not ready for a moment: `c` has to wait with its own restart, but not for ever."""
    fades = Program(answers=lambda role, age: not 10.5 < age < 30.0)
    slow = Program(answers=lambda role, age: age > 3.0)
    world = World(
        module("a", readiness=probe(1.0, failure_threshold=1)),
        module("b", restarting("a"), readiness=probe(1.0)),
        module("c", restarting("b")),
        programs={"a": fades, "b": slow},
    )
    world.until_ready()
    world.run_for(1010.0 - world.now)
    world.kill("b")
    world.run_for(10.0)
    assert world.ready("b") and not world.ready("a") and len(world.starts_of("c")) == 1
    world.run_for(1035.0 - world.now)
    assert (len(world.starts_of("a")), len(world.starts_of("b")), len(world.starts_of("c"))) == (1, 2, 2)


def test_second_incident_restarts_the_dependant_again() -> None:
    world = pair(RESTART)
    for _ in range(2):
        world.run_for(100.0)
        world.kill("a")
    world.run_for(100.0)
    assert len(world.starts_of("b")) == 3


def test_restart_edge_is_only_of_the_neighbours_not_of_who_keeps() -> None:
    world = World(module("a"), module("b", needs("a", on_restart=KEEP)), module("c", restarting("b")))
    world.until_ready()
    world.kill("a")
    world.run_for(60.0)
    assert (len(world.starts_of("b")), len(world.starts_of("c"))) == (1, 1)


def test_edge_to_a_completed_task_restarts_nobody() -> None:
    task = Program(dies_after=0.2, outcome=Outcome(code=0))
    world = World(
        module("job", oneshot=True),
        module("b", needs("job", Condition.COMPLETED, on_restart=RESTART)),
        programs={"job": task},
    )
    world.until_ready("b")
    world.restart("job")
    world.run_for(10.0)
    assert len(world.starts_of("b")) == 1


def test_optional_edge_restarts_its_dependant_too() -> None:
    world = World(module("a"), module("b", needs("a", required=False, on_restart=RESTART)))
    world.until_ready()
    world.kill("a")
    world.run_for(60.0)
    assert len(world.starts_of("b")) == 2


def test_optional_dependency_that_stays_away_does_not_hold_up_other_restarts() -> None:
    world = World(
        module("a"),
        module("gone"),
        module("b", restarting("a"), needs("gone", required=False, on_restart=RESTART)),
    )
    world.until_ready()
    world.stop("gone")
    world.run_for(1.0)
    world.kill("a")
    world.run_for(60.0)
    assert len(world.starts_of("b")) == 2


def test_restarting_edges_in_both_orders_give_the_same_end() -> None:
    """Two dependencies restarted together restart their dependant once, whichever is back first."""
    for first, second in combinations(("a", "b"), 2):
        world = World(
            module("a"),
            module("b"),
            module("c", restarting("a"), restarting("b")),
            programs={first: [Program(), Program(spawn_takes=2.0)]},
        )
        world.until_ready()
        world.restart(first, second)
        world.run_for(30.0)
        assert len(world.starts_of("c")) == 2
        assert (
            len([e for s in world.steps for e in s.effects if isinstance(e, Stop) and e.module == "c"]) == 1
        )
