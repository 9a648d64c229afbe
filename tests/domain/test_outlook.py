"""Has it got where it should, and who else is touched: what is said to those who wait or ask first."""

from __future__ import annotations

import pytest

from skelly_tray.domain.cause import Outcome
from skelly_tray.domain.descriptor import Condition, ModuleId, OnRestart, ProbeRole
from skelly_tray.domain.outlook import must_stop_first, started, stopped, touched_by_restart, woken_by_start
from tests.domain.build import module, needs, probe
from tests.domain.world import Program, World

NEVER_READY = Program(answers=lambda role, age: role is not ProbeRole.READINESS)
FAILS = Program(dies_after=0.0, outcome=Outcome(code=3))


def ids(*names: str) -> tuple[ModuleId, ...]:
    return tuple(ModuleId(n) for n in names)


def test_a_module_on_its_way_has_no_result_yet() -> None:
    world = World(module("a"))
    world.run_until(lambda: world.state("a") == "starting")
    assert started(world.system, world.module("a"), 0) is None


def test_a_start_tells_the_pid_and_whether_it_was_up_already() -> None:
    world = World(module("a"))
    world.until_ready()
    pid = world.run("a").pid
    fresh = started(world.system, world.module("a"), 0)
    known = started(world.system, world.module("a"), world.system.launches)
    assert fresh and (fresh.ok, fresh.text) == (True, f"started (pid {pid})")
    assert known and (known.ok, known.text) == (True, f"already running (pid {pid})")


def test_running_without_being_ready_is_no_success() -> None:
    world = World(module("a", readiness=probe(), startup_timeout=1.0), programs={"a": NEVER_READY})
    world.until("a", "running")
    result = started(world.system, world.module("a"), 0)
    assert result and not result.ok and "not ready" in result.text


def test_a_failure_and_a_vain_wait_end_the_waiting() -> None:
    world = World(module("a"), module("b", "a"), programs={"a": FAILS})
    world.until("a", "backoff")
    failed, waiting = (started(world.system, world.module(m), 0) for m in "ab")
    assert failed and not failed.ok and "exit 3" in failed.text
    assert waiting and not waiting.ok and "waits for a" in waiting.text


def test_waiting_for_what_is_on_its_way_goes_on() -> None:
    world = World(module("a", readiness=probe()), module("b", "a"), programs={"a": NEVER_READY})
    world.until("b", "waiting")
    assert started(world.system, world.module("b"), 0) is None


def test_a_completed_task_has_done_its_work() -> None:
    world = World(module("a", oneshot=True), programs={"a": Program(dies_after=1.0, outcome=Outcome(code=0))})
    world.until("a", "stopped")
    result = started(world.system, world.module("a"), 0)
    assert result and (result.ok, result.text) == (True, "has done its work")


def test_a_stop_is_done_when_nothing_is_left() -> None:
    world = World(module("a"))
    world.until_ready()
    assert stopped(world.system, world.module("a")) is None
    world.stop("a")
    assert stopped(world.system, world.module("a")) is None
    world.until("a", "stopped")
    result = stopped(world.system, world.module("a"))
    assert result and result.ok


def test_a_stop_touches_running_dependants_at_any_depth_and_no_others() -> None:
    world = World(
        module("a"),
        module("b", "a"),
        module("c", "b"),
        module("off", "a", enabled=False),
        module("loose", needs("a", required=False)),
        module("task", needs("a", condition=Condition.COMPLETED)),
    )
    world.run_for(5.0)
    assert must_stop_first(world.system, ids("a")) == {"b": "a", "c": "b"}
    assert must_stop_first(world.system, ids("a", "b")) == {"c": "b"}
    assert must_stop_first(world.system, ids("c")) == {}


@pytest.mark.parametrize("choice", list(OnRestart))
def test_a_restart_names_each_running_dependant_with_its_needs(choice: OnRestart) -> None:
    world = World(
        module("a"),
        module("b", needs("a", on_restart=choice)),
        module("c", "b"),
        module("off", "b", enabled=False),
    )
    world.until_ready("a", "b", "c")
    touched = touched_by_restart(world.system, ids("a"))
    assert touched["b"] == ("a", str(choice))
    assert ("c" in touched) is (choice is not OnRestart.KEEP)
    assert touched_by_restart(world.system, ids("a", "b")).keys() == {"c"}


def test_a_start_names_the_lazy_modules_it_brings_up() -> None:
    world = World(
        module("deep", lazy=True),
        module("lazy", "deep", lazy=True),
        module("user", "lazy", enabled=False),
        module("plain"),
    )
    world.until_ready("plain")
    assert woken_by_start(world.system, ids("user")) == {"lazy": "user", "deep": "lazy"}
    assert woken_by_start(world.system, ids("user", "lazy")) == {"deep": "lazy"}
    assert woken_by_start(world.system, ids("plain")) == {}
