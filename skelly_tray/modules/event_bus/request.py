"""One request of one peer to another, from its arrival to its one answer."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

from msgspec import Raw

from skelly_tray.modules.event_bus.session import Session
from skelly_tray.rpc import codec
from skelly_tray.rpc.asking import answer_line, id_of
from skelly_tray.rpc.connection import Connection
from skelly_tray.rpc.envelope import Envelope
from skelly_tray.rpc.errors import RpcError


class Request:
    """`wants_answer` false: a direct message. Ends once, by `answer` or `fail`; what comes after is dropped.

    timeout: seconds. carrier: the session it was forwarded to, as `message_id`, at `began`; None while it is held.
    """

    def __init__(self, call: Envelope, asker: Connection, target: str, method: str, params: Raw) -> None:
        self.target = target
        self.method = method
        self.params = bytes(params)
        self.asker = asker
        self.wants_answer = call.wants_answer
        self.is_open = True
        self.timer: asyncio.TimerHandle | None = None
        self.timeout = 0.0
        self.carrier: Session | None = None
        self.message_id = 0
        self.began = 0.0
        self._id = id_of(call)
        self._on_end: Callable[[], None] | None = None
        if self.wants_answer:
            asker.begin()

    @property
    def session(self) -> Session:
        session: Session = self.asker.state
        return session

    @property
    def size(self) -> int:
        return len(self.params)

    def on_end(self, callback: Callable[[], None]) -> None:
        """Call back when this ends, instead of whatever was to be called before."""
        self._on_end = callback

    def answer(self, answer: Envelope) -> None:
        self._end(answer_line(answer, self._id))

    def fail(self, error: RpcError) -> None:
        self._end(codec.failure(self._id, error))

    def sent(self) -> None:
        """A direct message is on its way: there is nothing to wait for."""
        self._end(b"")

    def _end(self, line: bytes) -> None:
        if not self.is_open:
            return
        self.is_open = False
        if self.timer is not None:
            self.timer.cancel()
            self.timer = None
        if self._on_end is not None:
            self._on_end()
        if self.wants_answer:
            self.asker.finish(line)
