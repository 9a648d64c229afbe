"""One connection of the asyncio client: matches answers to requests, hands notifications on, ends once."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any

from skelly_tray.rpc import codec
from skelly_tray.rpc.errors import ConnectionLostError, RpcError
from skelly_tray.rpc.line_buffer import LineBuffer
from skelly_tray.rpc.message import Answer, Call, read_message


class Link(asyncio.Protocol):
    """`ended` is set when the connection is gone; whatever was under way has failed by then."""

    def __init__(self, on_notification: Callable[[str, dict[str, Any]], None]) -> None:
        self.ended = asyncio.Event()
        self._on_notification = on_notification
        self._buffer = LineBuffer(codec.MAX_LINE)
        self._waiting: dict[int, asyncio.Future[Any]] = {}
        self._last_id = 0
        self._transport: asyncio.Transport | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport

    def data_received(self, data: bytes) -> None:
        for line in self._buffer.feed(data):
            if line is None or not self._take(line):
                self.close()
                return

    def connection_lost(self, exc: Exception | None) -> None:
        self._transport = None
        waiting, self._waiting = self._waiting, {}
        for future in waiting.values():
            if not future.done():
                future.set_exception(ConnectionLostError("the connection ended before the answer came"))
        self.ended.set()

    def close(self) -> None:
        if self._transport is not None:
            self._transport.close()

    async def call(self, method: str, params: dict[str, Any]) -> Any:
        if self._transport is None or self._transport.is_closing():
            raise ConnectionLostError("not connected")
        self._last_id += 1
        message_id = self._last_id
        line = codec.request(message_id, method, params)
        future = self._waiting[message_id] = asyncio.get_running_loop().create_future()
        self._transport.write(line)
        try:
            return await future
        finally:
            self._waiting.pop(message_id, None)

    def _take(self, line: bytes) -> bool:
        """False when the other side does not speak this protocol."""
        try:
            message = read_message(codec.decode(line))
        except RpcError:
            return False
        if isinstance(message, Answer):
            self._settle(message)
        elif isinstance(message, Call) and not message.wants_answer:
            self._on_notification(message.method, message.params)
        return True

    def _settle(self, answer: Answer) -> None:
        future = self._waiting.get(answer.id) if isinstance(answer.id, int) else None
        if future is None or future.done():
            return
        if answer.error is None:
            future.set_result(answer.result)
        else:
            future.set_exception(answer.error)
