"""A connection to the session bus that lives on Qt's loop: nothing in it waits, and a bus that hangs costs nothing.

QtDBus of PySide6 cannot be used for this: a Python number goes out as int32, int64 or uint16, and never as the uint32
and byte that notifications are made of, so that every server refuses the call. Messages are made and read by jeepney.
"""

from __future__ import annotations

import logging
import os
import socket
import struct
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QSocketNotifier, Signal

if TYPE_CHECKING:
    from jeepney import Message
    from jeepney.auth import Authenticator

_logger = logging.getLogger(__name__)

CHUNK = 65_536
MOST_UNSENT = 1 << 20
"""Bytes that a bus which does not read may owe us; then it counts as gone."""

OnAnswer = Callable[["Message | None"], None]


def session_address() -> str:
    """Where the session bus listens; empty where there is none."""
    if address := os.environ.get("DBUS_SESSION_BUS_ADDRESS"):
        return address
    usual = Path(os.environ.get("XDG_RUNTIME_DIR") or "/nonexistent", "bus")
    return f"unix:path={usual}" if usual.is_socket() else ""


class DesktopBus(QObject):
    """`open` once. signalled: a signal of somebody, as a message. ended: the connection is gone, or could not be made;
    calls without an answer have been answered with None before."""

    signalled = Signal(object)
    ended = Signal()

    def __init__(self, address: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        from jeepney import Parser
        from jeepney.auth import Authenticator

        self._address = address
        self._socket: socket.socket | None = None
        self._notifiers: list[QSocketNotifier] = []
        self._login: Authenticator | None = Authenticator()
        self._parser = Parser()
        self._unsent = bytearray()
        self._held: list[bytes] = []
        self._serial = 0
        self._asked: dict[int, OnAnswer] = {}

    def open(self) -> bool:
        """Begin; whether there is somebody who listens."""
        from jeepney import message_bus

        self._socket = _connected(self._address)
        if self._socket is None:
            return False
        reader, writer = QSocketNotifier.Type.Read, QSocketNotifier.Type.Write
        self._notifiers = [QSocketNotifier(self._socket.fileno(), kind, self) for kind in (reader, writer)]
        self._notifiers[0].activated.connect(self._read)
        self._notifiers[1].activated.connect(self._write)
        self._notifiers[1].setEnabled(False)
        self._log_in(b"")
        self.ask(message_bus.Hello(), lambda _: None)
        return True

    def ask(self, message: Message, on_answer: OnAnswer) -> None:
        """Call a method. The answer is None for an error, or when the connection ends before."""
        self._serial += 1
        self._asked[self._serial] = on_answer
        self._send(message)

    def tell(self, message: Message) -> None:
        """Call a method and do not listen for an answer."""
        from jeepney import MessageFlag

        message.header.flags |= MessageFlag.no_reply_expected
        self._serial += 1
        self._send(message)

    def close(self) -> None:
        """Without `ended`; what can be sent at once still is."""
        self._asked.clear()
        self._shut()

    def _send(self, message: Message) -> None:
        data = message.serialise(serial=self._serial)
        if self._login is not None:
            self._held.append(data)
        else:
            self._push(data)

    def _push(self, data: bytes) -> None:
        self._unsent += data
        if len(self._unsent) > MOST_UNSENT:
            self._end("it does not read what it is sent")
        else:
            self._write()

    def _write(self) -> None:
        if self._socket is None:
            return
        try:
            sent = self._socket.send(self._unsent) if self._unsent else 0
        except BlockingIOError:
            sent = 0
        except OSError as error:
            self._end(str(error))
            return
        del self._unsent[:sent]
        self._notifiers[1].setEnabled(bool(self._unsent))

    def _read(self) -> None:
        if self._socket is None:
            return
        try:
            data = self._socket.recv(CHUNK)
        except BlockingIOError:
            return
        except OSError as error:
            self._end(str(error))
            return
        if not data:
            self._end("it was closed")
            return
        for message in self._taken(data):
            self._dispatch(message)

    def _taken(self, data: bytes) -> list[Message]:
        """The messages that are complete by now."""
        messages: list[Message] = []
        try:
            if self._login is not None:
                self._log_in(data)
                return messages
            self._parser.add_data(data)
            while (message := self._parser.get_next_message()) is not None:
                messages.append(message)
        except (ValueError, LookupError, TypeError, AssertionError, struct.error) as error:
            self._end(f"it does not speak as a bus does: {error}")
        return messages

    def _log_in(self, data: bytes) -> None:
        assert self._login is not None
        if data:
            self._login.feed(data)
        if line := self._login.data_to_send():
            self._push(line)
        if self._login.authenticated:
            from jeepney.auth import BEGIN

            self._login = None
            self._push(BEGIN)
            held, self._held = self._held, []
            for message in held:
                self._push(message)

    def _dispatch(self, message: Message) -> None:
        from jeepney import HeaderFields, MessageType

        kind = message.header.message_type
        if kind is MessageType.signal:
            self.signalled.emit(message)
        elif kind is not MessageType.method_call:
            answered = self._asked.pop(message.header.fields.get(HeaderFields.reply_serial, 0), None)
            if answered is not None:
                answered(message if kind is MessageType.method_return else None)

    def _end(self, why: str) -> None:
        _logger.info("the connection to the session bus has ended: %s", why)
        self._shut()
        asked, self._asked = self._asked, {}
        for answered in asked.values():
            answered(None)
        self.ended.emit()

    def _shut(self) -> None:
        for notifier in self._notifiers:
            notifier.setEnabled(False)
            notifier.deleteLater()
        self._notifiers = []
        if self._socket is not None:
            self._socket.close()
            self._socket = None


def _connected(address: str) -> socket.socket | None:
    from jeepney.bus import get_connectable_addresses

    try:
        places = list(get_connectable_addresses(address))
    except (RuntimeError, ValueError, KeyError):
        return None
    for place in places:
        made = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM | socket.SOCK_CLOEXEC | socket.SOCK_NONBLOCK)
        try:
            made.connect(place)
        except OSError:
            made.close()
        else:
            return made
    return None
