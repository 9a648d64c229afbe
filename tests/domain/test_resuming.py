"""After a suspend, or a standstill of ours, nobody is judged by what was counted before, or by a first miss."""

from __future__ import annotations

import pytest

from skelly_tray.domain.cause import EntryKind
from skelly_tray.domain.descriptor import LogCheck, ModuleId, ProbeRole, ProbeSpec
from skelly_tray.domain.effects import Probe
from skelly_tray.domain.events import Probed, Resumed
from skelly_tray.domain.health import RESUME_AFTER, fraction
from skelly_tray.domain.phase import Starting
from skelly_tray.domain.status import HealthStatus
from tests.domain.build import module, needs, probe
from tests.domain.procedures import START, broken, outcomes
from tests.domain.world import KILLED, Program, World

STARTUP, READINESS, LIVENESS = ProbeRole.STARTUP, ProbeRole.READINESS, ProbeRole.LIVENESS
STRICT = probe(5.0, failure_threshold=1)
NIGHT = Resumed(42 * 60.0)
NEVER = Program(answers=lambda role, age: False)


def _planned(world: World) -> dict[tuple[str, ProbeRole], float]:
    """What the newest event had planned: module and role, and in how many seconds."""
    effects = world.steps[-1].effects
    return {(e.module, e.role): e.at - world.now for e in effects if isinstance(e, Probe)}


def _up(*modules_: str, spec: ProbeSpec = STRICT) -> World:
    world = World(*(module(m, liveness=spec, readiness=spec) for m in modules_))
    world.until_ready()
    return world


def _misses(world: World, module_: str, role: ProbeRole) -> None:
    world.feed(Probed(ModuleId(module_), world.incarnation(module_), role, False, "refused", 0.01))


def test_the_first_miss_after_a_suspend_counts_for_nothing_and_the_second_for_all() -> None:
    world = _up("a")
    world.feed(NIGHT)
    _misses(world, "a", LIVENESS)
    assert world.state("a") == "running" and world.run("a").health is HealthStatus.HEALTHY
    assert _planned(world)["a", LIVENESS] <= 1.0  # a miss is followed up soon, forgiven or not
    _misses(world, "a", LIVENESS)
    assert world.state("a") == "stopping"


def test_a_pass_uses_the_grace_up() -> None:
    world = _up("a")
    world.feed(NIGHT)
    world.run_for(7.0)  # each probe has passed
    _misses(world, "a", LIVENESS)
    assert world.state("a") == "stopping"


def test_each_probe_has_its_own_grace() -> None:
    world = _up("a")
    world.feed(NIGHT)
    _misses(world, "a", LIVENESS)
    _misses(world, "a", READINESS)
    assert world.ready("a")
    _misses(world, "a", READINESS)
    assert not world.ready("a") and world.state("a") == "running"


def test_misses_from_before_and_windows_are_forgotten() -> None:
    spec = probe(5.0, failure_threshold=9, window=60.0, window_failures=2)
    world = _up("a", spec=spec)
    _misses(world, "a", LIVENESS)
    world.feed(NIGHT)
    for _ in range(2):  # one forgiven, one counted: without the grace or with the old one it would be two
        _misses(world, "a", LIVENESS)
    assert world.state("a") == "running"
    _misses(world, "a", LIVENESS)
    assert world.state("a") == "stopping"


def test_everybody_is_asked_anew_at_a_moment_of_its_own_within_the_interval() -> None:
    names = [f"m{number}" for number in range(20)]
    world = _up(*names)
    world.feed(NIGHT)
    planned = _planned(world)
    assert set(planned) == {(name, role) for name in names for role in (READINESS, LIVENESS)}
    assert len({round(at, 2) for at in planned.values()}) > 30
    assert all(RESUME_AFTER <= at <= RESUME_AFTER + 5.0 for at in planned.values())


def test_chance_by_name_is_spread_evenly_over_similar_names_and_numbers() -> None:
    by_name = [fraction(ModuleId(f"worker{number}"), 2) for number in range(200)]
    by_number = [fraction(ModuleId("web"), number) for number in range(200)]
    for numbers in (by_name, by_number):
        tenths = [sum(1 for n in numbers if tenth <= n * 10 < tenth + 1) for tenth in range(10)]
        assert min(tenths) > 8 and sum(tenths) == 200, tenths


