"""One peer of a server: lines in, answers and streams out, requests both ways, all bounded.

Nothing a peer does may cost the others more than its share.
- *Turns.* A peer is served for a few dozen lines or half a millisecond, then the loop goes on to the next one.
- *Back-pressure.* Over its rate, with too many unanswered requests, while it does not read what we send, or while
  somebody holds it (`hold`), its calls wait: a few here, the rest unread in the kernel, where the peer itself waits.
- *Answers overtake.* What a peer answers to us is still read while some of its calls wait, or two that wait for each
  other would wait for ever.
"""

from __future__ import annotations

import asyncio
import logging
from collections import deque
from collections.abc import Callable, Coroutine, Mapping
from inspect import isawaitable
from typing import Any, Protocol

from msgspec import UNSET

from skelly_tray.rpc import codec
from skelly_tray.rpc.asking import Asking, Settled, id_of, request_line
from skelly_tray.rpc.envelope import Envelope, read_envelope
from skelly_tray.rpc.errors import ErrorCode, RpcError
from skelly_tray.rpc.limits import Limits
from skelly_tray.rpc.line_buffer import LineBuffer
from skelly_tray.rpc.message import Malformed
from skelly_tray.rpc.outgoing import Outgoing
from skelly_tray.rpc.token_bucket import TokenBucket

log = logging.getLogger(__name__)

Handler = Callable[[dict[str, Any], "Connection"], Any]
"""`handler(params, connection)` returns what JSON (or a dataclass) can hold, or a coroutine of that, or raises
RpcError. What is returned at once costs no task."""

Start = Callable[[Coroutine[Any, Any, None]], object]
"""Runs a coroutine in a scope of the caller's; raises RuntimeError once that scope has ended."""

QUANTUM = 64
"""Lines of one peer in one turn of the loop; each KiB of a line counts as one more."""
TURN = 0.0005
"""Seconds of one peer in one turn."""
_WAITING_CALLS = 64
_WAITING_BYTES = 256 << 10
"""Calls that wait here before the peer is not read any more."""
_CHUNK = 64 << 10


class Direct:
    """A method that gets the call undecoded and answers by itself: `run(call, connection)`.

    It may raise RpcError at once, which is answered. To answer later it calls `connection.begin()` now and
    `connection.finish(line)` then.
    """

    __slots__ = ("run",)

    def __init__(self, run: Callable[[Envelope, Connection], None]) -> None:
        self.run = run


Method = Handler | Direct


class Host(Protocol):
    """What a connection needs of its server."""

    limits: Limits
    start: Start
    dropped_note: Callable[[int], bytes]
    """What to tell a peer that lost this many lines of a stream; may be empty."""

    def admit(self, connection: Connection) -> RpcError | None:
        """None to let the peer in; else why not."""

    def handlers(self, connection: Connection) -> Mapping[str, Method]:
        """The methods this peer may call; asked when it is admitted and when it is authenticated."""

    def authenticated(self, connection: Connection) -> None: ...

    def left(self, connection: Connection) -> None: ...


