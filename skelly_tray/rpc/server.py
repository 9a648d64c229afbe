"""The listening side of the wire: lets peers in, names the methods they may call, and ends with all of them."""

from __future__ import annotations

import asyncio
import hmac
import os
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from skelly_tray.rpc.connection import Connection, Handler, Start
from skelly_tray.rpc.endpoint import UnixEndpoint
from skelly_tray.rpc.errors import ErrorCode, RpcError
from skelly_tray.rpc.limits import Limits
from skelly_tray.rpc.listener import Listener
from skelly_tray.rpc.peer import peer_uid

_FAREWELL = 1.0
"""Seconds that a peer may take to read its last answers when the server closes."""
_NO_METHODS: Mapping[str, Handler] = MappingProxyType({})


class Server:
    """Serves `methods` to peers of our own user.

    start: runs a handler's coroutine in a scope of the caller's. before_authentication: the methods of a peer
    that has not called `Connection.authenticate` yet; without any, a peer on a Unix socket is authenticated by
    its uid, and one on TCP by the listener's token (method `auth`).
    """

    def __init__(
        self,
        methods: Mapping[str, Handler],
        *,
        start: Start,
        limits: Limits | None = None,
        before_authentication: Mapping[str, Handler] = _NO_METHODS,
    ) -> None:
        self.start = start
        self.limits = limits or Limits()
        self._methods = methods
        self._before = before_authentication
        self._connections: set[Connection] = set()
        self._listener: Listener | None = None
        self._server: asyncio.Server | None = None
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
        if isinstance(listener.endpoint, UnixEndpoint):
            self._server = await loop.create_unix_server(lambda: Connection(self), sock=listener.socket)
        else:
            self._server = await loop.create_server(lambda: Connection(self), sock=listener.socket)

    async def close(self) -> None:
        """Stop listening, remove the socket, close every connection after what was written to it."""
        if self._server is not None:
            self._server.close()
            self._server = None
        if self._listener is not None:
            self._listener.close()
            self._listener = None
        for connection in list(self._connections):
            connection.close()
        try:
            async with asyncio.timeout(_FAREWELL):
                await self._empty.wait()
        except TimeoutError:
            for connection in list(self._connections):
                connection.abort()

    # ---- Host

    def admit(self, connection: Connection) -> RpcError | None:
        self._connections.add(connection)
        self._empty.clear()
        if len(self._connections) > self.limits.connections:
            return RpcError(ErrorCode.RATE_LIMITED, f"at most {self.limits.connections} connections at once")
        by_uid = self._listener is not None and self._listener.token is None
        if by_uid and not _is_own_user(connection):
            return RpcError(ErrorCode.DENIED, "only the user who runs this may use it")
        if not self._before:
            connection.authenticate()
        return None

    def handlers(self, connection: Connection) -> Mapping[str, Handler]:
        return self._methods if connection.authenticated else self._before

    def left(self, connection: Connection) -> None:
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


def _is_own_user(connection: Connection) -> bool:
    try:
        return peer_uid(connection.socket) == os.getuid()
    except OSError:
        return False
