"""Whole trees end: whoever leaves the group, the session or the environment, and whoever is deaf or frozen."""

from __future__ import annotations

import os
import signal
import sys
from pathlib import Path

import pytest

from tests.adapters.processes.hostile import DEAF, STORM, TREE, TREE_SIZE
from tests.adapters.processes.keeping import Keeping, alive, pids_in, until


async def test_killed_leader_takes_its_whole_tree_along(keeping: Keeping, tmp_path: Path) -> None:
    claimant = await keeping.claim()
    incarnation, pid = await claimant.launch("t", "sh", "-c", TREE, "sh", str(tmp_path / "pids"))
    pids = await pids_in(tmp_path / "pids", TREE_SIZE)
    os.kill(pid, signal.SIGKILL)
    outcome, leftovers = await claimant.gone(incarnation)
    assert outcome.signal == signal.SIGKILL
    assert leftovers >= TREE_SIZE - 1
    assert not [pid for pid in pids if alive(pid)]


async def test_exit_is_told_before_its_sweep_is_over(keeping: Keeping, tmp_path: Path) -> None:
    claimant = await keeping.claim()
    incarnation, pid = await claimant.launch("t", "sh", "-c", TREE, "sh", str(tmp_path / "pids"))
    await pids_in(tmp_path / "pids", TREE_SIZE)
    os.kill(pid, signal.SIGKILL)
    await claimant.gone(incarnation)
    assert [fact[0] for fact in claimant.facts.all] == ["spawned", "exited", "gone"]


async def test_stop_ends_the_whole_tree(keeping: Keeping, tmp_path: Path) -> None:
    claimant = await keeping.claim()
    incarnation, _ = await claimant.launch("t", "sh", "-c", TREE, "sh", str(tmp_path / "pids"))
    pids = await pids_in(tmp_path / "pids", TREE_SIZE)
    claimant.processes.stop(incarnation, "TERM", 10.0)
    outcome, leftovers = await claimant.gone(incarnation)
    assert outcome.code == 0  # it was asked, not killed
    assert leftovers == 0
    assert not [pid for pid in pids if alive(pid)]


async def test_child_of_a_stopped_wrapper_gets_the_rest_of_the_grace(
    keeping: Keeping, tmp_path: Path
) -> None:
    claimant = await keeping.claim()
    last = f"sleep 0.3; echo flushed > {tmp_path}/flushed; exit 0"
    slow = f'trap "{last}" TERM; echo $$ >> "$0"; while :; do sleep 0.05; done'
    argv = ("bash", "-c", 'bash -c "$2" "$1" & wait', "bash", str(tmp_path / "pids"), slow)
    incarnation, _ = await claimant.launch("w", *argv)
    await pids_in(tmp_path / "pids", 1)
    claimant.processes.stop(incarnation, "TERM", 10.0)
    outcome, _ = await claimant.gone(incarnation)
    assert outcome.signal == signal.SIGTERM
    assert (tmp_path / "flushed").read_text() == "flushed\n"


async def test_deaf_tree_is_killed_after_its_grace(keeping: Keeping, tmp_path: Path) -> None:
    claimant = await keeping.claim()
    incarnation, _ = await claimant.launch("d", "bash", "-c", DEAF, "bash", str(tmp_path / "pids"))
    pids = await pids_in(tmp_path / "pids", 2)
    claimant.processes.stop(incarnation, "TERM", 0.2)
    outcome, leftovers = await claimant.gone(incarnation)
    assert outcome.signal == signal.SIGKILL
    assert leftovers >= 1
    assert not [pid for pid in pids if alive(pid)]


async def test_twenty_deaf_modules_stop_side_by_side(keeping: Keeping, tmp_path: Path) -> None:
    claimant = await keeping.claim()
    modules = []
    for number in range(20):
        argv = ("bash", "-c", DEAF, "bash", str(tmp_path / f"pids{number}"))
        modules.append(await claimant.launch(f"d{number}", *argv))
    for number in range(20):
        await pids_in(tmp_path / f"pids{number}", 2)
    for incarnation, _ in modules:
        claimant.processes.stop(incarnation, "TERM", 1.0)
    await until(lambda: claimant.facts.count("gone") == 20)
    ends = [fact[3] for fact in claimant.facts.all if fact[0] == "exited"]
    # One after the other would take a grace each: the last would end 19 s after the first.
    assert max(ends) - min(ends) < 1.0


async def test_stopped_tree_hears_the_stop_signal(keeping: Keeping, tmp_path: Path) -> None:
    claimant = await keeping.claim()
    incarnation, _ = await claimant.launch("t", "sh", "-c", TREE, "sh", str(tmp_path / "pids"))
    for pid in await pids_in(tmp_path / "pids", TREE_SIZE):
        os.kill(pid, signal.SIGSTOP)
    claimant.processes.stop(incarnation, "TERM", 10.0)
    outcome, leftovers = await claimant.gone(incarnation)
    assert (outcome.code, leftovers) == (0, 0)


@pytest.mark.parametrize("how", ["kill", "stop", "leader"])
async def test_fork_storm_is_swept(keeping: Keeping, tmp_path: Path, how: str) -> None:
    claimant = await keeping.claim()
    argv = (sys.executable, "-I", "-S", "-c", STORM, str(tmp_path / "pids"))
    incarnation, pid = await claimant.launch("s", *argv)
    await pids_in(tmp_path / "pids", 1)
    match how:
        case "kill":
            claimant.processes.kill(incarnation)
        case "stop":
            claimant.processes.stop(incarnation, "TERM", 0.1)
        case "leader":
            os.kill(pid, signal.SIGKILL)
    await claimant.gone(incarnation)
    # The fixture finds whatever carries this home's mark and is still there.


async def test_sweep_of_one_module_spares_the_others(keeping: Keeping, tmp_path: Path) -> None:
    claimant = await keeping.claim()
    first, pid = await claimant.launch("a", "sh", "-c", TREE, "sh", str(tmp_path / "a"))
    await claimant.launch("b", "sh", "-c", TREE, "sh", str(tmp_path / "b"))
    await pids_in(tmp_path / "a", TREE_SIZE)
    others = await pids_in(tmp_path / "b", TREE_SIZE)
    os.kill(pid, signal.SIGKILL)
    await claimant.gone(first)
    assert [pid for pid in others if alive(pid)] == others


async def test_strays_are_named_with_their_module(keeping: Keeping, tmp_path: Path) -> None:
    claimant = await keeping.claim()
    incarnation, _ = await claimant.launch("t", "sh", "-c", TREE, "sh", str(tmp_path / "pids"))
    pids = await pids_in(tmp_path / "pids", TREE_SIZE)
    members = await until(lambda: claimant.processes.members().get(incarnation))
    assert len(members) == 1  # the one whose parent has ended; the others are found by lineage
    assert members < set(pids)


async def test_stray_without_any_mark_is_known_by_its_lineage(keeping: Keeping, tmp_path: Path) -> None:
    claimant = await keeping.claim()
    # What `su -` and PAM do: the limit is reset and the environment cleared, below a parent that still lives.
    lost = f'ulimit -R unlimited; exec env -i sh -c "echo \\$\\$ >> {tmp_path}/lost; exec sleep 300"'
    incarnation, pid = await claimant.launch("t", "bash", "-c", f"setsid bash -c '{lost}' & wait")
    (stray,) = await pids_in(tmp_path / "lost", 1)
    claimant.processes.members()  # the lineage is noted on the way
    await claimant.launch("after", "true")  # the keeper has handled what was sent before
    os.kill(pid, signal.SIGKILL)
    await claimant.gone(incarnation)
    assert not alive(stray)
