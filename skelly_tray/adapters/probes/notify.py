"""The notify probe: sd_notify READY=1 for startup and readiness, WATCHDOG=1 for liveness."""

from __future__ import annotations

import asyncio
from typing import Protocol

from skelly_tray.adapters.probes.finding import Finding, one_line, seconds
from skelly_tray.domain.descriptor import NotifyCheck, ProbeRole
from skelly_tray.engine.ports import ProbeTarget


class LatchedNotices(Protocol):
    """Where a module's notices are latched (`adapters/notify_board.py`)."""

    async def ready(self, incarnation: int) -> None: ...

    async def alive(self, incarnation: int) -> bool: ...

    def status_text(self, incarnation: int) -> str: ...


async def check(target: ProbeTarget, _spec: NotifyCheck, notices: LatchedNotices) -> Finding:
    """READY=1 counts from the spawn on; WATCHDOG=1 since the last liveness check that passed."""
    wanted = "WATCHDOG=1" if target.role is ProbeRole.LIVENESS else "READY=1"
    try:
        async with asyncio.timeout(target.timeout):
            if target.role is not ProbeRole.LIVENESS:
                await notices.ready(target.incarnation)
            elif not await notices.alive(target.incarnation):
                return Finding(False, "the module reported its own failure (WATCHDOG=trigger)")
    except TimeoutError:
        status = one_line(notices.status_text(target.incarnation))
        said = f"; its status: {status}" if status else ""
        return Finding(False, f"no {wanted} within {seconds(target.timeout)}{said}")
    return Finding(True, f"{wanted} received")
