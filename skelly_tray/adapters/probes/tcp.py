"""The tcp probe: passes when a connection is accepted."""

from __future__ import annotations

import asyncio

from skelly_tray.adapters.probes.connection import ConnectionTroubleError, connected, place
from skelly_tray.adapters.probes.finding import Finding, seconds
from skelly_tray.domain.descriptor import TcpCheck
from skelly_tray.engine.ports import ProbeTarget


async def check(target: ProbeTarget, spec: TcpCheck) -> Finding:
    """One connection, closed at once."""
    where = place(spec.host, spec.port)
    try:
        async with asyncio.timeout(target.timeout), connected(spec.host, spec.port):
            return Finding(True, f"accepts connections at {where}")
    except TimeoutError:
        return Finding(False, f"no connection to {where} within {seconds(target.timeout)}")
    except ConnectionTroubleError as error:
        return Finding(error.passed, str(error))
