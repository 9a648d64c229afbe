"""Requests and direct messages from one peer to another: allowed, forwarded as they are, answered as they are."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from typing import Any, Protocol

import msgspec
from msgspec import Raw

from skelly_tray.modules.event_bus.breaker import Breaker, Circuit
from skelly_tray.modules.event_bus.grants import ITSELF
from skelly_tray.modules.event_bus.metrics import Counters
from skelly_tray.modules.event_bus.request import Request
from skelly_tray.modules.event_bus.session import Session
from skelly_tray.modules.event_bus.settings import Settings
from skelly_tray.modules.event_bus.waking import Waking
from skelly_tray.rpc import codec
from skelly_tray.rpc.connection import Connection
from skelly_tray.rpc.envelope import Envelope, check_passable
from skelly_tray.rpc.errors import ErrorCode, RpcError
from skelly_tray.rpc.params import invalid

CHECK = "health.check"
_CHECK_INTERVAL = 1.0
"""Seconds between answered health checks of one module."""
_FAIR_TIMEOUT = 1.0
"""Seconds; an impatient asker's shorter one does not count against the target."""
_REMEMBERED = 256
LONGEST_TARGET, LONGEST_METHOD = 64, 256
"""Characters."""


class _Params(msgspec.Struct, gc=False):
    target: str
    method: str
    params: Raw = Raw(b"{}")
    timeout_s: float = 30.0


class Surroundings(Protocol):
    """What requests need of the bus."""

    settings: Settings
    counters: Counters
    waking: Waking

    def breaker(self, module: str) -> Breaker: ...

    def circuit_changed(self, module: str, circuit: Circuit | None) -> None: ...

    def session_of(self, module: str) -> Session | None: ...

    def is_known(self, module: str) -> bool:
        """Whether a launch of it is alive."""


OwnMethods = Mapping[str, Callable[[dict[str, Any]], Any]]


