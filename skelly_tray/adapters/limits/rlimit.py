"""The rung for open files: RLIMIT_NOFILE of each process, from its first instruction on or changed while it runs.

It bounds each process by itself, and the limit is for the tree together: so it is a soft one. What a process was
started with it cannot raise, and nobody without privileges can; what is changed while it runs is its soft limit, which
can be lifted again.
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
HOLDING = Holding(NAME, "soft", "each of its processes by itself, not the tree together")


class Rlimit(Rung):
    """Knows what each launch was given, so that nothing is changed that is right already."""

    name = NAME

    def __init__(self) -> None:
        self._dressed: dict[str, int] = {}
        self._pids: dict[int, int] = {}
        self._set: dict[int, int] = {}

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
        if key in self._dressed:
            self._set[incarnation] = self._dressed.pop(key)

    def failed(self, key: str) -> None:
        self._dressed.pop(key, None)

    def adopt(self, record: SpawnRecord) -> None:
        self._pids[record.incarnation] = record.pid

    def hold(self, incarnation: int, kind: LimitKind, value: float | None) -> None:
        wanted = None if value is None else int(value)
        if self._set.get(incarnation) == wanted:
            return
        try:
            for pid in _tree(self._pids[incarnation]):
                _change(pid, wanted)
        except OSError as error:
            raise RungRefused(f"the limit of a running process stays as it is: {error.strerror}") from error
        except ValueError as error:
            raise RungRefused("it was started with less, which only a new start changes") from error
        if wanted is None:
            self._set.pop(incarnation, None)
        else:
            self._set[incarnation] = wanted

    def gone(self, incarnation: int) -> None:
        self._pids.pop(incarnation, None)
        self._set.pop(incarnation, None)


if sys.platform == "linux":
    from skelly_tray.keeper.forest_linux import descendants

    def _tree(pid: int) -> list[int]:
        return descendants([pid])

    def _change(pid: int, most: int | None) -> None:
        """Raises OSError, also ValueError: Python's word for a refusal of setrlimit."""
        try:
            hard = resource.prlimit(pid, resource.RLIMIT_NOFILE)[1]
            if most is not None and hard != resource.RLIM_INFINITY and most > hard:
                raise ValueError("above the hard limit")
            resource.prlimit(pid, resource.RLIMIT_NOFILE, (hard if most is None else most, hard))
        except ProcessLookupError:
            return  # it has ended meanwhile

else:

    def _tree(pid: int) -> list[int]:
        return [pid]

    def _change(pid: int, most: int | None) -> None:
        raise RungRefused("of a running process it cannot be changed here, only by a new start")
