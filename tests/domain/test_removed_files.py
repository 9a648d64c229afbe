"""A module whose file goes while it runs, and one that comes back before its former process is swept."""

from __future__ import annotations

from skelly_tray.domain.effects import Kill
from skelly_tray.domain.events import KeeperOpened, KillDemanded, SystemStarted
from tests.domain.build import loaded, module
from tests.domain.world import Program, World

SLOW_TO_STOP = Program(stop_takes=3.0)


def test_process_of_a_removed_file_is_stopped() -> None:
    world = World(module("a"), module("b"))
    world.until_ready()
    world.load(module("a"))
    world.run_for(1.0)
    assert not world.live("b")
    assert world.ready("a") and len(world.starts_of("a")) == 1


def test_spawn_in_flight_of_a_removed_file_is_stopped() -> None:
    world = World(module("a"), module("b"), programs={"b": Program(spawn_takes=0.5)})
    world.load(module("a"))
    world.run_for(0.4)
    assert not world.live("b")
    world.run_for(1.0)
    assert [p.gone for p in world.processes.values() if p.module == "b"] == [True]


def test_failed_spawn_of_a_removed_file_is_forgotten() -> None:
    world = World(
        module("a"), module("b"), programs={"b": Program(spawn_takes=0.5, fails_exec="no such file")}
    )
    world.load(module("a"))
    world.run_for(1.0)
    assert not world.system.leavers


def test_file_written_again_waits_until_the_former_process_is_gone() -> None:
    world = World(module("a"), programs={"a": [SLOW_TO_STOP, Program()]})
    world.until_ready("a")
    world.load(module("other"))
    world.load(module("other"), module("a"))
    world.run_for(2.0)
    assert world.state("a") == "waiting"
    assert world.snapshot().modules["a"].reason == "waits until its former process is gone"
    world.until_ready("a")
    assert len(world.starts_of("a")) == 2


def test_system_stop_waits_for_the_process_of_a_removed_file() -> None:
    world = World(module("a"), module("b"), programs={"b": SLOW_TO_STOP})
    world.until_ready()
    world.load(module("a"))
    world.shut_down(timeout=60.0)
    world.run_for(1.0)
    assert world.system.active and not world.system.at_rest
    world.run_until(lambda: not world.system.active, 10.0)
    assert world.processes[2].gone


def test_process_of_a_removed_file_is_killed_with_the_rest() -> None:
    world = World(module("a"), module("b"), programs={"b": Program(obeys_term=False)})
    world.until_ready()
    world.load(module("a"))
    assert Kill(world.live("b")[0].incarnation) in world.feed(KillDemanded())
    world.run_for(0.1)
    assert world.system.at_rest


def test_kept_process_without_a_file_is_stopped_at_adoption() -> None:
    world = World(module("a"), module("b"))
    world.until_ready()
    world.new_supervisor(module("a"))
    assert world.state("a") == "running"
    world.run_for(1.0)
    assert not world.live("b")
    assert len(world.live("a")) == 1


def test_death_of_a_kept_process_is_buried_only_when_its_tree_is_gone() -> None:
    world = World(module("a"), programs={"a": Program(sweep_takes=5.0)})
    world.until_ready("a")
    world._deaf = True
    world.kill("a")
    world.new_supervisor(away=1.0)
    world.run_for(3.0)
    assert world.state("a") == "stopping"
    world.until_ready("a")
    assert len(world.starts_of("a")) == 2


def test_nothing_is_started_before_the_system_is() -> None:
    world = World(start=False)
    world.feed(loaded(module("a")))
    world.feed(KeeperOpened())
    assert not world.starts
    world.feed(SystemStarted())
    assert world.order_of_starts() == ["a"]
