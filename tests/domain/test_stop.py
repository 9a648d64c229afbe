"""Stopping: order, whose word changes, and that nothing brings back what the user has stopped."""

from __future__ import annotations

import pytest

from skelly_tray.domain.cause import Outcome
from skelly_tray.domain.descriptor import Condition, OnRestart
from skelly_tray.domain.effects import Stop
from skelly_tray.domain.events import Spawned, SystemStarted
from skelly_tray.domain.module import Desired
from tests.domain.build import loaded, module, needs, probe
from tests.domain.world import Program, World

CHAIN = module("a"), module("b", "a"), module("c", "b"), module("other")


def test_dependants_stop_first_and_only_the_named_module_changes_its_word() -> None:
    world = World(*CHAIN)
    world.until_ready()
    world.stop("a")
    world.until("a", "stopped", within=5.0)
    assert world.order_of_stops() == ["c", "b", "a"]
    assert world.states() == {"a": "stopped", "b": "waiting", "c": "waiting", "other": "running"}
    words = {m: known.word for m, known in world.system.modules.items()}
    assert words == {"a": Desired.DOWN, "b": None, "c": None, "other": None}
    kinds = {m: s.reason_kind for m, s in world.snapshot().modules.items()}
    assert kinds == {"a": "user", "b": "dependency", "c": "dependency", "other": None}


def test_each_stop_waits_until_the_former_tree_is_gone() -> None:
    slow = Program(stop_takes=2.0, sweep_takes=1.0)
    world = World(*CHAIN, programs={"b": slow, "c": slow})
    world.until_ready()
    world.stop("a")
    assert world.until("a", "stopped", within=20.0) == pytest.approx(6.011)


def test_dependants_return_when_the_stopped_module_does() -> None:
    world = World(*CHAIN)
    world.until_ready()
    world.stop("a")
    world.until("a", "stopped")
    world.start("a")
    world.until_ready(within=5.0)
    assert world.order_of_starts()[-3:] == ["a", "b", "c"]
    assert all(m.restarts == 0 for m in world.system.modules.values())


def test_stop_carries_signal_and_grace_of_the_module() -> None:
    world = World(module("a", stop_signal="INT", shutdown_timeout=3.5))
    world.until_ready()
    world.stop("a")
    stops = [e for e in world.steps[-1].effects if isinstance(e, Stop)]
    assert stops == [Stop(world.module("a").id, world.incarnation("a"), "INT", 3.5)]


def test_program_that_ignores_the_signal_is_gone_after_its_grace() -> None:
    world = World(module("a", shutdown_timeout=3.0), programs={"a": Program(obeys_term=False)})
    world.until_ready()
    world.stop("a")
    assert world.until("a", "stopped") == pytest.approx(3.001)


@pytest.mark.parametrize(
    "on", [needs("a", required=False), needs("a", Condition.COMPLETED)], ids=["optional", "task"]
)
def test_dependants_that_do_not_need_it_alive_are_left_alone(on: object) -> None:
    task = Program(dies_after=1.0, outcome=Outcome(code=0))
    world = World(module("a", oneshot=True), module("b", on), programs={"a": [task, Program()]})  # type: ignore[arg-type]
    world.until_ready("b")
    world.start("a")
    world.run_for(2.0)
    world.stop("a")
    world.until("a", "stopped")
    assert world.ready("b") and len(world.starts_of("b")) == 1


def test_stop_during_backoff_cancels_restart() -> None:
    world = World(module("a", backoff=5.0), programs={"a": Program(dies_after=0.0)})
    world.until("a", "backoff")
    world.stop("a")
    assert world.state("a") == "stopped"
    world.run_for(600.0)
    assert len(world.starts_of("a")) == 1


def test_stop_of_a_failed_module_cancels_its_trial_start() -> None:
    world = World(
        module("a", max_attempts=0, retry_failed_after=10.0), programs={"a": Program(dies_after=0.0)}
    )
    world.until("a", "failed")
    world.stop("a")
    world.run_for(600.0)
    assert world.state("a") == "stopped" and len(world.starts_of("a")) == 1


def test_stop_while_stopping_to_recover_wins() -> None:
    world = World(module("a"), programs={"a": Program(sweep_takes=1.0)})
    world.until_ready()
    world.kill("a")
    assert world.state("a") == "stopping"
    world.stop("a")
    world.run_for(600.0)
    assert world.state("a") == "stopped" and len(world.starts_of("a")) == 1
    assert world.story("a")[-2:] == ["stopping", "stopped"], "no detour through recovery"
    assert world.module("a").budget.attempts == 0


def test_start_while_stopping_to_recover_starts_at_once_with_a_new_budget() -> None:
    world = World(
        module("a", backoff=50.0), programs={"a": [Program(dies_after=0.1, sweep_takes=1.0), Program()]}
    )
    world.until("a", "stopping")
    world.start("a")
    world.until_ready(within=2.0)
    assert world.module("a").budget.attempts == 0


