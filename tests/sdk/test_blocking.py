"""The facade without asyncio: a script in a thread or a process, on a bus of the test's own."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any

import pytest

from skelly_tray.rpc.errors import ConnectionLostError, RpcError
from skelly_tray.sdk.blocking import BusClient
from skelly_tray.sdk.faults import RefusedError
from tests.sdk.fake_bus import PATIENCE, TOKEN, FakeBus, Message, Peer, RefusalError, error, fake_bus, result
from tests.sdk.processes import EXAMPLES, run_python


def drop(peer: Peer, _message: Message) -> None:
    peer.drop()


async def script(bus: FakeBus, work: Callable[[BusClient], Any], **options: Any) -> Any:
    """Run `work(client)` on a thread, as a script would."""

    def main() -> Any:
        with BusClient(environ={**bus.environ, "SKELLY_BUS_TOKEN": TOKEN}, **options) as client:
            return work(client)

    async with asyncio.timeout(PATIENCE):
        return await asyncio.to_thread(main)


def start(bus: FakeBus, work: Callable[[BusClient], Any], **options: Any) -> asyncio.Task[Any]:
    return asyncio.create_task(script(bus, work, **options))


def until_told(client: BusClient) -> bool:
    client.ready()
    return client.wait()


async def test_a_script_says_hello_and_ready_and_its_health_is_answered_while_it_is_busy() -> None:
    async with fake_bus() as bus:
        bus.welcome["settings"] = {"every_s": 5}
        running = start(bus, lambda client: (until_told(client), client.settings, client.id), version="1.1")
        peer = await bus.peer()
        await peer.until_heard("ready")
        assert peer.methods == ["hello", "ready"] and peer.calls("hello")[0]["version"] == "1.1"
        assert await peer.ask("health.check") == {"status": "healthy", "metrics": {}, "issues": []}
        await peer.ask("lifecycle.shutdown", grace_s=5)
        assert await running == (True, {"every_s": 5}, "greeter")


async def test_a_script_can_have_a_health_of_its_own_and_a_failing_one_is_an_error() -> None:
    answers = iter([{"status": "degraded", "metrics": {"n": 1}, "issues": ["slow"]}])
    async with fake_bus() as bus:
        running = start(bus, until_told, health=lambda: next(answers))
        peer = await bus.peer()
        assert (await peer.ask("health.check"))["status"] == "degraded"
        with pytest.raises(RefusalError) as caught:
            await peer.ask("health.check")
        assert caught.value.code == -32603
        await peer.ask("lifecycle.shutdown")
        assert await running is True


async def test_a_prewarmed_script_waits_in_ready_for_its_activation() -> None:
    async with fake_bus() as bus:
        bus.welcome["activated"] = False
        running = start(bus, until_told)
        peer = await bus.peer()
        await peer.ask("health.check")
        assert peer.calls("ready") == []
        await peer.ask("lifecycle.activate")
        await peer.until_heard("ready")
        await peer.ask("lifecycle.shutdown")
        assert await running is True


async def test_publish_notify_and_call_from_a_script() -> None:
    def work(client: BusClient) -> Any:
        sent = client.notify("greeter.note", 1)
        return sent, client.publish("greeter.x", {"n": 2}), client.call("storage", "query", {"q": 1})

    async with fake_bus() as bus:
        bus.reply_once("request", result({"rows": 1}))
        assert await script(bus, work) == (True, 1, {"rows": 1})
        peer = await bus.peer()
        assert peer.calls("publish") == [
            {"topic": "greeter.note", "payload": 1},
            {"topic": "greeter.x", "payload": {"n": 2}},
        ]
        assert peer.calls("request") == [
            {"target": "storage", "method": "query", "params": {"q": 1}, "timeout_s": 30.0}
        ]


async def test_a_publication_of_a_script_is_sent_again_over_a_lost_connection() -> None:
    def work(client: BusClient) -> int:
        client.subscribe("raw_event", print, "reliable")
        client.ready()
        return client.publish("greeter.x", 1)

    async with fake_bus() as bus:
        bus.reply_once("publish", drop)
        bus.reply_once("publish", drop)
        assert await script(bus, work) == 1
        assert bus.peers[-1].methods == ["hello", "subscribe", "ready", "publish"]
        assert [len(peer.calls("publish")) for peer in bus.peers] == [1, 1, 1]


async def test_errors_of_the_bus_reach_a_script() -> None:
    def work(client: BusClient) -> list[Any]:
        caught: list[Any] = []
        for call in (
            lambda: client.publish("system.x"),
            lambda: client.call("a", "b"),
            lambda: client.call("a", "b"),
            lambda: client.call("a", "b", timeout=0.01),
            lambda: client.publish("greeter.x", deadline=0.01),
            lambda: client.publish("greeter.x", "x" * (1 << 20)),
            lambda: client.publish("greeter.x", {1, 2}),
        ):
            try:
                call()
            except RpcError as problem:
                caught.append(problem.code)
            except ConnectionLostError:
                caught.append("lost")
        return caught

    async with fake_bus() as bus:
        bus.reply_once("publish", error(-32004))
        bus.reply_once("publish", lambda _peer, _message: None)
        bus.reply_once("request", error(-32001))
        bus.reply_once("request", drop)
        bus.reply_once("request", lambda _peer, _message: None)
        assert await script(bus, work) == [-32004, -32001, "lost", -32002, -32002, -32006, -32603]


async def test_callbacks_run_in_wait_and_what_they_raise_is_not_acknowledged() -> None:
    got: list[Any] = []

    def on_event(event: dict[str, Any]) -> None:
        got.append(event["payload"])
        if event["payload"] == "bad":
            raise KeyError("5ecret")

    def work(client: BusClient) -> bool:
        client.subscribe(["raw_event", "level.*"], on_event, "reliable")
        client.serve("double", lambda params: {"n": params["n"] * 2})
        client.serve("answer_with_rubbish", lambda params: {1, 2})
        return until_told(client)

    async with fake_bus() as bus:
        running = start(bus, work)
        peer = await bus.peer()
        await peer.until_heard("ready")
        assert await peer.wait_for_answer(peer.begin_event("raw_event", 1)) == {}
        with pytest.raises(RefusalError) as caught:
            await peer.wait_for_answer(peer.begin_event("level.a", "bad"))
        assert "5ecret" not in str(caught.value)
        assert await peer.ask("double", n=4) == {"n": 8}
        with pytest.raises(RefusalError) as caught:
            await peer.ask("answer_with_rubbish")
        assert caught.value.code == -32603
        await peer.ask("lifecycle.shutdown")
        assert await running is True and got == [1, "bad"]


async def test_a_callback_may_call_and_publish() -> None:
    def work(client: BusClient) -> bool:
        client.subscribe("raw_event", lambda event: client.publish("greeter.echo", event["payload"]))
        return until_told(client)

    async with fake_bus() as bus:
        running = start(bus, work)
        peer = await bus.peer()
        await peer.until_heard("ready")
        peer.event("raw_event", 5)
        assert await peer.until_heard("publish") == [{"topic": "greeter.echo", "payload": 5}]
        await peer.ask("lifecycle.shutdown")
        assert await running is True


async def test_a_call_of_a_former_connection_is_not_answered_on_the_next_one() -> None:
    got: list[Any] = []

    async with fake_bus() as bus:
        loop = asyncio.get_running_loop()
        returned = asyncio.Event()

        def on_event(event: dict[str, Any]) -> None:
            got.append(event["payload"])
            if event["payload"] == 1:
                # The connection is lost and made again while this event is under way.
                asyncio.run_coroutine_threadsafe(lose(), loop).result(PATIENCE)

        async def lose() -> None:
            bus.peers[0].begin_event("raw_event", 2)
            await bus.peers[0].ask("health.check")
            bus.peers[0].drop()
            await (await bus.peer(2)).until_heard("ready")
            returned.set()

        def work(client: BusClient) -> bool:
            client.subscribe("raw_event", on_event, "reliable")
            return until_told(client)

        running = start(bus, work)
        first = await bus.peer()
        await first.until_heard("ready")
        first.begin_event("raw_event", 1)
        await returned.wait()
        second = bus.peers[1]
        # The same id as the event of the former connection had.
        assert await second.wait_for_answer(second.begin_event("raw_event", 3)) == {}
        await second.ask("lifecycle.shutdown")
        assert await running is True and got == [1, 3]


async def test_a_script_is_told_its_mode_and_refuses_what_it_does_not_know() -> None:
    async with fake_bus() as bus:
        modes: list[Any] = []
        running = start(bus, lambda client: (until_told(client), modes.append(client.mode)))
        peer = await bus.peer()
        await peer.until_heard("ready")
        await peer.ask("mode.degrade", disable_features=["x"], reduce_load=0.5)
        with pytest.raises(RefusalError) as caught:
            await peer.ask("config.update", settings={}, changed=[])
        assert caught.value.code == -32601
        await peer.ask("lifecycle.shutdown")
        await running
        assert modes == [{"name": "degraded", "disable_features": ["x"], "reduce_load": 0.5}]


async def test_a_script_that_is_refused_is_told_so_wherever_it_waits() -> None:
    async with fake_bus() as bus:
        bus.reply_always("hello", error(-32004, "revoked"))
        with pytest.raises(RefusedError, match="revoked"):
            await script(bus, until_told, patience=0.0)
    async with fake_bus() as bus:
        running = start(bus, until_told, patience=0.0)
        peer = await bus.peer()
        await peer.until_heard("ready")
        bus.reply_always("hello", error(-32004, "revoked"))
        peer.drop()
        with pytest.raises(RefusedError, match="revoked"):
            await running


async def test_the_thermometer_of_the_examples_publishes_and_ends_when_asked() -> None:
    async with fake_bus() as bus:
        bus.welcome["settings"] = {"every_s": 0.01}
        running = await run_python(EXAMPLES / "thermometer.py", bus.environ)
        peer = await bus.peer()
        readings = await peer.until_heard("publish", 2)
        assert readings[0]["topic"] == "thermometer.reading" and "celsius" in readings[0]["payload"]
        await peer.ask("lifecycle.shutdown", grace_s=5)
        assert (await running.end())[0] == 0
