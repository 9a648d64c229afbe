"""The rung for open files: RLIMIT_NOFILE of each process, from its first instruction on or changed while it runs.

It bounds each process by itself, and the limit is for the tree together: so it is a soft one. What a process was
started with it cannot raise, and nobody without privileges can; what is lowered while it runs is its soft limit, which
can be lifted again. With privileges (CAP_SYS_RESOURCE) we raise the hard one too; without, only a new start lifts what
it was started with.
"""

from __future__ import annotations

import sys

assert sys.platform != "win32"

import resource  # noqa: E402 - only where the assertion holds
from collections.abc import Collection  # noqa: E402
from dataclasses import replace  # noqa: E402

from skelly_tray.adapters.limits.rung import Rung, RungRefused  # noqa: E402
from skelly_tray.domain.resource_limits import LimitKind, ResourceLimits  # noqa: E402
from skelly_tray.engine.limit_port import Holding  # noqa: E402
from skelly_tray.engine.ports import LaunchRequest, SpawnRecord  # noqa: E402

NAME = "rlimit"
LASTS = "it was started with less open files, and only a new start lifts that"
HOLDING = Holding(NAME, "soft", "each of its processes by itself, not the tree together")


class Rlimit(Rung):
    """Knows what each launch was given, so that nothing is changed that is right already."""

    name = NAME

    def __init__(self) -> None:
        self._dressed: dict[str, int] = {}
        self._pids: dict[int, int] = {}
        self._set: dict[int, int | None] = {}  # nothing is known of who is not there

    def offers(self, kind: LimitKind) -> Holding | None:
        return HOLDING if kind is LimitKind.FILE_HANDLES else None

    def has(self, incarnation: int, kind: LimitKind) -> Holding | None:
        return self.offers(kind) if incarnation in self._pids else None

    def dress(
        self, request: LaunchRequest, kinds: Collection[LimitKind], limits: ResourceLimits
    ) -> LaunchRequest:
        assert limits.max_file_handles is not None
        self._dressed[request.key] = limits.max_file_handles
        return replace(request, nofile=limits.max_file_handles)

    def spawned(self, key: str, incarnation: int, pid: int) -> None:
        self._pids[incarnation] = pid
        self._set[incarnation] = self._dressed.pop(key, None)

    def failed(self, key: str) -> None:
        self._dressed.pop(key, None)

    def adopt(self, record: SpawnRecord) -> None:
        self._pids[record.incarnation] = record.pid

    def hold(self, incarnation: int, kind: LimitKind, value: float | None) -> None:
        wanted = None if value is None else int(value)
        if incarnation in self._set and self._set[incarnation] == wanted:
            return
        self._set.pop(incarnation, None)
        try:
            refused = [pid for pid in _tree(self._pids[incarnation]) if not _change(pid, wanted)]
        except OSError as error:
            raise RungRefused(f"the limit of a running process stays as it is: {error.strerror}") from error
        if refused:
            raise RungRefused(LASTS)
        self._set[incarnation] = wanted

    def gone(self, incarnation: int) -> None:
        self._pids.pop(incarnation, None)
        self._set.pop(incarnation, None)


if sys.platform == "linux":
    from skelly_tray.adapters.processes.starting import raise_own_limit
    from skelly_tray.keeper.forest_linux import descendants

    def _tree(pid: int) -> list[int]:
        return descendants([pid])

    def _change(pid: int, most: int | None) -> bool:
        """Whether it has that limit now, or with None what a launch without one has; else it is lifted as far as we
        may. Raises OSError."""
        highest = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
        wanted = raise_own_limit() if most is None else _lower(most, highest)
        needed = highest if most is None else wanted
        try:
            hard = resource.prlimit(pid, resource.RLIMIT_NOFILE)[1]
            if _lower(hard, needed) == needed:
                resource.prlimit(pid, resource.RLIMIT_NOFILE, (wanted, hard))
                return True
            try:
                resource.prlimit(pid, resource.RLIMIT_NOFILE, (wanted, needed))
            except PermissionError:
                resource.prlimit(pid, resource.RLIMIT_NOFILE, (_lower(wanted, hard), hard))
                return False
        except ProcessLookupError:
            pass  # it has ended meanwhile
        return True

    def _lower(one: int, other: int) -> int:
        """The lower of two limits, each of which may be infinite."""
        return min((one, other), key=lambda limit: float("inf") if limit == resource.RLIM_INFINITY else limit)

else:

    def _tree(pid: int) -> list[int]:
        return [pid]

    def _change(pid: int, most: int | None) -> bool:
        raise RungRefused("of a running process it cannot be changed here, only by a new start")
