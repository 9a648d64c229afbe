"""What limits do to a module: one action after the other, what it is held to, and how that survives."""

from __future__ import annotations

from typing import Any

import pytest

from skelly_tray.domain.cause import CauseKind, EntryKind, JournalEntry, Outcome
from skelly_tray.domain.descriptor import BusAccess, Dependency, ModuleDescriptor, ModuleId, OnRestart
from skelly_tray.domain.effects import Alert, SetMode
from skelly_tray.domain.events import Eased, Exited, LimitCleared, LimitExceeded, Squeezed
from skelly_tray.domain.limits import LimitState
from skelly_tray.domain.recovery.strategies import DegradedMode
from skelly_tray.domain.resource_limits import Holding, LimitAction, LimitKind, ResourceLimits
from skelly_tray.domain.status import HealthStatus
from tests.domain.build import module, probe
from tests.domain.world import Program, World

ALERT, THROTTLE, DEGRADE, RESTART, STOP = LimitAction
CPU, MEMORY, FILES, THREADS = LimitKind
BUS = ModuleId("event_bus")


def limited(*actions: LimitAction, **fields: Any) -> ModuleDescriptor:
    """A module with 100 MB, 20 % of a core, 64 open files."""
    limits = ResourceLimits(20.0, 100.0, 64, None, actions, 10.0)
    return module("web", limits=limits, **fields)


def native(*actions: LimitAction, **fields: Any) -> tuple[ModuleDescriptor, ModuleDescriptor]:
    return module(BUS), limited(*actions, bus=BusAccess(), **fields)


def up(*modules: ModuleDescriptor, **world: Any) -> World:
    made = World(*modules, **world)
    made.start_system()
    made.until_ready()
    return made


def exceed(
    world: World, step: int = 1, kind: LimitKind = MEMORY, value: float = 150.0, **fields: Any
) -> None:
    world.feed(LimitExceeded(ModuleId("web"), world.incarnation("web"), kind, value, step, **fields))


def clear(world: World, kind: LimitKind = MEMORY, value: float = 50.0) -> None:
    world.feed(LimitCleared(ModuleId("web"), world.incarnation("web"), kind, value))


def held(world: World) -> dict[str, float]:
    """What the present process is held to."""
    now = world.incarnation("web")
    return {str(k): v for (incarnation, k), v in world.held.items() if incarnation == now and v is not None}


def entries(world: World, kind: EntryKind) -> list[JournalEntry]:
    return [e for e in world.journal if e.kind is kind]


def test_a_crossing_is_written_down_with_all_that_was_known() -> None:
    world = up(limited(ALERT))
    exceed(world, rung="cgroup_v1")
    (entry,) = entries(world, EntryKind.LIMIT_EXCEEDED)
    assert entry.detail == {
        "limit": "max_memory_mb", "value": 150.0, "max": 100.0, "rung": "cgroup_v1", "action": "alert",
        "notify": True,
    }  # fmt: skip
    assert "150 MB" in entry.cause.text and "limit of 100 MB" in entry.cause.text
    clear(world)
    (cleared,) = entries(world, EntryKind.LIMIT_CLEARED)
    assert cleared.cause.seq == entry.seq and cleared.detail["value"] == 50.0
    assert world.state("web") == "running" and len(world.starts_of("web")) == 1


def test_a_native_module_is_told_and_any_other_is_not() -> None:
    world = up(*native(ALERT))
    exceed(world)
    assert [e for e in world.told if isinstance(e, Alert)] == [
        Alert(ModuleId("web"), world.incarnation("web"), MEMORY, 150.0, 100.0)
    ]
    world = up(limited(ALERT))
    exceed(world)
    assert not [e for e in world.told if isinstance(e, Alert)]


def test_it_is_held_from_the_spawn_on_where_nothing_precedes_that() -> None:
    world = up(limited(THROTTLE))
    assert held(world) == {"max_cpu_percent": 20.0, "max_memory_mb": 100.0, "max_file_handles": 64.0}
    world = up(limited(ALERT, THROTTLE))
    assert held(world) == {"max_file_handles": 64.0}, "open files cannot be bounded later"
    assert held(up(limited(ALERT, RESTART))) == {}


