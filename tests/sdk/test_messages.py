"""Publishing, subscribing, calling and serving, also over lost connections."""

from __future__ import annotations

import asyncio
from typing import Any

import msgspec
import pytest

from skelly_tray.sdk import ConnectionLostError, Event, Module, ModuleError, RpcError, serve
from skelly_tray.sdk.inbox import MOST_WAITING
from tests.sdk.fake_bus import Message, Peer, RefusalError, error, fake_bus, result
from tests.sdk.living import Living, living, until


class Reader(Module):
    """Subscribes to what `wanted` says and keeps what it gets."""

    wanted: tuple[tuple[str, str], ...] = (("raw_event", "reliable"),)

    def __init__(self) -> None:
        self.got: list[Event] = []
        self.go = asyncio.Event()
        self.go.set()

    async def start(self) -> None:
        for topic, delivery in self.wanted:
            await self.subscribe(topic, self.take, delivery)  # type: ignore[arg-type]

    async def take(self, event: Event) -> None:
        self.got.append(event)
        await self.go.wait()
        if event.payload == "bad":
            raise KeyError("a secret")

    @property
    def payloads(self) -> list[Any]:
        return [event.payload for event in self.got]


def reader(*wanted: tuple[str, str]) -> Any:
    def make() -> Reader:
        module = Reader()
        module.wanted = wanted
        return module

    return make


# ---- subscribing


async def test_an_event_is_acknowledged_when_its_handler_has_returned() -> None:
    async with living(Reader) as life:
        peer = await life.ready()
        life.module.go.clear()
        taken = peer.begin_event("raw_event", {"n": 1})
        await until(lambda: life.module.got)
        assert not taken.done()
        life.module.go.set()
        assert await peer.wait_for_answer(taken) == {}
        event = life.module.got[0]
        assert (event.topic, event.source, event.payload) == ("raw_event", "tester", {"n": 1})
        assert event.time == "2026-01-01T00:00:00.000Z"


async def test_an_event_whose_handler_fails_is_not_acknowledged() -> None:
    async with living(Reader) as life:
        peer = await life.ready()
        with pytest.raises(RefusalError, match="the handler failed"):
            await peer.wait_for_answer(peer.begin_event("raw_event", "bad"))
        assert await peer.wait_for_answer(peer.begin_event("raw_event", "good")) == {}
        assert "a secret" not in life.said and "topic=raw_event" in life.said
        assert (await peer.ask("health.check"))["metrics"]["error_rate"] == 0.5


async def test_events_are_handled_one_after_the_other_in_their_order() -> None:
    async with living(Reader) as life:
        peer = await life.ready()
        life.module.go.clear()
        taken = [peer.begin_event("raw_event", number) for number in range(20)]
        await until(lambda: life.module.got)
        report = await peer.ask("health.check")
        assert report["metrics"]["message_queue_depth"] == 19
        assert life.module.payloads == [0]
        life.module.go.set()
        for answer in taken:
            await peer.wait_for_answer(answer)
        assert life.module.payloads == list(range(20))


async def test_every_matching_handler_gets_an_event_and_all_must_take_a_reliable_one() -> None:
    async with living(reader(("raw_event", "reliable"), ("*", "reliable"), ("other", "reliable"))) as life:
        peer = await life.ready()
        await peer.wait_for_answer(peer.begin_event("raw_event", 1))
        assert life.module.payloads == [1, 1]


async def test_best_effort_drops_the_oldest_when_the_module_is_slow() -> None:
    async with living(reader(("raw_event", "best_effort"))) as life:
        peer = await life.ready()
        life.module.go.clear()
        peer.event("raw_event", -1)
        await until(lambda: life.module.got)
        for number in range(MOST_WAITING + 5):
            peer.event("raw_event", number)
        await peer.ask("health.check")
        life.module.go.set()
        await until(lambda: len(life.module.got) == MOST_WAITING + 1)
        assert life.module.payloads == [-1, *range(5, MOST_WAITING + 5)]


