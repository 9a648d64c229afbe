"""The two ways of reading the process table agree with each other on real trees, and with what is known of them."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from skelly_tray.adapters.sampler.linux_table import LinuxTable
from skelly_tray.adapters.sampler.machine import NetworkMeter, OwnCost, disk_usage_mb, linux_network_bytes
from skelly_tray.adapters.sampler.portable_table import PortableTable
from skelly_tray.adapters.sampler.process_table import Reading
from skelly_tray.adapters.sampler.sampler import TreeSampler
from skelly_tray.domain.descriptor import ModuleId

TREE = """
import os, subprocess, sys, threading, time
ballast = bytearray(os.urandom(1 << 20) * 30)
files = [open(os.devnull) for _ in range(20)]
child = subprocess.Popen([sys.executable, "-I", "-S", "-c", "print(flush=True)\\nimport time\\ntime.sleep(60)"],
                         stdout=subprocess.PIPE, start_new_session=True)
child.stdout.readline()
threading.Thread(target=time.sleep, args=(60,), daemon=True).start()
short = [sys.executable, "-I", "-S", "-c", "import time\\nwhile time.process_time() < 0.3: pass"]
print("ready", flush=True)
sys.stdin.readline()
began = time.process_time()
subprocess.run(short, check=True)
while time.process_time() - began < 0.5: pass
print("worked", flush=True)
sys.stdin.readline()
child.kill()
"""

needs_proc = pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")


@pytest.fixture
def tree() -> Iterator[subprocess.Popen[str]]:
    """A leader with a thread, twenty files, 30 MB and a child in a session of its own."""
    process = subprocess.Popen(
        [sys.executable, "-I", "-S", "-c", TREE], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert process.stdin is not None and process.stdout is not None
    assert process.stdout.readline() == "ready\n"
    yield process
    process.stdin.close()
    process.wait(timeout=20)
    process.stdout.close()


def roots(process: subprocess.Popen[str]) -> dict[ModuleId, tuple[int, int]]:
    return {ModuleId("web"): (1, process.pid)}


def work(process: subprocess.Popen[str]) -> None:
    """Let the tree burn 0.8 s of CPU, 0.3 of it in a child that has ended when this returns."""
    assert process.stdin is not None and process.stdout is not None
    process.stdin.write("go\n")
    process.stdin.flush()
    assert process.stdout.readline() == "worked\n"


@needs_proc
def test_both_ways_agree_on_a_real_tree(tree: subprocess.Popen[str]) -> None:
    fast, portable = TreeSampler(LinuxTable()), TreeSampler(PortableTable())
    for sampler in (fast, portable):
        sampler.sample(roots(tree), {}, now=0.0)
    work(tree)
    [one] = fast.sample(roots(tree), {}, now=1.0).values()
    [other] = portable.sample(roots(tree), {}, now=1.0).values()
    assert (one.threads, one.children, one.file_handles) == (
        other.threads,
        other.children,
        other.file_handles,
    )
    assert (one.threads, one.children) == (3, 1)
    assert one.memory_mb == pytest.approx(other.memory_mb, rel=0.05)
    assert one.memory_mb > 35
    assert one.cpu_percent == pytest.approx(other.cpu_percent, abs=6)
    assert one.cpu_percent == pytest.approx(80, abs=15)
    assert one.file_handles >= 23 + 3


@pytest.mark.parametrize("table", [pytest.param(LinuxTable, marks=needs_proc), PortableTable])
def test_what_another_user_keeps_to_himself_is_tolerated(
    table: type[LinuxTable] | type[PortableTable],
) -> None:
    """Process 1 is not ours to look into, unless we are root; either way nothing is raised."""
    reader = table()
    assert 1 in reader.pids()
    reading = reader.read(1)
    assert reading is None or reading.started >= 0
    handles = reader.handles(1)
    assert handles is None or handles >= 0


@pytest.mark.parametrize("table", [pytest.param(LinuxTable, marks=needs_proc), PortableTable])
def test_a_process_that_is_gone_reads_as_nothing(table: type[LinuxTable] | type[PortableTable]) -> None:
    process = subprocess.Popen([sys.executable, "-I", "-S", "-c", ""])
    process.wait()
    assert table().read(process.pid) is None
    assert table().handles(process.pid) is None


@needs_proc
def test_a_process_that_is_read_again_and_again_stays_open_until_nobody_asks_for_it() -> None:
    table = LinuxTable()
    process = subprocess.Popen([sys.executable, "-I", "-S", "-c", "import time\ntime.sleep(60)"])
    before = table.handles(os.getpid())
    try:
        readings = [(table.pids(), table.read(process.pid))[1] for _ in range(4)]
        assert all(reading and reading.parent == os.getpid() for reading in readings)
        assert table.handles(os.getpid()) == (before or 0) + 1
    finally:
        process.kill()
        process.wait()
    assert table.read(process.pid) is None
    assert table.handles(os.getpid()) == before
    table.pids()
    assert table.read(os.getpid())
    for _ in range(2):
        table.pids()
        assert table.read(os.getpid())
    assert table.handles(os.getpid()) == (before or 0) + 1
    for _ in range(2):
        table.pids()
    assert table.handles(os.getpid()) == before


@needs_proc
def test_a_process_that_works_is_read_anew_and_one_that_sleeps_is_not_parsed_again() -> None:
    table, ours = LinuxTable(), os.getpid()
    process = subprocess.Popen(["sleep", "1000"])
    try:

        def asleep(reading: Reading | None) -> bool:
            table.pids()
            return table.read(process.pid) is reading

        table.pids()
        assert eventually(lambda: asleep(table.read(process.pid)))
        before = table.read(ours)
        assert before is not None
        while time.process_time() < before.cpu + 0.1:
            pass
        table.pids()
        after = table.read(ours)
        assert after is not None and after.cpu > before.cpu and after.started == before.started
    finally:
        process.kill()
        process.wait()


def eventually(true: Callable[[], bool]) -> bool:
    deadline = time.monotonic() + 10
    while not true():
        if time.monotonic() > deadline:
            return False
    return True


@needs_proc
def test_a_name_with_spaces_and_parentheses_is_read_right(tmp_path: Path) -> None:
    odd = tmp_path / ") R 1 (x"
    odd.symlink_to(Path("/bin/sleep").resolve())
    process = subprocess.Popen([odd, "60"])
    try:
        deadline = time.monotonic() + 10
        while b") R 1 (x" not in Path(f"/proc/{process.pid}/stat").read_bytes():
            assert time.monotonic() < deadline
        reading = LinuxTable().read(process.pid)
        assert reading is not None
        assert reading.parent == os.getpid()
    finally:
        process.kill()
        process.wait()


def test_our_own_cost_is_measured() -> None:
    cost = OwnCost()
    percent, memory = cost.measure(os.getpid(), now=0.0)
    assert percent == 0.0
    assert memory > 5
    busy_until = time.process_time() + 0.2
    while time.process_time() < busy_until:
        pass
    percent, _ = cost.measure(os.getpid(), now=1.0)
    assert 15 <= percent < 60


def test_network_traffic_is_in_kilobits_without_the_loopback() -> None:
    table = "head\nhead\n lo: 9 0 0 0 0 0 0 0 9 0 0 0 0 0 0 0\neth0:100 1 0 0 0 0 0 0 23 1 0 0 0 0 0 0\n"
    assert linux_network_bytes(table) == 123
    meter = NetworkMeter()
    assert meter.kbps(now=0.0) == 0.0
    assert meter.kbps(now=1.0) >= 0.0


def test_disk_usage_counts_files_of_all_folders_and_follows_no_link(tmp_path: Path) -> None:
    (tmp_path / "a" / "deep").mkdir(parents=True)
    (tmp_path / "a" / "deep" / "big").write_bytes(os.urandom(3 * 2**20))
    (tmp_path / "a" / "loop").symlink_to(tmp_path)
    with socket.socket(socket.AF_UNIX) as held:
        held.bind(str(tmp_path / "a" / "s"))
        assert disk_usage_mb([tmp_path / "a", tmp_path / "missing"]) == pytest.approx(3, abs=0.2)
