"""One published message on its way, and what waits for it to be taken."""

from __future__ import annotations

from collections.abc import Callable

_NOTIFICATION = b'{"jsonrpc":"2.0","method":"event","params":%b}\n'


class Message:
    """An accepted message. `body`: the params of its event, as JSON.

    takers: subscribers that have taken it; pending: reliable ones that have not answered yet. Once all have, `settle`
    calls `on_settled(takers)`, if there is one: somebody waits for that.
    """

    __slots__ = ("body", "on_settled", "payload_at", "pending", "source", "takers", "time", "topic")

    def __init__(
        self,
        topic: str,
        source: str,
        time: str,
        body: bytes,
        payload_at: int,
        on_settled: Callable[[int], None] | None = None,
    ) -> None:
        self.topic = topic
        self.source = source
        self.time = time
        self.body = body
        self.payload_at = payload_at
        self.on_settled = on_settled
        self.takers = 0
        self.pending = 0

    @property
    def size(self) -> int:
        return len(self.body)

    @property
    def payload(self) -> bytes:
        """As JSON."""
        return self.body[self.payload_at : -1]

    @property
    def is_awaited(self) -> bool:
        return self.on_settled is not None

    def notification(self) -> bytes:
        """The line for whoever need not answer."""
        return _NOTIFICATION % self.body

    def settle(self, taken: bool) -> None:
        """One reliable subscriber has taken it, or never will."""
        self.pending -= 1
        self.takers += taken
        if self.pending == 0 and self.on_settled is not None:
            told, self.on_settled = self.on_settled, None
            told(self.takers)