def test_a_throttle_begins_at_its_turn_and_ends_when_the_limit_is_cleared() -> None:
    world = up(limited(ALERT, THROTTLE))
    exceed(world, 1, CPU, 90.0)
    assert "max_cpu_percent" not in held(world)
    exceed(world, 2, CPU, 90.0)
    assert held(world)["max_cpu_percent"] == 20.0
    clear(world, CPU, 10.0)
    assert "max_cpu_percent" not in held(world)


def test_memory_that_nothing_can_hold_grows_slower() -> None:
    world = up(limited(ALERT, THROTTLE, RESTART))
    exceed(world, 2, strength="none")
    assert held(world)["max_cpu_percent"] == 25.0
    shown = world.snapshot().modules["web"].limits["max_memory_mb"]
    assert (shown["rung"], shown["strength"], shown["exceeded"]) == ("freeze", "soft", True)
    assert "slowed to 25 % of a core" in shown["why"]
    clear(world)
    assert "max_cpu_percent" not in held(world)


def test_memory_that_is_held_slows_nobody_down() -> None:
    world = up(limited(ALERT, THROTTLE))
    exceed(world, 2, strength="hard")
    assert held(world)["max_memory_mb"] == 100.0 and "max_cpu_percent" not in held(world)


def test_the_least_of_all_shares_counts() -> None:
    world = up(limited(THROTTLE))
    squeeze(world, 8.0)
    assert held(world)["max_cpu_percent"] == 8.0
    world.feed(Eased(ModuleId("web"), world.incarnation("web"), "it is quiet"))
    assert held(world)["max_cpu_percent"] == 20.0


def squeeze(world: World, percent: float, why: str = "the machine is busy") -> None:
    world.feed(Squeezed(ModuleId("web"), world.incarnation("web"), percent, why))


@pytest.mark.parametrize("way", ["stop", "its file goes"])
def test_who_is_stopped_has_all_of_its_grace_to_run_in(way: str) -> None:
    world = up(module("web"), module("app"), programs={"web": Program(stop_takes=5.0)})
    squeeze(world, 8.0)
    incarnation = world.incarnation("web")
    if way == "stop":
        world.stop("web")
    else:
        world.load(module("app"))
    assert world.live("web") and world.held[incarnation, CPU] is None


def test_a_module_that_pays_for_the_machine_is_shown_with_the_reason() -> None:
    world = up(module("web"))
    squeeze(world, 30.0)
    assert held(world) == {"max_cpu_percent": 30.0}
    row = world.snapshot().modules["web"]
    assert row.throttled is not None and row.throttled["percent"] == 30.0
    assert row.throttled["why"] == "the machine is busy" and row.throttled["since"]
    assert [issue.id for issue in row.issues] == ["web.throttled"]
    (entry,) = [e for e in entries(world, EntryKind.SYSTEM) if "throttled" in e.detail]
    assert entry.module == "web" and "the machine is busy" in entry.cause.text
    world.feed(Eased(ModuleId("web"), world.incarnation("web"), "it is quiet"))
    assert held(world) == {} and world.snapshot().modules["web"].throttled is None


def test_a_restart_at_a_limit_counts_against_the_budget_and_names_the_limit() -> None:
    world = up(limited(RESTART, backoff=5.0))
    exceed(world)
    assert world.state("web") == "stopping"
    assert world.snapshot().modules["web"].reason_kind == "limit"
    world.until_ready()
    failure = world.module("web").last_failure
    assert failure is not None and failure.kind is CauseKind.LIMIT and "150 MB" in failure.text
    assert world.module("web").budget.attempts == 1 and world.module("web").restarts == 1
    exceed(world)
    world.until("web", "backoff")
    assert world.snapshot().modules["web"].reason_kind == "limit"


