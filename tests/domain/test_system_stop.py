"""The stop of the whole system: leaf first, within its time, and without changing what is wanted."""

from __future__ import annotations

import pytest

from skelly_tray.domain.cause import Outcome
from skelly_tray.domain.effects import Kill, Stop
from skelly_tray.domain.events import KillDemanded, SystemStarted
from skelly_tray.domain.module import Desired
from skelly_tray.domain.orchestrator_config import OrchestratorConfig
from skelly_tray.domain.sequence import time_to_stop
from skelly_tray.domain.status import SystemStatus
from tests.domain.build import module
from tests.domain.world import Program, World

CHAIN = module("a"), module("b", "a"), module("c", "b")
STUBBORN = Program(obeys_term=False)


def test_system_stop_goes_from_the_leaves_to_the_root_and_changes_no_word() -> None:
    world = World(*CHAIN)
    world.until_ready()
    world.shut_down()
    assert world.snapshot().status is SystemStatus.STOPPING
    world.run_until(lambda: not world.system.active, 5.0)
    assert world.order_of_stops() == ["c", "b", "a"]
    assert all(m.wanted and m.word is None for m in world.system.modules.values())
    snapshot = world.snapshot()
    assert snapshot.status is SystemStatus.STOPPED
    assert {s.reason_kind for s in snapshot.modules.values()} == {"system_stop"}


def test_what_is_left_at_the_deadline_is_killed_in_no_order() -> None:
    """Even to be killed takes the last one longer than there is."""
    world = World(*CHAIN, programs={"c": Program(obeys_term=False, sweep_takes=5.0)})
    world.until_ready()
    began = world.now
    world.shut_down(timeout=2.0)
    world.run_until(lambda: not world.system.active, 60.0)
    forced = next(s for s in world.steps if any(isinstance(e, Kill) for e in s.effects))
    assert forced.at - began == pytest.approx(2.0, abs=0.1)
    assert len([e for e in forced.effects if isinstance(e, Kill)]) == 3


def test_with_too_little_time_each_gets_less_and_the_order_is_kept() -> None:
    world = World(*CHAIN, programs=dict.fromkeys("abc", STUBBORN))
    world.until_ready()
    began = world.now
    world.shut_down(timeout=3.0)
    shown = world.snapshot().modules["c"].kill_in_s
    world.run_until(lambda: not world.system.active, 60.0)
    assert world.order_of_stops() == ["c", "b", "a"]
    assert world.now - began < 3.0 and not _kills(world), (
        "nobody is killed but at the end of a grace of his own"
    )
    graces = [grace for _, grace in _graces(world)]
    assert graces[0] == pytest.approx(0.9) and shown == pytest.approx(graces[0], abs=0.05)


def test_time_that_one_does_not_use_is_there_for_the_next() -> None:
    """The root, a database say, has much to write."""
    world = World(*CHAIN, programs={"a": Program(stop_takes=2.0)})
    world.until_ready()
    world.shut_down(timeout=3.0)
    world.run_until(lambda: not world.system.active, 60.0)
    assert _graces(world)[-1] == ("a", pytest.approx(2.7, abs=0.1)), "of ten that it would like"


def test_a_graces_sum_that_fits_is_left_as_it_is() -> None:
    world = World(*CHAIN)
    world.until_ready()
    world.shut_down(timeout=time_to_stop(world.system))
    world.run_until(lambda: not world.system.active, 60.0)
    assert [grace for _, grace in _graces(world)] == [10.0] * 3


def test_less_time_for_a_stop_under_way_shortens_what_is_being_stopped() -> None:
    world = World(*CHAIN, programs=dict.fromkeys("abc", STUBBORN))
    world.until_ready()
    world.shut_down(timeout=60.0)
    world.run_for(1.0)
    began = world.now
    world.shut_down(timeout=3.0)
    assert world.snapshot().modules["c"].kill_in_s == pytest.approx(0.9, abs=0.05)
    world.run_until(lambda: not world.system.active, 60.0)
    assert world.now - began < 3.0 and not _kills(world)
    assert [name for name, _ in _graces(world)] == ["c", "c", "b", "a"]


def test_less_time_that_is_more_than_is_left_changes_nothing() -> None:
    world = World(*CHAIN, programs={"c": STUBBORN})
    world.until_ready()
    world.shut_down(timeout=60.0)
    world.run_for(9.5)
    world.shut_down(timeout=40.0)
    world.run_until(lambda: not world.system.active, 60.0)
    assert [name for name, _ in _graces(world)] == ["c", "b", "a"]


