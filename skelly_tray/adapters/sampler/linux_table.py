"""Reads processes from /proc: two system calls and one parse a process, several times cheaper than psutil."""

from __future__ import annotations

import os
from collections.abc import Collection

from skelly_tray.adapters.sampler.process_table import Reading

TICK = 1.0 / os.sysconf("SC_CLK_TCK") if hasattr(os, "sysconf") else 0.01
PAGE = os.sysconf("SC_PAGE_SIZE") if hasattr(os, "sysconf") else 4096
GONE = (FileNotFoundError, ProcessLookupError, PermissionError)


KEPT_OPEN = 256
"""Files of processes that are kept open, at most; the others are opened for each reading."""


class LinuxTable:
    """`ProcessTable` of Linux. Field numbers are those of proc_pid_stat(5), counted from the state on.

    Files of processes that were read in two passes on end stay open until a pass in which they are not: to open one
    costs more than to read it. An open one never speaks of another process that was given the same pid. While the line
    of a process is the same, so is its reading: most processes sleep.
    """

    def __init__(self) -> None:
        self._open: dict[int, int] = {}
        self._last: dict[int, tuple[bytes, Reading]] = {}
        self._read: set[int] = set()
        self._read_before: set[int] = set()

    def __del__(self) -> None:
        for descriptor in self._open.values():
            os.close(descriptor)

    def pids(self) -> Collection[int]:
        """Begins a pass."""
        for pid in self._open.keys() - self._read:
            os.close(self._open.pop(pid))
        for pid in self._last.keys() - self._read:
            del self._last[pid]
        self._read_before, self._read = self._read, set()
        names = os.listdir("/proc")  # noqa: PTH208 - the hot path: plain strings, no Path objects
        return [int(name) for name in names if name[0] in "123456789"]

    def read(self, pid: int) -> Reading | None:
        line = self._line(pid)
        if line is None:
            return None
        last = self._last.get(pid)
        if last is not None and last[0] == line:
            return last[1]
        reading = _reading(line)
        if pid in self._open:
            self._last[pid] = line, reading
        return reading

    def _line(self, pid: int) -> bytes | None:
        self._read.add(pid)
        known = self._open.get(pid)
        if known is not None:
            try:
                return os.pread(known, 2048, 0)
            except GONE:
                os.close(self._open.pop(pid))
        try:
            descriptor = os.open(f"/proc/{pid}/stat", os.O_RDONLY | os.O_CLOEXEC)
        except GONE:
            return None
        keep = False
        try:
            line = os.read(descriptor, 2048)
            keep = pid in self._read_before and len(self._open) < KEPT_OPEN
        except GONE:
            return None
        finally:
            if not keep:
                os.close(descriptor)
        if keep:
            self._open[pid] = descriptor
        return line

    def handles(self, pid: int) -> int | None:
        folder = f"/proc/{pid}/fd"
        try:
            # Since Linux 6.2 the size of the folder is the number of descriptors, for everybody to see.
            return os.stat(folder).st_size or len(os.listdir(folder))  # noqa: PTH116, PTH208 - hot path
        except GONE:
            return None


def _reading(line: bytes) -> Reading:
    # The name before the last parenthesis may hold spaces and parentheses of its own.
    fields = line[line.rfind(b")") + 2 :].split(None, 22)
    return Reading(
        parent=int(fields[1]),
        started=int(fields[19]),
        cpu=(int(fields[11]) + int(fields[12])) * TICK,
        reaped=(int(fields[13]) + int(fields[14])) * TICK,
        memory=int(fields[21]) * PAGE,
        threads=int(fields[17]),
        alive=fields[0] not in (b"Z", b"X"),
    )
