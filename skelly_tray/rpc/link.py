"""One connection of an asyncio client: answers are matched to requests, what the other side sends or asks is handed on.

It ends once. Used by the client of the control socket, by the SDK and by the orchestrator's connection to the bus.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Coroutine
from typing import Any

from skelly_tray.rpc import codec
from skelly_tray.rpc.errors import ConnectionLostError, ErrorCode, RpcError
from skelly_tray.rpc.line_buffer import LineBuffer
from skelly_tray.rpc.message import Answer, Call, Malformed, read_message

log = logging.getLogger(__name__)

OnNotification = Callable[[str, dict[str, Any]], None]
OnRequest = Callable[[str, dict[str, Any]], Awaitable[Any]]
"""`await on_request(method, params)` returns what JSON can hold, or raises RpcError."""
Start = Callable[[Coroutine[Any, Any, None]], object]
"""Runs a coroutine in a scope of the caller's; raises RuntimeError once that scope has ended."""


class Link(asyncio.Protocol):
    """`ended` is set when the connection is gone; whatever was under way has failed by then.

    on_request, start: who answers the other side's requests, and where that runs; without them every request is
    answered "method not found".
    """

    def __init__(
        self,
        on_notification: OnNotification,
        on_request: OnRequest | None = None,
        start: Start | None = None,
    ) -> None:
        self.ended = asyncio.Event()
        self._on_notification = on_notification
        self._on_request = on_request
        self._start = start
        self._buffer = LineBuffer(codec.MAX_LINE)
        self._waiting: dict[int, asyncio.Future[Any]] = {}
        self._last_id = 0
        self._transport: asyncio.Transport | None = None
        self._writable = asyncio.Event()
        self._writable.set()

    # ---- asyncio.Protocol

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport

    def data_received(self, data: bytes) -> None:
        for line in self._buffer.feed(data):
            if line is None or not self._take(line):
                self.close()
                return

    def pause_writing(self) -> None:
        self._writable.clear()

    def resume_writing(self) -> None:
        self._writable.set()

    def connection_lost(self, exc: Exception | None) -> None:
        self._transport = None
        self._writable.set()
        waiting, self._waiting = self._waiting, {}
        for future in waiting.values():
            if not future.done():
                future.set_exception(ConnectionLostError("the connection ended before the answer came"))
        self.ended.set()

    # ---- for the owner

    @property
    def is_open(self) -> bool:
        return self._transport is not None and not self._transport.is_closing()

    def close(self) -> None:
        """Send what is written and close."""
        if self._transport is not None:
            self._transport.close()

    async def call(self, method: str, params: dict[str, Any]) -> Any:
        """The result. Raises RpcError (the peer's, or too large) and ConnectionLostError."""
        transport = self._open_transport()
        self._last_id += 1
        message_id = self._last_id
        line = codec.request(message_id, method, params)
        future = self._waiting[message_id] = asyncio.get_running_loop().create_future()
        transport.write(line)
        try:
            return await future
        finally:
            self._waiting.pop(message_id, None)

    def notify(self, method: str, params: dict[str, Any]) -> None:
        """Send without an answer. Raises ConnectionLostError, and RpcError for what cannot be sent."""
        self._open_transport().write(codec.notification(method, params))

    async def writable(self) -> None:
        """Returns once the other side takes what was written so far (or is gone)."""
        await self._writable.wait()

    def _open_transport(self) -> asyncio.Transport:
        if self._transport is None or self._transport.is_closing():
            raise ConnectionLostError("not connected")
        return self._transport

    # ---- what comes in

    def _take(self, line: bytes) -> bool:
        """False when the other side does not speak this protocol."""
        try:
            message = read_message(codec.decode(line))
        except RpcError:
            return False
        match message:
            case Answer():
                self._settle(message)
            case Call() if message.wants_answer:
                self._serve(message)
            case Call():
                self._on_notification(message.method, message.params)
            case Malformed():
                pass
        return True

    def _serve(self, call: Call) -> None:
        if self._on_request is None or self._start is None:
            error = RpcError(ErrorCode.METHOD_NOT_FOUND, f"no method {call.method[:80]!r}")
            self._answer(codec.failure(call.id, error))
            return
        work = self._answer_request(self._on_request, call)
        try:
            self._start(work)
        except RuntimeError:
            work.close()
            self.close()

    async def _answer_request(self, on_request: OnRequest, call: Call) -> None:
        try:
            reply = codec.result(call.id, await on_request(call.method, call.params))
        except RpcError as error:
            reply = codec.failure(call.id, error)
        except Exception:  # whatever goes wrong here must reach the log and the asker, and end nothing else
            log.exception("the method %s failed", call.method)
            reply = codec.failure(call.id, RpcError(ErrorCode.INTERNAL_ERROR, f"{call.method} failed inside"))
        self._answer(reply)

    def _answer(self, reply: bytes) -> None:
        if self._transport is not None and not self._transport.is_closing():
            self._transport.write(reply)

    def _settle(self, answer: Answer) -> None:
        future = self._waiting.get(answer.id) if isinstance(answer.id, int) else None
        if future is None or future.done():
            return
        if answer.error is None:
            future.set_result(answer.result)
        else:
            future.set_exception(answer.error)
