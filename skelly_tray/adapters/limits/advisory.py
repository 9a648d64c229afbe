"""The last rung: a limit that nothing holds is watched, and what is said of it says why."""

from __future__ import annotations

from skelly_tray.domain.resource_limits import LimitKind
from skelly_tray.engine.limit_port import Holding

NAME = "advisory"
WATCHED = Holding(NAME, "none", "throttle is not among its actions")

_MEANS = {
    LimitKind.CPU: "this system cannot stop and continue its processes",
    LimitKind.MEMORY: "this needs control groups, a systemd user session or a Job Object",
    LimitKind.FILE_HANDLES: "this needs limits of open files as Unix has them",
    LimitKind.THREADS: "this needs control groups, a systemd user session or a Job Object",
}


def unheld(kind: LimitKind, why: str = "") -> Holding:
    """What is said of a limit that every rung refused; why: what the best of them said."""
    return Holding(NAME, "none", why or f"nothing here can hold it: {_MEANS[kind]}")


def lasting(why: str) -> Holding:
    """What is said of a limit that is only to be watched, while its former value cannot be lifted."""
    return Holding(NAME, "none", f"what held it before still does: {why}")
