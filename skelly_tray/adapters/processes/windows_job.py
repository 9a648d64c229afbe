"""Job Objects of Windows through ctypes: a tree that ends when the last handle to its job is closed.

Not run by us: written against the documentation of the Win32 API, and type-checked for that platform.
"""

from __future__ import annotations

import sys

assert sys.platform == "win32"

import ctypes  # noqa: E402 - only where the assertion holds
import os  # noqa: E402
from ctypes import wintypes  # noqa: E402

_KILL_ON_JOB_CLOSE = 0x2000
_ACTIVE_PROCESS = 0x8
_JOB_MEMORY = 0x200
_CPU_RATE_ENABLE = 0x1
_CPU_RATE_HARD_CAP = 0x4
_CPU_RATE_CONTROL_INFORMATION = 15
_WHOLE_MACHINE = 10_000
# Parts of the time of all processors together, which a rate is counted in.
_BASIC_PROCESS_ID_LIST = 3
_EXTENDED_LIMIT_INFORMATION = 9
_MAX_PIDS = 1024

_kernel32 = ctypes.WinDLL("kernel32", use_last_error=True)
_ntdll = ctypes.WinDLL("ntdll")
# Handles are pointers: without these declarations ctypes would cut them to 32 bits.
_kernel32.CreateJobObjectW.restype = wintypes.HANDLE
_kernel32.CreateJobObjectW.argtypes = [ctypes.c_void_p, wintypes.LPCWSTR]
_kernel32.SetInformationJobObject.argtypes = [wintypes.HANDLE, ctypes.c_int, ctypes.c_void_p, wintypes.DWORD]
_kernel32.AssignProcessToJobObject.argtypes = [wintypes.HANDLE, wintypes.HANDLE]
_kernel32.TerminateJobObject.argtypes = [wintypes.HANDLE, wintypes.UINT]
_kernel32.QueryInformationJobObject.argtypes = [
    wintypes.HANDLE,
    ctypes.c_int,
    ctypes.c_void_p,
    wintypes.DWORD,
    ctypes.c_void_p,
]
_kernel32.CloseHandle.argtypes = [wintypes.HANDLE]
_ntdll.NtResumeProcess.argtypes = [wintypes.HANDLE]


class _BasicLimits(ctypes.Structure):
    _fields_ = (
        ("PerProcessUserTimeLimit", wintypes.LARGE_INTEGER),
        ("PerJobUserTimeLimit", wintypes.LARGE_INTEGER),
        ("LimitFlags", wintypes.DWORD),
        ("MinimumWorkingSetSize", ctypes.c_size_t),
        ("MaximumWorkingSetSize", ctypes.c_size_t),
        ("ActiveProcessLimit", wintypes.DWORD),
        ("Affinity", ctypes.c_size_t),
        ("PriorityClass", wintypes.DWORD),
        ("SchedulingClass", wintypes.DWORD),
    )


class _ExtendedLimits(ctypes.Structure):
    _fields_ = (
        ("BasicLimitInformation", _BasicLimits),
        ("IoInfo", ctypes.c_ulonglong * 6),
        ("ProcessMemoryLimit", ctypes.c_size_t),
        ("JobMemoryLimit", ctypes.c_size_t),
        ("PeakProcessMemoryUsed", ctypes.c_size_t),
        ("PeakJobMemoryUsed", ctypes.c_size_t),
    )


class _CpuRate(ctypes.Structure):
    _fields_ = (("ControlFlags", wintypes.DWORD), ("CpuRate", wintypes.DWORD))


class _ProcessIds(ctypes.Structure):
    _fields_ = (
        ("NumberOfAssignedProcesses", wintypes.DWORD),
        ("NumberOfProcessIdsInList", wintypes.DWORD),
        ("ProcessIdList", ctypes.c_size_t * _MAX_PIDS),
    )


class Job:
    """One Job Object with kill-on-close: if we die, Windows closes the handle, and the tree with it."""

    def __init__(self) -> None:
        """Raises OSError."""
        self._handle = _kernel32.CreateJobObjectW(None, None)
        _check(bool(self._handle))
        self._most_memory = self._most_processes = 0
        try:
            self._set_limits()
        except OSError:
            self.close()
            raise

    def limit_cpu(self, percent: float | None) -> None:
        """At most so many percent of one core for all processes together; None: no limit. Raises OSError."""
        rate = _CpuRate()
        if percent is not None:
            share = round(percent / 100 / (os.cpu_count() or 1) * _WHOLE_MACHINE)
            rate.ControlFlags = _CPU_RATE_ENABLE | _CPU_RATE_HARD_CAP
            rate.CpuRate = max(1, min(_WHOLE_MACHINE, share))
        self._set(_CPU_RATE_CONTROL_INFORMATION, rate)

    def limit_memory(self, most: int | None) -> None:
        """At most so many bytes of committed memory together; more is refused to them. Raises OSError."""
        self._most_memory = most or 0
        self._set_limits()

    def limit_processes(self, most: int | None) -> None:
        """At most so many processes at a time; more are refused. Raises OSError."""
        self._most_processes = most or 0
        self._set_limits()

    def _set_limits(self) -> None:
        limits = _ExtendedLimits()
        limits.BasicLimitInformation.LimitFlags = _KILL_ON_JOB_CLOSE
        if self._most_memory:
            limits.BasicLimitInformation.LimitFlags |= _JOB_MEMORY
            limits.JobMemoryLimit = self._most_memory
        if self._most_processes:
            limits.BasicLimitInformation.LimitFlags |= _ACTIVE_PROCESS
            limits.BasicLimitInformation.ActiveProcessLimit = self._most_processes
        self._set(_EXTENDED_LIMIT_INFORMATION, limits)

    def _set(self, kind: int, value: ctypes.Structure) -> None:
        size = ctypes.sizeof(value)
        _check(bool(_kernel32.SetInformationJobObject(self._handle, kind, ctypes.byref(value), size)))

    def adopt_and_resume(self, process_handle: int) -> None:
        """Put a process that was created suspended into the job, then let it run. Raises OSError."""
        _check(bool(_kernel32.AssignProcessToJobObject(self._handle, process_handle)))
        status = _ntdll.NtResumeProcess(process_handle)
        if status != 0:
            raise OSError(f"NtResumeProcess failed with status {status:#x}")

    def pids(self) -> frozenset[int]:
        """Every process of the tree that is alive (at most 1024 are listed)."""
        ids = _ProcessIds()
        size = ctypes.sizeof(ids)
        # The answer may be "more data" for a huge tree: what did fit is still right.
        _kernel32.QueryInformationJobObject(
            self._handle, _BASIC_PROCESS_ID_LIST, ctypes.byref(ids), size, None
        )
        return frozenset(ids.ProcessIdList[: ids.NumberOfProcessIdsInList])

    def terminate(self) -> None:
        """End every process of the tree with exit code 1."""
        _kernel32.TerminateJobObject(self._handle, 1)

    def close(self) -> None:
        """Give up the handle; what is left of the tree ends."""
        if self._handle:
            _kernel32.CloseHandle(self._handle)
            self._handle = None


def _check(done: bool) -> None:
    if not done:
        raise ctypes.WinError(ctypes.get_last_error())
