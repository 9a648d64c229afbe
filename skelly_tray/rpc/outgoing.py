"""The writing half of a connection: what is said within one turn of the loop is written at once, and bounded.

Answers and requests are always written: their number is bounded by whoever asks, and who leaves too much of them unread
is cut off. A stream that the peer does not read
waits in an Outbox instead and loses its oldest lines.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Hashable

from skelly_tray.rpc.limits import Limits
from skelly_tray.rpc.outbox import Outbox


class Outgoing:
    """on_dropped(count): lines of a stream that the peer will never see; told before what is left of it is sent, and
    what it returns is sent first."""

    __slots__ = (
        "_bytes",
        "_loop",
        "_on_dropped",
        "_outbox",
        "_parts",
        "_room",
        "_transport",
        "_unread",
        "dropped",
        "reads",
    )

    def __init__(self, limits: Limits, on_dropped: Callable[[int], bytes]) -> None:
        self.reads = True
        self.dropped = 0
        self._on_dropped = on_dropped
        self._room = limits.write_buffer
        self._unread = limits.unread
        self._outbox = Outbox(limits.stream_backlog, limits.stream_bytes)
        self._parts: list[bytes] = []
        self._bytes = 0
        self._transport: asyncio.Transport | None = None
        self._loop: asyncio.AbstractEventLoop | None = None

    def attach(self, transport: asyncio.Transport, loop: asyncio.AbstractEventLoop) -> None:
        transport.set_write_buffer_limits(high=self._room)
        self._transport = transport
        self._loop = loop

    def detach(self) -> None:
        """The connection is gone, and so is what was not sent."""
        self._transport = None
        self._parts = []
        self._bytes = 0
        self._outbox.take()

    @property
    def waiting(self) -> tuple[int, int]:
        """(lines, bytes) that the peer has not made room for."""
        return len(self._outbox), self._outbox.held

    def send(self, data: bytes) -> None:
        """Write with whatever else is said in this turn."""
        if not self._parts:
            if self._transport is None or self._loop is None:
                return
            self._loop.call_soon(self.flush)
        self._parts.append(data)
        self._bytes += len(data)

    def stream(self, line: bytes) -> None:
        """Send a line of which each counts; a slow peer loses the oldest."""
        if self.reads and self._bytes < self._room:
            self.send(line)
        else:
            self.dropped += self._outbox.put(line)

    def stream_latest(self, key: Hashable, line: bytes) -> None:
        """Send a line that makes the former ones of the same key worthless."""
        if self.reads and self._bytes < self._room:
            self.send(line)
        else:
            self.dropped += self._outbox.put_latest(key, line)

    def flush(self) -> None:
        """Hand what was said to the transport now."""
        transport, parts = self._transport, self._parts
        if transport is None or not parts:
            return
        self._parts = []
        self._bytes = 0
        if not transport.is_closing():
            transport.write(parts[0] if len(parts) == 1 else b"".join(parts))
            if transport.get_write_buffer_size() > self._unread:
                transport.abort()  # it asks for more than it reads: its loss, not our memory's
                return
        if self.reads and self._outbox:
            self._release()

    def pause(self) -> None:
        self.reads = False

    def resume(self) -> None:
        self.reads = True
        self._release()

    def _release(self) -> None:
        dropped, lines = self._outbox.take()
        if dropped and (note := self._on_dropped(dropped)):
            self.send(note)
        for line in lines:
            self.send(line)