async def test_latest_keeps_only_the_newest_of_each_topic() -> None:
    async with living(reader(("level.*", "latest"))) as life:
        peer = await life.ready()
        life.module.go.clear()
        peer.event("level.a", 0)
        await until(lambda: life.module.got)
        for number in range(1, 5):
            peer.event("level.a", number)
            peer.event("level.b", number * 10)
        await peer.ask("health.check")
        life.module.go.set()
        await until(lambda: len(life.module.got) == 3)
        assert life.module.payloads == [0, 4, 40]


async def test_a_plain_function_may_be_a_handler() -> None:
    class Plain(Module):
        async def start(self) -> None:
            self.got: list[Event] = []
            await self.subscribe(["a.>", "b"], self.got.append)

    async with living(Plain) as life:
        peer = await life.ready()
        assert peer.calls("subscribe") == [{"topics": ["a.>", "b"], "delivery": "best_effort"}]
        peer.event("a.x.y", 1)
        peer.event("c", 2)
        peer.event("b", 3)
        await until(lambda: len(life.module.got) == 2)
        assert [event.payload for event in life.module.got] == [1, 3]


async def test_subscriptions_are_renewed_before_ready_is_said_again() -> None:
    async with living(reader(("raw_event", "reliable"), ("level.*", "latest"))) as life:
        (await life.ready()).drop()
        peer = await life.ready(2)
        assert peer.methods == ["hello", "subscribe", "subscribe", "ready"]
        assert peer.calls("subscribe") == [
            {"topics": ["raw_event"], "delivery": "reliable"},
            {"topics": ["level.*"], "delivery": "latest"},
        ]
        assert await peer.wait_for_answer(peer.begin_event("raw_event", 1)) == {}


async def test_an_event_of_a_lost_connection_is_left_to_come_again() -> None:
    async with living(Reader) as life:
        peer = await life.ready()
        life.module.go.clear()
        peer.begin_event("raw_event", 1)
        peer.begin_event("raw_event", 2)
        await until(lambda: life.life.subscriptions.waiting == 1)
        peer.drop()
        peer = await life.ready(2)
        life.module.go.set()
        await peer.wait_for_answer(peer.begin_event("raw_event", 2))
        assert life.module.payloads == [1, 2]


async def test_a_subscription_asked_for_without_a_connection_is_made_with_the_next_one() -> None:
    async with living(reader()) as life:
        peer = await life.ready()
        await life.bus.close()
        await peer.gone.wait()
        asked = asyncio.create_task(life.module.subscribe("raw_event", life.module.take, "reliable"))
        await life.bus.open()
        await asked
        peer = await life.ready(2)
        assert peer.calls("subscribe") == [{"topics": ["raw_event"], "delivery": "reliable"}]
        await peer.wait_for_answer(peer.begin_event("raw_event", 1))
        assert life.module.payloads == [1]


async def test_a_subscription_that_was_lost_on_its_way_is_made_once_on_the_next_connection() -> None:
    def drop(peer: Peer, _message: Message) -> None:
        peer.drop()

    async with living(reader()) as life:
        await life.ready()
        life.bus.reply_once("subscribe", drop)
        await life.module.subscribe("raw_event", life.module.take)
        peer = await life.ready(2)
        assert peer.methods.count("subscribe") == 1


async def test_a_cancelled_subscription_is_told_to_the_bus_and_not_renewed() -> None:
    async with living(reader()) as life:
        peer = await life.ready()
        first = await life.module.subscribe("a", life.module.take)
        second = await life.module.subscribe("b", life.module.take)
        await second.cancel()
        assert peer.calls("unsubscribe") == [{"subscription": "s2"}]
        peer.event("b", 1)
        peer.drop()
        peer = await life.ready(2)
        assert peer.calls("subscribe") == [{"topics": ["a"], "delivery": "best_effort"}]
        assert life.module.got == [] and first.topics == ("a",)


async def test_an_unknown_delivery_is_a_fault_of_the_program() -> None:
    async with living(reader()) as life:
        await life.ready()
        with pytest.raises(ValueError, match="reliable, best_effort, latest"):
            await life.module.subscribe("a", life.module.take, "often")  # type: ignore[arg-type]


async def test_rubbish_in_place_of_an_event_is_refused_and_harms_nothing() -> None:
    async with living(Reader) as life:
        peer = await life.ready()
        peer.tell("event", topic=5)
        with pytest.raises(RefusalError):
            await peer.ask("event", topic=5)
        assert (await peer.ask("health.check"))["status"] == "healthy"


