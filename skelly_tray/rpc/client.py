"""The asyncio client: requests, notifications, and a connection that comes back by itself.

Used where a long-lived program follows another (the tray attached to a core that runs elsewhere). A request that
was under way when the connection broke fails; it is never sent twice, because it may have been carried out.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import Callable
from pathlib import Path
from typing import Any

from skelly_tray.rpc.connection import Start
from skelly_tray.rpc.endpoint import Endpoint, TcpEndpoint, connect, find_endpoint
from skelly_tray.rpc.errors import ConnectionLostError, ErrorCode, RpcError
from skelly_tray.rpc.link import Link

log = logging.getLogger(__name__)

FIRST_RETRY = 0.1
LAST_RETRY = 5.0
"""Seconds between attempts to connect: doubling from the first to the last."""


class Client:
    """A connection to the server of one home that is made again whenever it is lost.

    start: runs a coroutine in a scope of the caller's. on_notification(method, params) and on_link(connected)
    are called on the loop. watch: send `watch` after every (re)connection, before on_link(True).
    """

    def __init__(
        self,
        run: Path,
        *,
        start: Start,
        on_notification: Callable[[str, dict[str, Any]], None],
        on_link: Callable[[bool], None] = lambda connected: None,
        watch: bool = True,
        name: str = "control",
    ) -> None:
        self._run = run
        self._name = name
        self._start = start
        self._on_notification = on_notification
        self._on_link = on_link
        self._watch = watch
        self._link: Link | None = None
        self._closing = asyncio.Event()

    @property
    def is_connected(self) -> bool:
        return self._link is not None

    def open(self) -> None:
        """Begin to connect, and keep at it until close()."""
        self._start(self._keep_connected())

    async def call(
        self,
        method: str,
        params: dict[str, Any] | None = None,
        timeout: float | None = 30.0,
    ) -> Any:
        """The result. Raises RpcError (the peer's, or timed out) and ConnectionLostError (also: not connected).

        timeout: seconds; None waits as long as the connection lives.
        """
        if self._link is None:
            raise ConnectionLostError("not connected")
        try:
            async with asyncio.timeout(timeout):
                return await self._link.call(method, params or {})
        except TimeoutError as error:
            raise RpcError(ErrorCode.TIMED_OUT, f"no answer to {method} within {timeout} s") from error

    def close(self) -> None:
        """Disconnect and stop connecting."""
        self._closing.set()
        if self._link is not None:
            self._link.close()

    async def _keep_connected(self) -> None:
        delay = FIRST_RETRY
        while not self._closing.is_set():
            link = await self._connect()
            if link is not None:
                delay = FIRST_RETRY
                await self._live_with(link)
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(delay):
                    await self._closing.wait()
            delay = min(LAST_RETRY, delay * 2)

    async def _connect(self) -> Link | None:
        """A link that is authenticated and watching, or None if that did not succeed now."""
        endpoint = find_endpoint(self._run, self._name)
        if endpoint is None:
            return None
        link: Link | None = None
        try:
            link = await self._open_link(endpoint)
            await self._greet(link, endpoint)
        except (OSError, RpcError) as error:
            log.debug("could not connect to %s: %s", endpoint, error)
            if link is not None:
                link.close()
            return None
        return link

    async def _open_link(self, endpoint: Endpoint) -> Link:
        # A local connect succeeds or fails at once, except with a full backlog; 1 s bounds that.
        sock = connect(endpoint, timeout=1.0)
        sock.setblocking(False)
        loop = asyncio.get_running_loop()
        if isinstance(endpoint, TcpEndpoint):
            _transport, link = await loop.create_connection(lambda: Link(self._on_notification), sock=sock)
        else:
            _transport, link = await loop.create_unix_connection(
                lambda: Link(self._on_notification), sock=sock
            )
        return link

    async def _greet(self, link: Link, endpoint: Endpoint) -> None:
        async with asyncio.timeout(5.0):
            if isinstance(endpoint, TcpEndpoint):
                await link.call("auth", {"token": endpoint.token})
            if self._watch:
                await link.call("watch", {})

    async def _live_with(self, link: Link) -> None:
        self._link = link
        self._on_link(True)
        try:
            await link.ended.wait()
        finally:
            self._link = None
            link.close()
            self._on_link(False)
