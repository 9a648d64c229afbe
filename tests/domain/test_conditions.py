"""What a dependant waits for: every condition, required and optional edges."""

from __future__ import annotations

import pytest

from skelly_tray.domain.cause import Outcome
from skelly_tray.domain.descriptor import Condition, ProbeRole
from tests.domain.build import module, needs, probe
from tests.domain.world import Program, World

STARTED, READY, HEALTHY, COMPLETED = (
    Condition.STARTED,
    Condition.READY,
    Condition.HEALTHY,
    Condition.COMPLETED,
)


def timed(startup: float = 0.0, readiness: float = 0.0) -> Program:
    """Passes its startup and readiness probes from these ages on."""
    begins = {ProbeRole.STARTUP: startup, ProbeRole.READINESS: readiness, ProbeRole.LIVENESS: 0.0}
    return Program(answers=lambda role, age: age >= begins[role])


@pytest.mark.parametrize(("condition", "after"), [(STARTED, 3.0), (READY, 6.0), (HEALTHY, 6.0)])
def test_dependant_starts_when_its_condition_holds(condition: Condition, after: float) -> None:
    db = module("db", startup=probe(0.5), readiness=probe(0.5))
    world = World(db, module("web", needs("db", condition)), programs={"db": timed(3.0, 6.0)})
    world.until_ready("web")
    waited = world.starts_of("web")[0] - world.starts_of("db")[0]
    assert after <= waited < after + 1.1


def test_started_without_a_startup_probe_is_spawned() -> None:
    db = module("db", readiness=probe(0.5))
    world = World(db, module("web", needs("db", STARTED)), programs={"db": timed(0.0, 50.0)})
    world.until_ready("web", within=1.0)


def test_healthy_means_now_and_not_once() -> None:
    """A dependency that was ready and is not any more keeps a new dependant waiting."""
    fades = Program(answers=lambda role, age: age < 5.0 or age > 60.0)
    modules = module("db", readiness=probe(1.0)), module("web", needs("db", HEALTHY), enabled=False)
    world = World(*modules, programs={"db": fades})
    world.run_for(20.0)
    assert world.snapshot().modules["db"].health == "degraded"
    world.start("web")
    world.run_for(20.0)
    assert world.state("web") == "waiting"
    world.until_ready("web")
    assert world.now >= 1060.0


@pytest.mark.parametrize(("condition", "expected"), [(READY, "running"), (HEALTHY, "waiting")])
def test_healthy_is_more_than_ready(condition: Condition, expected: str) -> None:
    """Ready to work, but its liveness probe fails and nobody may restart it."""
    db = module("db", readiness=probe(1.0), liveness=probe(1.0), auto_recovery=False)
    dead = Program(answers=lambda role, age: role is not ProbeRole.LIVENESS)
    world = World(db, module("web", needs("db", condition), enabled=False), programs={"db": dead})
    world.run_for(20.0)
    assert world.ready("db") and world.snapshot().modules["db"].health == "unhealthy"
    world.start("web")
    world.run_for(20.0)
    assert world.state("web") == expected


@pytest.mark.parametrize("condition", [STARTED, READY, HEALTHY, COMPLETED])
def test_succeeded_oneshot_meets_every_condition(condition: Condition) -> None:
    world = World(
        module("job", oneshot=True),
        module("web", needs("job", condition)),
        programs={"job": Program(dies_after=0.1, outcome=Outcome(code=0))},
    )
    world.until_ready("web", within=5.0)
    assert world.module("job").completed


def test_completed_is_not_met_by_a_running_task() -> None:
    job = Program(dies_after=8.0, outcome=Outcome(code=0))
    world = World(module("job", oneshot=True), module("web", needs("job", COMPLETED)), programs={"job": job})
    world.run_for(7.9)
    assert world.ready("job") and world.state("web") == "waiting"
    world.until_ready("web", within=1.0)


def test_failed_task_keeps_what_needs_its_completion_waiting() -> None:
    scripts = [Program(dies_after=0.1), Program(dies_after=0.1, outcome=Outcome(code=0))]
    modules = module("job", oneshot=True, backoff=5.0), module("web", needs("job", COMPLETED))
    world = World(*modules, programs={"job": scripts})
    world.run_for(4.0)
    assert (world.state("job"), world.state("web")) == ("backoff", "waiting")
    world.until_ready("web")
    assert len(world.starts_of("job")) == 2


