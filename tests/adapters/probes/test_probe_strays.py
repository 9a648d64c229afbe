"""What daemonised out of a probe's command leaves no zombie, and nobody loses an exit code to that."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from skelly_tray.adapters.probes.strays import PATIENCE, Strays

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="a list of children in /proc")


def end_unwaited() -> int:
    """A child of ours that has ended and that nobody waits for."""
    pid = os.fork()
    if pid == 0:
        os._exit(0)
    deadline = time.monotonic() + 20
    while Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z":
        assert time.monotonic() < deadline
    return pid


def test_a_zombie_that_nobody_buries_is_buried() -> None:
    pid = end_unwaited()
    strays = Strays()
    strays.bury(100.0)
    strays.bury(100.5)
    assert Path(f"/proc/{pid}").exists()
    strays.bury(100.0 + PATIENCE)
    assert not Path(f"/proc/{pid}").exists()


def test_an_exit_that_is_still_awaited_is_left_for_a_while() -> None:
    strays = Strays()
    strays.bury(100.0)
    process = subprocess.Popen(["sh", "-c", "exit 7"])
    strays.bury(100.0 + PATIENCE)
    assert process.wait(20) == 7


def test_children_that_live_are_left_alone() -> None:
    strays = Strays()
    process = subprocess.Popen(["sleep", "100"])
    strays.bury(100.0)
    strays.bury(200.0)
    assert process.poll() is None
    process.kill()
    process.wait()
