"""Who takes over from whom: several at once, an upgrade, a keeper that dies unclaimed. Never is there a duplicate."""

from __future__ import annotations

import os
import shutil
import signal
from pathlib import Path

import pytest

import skelly_tray
from tests.supervisor import Run, Supervisor, alive, wait_until
from tests.system.casting import (
    ASLEEP,
    LIVELY,
    MEMBERS,
    TREE,
    kill,
    member_pids,
    module_processes,
    pids,
    wait_for_one_of_each,
)

RACERS = 4


def _cast(system: Supervisor) -> None:
    system.orchestrator(**LIVELY, orphan_grace=60)
    system.module("tree", command=TREE)
    system.module("other", command=ASLEEP, depends_on=["tree"])


def _one_of_each(system: Supervisor) -> bool:
    return len(module_processes(system)) == len(MEMBERS) + 1


def _race(system: Supervisor) -> Run:
    """Start several at the same time; the one that has won. The others have ended with a sentence."""
    racers = [system.launch() for _ in range(RACERS)]
    wait_until(lambda: sum(alive(racer.pid) for racer in racers) == 1, "all but one to give way")
    (winner,) = [racer for racer in racers if alive(racer.pid)]
    assert [racer.wait() for racer in racers if racer is not winner] == [1] * (RACERS - 1)
    system.runs.remove(winner)
    system.runs.append(winner)
    return winner


def test_of_several_that_start_at_once_one_runs_the_system_and_each_module_lives_once(
    supervisor: Supervisor,
) -> None:
    _cast(supervisor)
    winner = _race(supervisor)
    assert supervisor.wait_running()["orchestrator"]["pid"] == winner.pid
    wait_for_one_of_each(supervisor)
    assert _one_of_each(supervisor)
    assert supervisor.terminate() == 0


@pytest.mark.parametrize("together", [False, True], ids=["keeper lives", "keeper died too"])
def test_of_several_that_race_to_succeed_a_killed_one_one_takes_over(
    supervisor: Supervisor, together: bool
) -> None:
    _cast(supervisor)
    supervisor.start()
    before = supervisor.wait_running()
    wait_for_one_of_each(supervisor)
    members = member_pids(supervisor)
    supervisor.kill9()
    if together:
        kill(before["orchestrator"]["keeper_pid"])
    winner = _race(supervisor)
    after = supervisor.wait_running()
    wait_for_one_of_each(supervisor)
    assert after["orchestrator"]["pid"] == winner.pid and _one_of_each(supervisor)
    same = (pids(after), member_pids(supervisor)) == (pids(before), members)
    assert same is not together, "never a mixture"
    assert together or after["orchestrator"]["keeper_pid"] == before["orchestrator"]["keeper_pid"]
    assert set(pids(after).values()).isdisjoint(pids(before).values()) is together
    assert supervisor.terminate() == 0


def test_a_keeper_that_dies_while_it_keeps_the_modules_for_the_next_start_leaves_no_duplicate(
    supervisor: Supervisor,
) -> None:
    _cast(supervisor)
    supervisor.start()
    before = supervisor.wait_running()
    wait_for_one_of_each(supervisor)
    supervisor.cli("quit", "--keep-modules", check=True)
    assert supervisor.run.wait() == 0
    kill(before["orchestrator"]["keeper_pid"])
    supervisor.start()
    after = supervisor.wait_running()
    wait_for_one_of_each(supervisor)
    assert set(pids(after).values()).isdisjoint(pids(before).values()) and _one_of_each(supervisor)


@pytest.mark.parametrize("role", ["startup", "readiness"])
def test_a_line_that_is_said_while_nobody_supervises_counts_for_the_log_probe(
    supervisor: Supervisor, role: str
) -> None:
    supervisor.orchestrator(**LIVELY, orphan_grace=60)
    go, said = supervisor.home.with_name("go"), supervisor.home.with_name("said")
    script = f"while [ ! -e {go} ]; do /bin/sleep 0.02; done; echo ready to serve; touch {said}; exec /bin/sleep 100000"
    probe = {"kind": "log", "pattern": "ready to serve", "interval": "200ms"}
    supervisor.module("late", command=["/bin/sh", "-c", script], probes={role: probe})
    supervisor.start()
    before = supervisor.wait_for(lambda s: s["modules"]["late"]["pid"], "its process")
    supervisor.kill9()
    go.touch()
    wait_until(said.exists, "its line")
    supervisor.start()
    after = supervisor.wait_running("late")
    assert pids(after) == pids(before)


def _another_version(folder: Path) -> Path:
    """A copy of the package that says it is another version; for PYTHONPATH."""
    source = Path(skelly_tray.__file__).parent
    shutil.copytree(source, folder / "skelly_tray", ignore=shutil.ignore_patterns("__pycache__"))
    resources = source.parent / "resources"
    if resources.is_dir():
        (folder / "resources").symlink_to(resources)
    path = folder / "skelly_tray" / "__init__.py"
    path.write_text(path.read_text().replace(skelly_tray.__version__, "99.0"))
    return folder


@pytest.mark.parametrize("crashed", [False, True], ids=["quit", "crashed"])
def test_a_program_of_another_version_takes_keeper_and_modules_over_as_they_are(
    supervisor: Supervisor, tmp_path: Path, crashed: bool
) -> None:
    _cast(supervisor)
    supervisor.start()
    before = supervisor.wait_running()
    wait_for_one_of_each(supervisor)
    members = member_pids(supervisor)
    if crashed:
        supervisor.kill9()
    else:
        supervisor.cli("quit", "--keep-modules", check=True)
        assert supervisor.run.wait() == 0
    supervisor.environment["PYTHONPATH"] = str(_another_version(tmp_path / "new"))
    supervisor.start()
    after = supervisor.wait_running()
    assert after["orchestrator"]["version"] == "99.0"
    assert after["orchestrator"]["keeper_pid"] == before["orchestrator"]["keeper_pid"]
    assert "version 99.0" in (supervisor.home / "logs" / "keeper.log").read_text()
    assert (pids(after), member_pids(supervisor)) == (pids(before), members)
    os.kill(after["modules"]["tree"]["pid"], signal.SIGKILL)
    supervisor.wait_for(
        lambda s: s["modules"]["tree"]["restarts"] == 1 and s["modules"]["tree"]["ready"], "its return"
    )
    wait_for_one_of_each(supervisor)
    assert _one_of_each(supervisor), "the keeper still sweeps what it has adopted"
    assert supervisor.terminate() == 0
    wait_until(lambda: not supervisor.leftovers(), "the end of everything")
