"""The listening side of the wire: lets peers in, names the methods they may call, and ends with all of them."""

from __future__ import annotations

import asyncio
import hmac
import os
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

from skelly_tray.rpc import codec
from skelly_tray.rpc.connection import Connection, Method, Start
from skelly_tray.rpc.endpoint import UnixEndpoint
from skelly_tray.rpc.errors import ErrorCode, RpcError
from skelly_tray.rpc.limits import Limits
from skelly_tray.rpc.listener import Listener
from skelly_tray.rpc.peer import peer_is_confined, peer_uid

_FAREWELL = 1.0
"""Seconds that a peer may take to read its last answers when the server closes."""
_ACCEPTED_AT_ONCE = 16
"""Of many that connect at the same moment, per turn of the loop: the others of that turn are the served peers'."""
_NO_METHODS: Mapping[str, Method] = MappingProxyType({})


class Server:
    """Serves `methods` to peers of our own user that are not in a sandbox.

    start: runs a handler's coroutine in a scope of the caller's. before_authentication: the methods of a peer
    that has not called `Connection.authenticate` yet; without any, a peer on a Unix socket is authenticated by
    its uid, and one on TCP by the listener's token (method `auth`). any_user: peers of other users are let in too,
    and those methods decide. dropped_note: what tells a slow peer how much of a stream it has lost.
    turned_away: told of each peer that was refused for who it is.
    """

    def __init__(
        self,
        methods: Mapping[str, Method],
        *,
        start: Start,
        limits: Limits | None = None,
        before_authentication: Mapping[str, Method] = _NO_METHODS,
        any_user: bool = False,
        dropped_note: Callable[[int], bytes] | None = None,
        turned_away: Callable[[Connection, RpcError], None] = lambda connection, error: None,
    ) -> None:
        self.start = start
        self.limits = limits or Limits()
        self._methods = methods
        self._before = before_authentication
        self._any_user = any_user
        self.dropped_note = dropped_note or _dropped_entries
        self._turned_away = turned_away
        self._connections: set[Connection] = set()
        self._strangers: dict[Connection, None] = {}
        self._listener: Listener | None = None
        self._server: asyncio.Server | None = None
        self._closing = False
        self._empty = asyncio.Event()
        self._empty.set()

    @property
    def connection_count(self) -> int:
        return len(self._connections)

    async def open(self, listener: Listener) -> None:
        """Accept peers from here on; the listener belongs to the server now."""
        self._listener = listener
        if listener.token is not None and not self._before:
            self._before = {"auth": self._authenticate_by_token}
        loop = asyncio.get_running_loop()
        # asyncio accepts as many at once as its backlog has; the kernel may keep more.
        options: dict[str, Any] = {"sock": listener.socket, "backlog": _ACCEPTED_AT_ONCE}
        if isinstance(listener.endpoint, UnixEndpoint):
            self._server = await loop.create_unix_server(lambda: Connection(self), **options)
        else:
            self._server = await loop.create_server(lambda: Connection(self), **options)
        listener.socket.listen(self.limits.backlog)

    @property
    def in_place(self) -> bool:
        """Whether it is found where it listens, or is not to be found any more."""
        return self._closing or (self._listener is not None and self._listener.in_place)

    async def listen_anew(self, make: Callable[[], Listener]) -> None:
        """Give up a socket that nobody finds any more for one that `make` binds; connections are kept.

        Raises what `make` raises; then it listens nowhere, and this may be tried again. Nothing is done at the end.
        """
        if self._closing:
            return
        self._stop_listening()
        await self.open(make())

    async def close(self) -> None:
        """Stop listening, remove the socket, close every connection after what was written to it."""
        self._closing = True
        self._stop_listening()
        for connection in list(self._connections):
            connection.close()
        try:
            async with asyncio.timeout(_FAREWELL):
                await self._empty.wait()
        except TimeoutError:
            for connection in list(self._connections):
                connection.abort()

    def _stop_listening(self) -> None:
        if self._server is not None:
            self._server.close()
            self._server = None
        if self._listener is not None:
            self._listener.close()
            self._listener = None

    # ---- Host

    def admit(self, connection: Connection) -> RpcError | None:
        self._connections.add(connection)
        self._empty.clear()
        if len(self._connections) - len(self._strangers) > self.limits.connections:
            return RpcError(ErrorCode.RATE_LIMITED, f"at most {self.limits.connections} connections at once")
        if (stranger := self._refusal(connection)) is not None:
            self._turned_away(connection, stranger)
            return stranger
        if not self._before:
            connection.authenticate()
            return None
        self._strangers[connection] = None
        if len(self._strangers) > self.limits.unauthenticated:
            oldest = next(iter(self._strangers))
            del self._strangers[oldest]
            oldest.abort()
        return None

    def _refusal(self, connection: Connection) -> RpcError | None:
        """Why a peer may not use this, for who it is."""
        by_uid = self._listener is not None and self._listener.token is None and not self._any_user
        if by_uid and not _is_own_user(connection):
            return RpcError(ErrorCode.DENIED, "only the user who runs this may use it")
        if by_uid and _is_confined(connection):
            return RpcError(ErrorCode.DENIED, "a program in a sandbox may not use this")
        return None

    def handlers(self, connection: Connection) -> Mapping[str, Method]:
        return self._methods if connection.authenticated else self._before

    def authenticated(self, connection: Connection) -> None:
        self._strangers.pop(connection, None)

    def left(self, connection: Connection) -> None:
        self._strangers.pop(connection, None)
        self._connections.discard(connection)
        if not self._connections:
            self._empty.set()

    async def _authenticate_by_token(self, params: dict[str, Any], connection: Connection) -> Any:
        token = self._listener.token if self._listener is not None else None
        offered = params.get("token")
        valid = isinstance(offered, str) and token is not None
        if not valid or not hmac.compare_digest(str(offered).encode(), str(token).encode()):
            raise RpcError(ErrorCode.DENIED, "wrong token")
        connection.authenticate()
        return {"authenticated": True}


def _dropped_entries(dropped: int) -> bytes:
    return codec.notification("dropped", {"journal": dropped})


def _is_own_user(connection: Connection) -> bool:
    try:
        return peer_uid(connection.socket) == os.getuid()
    except OSError:
        return False


def _is_confined(connection: Connection) -> bool:
    try:
        return peer_is_confined(connection.socket)
    except OSError:
        return True