def test_without_recovery_a_limit_restarts_nothing_and_says_so() -> None:
    world = up(limited(RESTART, auto_recovery=False))
    exceed(world)
    world.run_for(5)
    assert len(world.starts_of("web")) == 1 and world.ready("web")
    assert "switched off" in entries(world, EntryKind.LIMIT_EXCEEDED)[-1].cause.text


def stopped_at_its_limit(*others: ModuleDescriptor, **fields: Any) -> World:
    world = up(limited(STOP, **fields), *others)
    exceed(world)
    world.until("web", "stopped")
    return world


def test_a_module_stopped_at_its_limit_stays_so_and_stays_wanted() -> None:
    world = stopped_at_its_limit()
    world.run_for(7200)
    row = world.snapshot().modules["web"]
    assert (row.state, row.reason_kind, row.desired) == ("stopped", "limit", "up")
    assert "150 MB" in row.reason and [issue.id for issue in row.issues] == ["web.barred"]
    assert world.snapshot().status == "critical" and world.snapshot().failing_modules == ["web"]
    assert len(world.starts_of("web")) == 1


def test_other_limits_let_it_start_again_also_if_they_came_while_no_supervisor_ran() -> None:
    world = stopped_at_its_limit(module("app"))
    world.new_supervisor()
    world.run_for(100.0)
    assert world.state("web") == "stopped" and world.module("web").barred, "the limits are the same"
    raised = ResourceLimits(max_memory_mb=500.0, actions=(STOP,))
    world.new_supervisor(module("web", limits=raised), module("app"))
    world.until_ready("web")
    assert world.module("web").barred is None


def test_its_dependants_go_first_and_come_back_with_it() -> None:
    world = stopped_at_its_limit(module("app", "web"))
    assert world.order_of_stops() == ["app", "web"]
    assert world.state("app") == "waiting"
    world.start("web")
    world.until_ready("web", "app")
    assert world.module("web").barred is None


@pytest.mark.parametrize("how", ["start", "restart"])
def test_the_user_starts_it_again(how: str) -> None:
    world = stopped_at_its_limit()
    getattr(world, how)("web")
    world.until_ready("web")
    assert len(world.starts_of("web")) == 2


def test_another_file_starts_it_again_and_the_same_one_does_not() -> None:
    world = stopped_at_its_limit()
    world.load(limited(STOP))
    world.run_for(60)
    assert world.state("web") == "stopped"
    world.load(limited(STOP, url="http://other/"))
    world.until_ready("web")
    assert len(world.starts_of("web")) == 2


def test_a_stop_by_the_user_takes_its_place() -> None:
    world = stopped_at_its_limit()
    world.stop("web")
    assert world.snapshot().modules["web"].reason_kind == "user"
    assert world.snapshot().status == "stopped"


def test_the_next_supervisor_leaves_it_stopped() -> None:
    world = stopped_at_its_limit()
    world.new_supervisor()
    world.run_for(600)
    row = world.snapshot().modules["web"]
    assert (row.state, row.reason_kind, row.desired) == ("stopped", "limit", "up")
    assert "150 MB" in row.reason


def test_a_lazy_module_stopped_at_its_limit_is_not_woken_by_who_needs_it() -> None:
    lazy = limited(STOP, lazy=True)
    world = World(lazy, module("app", "web"))
    world.start_system()
    world.until_ready("web", "app")
    exceed(world)
    world.until("web", "stopped")
    world.run_for(60)
    assert world.state("app") == "waiting" and len(world.starts_of("web")) == 1


