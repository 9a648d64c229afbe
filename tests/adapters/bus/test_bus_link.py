"""Our connection to the bus: what it tells first, whom it blames for silence, and how it comes back."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest

from skelly_tray.adapters.bus.link import BusLink
from skelly_tray.domain.descriptor import BusAccess, ModuleId
from skelly_tray.engine.bus_port import BusRefused, BusSilent, BusUnavailable, Grant

SILENT = object()


class FakeServer:
    """A bus that answers as `answers` says by method; SILENT: not at all."""

    def __init__(self) -> None:
        self.seen: list[tuple[str, dict[str, Any]]] = []
        self.answers: dict[str, Any] = {}
        self.writers: list[asyncio.StreamWriter] = []
        self._server: asyncio.Server | None = None

    async def open(self, path: str) -> None:
        self._server = await asyncio.start_unix_server(self._serve, path)

    async def close(self) -> None:
        for writer in self.writers:
            writer.close()
        if self._server is not None:
            self._server.close()
            await self._server.wait_closed()

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.writers.append(writer)
        while line := await reader.readline():
            message = json.loads(line)
            self.seen.append((message["method"], message["params"]))
            answer = self.answers.get(message["method"], {})
            if answer is SILENT or "id" not in message:
                continue
            kind = "error" if isinstance(answer, dict) and "code" in answer else "result"
            reply = {"jsonrpc": "2.0", "id": message["id"], kind: answer}
            writer.write(json.dumps(reply).encode() + b"\n")

    def methods(self) -> list[str]:
        return [method for method, _ in self.seen]


class Facts:
    def __init__(self) -> None:
        self.told: list[tuple[Any, ...]] = []
        self.live: list[Grant] = []

    def grants(self) -> list[Grant]:
        return self.live

    def modules(self) -> list[str]:
        return ["a", "b", "later"]

    def lazy(self) -> Mapping[str, Sequence[str]]:
        return {"later": ("a.b",)}

    def linked(self, sessions: Sequence[Mapping[str, Any]]) -> None:
        self.told.append(("linked", list(sessions)))

    def said_hello(self, key: str) -> None:
        self.told.append(("hello", key))

    def said_ready(self, key: str, ready: bool) -> None:
        self.told.append(("ready", key, ready))

    def breaker(self, module: ModuleId, state: str, reason: str) -> None:
        self.told.append(("breaker", module, state))

    def heartbeat(self, module: ModuleId) -> None:
        self.told.append(("heartbeat", module))

    def demanded(self, target: str, source: str) -> tuple[bool, str]:
        return target == "later", "no"


class Bench:
    def __init__(self, run: Path) -> None:
        self.server, self.facts, self.link = FakeServer(), Facts(), BusLink(run)
        self.path = self.link.addresses()[1].removeprefix("unix:")

    async def up(self) -> None:
        await self.server.open(self.path)
        self.link.open(self.facts)
        self.link.connect("secret")
        async with asyncio.timeout(10):
            await self.link.wait_connected()


@pytest.fixture
async def bench(home: Path) -> AsyncIterator[Bench]:
    home.mkdir()
    made = Bench(home)
    yield made
    await made.link.close()
    await made.server.close()


def grant(key: str, **settings: Any) -> Grant:
    return Grant(key, ModuleId(key), "00", None, BusAccess(), settings)


async def test_a_new_bus_learns_all_that_live_and_nobody_else_before_it_opens(bench: Bench) -> None:
    bench.facts.live = [grant("a"), grant("b")]
    bench.server.answers["admin.open"] = {"sessions": [{"key": "a", "module": "a", "ready": None}]}
    await bench.up()
    methods = bench.server.methods()
    assert methods[0] == "hello" and methods[-1] == "admin.open"
    assert methods.count("admin.grant") == 2
    assert ("admin.keep", {"keys": ["a", "b"], "modules": ["a", "b", "later"]}) in bench.server.seen
    assert ("admin.lazy", {"modules": {"later": ["a.b"]}}) in bench.server.seen
    assert ("linked", [{"key": "a", "module": "a", "ready": None}]) in bench.facts.told


async def test_a_grant_that_cannot_be_told_keeps_nobody_else_out(bench: Bench) -> None:
    bench.facts.live = [grant("big", text="x" * (1 << 20)), grant("small")]
    await bench.up()
    assert [p["grants"][0]["key"] for m, p in bench.server.seen if m == "admin.grant"] == ["small"]


async def test_a_silent_module_is_blamed_only_if_the_bus_answers_a_ping(bench: Bench) -> None:
    await bench.up()
    bench.server.answers["request"] = SILENT
    with pytest.raises(BusSilent):
        await bench.link.ask("a", "health.check", {}, 0.05)
    assert bench.server.methods()[-1] == "bus.ping"


async def test_a_timeout_that_the_bus_tells_is_the_modules_silence(bench: Bench) -> None:
    await bench.up()
    bench.server.answers["request"] = {"code": -32002, "message": "timed out"}
    with pytest.raises(BusSilent):
        await bench.link.ask("a", "health.check", {}, 1.0)
    bench.server.answers["request"] = {"code": -32002, "message": "timed out", "data": {"held": True}}
    with pytest.raises(BusUnavailable):
        await bench.link.ask("a", "health.check", {}, 1.0)
    bench.server.answers["request"] = {"code": -32601, "message": "unknown"}
    with pytest.raises(BusRefused, match="unknown"):
        await bench.link.ask("a", "health.check", {}, 1.0)


async def silent(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    """A bus that answers nothing any more, and a breaker that has opened because of it."""
    monkeypatch.setattr("skelly_tray.adapters.bus.link.PING", 0.05)
    bench.server.answers |= {"request": SILENT, "bus.ping": SILENT, "admin.grant": SILENT}
    for _ in range(3):
        with pytest.raises(BusUnavailable):
            await bench.link.ask("a", "health.check", {}, 0.05)


async def test_a_bus_that_answers_no_pings_opens_the_breaker_and_one_good_trial_closes_it(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    await bench.up()
    await silent(bench, monkeypatch)
    assert bench.facts.told[-1] == ("breaker", "event_bus", "open")
    asked = len(bench.server.seen)
    with pytest.raises(BusUnavailable):
        await bench.link.ask("a", "health.check", {}, 0.05)
    assert len(bench.server.seen) == asked, "while it is open nothing is sent"
    bench.server.answers.clear()
    async with asyncio.timeout(10):
        while bench.facts.told[-1] != ("breaker", "event_bus", "closed"):
            try:
                await bench.link.ask("a", "health.check", {}, 0.05)
            except BusUnavailable:
                await asyncio.sleep(0.02)
    assert [told for told in bench.facts.told if told[0] == "breaker"] == [
        ("breaker", "event_bus", "open"),
        ("breaker", "event_bus", "closed"),
    ]


async def test_a_trial_that_is_cancelled_leaves_the_breaker_open_and_not_stuck(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    await bench.up()
    await silent(bench, monkeypatch)
    before = bench.server.methods().count("request")
    async with asyncio.timeout(10):
        while bench.server.methods().count("request") == before:
            try:
                async with asyncio.timeout(0.05):
                    await bench.link.ask("a", "health.check", {}, 10.0)
            except (TimeoutError, BusUnavailable):
                await asyncio.sleep(0.02)
    bench.server.answers.clear()
    async with asyncio.timeout(10):
        while True:
            try:
                assert await bench.link.ask("a", "health.check", {}, 1.0) == {}
                break
            except BusUnavailable:
                await asyncio.sleep(0.02)


async def test_a_bus_that_does_not_answer_a_grant_is_unavailable(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    await bench.up()
    monkeypatch.setattr("skelly_tray.adapters.bus.link.PING", 0.05)
    bench.server.answers["admin.grant"] = SILENT
    with pytest.raises(BusUnavailable):
        await bench.link.grant(grant("a"))
    bench.server.answers["admin.grant"] = {"code": -32602, "message": "no"}
    with pytest.raises(BusUnavailable):
        await bench.link.grant(grant("a"))


async def test_a_lost_connection_is_told_and_made_again(bench: Bench) -> None:
    await bench.up()
    bench.server.writers[-1].close()
    async with asyncio.timeout(10):
        while bench.server.methods().count("hello") < 2 or not bench.link.connected_for:
            await asyncio.sleep(0.01)
    breakers = [told[2] for told in bench.facts.told if told[0] == "breaker"]
    assert breakers == ["open", "closed"]


async def test_what_the_bus_says_is_told(bench: Bench) -> None:
    await bench.up()
    for method, params in (
        ("bus.hello", {"key": "k", "module": "a"}),
        ("bus.ready", {"key": "k", "module": "a", "ready": False}),
        ("event", {"topic": "a.heartbeat", "source": "a", "payload": {}}),
        ("bus.breaker", {"module": "a", "state": "open", "reason": "slow"}),
    ):
        line = {"jsonrpc": "2.0", "method": method, "params": params}
        bench.server.writers[-1].write(json.dumps(line).encode() + b"\n")
    async with asyncio.timeout(10):
        while len(bench.facts.told) < 5:
            await asyncio.sleep(0.01)
    assert bench.facts.told[-4:] == [
        ("hello", "k"), ("ready", "k", False), ("heartbeat", "a"), ("breaker", "a", "open"),
    ]  # fmt: skip
