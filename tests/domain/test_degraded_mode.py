"""Degraded mode: how a module gets into it, what it is told, and how it comes back to full mode."""

from __future__ import annotations

from itertools import pairwise

import pytest

from skelly_tray.domain.cause import Cause, CauseKind
from skelly_tray.domain.descriptor import BusAccess, ModuleDescriptor
from skelly_tray.domain.draft import Draft
from skelly_tray.domain.effects import SetMode
from skelly_tray.domain.events import TimerKind
from skelly_tray.domain.mode import FULL, ModeSource
from skelly_tray.domain.module import Module
from skelly_tray.domain.recovery.degraded import degrade, launched, restore
from skelly_tray.domain.recovery.strategies import DegradedMode
from skelly_tray.domain.status import HealthStatus, SystemStatus
from tests.domain.build import module
from tests.domain.world import Program, World

LESS = DegradedMode(("fast", "big"), 0.25, ("/bin/less", "-x"))
TELLS = DegradedMode(("fast",), 0.5)
WELL = Program()


def foreign(**fields: object) -> ModuleDescriptor:
    return module("a", **{"strategy": LESS, "degraded": LESS, "retry_failed_after": 100.0, **fields})


def native(**fields: object) -> ModuleDescriptor:
    return foreign(strategy=TELLS, degraded=TELLS, bus=BusAccess(), **fields)


def degraded(descriptor: ModuleDescriptor, **world_fields: object) -> World:
    """A world in which `a` has failed once and runs degraded."""
    world = World(descriptor, **world_fields)  # type: ignore[arg-type]
    world.until_ready()
    world.kill("a")
    world.until_ready("a")
    assert world.module("a").mode.degraded
    return world


def switch(world: World, to: str, source: ModeSource = ModeSource.LIMIT) -> tuple[object, ...]:
    """As a limit does it: degrade or restore the running module; the effects."""
    draft = Draft(world.system, world.now)
    known = world.module("a")
    cause = Cause(CauseKind.LIMIT, "too much memory")
    if to == "degraded":
        degrade(draft, known, cause, source)
    else:
        restore(draft, known, cause)
    world.system, effects = draft.finish()
    return effects


@pytest.mark.parametrize("descriptor", [foreign(), native()])
def test_a_failure_makes_the_next_start_a_degraded_one(descriptor: ModuleDescriptor) -> None:
    world = degraded(descriptor)
    mode = world.module("a").mode
    assert mode.source is ModeSource.RECOVERY and "killed by SIGKILL" in mode.why
    assert len(world.starts_of("a")) == 2


def test_a_native_module_is_told_by_its_next_start_and_not_in_place() -> None:
    world = degraded(native())
    assert not [effect for effect in world.told if isinstance(effect, SetMode)]
    assert launched(world.module("a")) is world.module("a").descriptor


def test_another_program_runs_instead_of_one_that_cannot_be_told() -> None:
    world = degraded(foreign())
    assert launched(world.module("a")).command == ("/bin/less", "-x")
    assert launched(world.module("a")).digest != world.module("a").descriptor.digest


def test_in_full_mode_the_module_itself_runs() -> None:
    assert launched(Module(foreign())).command == ("/bin/a",)


def test_a_degraded_module_counts_as_degraded() -> None:
    world = degraded(foreign())
    shown = world.snapshot()
    status = shown.modules["a"]
    assert (status.state, status.health, status.ready) == ("running", HealthStatus.DEGRADED, True)
    assert shown.status is SystemStatus.DEGRADED and shown.failing_modules == ["a"]
    assert status.mode["name"] == "degraded" and status.mode["retry_in_s"] == pytest.approx(99.8, abs=0.3)
    assert "degraded" in status.reason


def test_full_mode_is_tried_again_after_the_pause_and_kept_once_it_is_stable() -> None:
    world = degraded(foreign(stable_after=10.0))
    world.run_for(99.0)
    assert len(world.starts_of("a")) == 2
    world.run_for(2.0)
    assert len(world.starts_of("a")) == 3 and launched(world.module("a")).command == ("/bin/a",)
    assert world.module("a").mode.on_trial
    world.run_for(11.0)
    assert world.module("a").mode == FULL and world.snapshot().status is SystemStatus.HEALTHY
    world.run_for(1000.0)
    assert len(world.starts_of("a")) == 3


def test_a_native_module_is_restored_in_place_and_on_trial_until_it_is_stable_anew() -> None:
    world = degraded(native(stable_after=60.0))
    world.run_for(101.0)
    assert [type(effect) for effect in world.told] == [SetMode] and len(world.starts_of("a")) == 2
    assert world.module("a").mode.on_trial and not world.run("a").stable
    world.run_for(50.0)
    assert world.module("a").mode.on_trial
    world.run_for(12.0)
    assert world.module("a").mode == FULL and world.run("a").stable


def test_each_vain_try_doubles_the_pause_up_to_an_hour() -> None:
    """In full mode it dies after a second; degraded it lives."""
    scripts = [WELL] + [WELL, Program(dies_after=1.0)] * 12
    world = degraded(foreign(max_attempts=1_000, backoff=0.1, backoff_max=0.1), programs={"a": scripts})
    tries = []
    for _ in range(8):
        world.run_until(lambda: not world.module("a").mode.degraded, within=4000.0)
        tries.append(world.now)
        world.run_until(lambda: world.module("a").mode.degraded and world.ready("a"), within=60.0)
    pauses = [later - earlier for earlier, later in pairwise(tries)]
    assert pauses[0] == pytest.approx(200.0, abs=5.0) and pauses[1] == pytest.approx(400.0, abs=5.0)
    assert pauses[-1] == pytest.approx(3600.0, abs=5.0)


