"""A module is its whole tree: nothing of it is doubled by a restart, and nothing of it survives a stop."""

from __future__ import annotations

import os
import signal

from tests.supervisor import Supervisor, alive, wait_until
from tests.system.casting import (
    ASLEEP,
    LIVELY,
    ONE_OF_EACH,
    TREE,
    actor,
    history,
    kill,
    member_pids,
    members,
    module_processes,
    wait_for_one_of_each,
)


def test_a_killed_leader_is_replaced_with_its_whole_tree_and_a_stop_leaves_none(system: Supervisor) -> None:
    system.module("tree", command=TREE)
    system.module("bystander", command=ASLEEP)
    system.start()
    before = system.wait_running()
    wait_for_one_of_each(system)
    old = member_pids(system)
    kill(before["modules"]["tree"]["pid"])
    after = system.wait_for(
        lambda s: s["modules"]["tree"]["restarts"] == 1 and s["modules"]["tree"]["ready"], "the restart"
    )
    wait_for_one_of_each(system)
    assert not old & member_pids(system)
    assert after["modules"]["bystander"]["pid"] == before["modules"]["bystander"]["pid"]
    system.cli("stop", "tree", check=True)
    assert members(system) == {}


def test_nothing_of_a_tree_outlives_an_orchestrator_that_was_killed_without_grace(
    supervisor: Supervisor,
) -> None:
    supervisor.orchestrator(**LIVELY, orphan_grace=0)
    supervisor.module("tree", command=TREE)
    supervisor.module("other", command=TREE, depends_on=["tree"])
    supervisor.start()
    supervisor.wait_running()
    wait_until(lambda: len(member_pids(supervisor)) == 8, "two whole trees")
    supervisor.kill9()
    wait_until(lambda: not supervisor.leftovers(), "the end of the keeper and of everything it kept")
    assert supervisor.leftovers() == []


def test_a_frozen_tree_stops_by_the_signal_and_needs_no_kill(system: Supervisor) -> None:
    system.module("tree", command=TREE, shutdown_timeout="50s")
    system.start()
    system.wait_running()
    wait_for_one_of_each(system)
    for pid in member_pids(system):
        os.kill(pid, signal.SIGSTOP)
    system.cli("stop", "tree", check=True, timeout=30)
    assert members(system) == {}


def test_what_a_module_starts_while_it_is_told_to_end_is_stopped_too(system: Supervisor) -> None:
    told = system.home.with_name("told")
    system.module("tree", command=actor("farewell", told), shutdown_timeout="500ms")
    system.start()
    wait_until(lambda: history(told) == ["listening"], "its signal handler")
    system.cli("stop", "tree", check=True)
    assert module_processes(system) == []
    _, *late = map(str, history(told))
    assert late and not any(alive(int(pid)) for pid in late)


def test_a_process_that_forks_itself_on_and_on_cannot_escape_a_stop(system: Supervisor) -> None:
    system.module("relay", command=actor("relay", 0.002), shutdown_timeout="200ms")
    system.start()
    system.wait_running()
    wait_until(lambda: len(module_processes(system)) > 1, "the runner")
    system.cli("stop", "relay", check=True)
    assert module_processes(system) == []


def test_strays_of_a_leader_that_exits_by_itself_are_swept_before_its_restart(system: Supervisor) -> None:
    """What they held (a port, a lock) must be free for the next one: here a lock that the stray keeps."""
    held = system.home.with_name("lock")
    script = (
        f"exec 9>{held}; flock -n 9 || exit 7; setsid sh -c 'trap \"\" TERM; exec /bin/sleep 100003' & wait"
    )
    system.module("holder", command=["/bin/sh", "-c", script], shutdown_timeout="500ms")
    system.start()
    first = system.wait_running()["modules"]["holder"]["pid"]
    kill(first)
    row = system.wait_for(
        lambda s: s["modules"]["holder"]["restarts"] == 1 and s["modules"]["holder"]["ready"], "the restart"
    )["modules"]["holder"]
    assert row["attempts"] == 1
    assert not alive(first)
    assert members(system) == {"100003": 1}


def test_a_program_that_only_starts_a_daemon_keeps_no_daemon_behind(system: Supervisor) -> None:
    """The leader's exit is the module's end; its daemon goes with it instead of being forgotten."""
    system.module(
        "launcher",
        command=["/bin/sh", "-c", "env -i /usr/bin/setsid /bin/sh -c '/bin/sleep 100004 &'; exit 0"],
        oneshot=True,
    )
    system.start()
    system.wait_for(lambda s: s["modules"]["launcher"]["reason_kind"] == "completed", "its completion")
    assert module_processes(system) == []


def test_one_of_each_means_what_it_says(system: Supervisor) -> None:
    """The counting itself can fail: a second tree is seen."""
    system.module("tree", command=TREE)
    system.module("second", command=TREE)
    system.start()
    wait_until(lambda: len(member_pids(system)) == 8, "two whole trees")
    assert members(system) == dict.fromkeys(ONE_OF_EACH, 2)
