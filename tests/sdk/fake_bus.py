"""A bus of the tests' own: it speaks the lines, says what it is told to say, and remembers what it heard."""

from __future__ import annotations

import asyncio
import contextlib
import json
import shutil
import tempfile
from collections import deque
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

PATIENCE = 30.0
"""Seconds after which a test gives up; nothing is measured by it."""
TOKEN = "t0k-canary-5ecret"
Message = dict[str, Any]


class RefusalError(Exception):
    """The error answer of the module."""

    def __init__(self, error: Message) -> None:
        super().__init__(str(error))
        self.code: int = error["code"]
        self.message: str = error["message"]
        self.data = error.get("data")


class Peer:
    """One connection of a module. `heard`: all calls it made, in order."""

    def __init__(self, bus: FakeBus, writer: asyncio.StreamWriter) -> None:
        self.heard: list[Message] = []
        self.gone = asyncio.Event()
        self._bus = bus
        self._writer = writer
        self._last_id = 0
        self._answers: dict[int, asyncio.Future[Message]] = {}
        self._changed = asyncio.Condition()

    async def ask(self, method: str, **params: Any) -> Any:
        """The module's result. Raises RefusalError, and ConnectionError if it goes away."""
        return await self.wait_for_answer(self.begin(method, **params))

    def begin(self, method: str, **params: Any) -> asyncio.Future[Message]:
        self._last_id += 1
        self._answers[self._last_id] = asyncio.get_running_loop().create_future()
        self._send({"jsonrpc": "2.0", "id": self._last_id, "method": method, "params": params})
        return self._answers[self._last_id]

    async def wait_for_answer(self, answer: asyncio.Future[Message]) -> Any:
        async with asyncio.timeout(PATIENCE):
            found = await answer
        if "error" in found:
            raise RefusalError(found["error"])
        return found["result"]

    def tell(self, method: str, **params: Any) -> None:
        self._send({"jsonrpc": "2.0", "method": method, "params": params})

    def event(self, topic: str, payload: Any = None) -> None:
        """As best effort and latest subscribers get it."""
        self.tell("event", topic=topic, source="tester", time="2026-01-01T00:00:00.000Z", payload=payload)

    def begin_event(self, topic: str, payload: Any = None) -> asyncio.Future[Message]:
        """As reliable subscribers get it."""
        return self.begin(
            "event", topic=topic, source="tester", time="2026-01-01T00:00:00.000Z", payload=payload
        )

    async def until_heard(self, method: str, count: int = 1) -> list[Message]:
        """The params of the calls of this method, once there are so many."""
        async with asyncio.timeout(PATIENCE), self._changed:
            await self._changed.wait_for(lambda: len(self.calls(method)) >= count)
        return self.calls(method)

    def calls(self, method: str) -> list[Message]:
        return [call.get("params", {}) for call in self.heard if call["method"] == method]

    @property
    def methods(self) -> list[str]:
        return [call["method"] for call in self.heard]

    def drop(self) -> None:
        """As a bus that is killed."""
        self._writer.transport.abort()

    async def serve(self, reader: asyncio.StreamReader) -> None:
        try:
            while line := await reader.readline():
                await self._take(json.loads(line))
        except ConnectionError:
            pass
        finally:
            self.gone.set()
            for answer in self._answers.values():
                if not answer.done():
                    answer.set_exception(ConnectionError("the module is gone"))
                    answer.exception()
            self._writer.close()

    async def _take(self, message: Message) -> None:
        if "method" not in message:
            self._answers.pop(message["id"]).set_result(message)
            return
        async with self._changed:
            self.heard.append(message)
            self._changed.notify_all()
        outcome = self._bus.answer(self, message)
        if outcome is None or "id" not in message:
            return
        self._send({"jsonrpc": "2.0", "id": message["id"], **outcome})

    def _send(self, message: Message) -> None:
        if not self._writer.is_closing():
            self._writer.write(json.dumps(message).encode() + b"\n")


Reply = Callable[[Peer, Message], Message | None]


def result(value: Any) -> Message:
    return {"result": value}


def error(code: int, message: str = "no") -> Message:
    return {"error": {"code": code, "message": message}}


class FakeBus:
    """welcome: what hello is answered. replies: by method, once each before the usual answer, in order; a reply that
    returns None leaves the call unanswered."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.path = folder / "bus.sock"
        self.welcome: Message = {"session": "s", "settings": {}, "mode": {"name": "full"}, "activated": True}
        self.replies: dict[str, deque[Reply]] = {}
        self.always: dict[str, Reply] = {}
        self.peers: list[Peer] = []
        self._server: asyncio.Server | None = None
        self._tasks: set[asyncio.Task[None]] = set()
        self._arrived = asyncio.Condition()

    @property
    def environ(self) -> dict[str, str]:
        state = self.folder / "state"
        state.mkdir(exist_ok=True)
        return {
            "SKELLY_MODULE_ID": "greeter",
            "SKELLY_BUS": f"unix:{self.path}",
            "SKELLY_STATE_DIR": str(state),
        }

    def reply_once(self, method: str, reply: Reply | Message) -> None:
        found = reply if callable(reply) else lambda _peer, _message: reply
        self.replies.setdefault(method, deque()).append(found)

    def reply_always(self, method: str, reply: Message) -> None:
        self.always[method] = lambda _peer, _message: reply

    async def peer(self, number: int = 1) -> Peer:
        """The so-manieth connection that has said hello."""
        async with asyncio.timeout(PATIENCE), self._arrived:
            await self._arrived.wait_for(lambda: len(self.peers) >= number)
        peer = self.peers[number - 1]
        await peer.until_heard("hello")
        return peer

    def answer(self, peer: Peer, message: Message) -> Message | None:
        method = message["method"]
        waiting = self.replies.get(method)
        if waiting:
            return waiting.popleft()(peer, message)
        if method in self.always:
            return self.always[method](peer, message)
        usual = {
            "hello": self.welcome,
            "subscribe": {"subscription": f"s{len(peer.calls('subscribe'))}"},
            "publish": {"delivered": 1},
            "request": {"echo": message.get("params")},
        }
        return result(usual.get(method, {}))

    async def open(self) -> None:
        self._server = await asyncio.start_unix_server(self._accept, str(self.path), limit=4 << 20)

    async def open_tcp(self) -> str:
        """Listen on loopback instead; the address as a module's environment has it."""
        await self.close()
        self._server = await asyncio.start_server(self._accept, "127.0.0.1", 0, limit=4 << 20)
        return f"tcp:127.0.0.1:{self._server.sockets[0].getsockname()[1]}"

    async def close(self) -> None:
        """As a bus that dies: listener and connections are gone at once."""
        assert self._server is not None
        self._server.close()
        self.path.unlink(missing_ok=True)
        for peer in self.peers:
            peer.drop()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    async def _accept(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        peer = Peer(self, writer)
        task = asyncio.current_task()
        assert task is not None
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        async with self._arrived:
            self.peers.append(peer)
            self._arrived.notify_all()
        await peer.serve(reader)


@asynccontextmanager
async def fake_bus() -> AsyncIterator[FakeBus]:
    folder = Path(tempfile.mkdtemp(prefix="sk-", dir="/tmp"))
    bus = FakeBus(folder)
    try:
        await bus.open()
        yield bus
    finally:
        with contextlib.suppress(OSError):
            await bus.close()
        shutil.rmtree(folder, ignore_errors=True)
