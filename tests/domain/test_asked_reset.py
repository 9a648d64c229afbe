"""A restart with an empty state that the user asks for; and what a snapshot says of a stop that is under way."""

from __future__ import annotations

import pytest

from skelly_tray.domain.descriptor import BUS_ID
from skelly_tray.domain.errand import ResetState
from skelly_tray.domain.events import RestartRequested
from tests.domain.build import module
from tests.domain.world import Program, World


def test_a_restart_with_reset_empties_the_state_once_and_only_of_what_is_named() -> None:
    world = World(module("a"), module("b"))
    world.until_ready()
    world.feed(RestartRequested((world.module("a").id,), reset=True))
    world.run_until(lambda: len(world.starts_of("a")) == 2)
    world.until_ready("a")
    assert world.errands_of("a") == [ResetState(True, True)] and world.errands_of("b") == []
    assert len(world.starts_of("b")) == 1
    world.restart("a")
    world.run_until(lambda: len(world.starts_of("a")) == 3)
    assert len(world.errands_of("a")) == 1, "a plain restart after it keeps what there is"


def test_what_rests_is_reset_before_its_start() -> None:
    world = World(module("a"))
    world.until_ready()
    world.stop("a")
    world.run_until(lambda: not world.live("a"))
    world.feed(RestartRequested((world.module("a").id,), reset=True))
    world.until_ready("a")
    assert world.errands_of("a") == [ResetState(True, True)] and len(world.starts_of("a")) == 2


def test_a_stop_before_the_reset_leaves_the_state_alone() -> None:
    world = World(module("a"), programs={"a": Program(stop_takes=3.0)})
    world.until_ready()
    world.feed(RestartRequested((world.module("a").id,), reset=True))
    world.stop("a")
    world.run_for(60.0)
    assert world.errands == [] and world.live("a") == []


def test_the_bus_has_no_state_to_be_reset() -> None:
    world = World(module(str(BUS_ID)))
    world.until_ready()
    world.feed(RestartRequested((BUS_ID,), reset=True))
    world.run_until(lambda: len(world.starts_of(str(BUS_ID))) == 2)
    assert world.errands == []


def test_a_snapshot_tells_when_what_does_not_end_is_killed() -> None:
    deaf = Program(obeys_term=False)
    world = World(module("a", shutdown_timeout=5.0), programs={"a": deaf})
    world.until_ready()
    assert world.snapshot().modules["a"].kill_in_s is None
    world.stop("a")
    world.run_for(1.0)
    assert world.snapshot().modules["a"].kill_in_s == pytest.approx(4.0, abs=0.1)
    world.run_until(lambda: not world.live("a"))
    assert world.snapshot().modules["a"].kill_in_s is None
