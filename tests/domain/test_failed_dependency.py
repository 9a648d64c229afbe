"""Trouble further down: what a dependant does while its dependency recovers, fails for good and comes back."""

from __future__ import annotations

from skelly_tray.domain.descriptor import Condition
from skelly_tray.domain.status import SystemStatus
from tests.domain.build import module, needs
from tests.domain.world import Program, World

NO_RETRY = {"max_attempts": 0, "retry_failed_after": 0.0}


def test_dependants_of_a_failed_module_are_stopped_in_reverse_order_and_nobody_else() -> None:
    world = World(
        module("db", **NO_RETRY), module("web", "db"), module("proxy", "web"), module("apart"),
        module("loose", needs("db", required=False)),
    )  # fmt: skip
    world.until_ready()
    world.kill("db")
    world.run_for(5.0)
    assert world.order_of_stops() == ["proxy", "web"]
    assert world.states() == {
        "db": "failed",
        "web": "waiting",
        "proxy": "waiting",
        "apart": "running",
        "loose": "running",
    }
    assert all(m.wanted for m in world.system.modules.values())
    snapshot = world.snapshot()
    assert snapshot.status is SystemStatus.CRITICAL
    assert set(snapshot.failing_modules) == {"db", "web", "proxy"}
    assert {i.id for i in snapshot.issues} == {"db.failed", "web.held", "proxy.held"}


def test_dependants_start_again_by_themselves_when_the_failed_one_is_back() -> None:
    scripts = {"db": [Program(dies_after=5.0), Program()]}
    db = module("db", max_attempts=0, retry_failed_after=30.0)
    world = World(db, module("web", "db"), module("proxy", "web"), programs=scripts)
    world.until("db", "failed")
    world.run_for(5.0)
    assert world.state("proxy") == "waiting"
    world.until_ready("proxy", within=40.0)
    assert world.order_of_starts() == ["db", "web", "proxy"] * 2


def test_start_of_the_failed_one_by_the_user_brings_the_dependants_back() -> None:
    world = World(module("db", **NO_RETRY), module("web", "db"))
    world.until_ready()
    world.kill("db")
    world.run_for(5.0)
    world.start("db")
    world.until_ready("web", within=5.0)


def test_dependant_keeps_running_while_its_dependency_recovers() -> None:
    world = World(
        module("db", backoff=60.0), module("web", "db"), programs={"db": [Program(), Program(dies_after=0.0)]}
    )
    world.until_ready()
    world.kill("db")
    world.until("db", "backoff")
    world.run_for(30.0)
    assert world.ready("web") and len(world.starts_of("web")) == 1


def test_new_dependant_waits_for_one_that_recovers() -> None:
    world = World(
        module("db", backoff=5.0), module("web", "db"), programs={"db": [Program(dies_after=0.0), Program()]}
    )
    world.run_for(1.0)
    assert world.snapshot().modules["web"].reason == "waits for db (backoff)"
    world.until_ready("web", within=10.0)


def test_failed_task_does_not_stop_who_needed_its_completion_once() -> None:
    from skelly_tray.domain.cause import Outcome

    done, bad = Program(dies_after=0.1, outcome=Outcome(code=0)), Program(dies_after=0.1)
    job = module("job", oneshot=True, **NO_RETRY)
    world = World(job, module("web", needs("job", Condition.COMPLETED)), programs={"job": [done, bad]})
    world.until_ready("web")
    world.start("job")
    world.run_for(5.0)
    assert world.state("job") == "failed"
    assert world.ready("web") and len(world.starts_of("web")) == 1


def test_crash_of_a_dependant_that_is_held_waits_and_costs_nothing() -> None:
    world = World(
        module("db", **NO_RETRY),
        module("web", "db"),
        module("proxy", "web"),
        programs={"proxy": Program(stop_takes=5.0)},
    )
    world.until_ready()
    world.kill("db")
    world.run_for(0.5)
    world.kill("web")
    world.run_for(10.0)
    assert world.state("web") == "waiting" and world.module("web").budget.attempts == 0


def test_cause_of_an_emergency_stop_leads_back_to_the_death() -> None:
    world = World(module("db", **NO_RETRY), module("web", "db"))
    world.until_ready()
    world.kill("db")
    world.run_for(5.0)
    by_seq = {e.seq: e for e in world.journal}
    entry = next(e for e in world.journal if e.module == "web" and e.to == "stopping")
    told = []
    while entry.cause.seq is not None:
        entry = by_seq[entry.cause.seq]
        told.append((entry.module, entry.to))
    assert told[:2] == [("db", "failed"), ("db", "stopping")]
