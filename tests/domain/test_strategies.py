"""How a module is brought back: restart, and restart with reset; who takes over, and what is left alone."""

from __future__ import annotations

import pytest

from skelly_tray.domain.cause import EntryKind
from skelly_tray.domain.descriptor import BusAccess, ModuleDescriptor
from skelly_tray.domain.errand import Errand, ResetState, RestoreState
from skelly_tray.domain.recovery.procedure_spec import Procedure, ProcedureStep, StepKind
from skelly_tray.domain.recovery.strategies import Restart, RestartWithReset
from tests.domain.build import module
from tests.domain.world import Program, World

RESET = RestartWithReset()
DIES_AT_ONCE = Program(dies_after=0.0)


def resettable(**fields: object) -> ModuleDescriptor:
    return module("a", strategy=RESET, backoff=10.0, **fields)


def takes(seconds: float, ok: bool = True, text: str = "") -> object:
    return lambda errand: (seconds, ok, text)


def failing_resets(count: int) -> object:
    """The first resets fail, all others succeed."""
    left = [count]

    def answer(errand: Errand) -> tuple[float, bool, str]:
        left[0] -= 1
        return 0.01, left[0] < 0, "" if left[0] < 0 else "the disk is full"

    return answer


def test_plain_restart_does_no_errand() -> None:
    world = World(module("a", strategy=Restart()))
    world.until_ready()
    world.kill("a")
    world.until_ready("a")
    assert world.errands == [] and len(world.starts_of("a")) == 2


def test_reset_comes_before_the_next_start_and_after_the_end_of_the_tree() -> None:
    slow = Program(sweep_takes=3.0)
    world = World(resettable(), programs={"a": [slow, Program()]})
    world.until_ready()
    world.kill("a")
    world.run_for(2.9)
    assert world.errands == [], "its tree is not gone yet"
    world.run_until(lambda: bool(world.errands))
    assert world.live("a") == [] and len(world.starts_of("a")) == 1
    world.until_ready("a")
    assert world.errands_of("a") == [ResetState(True, True)] and len(world.starts_of("a")) == 2


@pytest.mark.parametrize(("state", "queues"), [(True, False), (False, True)])
def test_what_is_reset_is_what_the_strategy_says(state: bool, queues: bool) -> None:
    world = World(module("a", strategy=RestartWithReset(state, queues)))
    world.until_ready()
    world.kill("a")
    world.until_ready("a")
    assert world.errands_of("a") == [ResetState(state, queues)]


def test_a_reset_of_nothing_is_a_plain_restart() -> None:
    world = World(module("a", strategy=RestartWithReset(False, False)))
    world.until_ready()
    world.kill("a")
    world.until_ready("a")
    assert world.errands == [] and len(world.starts_of("a")) == 2


def test_nothing_is_reset_during_a_backoff() -> None:
    world = World(resettable(), programs={"a": DIES_AT_ONCE})
    world.until("a", "backoff")
    world.run_for(5.0)
    assert world.errands == []
    world.run_until(lambda: bool(world.errands), within=7.0)
    assert len(world.starts_of("a")) == 1


def test_stop_by_the_user_during_a_backoff_leaves_the_state_alone() -> None:
    world = World(resettable(), programs={"a": DIES_AT_ONCE})
    world.until("a", "backoff")
    world.stop("a")
    world.run_for(100.0)
    assert world.errands == [] and world.state("a") == "stopped"
    world.start("a")
    world.run_for(0.1)
    assert world.errands == [], "a start by the user begins afresh"


def test_start_by_the_user_during_a_backoff_leaves_the_state_alone() -> None:
    world = World(resettable(), programs={"a": [DIES_AT_ONCE, Program()]})
    world.until("a", "backoff")
    world.start("a")
    world.until_ready("a")
    assert world.errands == []


def test_a_failed_reset_is_a_failed_attempt_and_is_tried_again_after_a_backoff() -> None:
    world = World(resettable(max_attempts=3), errand_answers=failing_resets(1))  # type: ignore[arg-type]
    world.until_ready()
    world.kill("a")
    world.run_for(0.1)
    assert world.state("a") == "backoff" and world.module("a").budget.attempts == 2
    took = world.until_ready("a")
    assert 8.9 < took < 11.5
    assert world.errands_of("a") == [ResetState(), ResetState()] and len(world.starts_of("a")) == 2


def test_resets_that_keep_failing_use_up_the_attempts() -> None:
    world = World(
        resettable(max_attempts=2, retry_failed_after=0.0),
        errand_answers=failing_resets(99),  # type: ignore[arg-type]
    )
    world.until_ready()
    world.kill("a")
    world.until("a", "failed", within=60.0)
    assert len(world.errands) == 2 and len(world.starts_of("a")) == 1
    assert "could not be reset: the disk is full" in str(world.module("a").last_failure)


