"""All kinds of probe behind the engine's port. A new kind is a file beside this one and a case below."""

from __future__ import annotations

import logging
import time
from typing import assert_never

from skelly_tray.adapters.probes import bus, http, log, notify, tcp
from skelly_tray.adapters.probes import exec as exec_
from skelly_tray.adapters.probes.finding import Finding
from skelly_tray.adapters.probes.log import LogMatches
from skelly_tray.adapters.probes.notify import LatchedNotices
from skelly_tray.domain.descriptor import BusCheck, ExecCheck, HttpCheck, LogCheck, NotifyCheck, TcpCheck
from skelly_tray.engine.bus_port import Bus
from skelly_tray.engine.ports import ProbeAnswer, ProbeTarget

_logger = logging.getLogger(__name__)


class Probes:
    """The `Prober` of the real world."""

    def __init__(self, log_board: LogMatches, notices: LatchedNotices, bus: Bus) -> None:
        self._bus = bus
        self._log_board = log_board
        self._notices = notices

    async def check(self, target: ProbeTarget) -> ProbeAnswer:
        """Make one probe, within the target's timeout. Raises nothing but CancelledError."""
        started = time.monotonic()
        try:
            finding = await self._find(target)
        except Exception as error:  # a fault of ours must never count against a module
            _logger.exception("the %s probe of %s failed to run", target.role, target.module)
            finding = Finding(None, f"the probe could not be made: {error!r}")
        return ProbeAnswer(finding.passed, finding.message, time.monotonic() - started, finding.report)

    async def _find(self, target: ProbeTarget) -> Finding:
        match target.check:
            case BusCheck() as spec:
                return await bus.check(target, spec, self._bus)
            case ExecCheck() as spec:
                return await exec_.check(target, spec)
            case HttpCheck() as spec:
                return await http.check(target, spec)
            case LogCheck() as spec:
                return await log.check(target, spec, self._log_board)
            case NotifyCheck() as spec:
                return await notify.check(target, spec, self._notices)
            case TcpCheck() as spec:
                return await tcp.check(target, spec)
            case unknown:
                assert_never(unknown)
