"""Whether a process is in a sandbox that we are not in: such a one must not get at our sockets.

Its mark is that more seccomp filters hold it than hold us; no process can ever shed one. Without this a sandboxed
module could ask the supervisor, who is not sandboxed, to start a program for it.
"""

from __future__ import annotations

import os
import sys


def confined(pid: int) -> bool:
    """pid: 0 for a process that cannot be seen from here, and is therefore none of our modules'. A process that is gone
    counts as confined: nobody can say any more what it was."""
    if sys.platform != "linux" or pid == 0:
        return False
    try:
        return _filters(pid) > _filters(os.getpid())
    except OSError:
        return True


def descends(pid: int, ancestors: set[int]) -> bool:
    """Whether one of them started it, at whatever distance; as a subreaper keeps it even after a double fork."""
    while pid > 1:
        try:
            with open(f"/proc/{pid}/stat", "rb") as file:
                pid = int(file.read().rpartition(b")")[2].split()[1])
        except OSError:
            return True  # gone meanwhile: as above
        if pid in ancestors:
            return True
    return False


def identity(pid: int) -> str:
    """`PID START`, which no other process of this boot ever is; `PID` alone where the start is not told."""
    try:
        with open(f"/proc/{pid}/stat", "rb") as file:
            return f"{pid} {int(file.read().rpartition(b')')[2].split()[19])}"
    except OSError:
        return str(pid)


def stands_in(path: str, pid: int) -> bool:
    """Whether that file names the process as `identity` does: whoever may not write there cannot have put it in."""
    try:
        with open(path, "rb") as file:
            return file.read(100).decode(errors="replace").split() == identity(pid).split() != [str(pid)]
    except OSError:
        return False


def _filters(pid: int) -> int:
    """Their number; before Linux 5.9, which does not count them, 1 for any. Raises OSError."""
    with open(f"/proc/{pid}/status", "rb") as file:
        facts = dict(line.split(b":", 1) for line in file if line.startswith(b"Seccomp"))
    if b"Seccomp_filters" in facts:
        return int(facts[b"Seccomp_filters"])
    return int(int(facts.get(b"Seccomp", b"0")) == 2)
