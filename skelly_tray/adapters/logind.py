"""What the login manager says over the system's D-Bus: that a suspend is coming or over, and that the machine is about
to be shut down, or is not after all.

Only a convenience: a suspend is also seen by the clocks, and a shutdown by the signal that ends us. So where there is
no such bus, or no logind on it, nothing happens; and jeepney, which is small, is only imported where there is a bus.
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
MANAGER, SIGNAL, SHUTDOWN = "org.freedesktop.login1.Manager", "PrepareForSleep", "PrepareForShutdown"
DAEMON, OWNER_CHANGED = "org.freedesktop.DBus", "NameOwnerChanged"


class LoginWatch:
    """asleep: called with True when the machine is about to sleep, and with False when it is awake again, or nobody
    would tell us. ending: called with True when it is about to be shut down, with False when that was called off.
    there: called with the address of the bus whenever a login manager is there, from the first on, or another one.
    """

    def __init__(
        self,
        asleep: Callable[[bool], None],
        ending: Callable[[bool], None] = lambda ending: None,
        there: Callable[[str], None] = lambda address: None,
    ) -> None:
        self._asleep = asleep
        self._ending = ending
        self._there = there
        self._address = ""
        self._told = False
        self._owner: str | None = None
        self._asked: int | None = None

    async def run(self) -> None:
        """Listens until cancelled; returns at once where there is no bus."""
        address = system_bus()
        while address is not None:
            self._address = address
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

        words = [
            MatchRule(type="signal", sender=LOGIN_MANAGER, interface=MANAGER, member=member, path=OBJECT)
            for member in (SIGNAL, SHUTDOWN)
        ]
        owner = MatchRule(type="signal", sender=DAEMON, member=OWNER_CHANGED)
        owner.add_arg_condition(0, LOGIN_MANAGER)
        self._owner, self._asked = None, None
        async with asyncio.timeout(CONNECT_WITHIN):
            connection = await open_dbus_connection(address)
        try:
            for rule in (*words, owner):
                await connection.send(message_bus.AddMatch(rule))
            self._asked = next(connection.outgoing_serial)
            await connection.send(message_bus.GetNameOwner(LOGIN_MANAGER), serial=self._asked)
            while True:
                self._take(await connection.receive())
        finally:
            connection.writer.close()

    def _take(self, message: Any) -> None:
        """Whoever is on the bus may send us what looks like the manager's word, for no rule is asked about a message
        that is addressed to us. The sender is written by the daemon alone."""
        from jeepney import HeaderFields, MessageType

        fields, body, kind = message.header.fields, message.body, message.header.message_type
        sender, member = fields.get(HeaderFields.sender), fields.get(HeaderFields.member)
        if sender == DAEMON and kind is MessageType.method_return:
            if fields.get(HeaderFields.reply_serial) == self._asked:
                self._owner = str(body[0])
                self._there(self._address)
        elif sender == DAEMON and kind is MessageType.signal and member == OWNER_CHANGED:
            self._owner = str(body[2]) or None
            self._tell(False)  # who has gone says nothing any more
            if self._owner is not None:
                self._there(self._address)
        elif kind is MessageType.signal and sender is not None and sender == self._owner:
            self._hear(member, body)

    def _hear(self, member: str | None, body: tuple[Any, ...]) -> None:
        if len(body) != 1 or not isinstance(body[0], bool):
            return
        if member == SIGNAL:
            self._tell(body[0], always=True)
        elif member == SHUTDOWN:
            self._ending(body[0])

    def _tell(self, asleep: bool, *, always: bool = False) -> None:
        if always or asleep != self._told:
            self._told = asleep
            self._asleep(asleep)
