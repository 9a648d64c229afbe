"""CPU times of real processes: nanoseconds, what their children spent, and who stands still."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator

import pytest

from skelly_tray.keeper.cpu_time import CpuTime
from tests.supervisor import wait_until

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="read from /proc")


@pytest.fixture
def busy() -> Iterator[subprocess.Popen[bytes]]:
    process = subprocess.Popen(["sh", "-c", "while :; do :; done"])
    yield process
    process.kill()
    process.wait()


def test_what_a_process_spends_is_told_finer_than_a_tick(busy: subprocess.Popen[bytes]) -> None:
    cpu = CpuTime(busy.pid)
    seen: set[float] = set()
    wait_until(lambda: seen.add(cpu.own() or 0.0) or len(seen) > 5, "progress", every=0.001)
    assert any(round(value * 100, 6) % 1 for value in seen)
    cpu.close()


def test_children_that_were_waited_for_count(busy: subprocess.Popen[bytes]) -> None:
    code = "i=0; while [ $i -lt 300000 ]; do i=$((i+1)); done"
    shell = subprocess.Popen(["sh", "-c", f"sh -c '{code}'; read line"], stdin=subprocess.PIPE)
    cpu = CpuTime(shell.pid)
    wait_until(lambda: (cpu.read() or (0, 0, False))[1] > 0.05, "time of the child")
    shell.communicate(b"\n")
    assert cpu.read() is None and cpu.own() is None
    cpu.close()


def test_stopped_and_ended_processes_stand_still_and_keep_their_time(busy: subprocess.Popen[bytes]) -> None:
    cpu = CpuTime(busy.pid)
    wait_until(lambda: (cpu.own() or 0.0) > 0.05, "some use")
    reading = cpu.read()
    assert reading is not None and not reading[2]
    os.kill(busy.pid, signal.SIGSTOP)
    wait_until(lambda: (cpu.read() or (0, 0, False))[2], "stopped")
    stopped = cpu.read()
    os.kill(busy.pid, signal.SIGKILL)
    os.waitid(os.P_PID, busy.pid, os.WEXITED | os.WNOWAIT)
    ended = cpu.read()
    assert stopped is not None and ended is not None
    assert ended[2] and ended[0] >= stopped[0] > 0.05
    busy.wait()
    assert cpu.read() is None
    cpu.close()


def test_who_is_gone_cannot_be_opened() -> None:
    with pytest.raises(OSError):
        CpuTime(2**22 + 1)
