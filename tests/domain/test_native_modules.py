"""Native modules in the core: what they say, pre-warming, demand, settings, and the bus that goes first."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from skelly_tray.domain.descriptor import (
    BUS_ID,
    BusAccess,
    BusCheck,
    ModuleDescriptor,
    ModuleId,
    OnRestart,
    ProbeRole,
    ProbeSpec,
)
from skelly_tray.domain.effects import Activate, Deliver, Probe, Spawn, Stop
from skelly_tray.domain.events import (
    BreakerChanged,
    Demanded,
    PaceChanged,
    Probed,
    Resumed,
    SettingsAnswered,
    StopRequested,
)
from skelly_tray.domain.health_report import HealthIssue, HealthMetrics, HealthReport
from skelly_tray.domain.orchestrator_config import OrchestratorConfig
from skelly_tray.domain.pacing import Pace
from skelly_tray.domain.status import HealthStatus, ModuleState, Severity
from tests.domain.build import PARALLEL, loaded, module, needs
from tests.domain.world import World

TOLD = ProbeSpec(BusCheck(), 0.5, 1.0, failure_threshold=1)
ALIVE = ProbeSpec(BusCheck(), 5.0, 1.0, failure_threshold=3)
A = ModuleId("a")


def native(id_: str, *edges: str, **fields: Any) -> ModuleDescriptor:
    fields = {"startup": TOLD, "readiness": TOLD, "liveness": ALIVE, "bus": BusAccess(), **fields}
    on_bus = (needs(BUS_ID), *(needs(edge) for edge in edges))
    return module(id_, *on_bus, **fields)


def bus(**fields: Any) -> ModuleDescriptor:
    return module(BUS_ID, bus=BusAccess(), startup=TOLD, liveness=ALIVE, **fields)


def world_of(*modules: ModuleDescriptor, config: OrchestratorConfig = PARALLEL) -> World:
    return World(bus(), *modules, config=config)


def says(world: World, name: str, role: ProbeRole, passed: bool, report: HealthReport | None = None) -> None:
    run = world.module(name).run
    assert run is not None and run.incarnation is not None
    world.feed(Probed(ModuleId(name), run.incarnation, role, passed, "it said so", 0.0, report))


def state(world: World, name: str) -> ModuleState:
    return ModuleState(world.state(name))


def test_the_bus_goes_before_all_others_and_delays_none() -> None:
    world = world_of(module("other"), native("a"), config=OrchestratorConfig(module_start_delay=5.0))
    assert world.order_of_starts() == [BUS_ID]
    world.run_for(0.5)
    assert world.order_of_starts()[1] in ("a", "other")


def test_hello_is_started_and_ready_is_ready_and_neither_is_asked_for() -> None:
    world = world_of(native("a"))
    world.run_for(1.0)
    assert state(world, "a") is ModuleState.STARTING
    says(world, "a", ProbeRole.STARTUP, True)
    assert state(world, "a") is ModuleState.STARTING
    says(world, "a", ProbeRole.READINESS, True)
    assert state(world, "a") is ModuleState.RUNNING
    asked = {e.role for s in world.steps for e in s.effects if isinstance(e, Probe) and e.module == A}
    assert asked == {ProbeRole.LIVENESS}


def test_ready_can_be_taken_back_and_restarts_nothing() -> None:
    world = world_of(native("a"))
    world.run_for(1.0)
    says(world, "a", ProbeRole.STARTUP, True)
    says(world, "a", ProbeRole.READINESS, True)
    says(world, "a", ProbeRole.READINESS, False)
    assert not world.snapshot().modules["a"].ready
    assert world.snapshot().modules["a"].health is HealthStatus.DEGRADED
    says(world, "a", ProbeRole.READINESS, True)
    assert world.snapshot().modules["a"].health is HealthStatus.HEALTHY
    assert world.snapshot().modules["a"].restarts == 0


def test_a_degraded_report_is_shown_with_its_reason_and_is_no_failure() -> None:
    world = world_of(native("a"))
    world.run_for(1.0)
    says(world, "a", ProbeRole.STARTUP, True)
    says(world, "a", ProbeRole.READINESS, True)
    issue = HealthIssue(Severity.WARNING, "the disk is slow")
    report = HealthReport(HealthStatus.DEGRADED, HealthMetrics(7, 0.25, {"lag_ms": 3.0}), (issue,))
    says(world, "a", ProbeRole.LIVENESS, True, report)
    row = world.snapshot().modules["a"]
    assert (row.health, row.reason) == (HealthStatus.DEGRADED, "the disk is slow")
    assert (row.message_queue_depth, row.error_rate, row.metrics) == (7, 0.25, {"lag_ms": 3.0})
    assert "the disk is slow" in [issue.message for issue in row.issues]
    says(world, "a", ProbeRole.LIVENESS, True, HealthReport(HealthStatus.HEALTHY))
    assert world.snapshot().modules["a"].health is HealthStatus.HEALTHY


def test_after_a_check_that_used_up_its_time_the_next_goes_out_at_once() -> None:
    world = world_of(native("a"))
    world.run_for(1.0)
    says(world, "a", ProbeRole.STARTUP, True)
    run = world.module("a").run
    assert run is not None and run.incarnation is not None
    world.feed(Probed(A, run.incarnation, ProbeRole.LIVENESS, False, "silent", 1.0))
    planned = [e for e in world.steps[-1].effects if isinstance(e, Probe)]
    assert [effect.at for effect in planned] == [world.now]
    world.feed(Probed(A, run.incarnation, ProbeRole.LIVENESS, False, "refused", 0.001))
    assert [e.at for e in world.steps[-1].effects if isinstance(e, Probe)] == [world.now + 1.0]


def prewarmed(**fields: Any) -> World:
    world = world_of(module("db", ready_after=3.0, **fields), native("a", "db", prewarm=True))
    world.run_for(1.0)
    return world


def test_a_prewarmed_module_is_spawned_early_and_activated_when_its_dependencies_are_there() -> None:
    world = prewarmed()
    assert "a" in world.order_of_starts() and state(world, "db") is ModuleState.STARTING
    says(world, "a", ProbeRole.STARTUP, True)
    row = world.snapshot().modules["a"]
    assert row.waiting_on == ["db"] and row.reason.startswith("pre-warmed; waits for db")
    assert not [e for s in world.steps for e in s.effects if isinstance(e, Activate)]
    world.run_for(3.0)
    assert [e.module for s in world.steps for e in s.effects if isinstance(e, Activate)] == [A]
    says(world, "a", ProbeRole.READINESS, True)
    assert state(world, "a") is ModuleState.RUNNING


def test_what_a_prewarmed_module_says_of_readiness_counts_only_after_its_activation() -> None:
    world = prewarmed()
    says(world, "a", ProbeRole.STARTUP, True)
    says(world, "a", ProbeRole.READINESS, True)
    assert state(world, "a") is ModuleState.STARTING and not world.snapshot().modules["a"].ready


def test_the_start_of_a_prewarmed_module_is_timed_from_its_activation() -> None:
    world = world_of(module("db", ready_after=50.0), native("a", "db", prewarm=True, startup_timeout=10.0))
    world.run_for(1.0)
    says(world, "a", ProbeRole.STARTUP, True)
    world.run_for(40.0)
    assert state(world, "a") is ModuleState.STARTING
    world.run_for(25.0)
    assert state(world, "a") is ModuleState.RUNNING and not world.snapshot().modules["a"].ready


def test_a_module_without_prewarm_waits_unspawned() -> None:
    world = world_of(module("db", ready_after=3.0), native("a", "db"))
    world.run_for(1.0)
    assert "a" not in world.order_of_starts()


def test_an_edge_that_stops_with_its_dependency_is_not_prewarmed_before_it() -> None:
    stop = needs("db", on_restart=OnRestart.STOP)
    early = replace(native("a", prewarm=True), depends_on=(needs(BUS_ID), stop))
    world = world_of(module("db", ready_after=3.0), early)
    world.run_for(1.0)
    assert "a" not in world.order_of_starts()


def test_a_demand_starts_a_lazy_module_and_no_other() -> None:
    world = world_of(native("a", lazy=True), native("b", enabled=False), native("c"))
    world.run_for(1.0)
    assert "a" not in world.order_of_starts()
    world.feed(StopRequested((ModuleId("c"),)))
    world.run_for(1.0)
    before = world.order_of_starts()
    for name in ("b", "c"):
        world.feed(Demanded(ModuleId(name), "someone"))
    world.run_for(1.0)
    assert world.order_of_starts() == before
    world.feed(Demanded(A, "someone"))
    assert world.order_of_starts()[-1] == "a"
    assert "someone wants something of it" in world.journal[-1].cause.text


def test_a_module_that_listens_is_asked_to_end_and_one_that_failed_is_not() -> None:
    world = world_of(native("a"))
    world.run_for(1.0)
    says(world, "a", ProbeRole.STARTUP, True)
    says(world, "a", ProbeRole.READINESS, True)
    for _ in range(3):
        says(world, "a", ProbeRole.LIVENESS, False)
    assert [e.polite for e in world.steps[-1].effects if isinstance(e, Stop)] == [False]
    world.run_for(1.0)
    says(world, "a", ProbeRole.STARTUP, True)
    world.feed(StopRequested((A,)))
    assert [e.polite for e in world.steps[-1].effects if isinstance(e, Stop)] == [True]


def settings_changed(world: World) -> None:
    world.feed(loaded(bus(), native("a", settings={"rate": 2, "same": 1})))


def running_with_settings() -> World:
    world = world_of(native("a", settings={"rate": 1, "same": 1}))
    world.run_for(1.0)
    says(world, "a", ProbeRole.STARTUP, True)
    says(world, "a", ProbeRole.READINESS, True)
    settings_changed(world)
    return world


def answered(world: World, verdict: str, reason: str = "") -> None:
    run = world.module("a").run
    assert run is not None and run.incarnation is not None
    world.feed(SettingsAnswered(A, run.incarnation, verdict, reason))


def test_new_settings_go_to_the_running_module_and_restart_nothing() -> None:
    world = running_with_settings()
    assert [e.changed for e in world.steps[-1].effects if isinstance(e, Deliver)] == [("rate",)]
    answered(world, "applied")
    assert world.order_of_starts().count("a") == 1
    assert "taken while it runs" in world.journal[-1].cause.text


def test_refused_settings_are_an_issue_until_the_next_start() -> None:
    world = running_with_settings()
    answered(world, "rejected", "rate is too high")
    assert world.order_of_starts().count("a") == 1
    assert "rate is too high" in str([issue.message for issue in world.snapshot().modules["a"].issues])


def test_a_module_that_cannot_take_settings_is_restarted_for_them() -> None:
    world = running_with_settings()
    answered(world, "restart", "it knows no such method")
    world.run_for(1.0)
    assert world.order_of_starts().count("a") == 2


def test_the_breaker_of_the_bus_is_written_down_and_restarts_nothing() -> None:
    world = world_of(native("a"))
    world.run_for(1.0)
    world.feed(BreakerChanged(BUS_ID, "open", "the connection was lost"))
    world.feed(BreakerChanged(BUS_ID, "closed", "it answers again"))
    told = [entry.cause.text for entry in world.journal[-2:]]
    assert "breaker on the way to the bus opened: the connection was lost" in told[0]
    assert "closed" in told[1] and not [e for e in world.steps[-1].effects if isinstance(e, Spawn)]


def test_a_busy_machine_is_checked_less_often_but_only_where_nobody_set_the_interval() -> None:
    free = replace(ALIVE, adaptive=True)
    world = world_of(native("a", liveness=free), native("b"))
    world.run_for(1.0)
    world.feed(PaceChanged(Pace(4.0, "load 4.0 per core")))
    assert "4 times less often: load 4.0 per core" in world.journal[-1].cause.text
    for name, pause in (("a", 5.0 * 4.0 * 0.5), ("b", 5.0)):
        says(world, name, ProbeRole.STARTUP, True)
        says(world, name, ProbeRole.LIVENESS, True)
        planned = [e.at - world.now for e in world.steps[-1].effects if isinstance(e, Probe)]
        assert planned == [pause]


def test_after_a_suspend_former_misses_count_no_more() -> None:
    world = world_of(native("a"))
    world.run_for(1.0)
    says(world, "a", ProbeRole.STARTUP, True)
    for _ in range(2):
        says(world, "a", ProbeRole.LIVENESS, False)
    world.feed(Resumed(3600.0))
    says(world, "a", ProbeRole.LIVENESS, False)
    assert state(world, "a") is not ModuleState.STOPPING
