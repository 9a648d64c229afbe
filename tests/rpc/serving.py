"""A server on a real socket, and a raw peer that may say anything."""

from __future__ import annotations

import asyncio
import contextlib
import json
import shutil
import tempfile
from collections.abc import AsyncIterator, Coroutine, Iterator, Mapping
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path
from typing import Any

from skelly_tray.rpc.connection import Connection, Handler
from skelly_tray.rpc.endpoint import UnixEndpoint, find_endpoint
from skelly_tray.rpc.errors import ErrorCode, RpcError
from skelly_tray.rpc.limits import Limits
from skelly_tray.rpc.listener import open_listener
from skelly_tray.rpc.server import Server

PATIENCE = 20.0
"""Seconds after which a test gives up; nothing is measured by it."""


class Scope:
    """Runs coroutines as the engine's scopes do; all of them end with it."""

    def __init__(self) -> None:
        self.tasks: set[asyncio.Task[None]] = set()

    def start(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.create_task(work)
        self.tasks.add(task)
        task.add_done_callback(self.tasks.discard)

    async def end(self) -> None:
        for task in list(self.tasks):
            task.cancel()
        await asyncio.gather(*self.tasks, return_exceptions=True)


class Peer:
    """Reads and writes bytes; `ask` is the polite form."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.reader = reader
        self.writer = writer

    async def say(self, data: bytes) -> None:
        self.writer.write(data)
        await self.writer.drain()

    async def hear(self) -> dict[str, Any] | None:
        """The next message, or None when the server has closed."""
        async with asyncio.timeout(PATIENCE):
            try:
                line = await self.reader.readline()
            except ConnectionResetError:
                return None
        return json.loads(line) if line else None

    async def ask(self, method: str, **params: Any) -> dict[str, Any]:
        """The answer to this request, skipping notifications and answers to former rubbish."""
        await self.say(
            json.dumps({"jsonrpc": "2.0", "id": "ask", "method": method, "params": params}).encode() + b"\n"
        )
        while (answer := await self.hear()) is not None:
            if answer.get("id") == "ask":
                return answer
        raise AssertionError("the server closed the connection")

    async def closed(self) -> bool:
        """True once the server has closed; what it says before that is dropped."""
        while await self.hear() is not None:
            pass
        return True


async def echo(params: dict[str, Any], connection: Connection) -> Any:
    return params


async def fail(params: dict[str, Any], connection: Connection) -> Any:
    raise RpcError(ErrorCode.CIRCUIT_OPEN, "not now", {"after": 1})


METHODS: Mapping[str, Handler] = {"echo": echo, "fail": fail}


@contextmanager
def run_folder() -> Iterator[Path]:
    """A run folder with a path short enough for sockets."""
    outer = Path(tempfile.mkdtemp(prefix="sk-", dir="/tmp"))
    try:
        yield outer / "run"
    finally:
        shutil.rmtree(outer, ignore_errors=True)


class Served:
    """A running server and the peers that a test made."""

    def __init__(self, server: Server, run: Path, scope: Scope) -> None:
        self.server = server
        self.run = run
        self.scope = scope
        self._writers: list[asyncio.StreamWriter] = []

    async def peer(self, limit: int = 4 << 20) -> Peer:
        endpoint = find_endpoint(self.run, "control")
        assert isinstance(endpoint, UnixEndpoint)
        reader, writer = await asyncio.open_unix_connection(str(endpoint.path), limit=limit)
        self._writers.append(writer)
        return Peer(reader, writer)

    async def hang_up(self) -> None:
        for writer in self._writers:
            writer.close()
            with contextlib.suppress(OSError):
                await writer.wait_closed()


@asynccontextmanager
async def serving(
    methods: Mapping[str, Handler] = METHODS, limits: Limits | None = None, **options: Any
) -> AsyncIterator[Served]:
    scope = Scope()
    with run_folder() as run:
        server = Server(methods, start=scope.start, limits=limits, **options)
        await server.open(open_listener(run, "control"))
        served = Served(server, run, scope)
        try:
            yield served
        finally:
            await served.hang_up()
            await server.close()
            await scope.end()


async def until(condition: Any, what: str) -> None:
    """Let the loop turn until the condition holds."""
    async with asyncio.timeout(PATIENCE):
        while not condition():
            await asyncio.sleep(0.005)
    assert condition(), what
