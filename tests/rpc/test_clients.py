"""Both clients: one request, one answer; and the asyncio one comes back by itself."""

from __future__ import annotations

import asyncio
import socket
import subprocess
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest

from skelly_tray.rpc import codec
from skelly_tray.rpc.blocking import BlockingClient, NotRunningError
from skelly_tray.rpc.client import Client
from skelly_tray.rpc.connection import Connection, Handler
from skelly_tray.rpc.errors import ConnectionLostError, ErrorCode, RpcError
from skelly_tray.rpc.listener import open_listener
from skelly_tray.rpc.server import Server
from tests.rpc.serving import METHODS, Scope, Served, run_folder, serving, until


async def never(params: dict[str, Any], connection: Connection) -> Any:
    await asyncio.Event().wait()


async def watch(params: dict[str, Any], connection: Connection) -> Any:
    connection.stream(codec.notification("snapshot", {"n": 1}))


async def leave(params: dict[str, Any], connection: Connection) -> Any:
    connection.abort()


ALL: dict[str, Handler] = {**METHODS, "never": never, "watch": watch, "leave": leave}


class Heard:
    """What a client was told."""

    def __init__(self) -> None:
        self.notifications: list[tuple[str, dict[str, Any]]] = []
        self.links: list[bool] = []

    def note(self, method: str, params: dict[str, Any]) -> None:
        self.notifications.append((method, params))


@asynccontextmanager
async def client_of(run: Path) -> AsyncIterator[tuple[Client, Heard]]:
    scope, heard = Scope(), Heard()
    client = Client(run, start=scope.start, on_notification=heard.note, on_link=heard.links.append)
    client.open()
    try:
        yield client, heard
    finally:
        client.close()
        await until(lambda: not scope.tasks, "the client has ended by itself")


async def test_it_connects_watches_asks_and_passes_errors_on() -> None:
    async with serving(ALL) as served, client_of(served.run) as (client, heard):
        await until(lambda: client.is_connected, "it is connected")
        assert await client.call("echo", {"a": 1}) == {"a": 1}
        with pytest.raises(RpcError) as caught:
            await client.call("fail")
        assert (caught.value.code, caught.value.data) == (ErrorCode.CIRCUIT_OPEN, {"after": 1})
        with pytest.raises(RpcError) as caught:
            await client.call("never", timeout=0.02)
        assert caught.value.code == ErrorCode.TIMED_OUT
        assert client._link is not None and not client._link._waiting, "what nobody waits for is forgotten"
        assert heard.notifications == [("snapshot", {"n": 1})] and heard.links == [True]


async def test_many_requests_at_once_find_their_own_answers() -> None:
    async with serving(ALL) as served, client_of(served.run) as (client, _):
        await until(lambda: client.is_connected, "it is connected")
        answers = await asyncio.gather(*(client.call("echo", {"n": n}) for n in range(200)))
        assert [answer["n"] for answer in answers] == list(range(200))


async def test_a_lost_connection_fails_what_was_asked_and_is_made_again() -> None:
    async with serving(ALL) as served, client_of(served.run) as (client, heard):
        await until(lambda: client.is_connected, "it is connected")
        waiting = asyncio.create_task(client.call("never"))
        with pytest.raises(ConnectionLostError):
            await client.call("leave")
        with pytest.raises(ConnectionLostError):
            await waiting
        await until(lambda: heard.links == [True, False, True], "it has come back")
        assert await client.call("echo") == {}
        assert len(heard.notifications) == 2


async def test_it_waits_for_a_server_that_is_not_there_yet() -> None:
    with run_folder() as run:
        async with client_of(run) as (client, heard):
            with pytest.raises(ConnectionLostError):
                await client.call("echo")
            scope = Scope()
            server = Server(ALL, start=scope.start)
            await server.open(open_listener(run, "control"))
            await until(lambda: client.is_connected, "it is connected")
            await server.close()
            await until(lambda: heard.links == [True, False], "it has seen the end")


async def test_a_server_that_speaks_something_else_is_left_alone() -> None:
    async def rubbish(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        attempts.append(1)
        writer.write(b"220 mail.example ESMTP\n")
        await reader.read()
        writer.close()

    attempts: list[int] = []
    with run_folder() as run:
        listener = open_listener(run, "control")
        server = await asyncio.start_unix_server(rubbish, sock=listener.socket)
        async with client_of(run) as (client, heard):
            await until(lambda: len(attempts) > 1, "it has tried again")
            assert not client.is_connected and heard.links == []
        server.close()
        with pytest.raises(ConnectionLostError, match="protocol"):
            await in_thread(_call_rubbish)


def _call_rubbish() -> None:
    ours, theirs = socket.socketpair()
    theirs.sendall(b"220 mail.example ESMTP\n")
    with theirs, BlockingClient(ours) as client:
        client.call("status", timeout=5)


async def in_thread(function: Any, *arguments: Any) -> Any:
    return await asyncio.get_running_loop().run_in_executor(None, function, *arguments)


async def test_the_blocking_client_asks_gets_errors_and_gives_up_in_time() -> None:
    def talk(served: Served) -> None:
        with BlockingClient.open(served.run) as client:
            assert client.call("echo", {"big": "x" * 500_000}) == {"big": "x" * 500_000}
            with pytest.raises(RpcError) as caught:
                client.call("fail")
            assert caught.value.code == ErrorCode.CIRCUIT_OPEN
            with pytest.raises(TimeoutError):
                client.call("never", timeout=0.02)
            assert client.call("echo", {"after": "timeout"}) == {"after": "timeout"}
            client.call("watch")
            assert next(client.notifications()) == ("snapshot", {"n": 1})
            with pytest.raises(ConnectionLostError):
                client.call("leave")

    async with serving(ALL) as served:
        await in_thread(talk, served)


def test_without_a_server_the_blocking_client_says_not_running() -> None:
    with run_folder() as run:
        with pytest.raises(NotRunningError):
            BlockingClient.open(run)
        listener = open_listener(run, "control")
        listener.socket.close()  # as after kill -9: the file is there, nobody answers
        with pytest.raises(NotRunningError):
            BlockingClient.open(run)


def test_the_blocking_client_loads_neither_asyncio_nor_msgspec() -> None:
    code = "import sys, skelly_tray.rpc.blocking; print(sorted({'asyncio', 'msgspec'} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"
