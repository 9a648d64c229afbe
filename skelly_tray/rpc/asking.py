"""What we asked of the other side and who waits for it: ids out, answers in, all settled when the connection ends."""

from __future__ import annotations

import logging
from collections.abc import Callable

from msgspec import UNSET, Raw

from skelly_tray.rpc import codec
from skelly_tray.rpc.envelope import Envelope

log = logging.getLogger(__name__)

Settled = Callable[[Envelope | None], None]
"""Called once with the answer, or with None when the connection ended before it came."""

_HEAD = b'{"jsonrpc":"2.0","id":%d,"method":%b,"params":%b}\n'


class Asking:
    """The requests that one side has under way."""

    __slots__ = ("_last_id", "_waiting")

    def __init__(self) -> None:
        self._last_id = 0
        self._waiting: dict[int, Settled] = {}

    def __len__(self) -> int:
        return len(self._waiting)

    def add(self, settled: Settled) -> int:
        self._last_id += 1
        self._waiting[self._last_id] = settled
        return self._last_id

    def forget(self, message_id: int) -> None:
        """Whatever comes for this id is dropped."""
        self._waiting.pop(message_id, None)

    def settle(self, answer: Envelope) -> None:
        if isinstance(answer.id, int) and (settled := self._waiting.pop(answer.id, None)) is not None:
            _tell(settled, answer)

    def lose(self) -> None:
        """The connection is gone."""
        waiting, self._waiting = self._waiting, {}
        for settled in waiting.values():
            _tell(settled, None)


def _tell(settled: Settled, answer: Envelope | None) -> None:
    """One who waited may be at fault; the others, and the connection, must not pay for it."""
    try:
        settled(answer)
    except Exception:
        log.exception("an answer could not be handed on")


def request_line(message_id: int, method: bytes, params: bytes) -> bytes:
    """A request of parts that are JSON already."""
    return _HEAD % (message_id, method, params)


def answer_line(answer: Envelope, message_id: int | str | float | None) -> bytes:
    """The same answer under another id, its content as it came."""
    content = answer.error if answer.failed else answer.result or Raw(b"null")
    name = b'"error"' if answer.failed else b'"result"'
    shown = b"%d" % message_id if type(message_id) is int else codec.encode(message_id)[:-1]
    return b"".join((b'{"jsonrpc":"2.0","id":', shown, b",", name, b":", content, b"}\n"))


def id_of(call: Envelope) -> int | str | float | None:
    """The id to answer with; null for a call that wants no answer."""
    return None if call.id is UNSET else call.id
