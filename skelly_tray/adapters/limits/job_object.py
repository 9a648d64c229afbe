"""The rung of Windows: the Job Object that every module has anyway, with limits. Not run by us."""

from __future__ import annotations

from typing import Protocol

from skelly_tray.adapters.limits.rung import Rung, RungRefused
from skelly_tray.domain.resource_limits import LimitKind
from skelly_tray.engine.limit_port import Holding

NAME = "job_object"
_HOLDINGS = {
    LimitKind.CPU: Holding(NAME, "hard"),
    LimitKind.MEMORY: Holding(NAME, "hard"),
    LimitKind.THREADS: Holding(NAME, "soft", "it counts processes, not threads"),
}


class Jobs(Protocol):
    """Who has the jobs: `adapters/processes/windows.py`."""

    def limit_job(self, incarnation: int, kind: LimitKind, value: float | None) -> None:
        """Set or lift a limit of the module's job. Raises OSError, KeyError without such a job."""


class JobObject(Rung):
    """Hard caps of CPU rate, committed memory and number of processes."""

    name = NAME

    def __init__(self, jobs: Jobs) -> None:
        self._jobs = jobs

    def offers(self, kind: LimitKind) -> Holding | None:
        return _HOLDINGS.get(kind)

    def has(self, incarnation: int, kind: LimitKind) -> Holding | None:
        return _HOLDINGS.get(kind)

    def hold(self, incarnation: int, kind: LimitKind, value: float | None) -> None:
        try:
            self._jobs.limit_job(incarnation, kind, value)
        except KeyError:
            raise RungRefused("it has no Job Object any more") from None
        except OSError as error:
            raise RungRefused(f"the Job Object takes no such limit: {error}") from error