def test_success_codes_decide_whether_a_task_has_succeeded() -> None:
    job = module("job", oneshot=True, success_exit_codes=(0, 3))
    assert _after_exit(job, 3) == "stopped"
    assert _after_exit(job, 4) == "backoff"


def _after_exit(job: object, code: int) -> str:
    world = World(job, programs={"job": Program(dies_after=0.1, outcome=Outcome(code=code))})  # type: ignore[arg-type]
    world.run_for(1.0)
    return world.state("job")


def test_completed_task_is_run_again_only_when_asked() -> None:
    world = World(
        module("job", oneshot=True), programs={"job": Program(dies_after=0.1, outcome=Outcome(code=0))}
    )
    world.run_for(100.0)
    assert len(world.starts_of("job")) == 1
    assert world.snapshot().modules["job"].reason_kind == "completed"
    world.start("job")
    world.run_for(1.0)
    assert len(world.starts_of("job")) == 2


def test_dependants_go_on_while_a_completed_task_runs_again() -> None:
    job = Program(dies_after=5.0, outcome=Outcome(code=0))
    world = World(module("job", oneshot=True), module("web", needs("job", COMPLETED)), programs={"job": job})
    world.until_ready("web")
    world.restart("job")
    world.run_for(20.0)
    assert len(world.starts_of("job")) == 2 and len(world.starts_of("web")) == 1


def test_optional_dependency_is_waited_for_while_it_is_on_its_way() -> None:
    world = World(
        module("cache", readiness=probe(1.0)),
        module("web", needs("cache", required=False)),
        programs={"cache": timed(0.0, 5.0)},
    )
    world.run_for(4.5)
    assert world.state("web") == "waiting"
    world.until_ready("web", within=2.0)


@pytest.mark.parametrize(
    "script", [Program(fails_exec="no such file"), Program(dies_after=0.1)], ids=["no start", "dies"]
)
def test_optional_dependency_that_fails_is_not_waited_for(script: Program) -> None:
    world = World(module("cache"), module("web", needs("cache", required=False)), programs={"cache": script})
    world.until_ready("web", within=1.0)
    assert not world.ready("cache")


def test_optional_dependency_that_nobody_wants_or_describes_is_not_waited_for() -> None:
    world = World(
        module("off", enabled=False),
        module("a", needs("off", required=False)),
        module("b", needs("nobody", required=False)),
    )
    world.until_ready("a", "b", within=1.0)


def test_optional_dependency_that_goes_takes_nobody_with_it() -> None:
    world = World(module("cache"), module("web", needs("cache", required=False)))
    world.until_ready()
    world.stop("cache")
    world.run_for(5.0)
    assert world.state("cache") == "stopped"
    assert world.ready("web") and len(world.starts_of("web")) == 1


def test_required_dependency_that_nobody_describes_is_waited_for_and_named() -> None:
    world = World(module("web", "db"))
    world.run_for(5.0)
    status = world.snapshot().modules["web"]
    assert status.state == "waiting" and status.waiting_on == ["db"]
    assert status.reason == "waits for db (no usable file)" and status.reason_kind == "dependency"


def test_every_edge_counts() -> None:
    modules = module("a", readiness=probe(1.0)), module("b"), module("c", "a", "b")
    world = World(*modules, programs={"a": timed(0.0, 9.0)})
    world.run_for(5.0)
    assert world.snapshot().modules["c"].waiting_on == ["a"]
    world.until_ready("c")


def test_conditions_are_checked_at_the_start_and_not_afterwards() -> None:
    fades = Program(answers=lambda role, age: age < 5.0)
    world = World(
        module("db", readiness=probe(1.0)), module("web", needs("db", HEALTHY)), programs={"db": fades}
    )
    world.until_ready()
    world.run_for(60.0)
    assert world.snapshot().modules["db"].health == "degraded"
    assert world.ready("web") and len(world.starts_of("web")) == 1
