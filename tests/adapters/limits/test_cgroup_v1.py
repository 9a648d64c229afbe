"""Control groups version 1 on the kernel: what a group holds, who is in it, and what becomes of it."""

from __future__ import annotations

import os
import signal
from pathlib import Path

from skelly_tray.adapters.limits import cgroup_v1
from skelly_tray.adapters.limits.cgroup_v1 import CgroupV1
from skelly_tray.adapters.limits.freeze import Freeze
from skelly_tray.adapters.limits.ladder import Ladder
from skelly_tray.engine.limit_port import Holding
from skelly_tray.engine.ports import SpawnRecord
from tests.adapters.limits.conftest import TAG, below
from tests.adapters.limits.rigs import BUSY, CPU, MEMORY, SLEEP, THREADS, cpu_time, launch, limited, python
from tests.adapters.processes.hostile import TREE, TREE_SIZE
from tests.adapters.processes.keeping import Keeping, alive, pids_in, request, until

HARD = Holding("cgroup_v1", "hard")
ALL = limited(max_cpu_percent=20.0, max_memory_mb=100, max_threads=20)

BALLOON = python(
    "import time\n"
    "held = []\n"
    "while True:\n"
    "    held.append(bytearray(b'x' * 2**20))\n"
    "    if len(held) == 40: print('forty', flush=True)\n"
)


def group(parents: dict[object, Path], kind: object, key: str = "k") -> Path:
    return parents[kind] / TAG / key


async def test_the_whole_tree_is_in_its_groups_and_the_groups_end_with_it(
    keeping: Keeping, v1: CgroupV1, tmp_path: Path
) -> None:
    claimant = await keeping.claim()
    held = await launch(claimant, [v1], ALL, "sh", "-c", TREE, "sh", str(tmp_path / "pids"))
    pids = await pids_in(tmp_path / "pids", TREE_SIZE)
    assert held.ladder.holdings(held.incarnation, ALL) == {CPU: HARD, MEMORY: HARD, THREADS: HARD}
    for parent in cgroup_v1.parents().values():
        inside = {int(pid) for pid in (parent / TAG / "k" / "cgroup.procs").read_text().split()}
        assert set(pids) <= inside and claimant.processes.keeper_pid not in inside
    claimant.processes.kill(held.incarnation)
    await held.gone()
    assert all(below(parent / TAG) == [parent / TAG] for parent in cgroup_v1.parents().values())
    held.ladder.close(keep_modules=False)
    assert not any((parent / TAG).exists() for parent in cgroup_v1.parents().values())


async def test_a_module_that_moves_to_another_group_is_not_told_as_held(
    keeping: Keeping, v1: CgroupV1
) -> None:
    """It would be seen to use nothing, however much it takes."""
    claimant = await keeping.claim()
    held = await launch(claimant, [v1], ALL, *SLEEP)
    assert held.ladder.usage_mb(held.incarnation) is not None
    memory = cgroup_v1.parents()[MEMORY]
    (memory / "cgroup.procs").write_text(str(held.pid))
    assert held.ladder.kills(held.incarnation) == 0
    assert held.ladder.usage_mb(held.incarnation) is None
    strengths = {kind: found.strength for kind, found in held.ladder.holdings(held.incarnation, ALL).items()}
    assert strengths == {CPU: "hard", MEMORY: "none", THREADS: "hard"}
    claimant.processes.kill(held.incarnation)
    await held.gone()
    held.ladder.close(keep_modules=False)


async def test_a_quota_is_set_changed_and_lifted(keeping: Keeping, v1: CgroupV1) -> None:
    claimant = await keeping.claim()
    held = await launch(claimant, [v1], ALL, *SLEEP)
    folders = {kind: parent / TAG / "k" for kind, parent in cgroup_v1.parents().items()}
    assert (folders[CPU] / "cpu.cfs_quota_us").read_text() == "20000\n"
    assert (folders[MEMORY] / "memory.limit_in_bytes").read_text() == f"{100 * 2**20}\n"
    assert (folders[MEMORY] / "memory.memsw.limit_in_bytes").read_text() == f"{100 * 2**20}\n"
    assert (folders[THREADS] / "pids.max").read_text() == "20\n"
    assert held.ladder.hold(held.incarnation, CPU, 50.0) == HARD
    assert held.ladder.hold(held.incarnation, MEMORY, 200.0) == HARD
    assert (folders[CPU] / "cpu.cfs_quota_us").read_text() == "50000\n"
    assert (folders[MEMORY] / "memory.memsw.limit_in_bytes").read_text() == f"{200 * 2**20}\n"
    for kind in (CPU, MEMORY, THREADS):
        held.ladder.hold(held.incarnation, kind, None)
    assert (folders[CPU] / "cpu.cfs_quota_us").read_text() == "-1\n"
    assert int((folders[MEMORY] / "memory.limit_in_bytes").read_text()) > 2**60
    assert (folders[THREADS] / "pids.max").read_text() == "max\n"
    claimant.processes.kill(held.incarnation)
    await held.gone()
    held.ladder.close(keep_modules=False)


