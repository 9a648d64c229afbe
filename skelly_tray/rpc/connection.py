"""One peer of a server: lines in, answers and streams out, all bounded.

Nothing a peer does may cost the others more than its share. Over its rate, with too many unanswered requests,
or while it does not read what we send, it is not read: the kernel's buffer fills and the peer itself waits.
A stream (`watch`) to a peer that does not read is held in an Outbox instead.
"""

from __future__ import annotations

import asyncio
import logging
from collections import deque
from collections.abc import Awaitable, Callable, Coroutine, Mapping
from typing import Any, Protocol

from skelly_tray.rpc import codec
from skelly_tray.rpc.errors import ErrorCode, RpcError
from skelly_tray.rpc.limits import Limits
from skelly_tray.rpc.line_buffer import LineBuffer
from skelly_tray.rpc.message import Answer, Call, Malformed, read_message
from skelly_tray.rpc.outbox import Outbox
from skelly_tray.rpc.token_bucket import TokenBucket

log = logging.getLogger(__name__)

Handler = Callable[[dict[str, Any], "Connection"], Awaitable[Any]]
"""`await handler(params, connection)` returns what JSON (or a dataclass) can hold, or raises RpcError."""

Start = Callable[[Coroutine[Any, Any, None]], object]
"""Runs a coroutine in a scope of the caller's; raises RuntimeError once that scope has ended."""


class Host(Protocol):
    """What a connection needs of its server."""

    limits: Limits
    start: Start

    def admit(self, connection: Connection) -> RpcError | None:
        """None to let the peer in; else why not."""

    def handlers(self, connection: Connection) -> Mapping[str, Handler]:
        """The methods this peer may call now."""

    def left(self, connection: Connection) -> None: ...


