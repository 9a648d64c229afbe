"""A process that hides its memory is not read by others of its user."""

from __future__ import annotations

import ctypes
import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from skelly_tray.keeper import kernel

NOBODY = 65534
DUMPABLE = 4

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="needs prctl")


def as_a_user(work: Callable[[int], None]) -> tuple[int, int]:
    """A child without rights over others that does this, and then waits; its pid, and a pipe that it may write to."""
    reading, writing = os.pipe()
    pid = os.fork()
    if pid == 0:
        try:
            if os.geteuid() == 0:
                os.setgroups([])
                os.setresgid(NOBODY, NOBODY, NOBODY)
                os.setresuid(NOBODY, NOBODY, NOBODY)
            ctypes.CDLL(None).prctl(DUMPABLE, 1, 0, 0, 0)  # as after an exec
            work(writing)
            signal.pause()
        finally:
            os._exit(1)
    os.close(writing)
    return pid, reading


def end(pid: int, reading: int) -> None:
    os.kill(pid, signal.SIGKILL)
    os.waitpid(pid, 0)
    os.close(reading)


@pytest.mark.parametrize("hides", [True, False])
def test_another_process_of_the_user_reads_the_memory_only_of_one_that_does_not_hide_it(hides: bool) -> None:
    def owner(writing: int) -> None:
        if hides:
            kernel.hide_memory()
        os.write(writing, b"y")

    asked, reading = as_a_user(owner)
    assert os.read(reading, 1) == b"y"

    def reader(writing: int) -> None:
        try:
            Path(f"/proc/{asked}/environ").read_bytes()
        except OSError:
            os.write(writing, b"n")
        else:
            os.write(writing, b"y")

    other, answer = as_a_user(reader)
    try:
        assert os.read(answer, 1) == (b"n" if hides else b"y")
    finally:
        end(other, answer)
        end(asked, reading)
