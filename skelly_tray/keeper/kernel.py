"""The few kernel services that Python does not offer by itself: prctl, peer credentials, limits."""

from __future__ import annotations

import contextlib
import ctypes
import os
import resource
import signal
import socket
import struct
import sys

_PR_SET_PDEATHSIG = 1
_PR_SET_DUMPABLE = 4
_PR_SET_NAME = 15
_PR_SET_CHILD_SUBREAPER = 36
_PR_SET_NO_NEW_PRIVS = 38

_SA_NOCLDSTOP = 1
_SIGACTION_SIZE = 152
_SIGACTION_FLAGS = 136
# A pointer, 1024 bits of mask, then the flags: glibc and musl, 64 bits.

_libc = ctypes.CDLL(None, use_errno=True)


def _prctl(option: int, value: int) -> None:
    zero = ctypes.c_ulong(0)
    if _libc.prctl(ctypes.c_int(option), ctypes.c_ulong(value), zero, zero, zero) != 0:
        code = ctypes.get_errno()
        raise OSError(code, os.strerror(code))


def become_subreaper() -> bool:
    """Let orphaned descendants come to us. False where the platform has no such thing. Raises OSError."""
    if sys.platform != "linux":
        return False
    _prctl(_PR_SET_CHILD_SUBREAPER, 1)
    return True


def forbid_new_privileges() -> None:
    """No setuid program gives this process more rights from here on. Raises OSError."""
    if sys.platform == "linux":
        _prctl(_PR_SET_NO_NEW_PRIVS, 1)


def die_with_parent() -> None:
    """Be killed when the thread that started us ends. Raises OSError."""
    if sys.platform == "linux":
        _prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)


def refuse_dumps() -> None:
    """No other process of the user reads our memory, and no crash writes it to disk. Raises OSError."""
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if sys.platform == "linux":
        _prctl(_PR_SET_DUMPABLE, 0)


def hide_memory() -> None:
    """No other process of the user reads our memory, or attaches to us; root can. What we start is not hidden."""
    if sys.platform == "linux":
        with contextlib.suppress(OSError):  # a filter of system calls around us: then it is as it was
            _prctl(_PR_SET_DUMPABLE, 0)


def write_no_core_file() -> int:
    """A crash writes nothing of our memory to disk; the soft limit before that, for the children we start."""
    soft, hard = resource.getrlimit(resource.RLIMIT_CORE)
    resource.setrlimit(resource.RLIMIT_CORE, (0, hard))
    return soft


def stray_signals() -> list[int]:
    """Signals that end a process unless it says otherwise, and that nobody sends us for that: a mistaken number, a
    timer or a descriptor that somebody set up before us, a command meant for another program."""
    names = ("SIGUSR1", "SIGUSR2", "SIGALRM", "SIGVTALRM", "SIGPROF", "SIGIO", "SIGSTKFLT", "SIGPWR")
    found = {int(getattr(signal, name)) for name in names if hasattr(signal, name)}
    if sys.platform == "linux":
        found |= set(range(signal.SIGRTMIN, signal.SIGRTMAX + 1))
    return sorted(found & set(map(int, signal.valid_signals())))


def name_process(name: str) -> None:
    """What `ps` and `top` show (15 bytes at most); cosmetic, so a refusal does not matter."""
    if sys.platform == "linux":
        label = ctypes.create_string_buffer(name.encode()[:15])
        _libc.prctl(ctypes.c_int(_PR_SET_NAME), label, 0, 0, 0)


def hear_no_stopped_children() -> None:
    """SIGCHLD comes for exits only from here on, not for each STOP and CONT of a throttled module; a matter of cost.

    To be called after the handler was set, which Python does without this flag.
    """
    if sys.platform != "linux" or struct.calcsize("P") != 8:
        return  # `struct sigaction` lies otherwise there: we are woken more often than we need
    action = ctypes.create_string_buffer(_SIGACTION_SIZE)
    if _libc.sigaction(signal.SIGCHLD, None, action) == 0:
        (flags,) = struct.unpack_from("i", action, _SIGACTION_FLAGS)
        struct.pack_into("i", action, _SIGACTION_FLAGS, flags | _SA_NOCLDSTOP)
        _libc.sigaction(signal.SIGCHLD, action, None)


def peer_pid(sock: socket.socket) -> int:
    """The process that connected a Unix socket; 0 where the system does not tell. Raises OSError."""
    return _peer(sock)[0] if sys.platform == "linux" else 0


def _peer(sock: socket.socket) -> tuple[int, int]:
    """(pid, uid) of Linux."""
    size = struct.calcsize("3i")
    pid, uid, _ = struct.unpack("3i", sock.getsockopt(socket.SOL_SOCKET, socket.SO_PEERCRED, size))
    return int(pid), int(uid)


def peer_uid(sock: socket.socket) -> int:
    """The user at the other end of a Unix socket. Raises OSError."""
    if sys.platform == "linux":
        return _peer(sock)[1]
    # struct xucred of BSD and macOS: u_int version; uid_t uid; …, read with LOCAL_PEERCRED at level 0.
    _, uid = struct.unpack("=II", sock.getsockopt(0, 1, 76)[:8])
    return int(uid)


def raise_descriptor_limit(wanted: int = 65536) -> int:
    """Lift our soft limit of open files as far as allowed; the former one, for the children we start."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    target = wanted if hard == resource.RLIM_INFINITY else min(wanted, hard)
    if soft != resource.RLIM_INFINITY and soft < target:
        try:
            resource.setrlimit(resource.RLIMIT_NOFILE, (target, hard))
        except (OSError, ValueError):
            return soft  # macOS caps it below the hard limit it names: live with what there is
    return soft
