"""The bus probe: `health.check` of a native module as a request over the bus; the bus itself is asked directly.

A slow or dead bus is no failure of a module: only a timeout after which the bus answered a ping counts, and only once
the bus has been there long enough for everybody to have come back to it.
"""

from __future__ import annotations

import asyncio

from skelly_tray.adapters.probes.finding import Finding, seconds
from skelly_tray.domain.descriptor import BUS_ID, BusCheck, ProbeRole
from skelly_tray.domain.health_report import HealthReport, clean, read_report
from skelly_tray.domain.status import HealthStatus
from skelly_tray.engine.bus_port import Bus, BusRefused, BusSilent, BusUnavailable
from skelly_tray.engine.ports import ProbeTarget

RETURN_WITHIN = 5.0
"""Seconds that modules have to connect again after the bus has come back."""
NO_SUCH_MODULE, METHOD_NOT_FOUND, RATE_LIMITED, CIRCUIT_OPEN = -32001, -32601, -32005, -32003


async def check(target: ProbeTarget, _spec: BusCheck, bus: Bus) -> Finding:
    """One question. Startup and readiness of a module are not asked here: it says those by itself."""
    if target.module == BUS_ID:
        return await _check_bus(target, bus)
    try:
        answer = await bus.ask(target.module, "health.check", {}, target.timeout)
    except BusSilent:
        return Finding(False, f"no answer to health.check within {seconds(target.timeout)}")
    except BusUnavailable as error:
        return Finding(None, f"the probe could not be made: {error}")
    except BusRefused as refused:
        return _refusal(refused, bus, target)
    return _judged(answer, target)


def _refusal(refused: BusRefused, bus: Bus, target: ProbeTarget) -> Finding:
    if refused.code in (RATE_LIMITED, CIRCUIT_OPEN):
        return Finding(None, "it was asked a moment ago")
    if refused.code == METHOD_NOT_FOUND:
        return Finding(True, "it answers on the bus, and says nothing of its health")
    if refused.code == NO_SUCH_MODULE:
        late = bus.connected_for > RETURN_WITHIN
        return Finding(False if late else None, "it is not connected to the bus")
    return Finding(False, f"it answered health.check with an error: {clean(refused.message, target.secrets)}")


def _judged(answer: object, target: ProbeTarget) -> Finding:
    try:
        report = read_report(answer, target.secrets)
    except ValueError as error:
        return Finding(False, str(error))
    return Finding(report.status is not HealthStatus.UNHEALTHY, _words(report), report)


def _words(report: HealthReport) -> str:
    """What is the matter; a healthy module may have something to say too (it is paused, say)."""
    if report.status is HealthStatus.HEALTHY and not report.issues:
        return "it says it is healthy"
    return report.sentence


async def _check_bus(target: ProbeTarget, bus: Bus) -> Finding:
    try:
        async with asyncio.timeout(target.timeout):
            await bus.wait_connected()
            if target.role is not ProbeRole.LIVENESS:
                return Finding(True, "it answers")
            return _judged(await bus.check(target.timeout), target)
    except TimeoutError:
        return Finding(False, f"no answer within {seconds(target.timeout)}")
    except BusUnavailable as error:
        return Finding(False, str(error))
    except BusRefused as refused:
        return Finding(False, f"it answered with an error: {clean(refused.message)}")