def test_failing_again_long_after_a_successful_try_begins_with_the_short_pause() -> None:
    world = degraded(foreign(stable_after=10.0))
    world.run_for(120.0)
    assert world.module("a").mode == FULL
    world.kill("a")
    world.until_ready("a")
    mode = world.module("a").mode
    assert mode.degraded and mode.tries == 0 and mode.retry_at == pytest.approx(world.now + 100.0, abs=1.0)


def test_without_a_pause_full_mode_is_never_tried_again() -> None:
    world = degraded(foreign(retry_failed_after=0.0))
    world.run_for(10_000.0)
    assert world.module("a").mode.degraded and len(world.starts_of("a")) == 2
    assert not [key for key in world.timers if key.kind is TimerKind.RESTORE]


def test_a_degraded_module_that_fails_too_is_restarted_degraded_and_then_given_up() -> None:
    world = degraded(foreign(max_attempts=2, backoff=1.0), programs={"a": [WELL, Program(dies_after=1.0)]})
    world.until("a", "failed", within=60.0)
    assert world.module("a").mode.degraded
    commands = [e for e in world.journal if e.detail.get("mode") == "degraded"]
    assert len(commands) == 1, "it is told once that it is degraded"


def test_a_module_that_is_not_up_is_not_made_to_change_just_then() -> None:
    world = degraded(
        foreign(max_attempts=50, backoff=30.0, backoff_max=30.0),
        programs={"a": [WELL, WELL, Program(dies_after=0.0), Program(dies_after=0.0), WELL]},
    )
    world.run_for(90.0)
    world.kill("a")
    world.run_for(20.0)
    assert world.state("a") == "backoff" and world.module("a").mode.degraded
    world.until_ready("a", within=60.0)
    assert world.module("a").mode.degraded
    world.run_for(101.0)
    assert not world.module("a").mode.degraded


def test_restart_by_the_user_leaves_the_mode() -> None:
    for descriptor in (foreign(), native()):
        world = degraded(descriptor)
        world.restart("a")
        world.run_until(lambda w=world: len(w.starts_of("a")) == 3)  # type: ignore[misc]
        assert world.module("a").mode == FULL
        assert not [key for key in world.timers if key.kind is TimerKind.RESTORE]


def test_start_by_the_user_of_what_runs_degraded_changes_nothing() -> None:
    world = degraded(foreign())
    world.start("a")
    world.run_for(1.0)
    assert world.module("a").mode.degraded and len(world.starts_of("a")) == 2


def test_stop_and_start_by_the_user_begin_in_full_mode() -> None:
    world = degraded(foreign())
    world.stop("a")
    world.until("a", "stopped")
    world.start("a")
    assert world.module("a").mode == FULL
    world.until_ready("a")


def test_a_changed_command_begins_in_full_mode() -> None:
    world = degraded(foreign())
    world.load(foreign(digest="a-2"))
    world.until_ready("a")
    world.run_until(lambda: len(world.starts_of("a")) == 3)
    assert world.module("a").mode == FULL


def test_the_mode_survives_a_shutdown_and_a_lost_keeper() -> None:
    world = degraded(foreign())
    world.lose_keeper()
    world.until_ready("a")
    assert world.module("a").mode.degraded
    world.shut_down()
    world.run_for(5.0)
    world.start_system()
    world.until_ready("a")
    assert world.module("a").mode.degraded


def test_the_mode_and_its_end_survive_the_supervisor() -> None:
    world = degraded(foreign())
    world.new_supervisor(away=50.0)
    assert world.module("a").mode.degraded and world.ready("a")
    world.run_for(51.0)
    world.until_ready("a")
    assert not world.module("a").mode.degraded


def test_a_limit_degrades_a_running_native_module_in_place_and_only_the_limit_ends_it() -> None:
    world = World(module("a", degraded=TELLS, bus=BusAccess()))
    world.until_ready()
    assert SetMode(world.module("a").id, world.incarnation("a")) in switch(world, "degraded")
    world.run_for(10_000.0)
    assert world.module("a").mode.degraded and len(world.starts_of("a")) == 1
    assert SetMode(world.module("a").id, world.incarnation("a")) in switch(world, "full")
    assert not world.module("a").mode.degraded


def test_what_cannot_be_degraded_is_left_as_it_is_and_that_is_written_down() -> None:
    world = World(module("a"))
    world.until_ready()
    (record,) = switch(world, "degraded")
    assert not world.module("a").mode.degraded
    assert "cannot be degraded" in record.entry.cause.text  # type: ignore[attr-defined]
    assert switch(world, "full") == ()


def test_who_does_less_already_is_told_nothing_again() -> None:
    world = degraded(native())
    mode = world.module("a").mode
    assert switch(world, "degraded") == () and world.module("a").mode == mode


def test_full_mode_is_not_tried_while_a_restart_is_asked_for() -> None:
    """It comes with the restart anyhow, or after it."""
    world = degraded(foreign(), programs={"a": Program(stop_takes=8.0)})
    world.run_for(97.0)
    world.restart("a")
    world.run_for(30.0)
    assert len(world.starts_of("a")) == 3 and world.module("a").mode == FULL