class Requests:
    """`request` is the method of that name. own: the methods of the bus as a target."""

    def __init__(self, around: Surroundings, own: OwnMethods) -> None:
        self._around = around
        self._own = own
        self._decode = msgspec.json.Decoder(_Params).decode
        self._loop = asyncio.get_running_loop()
        self._names: dict[str, bytes] = {}

    def request(self, call: Envelope, connection: Connection) -> None:
        wanted = self._read(call)
        asker: Session = connection.state
        if not asker.grant.may_call(wanted.target, wanted.method):
            what = f"{wanted.target}.{wanted.method}"[:120]
            raise RpcError(ErrorCode.DENIED, f"{asker.module} may not call {what!r}")
        if wanted.target == ITSELF:
            self._answer_ourselves(call, connection, wanted)
            return
        target = self._around.session_of(wanted.target)
        self._check_health_check(wanted, asker, target)
        if target is not None:
            self._check_target(target, asker)
        request = Request(call, connection, wanted.target, wanted.method, wanted.params)
        request.timeout = wanted.timeout_s
        request.timer = self._loop.call_later(request.timeout, self._timed_out, request)
        if target is not None:
            self._forward(request, target)
        else:
            self._hold(request)

    def release(self, session: Session, ready: bool) -> None:
        """Its module is there: send what waited for it. The orchestrator's requests do not wait for `ready`."""
        for request in self._around.waking.arrived(
            session.module, lambda held: ready or held.session.is_orchestrator
        ):
            self._forward(request, session)

    # ---- what is checked before

    def _read(self, call: Envelope) -> _Params:
        try:
            wanted = self._decode(call.params)
        except (msgspec.MsgspecError, ValueError, RecursionError) as error:
            raise invalid(f"request: {error}") from error
        if len(wanted.target) > LONGEST_TARGET or len(wanted.method) > LONGEST_METHOD:
            raise invalid("target or method is too long")
        if not 0 < wanted.timeout_s <= 3600:
            raise invalid("timeout_s must be above 0 and at most 3600 seconds")
        if not wanted.params or memoryview(wanted.params)[0] != ord("{"):
            raise invalid("params are given by name: an object")
        check_passable(wanted.params)
        return wanted

    def _check_health_check(self, wanted: _Params, asker: Session, target: Session | None) -> None:
        if wanted.method != CHECK or not asker.is_orchestrator:
            return
        if target is None:
            raise RpcError(
                ErrorCode.NO_SUCH_MODULE, f"{wanted.target} is not connected", {"connected": False}
            )
        last = target.last_check
        if last is not None and self._loop.time() - last < _CHECK_INTERVAL:
            raise RpcError(ErrorCode.RATE_LIMITED, f"{wanted.target} was checked within the last second")

    def _check_target(self, target: Session, asker: Session) -> None:
        if asker.is_orchestrator:
            return
        breaker = self._around.breaker(target.module)
        self._around.circuit_changed(target.module, breaker.look(self._loop.time()))
        if not breaker.allows():
            raise RpcError(
                ErrorCode.CIRCUIT_OPEN, f"{target.module} is left alone for a while: {breaker.reason}"
            )
        settings = self._around.settings
        if (
            target.requests_in >= settings.queue_messages
            or target.request_bytes_in > settings.queue_bytes
            or not target.connection.out.reads
        ):
            raise RpcError(ErrorCode.RATE_LIMITED, f"too much waits for {target.module} already")

    def _answer_ourselves(self, call: Envelope, connection: Connection, wanted: _Params) -> None:
        method = self._own.get(wanted.method)
        if method is None:
            raise RpcError(ErrorCode.METHOD_NOT_FOUND, f"no method {wanted.method[:80]!r}")
        request = Request(call, connection, wanted.target, wanted.method, wanted.params)
        try:
            found = codec.encode(method(codec.decode(request.params)))[:-1]
            request.answer(Envelope("2.0", result=Raw(found)))
        except RpcError as error:
            request.fail(error)

    # ---- on its way

    def _hold(self, request: Request) -> None:
        known = self._around.is_known(request.target)
        if request.session.is_orchestrator and not known:
            data = {"connected": False}
            request.fail(RpcError(ErrorCode.NO_SUCH_MODULE, f"{request.target} is not up", data))
            return
        try:
            self._around.waking.hold(request)
        except RpcError as error:
            request.fail(error)

    def _forward(self, request: Request, target: Session) -> None:
        if not request.wants_answer:
            head = b'{"jsonrpc":"2.0","method":%b,"params":%b}\n'
            target.connection.out.stream(head % (self._name(request.method), request.params))
            request.sent()
            return
        target.requests_in += 1
        target.request_bytes_in += request.size
        request.carrier = target
        request.began = self._loop.time()
        request.on_end(lambda: _landed(request, target))
        self._around.breaker(request.target).sent()
        request.message_id = target.connection.ask(
            self._name(request.method), request.params, lambda answer: self._answered(request, target, answer)
        )

    def _answered(self, request: Request, target: Session, answer: Envelope | None) -> None:
        breaker, now = self._around.breaker(request.target), self._loop.time()
        if answer is None:
            breaker.withdrawn()
            data = {"connected": False}
            request.fail(
                RpcError(ErrorCode.NO_SUCH_MODULE, f"{request.target} left before it answered", data)
            )
            return
        self._around.circuit_changed(request.target, breaker.succeeded())
        self._around.counters.deliveries += 1
        self._around.counters.latencies.add(now - request.began)
        if request.method == CHECK:
            target.last_check = now
        try:
            check_passable(answer.error if answer.failed else answer.result or Raw(b"null"))
        except RpcError:
            request.fail(RpcError(ErrorCode.INTERNAL_ERROR, f"the answer of {request.target} is unreadable"))
        else:
            request.answer(answer)

    def _timed_out(self, request: Request) -> None:
        target = request.carrier
        data: dict[str, Any] = {"connected": target is not None}
        if target is not None:
            breaker = self._around.breaker(request.target)
            breaker.withdrawn()
            data["held"] = target.connection.is_clogged
            if request.timeout >= _FAIR_TIMEOUT and not target.connection.is_clogged:
                self._around.counters.failed += 1
                failed = breaker.failed(self._loop.time(), "it does not answer requests")
                self._around.circuit_changed(request.target, failed)
        what = f"no answer of {request.target} within {request.timeout:g} s"
        request.fail(RpcError(ErrorCode.TIMED_OUT, what, data))

    def _name(self, method: str) -> bytes:
        """The method as JSON."""
        name = self._names.get(method)
        if name is None:
            if len(self._names) >= _REMEMBERED:
                self._names.clear()
            name = self._names[method] = codec.encode(method)[:-1]
        return name


def _landed(request: Request, target: Session) -> None:
    target.connection.forget(request.message_id)
    target.requests_in -= 1
    target.request_bytes_in -= request.size