async def test_a_balloon_is_contained_counted_and_told(keeping: Keeping, v1: CgroupV1) -> None:
    claimant = await keeping.claim()
    descriptor = limited(max_memory_mb=64)
    held = await launch(claimant, [v1], descriptor, "sh", "-c", '"$@"; echo over; sleep 100', "sh", *BALLOON)
    await until(lambda: "over" in held.output(), "the balloon killed")
    assert "forty" in held.output()  # it had what it was allowed
    assert held.ladder.kills(held.incarnation) == 1
    used = held.ladder.usage_mb(held.incarnation)
    assert used is not None and used < 10 and alive(held.pid)
    claimant.processes.kill(held.incarnation)
    await held.gone()
    held.ladder.close(keep_modules=False)


async def test_usage_is_what_the_processes_hold_without_pages_of_files(
    keeping: Keeping, v1: CgroupV1, tmp_path: Path
) -> None:
    claimant = await keeping.claim()
    code = (
        "import time\n"
        f"open({str(tmp_path / 'big')!r}, 'wb').write(bytes(60 * 2**20))\n"
        "held = bytearray(b'x' * 30 * 2**20)\n"
        "print('held', flush=True)\n"
        "time.sleep(1000)\n"
    )
    held = await launch(claimant, [v1], limited(max_memory_mb=200), *python(code))
    await until(lambda: "held" in held.output())
    used = held.ladder.usage_mb(held.incarnation)
    assert used is not None and 30 <= used < 50
    claimant.processes.kill(held.incarnation)
    await held.gone()
    assert held.ladder.usage_mb(held.incarnation) is None
    held.ladder.close(keep_modules=False)


async def test_more_than_the_limit_already_is_kept_where_it_is_and_bounded_later(
    keeping: Keeping, v1: CgroupV1
) -> None:
    claimant = await keeping.claim()
    code = (
        "import sys\n"
        "held = bytearray(b'x' * 40 * 2**20)\n"
        "print('held', flush=True)\n"
        "import signal\n"
        "signal.sigwait([signal.SIGUSR1])\n"
        "del held\n"
        "print('freed', flush=True)\n"
        "signal.sigwait([signal.SIGUSR1])\n"
    ).replace("import sys\n", "import signal; signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGUSR1])\n")
    descriptor = limited(max_memory_mb=500)
    held = await launch(claimant, [v1], descriptor, *python(code))
    await until(lambda: "held" in held.output())
    told = held.ladder.hold(held.incarnation, MEMORY, 20.0)
    assert told.strength == "soft" and "already" in told.why
    assert held.ladder.holdings(held.incarnation, descriptor)[MEMORY] == told
    os.kill(held.pid, signal.SIGUSR1)
    await until(lambda: "freed" in held.output())
    used = held.ladder.usage_mb(held.incarnation)
    assert used is not None and used < 20
    assert held.ladder.holdings(held.incarnation, descriptor)[MEMORY] == HARD
    assert (
        cgroup_v1.parents()[MEMORY] / TAG / "k" / "memory.limit_in_bytes"
    ).read_text() == f"{20 * 2**20}\n"
    assert held.ladder.kills(held.incarnation) == 0
    claimant.processes.kill(held.incarnation)
    await held.gone()
    held.ladder.close(keep_modules=False)


async def test_threads_and_processes_stop_at_their_number(keeping: Keeping, v1: CgroupV1) -> None:
    claimant = await keeping.claim()
    code = (
        "import _thread, os, signal, time\n"
        "signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGUSR1])\n"
        "print('ready', flush=True)\n"
        "signal.sigwait([signal.SIGUSR1])\n"
        "started = 0\n"
        "try:\n"
        "    while started < 500:\n"
        "        _thread.start_new_thread(time.sleep, (1000,))\n"
        "        started += 1\n"
        "except RuntimeError:\n"
        "    print('threads', started, flush=True)\n"
        "try:\n"
        "    if os.fork() == 0: time.sleep(1000)\n"
        "except BlockingIOError:\n"
        "    print('no fork', flush=True)\n"
        "time.sleep(1000)\n"
    )
    held = await launch(claimant, [v1], limited(max_threads=12), *python(code))
    await until(lambda: "ready" in held.output())
    os.kill(held.pid, signal.SIGUSR1)
    await until(lambda: "no fork" in held.output())
    assert held.output().split() == ["ready", "threads", "11", "no", "fork"]
    claimant.processes.kill(held.incarnation)
    await held.gone()
    held.ladder.close(keep_modules=False)


