"""Connections: who may speak to the keeper, and which one of them holds the claim.

Anyone of our own user, but nobody in a sandbox of ours, may connect and claim; the claim raises the epoch and drops the
former holder. Only the holder's frames count. A frame that cannot be understood ends its connection, and nothing else.
"""

from __future__ import annotations

import os
import selectors
import socket
from collections import deque
from collections.abc import Callable

from skelly_tray.keeper import kernel, sandbox_peer
from skelly_tray.keeper.wire import Channel, Message, WireError

_FRAMES_A_TURN = 4
# A burst of spawns (a fork each) must leave room for exits and stops in between.


class Claims:
    """The listening socket and its connections, in the keeper's selector.

    lost(): called when the claimed connection has ended. lock: the file that an orchestrator writes itself into.
    """

    __slots__ = ("_channels", "_inbox", "_listener", "_lock", "_lost", "_say", "_selector", "epoch", "holder")

    def __init__(
        self,
        selector: selectors.BaseSelector,
        listener: socket.socket,
        lost: Callable[[], None],
        say: Callable[[str], None],
        lock: str,
    ) -> None:
        self._selector = selector
        self._lock = lock
        self._listener = listener
        self._lost = lost
        self._say = say
        self._channels: set[Channel] = set()
        self._inbox: deque[tuple[Channel, Message]] = deque()
        self.holder: Channel | None = None
        self.epoch = 0
        self._listen()

    @property
    def waiting(self) -> bool:
        """Frames have been read that were not handled yet."""
        return bool(self._inbox)

    def listen_at(self, listener: socket.socket) -> None:
        """Another socket from here on; the former one, which nobody finds, is closed."""
        self._selector.unregister(self._listener)
        self._listener.close()
        self._listener = listener
        self._listen()

    def add(self, sock: socket.socket) -> Channel:
        """Take over a connection that is known to be good."""
        channel = Channel(sock)
        self._channels.add(channel)
        self._selector.register(sock, selectors.EVENT_READ, lambda mask: self._ready(channel, mask))
        return channel

    def give(self, channel: Channel) -> None:
        """That connection holds the claim from now on; the former holder is told and dropped."""
        former = self.holder
        self.holder = channel
        self.epoch += 1
        if former is not None and former is not channel:
            self.send(former, {"ev": "displaced"})
            self.drop(former)

    def report(self, message: Message, fds: tuple[int, ...] = ()) -> bool:
        """Tell the holder; False when there is none (any more)."""
        return self.holder is not None and self.send(self.holder, message, fds)

    def send(self, channel: Channel, message: Message, fds: tuple[int, ...] = ()) -> bool:
        """Queue a frame; a connection that cannot take it is dropped."""
        if channel not in self._channels:
            return False
        try:
            channel.send(message, fds)
        except (WireError, ValueError, OSError) as error:
            self._say(f"connection dropped: {error}")
            self.drop(channel)
            return False
        self._watch_writing(channel)
        return True

    @property
    def quiet(self) -> bool:
        """Nothing is half read or half written."""
        return not self._inbox and not any(channel.unsent for channel in self._channels)

    def work(self, handle: Callable[[Channel, Message], None]) -> None:
        """Handle a few of the frames that were read."""
        for _ in range(min(_FRAMES_A_TURN, len(self._inbox))):
            channel, message = self._inbox.popleft()
            if channel not in self._channels:
                continue
            try:
                handle(channel, message)
            except WireError as error:
                self._say(f"connection dropped: {error}")
                self.drop(channel)
            except Exception as error:  # noqa: BLE001 - a mistake of ours must not cost every module its keeper
                self._say(f"connection dropped, {message.get('op')} failed: {type(error).__name__}: {error}")
                self.drop(channel)

    def drop(self, channel: Channel) -> None:
        """Close a connection; if it held the claim, the lifeline has ended."""
        if channel not in self._channels:
            return
        self._channels.discard(channel)
        self._selector.unregister(channel.sock)
        channel.close()
        if channel is self.holder:
            self.holder = None
            self._lost()

    def leave(self, channel: Channel) -> None:
        """Close the holder's connection at its own wish: that is no loss of the lifeline."""
        self.holder = None
        self.drop(channel)

    def _listen(self) -> None:
        self._listener.setblocking(False)
        self._selector.register(self._listener, selectors.EVENT_READ, lambda _mask: self._accept())

    def _accept(self) -> None:
        try:
            sock, _ = self._listener.accept()
        except OSError:
            return
        if kernel.peer_uid(sock) not in (os.getuid(), 0):
            self._say("a connection of another user was refused")
            sock.close()
            return
        if self._confined(kernel.peer_pid(sock)):
            self._say("a connection out of a sandbox was refused")
            sock.close()
            return
        self.add(sock)

    def _confined(self, pid: int) -> bool:
        """In a module's sandbox, or in that of a probe; an orchestrator may be in one that somebody else gave it.

        Not known by descent alone: what a probe left behind is nobody's any more once its orchestrator has ended.
        """
        ours = {os.getpid()}
        if self.holder is not None:
            ours.add(kernel.peer_pid(self.holder.sock))
        if not sandbox_peer.confined(pid):
            return False
        return sandbox_peer.descends(pid, ours) or not sandbox_peer.stands_in(self._lock, pid)

    def _ready(self, channel: Channel, mask: int) -> None:
        try:
            if mask & selectors.EVENT_WRITE:
                channel.flush()
            if mask & selectors.EVENT_READ:
                for message, fds in channel.receive():
                    for fd in fds:
                        os.close(fd)  # descriptors only ever travel the other way
                    self._inbox.append((channel, message))
        except WireError:
            self.drop(channel)
            return
        self._watch_writing(channel)

    def _watch_writing(self, channel: Channel) -> None:
        key = self._selector.get_key(channel.sock)
        wanted = selectors.EVENT_READ | (selectors.EVENT_WRITE if channel.unsent else 0)
        if key.events != wanted:
            self._selector.modify(channel.sock, wanted, key.data)
