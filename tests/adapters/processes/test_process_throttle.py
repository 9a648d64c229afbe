"""Throttled trees of real processes: stopped and continued by the keeper, and never left standing."""

from __future__ import annotations

import os
import signal
from pathlib import Path

from skelly_tray.adapters.processes import starting
from tests.adapters.processes.keeping import Claimant, Keeping, alive, pids_in, until

BUSY = 'for i in 1 2; do sh -c \'echo $$ >> "$0"; while :; do :; done\' "$1" & done; echo $$ >> "$1"; wait'
BUSY_SIZE = 3


def held(pid: int) -> bool:
    return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] == "T"


async def throttled(claimant: Claimant, pid_file: Path) -> tuple[int, list[int]]:
    """A tree of two busy loops and a shell that waits, caught standing still."""
    incarnation, _ = await claimant.launch("t", "sh", "-c", BUSY, "sh", str(pid_file))
    pids = await pids_in(pid_file, BUSY_SIZE)
    claimant.processes.throttle(incarnation, 5.0)
    await until(lambda: all(held(pid) for pid in pids), "the whole tree stopped")
    return incarnation, pids


async def test_a_busy_tree_stands_still_and_goes_on_in_turn(keeping: Keeping, tmp_path: Path) -> None:
    claimant = await keeping.claim()
    incarnation, pids = await throttled(claimant, tmp_path / "pids")
    for _ in range(3):
        await until(lambda: not any(held(pid) for pid in pids), "going on")
        await until(lambda: all(held(pid) for pid in pids), "stopped again")
    claimant.processes.throttle(incarnation, None)
    await until(lambda: not any(held(pid) for pid in pids), "going on")
    spent = cpu_time(pids)
    await until(lambda: cpu_time(pids) > spent + 1.0, "running freely")
    assert claimant.facts.count("exited") == 0


async def test_a_stop_reaches_what_stands_still(keeping: Keeping, tmp_path: Path) -> None:
    claimant = await keeping.claim()
    incarnation, pids = await throttled(claimant, tmp_path / "pids")
    claimant.processes.stop(incarnation, "TERM", 3600.0)
    assert (await claimant.gone(incarnation))[0].signal == signal.SIGTERM
    assert not any(alive(pid) for pid in pids)


async def test_the_end_of_the_claim_lets_everything_run(keeping: Keeping, tmp_path: Path) -> None:
    claimant = await keeping.claim()
    _, pids = await throttled(claimant, tmp_path / "pids")
    claimant.vanish()
    await until(lambda: not any(held(pid) for pid in pids), "going on")
    spent = cpu_time(pids)
    await until(lambda: cpu_time(pids) > spent + 1.0, "running freely")
    assert all(alive(pid) for pid in pids)


async def test_another_image_of_the_keeper_goes_on_throttling(keeping: Keeping, tmp_path: Path) -> None:
    claimant = await keeping.claim()
    _, pids = await throttled(claimant, tmp_path / "pids")
    log = keeping.home.logs / "keeper.log"
    argv = starting.keeper_command(keeping.home)
    claimant.processes._send({"op": "reexec", "argv": argv, "program": "99.0"})
    await until(lambda: "upgraded: pid" in log.read_text())
    await until(lambda: not any(held(pid) for pid in pids), "going on")
    await until(lambda: all(held(pid) for pid in pids), "stopped again")
    assert claimant.processes.keeper_pid == keeping.keeper_pid()


async def test_an_upgrade_that_fails_changes_nothing(keeping: Keeping, tmp_path: Path) -> None:
    claimant = await keeping.claim()
    _, pids = await throttled(claimant, tmp_path / "pids")
    claimant.processes._send({"op": "reexec", "argv": ["/nonexistent"], "program": "99.0"})
    await until(lambda: "upgrade failed" in (keeping.home.logs / "keeper.log").read_text())
    await until(lambda: not any(held(pid) for pid in pids), "going on")
    await until(lambda: all(held(pid) for pid in pids), "stopped again")
    assert claimant.facts.count("keeper_lost") == 0


async def test_a_keeper_killed_while_a_tree_stands_still_is_swept_after(
    keeping: Keeping, tmp_path: Path
) -> None:
    claimant = await keeping.claim()
    _, pids = await throttled(claimant, tmp_path / "pids")
    os.kill(keeping.keeper_pid(), signal.SIGKILL)
    await until(lambda: claimant.facts.find("keeper_lost"))
    assert await claimant.open() == []
    assert not any(alive(pid) for pid in pids)


async def test_a_keeper_that_is_told_to_end_leaves_nothing_standing(keeping: Keeping, tmp_path: Path) -> None:
    claimant = await keeping.claim()
    _, pids = await throttled(claimant, tmp_path / "pids")
    os.kill(keeping.keeper_pid(), signal.SIGTERM)
    await until(lambda: not any(alive(pid) for pid in pids), "the whole tree ended")
    fact = await until(lambda: claimant.facts.find("exited"))
    assert fact[2].signal == signal.SIGTERM


def cpu_time(pids: list[int]) -> float:
    """Seconds that they spent together."""
    fields = [Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split() for pid in pids]
    return sum(int(row[11]) + int(row[12]) for row in fields) / os.sysconf("SC_CLK_TCK")