def test_the_journal_tells_what_a_reset_did() -> None:
    world = World(resettable(), errand_answers=takes(0.5, True, "moved to 2026"))  # type: ignore[arg-type]
    world.until_ready()
    world.kill("a")
    world.until_ready("a")
    (entry,) = [e for e in world.journal if e.kind is EntryKind.RECOVERY and "errand" in e.detail]
    assert entry.module == "a" and entry.detail["errand"] == "reset" and entry.detail["ok"] is True
    assert "moved to 2026" in entry.cause.text


def resetting(seconds: float = 20.0, **fields: object) -> World:
    """A world in which the state of `a` is being moved just now."""
    world = World(resettable(**fields), errand_answers=takes(seconds))  # type: ignore[arg-type]
    world.until_ready()
    world.kill("a")
    world.run_until(lambda: bool(world.errands))
    assert world.snapshot().modules["a"].state == "backoff"
    return world


def test_stop_during_a_reset_lets_it_end_and_starts_nothing() -> None:
    world = resetting()
    world.stop("a")
    world.run_for(10.0)
    assert world.running_errands_of("a") == [ResetState()]
    world.until("a", "stopped")
    world.run_for(100.0)
    assert len(world.starts_of("a")) == 1 and world.module("a").todo is None


def test_restart_by_the_user_during_a_reset_starts_once_it_is_through() -> None:
    world = resetting()
    world.restart("a")
    world.until_ready("a")
    assert len(world.starts_of("a")) == 2 and len(world.errands) == 1
    assert world.starts_of("a")[1] >= world.starts_of("a")[0] + 20.0


def test_stop_and_start_during_a_reset_start_once() -> None:
    world = resetting()
    world.stop("a")
    world.start("a")
    world.until_ready("a")
    world.run_for(100.0)
    assert len(world.starts_of("a")) == 2 and len(world.errands) == 1


def test_shutdown_during_a_reset_ends_and_the_next_start_waits_for_it() -> None:
    world = resetting()
    world.shut_down()
    world.run_for(5.0)
    assert not world.system.active
    world.start_all()
    world.run_for(5.0)
    assert len(world.starts_of("a")) == 1, "its state is still being moved"
    world.until_ready("a")
    assert len(world.starts_of("a")) == 2


def test_a_reset_that_ends_after_the_system_is_down_leaves_the_module_stopped() -> None:
    world = resetting()
    world.shut_down()
    world.run_for(60.0)
    assert world.state("a") == "stopped" and len(world.starts_of("a")) == 1


def test_a_changed_configuration_during_a_reset_starts_the_new_one_after_it() -> None:
    world = resetting()
    world.load(resettable(digest="a-2"))
    world.until_ready("a")
    assert world.process("a").digest == "a-2" and len(world.errands) == 1


def test_a_file_removed_and_written_again_during_a_reset_waits_for_the_reset() -> None:
    world = resetting()
    world.load(module("b"))
    world.run_for(5.0)
    world.load(resettable(), module("b"))
    world.run_for(5.0)
    assert len(world.starts_of("a")) == 1, "its state is still being moved"
    world.until_ready("a")
    assert len(world.starts_of("a")) == 2


def test_a_file_removed_for_good_during_a_reset_leaves_nothing_behind() -> None:
    world = resetting()
    world.load(module("b"))
    world.run_for(30.0)
    assert world.system.leavers == () and world.system.at_rest is False and "a" not in world.system.modules


def test_loss_of_the_keeper_during_a_reset_changes_nothing_for_it() -> None:
    world = resetting()
    world.lose_keeper(back_after=1.0)
    world.until_ready("a")
    assert len(world.errands) == 1 and len(world.starts_of("a")) == 2


def test_a_reset_that_is_not_wanted_any_more_by_the_file_is_not_done() -> None:
    world = World(resettable(), programs={"a": DIES_AT_ONCE})
    world.until("a", "backoff")
    world.load(module("a", strategy=Restart(), backoff=10.0))
    world.run_for(15.0)
    assert len(world.starts_of("a")) == 2 and world.errands == []


# Undo


def undoing(world: World) -> list[Errand]:
    return [e for e in world.errands_of("a") if isinstance(e, RestoreState)]


