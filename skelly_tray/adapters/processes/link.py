"""The keeper's connection on an asyncio loop: frames in order, a few a turn, and one word when it is lost."""

from __future__ import annotations

import asyncio
import os
import socket
from collections import deque
from collections.abc import Callable

from skelly_tray.keeper.wire import Channel, Message, WireError

_FRAMES_A_TURN = 16
# A hundred spawns answered at once must not hold up the loop.


class Link:
    """Calls `on_message(message, fds)` per frame (the descriptors are the callee's), then `on_lost()` once."""

    def __init__(
        self,
        loop: asyncio.AbstractEventLoop,
        sock: socket.socket,
        on_message: Callable[[Message, list[int]], None],
        on_lost: Callable[[], None],
    ) -> None:
        self._loop = loop
        self._channel = Channel(sock)
        self._on_message = on_message
        self._on_lost = on_lost
        self._inbox: deque[tuple[Message, list[int]]] = deque()
        self._working = False
        self._writing = False
        self._ended = False
        self._closed = False
        loop.add_reader(sock, self._readable)

    def send(self, message: Message) -> None:
        """Queue a frame. Raises ValueError when it is too large; a broken connection shows as `on_lost`."""
        if self._ended or self._closed:
            return
        try:
            self._channel.send(message)
        except WireError:
            self._end()
            return
        self._watch_writing()

    def close(self) -> None:
        """Close without calling anybody."""
        if self._closed:
            return
        self._closed = True
        self._stop_watching()
        self._channel.close()
        for _, fds in self._inbox:
            for fd in fds:
                os.close(fd)
        self._inbox.clear()

    def _readable(self) -> None:
        try:
            self._inbox.extend(self._channel.receive())
        except WireError:
            self._end()
        if not self._working:
            self._work()

    def _work(self) -> None:
        """Deliver a few frames now, and the rest in later turns of the loop."""
        self._working = False
        try:
            for _ in range(min(_FRAMES_A_TURN, len(self._inbox))):
                if not self._closed:
                    self._on_message(*self._inbox.popleft())
        finally:  # a fault in whoever listens must not silence the rest
            self._go_on()

    def _go_on(self) -> None:
        if self._closed:
            return
        if self._inbox:
            self._working = True
            self._loop.call_soon(self._work)
        elif self._ended:
            self.close()
            self._on_lost()

    def _end(self) -> None:
        """The peer is gone: deliver what has come, then say so."""
        if self._ended:
            return
        self._ended = True
        self._stop_watching()
        if not self._working:
            self._working = True
            self._loop.call_soon(self._work)

    def _writable(self) -> None:
        try:
            self._channel.flush()
        except WireError:
            self._end()
            return
        self._watch_writing()

    def _watch_writing(self) -> None:
        if self._channel.unsent and not self._writing:
            self._writing = True
            self._loop.add_writer(self._channel.sock, self._writable)
        elif not self._channel.unsent and self._writing:
            self._writing = False
            self._loop.remove_writer(self._channel.sock)

    def _stop_watching(self) -> None:
        if self._channel.sock.fileno() < 0:
            return
        self._loop.remove_reader(self._channel.sock)
        if self._writing:
            self._writing = False
            self._loop.remove_writer(self._channel.sock)
