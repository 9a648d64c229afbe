"""An OpenAI-compatible service of the tests' own: it answers as it is told, also badly."""

from __future__ import annotations

import asyncio
import contextlib
import json
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

from skelly_tray.modules.ai_integration.settings import EndpointSettings

Conduct = Callable[["Server", asyncio.StreamWriter], Awaitable[None]]


class Server:
    """`seen`: each request whole, as text. `conduct`: how it answers now."""

    def __init__(self) -> None:
        self.seen: list[str] = []
        self.conduct: Conduct = answers("A small step would do.")
        self.port = 0
        self.released = asyncio.Event()
        self._server: asyncio.Server | None = None
        self._writers: list[asyncio.StreamWriter] = []
        self._tasks: set[asyncio.Task[None]] = set()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}/v1"

    def settings(self, key: str = "", timeout: float = 20.0) -> EndpointSettings:
        return EndpointSettings(True, self.url, "small", key, timeout, 2, 10.0)

    async def open(self) -> None:
        self._server = await asyncio.start_server(self._serve, "127.0.0.1", 0)
        self.port = self._server.sockets[0].getsockname()[1]

    async def close(self) -> None:
        assert self._server is not None
        self.released.set()
        self._server.close()
        for writer in self._writers:
            writer.transport.abort()
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        for writer in self._writers:
            with contextlib.suppress(ConnectionError):
                await writer.wait_closed()

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        self._tasks.add(task)
        self._writers.append(writer)
        task.add_done_callback(self._tasks.discard)
        with contextlib.suppress(ConnectionError, asyncio.CancelledError, asyncio.IncompleteReadError):
            head = await reader.readuntil(b"\r\n\r\n")
            length = next(
                int(line.split(b":")[1]) for line in head.lower().split(b"\r\n") if b"content-length" in line
            )
            self.seen.append((head + await reader.readexactly(length)).decode())
            await self.conduct(self, writer)
            await writer.drain()
        writer.close()
        with contextlib.suppress(ConnectionError, asyncio.CancelledError):
            await writer.wait_closed()


@asynccontextmanager
async def serving(conduct: Conduct | None = None) -> AsyncIterator[Server]:
    server = Server()
    if conduct is not None:
        server.conduct = conduct
    await server.open()
    try:
        yield server
    finally:
        await server.close()


def raw(content: bytes, *, status: str = "200 OK", headers: str = "", length: int | None = None) -> Conduct:
    """Exactly this. length: what it says the body has."""

    async def conduct(server: Server, writer: asyncio.StreamWriter) -> None:
        size = len(content) if length is None else length
        writer.write(f"HTTP/1.1 {status}\r\nContent-Length: {size}\r\n{headers}\r\n".encode() + content)

    return conduct


def reply(text: str) -> bytes:
    return json.dumps(
        {"id": "c", "choices": [{"index": 0, "message": {"role": "assistant", "content": text}}]}
    ).encode()


def answers(text: str) -> Conduct:
    return raw(reply(text))


def redirects(to: str) -> Conduct:
    return raw(b"", status="307 Temporary Redirect", headers=f"Location: {to}\r\n")


async def hangs(server: Server, writer: asyncio.StreamWriter) -> None:
    await server.released.wait()


async def drips(server: Server, writer: asyncio.StreamWriter) -> None:
    """Always a little more, never all."""
    writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n")
    while not server.released.is_set():
        writer.write(b" ")
        await writer.drain()
        await asyncio.sleep(0.01)


async def floods(server: Server, writer: asyncio.StreamWriter) -> None:
    """A body without an end, as fast as it is taken."""
    writer.write(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n")
    while not server.released.is_set():
        writer.write(b"4000\r\n" + b"x" * 0x4000 + b"\r\n")
        await writer.drain()


async def says_nothing(server: Server, writer: asyncio.StreamWriter) -> None:
    writer.close()


async def speaks_otherwise(server: Server, writer: asyncio.StreamWriter) -> None:
    writer.write(b"SSH-2.0-OpenSSH_9.6\r\n\r\n")