def test_only_what_is_asked_at_present_is_asked_again() -> None:
    line = ProbeSpec(LogCheck("ready"), 5.0, 1.0)
    world = World(
        module("starting", startup=probe(0.5), liveness=STRICT),
        module("said", readiness=line, liveness=STRICT),
        module("silent"),
        module("waits", "starting", readiness=STRICT),
        programs={"starting": NEVER},
    )
    world.run_for(3.0)
    world.feed(NIGHT)
    assert set(_planned(world)) == {("starting", STARTUP), ("said", LIVENESS)}
    assert _planned(world)["starting", STARTUP] <= RESUME_AFTER + 1.0


def test_a_suspicion_from_before_is_dropped_and_holds_nobody() -> None:
    world = World(
        module("db", liveness=STRICT),
        *(module(name, needs("db"), liveness=STRICT, max_attempts=9) for name in ("a", "b")),
    )
    world.until_ready()
    world.run_for(100.0)
    for name in ("a", "b"):
        world.kill(name, KILLED)
    assert world.run("db").suspected
    world.feed(NIGHT)
    assert not world.run("db").suspected
    _misses(world, "db", LIVENESS)
    assert world.state("db") == "running"
    world.until_ready("a", "b", within=2.0)


def test_the_journal_says_how_long_and_why() -> None:
    world = _up("a")
    world.feed(NIGHT)
    world.feed(Resumed(stalled=90.0))
    world.feed(Resumed())
    told = [e for e in world.journal if e.kind is EntryKind.SYSTEM][-3:]
    assert [e.cause.text for e in told] == [
        "the machine slept for 2520 s; checks count anew",
        "the supervisor stood still for 90 s; checks count anew",
        "the machine was about to sleep; checks count anew",
    ]
    assert [dict(e.detail) for e in told[:2]] == [{"slept_s": 2520.0}, {"stalled_s": 90.0}]


def test_a_start_gets_back_the_time_in_which_we_stood_still() -> None:
    world = World(module("a", startup=probe(0.5), startup_timeout=30.0), programs={"a": NEVER})
    world.run_for(10.0)
    world.now += 100.0  # nothing was looked at meanwhile; what is due comes after the news
    world.feed(Resumed(stalled=100.0))
    world.run_for(19.0)
    phase = world.module("a").phase
    assert isinstance(phase, Starting) and world.starts_of("a") == [1000.0]
    world.run_for(3.0)
    assert world.module("a").last_failure is not None


def test_the_start_of_a_recovery_procedure_gets_back_the_time_in_which_we_stood_still() -> None:
    slow = Program(answers=lambda role, age: age > 12.0)
    fields = {"readiness": probe(0.5), "startup_timeout": 30.0, "programs": {"a": [Program(), slow]}}
    world = broken(START, **fields)
    world.run_until(lambda: bool(world.live("a")))
    world.run_for(3.0)
    world.now += 15.0
    world.feed(Resumed(stalled=15.0))
    world.until("a", "running")
    assert outcomes(world) == [("steps", "start", True)]
    assert len(world.starts_of("a")) == 2


def test_a_suspend_gives_no_time_as_monotonic_time_stood_still_too() -> None:
    world = World(module("a", startup=probe(0.5), startup_timeout=30.0), programs={"a": NEVER})
    world.run_for(10.0)
    deadline = world.run("a").deadline
    world.feed(NIGHT)
    assert world.run("a").deadline == deadline


def test_health_that_nobody_saw_makes_nobody_stable() -> None:
    world = World(module("a", liveness=STRICT, stable_after=60.0))
    world.until_ready()
    world.run_for(20.0)
    world.now += 100.0
    world.feed(Resumed(stalled=100.0))
    world.run_for(30.0)
    assert not world.run("a").stable
    world.run_for(12.0)
    assert world.run("a").stable


@pytest.mark.parametrize("state", ["backoff", "failed"])
def test_who_rests_is_left_alone(state: str) -> None:
    attempts = 9 if state == "backoff" else 1
    world = World(module("a", max_attempts=attempts, backoff=100.0), programs={"a": Program(dies_after=0.01)})
    world.until("a", state)
    before = world.module("a")
    world.feed(NIGHT)
    assert world.module("a") == before and _planned(world) == {}
