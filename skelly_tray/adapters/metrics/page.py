"""The metrics page: an HTTP server on 127.0.0.1 and nowhere else, for whoever has the token. No thread of its own."""

from __future__ import annotations

import asyncio
import logging
import secrets
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from skelly_tray.adapters.metrics.request import END, MOST_BYTES, Door, Verdict, hosts_of, response
from skelly_tray.adapters.metrics.text import CONTENT_TYPE, metrics_text
from skelly_tray.config.atomic import replace_file
from skelly_tray.domain.status import SystemHealth
from skelly_tray.engine.ports import IssueSink

_logger = logging.getLogger(__name__)

HOST = "127.0.0.1"
TOKEN_FILE = "metrics.token"
ISSUE = "metrics.port"
RETRY = 30.0
"""Seconds between two tries to get a port that is taken."""
PATIENCE = 10.0
"""Seconds that one request and its answer may take."""
MOST_CONNECTIONS = 16


class MetricsPage:
    """`serve` runs until it is cancelled. port: not 0. health: makes a snapshot, on the loop."""

    def __init__(
        self,
        port: int,
        run_dir: Path,
        health: Callable[[], SystemHealth],
        issues: IssueSink,
        *,
        retry: float = RETRY,
        patience: float = PATIENCE,
    ) -> None:
        self._port = port
        self._token_file = run_dir / TOKEN_FILE
        self._health = health
        self._issues = issues
        self._retry = retry
        self.patience = patience
        self.door = Door(secrets.token_urlsafe(32), hosts_of(port))
        self.connections: dict[_Connection, None] = {}

    async def serve(self) -> None:
        """Open the page as soon as its port is free; a port that is taken is an issue until then."""
        server: asyncio.Server | None = None
        try:
            server = await self._opened()
            await (
                asyncio.Event().wait()
            )  # serve_forever() would wait for the last connection when it is cancelled
        finally:
            if server is not None:
                server.close()
            for connection in list(self.connections):
                connection.abort()
            with suppress(OSError):
                self._token_file.unlink(missing_ok=True)

    async def _opened(self) -> asyncio.Server:
        while True:
            try:
                server = await self._open()
            except OSError as error:
                text = (
                    f"port {self._port} on {HOST}: {error.strerror or error}. It is tried again every"
                    f" {self._retry:.0f} s; [metrics] port in orchestrator.toml takes another one."
                )
                self._issues(ISSUE, "The metrics page cannot be opened", text)
                await asyncio.sleep(self._retry)
            else:
                self._issues(ISSUE, "", "")
                _logger.info(
                    "metrics on http://%s:%d/metrics, the token is in %s", HOST, self._port, self._token_file
                )
                return server

    async def _open(self) -> asyncio.Server:
        """The port first: whoever has it would be sent the token by those who find one in the file. Raises OSError."""
        loop = asyncio.get_running_loop()
        server = await loop.create_server(lambda: _Connection(self), HOST, self._port, backlog=16)
        try:
            await asyncio.to_thread(replace_file, self._token_file, f"{self.door.token}\n".encode())
        except BaseException:
            server.close()
            raise
        return server

    def make_room(self) -> bool:
        """For one more: whoever has been connected longest and has not shown the token goes; False if nobody has to.

        So others, who cannot have it, keep nobody out who does.
        """
        if len(self.connections) <= MOST_CONNECTIONS:
            return True
        stranger = next((connection for connection in self.connections if connection.unknown), None)
        if stranger is None:
            return False
        stranger.refuse()
        return True

    def render(self) -> asyncio.Future[str]:
        """The text of now, made in a thread."""
        return asyncio.get_running_loop().run_in_executor(None, metrics_text, self._health())


class _Connection(asyncio.Protocol):
    """One request, one answer, and within the time for both the end."""

    def __init__(self, page: MetricsPage) -> None:
        self._page = page
        self._received = b""
        self._answered = False
        self._transport: asyncio.Transport
        self._deadline: asyncio.TimerHandle
        self._rendering: asyncio.Future[str] | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport
        self._page.connections[self] = None
        self._deadline = asyncio.get_running_loop().call_later(self._page.patience, self._too_slow)
        if not self._page.make_room():
            self.refuse()

    def connection_lost(self, error: Exception | None) -> None:
        self._deadline.cancel()
        self._page.connections.pop(self, None)

    @property
    def unknown(self) -> bool:
        """It has not shown the token, and waits for no answer."""
        return not self._answered and self._rendering is None

    def refuse(self) -> None:
        """There are too many."""
        self._answer(response(Verdict.BUSY))

    def eof_received(self) -> bool:
        """A half-closed connection may still get its answer."""
        return not self.unknown

    def data_received(self, data: bytes) -> None:
        if self._answered or self._rendering:
            return
        self._received += data
        head, end, _ = self._received.partition(END)
        if len(head) > MOST_BYTES:
            self._answer(response(Verdict.TOO_LARGE))
        elif end:
            self._judge(head)

    def _judge(self, head: bytes) -> None:
        verdict = self._page.door.judge(head)
        if verdict is not Verdict.OK:
            self._answer(response(verdict))
            return
        self._rendering = self._page.render()
        self._rendering.add_done_callback(self._rendered)

    def _rendered(self, rendering: asyncio.Future[str]) -> None:
        if rendering.cancelled():
            self.abort()
        elif error := rendering.exception():
            _logger.error("the metrics could not be written", exc_info=error)
            self._answer(response(Verdict.SERVER_ERROR))
        else:
            self._answer(response(Verdict.OK, CONTENT_TYPE, rendering.result()))

    def _answer(self, data: bytes) -> None:
        self._answered = True
        if not self._transport.is_closing():
            self._transport.write(data)
            self._transport.close()

    def _too_slow(self) -> None:
        """Whoever has not asked by now is told so; whoever does not read is let go."""
        if not self._answered and not self._rendering:
            self._answer(response(Verdict.REQUEST_TIMEOUT))
        self.abort()

    def abort(self) -> None:
        self._transport.abort()
