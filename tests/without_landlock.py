"""Becomes a program for which this kernel has no Landlock: a filter answers its system calls as an old kernel does.

Run as `without_landlock.py PROGRAM ARGUMENT…`. Standard library only.
"""

import ctypes
import errno
import os
import struct
import sys

_FIRST, _LAST = 444, 446
_NO_SUCH_CALL = 0x00050000 | errno.ENOSYS

_CODE = b"".join(
    struct.pack("=HBBI", *step)
    for step in (
        (0x20, 0, 0, 0),
        (0x35, 0, 2, _FIRST),
        (0x25, 1, 0, _LAST),
        (0x06, 0, 0, _NO_SUCH_CALL),
        (0x06, 0, 0, 0x7FFF0000),
    )
)


class _Program(ctypes.Structure):
    _fields_ = (("length", ctypes.c_ushort), ("code", ctypes.c_char_p))


def main(argv: list[str]) -> None:
    libc = ctypes.CDLL(None, use_errno=True)
    program = _Program(len(_CODE) // 8, _CODE)
    if libc.prctl(38, 1, 0, 0, 0) or libc.prctl(22, 2, ctypes.byref(program), 0, 0):
        raise OSError(ctypes.get_errno(), "no filter")
    os.execv(argv[0], argv)


if __name__ == "__main__":
    main(sys.argv[1:])