def test_throttles_and_crossings_survive_the_supervisor() -> None:
    world = up(limited(ALERT, THROTTLE, RESTART))
    exceed(world, 1, CPU, 90.0)
    exceed(world, 2, CPU, 90.0)
    squeeze(world, 12.0)
    before = held(world)
    world.held.clear()
    world.new_supervisor()
    world.until_ready()
    assert held(world) == before == {"max_cpu_percent": 12.0, "max_file_handles": 64.0}
    run = world.run("web")
    since = run.limits[CPU].since
    assert run.limits[CPU] == LimitState(True, 2, THROTTLE, held=True, value=90.0, since=since) and since
    assert run.squeeze is not None and run.squeeze.why == "the machine is busy"
    world.feed(Eased(ModuleId("web"), world.incarnation("web"), "it is quiet"))
    clear(world, CPU, 10.0)
    assert held(world) == {"max_file_handles": 64.0}


def test_what_an_earlier_supervisor_may_have_left_is_lifted() -> None:
    world = up(limited(ALERT, THROTTLE))
    world.held[world.incarnation("web"), CPU] = 20.0  # it died between the quota and the note
    world.held[world.incarnation("web"), MEMORY] = 100.0
    world.new_supervisor()
    assert held(world) == {"max_file_handles": 64.0}


def test_another_limit_takes_effect_on_the_running_process() -> None:
    world = up(limited(THROTTLE))
    exceed(world, 1, CPU, 90.0)
    limits = ResourceLimits(max_cpu_percent=40.0, actions=(THROTTLE,))
    world.load(module("web", limits=limits))
    assert held(world) == {"max_cpu_percent": 40.0}
    assert len(world.starts_of("web")) == 1
    assert not world.run("web").limits[CPU].exceeded, "what was counted under the former one is forgotten"
    world.load(module("web"))
    assert held(world) == {}


def test_another_limit_takes_effect_also_on_a_process_that_waits_for_its_restart() -> None:
    """Its dependants are stopped first, which may take long."""
    after = module("user", Dependency(ModuleId("web"), on_restart=OnRestart.STOP))
    world = up(limited(THROTTLE), after, programs={"user": Program(stop_takes=5.0)})
    exceed(world, 1, CPU, 90.0)
    world.load(module("web", digest="web-2"), after)
    assert world.state("user") == "stopping" and world.ready("web")
    assert held(world) == {}


def test_nothing_holds_a_module_back_while_it_ends() -> None:
    world = up(limited(THROTTLE), programs={"web": Program(stop_takes=5.0)})
    now = world.incarnation("web")
    world.stop("web")
    assert world.state("web") == "stopping" and world.held[now, CPU] is None


def test_the_time_for_a_start_is_stretched_by_the_share() -> None:
    slow = limited(THROTTLE, startup=probe(interval=0.5, failure_threshold=10_000), startup_timeout=30.0)
    world = World(slow, programs={"web": Program(answers=lambda role, age: age > 100)})
    world.start_system()
    world.until_ready("web")
    assert len(world.starts_of("web")) == 1, "20 % of a core: five times as long"
    world = World(slow, programs={"web": Program(answers=lambda role, age: age > 160)})
    world.start_system()
    world.until("web", "stopping", "backoff")
    assert "not started within 150 s" in world.module("web").last_failure.text  # type: ignore[union-attr]


def test_a_start_that_was_slowed_down_half_way_gets_time_for_the_rest() -> None:
    slow = module("web", startup=probe(interval=0.5, failure_threshold=10_000), startup_timeout=30.0)
    world = World(slow, programs={"web": Program(answers=lambda role, age: age > 60)})
    world.start_system()
    world.run_for(20)
    squeeze(world, 20.0)  # 10 s are left: 50 s from here on
    world.until_ready("web")
    assert len(world.starts_of("web")) == 1


def test_a_native_module_is_degraded_over_the_bus_and_restored_when_the_limit_is_cleared() -> None:
    world = up(*native(DEGRADE, degraded=DegradedMode(("search",), 0.5)))
    exceed(world)
    assert world.module("web").mode.degraded and world.module("web").health is HealthStatus.DEGRADED
    assert len([e for e in world.told if isinstance(e, SetMode)]) == 1
    world.run_for(7200)
    assert world.module("web").mode.degraded, "only the limit ends it"
    exceed(world, 1, CPU, 90.0)
    clear(world)
    assert world.module("web").mode.degraded, "another limit is still exceeded"
    clear(world, CPU, 5.0)
    assert not world.module("web").mode.degraded and len(world.starts_of("web")) == 1


