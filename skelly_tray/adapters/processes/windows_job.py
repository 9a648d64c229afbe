"""Job Objects of Windows through ctypes: a tree that ends when the last handle to its job is closed.

Not run by us: written against the documentation of the Win32 API, and type-checked for that platform.
"""

from __future__ import annotations

import sys

assert sys.platform == "win32"

import ctypes  # noqa: E402 - only where the assertion holds
from ctypes import wintypes  # noqa: E402

_KILL_ON_JOB_CLOSE = 0x2000
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
        limits = _ExtendedLimits()
        limits.BasicLimitInformation.LimitFlags = _KILL_ON_JOB_CLOSE
        size = ctypes.sizeof(limits)
        done = _kernel32.SetInformationJobObject(
            self._handle, _EXTENDED_LIMIT_INFORMATION, ctypes.byref(limits), size
        )
        if not done:
            error = ctypes.WinError(ctypes.get_last_error())
            self.close()
            raise error

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