def test_undo_of_a_running_module_stops_it_first_and_starts_it_again() -> None:
    world = World(resettable())
    world.until_ready()
    world.restore_state("a", "entry-7")
    world.until("a", "backoff")
    assert world.live("a") == [] and world.running_errands_of("a") == [RestoreState("entry-7")]
    world.until_ready("a")
    assert len(world.starts_of("a")) == 2 and world.module("a").restarts == 0
    assert len(undoing(world)) == 1 and world.module("a").todo is None


def test_undo_of_a_stopped_module_is_done_at_once_and_starts_nothing() -> None:
    world = World(resettable())
    world.until_ready()
    world.stop("a")
    world.until("a", "stopped")
    world.restore_state("a")
    world.run_for(1.0)
    assert len(undoing(world)) == 1 and world.state("a") == "stopped" and len(world.starts_of("a")) == 1


def test_undo_of_a_module_that_is_being_stopped_is_done_when_it_rests() -> None:
    world = World(resettable(), programs={"a": Program(stop_takes=5.0)})
    world.until_ready()
    world.stop("a")
    world.restore_state("a")
    world.run_for(1.0)
    assert undoing(world) == []
    world.run_for(10.0)
    assert len(undoing(world)) == 1 and world.state("a") == "stopped" and len(world.starts_of("a")) == 1


def test_undo_of_a_failed_module_starts_it_with_its_old_state() -> None:
    world = World(
        resettable(max_attempts=0, retry_failed_after=0.0), programs={"a": [DIES_AT_ONCE, Program()]}
    )
    world.until("a", "failed")
    world.restore_state("a")
    world.until_ready("a", within=5.0)
    assert len(undoing(world)) == 1 and world.module("a").budget.attempts == 0


def test_undo_of_a_module_in_backoff_goes_before_the_reset_that_was_planned() -> None:
    world = World(resettable(), programs={"a": [DIES_AT_ONCE, Program()]})
    world.until("a", "backoff")
    world.restore_state("a")
    world.until_ready("a", within=5.0)
    assert world.errands_of("a") == [RestoreState("entry-1")]


def test_undo_of_a_waiting_module_is_done_at_once() -> None:
    world = World(module("db"), module("a", "db"), programs={"db": Program(spawn_takes=30.0)})
    assert world.state("a") == "waiting"
    world.restore_state("a")
    world.run_for(1.0)
    assert len(undoing(world)) == 1 and world.state("a") == "waiting" and world.starts_of("a") == []
    world.until_ready("a")


def test_undo_while_a_reset_goes_on_follows_it() -> None:
    world = resetting(5.0)
    world.restore_state("a")
    world.until_ready("a")
    assert world.errands_of("a") == [ResetState(), RestoreState("entry-1")]
    assert len(world.starts_of("a")) == 2


def test_stop_does_not_take_the_users_undo_away() -> None:
    world = World(resettable(), errand_answers=takes(20.0))  # type: ignore[arg-type]
    world.until_ready()
    world.restore_state("a")
    world.run_until(lambda: bool(world.errands))
    world.stop("a")
    world.run_for(60.0)
    assert len(undoing(world)) == 1 and world.state("a") == "stopped"
    assert any(e.detail.get("errand") == "restore" and e.detail["ok"] for e in world.journal)


def test_an_undo_that_fails_is_told_and_the_module_goes_on_as_it_was() -> None:
    world = World(resettable(), errand_answers=takes(0.1, False, "it is gone"))  # type: ignore[arg-type]
    world.until_ready()
    world.restore_state("a")
    world.until("a", "backoff")
    world.until_ready("a")
    assert len(undoing(world)) == 1 and world.module("a").todo is None
    (entry,) = [e for e in world.journal if e.detail.get("errand") == "restore"]
    assert entry.detail["ok"] is False and "it is gone" in entry.cause.text


def test_undo_during_a_procedure_leaves_the_procedure_off() -> None:
    steps = (ProcedureStep(StepKind.WAIT, 30.0),)
    world = World(module("a", procedure=Procedure(steps=steps)))
    world.until_ready()
    world.kill("a")
    world.run_until(lambda: bool(world.errands))
    world.restore_state("a")
    world.until_ready("a", within=5.0)
    assert len(undoing(world)) == 1 and world.module("a").procedure is None


def test_undo_of_a_native_module_waits_for_its_end_too() -> None:
    world = World(module("a", bus=BusAccess(), strategy=RESET))
    world.until_ready()
    world.restore_state("a")
    world.until_ready("a")
    world.run_until(lambda: len(world.starts_of("a")) == 2)
    assert len(undoing(world)) == 1


def test_undo_of_what_nobody_knows_does_nothing() -> None:
    world = World(module("b"))
    world.restore_state("a")
    assert world.errands == []