async def test_a_module_that_cannot_join_its_group_starts_and_is_held_by_the_next_rung(
    keeping: Keeping, v1: CgroupV1
) -> None:
    claimant = await keeping.claim()
    throttled: list[tuple[int, float | None]] = []
    ladder = Ladder([v1, Freeze(lambda incarnation, percent: throttled.append((incarnation, percent)))])
    descriptor = limited(max_cpu_percent=20.0)
    dressed = ladder.dress(request("k", *SLEEP), descriptor)
    (cgroup_v1.parents()[CPU] / TAG / "k").rmdir()
    claimant.processes.spawn(dressed)
    fact = await until(lambda: claimant.facts.find("spawned", "k"))
    ladder.spawned("k", fact[2], fact[3])
    holding = ladder.hold(fact[2], CPU, 20.0)
    assert holding.rung == "freeze" and throttled == [(fact[2], 20.0)]
    said = (keeping.home.logs / "keeper.log").read_text()
    assert "k: cgroup: " in said and "No such file or directory" in said
    claimant.processes.kill(fact[2])
    await claimant.gone(fact[2])
    ladder.gone(fact[2])
    ladder.close(keep_modules=False)


async def test_a_group_that_its_module_is_not_in_holds_nothing(keeping: Keeping, v1: CgroupV1) -> None:
    claimant = await keeping.claim()
    ladder = Ladder([v1])
    descriptor = limited(max_cpu_percent=20.0)
    ladder.dress(request("k", *SLEEP), descriptor)
    incarnation, pid = await claimant.launch("k", *SLEEP)
    ladder.spawned("k", incarnation, pid)
    assert ladder.holdings(incarnation, descriptor)[CPU].strength == "none"
    assert not (cgroup_v1.parents()[CPU] / TAG / "k").exists()
    claimant.processes.kill(incarnation)
    await claimant.gone(incarnation)
    ladder.gone(incarnation)
    ladder.close(keep_modules=False)


async def test_an_adopted_module_is_held_by_its_group_again(keeping: Keeping, v1: CgroupV1) -> None:
    first = await keeping.claim()
    held = await launch(first, [v1], ALL, *SLEEP)
    held.ladder.close(keep_modules=True)
    first.vanish()
    second = await keeping.claim()
    again = CgroupV1(cgroup_v1.parents(), TAG)
    ladder = Ladder([again])
    for record in second.table:
        ladder.adopt(record, ALL)
    assert ladder.holdings(held.incarnation, ALL)[CPU] == HARD
    assert ladder.hold(held.incarnation, CPU, 33.0) == HARD
    assert (cgroup_v1.parents()[CPU] / TAG / "k" / "cpu.cfs_quota_us").read_text() == "33000\n"
    second.processes.kill(held.incarnation)
    await second.gone(held.incarnation)
    ladder.gone(held.incarnation)
    ladder.close(keep_modules=False)


async def test_groups_of_dead_supervisors_are_swept_and_those_in_use_are_not(
    keeping: Keeping, v1: CgroupV1
) -> None:
    claimant = await keeping.claim()
    held = await launch(claimant, [v1], limited(max_cpu_percent=50.0), *SLEEP)
    stale = cgroup_v1.parents()[CPU] / TAG / "stale"
    stale.mkdir()
    other = CgroupV1(cgroup_v1.parents(), TAG)
    fresh = Ladder([other])
    fresh.dress(request("new", *SLEEP), limited(max_cpu_percent=50.0))
    assert not stale.exists()
    assert (stale.parent / "k").exists() and (stale.parent / "new").exists()
    fresh.failed("new")
    assert not (stale.parent / "new").exists()
    claimant.processes.kill(held.incarnation)
    await held.gone()
    held.ladder.close(keep_modules=False)


async def test_who_is_only_watched_gets_no_group(v1: CgroupV1) -> None:
    ladder = Ladder([v1])
    watched = limited(max_cpu_percent=20.0, actions=())
    plain = request("k", *SLEEP)
    assert ladder.dress(plain, watched) is plain
    told = ladder.holdings(None, watched)[CPU]
    assert (told.rung, told.strength) == ("advisory", "none")
    assert not any((parent / TAG).exists() for parent in cgroup_v1.parents().values())


async def test_a_busy_loop_has_its_quota(keeping: Keeping, v1: CgroupV1) -> None:
    """The figure is the benchmark's; here only that the kernel stopped it, and that it goes on."""
    claimant = await keeping.claim()
    held = await launch(claimant, [v1], limited(max_cpu_percent=10.0), *BUSY)
    stat = cgroup_v1.parents()[CPU] / TAG / "k" / "cpu.stat"
    await until(lambda: int(stat.read_text().split()[3]) >= 3, "throttled three times")
    spent = cpu_time(held.pid)
    await until(lambda: cpu_time(held.pid) > spent, "going on")
    assert held.ladder.holdings(held.incarnation, limited(max_cpu_percent=10.0))[CPU] == HARD
    claimant.processes.kill(held.incarnation)
    await held.gone()
    held.ladder.close(keep_modules=False)


def test_an_adopted_record_without_a_process_has_no_group(v1: CgroupV1) -> None:
    from skelly_tray.domain.descriptor import ModuleId

    record = SpawnRecord("k", ModuleId("m"), 7, 2**22 + 1, 0.0, "d")
    v1.adopt(record)
    assert v1.has(7, CPU) is None