# ---- publishing


async def test_a_publication_is_answered_with_how_many_took_it() -> None:
    async with living(Module) as life:
        peer = await life.ready()
        life.bus.reply_once("publish", result({"delivered": 3}))
        assert await life.module.publish("greeter.x", {"n": 1}) == 3
        assert peer.calls("publish") == [{"topic": "greeter.x", "payload": {"n": 1}}]


async def test_a_publication_lost_with_its_connection_is_sent_again_until_it_is_acknowledged() -> None:
    def drop(peer: Peer, _message: Message) -> None:
        peer.drop()

    async with living(Module) as life:
        await life.ready()
        for _ in range(3):
            life.bus.reply_once("publish", drop)
        assert await life.module.publish("greeter.x", 1) == 1
        assert [len(peer.calls("publish")) for peer in life.bus.peers] == [1, 1, 1, 1]


async def test_publications_wait_for_a_bus_that_is_away() -> None:
    async with living(Module) as life:
        peer = await life.ready()
        await life.bus.close()
        await peer.gone.wait()
        waiting = [asyncio.create_task(life.module.publish("greeter.x", number)) for number in range(10)]
        await life.bus.open()
        assert await asyncio.gather(*waiting) == [1] * 10
        peer = await life.ready(2)
        assert sorted(call["payload"] for call in peer.calls("publish")) == list(range(10))


async def test_a_publication_that_is_not_taken_by_its_deadline_fails() -> None:
    async with living(Module) as life:
        await life.ready()
        life.bus.reply_once("publish", lambda _peer, _message: None)
        with pytest.raises(RpcError) as caught:
            await life.module.publish("greeter.x", 1, deadline=0.05)
        assert caught.value.code == -32002


async def test_a_publication_that_is_not_allowed_is_not_tried_again() -> None:
    async with living(Module) as life:
        peer = await life.ready()
        life.bus.reply_once("publish", error(-32004, "may not publish"))
        with pytest.raises(RpcError, match="may not publish"):
            await life.module.publish("system.x")
        assert len(peer.calls("publish")) == 1


async def test_a_publication_over_the_rate_is_tried_again() -> None:
    async with living(Module) as life:
        peer = await life.ready()
        life.bus.reply_once("publish", error(-32005, "too fast"))
        assert await life.module.publish("greeter.x") == 1
        assert len(peer.calls("publish")) == 2


async def test_a_notification_is_not_answered_and_says_whether_it_was_sent() -> None:
    async with living(Module) as life:
        peer = await life.ready()
        assert life.module.notify("greeter.x", 1)
        assert (await peer.until_heard("publish"))[0] == {"topic": "greeter.x", "payload": 1}
        assert "id" not in next(call for call in peer.heard if call["method"] == "publish")
        await life.bus.close()
        await until(lambda: not life.module.notify("greeter.x", 2))


# ---- calling and serving


async def test_a_call_goes_through_the_bus_and_its_answer_comes_back() -> None:
    async with living(Module) as life:
        peer = await life.ready()
        life.bus.reply_once("request", result({"rows": 2}))
        assert await life.module.call("storage", "query", {"limit": 2}, timeout=5) == {"rows": 2}
        request = peer.calls("request")[0]
        assert (request["target"], request["method"], request["params"]) == ("storage", "query", {"limit": 2})
        assert 0 < request["timeout_s"] <= 5


async def test_the_error_of_a_call_comes_back_verbatim() -> None:
    async with living(Module) as life:
        await life.ready()
        life.bus.reply_once("request", {"error": {"code": -32050, "message": "odd", "data": [1]}})
        with pytest.raises(RpcError) as caught:
            await life.module.call("storage", "query")
        assert (caught.value.code, caught.value.message, caught.value.data) == (-32050, "odd", [1])


async def test_a_call_under_way_is_not_repeated_after_a_lost_connection() -> None:
    def drop(peer: Peer, _message: Message) -> None:
        peer.drop()

    async with living(Module) as life:
        await life.ready()
        life.bus.reply_once("request", drop)
        with pytest.raises(ConnectionLostError):
            await life.module.call("storage", "delete")
        peer = await life.ready(2)
        await peer.ask("health.check")
        assert peer.calls("request") == []


