"""What the login manager says of a suspend, over the system's D-Bus: that one is coming, and that it is over.

Only a convenience: a suspend is also seen by the clocks. So where there is no such bus, or no logind on it, nothing
happens; and jeepney, which is small, is only imported where there is a bus.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from typing import Any

from skelly_tray.adapters.system_bus import LOGIN_MANAGER, system_bus

_logger = logging.getLogger(__name__)

CONNECT_WITHIN = 10.0
"""Seconds for the connection and the subscription."""
RETRY = 30.0
"""Seconds after a lost or refused connection."""

OBJECT = "/org/freedesktop/login1"
MANAGER, SIGNAL = "org.freedesktop.login1.Manager", "PrepareForSleep"


class SleepWatch:
    """asleep: called with True when the machine is about to sleep, and with False when it is awake again, or nobody
    would tell us."""

    def __init__(self, asleep: Callable[[bool], None]) -> None:
        self._asleep = asleep
        self._told = False

    async def run(self) -> None:
        """Listens until cancelled; returns at once where there is no bus."""
        address = system_bus()
        while address is not None:
            try:
                await self._listen(address)
            except (OSError, EOFError, ValueError, RuntimeError, TimeoutError) as error:
                _logger.debug("the login manager is not heard: %s", error)
            finally:
                self._tell(False)
            await asyncio.sleep(RETRY)

    async def _listen(self, address: str) -> None:
        from jeepney import MatchRule, message_bus
        from jeepney.io.asyncio import open_dbus_connection

        rule = MatchRule(type="signal", sender=LOGIN_MANAGER, interface=MANAGER, member=SIGNAL, path=OBJECT)
        async with asyncio.timeout(CONNECT_WITHIN):
            connection = await open_dbus_connection(address)
        try:
            await connection.send(message_bus.AddMatch(rule))
            while True:
                self._take(await connection.receive())
        finally:
            connection.writer.close()

    def _take(self, message: Any) -> None:
        from jeepney import HeaderFields, MessageType

        fields = message.header.fields
        wanted = (
            message.header.message_type is MessageType.signal and fields.get(HeaderFields.member) == SIGNAL
        )
        if wanted and len(message.body) == 1 and isinstance(message.body[0], bool):
            self._tell(message.body[0], always=True)

    def _tell(self, asleep: bool, *, always: bool = False) -> None:
        if always or asleep != self._told:
            self._told = asleep
            self._asleep(asleep)
