"""The ladder of this machine: which rungs it has, best first."""

from __future__ import annotations

import sys
from collections.abc import Callable, Coroutine
from typing import TYPE_CHECKING, Any, cast

from skelly_tray.adapters.limits.ladder import Ladder
from skelly_tray.engine.ports import Processes

if TYPE_CHECKING:
    from skelly_tray.adapters.limits.rung import Rung


def make_limiter(
    processes: Processes, home_mark: int, start: Callable[[Coroutine[Any, Any, None], str], object]
) -> Ladder:
    """home_mark: tells this home's groups from those of any other. start: runs work in the background, on the loop.

    Made before the keeper is started, which is to stand beside us wherever we move ourselves.
    """
    if sys.platform == "win32":
        from skelly_tray.adapters.limits.job_object import JobObject, Jobs

        return Ladder([JobObject(cast(Jobs, processes))])
    else:
        from skelly_tray.adapters.limits.freeze import Freeze
        from skelly_tray.adapters.limits.rlimit import Rlimit

        common: list[Rung] = [Freeze(processes.throttle), Rlimit()]
        if sys.platform != "linux":
            return Ladder(common)
        from skelly_tray.adapters.limits.linux import kernel_rungs

        ladder = Ladder(())
        ladder.rungs = (*kernel_rungs(f"skelly-{home_mark:08x}", start, ladder.fell), *common)
        return ladder
