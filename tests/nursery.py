"""A process that everything started below it falls back to, so that a test can see and end all that is left.

Run as a program: `nursery.py COMMAND…`. It makes itself the subreaper of its descendants (Linux), starts the
command, writes `pid N` and later `exit CODE` (negative: the signal) to its output, and reaps whatever ends.
When its standard input ends, because the test is over or was itself killed, it kills every descendant.
"""

from __future__ import annotations

import contextlib
import ctypes
import os
import select
import signal
import sys

SUBREAPER = 36


def descendants(pid: int) -> list[int]:
    """All living descendants of a process, itself apart, by parent links; zombies are not living."""
    children: dict[int, list[int]] = {}
    dead: set[int] = set()
    for name in os.listdir("/proc"):
        if not name.isdigit():
            continue
        try:
            with open(f"/proc/{name}/stat", "rb") as file:
                line = file.read()
        except OSError:
            continue
        state, parent = line[line.rfind(b")") + 2 :].split(None, 2)[:2]
        children.setdefault(int(parent), []).append(int(name))
        if state in (b"Z", b"X"):
            dead.add(int(name))
    found, pending = [], [pid]
    while pending:
        below = children.get(pending.pop(), [])
        pending += below
        found += [child for child in below if child not in dead]
    return found


def describe(pid: int) -> str:
    """A process as a line for a failed test."""
    try:
        with open(f"/proc/{pid}/cmdline", "rb") as file:
            words = file.read().decode(errors="replace").split("\0")
        return f"{pid}: {' '.join(words).strip()}"
    except OSError:
        return f"{pid}: gone"


def _reap(main: int) -> None:
    with contextlib.suppress(ChildProcessError):
        while (ended := os.waitpid(-1, os.WNOHANG))[0]:
            if ended[0] == main:
                os.write(1, f"exit {os.waitstatus_to_exitcode(ended[1])}\n".encode())


def _sweep() -> None:
    """Kill until nothing is left, as what is killed may just have forked."""
    while below := descendants(os.getpid()):
        for pid in below:
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.kill(pid, signal.SIGKILL)
        with contextlib.suppress(ChildProcessError):
            os.waitpid(-1, 0)


def main() -> None:
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(SUBREAPER, 1, 0, 0, 0)
    wake_read, wake_write = os.pipe()
    os.set_blocking(wake_write, False)
    signal.signal(signal.SIGCHLD, lambda *_: None)
    signal.set_wakeup_fd(wake_write)
    for ignored in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(ignored, signal.SIG_IGN)
    child = os.fork()
    if child == 0:
        for ignored in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(ignored, signal.SIG_DFL)
        os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
        os.dup2(2, 1)
        try:
            os.execvp(sys.argv[1], sys.argv[1:])
        finally:
            os._exit(127)
    os.write(1, f"pid {child}\n".encode())
    _reap(child)
    while not select.select([0, wake_read], [], [])[0].count(0):
        os.read(wake_read, 4096)
        _reap(child)
    _sweep()


if __name__ == "__main__":
    main()
