"""A stop of everything that has less time than its modules may take: each gets a shorter grace, so that the order is
kept to the end. What one module does not use is there for those that are stopped after it.
"""

from __future__ import annotations

from skelly_tray.domain.module import Module
from skelly_tray.domain.system import System
from skelly_tray.domain.timing import TOLERANCE

KEPT_BACK = 0.1
"""Of what is left: a process that is killed at the end of its grace takes a moment to be gone."""


def grace_in(system: System, module: Module, now: float) -> float:
    """Seconds that this module gets to end in, if it is told now; its own `shutdown_timeout` where nothing hurries."""
    own = module.descriptor.shutdown_timeout
    shutdown = system.shutdown
    if shutdown is None or not shutdown.hurried:
        return own
    left = max(shutdown.deadline - now, 0.0) * (1 - KEPT_BACK)
    needed = own + _time_below(system, module)
    return own if needed <= left + TOLERANCE else left * own / needed


def _time_below(system: System, module: Module) -> float:
    """What those that can only be stopped afterwards may take: the longest of each wave before its own."""
    total = 0.0
    for wave in system.graph.waves:
        if module.id in wave:
            break
        living = (m for name in wave if (m := system.modules.get(name)) is not None and m.live)
        total += max((m.descriptor.shutdown_timeout for m in living), default=0.0)
    return total
