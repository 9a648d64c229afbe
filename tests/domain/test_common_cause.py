"""Failures that come together: the first acts at once, then what they have in common is asked; one answer decides."""

from __future__ import annotations

import pytest

from skelly_tray.domain.descriptor import (
    BUS_ID,
    BusAccess,
    BusCheck,
    ExecCheck,
    LogCheck,
    ModuleDescriptor,
    NotifyCheck,
    ProbeRole,
    ProbeSpec,
)
from skelly_tray.domain.events import Probed, Resumed
from skelly_tray.domain.recovery.common_cause import asking_role
from tests.domain.build import module, needs, probe
from tests.domain.world import Program, World

ALIVE = probe(30.0)


class Health:
    """A dependency whose probes answer what `well` says at the moment."""

    def __init__(self, well: bool | None = True) -> None:
        self.well = well
        self.asked = 0

    def program(self) -> Program:
        def answers(role: ProbeRole, age: float) -> bool | None:
            self.asked += 1
            return self.well

        return Program(answers=answers)


def system(health: Health, **fields: object) -> World:
    """`web`, `api` and `cli` need `db`; `lone` needs nobody."""
    db = module("db", **{"liveness": ALIVE, **fields})
    world = World(
        db, module("web", "db"), module("api", "db"), module("cli", "db"), module("lone"),
        programs={"db": [health.program(), Program()]},
    )  # fmt: skip
    world.until_ready()
    world.run_for(61.0)
    return world


def test_a_single_failure_acts_at_once_and_suspects_nobody() -> None:
    world = system(Health())
    world.kill("web")
    world.run_for(0.01)
    assert world.state("web") == "starting" and not world.run("db").suspected


def test_a_second_failure_has_what_both_need_probed_at_once() -> None:
    health = Health()
    world = system(health)
    world.kill("web")
    world.run_for(0.5)
    asked = health.asked
    world.kill("api")
    assert world.run("db").suspected
    world.run_for(0.0)
    assert health.asked == asked + 1, "not only when its interval is over"


def test_one_failed_answer_decides_and_only_the_cause_is_recovered() -> None:
    health = Health()
    world = system(health)
    lives = {name: world.incarnation(name) for name in ("cli", "lone")}
    health.well = False
    world.kill("web")
    world.kill("api")
    world.run_for(0.2)
    assert world.state("db") in ("stopping", "starting")
    assert "fail" in str(world.module("db").last_failure) and len(world.starts_of("api")) == 1
    world.until_ready()
    assert len(world.starts_of("db")) == 2
    assert {name: world.incarnation(name) for name in lives} == lives
    assert len(world.starts_of("api")) == 2, "held until its dependency was back, then started once"
    assert world.starts_of("api")[1] > world.starts_of("db")[1]


def test_a_passing_answer_releases_those_that_waited_at_once() -> None:
    world = system(Health(), startup_timeout=30.0)
    world.kill("web")
    world.kill("api")
    world.run_for(0.05)
    assert world.state("api") == "starting" and not world.run("db").suspected
    world.until_ready()
    assert len(world.starts_of("db")) == 1 and len(world.starts_of("api")) == 2


def test_an_answer_that_could_not_be_had_suspects_nobody_any_longer() -> None:
    health = Health()
    world = system(health)
    health.well = None
    world.kill("web")
    world.kill("api")
    world.run_for(0.05)
    assert len(world.starts_of("db")) == 1 and world.state("api") == "starting"


def test_failures_further_apart_than_two_seconds_have_nothing_in_common() -> None:
    health = Health(True)
    world = system(health)
    health.well = False
    world.kill("web")
    world.run_for(2.1)
    world.kill("api")
    world.run_for(0.1)
    assert not world.run("db").suspected and len(world.starts_of("db")) == 1


def test_failures_within_two_seconds_may_have_one_cause() -> None:
    world = system(Health())
    world.kill("web")
    world.run_for(1.9)
    world.kill("api")
    assert world.run("db").suspected


def test_the_same_module_failing_twice_is_one_failure() -> None:
    world = system(Health())
    world.kill("web")
    world.run_for(0.5)
    world.kill("web")
    assert not world.run("db").suspected


def test_a_failure_that_has_nothing_to_do_with_it_does_not_hide_the_cause() -> None:
    health = Health()
    world = system(health)
    health.well = False
    world.kill("lone")
    world.kill("web")
    world.kill("api")
    world.run_for(1.0)
    assert len(world.starts_of("db")) == 2


def test_a_module_whose_file_has_gone_does_not_hide_the_cause() -> None:
    health = Health()
    world = system(health)
    world.kill("cli")
    world.load(*(m.descriptor for m in world.system.modules.values() if m.id != "cli"))
    health.well = False
    world.kill("web")
    world.kill("api")
    world.run_for(1.0)
    assert len(world.starts_of("db")) == 2


