"""The CPU time of one process, precise enough to divide a tenth of a second: what throttling goes by."""

from __future__ import annotations

import os
import sys

Reading = tuple[float, float, bool]
"""(seconds that it spent itself, seconds of its children that ended and were waited for, whether it stands still
without us: stopped, or ended and not waited for yet)."""

if sys.platform == "linux":
    import time

    _TICK = 1.0 / os.sysconf("SC_CLK_TCK")
    _STANDING = (b"T", b"t", b"Z", b"X")
    _PROCESS_CLOCK = 2
    # CPUCLOCK_SCHED of the kernel's posix-timers.h: a process's clock has a number made of its pid. It counts
    # nanoseconds and its ended threads, where /proc shows ticks of 10 ms.

    class CpuTime:
        """Of one process. Its file is kept open: cheaper, and it never tells of another process with that number."""

        __slots__ = ("_clock", "_fd")

        def __init__(self, pid: int) -> None:
            """Raises OSError when there is no such process (any more)."""
            self._clock = ~pid << 3 | _PROCESS_CLOCK
            self._fd = os.open(f"/proc/{pid}/stat", os.O_RDONLY | os.O_CLOEXEC)

        def own(self) -> float | None:
            """What it spent itself; None when it is gone."""
            try:
                return time.clock_gettime(self._clock)
            except OSError:
                return None

        def read(self) -> Reading | None:
            """All of it; None when the process is gone."""
            try:
                fields = os.pread(self._fd, 4096, 0).rpartition(b")")[2].split()
                own = time.clock_gettime(self._clock)
            except OSError:
                return None
            if len(fields) < 15:
                return None
            return own, (int(fields[13]) + int(fields[14])) * _TICK, fields[0] in _STANDING

        def close(self) -> None:
            os.close(self._fd)

else:
    # Not run by us: written against libproc.h. What ended children spent is not told there.
    import ctypes

    _PROC_PIDTBSDINFO = 3
    _PROC_PIDTASKINFO = 4
    _TASK_INFO_SIZE = 96
    _BSD_INFO_SIZE = 136
    _STATUS_STOPPED = 4
    _STATUS_ZOMBIE = 5
    _libc = ctypes.CDLL(None, use_errno=True)

    class _Timebase(ctypes.Structure):
        _fields_ = (("numer", ctypes.c_uint32), ("denom", ctypes.c_uint32))

    _timebase = _Timebase(1, 1)
    _libc.mach_timebase_info(ctypes.byref(_timebase))
    _UNIT = _timebase.numer / _timebase.denom / 1e9

    class CpuTime:
        """Of one process."""

        __slots__ = ("_pid",)

        def __init__(self, pid: int) -> None:
            self._pid = pid

        def own(self) -> float | None:
            """What it spent itself; None when it is gone."""
            words = (ctypes.c_uint64 * (_TASK_INFO_SIZE // 8))()
            size = _libc.proc_pidinfo(
                self._pid, _PROC_PIDTASKINFO, ctypes.c_uint64(0), words, _TASK_INFO_SIZE
            )
            # virtual size, resident size, user time, system time …
            return (words[2] + words[3]) * _UNIT if size >= _TASK_INFO_SIZE else None

        def read(self) -> Reading | None:
            """All of it; None when the process is gone or a zombie, of which nothing is told."""
            own = self.own()
            words = (ctypes.c_uint32 * (_BSD_INFO_SIZE // 4))()
            size = _libc.proc_pidinfo(self._pid, _PROC_PIDTBSDINFO, ctypes.c_uint64(0), words, _BSD_INFO_SIZE)
            if own is None or size < _BSD_INFO_SIZE or words[1] == _STATUS_ZOMBIE:
                return None
            return own, 0.0, words[1] == _STATUS_STOPPED

        def close(self) -> None:
            """Nothing is kept open."""