def test_a_new_process_of_a_module_degraded_at_a_limit_begins_with_everything() -> None:
    world = up(*native(DEGRADE, degraded=DegradedMode(("search",), 0.5)))
    exceed(world)
    world.kill("web")
    world.until_ready("web")
    assert not world.module("web").mode.degraded


def test_a_program_in_its_place_stays_until_everything_is_tried_again() -> None:
    fallback = DegradedMode(fallback_command=("/bin/small",))
    world = up(limited(DEGRADE, degraded=fallback, retry_failed_after=300.0))
    exceed(world)
    world.until_ready("web")
    assert world.module("web").mode.degraded and len(world.starts_of("web")) == 2
    world.run_for(299)
    assert world.module("web").mode.degraded
    world.run_for(10)
    assert not world.module("web").mode.degraded and len(world.starts_of("web")) == 3


def test_a_process_killed_at_its_memory_limit_says_so() -> None:
    world = up(limited(THROTTLE))
    now = world.incarnation("web")
    world.feed(Exited(ModuleId("web"), now, Outcome(signal=9), world.now, kills=1))
    failure = world.module("web").last_failure
    assert failure is not None and failure.kind is CauseKind.LIMIT
    assert failure.text.startswith("killed at its memory limit of 100 MB after ")
    entry = next(e for e in reversed(world.journal) if e.to == "stopping")
    assert entry.detail["limit"] == "killed at its memory limit of 100 MB"


def test_an_exit_after_one_of_its_processes_was_killed_tells_both() -> None:
    world = up(limited(THROTTLE))
    now = world.incarnation("web")
    world.feed(Exited(ModuleId("web"), now, Outcome(code=3), world.now, kills=1))
    failure = world.module("web").last_failure
    assert failure is not None and failure.text.startswith(
        "exit 3, when a process of it had been killed at its memory limit of 100 MB after "
    )


def test_a_process_of_it_that_was_killed_is_a_crossing() -> None:
    world = up(limited(THROTTLE))
    exceed(world, kills=2)
    assert entries(world, EntryKind.LIMIT_EXCEEDED)[0].cause.text.startswith(
        "2 of its processes were killed at its memory limit of 100 MB"
    )


def test_status_shows_each_limit_with_its_rung_and_never_as_held_when_it_is_not() -> None:
    from skelly_tray.domain.report import Measured, report

    world = up(limited(ALERT, THROTTLE))
    holdings = {
        ModuleId("web"): {
            CPU: Holding("cgroup_v1", "hard"),
            MEMORY: Holding(),
            FILES: Holding("rlimit", "soft"),
        }
    }
    figures = {ModuleId("web"): {"cpu_percent": 3.0, "memory_mb": 40.0, "file_handles": 7.0}}
    measured = Measured(world.now, 1.8e9, 1000.0, figures=figures, holdings=holdings)
    shown = report(world.system, measured).modules["web"].limits
    assert shown["max_cpu_percent"] == {
        "value": 20.0, "rung": "cgroup_v1", "strength": "hard", "exceeded": False, "used": 3.0, "held": False,
        "why": "held as soon as it has been exceeded", "actions": ["alert", "throttle"], "action": None,
    }  # fmt: skip
    assert (shown["max_memory_mb"]["rung"], shown["max_memory_mb"]["strength"]) == ("advisory", "none")
    assert shown["max_file_handles"]["held"] and "max_threads" not in shown


def test_stale_crossings_change_nothing() -> None:
    world = up(limited(STOP))
    old = world.incarnation("web")
    world.kill("web")
    world.until_ready()
    world.feed(LimitExceeded(ModuleId("web"), old, MEMORY, 150.0))
    world.feed(Squeezed(ModuleId("web"), old, 5.0, "busy"))
    assert world.ready("web") and world.run("web").squeeze is None