async def test_a_call_that_nobody_answers_times_out() -> None:
    async with living(Module) as life:
        await life.ready()
        life.bus.reply_once("request", lambda _peer, _message: None)
        with pytest.raises(RpcError) as caught:
            await life.module.call("storage", "query", timeout=0.01)
        assert caught.value.code == -32002


class Params(msgspec.Struct):
    """Of `add`."""

    a: int
    b: int = 1


class Server(Module):
    """Serves a few methods."""

    def __init__(self) -> None:
        self.got: list[Any] = []

    @serve("echo")
    async def echo(self, params: dict[str, Any]) -> dict[str, Any]:
        self.got.append(params)
        return params

    @serve("add", params=Params)
    def add(self, params: Params) -> int:
        return params.a + params.b

    @serve("fail")
    async def fail(self, params: dict[str, Any]) -> None:
        raise KeyError("a secret")

    @serve("refuse")
    async def refuse(self, params: dict[str, Any]) -> None:
        raise ModuleError("only on Sundays")

    @serve("own")
    async def own(self, params: dict[str, Any]) -> None:
        raise RpcError(-32077, "mine", {"x": 1})


async def refusal(life: Living[Server], method: str, **params: Any) -> RefusalError:
    peer = life.bus.peers[-1]
    with pytest.raises(RefusalError) as caught:
        await peer.ask(method, **params)
    return caught.value


async def test_served_methods_are_called_and_their_params_converted() -> None:
    async with living(Server) as life:
        peer = await life.ready()
        assert await peer.ask("echo", a=[1]) == {"a": [1]}
        assert await peer.ask("add", a=1, b=2) == 3
        assert (
            await refusal(life, "add", a="5ecret")
        ).message == "params: Expected `int`, got `str` - at `$.a`"


async def test_what_a_served_method_raises_is_told_as_far_as_it_was_meant_to_be() -> None:
    async with living(Server) as life:
        await life.ready()
        failed = await refusal(life, "fail")
        assert (failed.code, failed.message) == (-32603, "fail failed inside")
        refused = await refusal(life, "refuse")
        assert (refused.code, refused.message) == (-32602, "only on Sundays")
        own = await refusal(life, "own")
        assert (own.code, own.message, own.data) == (-32077, "mine", {"x": 1})
        assert "a secret" not in life.said and "method=fail" in life.said


async def test_a_direct_message_reaches_a_served_method_without_an_answer() -> None:
    async with living(Server) as life:
        peer = await life.ready()
        peer.tell("echo", n=1)
        peer.tell("fail")
        peer.tell("nothing")
        await peer.ask("echo", n=2)
        assert life.module.got == [{"n": 1}, {"n": 2}]
        assert "a direct message was refused method=nothing" in life.said


def test_reserved_methods_cannot_be_served() -> None:
    for name in ("event", "health.check", "lifecycle.shutdown", "state.save"):
        with pytest.raises(ValueError, match="of the bus or the orchestrator"):
            serve(name)


# ---- the connection


async def test_a_module_waits_for_a_bus_that_is_not_there_yet() -> None:
    async with fake_bus() as bus:
        await bus.close()
        async with living(Module, bus=bus) as life:
            await bus.open()
            await life.ready()
            assert await life.end() == 0


async def test_readiness_is_said_again_as_it_was_last() -> None:
    async with living(Module) as life:
        peer = await life.ready()
        life.module.say_ready(False)
        await peer.until_heard("ready", 2)
        peer.drop()
        peer = await life.ready(2)
        assert peer.calls("ready") == [{"ready": False}]


async def test_an_answer_to_hello_that_is_not_understood_is_a_refusal() -> None:
    async with living(Module, patience=0.1) as life:
        life.bus.reply_always("hello", result({"settings": 5}))
        assert await life.code() == 1
        assert "hello is not understood" in life.said


async def test_lines_that_are_no_messages_end_the_connection_and_a_new_one_is_made() -> None:
    async with living(Module) as life:
        peer = await life.ready()
        peer._writer.write(b"what?\n")
        await peer.gone.wait()
        assert (await (await life.ready(2)).ask("health.check"))["status"] == "healthy"