def test_dependencies_of_dependencies_are_suspected_too() -> None:
    health = Health()
    world = World(
        module("db", liveness=ALIVE),
        module("cache", "db"),
        module("web", "cache"),
        module("api", "db"),
        programs={"db": [health.program(), Program()]},
    )
    world.until_ready()
    world.run_for(61.0)
    health.well = False
    world.kill("web")
    world.kill("api")
    world.run_for(1.0)
    assert len(world.starts_of("db")) == 2 and len(world.starts_of("cache")) == 1


def test_an_optional_dependency_is_not_suspected() -> None:
    world = World(
        module("db", liveness=ALIVE),
        module("web", needs("db", required=False)),
        module("api", "db"),
    )
    world.until_ready()
    world.kill("web")
    world.kill("api")
    assert not world.run("db").suspected


def test_one_that_failed_itself_is_recovered_not_suspected() -> None:
    world = system(Health())
    world.kill("db")
    world.kill("web")
    world.kill("api")
    world.until_ready()
    assert len(world.starts_of("db")) == 2


@pytest.mark.parametrize("act", ["dies", "is stopped", "is restarted", "is removed"])
def test_a_suspect_that_goes_meanwhile_holds_nobody_for_ever(act: str) -> None:
    world = system(Health())
    world.programs["db"] = Program()
    world.kill("web")
    world.kill("api")
    assert world.run("db").suspected
    match act:
        case "dies":
            world.kill("db")
        case "is stopped":
            world.stop("db")
        case "is restarted":
            world.restart("db")
        case _:
            world.load(*(m.descriptor for m in world.system.modules.values() if m.id != "db"))
            world.load(module("db", liveness=ALIVE), *(module(m, "db") for m in ("web", "api", "cli")))
    world.run_for(5.0)
    if act == "is stopped":
        assert world.states() == {
            "db": "stopped",
            "web": "waiting",
            "api": "waiting",
            "cli": "waiting",
            "lone": "running",
        }
        world.start("db")
    world.until_ready()


def test_a_suspect_is_asked_although_the_machine_slept_meanwhile() -> None:
    world = system(Health())
    world.kill("web")
    world.kill("api")
    world.feed(Resumed(2520.0))
    world.until_ready(within=5.0)


def test_without_automatic_recovery_a_suspect_is_only_judged_as_usual() -> None:
    health = Health()
    world = system(health, auto_recovery=False)
    health.well = False
    world.kill("web")
    world.kill("api")
    world.run_for(0.2)
    assert len(world.starts_of("db")) == 1 and world.live("db")


def with_probes(**fields: object) -> ModuleDescriptor:
    return module("db", **fields)


@pytest.mark.parametrize(
    ("descriptor", "role"),
    [
        (with_probes(), None),
        (with_probes(liveness=ALIVE, readiness=ALIVE), ProbeRole.LIVENESS),
        (with_probes(readiness=ALIVE), ProbeRole.READINESS),
        (with_probes(startup=ALIVE), None),
        (with_probes(liveness=ProbeSpec(NotifyCheck(), 5.0, 1.0), readiness=ALIVE), ProbeRole.READINESS),
        (with_probes(readiness=ProbeSpec(LogCheck("up"), 5.0, 1.0)), None),
        (with_probes(readiness=ProbeSpec(BusCheck(), 5.0, 1.0), bus=BusAccess()), None),
        (with_probes(liveness=ProbeSpec(BusCheck(), 5.0, 1.0), bus=BusAccess()), ProbeRole.LIVENESS),
        (with_probes(liveness=ProbeSpec(ExecCheck(("x",)), 5.0, 1.0)), ProbeRole.LIVENESS),
    ],
)
def test_only_what_answers_when_it_is_asked_is_asked(
    descriptor: ModuleDescriptor, role: ProbeRole | None
) -> None:
    world = World(descriptor, start=False)
    assert asking_role(world.module("db")) is role


def test_who_cannot_be_asked_is_not_suspected() -> None:
    world = World(module("db"), module("web", "db"), module("api", "db"))
    world.until_ready()
    world.kill("web")
    world.kill("api")
    assert not world.run("db").suspected
    world.until_ready()


def test_the_bus_is_suspected_when_two_native_modules_fail_together() -> None:
    health = Health()
    alive = ProbeSpec(BusCheck(), 30.0, 1.0)
    world = World(
        module(BUS_ID, bus=BusAccess(), liveness=alive),
        module("web", needs(BUS_ID), bus=BusAccess()),
        module("api", needs(BUS_ID), bus=BusAccess()),
        programs={BUS_ID: [health.program(), Program()]},
    )
    world.until_ready()
    world.run_for(61.0)
    health.well = False
    world.kill("web")
    world.kill("api")
    world.run_for(1.0)
    assert len(world.starts_of(BUS_ID)) == 2


def test_a_stale_answer_of_a_former_incarnation_decides_nothing() -> None:
    world = system(Health())
    old = world.incarnation("db")
    world.kill("web")
    world.kill("api")
    world.kill("db")
    world.run_for(0.3)
    world.feed(Probed(world.module("db").id, old, ProbeRole.LIVENESS, False, "late", 0.1))
    world.until_ready()
    assert len(world.starts_of("db")) == 2
