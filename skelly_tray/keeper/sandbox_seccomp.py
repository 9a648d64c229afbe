"""A seccomp filter: system calls that a sandboxed process, and all it starts, does not get any more.

It is written in the kernel's own small byte code. It sees numbers and plain arguments, never what a pointer points to;
so it can refuse a family of sockets, but not an address. What it refuses fails with an error and kills nobody.
"""

from __future__ import annotations

import ctypes
import errno
import os
import socket
import struct
import sys

_PR_SET_SECCOMP = 22
_MODE_FILTER = 2

_LOAD, _IF_EQUAL, _IF_AT_LEAST, _IF_ANY_OF, _RETURN = 0x20, 0x15, 0x35, 0x45, 0x06
_NUMBER, _ARCHITECTURE, _FIRST_ARGUMENT = 0, 4, 16
# Places in `struct seccomp_data`; of the argument only the lower half, as the kernel reads an int.
_ALLOW, _REFUSE = 0x7FFF0000, 0x00050000
_X32 = 0x40000000
# Numbers from here on are the calls of the x32 interface, a second way to everything.
_IO_URING = (425, 426, 427)
# Does what other calls do, unseen by any filter.

_ARCHITECTURES = {"x86_64": 0xC000003E, "aarch64": 0xC00000B7}
_SOCKETS = {"x86_64": (41, 53), "aarch64": (198, 199)}
_CHANGES_OF_MODE = {
    "x86_64": ((90, 1), (91, 1), (268, 2), (452, 2)),
    "aarch64": ((52, 1), (53, 2), (452, 2)),
}
# (Number, which argument is the mode).
_SET_USER_ID = 0o4000
_NEW_MOUNTS = (428, 429, 430, 431, 432, 433, 442, 467)
_OF_THE_MACHINE = {
    # Modules and kernels, bpf, perf, other namespaces, mounts, files by handle, swap, reboot, accounting, quota, ports,
    # and the kernel's keys, which all programs of a user share.
    "x86_64": (175, 176, 313, 246, 320, 321, 298, 308, 165, 166, 155, 304, 167, 168, 169, 163, 179, 443, 172, 173,
               248, 249, 250),
    "aarch64": (105, 106, 273, 104, 294, 280, 241, 268, 40, 39, 41, 265, 224, 225, 142, 89, 60, 443, 217, 218, 219),
}  # fmt: skip

_libc = ctypes.CDLL(None, use_errno=True)


class _Program(ctypes.Structure):
    _fields_ = (("length", ctypes.c_ushort), ("code", ctypes.c_char_p))


def available() -> bool:
    """Whether this kernel takes filters, and we know the numbers of this processor's system calls."""
    if sys.platform != "linux" or struct.calcsize("P") != 8 or os.uname().machine not in _ARCHITECTURES:
        return False
    # It reads the filter before anything else: that it cannot read this one means that it would take one.
    return _set_filter(None) == errno.EFAULT


def restrict(*, network: bool) -> None:
    """Refuse what changes the machine itself, and a set-user-id program for others to run outside the sandbox; with
    `network` also every socket that is not a Unix one.

    For this thread and all it starts. no_new_privs must be set, or we must be root. Raises OSError.
    """
    code = program(os.uname().machine, network=network)
    failed = _set_filter(_Program(len(code) // 8, code))
    if failed:
        raise OSError(failed, os.strerror(failed))


def program(machine: str, *, network: bool) -> bytes:
    """The filter for a processor. Raises KeyError for one whose numbers are not known."""
    code = [
        _step(_LOAD, _ARCHITECTURE),
        _step(_IF_EQUAL, _ARCHITECTURES[machine], yes=1),
        _refuse(errno.EACCES),
        _step(_LOAD, _NUMBER),
    ]
    if machine == "x86_64":
        code += [_step(_IF_AT_LEAST, _X32, no=1), _refuse(errno.ENOSYS)]
    for number in (*_OF_THE_MACHINE[machine], *_NEW_MOUNTS):
        code += [_step(_IF_EQUAL, number, no=1), _refuse(errno.EPERM)]
    for number, argument in _CHANGES_OF_MODE[machine]:
        code += [
            _step(_IF_EQUAL, number, no=4),
            _step(_LOAD, _FIRST_ARGUMENT + 8 * argument),
            _step(_IF_ANY_OF, _SET_USER_ID, no=1),
            _refuse(errno.EPERM),
            _step(_RETURN, _ALLOW),
        ]
    if network:
        for number in _IO_URING:
            code += [_step(_IF_EQUAL, number, no=1), _refuse(errno.ENOSYS)]
        for number in _SOCKETS[machine]:
            code += [
                _step(_IF_EQUAL, number, no=4),
                _step(_LOAD, _FIRST_ARGUMENT),
                _step(_IF_EQUAL, socket.AF_UNIX, no=1),
                _step(_RETURN, _ALLOW),
                _refuse(errno.EACCES),
            ]
    return b"".join([*code, _step(_RETURN, _ALLOW)])


def _step(operation: int, value: int, *, yes: int = 0, no: int = 0) -> bytes:
    """yes, no: steps to leave out."""
    return struct.pack("=HBBI", operation, yes, no, value)


def _refuse(code: int) -> bytes:
    return _step(_RETURN, _REFUSE | code)


def _set_filter(program: _Program | None) -> int:
    """0, or the number of the error."""
    pointer = None if program is None else ctypes.byref(program)
    if _libc.prctl(ctypes.c_int(_PR_SET_SECCOMP), ctypes.c_ulong(_MODE_FILTER), pointer, 0, 0) == 0:
        return 0
    return ctypes.get_errno()