def test_restart_while_stopping_to_recover_starts_at_once() -> None:
    world = World(
        module("a", backoff=50.0), programs={"a": [Program(dies_after=0.1, sweep_takes=1.0), Program()]}
    )
    world.until("a", "stopping")
    world.restart("a")
    world.until_ready(within=2.0)


def test_start_during_stop_starts_after_the_stop() -> None:
    world = World(module("a"), programs={"a": Program(stop_takes=2.0)})
    world.until_ready()
    world.stop("a")
    world.run_for(1.0)
    world.start("a")
    world.until("a", "starting")
    assert world.now - world.starts_of("a")[0] > 2.0
    world.until_ready()
    assert len(world.starts_of("a")) == 2


def test_stop_after_start_during_stop_stays_stopped() -> None:
    world = World(module("a"), programs={"a": Program(stop_takes=2.0)})
    world.until_ready()
    world.stop("a")
    world.start("a")
    world.stop("a")
    world.run_for(60.0)
    assert world.state("a") == "stopped" and len(world.starts_of("a")) == 1


def test_stop_overtakes_a_spawn_in_flight() -> None:
    world = World(module("a"), programs={"a": Program(spawn_takes=1.0)})
    world.stop("a")
    assert world.state("a") == "stopping"
    assert not [s for s in world.steps if any(isinstance(e, Stop) for e in s.effects)]
    world.run_for(1.0)
    spawned = next(s for s in world.steps if isinstance(s.event, Spawned))
    assert [type(e) for e in spawned.effects] == [Stop]
    world.until("a", "stopped", within=1.0)
    assert len(world.starts_of("a")) == 1


def test_stop_overtakes_a_spawn_that_fails() -> None:
    world = World(module("a"), programs={"a": Program(spawn_takes=1.0, fails_exec="no such file")})
    world.stop("a")
    world.run_for(60.0)
    assert world.state("a") == "stopped" and len(world.starts_of("a")) == 1


def test_stop_of_a_waiting_module_needs_no_process() -> None:
    world = World(module("db", readiness=probe()), module("web", "db"))
    world.stop("web")
    assert world.state("web") == "stopped"
    world.run_for(60.0)
    assert not world.starts_of("web")


def test_stop_of_everything_goes_from_the_leaves_and_stays() -> None:
    world = World(*CHAIN, module("lazy", lazy=True))
    world.until_ready()
    world.stop_all()
    world.run_for(600.0)
    assert set(world.states().values()) == {"stopped"}
    stops = world.order_of_stops()
    assert stops.index("c") < stops.index("b") < stops.index("a")
    assert {m.word for m in world.system.modules.values()} == {Desired.DOWN}
    assert world.snapshot().status == "stopped"


def test_stop_of_everything_ends_a_start_under_way() -> None:
    world = World(
        module("a", readiness=probe()), module("b", "a"), programs={"a": Program(answers=lambda r, t: False)}
    )
    world.stop_all()
    world.run_for(60.0)
    assert world.system.startup is None and set(world.states().values()) == {"stopped"}


def test_exit_of_a_held_module_is_no_failure() -> None:
    """Its dependant takes long to stop; the module, already held, leaves by itself meanwhile."""
    world = World(module("a"), module("b", "a"), programs={"b": Program(stop_takes=5.0)})
    world.until_ready()
    world.stop("a")
    world.kill("a", Outcome(code=0))
    world.run_for(60.0)
    assert world.state("a") == "stopped" and world.module("a").last_failure is None


def test_word_of_the_user_outlives_the_supervisor() -> None:
    world = World(*CHAIN)
    world.until_ready()
    world.stop("b")
    world.run_for(5.0)
    world.new_supervisor()
    world.run_for(60.0)
    assert world.states() == {"a": "running", "b": "stopped", "c": "waiting", "other": "running"}
    assert world.snapshot().modules["b"].reason_kind == "user"


def test_recovery_of_a_dependency_does_not_start_a_stopped_dependant() -> None:
    world = World(module("a"), module("b", needs("a", on_restart=OnRestart.RESTART)))
    world.until_ready()
    world.stop("b")
    world.run_for(1.0)
    world.kill("a")
    world.run_for(600.0)
    assert world.ready("a") and world.state("b") == "stopped" and len(world.starts_of("b")) == 1


def test_system_start_does_not_start_what_the_user_has_stopped() -> None:
    a = module("a")
    world = World(start=False)
    world.feed(loaded(a, memory={a.id: {"word": "down"}}))
    world.feed(SystemStarted())
    world.run_for(5.0)
    assert world.state("a") == "stopped" and not world.starts
