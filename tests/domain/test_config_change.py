"""Descriptors that change while the system runs: who restarts, who does not, and what is forgotten."""

from __future__ import annotations

from skelly_tray.domain.cause import CauseKind, EntryKind
from skelly_tray.domain.errors import InvalidConfiguration
from skelly_tray.domain.recovery.restart import Budget
from tests.domain.build import module
from tests.domain.world import Program, World


def test_changed_module_is_restarted_and_the_others_keep_their_pid() -> None:
    world = World(module("a"), module("b", "a"), module("c"))
    world.until_ready()
    world.load(module("a", digest="a-2"), module("b", "a"), module("c"))
    world.run_for(10.0)
    assert {m: len(world.starts_of(m)) for m in "abc"} == {"a": 2, "b": 1, "c": 1}
    changed = [e for e in world.journal if e.kind is EntryKind.CONFIG_CHANGED]
    assert [e.module for e in changed] == ["a"]
    stopping = next(e for e in world.journal if e.to == "stopping")
    assert stopping.cause.kind is CauseKind.CONFIG and stopping.cause.seq == changed[0].seq
    assert world.module("a").restarts == 0


def test_the_same_files_again_change_nothing() -> None:
    modules = module("a"), module("b", "a"), module("off", enabled=False)
    world = World(*modules)
    world.until_ready()
    before = world.system
    world.load(*modules)
    assert world.system == before


def test_change_without_a_new_digest_takes_effect_in_place() -> None:
    world = World(module("a", shutdown_timeout=9.0))
    world.until_ready()
    world.load(module("a", shutdown_timeout=2.0))
    assert len(world.starts_of("a")) == 1
    assert world.module("a").descriptor.shutdown_timeout == 2.0


def test_demanded_lazy_module_keeps_running_over_a_change_of_another_file() -> None:
    lazy, web = module("cache", lazy=True), module("web", "cache")
    world = World(lazy, web, module("c"))
    world.until_ready("web")
    world.load(lazy, web, module("c", digest="c-2"))
    world.run_for(30.0)
    assert (len(world.starts_of("cache")), len(world.starts_of("web"))) == (1, 1)


def test_module_that_becomes_disabled_is_stopped_and_one_enabled_is_started() -> None:
    world = World(module("a"), module("b", enabled=False), module("lazy", lazy=True), module("user", "lazy"))
    world.until_ready()
    world.load(
        module("a", enabled=False),
        module("b"),
        module("lazy", lazy=True, enabled=False),
        module("user", "lazy"),
    )
    world.run_for(5.0)
    assert world.states() == {"a": "stopped", "b": "running", "lazy": "stopped", "user": "waiting"}
    assert world.snapshot().modules["a"].reason_kind == "disabled"


def test_word_of_the_user_stands_over_the_default_of_the_file() -> None:
    world = World(module("a"), module("b", enabled=False))
    world.stop("a")
    world.start("b")
    world.run_for(1.0)
    world.load(module("a", digest="a-2"), module("b", enabled=False, digest="b-2"))
    world.run_for(5.0)
    assert world.states() == {"a": "stopped", "b": "running"}


def test_changed_configuration_resets_the_budget_and_ends_backoff_and_failed() -> None:
    bad = Program(dies_after=0.0)
    scripts = {"a": [bad, Program()], "b": [bad, Program()]}
    world = World(module("a", backoff=500.0), module("b", max_attempts=0), programs=scripts)
    world.run_for(1.0)
    assert (world.state("a"), world.state("b")) == ("backoff", "failed")
    world.load(module("a", backoff=500.0, digest="a-2"), module("b", max_attempts=0, digest="b-2"))
    world.until_ready(within=1.0)
    assert {m.budget for m in world.system.modules.values()} == {Budget()}
    assert not world.timers.keys() & {k for k in world.timers if k.kind in ("backoff", "retry")}


def test_change_while_stopping_to_recover_starts_with_the_new_file_at_once() -> None:
    scripts = {"a": [Program(dies_after=0.0, sweep_takes=1.0), Program()]}
    world = World(module("a", backoff=500.0), programs=scripts)
    world.until("a", "stopping")
    world.load(module("a", backoff=500.0, digest="a-2"))
    world.until_ready(within=3.0)


def test_change_during_a_spawn_in_flight_restarts_with_the_new_file() -> None:
    world = World(module("a"), programs={"a": Program(spawn_takes=1.0)})
    world.load(module("a", digest="a-2"))
    world.until_ready(within=10.0)
    assert len(world.starts_of("a")) == 2 and world.process("a").digest == "a-2"


def test_new_file_is_started_while_the_system_runs() -> None:
    world = World(module("a"))
    world.until_ready()
    world.load(module("a"), module("b", "a"))
    world.until_ready("b", within=1.0)


def test_dependants_of_a_removed_module_stop_and_return_with_it() -> None:
    world = World(module("a"), module("b", "a"))
    world.until_ready()
    world.load(module("b", "a"))
    world.run_for(5.0)
    assert world.state("b") == "waiting"
    assert world.snapshot().modules["b"].reason == "waits for a (no usable file)"
    world.load(module("a"), module("b", "a"))
    world.until_ready(within=5.0)


def test_invalid_file_is_shown_with_its_errors_and_takes_nobody_down() -> None:
    world = World(module("a"), module("b", "a"))
    world.until_ready()
    bad = module("bad").id
    world.load(
        module("a"),
        module("b", "a"),
        invalid={bad: (InvalidConfiguration(bad, ("line 3: command is missing",)),)},
    )
    world.run_for(10.0)
    assert world.ready("a") and world.ready("b") and len(world.starts) == 2
    status = world.snapshot().modules["bad"]
    assert (status.state, status.reason_kind) == ("invalid", "config")
    assert "line 3: command is missing" in status.issues[0].message


def test_new_dependency_is_started_before_the_changed_module() -> None:
    world = World(module("web"))
    world.until_ready()
    world.load(module("db"), module("web", "db", digest="web-2"))
    world.run_for(10.0)
    assert world.order_of_starts() == ["web", "db", "web"]


def test_task_is_run_again_when_its_file_changes() -> None:
    from skelly_tray.domain.cause import Outcome

    world = World(
        module("job", oneshot=True), programs={"job": Program(dies_after=0.1, outcome=Outcome(code=0))}
    )
    world.run_for(1.0)
    world.load(module("job", oneshot=True, digest="job-2"))
    world.run_for(1.0)
    assert len(world.starts_of("job")) == 2
