"""A connection to the desktop's session bus: calls with a deadline, and signals. Messages are made by jeepney."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Callable
from typing import Any

CALL_TIMEOUT = 5.0
OnSignal = Callable[[str, str, tuple[Any, ...]], None]
"""interface, member and body."""


class BusError(Exception):
    """The bus, or whoever was called, does not do it; the text says why."""


class SessionBus:
    """`open`, then have `listen` run beside everything else; it returns when the connection has ended."""

    def __init__(self, address: str, on_signal: OnSignal) -> None:
        self._address = address
        self._on_signal = on_signal
        self._connection: Any = None
        self._asked: dict[int, asyncio.Future[Any]] = {}

    @property
    def is_open(self) -> bool:
        return self._connection is not None

    async def open(self) -> None:
        """Raises BusError."""
        try:
            from jeepney.io.asyncio import open_dbus_connection

            async with asyncio.timeout(CALL_TIMEOUT):
                self._connection = await open_dbus_connection(self._address)
        except ImportError:
            raise BusError("notifications are not known on this system") from None
        except TimeoutError:
            raise BusError("the session bus does not answer") from None
        except Exception as error:  # noqa: BLE001  whatever is wrong with it: an address, a socket, its way to log in
            raise BusError(f"the session bus cannot be reached ({type(error).__name__})") from None

    async def listen(self) -> None:
        """Take what comes until the connection ends; that is no error."""
        try:
            while True:
                self._dispatch(await self._connection.receive())
        except Exception:  # noqa: BLE001  an end of the connection has many names, and what is asked gets an error
            return
        finally:
            await self.close()

    async def call(self, message: Any, timeout: float = CALL_TIMEOUT) -> tuple[Any, ...]:
        """The body of the answer. Raises BusError."""
        connection = self._connection
        if connection is None:
            raise BusError("there is no connection to the session bus")
        serial = next(connection.outgoing_serial)
        answer = self._asked[serial] = asyncio.get_running_loop().create_future()
        try:
            async with asyncio.timeout(timeout):
                await connection.send(message, serial=serial)
                found: tuple[Any, ...] = await answer
                return found
        except TimeoutError:
            raise BusError("it does not answer") from None
        except OSError as error:
            raise BusError(f"the session bus has gone ({type(error).__name__})") from None
        finally:
            self._asked.pop(serial, None)

    async def close(self) -> None:
        connection, self._connection = self._connection, None
        for answer in self._asked.values():
            if not answer.done():
                answer.set_exception(BusError("the session bus has gone"))
        if connection is not None:
            with contextlib.suppress(OSError):
                await connection.close()

    def _dispatch(self, message: Any) -> None:
        from jeepney import HeaderFields, MessageType

        header = message.header
        if header.message_type is MessageType.signal:
            interface, member = (
                header.fields.get(name, "") for name in (HeaderFields.interface, HeaderFields.member)
            )
            self._on_signal(interface, member, message.body)
            return
        answer = self._asked.get(header.fields.get(HeaderFields.reply_serial, 0))
        if answer is None or answer.done():
            return
        if header.message_type is MessageType.method_return:
            answer.set_result(message.body)
        else:
            answer.set_exception(BusError("it refused"))
