"""The start of the whole system: order, delays, and what happens when something is missing."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import pytest

from skelly_tray.domain.cause import CauseKind, EntryKind, Outcome
from skelly_tray.domain.descriptor import ProbeRole
from skelly_tray.domain.events import SystemStarted
from skelly_tray.domain.orchestrator_config import OrchestratorConfig
from skelly_tray.domain.status import SystemStatus
from tests.domain.build import PARALLEL, module, needs, probe
from tests.domain.world import Program, World

SEQUENTIAL = OrchestratorConfig(module_start_delay=1.0)
NO_DELAY = OrchestratorConfig(module_start_delay=0.0)
NEVER_READY = Program(answers=lambda role, age: role is not ProbeRole.READINESS)
DIES_AT_ONCE = Program(dies_after=0.0)


def gaps(world: World) -> list[float]:
    return [b - a for (a, _), (b, _) in pairwise(world.starts)]


def test_sequential_start_takes_one_module_at_a_time_in_dependency_order() -> None:
    world = World(module("web", "db"), module("db"), module("log"), config=SEQUENTIAL)
    world.until_ready()
    assert world.order_of_starts() == ["db", "log", "web"]
    assert gaps(world) == pytest.approx([1.0, 1.0])


def test_sequential_start_waits_until_the_former_is_ready() -> None:
    slow = Program(answers=lambda role, age: age >= 7.0)
    modules = module("a", readiness=probe()), module("b")
    world = World(*modules, config=SEQUENTIAL, programs={"a": slow})
    world.run_for(6.9)
    assert world.order_of_starts() == ["a"]
    world.until_ready("b")
    assert gaps(world)[0] >= 7.0


def test_sequential_start_goes_on_when_the_former_has_failed_once() -> None:
    world = World(module("a"), module("b"), config=NO_DELAY, programs={"a": DIES_AT_ONCE})
    world.until_ready("b", within=1.0)
    assert world.state("a") == "backoff"


def test_sequential_start_goes_on_when_the_former_cannot_come() -> None:
    modules = module("db"), module("job", needs("db")), module("z")
    world = World(*modules, config=NO_DELAY, memory={modules[0].id: {"word": "down"}})
    world.until_ready("z", within=2.0)
    assert world.state("job") == "waiting"


def test_failures_of_an_earlier_supervisor_do_not_let_the_next_go_early() -> None:
    modules = module("a", readiness=probe()), module("b")
    slow = Program(answers=lambda role, age: age >= 7.0)
    world = World(
        *modules, config=NO_DELAY, programs={"a": slow}, memory={modules[0].id: {"attempts": 2, "waits": 1}}
    )
    world.until_ready("b")
    assert gaps(world)[0] >= 7.0


def test_failure_before_this_start_does_not_let_the_next_go_early() -> None:
    slow = Program(answers=lambda role, age: age >= 7.0)
    modules = module("a", readiness=probe()), module("b")
    world = World(*modules, config=NO_DELAY, programs={"a": [Program(dies_after=1.0), slow]})
    world.until("a", "stopping")
    world.until_ready()
    world.shut_down()
    world.run_for(5.0)
    world.feed(SystemStarted())
    world.until_ready()
    assert world.starts_of("b")[-1] - world.starts_of("a")[-1] >= 7.0


def test_parallel_start_does_not_wait_for_readiness_of_what_it_does_not_need() -> None:
    modules = module("a", readiness=probe()), module("b"), module("c", "b")
    world = World(*modules, programs={"a": NEVER_READY})
    world.until_ready("c", within=1.0)
    assert not world.ready("a")


def test_parallel_start_lets_the_delay_lie_between_waves() -> None:
    config = replace(PARALLEL, module_start_delay=2.0)
    world = World(module("a"), module("b"), module("c", "a"), config=config)
    world.until_ready()
    assert gaps(world) == pytest.approx([0.0, 2.0])


@pytest.mark.parametrize("config", [NO_DELAY, PARALLEL])
def test_system_is_starting_until_everything_wanted_has_settled(config: OrchestratorConfig) -> None:
    modules = module("a"), module("b", "a"), module("task", oneshot=True), module("later", lazy=True)
    world = World(
        *modules, config=config, programs={"task": Program(dies_after=0.5, outcome=Outcome(code=0))}
    )
    assert world.snapshot().status is SystemStatus.STARTING
    world.run_until(lambda: world.system.startup is None, 5.0)
    assert world.ready("b")
    world.run_for(1.0)
    assert world.snapshot().status is SystemStatus.HEALTHY


def test_startup_timeout_of_the_system_names_what_is_missing() -> None:
    config = replace(PARALLEL, startup_timeout=10.0)
    modules = (
        module("ok"),
        module("slow", readiness=probe()),
        module("behind", "slow"),
        module("off", enabled=False),
    )
    world = World(*modules, config=config, programs={"slow": NEVER_READY})
    world.run_for(9.9)
    assert world.snapshot().status is SystemStatus.STARTING
    world.run_for(0.2)
    assert world.system.missed == {"slow", "behind"}
    snapshot = world.snapshot()
    assert snapshot.status is not SystemStatus.STARTING
    issues = {i.id: i for i in snapshot.issues}
    assert {"slow.missed", "behind.missed"} <= issues.keys()
    assert "10 s" in issues["slow.missed"].message
    ended = [e for e in world.journal if e.kind is EntryKind.SYSTEM and e.from_ == "starting"]
    assert ended[-1].detail == {"missing": ["behind", "slow"]} and ended[-1].cause.kind is CauseKind.TIMEOUT


def test_module_that_has_just_died_is_missing_too() -> None:
    config = replace(PARALLEL, startup_timeout=10.0)
    modules = module("slow", readiness=probe()), module("dies")
    dies = Program(dies_after=9.5, sweep_takes=5.0)
    world = World(*modules, config=config, programs={"slow": NEVER_READY, "dies": dies})
    world.run_for(10.1)
    assert world.state("dies") == "stopping"
    assert world.system.missed == {"slow", "dies"}


def test_issue_of_a_missing_module_goes_when_it_comes() -> None:
    config = replace(PARALLEL, startup_timeout=1.0)
    slow = Program(answers=lambda role, age: age >= 5.0)
    world = World(module("a", readiness=probe()), config=config, programs={"a": slow})
    world.run_for(2.0)
    assert [i.id for i in world.snapshot().issues if i.id == "a.missed"]
    world.until_ready()
    assert not [i.id for i in world.snapshot().issues if i.id == "a.missed"]


def test_startup_timeout_lets_those_go_that_had_to_wait_for_their_turn() -> None:
    config = replace(NO_DELAY, startup_timeout=3.0)
    world = World(module("a", readiness=probe()), module("b"), config=config, programs={"a": NEVER_READY})
    world.run_for(2.9)
    assert not world.starts_of("b")
    world.until_ready("b", within=1.0)


def test_start_never_aborts_the_rest() -> None:
    modules = module("bad", max_attempts=0), module("needy", "bad"), module("good")
    world = World(*modules, programs={"bad": Program(fails_exec="no such file")})
    world.until_ready("good", within=1.0)
    world.run_until(lambda: world.system.startup is None, 1.0)
    assert (world.state("bad"), world.state("needy")) == ("failed", "waiting")
    assert world.snapshot().status is SystemStatus.CRITICAL


def test_disabled_modules_are_not_started_with_the_system_but_by_the_user() -> None:
    world = World(module("a", enabled=False))
    world.run_for(1.0)
    assert world.state("a") == "stopped"
    assert world.snapshot().modules["a"].reason_kind == "disabled"
    world.start("a")
    world.until_ready("a")


def test_lazy_module_starts_on_first_demand_and_then_stays() -> None:
    modules = module("cache", lazy=True), module("web", "cache", enabled=False)
    world = World(*modules)
    world.run_for(1.0)
    assert world.state("cache") == "stopped" and not world.starts
    world.start("web")
    world.until_ready("web")
    assert world.order_of_starts() == ["cache", "web"]
    demanded = next(e for e in world.journal if e.module == "cache" and e.to == "starting")
    assert demanded.cause.kind is CauseKind.DEMAND and "web" in demanded.cause.text
    world.stop("web")
    world.run_for(60.0)
    assert world.ready("cache")


def test_demand_reaches_through_a_chain_of_lazy_modules() -> None:
    world = World(module("a", lazy=True), module("b", "a", lazy=True), module("c", "b"))
    world.until_ready("c")
    assert world.order_of_starts() == ["a", "b", "c"]


def test_lazy_module_stopped_by_the_user_is_not_woken_by_demand() -> None:
    world = World(module("cache", lazy=True), module("web", "cache", enabled=False))
    world.stop("cache")
    world.start("web")
    world.run_for(60.0)
    assert not world.starts_of("cache")
    assert world.snapshot().modules["web"].reason == "waits for cache (stopped by you)"


def test_start_of_everything_brings_back_what_the_user_had_stopped() -> None:
    world = World(module("a"), module("b", enabled=False), module("c", lazy=True))
    world.until_ready()
    world.stop("a", "c")
    world.run_for(1.0)
    world.start_all()
    world.until_ready("a")
    assert (world.state("b"), world.state("c")) == ("stopped", "stopped")
    assert world.snapshot().modules["c"].reason == "starts on first demand"


def test_start_of_everything_starts_what_has_failed_with_a_new_budget() -> None:
    scripts = [Program(fails_exec="busy")] * 3 + [Program()]
    world = World(module("a", max_attempts=2, backoff=1.0), programs={"a": scripts})
    world.until("a", "failed", within=20.0)
    world.start_all()
    world.until_ready("a", within=1.0)
    assert world.module("a").budget.attempts == 0