class Connection(asyncio.Protocol):
    """See the module's text. Handlers get it, to authenticate the peer or to stream to it."""

    def __init__(self, host: Host) -> None:
        self.authenticated = False
        self.identity: str | None = None
        self._host = host
        self._limits = host.limits
        self._transport: asyncio.Transport | None = None
        self._buffer = LineBuffer(host.limits.max_line_before_authentication)
        self._bucket = TokenBucket(host.limits.rate, host.limits.burst)
        self._outbox = Outbox(host.limits.stream_backlog)
        self._lines: deque[bytes | None] = deque()
        self._in_flight = 0
        self._peer_reads = True
        self._peer_ended = False
        self._timer: asyncio.TimerHandle | None = None
        self._close_callbacks: list[Callable[[], None]] = []

    # ---- for handlers

    def authenticate(self, identity: str | None = None) -> None:
        """The peer has proved who it is: longer lines and all methods from here on."""
        self.authenticated = True
        self.identity = identity
        self._buffer.limit = self._limits.max_line

    @property
    def socket(self) -> Any:
        """asyncio's view of the socket; None once closed."""
        return None if self._transport is None else self._transport.get_extra_info("socket")

    @property
    def is_open(self) -> bool:
        return self._transport is not None and not self._transport.is_closing()

    def on_close(self, callback: Callable[[], None]) -> None:
        """Call back once when the connection is gone; at once if it is already."""
        if self._transport is None:
            callback()
        else:
            self._close_callbacks.append(callback)

    def stream(self, line: bytes) -> None:
        """Send an encoded notification of which each counts; a slow peer loses the oldest, and is told."""
        if self._peer_reads:
            self._write(line)
        else:
            self._outbox.put(line)

    def stream_latest(self, key: str, line: bytes) -> None:
        """Send an encoded notification that makes the former ones of the same key worthless."""
        if self._peer_reads:
            self._write(line)
        else:
            self._outbox.put_latest(key, line)

    def close(self) -> None:
        """Send what is written and close."""
        if self._transport is not None:
            self._transport.close()

    def abort(self) -> None:
        """Close without sending what the peer has not taken."""
        if self._transport is not None:
            self._transport.abort()

    # ---- asyncio.Protocol

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport
        transport.set_write_buffer_limits(high=self._limits.write_buffer)
        refused = self._host.admit(self)
        if refused is not None:
            self._refuse(refused)
        elif not self.authenticated:
            loop = asyncio.get_running_loop()
            self._timer = loop.call_later(self._limits.authentication_timeout, self._demand_authentication)

    def data_received(self, data: bytes) -> None:
        # A chunk costs as well, or a line without an end would be free.
        self._bucket.charge(asyncio.get_running_loop().time())
        self._lines.extend(self._buffer.feed(data))
        self._pump()

    def eof_received(self) -> bool:
        """Half-closed peers (`printf … | nc -U`) still get their answers."""
        self._peer_ended = True
        self._pump()
        return self.is_open

    def pause_writing(self) -> None:
        self._peer_reads = False

    def resume_writing(self) -> None:
        self._peer_reads = True
        dropped, lines = self._outbox.take()
        if dropped:
            self._write(codec.notification("dropped", {"journal": dropped}))
        for line in lines:
            self._write(line)
        self._pump()

    def connection_lost(self, exc: Exception | None) -> None:
        self._transport = None
        self._lines.clear()
        self._cancel_timer()
        callbacks, self._close_callbacks = self._close_callbacks, []
        for callback in callbacks:
            callback()
        self._host.left(self)

    # ---- requests

    def _pump(self) -> None:
        """Take lines as far as the bounds allow; else stop reading until something changes."""
        while self._lines and self.is_open:
            now = asyncio.get_running_loop().time()
            wait = self._bucket.wait(now)
            if wait > 0 or self._in_flight >= self._limits.in_flight or not self._peer_reads:
                self._hold(wait)
                return
            self._bucket.charge(now)
            self._take(self._lines.popleft())
        self._release()

    def _hold(self, wait: float) -> None:
        if self._transport is not None and self._transport.is_reading():
            self._transport.pause_reading()
        if wait > 0 and (self._timer is None or self.authenticated):
            self._cancel_timer()
            self._timer = asyncio.get_running_loop().call_later(wait, self._pump)

    def _release(self) -> None:
        if self._transport is None or self._transport.is_closing():
            return
        if self._peer_ended:
            if self._in_flight == 0:
                self._transport.close()
        elif not self._transport.is_reading():
            self._transport.resume_reading()

    def _take(self, line: bytes | None) -> None:
        if line is None:
            too_large = RpcError(ErrorCode.TOO_LARGE, f"a line may have {self._buffer.limit} bytes")
            self._write(codec.failure(None, too_large))
            if not self.authenticated:
                self.close()
        elif line.strip():
            self._take_message(line)

    def _take_message(self, line: bytes) -> None:
        try:
            message = read_message(codec.decode(line))
        except RpcError as error:
            self._write(codec.failure(None, error))
            return
        match message:
            case Call():
                self._take_call(message)
            case Malformed():
                if message.wants_answer:
                    self._write(codec.failure(message.id, message.error))
            case Answer():
                pass  # we ask nothing of this peer, and answering an answer could go on for ever

    def _take_call(self, call: Call) -> None:
        handler = self._host.handlers(self).get(call.method)
        if handler is not None:
            self._begin(self._answer(handler, call))
        elif not self.authenticated:
            self._refuse(RpcError(ErrorCode.DENIED, "authenticate first"), call)
        elif call.wants_answer:
            error = RpcError(ErrorCode.METHOD_NOT_FOUND, f"no method {call.method[:80]!r}")
            self._write(codec.failure(call.id, error))

    def _begin(self, work: Coroutine[Any, Any, None]) -> None:
        self._in_flight += 1
        try:
            self._host.start(work)
        except RuntimeError:
            self._in_flight -= 1
            work.close()
            self.close()

    async def _answer(self, handler: Handler, call: Call) -> None:
        try:
            reply = codec.result(call.id, await handler(call.params, self))
        except RpcError as error:
            reply = codec.failure(call.id, error)
        except Exception:
            # Whatever a handler does wrong must reach the log and the peer, and end nobody else's connection.
            log.exception("the method %s failed", call.method)
            reply = codec.failure(call.id, RpcError(ErrorCode.INTERNAL_ERROR, f"{call.method} failed inside"))
        finally:
            self._in_flight -= 1
        if call.wants_answer:
            self._write(reply)
        self._pump()

    def _refuse(self, error: RpcError, call: Call | None = None) -> None:
        self._write(codec.failure(None if call is None else call.id, error))
        self._lines.clear()
        self.close()

    def _demand_authentication(self) -> None:
        self._timer = None
        if not self.authenticated:
            self._refuse(RpcError(ErrorCode.DENIED, "authentication took too long"))

    def _write(self, data: bytes) -> None:
        if self.is_open and self._transport is not None:
            self._transport.write(data)

    def _cancel_timer(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
