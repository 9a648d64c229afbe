"""Landlock through its three system calls: which files a process may touch from here on, and whom it may disturb.

A domain is inherited, can never be left, and only gets narrower. Beside files it also keeps a process from tracing
others (always), and, on newer kernels, from TCP, and from signals and abstract sockets to the outside.
"""

from __future__ import annotations

import ctypes
import errno
import os
import stat
import struct
import sys
from collections.abc import Iterable

NEWEST = 7
"""The highest version of the interface that this file knows; a newer kernel is used like this one."""
REFER_SINCE, TRUNCATE_SINCE, NETWORK_SINCE, DEVICES_SINCE, SCOPES_SINCE = 2, 3, 4, 5, 6

EXECUTE, WRITE_FILE, READ_FILE, READ_DIR = (1 << bit for bit in range(4))
REFER, TRUNCATE, IOCTL_DEV = (1 << bit for bit in (13, 14, 15))
_MAKE_DEVICES = 1 << 6 | 1 << 11
_FOLDERS = ((1 << 13) - 1) & ~((1 << 4) - 1)
# Bits 4 to 12: removing and making what lies in a folder.

READING = EXECUTE | READ_FILE | READ_DIR
WRITING = WRITE_FILE | _FOLDERS | REFER | TRUNCATE | IOCTL_DEV
GRANTED_WRITING = WRITING & ~_MAKE_DEVICES
"""Nobody gets to make device files: root could reach a whole disk through one in its own folder."""
_FOR_FILES = EXECUTE | WRITE_FILE | READ_FILE | TRUNCATE | IOCTL_DEV

_CREATE_RULESET, _ADD_RULE, _RESTRICT_SELF = 444, 445, 446
_VERSION = 1
_PATH_BENEATH = 1
_TCP = 1 << 0 | 1 << 1
_ABSTRACT_SOCKETS, _SIGNALS = 1 << 0, 1 << 1

_libc = ctypes.CDLL(None, use_errno=True)


class Grant:
    """A file, or a folder with all below it, and the rights to it. optional: it need not exist."""

    __slots__ = ("optional", "path", "rights")

    def __init__(self, path: str, rights: int, *, optional: bool = False) -> None:
        self.path = path
        self.rights = rights
        self.optional = optional


def version() -> int:
    """Of the interface this kernel offers, at most `NEWEST`; 0 when it offers none."""
    if sys.platform != "linux":
        return 0
    found = _libc.syscall(ctypes.c_long(_CREATE_RULESET), None, ctypes.c_size_t(0), ctypes.c_uint(_VERSION))
    return max(0, min(int(found), NEWEST))


def restrict(handled: int, grants: Iterable[Grant], *, tcp: bool, abstract: bool) -> None:
    """Of the `handled` rights this thread and all it starts keep those granted; nobody outside gets a signal from them.

    tcp: neither connect nor listen. abstract: do not connect to abstract sockets of others.
    no_new_privs must be set, or we must be root. Raises OSError, with the path where it is about one.
    """
    level = version()
    if level == 0:
        raise OSError(errno.EOPNOTSUPP, os.strerror(errno.EOPNOTSUPP))
    handled &= known_rights(level)
    ruleset = _create(level, handled, tcp=tcp, abstract=abstract)
    try:
        for grant in grants:
            _allow(ruleset, grant, handled)
        _call(_RESTRICT_SELF, ctypes.c_int(ruleset), ctypes.c_uint(0))
    finally:
        os.close(ruleset)


def known_rights(level: int) -> int:
    """All rights to files that this version of the interface can handle."""
    rights = READING | WRITING
    for right, since in ((REFER, REFER_SINCE), (TRUNCATE, TRUNCATE_SINCE), (IOCTL_DEV, DEVICES_SINCE)):
        if level < since:
            rights &= ~right
    return rights


def _create(level: int, handled: int, *, tcp: bool, abstract: bool) -> int:
    """Only as much of the structure as the kernel knows: it refuses what it does not."""
    fields = [handled]
    if level >= NETWORK_SINCE:
        fields.append(_TCP if tcp else 0)
    if level >= SCOPES_SINCE:
        fields.append(_SIGNALS | (_ABSTRACT_SOCKETS if abstract else 0))
    attributes = struct.pack(f"={len(fields)}Q", *fields)
    return _call(_CREATE_RULESET, attributes, ctypes.c_size_t(len(attributes)), ctypes.c_uint(0))


def _allow(ruleset: int, grant: Grant, handled: int) -> None:
    try:
        fd = os.open(grant.path, os.O_PATH | os.O_CLOEXEC)
    except OSError:
        if grant.optional:
            return
        raise
    try:
        rights = grant.rights & handled
        if not stat.S_ISDIR(os.fstat(fd).st_mode):
            rights &= _FOR_FILES
        if rights:
            rule = struct.pack("=Qi", rights, fd)
            _call(_ADD_RULE, ctypes.c_int(ruleset), ctypes.c_int(_PATH_BENEATH), rule, ctypes.c_uint(0))
    finally:
        os.close(fd)


def _call(number: int, *arguments: object) -> int:
    result = _libc.syscall(ctypes.c_long(number), *arguments)
    if result < 0:
        code = ctypes.get_errno()
        raise OSError(code, os.strerror(code))
    return int(result)
