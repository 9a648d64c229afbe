"""The start of the whole system: order, delays, and what happens when something is missing."""

from __future__ import annotations

from itertools import pairwise

import pytest

from skelly_tray.domain.descriptor import ProbeRole
from skelly_tray.domain.orchestrator_config import OrchestratorConfig
from tests.domain.build import module, probe
from tests.domain.world import Program, World

SEQUENTIAL = OrchestratorConfig(module_start_delay=1.0)
NEVER_READY = Program(answers=lambda role, age: role is not ProbeRole.READINESS)


def test_sequential_start_takes_one_module_at_a_time_in_dependency_order() -> None:
    world = World(module("web", "db"), module("db"), module("log"), config=SEQUENTIAL)
    world.until_ready()
    assert world.order_of_starts() == ["db", "log", "web"]
    times = [at for at, _ in world.starts]
    assert [b - a for a, b in pairwise(times)] == pytest.approx([1.0, 1.0])


def test_sequential_start_waits_until_the_former_is_ready() -> None:
    slow = module("a", readiness=probe())
    answers = Program(answers=lambda role, age: age >= 7.0)
    world = World(slow, module("b"), config=SEQUENTIAL, programs={"a": answers})
    world.run_for(6.9)
    assert world.order_of_starts() == ["a"]
    world.until_ready("b")
    assert world.starts_of("b")[0] - world.starts_of("a")[0] >= 7.0
    assert world.ready("a")
