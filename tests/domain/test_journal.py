"""The journal: every change has a cause, and the causes lead back to where the story began."""

from __future__ import annotations

from itertools import pairwise

from skelly_tray.domain.cause import CauseKind, EntryKind, JournalEntry
from skelly_tray.domain.descriptor import OnRestart
from tests.domain.build import module, needs, probe
from tests.domain.world import Program, World


def beginning(world: World, entry: JournalEntry) -> JournalEntry:
    """Follow the causes to the first entry."""
    by_seq = {e.seq: e for e in world.journal}
    while entry.cause.seq is not None:
        entry = by_seq[entry.cause.seq]
    return entry


def entry(world: World, name: str, to: str, nth: int = 0) -> JournalEntry:
    return [e for e in world.journal if e.module == name and e.to == to][nth]


def test_start_of_the_system_is_the_beginning_of_every_first_start() -> None:
    world = World(module("a"), module("b", "a"))
    world.until_ready()
    for name in "ab":
        first = beginning(world, entry(world, name, "running"))
        assert (first.kind, first.to) == (EntryKind.SYSTEM, "starting")
    assert entry(world, "b", "starting").cause.text == "a is there"


def test_action_of_the_user_is_recorded_and_is_the_beginning() -> None:
    world = World(module("a"), module("b", "a"))
    world.until_ready()
    world.stop("a")
    world.run_for(1.0)
    action = next(e for e in world.journal if e.kind is EntryKind.USER_ACTION)
    assert (
        action.detail == {"action": "stop", "modules": ["a"]} and action.cause.text == "you asked to stop a"
    )
    for name in "ab":
        told = entry(world, name, "stopping")
        assert beginning(world, told) == action or told.cause.kind is CauseKind.DEPENDENCY


def test_death_tells_the_exit_and_the_incarnation() -> None:
    world = World(module("a", backoff=5.0), programs={"a": Program(dies_after=0.1)})
    world.run_for(1.0)
    died = entry(world, "a", "stopping")
    assert died.detail == {"exit": {"code": 1, "signal": None}} and died.incarnation == 1
    waits = entry(world, "a", "backoff")
    assert waits.cause.seq == died.seq and "next try in" in waits.cause.text


def test_recovered_module_tells_why_it_started() -> None:
    world = World(module("a"))
    world.until_ready()
    world.kill("a")
    world.until_ready()
    again = entry(world, "a", "starting", 1)
    assert again.cause.kind is CauseKind.RECOVERY and again.cause.text.startswith(
        "restarted at once: killed by SIGKILL"
    )
    assert beginning(world, again).kind is EntryKind.SYSTEM


def test_given_up_is_recorded_with_the_next_try() -> None:
    world = World(module("a", max_attempts=0), programs={"a": Program(dies_after=0.0)})
    world.run_for(1.0)
    verdict = next(e for e in world.journal if e.kind is EntryKind.RECOVERY)
    assert verdict.detail["verdict"] == "failed" and verdict.detail["trial_after"] == 300.0
    assert verdict.cause.seq == entry(world, "a", "failed").seq


def test_restart_after_a_dependency_leads_back_to_its_death() -> None:
    world = World(module("a"), module("b", needs("a", on_restart=OnRestart.RESTART)))
    world.until_ready()
    world.kill("a")
    world.run_for(10.0)
    told = entry(world, "b", "stopping")
    assert told.cause.kind is CauseKind.DEPENDENCY and told.cause.text == "a was restarted"
    chain, by_seq = [told], {e.seq: e for e in world.journal}
    while chain[-1].cause.seq is not None:
        chain.append(by_seq[chain[-1].cause.seq])
    assert any("SIGKILL" in e.cause.text and e.module == "a" and e.to == "stopping" for e in chain)


def test_change_of_health_is_recorded_once_with_the_message_of_the_probe() -> None:
    fades = Program(answers=lambda role, age: age < 5.0)
    world = World(module("a", readiness=probe(1.0)), programs={"a": fades})
    world.run_for(100.0)
    changes = [(e.from_, e.to) for e in world.journal if e.kind is EntryKind.HEALTH_CHANGED]
    assert changes == [("unknown", "healthy"), ("healthy", "degraded")]
    last = [e for e in world.journal if e.kind is EntryKind.HEALTH_CHANGED][-1]
    assert last.cause.text == "not ready: readiness refused" and last.incarnation == 1


def test_every_change_names_where_it_came_from_and_where_it_went() -> None:
    world = World(module("a", "b"), module("b"), programs={"b": Program(dies_after=3.0)})
    world.run_for(500.0)
    world.stop_all()
    world.run_for(5.0)
    for name in "ab":
        story = [e for e in world.journal if e.module == name and e.kind is EntryKind.STATE_CHANGED]
        assert story[0].from_ == "not_started"
        assert all(one.to == following.from_ for one, following in pairwise(story))
        assert story[-1].to == world.state(name)


def test_only_the_first_cause_of_a_story_has_none_before_it() -> None:
    world = World(module("a"), module("b", "a"), programs={"a": Program(dies_after=2.0)})
    world.run_for(500.0)
    roots = [e for e in world.journal if e.kind is EntryKind.STATE_CHANGED and e.cause.seq is None]
    assert roots == []


def test_every_start_of_the_system_has_its_beginning_and_its_end() -> None:
    world = World(module("a"), module("b", "a"))
    world.until_ready()
    world.stop_all()
    world.run_for(1.0)
    world.start_all()
    world.until_ready()
    system = [e for e in world.journal if e.kind is EntryKind.SYSTEM]
    assert [(e.from_, e.to) for e in system] == [(None, "starting"), ("starting", None)] * 2
    by_user = system[2]
    assert by_user.cause.kind is CauseKind.USER
    assert beginning(world, system[3]).kind is EntryKind.USER_ACTION
