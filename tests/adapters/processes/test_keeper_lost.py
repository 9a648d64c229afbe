"""A keeper killed with -9: it is noticed, and the next one ends what the dead one left before anything starts."""

from __future__ import annotations

import os
import signal
import socket
from pathlib import Path

import pytest

from tests.adapters.processes.hostile import DEAF, TREE, TREE_SIZE
from tests.adapters.processes.keeping import Keeping, alive, pids_in, request, until
from tests.adapters.processes.test_process_adoption import killed_orchestrator


def kill_keeper(keeping: Keeping) -> int:
    pid = keeping.keeper_pid()
    os.kill(pid, signal.SIGKILL)
    return pid


async def test_lost_keeper_is_reported_once_and_replaced(keeping: Keeping, tmp_path: Path) -> None:
    claimant = await keeping.claim()
    incarnation, _ = await claimant.launch("t", "sh", "-c", TREE, "sh", str(tmp_path / "pids"))
    pids = await pids_in(tmp_path / "pids", TREE_SIZE)
    dead = kill_keeper(keeping)
    await until(lambda: claimant.facts.find("keeper_lost"))
    assert incarnation in claimant.sink.detached
    assert claimant.processes.keeper_pid is None
    claimant.processes.spawn(request("e", "true"))
    await until(lambda: claimant.facts.find("spawn_failed", "e"))
    assert await claimant.open() == []
    assert not any(alive(pid) for pid in pids)
    assert claimant.processes.keeper_pid not in (None, dead)
    assert claimant.facts.count("keeper_lost") == 1
    again, _ = await claimant.launch("t2", "true")
    assert again > incarnation


async def test_modules_of_a_dead_keeper_are_no_zombies_of_ours(keeping: Keeping, tmp_path: Path) -> None:
    claimant = await keeping.claim()
    await claimant.launch("t", "sh", "-c", TREE, "sh", str(tmp_path / "pids"))
    pids = await pids_in(tmp_path / "pids", TREE_SIZE)
    kill_keeper(keeping)
    await until(lambda: claimant.facts.find("keeper_lost"))
    await claimant.open()
    assert not [pid for pid in pids if Path(f"/proc/{pid}").exists()]


async def test_deaf_leftovers_are_killed(keeping: Keeping, tmp_path: Path) -> None:
    claimant = await keeping.claim()
    await claimant.launch("d", "bash", "-c", DEAF, "bash", str(tmp_path / "pids"))
    pids = await pids_in(tmp_path / "pids", 2)
    kill_keeper(keeping)
    await until(lambda: claimant.facts.find("keeper_lost"))
    await claimant.open()
    assert not any(alive(pid) for pid in pids)


async def test_new_orchestrator_sweeps_after_both_were_killed(keeping: Keeping, tmp_path: Path) -> None:
    argv = ["sh", "-c", TREE, "sh", str(tmp_path / "pids")]
    await killed_orchestrator(keeping, 60.0, ["t", argv, {}])
    pids = await pids_in(tmp_path / "pids", TREE_SIZE)
    kill_keeper(keeping)
    claimant = await keeping.claim()
    assert claimant.table == []
    assert not any(alive(pid) for pid in pids)


async def test_sweep_spares_another_home(keeping: Keeping, tmp_path: Path) -> None:
    other = Keeping(keeping.home.run.parent.with_name("other"))
    theirs = await other.claim()
    _, spared = await theirs.launch("x", "sleep", "300")
    claimant = await keeping.claim()
    _, swept = await claimant.launch("x", "sleep", "300")
    kill_keeper(keeping)
    await until(lambda: claimant.facts.find("keeper_lost"))
    await claimant.open()
    assert alive(spared) and not alive(swept)
    await theirs.processes.close()
    await other.end()


async def test_stale_socket_and_address_do_not_hinder(keeping: Keeping) -> None:
    keeping.home.run.mkdir(parents=True)
    stale = socket.socket(socket.AF_UNIX)
    stale.bind(str(keeping.home.run / "keeper.sock"))
    stale.close()
    (keeping.home.run / "keeper.addr").write_text("/no/such/socket\n")
    claimant = await keeping.claim()
    await claimant.launch("x", "true")


async def test_long_home_uses_a_short_private_folder(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("TMPDIR", raising=False)
    keeping = Keeping(home.with_name("x" * 120))
    claimant = await keeping.claim()
    address = Path((keeping.home.run / "keeper.addr").read_text().strip())
    assert address.is_socket() and len(bytes(address)) <= 100
    assert address.parent.stat().st_mode & 0o777 == 0o700
    incarnation, _ = await claimant.launch("x", "sleep", "300", notify=True)
    claimant.vanish()
    second = await keeping.claim()
    assert [row.incarnation for row in second.table] == [incarnation]
    await second.processes.close()
    await keeping.end()
    assert not address.parent.exists()
