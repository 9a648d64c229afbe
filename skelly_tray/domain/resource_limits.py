"""What a module may use, as plain data (`[limits]`), measured over its whole process tree."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class LimitAction(StrEnum):
    """What is done about an exceeded limit, mildest first. With `throttle` the module is also held to its limits by
    the best means the machine offers; without it they are only watched."""

    ALERT = "alert"
    THROTTLE = "throttle"
    DEGRADE = "degrade"
    RESTART = "restart"
    STOP = "stop"


class LimitKind(StrEnum):
    """The limits there are, by their key in `[limits]`, which is also their name in `status`."""

    CPU = "max_cpu_percent"
    MEMORY = "max_memory_mb"
    FILE_HANDLES = "max_file_handles"
    THREADS = "max_threads"


@dataclass(frozen=True, slots=True)
class Holding:
    """How one limit of one module can be held on this machine. rung: `systemd_scope`, `cgroup_v2`, `cgroup_v1`,
    `job_object`, `freeze`, `rlimit` or `advisory`. strength: `hard` (it cannot be exceeded), `soft` (it is brought back
    to it), `none`. why: for people, when it is less than hard."""

    rung: str = "advisory"
    strength: str = "none"
    why: str = ""


ADVISORY = Holding()


@dataclass(frozen=True, slots=True)
class ResourceLimits:
    """max_cpu_percent: of one core. max_memory_mb: 2**20 bytes. None: no limit. sustained: seconds that a limit must be
    exceeded before the first action, and again before each further one."""

    max_cpu_percent: float | None = None
    max_memory_mb: float | None = None
    max_file_handles: int | None = None
    max_threads: int | None = None
    actions: tuple[LimitAction, ...] = (LimitAction.ALERT,)
    sustained: float = 10.0

    def value(self, kind: LimitKind) -> float | None:
        """The limit of that kind, or None."""
        match kind:
            case LimitKind.CPU:
                return self.max_cpu_percent
            case LimitKind.MEMORY:
                return self.max_memory_mb
            case LimitKind.FILE_HANDLES:
                return self.max_file_handles
            case LimitKind.THREADS:
                return self.max_threads

    @property
    def given(self) -> dict[LimitKind, float]:
        """The limits that are set."""
        return {kind: value for kind in LimitKind if (value := self.value(kind)) is not None}

    @property
    def held(self) -> bool:
        """The module is to be held to its limits, not only watched."""
        return LimitAction.THROTTLE in self.actions and bool(self.given)