class Connection(asyncio.Protocol):
    """See the module's text. Handlers get it, to authenticate the peer, to stream to it or to ask it something.

    state: the host's own, whatever it keeps for this peer.
    """

    def __init__(self, host: Host) -> None:
        self.authenticated = False
        self.identity: str | None = None
        self.state: Any = None
        self.out = Outgoing(host.limits, host.dropped_note)
        self._host = host
        self._limits = host.limits
        self._methods: Mapping[str, Method] = {}
        self._transport: asyncio.Transport | None = None
        self._loop = asyncio.get_running_loop()
        self._buffer = LineBuffer(host.limits.max_line_before_authentication)
        self._bucket = TokenBucket(host.limits.rate, host.limits.burst)
        self._asking = Asking()
        self._lines: deque[bytes | None] = deque()
        self._calls: deque[Envelope] = deque()
        self._calls_bytes = 0
        self._in_flight = 0
        self._holds = 0
        self._peer_ended = False
        self._turn: asyncio.Handle | None = None
        self._demand: asyncio.TimerHandle | None = None
        self._close_callbacks: list[Callable[[], None]] = []

    # ---- for handlers

    def authenticate(self, identity: str | None = None) -> None:
        """The peer has proved who it is: longer lines and all methods from here on."""
        self.authenticated = True
        self.identity = identity
        self._buffer.limit = self._limits.max_line
        self._methods = self._host.handlers(self)
        self._stop_demanding()
        self._host.authenticated(self)

    @property
    def socket(self) -> Any:
        """asyncio's view of the socket; None once closed."""
        return None if self._transport is None else self._transport.get_extra_info("socket")

    @property
    def is_open(self) -> bool:
        return self._transport is not None and not self._transport.is_closing()

    @property
    def is_held(self) -> bool:
        """Whether calls of this peer wait because of us or of others, so that it may seem not to answer."""
        return bool(self._calls) or self._holds > 0

    @property
    def is_clogged(self) -> bool:
        """Whether so many calls wait that not even the peer's answers are read."""
        return bool(self._calls) and not self._has_room()

    def on_close(self, callback: Callable[[], None]) -> None:
        """Call back once when the connection is gone; at once if it is already."""
        if self._transport is None:
            callback()
        else:
            self._close_callbacks.append(callback)

    def stream(self, line: bytes) -> None:
        """Send an encoded notification of which each counts; a slow peer loses the oldest, and is told."""
        self.out.stream(line)

    def stream_latest(self, key: str, line: bytes) -> None:
        """Send an encoded notification that makes the former ones of the same key worthless."""
        self.out.stream_latest(key, line)

    def ask(self, method: bytes, params: bytes, settled: Settled) -> int:
        """Ask the peer something, both parts as JSON; the number is for `forget`. Nothing is bounded here."""
        if self._transport is None:
            settled(None)
            return 0
        message_id = self._asking.add(settled)
        self.out.send(request_line(message_id, method, params))
        return message_id

    def forget(self, message_id: int) -> None:
        """Nobody waits for this answer any more."""
        self._asking.forget(message_id)

    def hold(self) -> None:
        """Take no further calls of this peer until `release`; holds add up."""
        self._holds += 1

    def release(self) -> None:
        self._holds -= 1
        self._wake()

    def begin(self) -> None:
        """One more request of the peer is under way."""
        self._in_flight += 1

    def finish(self, reply: bytes | None) -> None:
        """A request that was begun has ended; `reply`: its answer, if it wanted one."""
        self._in_flight -= 1
        if reply is not None:
            self.out.send(reply)
        self._wake()

    def close(self) -> None:
        """Send what is written and close."""
        self._drop_input()
        if self._transport is not None:
            self.out.flush()
            self._transport.close()

    def abort(self) -> None:
        """Close without sending what the peer has not taken."""
        self._drop_input()
        if self._transport is not None:
            self._transport.abort()

    def refuse(self, error: RpcError, call: Envelope | None = None) -> None:
        """Answer with the error and close."""
        self.out.send(codec.failure(None if call is None else id_of(call), error))
        self.close()

    # ---- asyncio.Protocol

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport
        # A smaller chunk than asyncio's own: one peer's lines are split while the others wait.
        transport.max_size = _CHUNK  # type: ignore[attr-defined]
        self.out.attach(transport, self._loop)
        refused = self._host.admit(self)
        if refused is not None:
            self.refuse(refused)
        elif not self.authenticated:
            self._methods = self._host.handlers(self)
            self._demand = self._loop.call_later(
                self._limits.authentication_timeout, self._demand_authentication
            )

    def data_received(self, data: bytes) -> None:
        # A chunk costs as well, or a line without an end would be free.
        self._bucket.charge(self._loop.time())
        self._lines.extend(self._buffer.feed(data))
        if self._turn is None:
            self._pump()

    def eof_received(self) -> bool:
        """Half-closed peers (`printf … | nc -U`) still get their answers."""
        self._peer_ended = True
        if self._turn is None:
            self._pump()
        return self.is_open

    def pause_writing(self) -> None:
        self.out.pause()

    def resume_writing(self) -> None:
        self.out.resume()
        self._wake()

    def connection_lost(self, exc: Exception | None) -> None:
        self._transport = None
        self.out.detach()
        self._drop_input()
        self._stop_demanding()
        if self._turn is not None:
            self._turn.cancel()
            self._turn = None
        self._asking.lose()
        callbacks, self._close_callbacks = self._close_callbacks, []
        for callback in callbacks:
            callback()
        self._host.left(self)

    # ---- turns

    def _wake(self) -> None:
        if self._turn is None and (self._calls or self._lines or self._peer_ended):
            self._turn = self._loop.call_soon(self._pump)

    def _pump(self) -> None:
        """One turn: calls that waited, then lines; and decide when the next turn is."""
        self._turn = None
        if not self.is_open:
            return
        now = self._loop.time()
        end = now + TURN
        while self._calls and self._may_call():
            call = self._calls.popleft()
            self._calls_bytes -= len(call.params)
            self._call(call)
            if self._loop.time() > end:
                break
        self._take_lines(now, end)
        self._arrange(now)

    def _take_lines(self, now: float, end: float) -> None:
        lines, take, clock = self._lines, self._take, self._loop.time
        allowed = left = min(QUANTUM, self._bucket.available(now))
        while left > 0 and lines and self._has_room():
            line = lines.popleft()
            left -= 1
            if line:
                left -= len(line) >> 10
            take(line)
            if not left & 7 and clock() > end:
                break
        if allowed > left:
            self._bucket.charge(now, allowed - left)

    def _arrange(self, now: float) -> None:
        """Go on next turn, later, or when something changes; and read only when nothing waits."""
        transport = self._transport
        if transport is None or transport.is_closing():
            return
        if not self._peer_ended:
            wanted = not self._lines and self._has_room()
            if wanted != transport.is_reading():
                transport.resume_reading() if wanted else transport.pause_reading()
        if self._lines or self._calls:
            self._schedule(now)
        elif self._peer_ended and self._in_flight == 0:
            self.close()

    def _schedule(self, now: float) -> None:
        if self._turn is not None:
            return
        if (self._calls and self._may_call()) or (self._lines and self._has_room()):
            wait = self._bucket.wait(now)
            call_later, call_soon = self._loop.call_later, self._loop.call_soon
            self._turn = call_later(wait, self._pump) if wait > 0 else call_soon(self._pump)

    def _may_call(self) -> bool:
        return self._in_flight < self._limits.in_flight and self._holds == 0 and self.out.reads

    def _has_room(self) -> bool:
        return len(self._calls) < _WAITING_CALLS and self._calls_bytes < _WAITING_BYTES

    # ---- messages

    def _take(self, line: bytes | None) -> None:
        if line is None:
            too_large = RpcError(ErrorCode.TOO_LARGE, f"a line may have {self._buffer.limit} bytes")
            self.out.send(codec.failure(None, too_large))
            if not self.authenticated:
                self.close()
            return
        try:
            message = read_envelope(line)
        except RpcError as error:
            if line.strip():
                self.out.send(codec.failure(None, error))
            return
        if isinstance(message, Malformed):
            if message.wants_answer:
                self.out.send(codec.failure(message.id, message.error))
        elif message.method is UNSET:
            self._asking.settle(message)
        elif self._calls or not self._may_call():
            self._calls.append(message)
            self._calls_bytes += len(message.params)
        else:
            self._call(message)

    def _call(self, call: Envelope) -> None:
        method = self._methods.get(call.method)  # type: ignore[arg-type]
        try:
            if type(method) is Direct:
                method.run(call, self)
            elif method is not None:
                self._handle(method, call)  # type: ignore[arg-type]
            elif not self.authenticated:
                self.refuse(RpcError(ErrorCode.DENIED, "authenticate first"), call)
            elif call.wants_answer:
                raise RpcError(ErrorCode.METHOD_NOT_FOUND, f"no method {str(call.method)[:80]!r}")
        except RpcError as error:
            if call.wants_answer:
                self.out.send(codec.failure(id_of(call), error))
        except Exception:  # noqa: BLE001 - must reach the log and the peer, and end nobody else
            self._broke(call)

    def _handle(self, handler: Handler, call: Envelope) -> None:
        try:
            params = call.named_params()
        except RpcError as error:
            self.out.send(codec.failure(None, error))
            return
        found = handler(params, self)
        if isawaitable(found):
            self._begin(self._answer(found, call), found)
        elif call.wants_answer:
            self.out.send(codec.result(id_of(call), found))

    def _begin(self, work: Coroutine[Any, Any, None], found: Any) -> None:
        self._in_flight += 1
        try:
            self._host.start(work)
        except RuntimeError:
            self._in_flight -= 1
            work.close()
            if asyncio.iscoroutine(found):
                found.close()
            self.close()

    async def _answer(self, found: Any, call: Envelope) -> None:
        reply: bytes | None = None
        try:
            reply = codec.result(id_of(call), await found)
        except RpcError as error:
            reply = codec.failure(id_of(call), error)
        except Exception:  # noqa: BLE001 - as above
            self._broke(call)
            call.id = UNSET
        finally:
            self.finish(reply if call.wants_answer else None)

    def _broke(self, call: Envelope) -> None:
        log.exception("the method %s failed", call.method)
        if call.wants_answer:
            error = RpcError(ErrorCode.INTERNAL_ERROR, f"{call.method} failed inside")
            self.out.send(codec.failure(id_of(call), error))

    def _drop_input(self) -> None:
        self._lines.clear()
        self._calls.clear()

    def _demand_authentication(self) -> None:
        self._demand = None
        if not self.authenticated:
            self.refuse(RpcError(ErrorCode.DENIED, "authentication took too long"))

    def _stop_demanding(self) -> None:
        if self._demand is not None:
            self._demand.cancel()
            self._demand = None