def _graces(world: World) -> list[tuple[str, float]]:
    return [(e.module, e.grace) for s in world.steps for e in s.effects if isinstance(e, Stop)]


def _kills(world: World) -> list[Kill]:
    return [e for s in world.steps for e in s.effects if isinstance(e, Kill)]


def test_system_stop_without_need_for_force_kills_nobody() -> None:
    world = World(*CHAIN)
    world.until_ready()
    world.shut_down(timeout=2.0)
    world.run_for(10.0)
    assert not [e for s in world.steps for e in s.effects if isinstance(e, Kill)]


def test_kill_demanded_kills_at_once_also_during_an_ordered_stop() -> None:
    for ordered_first in (True, False):
        world = World(*CHAIN, programs=dict.fromkeys("abc", STUBBORN))
        world.until_ready()
        if ordered_first:
            world.shut_down()
            world.run_for(1.0)
        world.feed(KillDemanded())
        world.run_for(0.1)
        assert world.system.at_rest and not world.system.active


def test_kill_reaches_a_spawn_in_flight() -> None:
    world = World(module("a"), programs={"a": Program(spawn_takes=1.0, obeys_term=False)})
    world.feed(KillDemanded())
    world.run_for(1.1)
    assert world.system.at_rest and not world.system.active
    assert not [e for s in world.steps for e in s.effects if isinstance(e, Stop)]


def test_nothing_starts_during_or_after_a_system_stop() -> None:
    scripts = {"crash": Program(dies_after=0.1), "a": Program(stop_takes=3.0)}
    world = World(module("crash", backoff=0.5), *CHAIN, programs=scripts)
    world.run_for(1.0)
    world.shut_down()
    starts = len(world.starts)
    world.run_for(600.0)
    assert len(world.starts) == starts and not world.system.active


def test_death_during_a_system_stop_is_no_failure() -> None:
    world = World(*CHAIN, programs={"c": Program(stop_takes=5.0)})
    world.until_ready()
    world.shut_down()
    world.kill("a")
    world.run_for(60.0)
    assert not world.system.active and world.module("a").last_failure is None


def test_system_can_be_started_again_after_its_stop() -> None:
    world = World(*CHAIN)
    world.until_ready()
    world.shut_down()
    world.run_for(5.0)
    world.feed(SystemStarted())
    world.until_ready(within=5.0)
    assert world.order_of_starts() == ["a", "b", "c"] * 2


def test_finished_task_takes_no_turn_in_the_next_start() -> None:
    done = Program(dies_after=0.1, outcome=Outcome(code=0))
    config = OrchestratorConfig(module_start_delay=5.0)
    world = World(module("a", oneshot=True), module("b"), config=config, programs={"a": done})
    world.until_ready()
    world.shut_down()
    world.run_for(5.0)
    world.feed(SystemStarted())
    assert world.order_of_starts() == ["a", "b", "b"]


@pytest.mark.parametrize("when", [0.0, 5.0], ids=["during", "after"])
def test_start_of_one_module_takes_the_system_stop_back(when: float) -> None:
    slow = Program(stop_takes=2.0)
    world = World(*CHAIN, module("lone"), programs={"c": slow})
    world.until_ready()
    world.shut_down()
    world.run_for(when)
    world.start("b")
    world.until_ready("a", "b", "c", "lone", within=5.0)


def test_second_system_stop_does_not_prolong_the_first() -> None:
    world = World(module("a"), programs={"a": STUBBORN})
    world.until_ready()
    world.shut_down(timeout=1.0)
    world.shut_down(timeout=100.0)
    world.run_for(1.1)
    assert not world.system.active


def test_modules_at_rest_keep_the_reason_of_the_user() -> None:
    world = World(*CHAIN)
    world.until_ready()
    world.stop("c")
    world.run_for(1.0)
    world.shut_down()
    world.run_for(5.0)
    assert {m: s.reason_kind for m, s in world.snapshot().modules.items()} == {
        "a": "system_stop",
        "b": "system_stop",
        "c": "user",
    }
    assert world.module("c").desired is Desired.DOWN


def test_system_stop_before_anything_runs_is_over_at_once() -> None:
    world = World(start=False)
    world.load(*CHAIN)
    world.shut_down()
    assert not world.system.active and world.snapshot().status is SystemStatus.STOPPED
