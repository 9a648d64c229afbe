"""Publishing: from a module's line to every subscriber's, as cheap as it can be made.

What depends on publisher and topic alone (may it, to whom, how the event begins) is worked out once and kept in the
session until a subscription changes.
"""

from __future__ import annotations

import time
from typing import Protocol

import msgspec
from msgspec import Raw

from skelly_tray.modules.event_bus.message import Message
from skelly_tray.modules.event_bus.metrics import Counters
from skelly_tray.modules.event_bus.patterns import is_topic
from skelly_tray.modules.event_bus.session import Session
from skelly_tray.modules.event_bus.subscriptions import Route, Subscriptions
from skelly_tray.modules.event_bus.time_stamp import TimeStamp
from skelly_tray.rpc import codec
from skelly_tray.rpc.asking import id_of
from skelly_tray.rpc.connection import Connection
from skelly_tray.rpc.envelope import Envelope, check_passable
from skelly_tray.rpc.errors import ErrorCode, RpcError
from skelly_tray.rpc.params import invalid

_REMEMBERED = 512
_HEAD = b'{"jsonrpc":"2.0","method":"event","params":'
MAX_HEARTBEAT = 1024
"""Bytes of its payload."""
MAX_PAYLOAD = codec.MAX_LINE - (4 << 10)
"""Bytes; what an event has around its payload must fit in a line too."""


class _Publication(msgspec.Struct, gc=False):
    topic: str
    payload: Raw = Raw(b"null")


class Outlet:
    """One publisher and topic. head: the event up to the time, once for a notification and once for the params."""

    __slots__ = ("head", "is_heartbeat", "lazy", "line_head", "route", "version")

    def __init__(self, source: str, topic: str, route: Route, lazy: tuple[str, ...], version: int) -> None:
        names = codec.encode({"topic": topic, "source": source})[:-2]
        self.head = names + b',"time":"'
        self.line_head = _HEAD + self.head
        self.route = route
        self.is_heartbeat = topic == f"{source}.heartbeat"
        self.lazy = lazy
        self.version = version


class Waking(Protocol):
    """Modules that are started when something comes for them."""

    version: int

    def wanting(self, topic: str) -> tuple[str, ...]: ...

    def keep(self, module: str, message: Message) -> None: ...


class Publishing:
    """`publish` is the method of that name."""

    def __init__(self, subscriptions: Subscriptions, waking: Waking, counters: Counters) -> None:
        self._subscriptions = subscriptions
        self._waking = waking
        self._counters = counters
        self._stamp = TimeStamp()
        self._decode = msgspec.json.Decoder(_Publication).decode

    def publish(self, call: Envelope, connection: Connection) -> None:
        try:
            publication = self._decode(call.params)
        except (msgspec.MsgspecError, ValueError, RecursionError) as error:
            raise invalid(f"publish: {error}") from error
        session: Session = connection.state
        outlet = session.outlets.get(publication.topic)
        if outlet is None or outlet.version != self._subscriptions.version + self._waking.version:
            outlet = self._find_outlet(session, publication.topic)
        payload = publication.payload
        if outlet.is_heartbeat and self._is_too_much(session, payload):
            if call.wants_answer:
                connection.out.send(_answer(call, 0))
            return
        if len(payload) > MAX_PAYLOAD:
            raise RpcError(ErrorCode.TOO_LARGE, f"a payload may have {MAX_PAYLOAD} bytes")
        check_passable(payload)
        stamp = self._stamp.now()
        route = outlet.route
        taken = len(route.plain) + len(route.latest)
        self._counters.messages += 1
        if taken:
            self._counters.deliveries += taken
            line = b"".join((outlet.line_head, stamp, b'","payload":', payload, b"}}\n"))
            for subscriber in route.plain:
                subscriber.connection.out.stream(line)
            for subscriber in route.latest:
                subscriber.connection.out.stream_latest(publication.topic, line)
        if route.reliable or outlet.lazy:
            self._deliver(call, connection, outlet, publication, stamp, taken)
        elif call.wants_answer:
            connection.out.send(_answer(call, taken))

    def _is_too_much(self, session: Session, payload: Raw) -> bool:
        """The orchestrator hears every heartbeat: none may be large, and more than a few a second say nothing more."""
        if len(payload) > MAX_HEARTBEAT:
            raise RpcError(ErrorCode.TOO_LARGE, f"a heartbeat may have {MAX_HEARTBEAT} bytes")
        now = time.monotonic()
        if session.beats.wait(now) > 0:
            return True
        session.beats.charge(now)
        return False

    def _find_outlet(self, session: Session, topic: str) -> Outlet:
        if not is_topic(topic):
            raise invalid(f"not a topic: {topic[:80]!r}")
        if not session.grant.may_publish(topic):
            raise RpcError(ErrorCode.DENIED, f"{session.module} may not publish {topic[:80]!r}")
        if len(session.outlets) >= _REMEMBERED:
            session.outlets.clear()
        route, lazy = self._subscriptions.route(topic), self._waking.wanting(topic)
        version = self._subscriptions.version + self._waking.version
        outlet = session.outlets[topic] = Outlet(session.module, topic, route, lazy, version)
        return outlet

    def _deliver(
        self,
        call: Envelope,
        connection: Connection,
        outlet: Outlet,
        publication: _Publication,
        stamp: bytes,
        taken: int,
    ) -> None:
        """To those who answer, and for those who are not up yet."""
        head = b"".join((outlet.head, stamp, b'","payload":'))
        body = b"".join((head, publication.payload, b"}"))
        session: Session = connection.state
        message = Message(publication.topic, session.module, stamp.decode(), body, len(head))
        for module in outlet.lazy:
            self._waking.keep(module, message)
        message.takers = taken
        message.pending = len(outlet.route.reliable)
        if message.pending == 0:
            if call.wants_answer:
                connection.out.send(_answer(call, taken))
            return
        if call.wants_answer:
            connection.begin()
            message.on_settled = lambda takers: connection.finish(_answer(call, takers))
        # The orchestrator is never held back: on its connection the health checks of all modules wait.
        publisher = None if session.is_orchestrator else connection
        for subscription in outlet.route.reliable:
            subscription.offer(message, publisher)


def _answer(call: Envelope, delivered: int) -> bytes:
    message_id = id_of(call)
    if type(message_id) is int:
        return b'{"jsonrpc":"2.0","id":%d,"result":{"delivered":%d}}\n' % (message_id, delivered)
    return codec.result(message_id, {"delivered": delivered})
