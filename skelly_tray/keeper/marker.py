"""The marks that tell which spawn of which home a process belongs to, whatever became of its parents.

Two marks are given to every process before its exec. The first is an unused *soft* RLIMIT_RTTIME
(it only limits real-time scheduled threads, in microseconds; this value is 150,000 years): it is inherited through
setsid, double forks and a cleared environment, and any user may read it in /proc. The second is the variable
SKELLY_SPAWN, for platforms without the first and for programs like `su` that reset limits.

    bit 62      always set, so that no real limit is ever taken for ours
    bits 32-61  the home: 30 bits of a hash, so that two homes never sweep each other's processes
    bits 0-31   the spawn id
"""

from __future__ import annotations

VARIABLE = "SKELLY_SPAWN"
MAX_SPAWN_ID = 2**32 - 1

_BASE = 1 << 62
_HOME_BITS = 30
_DIGITS = len(str(MAX_SPAWN_ID))


def rttime(home: int, spawn: int) -> int:
    """The soft RLIMIT_RTTIME value of one spawn."""
    return _BASE | (home & (1 << _HOME_BITS) - 1) << 32 | spawn


def spawn_of_rttime(home: int, value: int) -> int | None:
    """The spawn id in a limit's value, or None when it is not one of this home's marks."""
    if value >> 32 != rttime(home, 0) >> 32:
        return None
    return value & MAX_SPAWN_ID


def variable(home: int, spawn: int) -> str:
    """The value of SKELLY_SPAWN: `<home hash>:<spawn id>`."""
    return f"{home:08x}:{spawn}"


def spawn_of_environment(home: int, environment: bytes) -> int | None:
    """The spawn id in a NUL-separated environment block, or None when it is not this home's."""
    prefix = f"{VARIABLE}={home:08x}:".encode()
    for entry in environment.split(b"\0"):
        if entry.startswith(prefix):
            number = entry[len(prefix) :]
            # A process writes its environment as it likes: int() raises for some thousand digits.
            if len(number) <= _DIGITS and number.isdigit() and int(number) <= MAX_SPAWN_ID:
                return int(number)
    return None
