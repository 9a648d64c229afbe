"""A private connection to the user's systemd over D-Bus: calls one after the other, each with a deadline.

jeepney is imported with the first call: most machines never need it. A connection that failed is made anew by the next
call.
"""

from __future__ import annotations

import asyncio
import struct
from pathlib import Path
from typing import Any

CALL_TIMEOUT = 3.0
"""Seconds for one call, its connection included."""

_OBJECT = "/org/freedesktop/systemd1"
_NAME = "org.freedesktop.systemd1"
_MANAGER = "org.freedesktop.systemd1.Manager"


class SystemdError(Exception):
    """systemd, or the bus, did not do it; the sentence says why."""


class SystemdBus:
    """address: as D-Bus writes them, `unix:path=…`."""

    def __init__(self, address: str) -> None:
        self._address = address
        self._connection: Any = None

    async def call(self, method: str, signature: str, body: tuple[Any, ...]) -> tuple[Any, ...]:
        """A method of the manager. Raises SystemdError."""
        return await self._ask(_MANAGER, method, signature, body)

    async def manager_property(self, name: str) -> Any:
        """A property of the manager. Raises SystemdError."""
        answer = await self._ask("org.freedesktop.DBus.Properties", "Get", "ss", (_MANAGER, name))
        return answer[0][1]

    async def close(self) -> None:
        connection, self._connection = self._connection, None
        if connection is not None:
            try:
                await connection.close()
            except OSError:
                return  # it was broken already

    async def _ask(
        self, interface: str, method: str, signature: str, body: tuple[Any, ...]
    ) -> tuple[Any, ...]:
        if not self._is_there():
            raise SystemdError("the user has no D-Bus")  # without the cost of the import
        from jeepney import DBusAddress, MessageType, new_method_call
        from jeepney.io.asyncio import open_dbus_connection

        target = DBusAddress(_OBJECT, bus_name=_NAME, interface=interface)
        try:
            async with asyncio.timeout(CALL_TIMEOUT):
                if self._connection is None:
                    self._connection = await open_dbus_connection(self._address)
                answer = await self._answer(new_method_call(target, method, signature, body))
        except TimeoutError:
            await self.close()
            raise SystemdError("systemd does not answer") from None
        except (OSError, EOFError, ValueError) as error:
            await self.close()
            raise SystemdError(f"the user's D-Bus: {error}") from error
        if answer.header.message_type is MessageType.error:
            raise SystemdError(str(answer.body[0]) if answer.body else "systemd refused")
        return tuple(answer.body)

    def _is_there(self) -> bool:
        return Path(self._address.removeprefix("unix:path=")).exists()

    async def _answer(self, message: Any) -> Any:
        from jeepney import HeaderFields

        serial = next(self._connection.outgoing_serial)
        try:
            message.serialise(serial)
        except (struct.error, ValueError, TypeError, AttributeError, OverflowError) as error:
            raise SystemdError(f"it cannot be said over D-Bus: {error}") from error
        await self._connection.send(message, serial=serial)
        while True:
            received = await self._connection.receive()
            if received.header.fields.get(HeaderFields.reply_serial) == serial:
                return received
