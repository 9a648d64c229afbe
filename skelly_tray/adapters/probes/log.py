"""The log probe: passes when a line of the module's output matches."""

from __future__ import annotations

import asyncio
from typing import Protocol

from skelly_tray.adapters.probes.finding import Finding, seconds
from skelly_tray.domain.descriptor import LogCheck, ModuleDescriptor, ProbeRole
from skelly_tray.engine.ports import ProbeTarget


class LogMatches(Protocol):
    """Where matched lines are latched (`adapters/logs/log_board.py`)."""

    async def matched(self, incarnation: int, pattern: str, *, since_last: bool) -> None:
        """Returns on a match. Raises ValueError with a sentence for a bad pattern or one that had to be given up."""


def patterns_of(descriptor: ModuleDescriptor) -> tuple[str, ...]:
    """The patterns that must be looked for from the module's first line on."""
    specs = (descriptor.startup, descriptor.readiness, descriptor.liveness)
    checks = [spec.check for spec in specs if spec is not None]
    return tuple(dict.fromkeys(check.pattern for check in checks if isinstance(check, LogCheck)))


async def check(target: ProbeTarget, spec: LogCheck, board: LogMatches) -> Finding:
    """Startup, readiness: any line since the spawn. Liveness: one since the last liveness check that passed."""
    fresh = target.role is ProbeRole.LIVENESS
    try:
        async with asyncio.timeout(target.timeout):
            await board.matched(target.incarnation, spec.pattern, since_last=fresh)
    except TimeoutError:
        return Finding(False, f"no line matched {spec.pattern!r} within {seconds(target.timeout)}")
    except ValueError as error:
        return Finding(None, str(error))
    return Finding(True, f"a line matched {spec.pattern!r}")
