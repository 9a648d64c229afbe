"""Publish and subscribe over real sockets: topics, capabilities, and the two kinds that are not answered."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from typing import Any

import pytest

from skelly_tray.rpc.errors import ErrorCode
from tests.modules.event_bus.bus_process import BusProcess, Peer, RefusedError


def refused(peer: Peer, method: str, /, **params: Any) -> int:
    with pytest.raises(RefusedError) as caught:
        peer.ask(method, **params)
    return caught.value.code


def test_an_event_says_what_whose_and_when(bus: BusProcess) -> None:
    web, db = bus.module("web"), bus.module("db")
    assert re.fullmatch(r"s\d+", db.ask("subscribe", topics=["web.*"])["subscription"])
    payload = {"text": "ä\n\\ \U0001f600", "n": [1, 2.5, None, True, -0.0], "big": 2**70}
    assert web.ask("publish", topic="web.a", payload=payload) == {"delivered": 1}
    event = db.event()
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z", event.pop("time"))
    assert event == {"topic": "web.a", "source": "web", "payload": payload}


def test_what_is_passed_on_is_byte_for_byte_what_was_published(bus: BusProcess) -> None:
    web, db = bus.module("web"), bus.module("db")
    db.ask("subscribe", topics=[">"])
    payload = b'{ "b" : 1.0e2 , "a" : [ 1 ,2], "a" : "\\u00e4" }'
    web.say(b'{"jsonrpc":"2.0","method":"publish","params":{"payload":' + payload + b',"topic":"web.a"}}\n')
    assert payload in db.line()


def test_patterns_decide_and_unsubscribe_ends_it(bus: BusProcess) -> None:
    web, db = bus.module("web"), bus.module("db")
    one = db.ask("subscribe", topics=["a.*", "b.>"])["subscription"]
    for topic, delivered in (("a.x", 1), ("a", 0), ("a.x.y", 0), ("b.x.y", 1), ("b", 0), ("c", 0)):
        assert web.ask("publish", topic=topic, payload=None) == {"delivered": delivered}
    db.ask("unsubscribe", subscription=one)
    assert web.ask("publish", topic="a.x", payload=None) == {"delivered": 0}
    assert refused(db, "unsubscribe", subscription=one) == ErrorCode.INVALID_PARAMS


def test_a_module_gets_a_message_once_however_many_of_its_patterns_match(bus: BusProcess) -> None:
    web, db = bus.module("web"), bus.module("db")
    for delivery in ("latest", "best_effort", "reliable"):
        db.ask("subscribe", topics=["web.>"], delivery=delivery)
        db.ask("subscribe", topics=["web.a", "*.a"], delivery=delivery)
    number = web.begin("publish", topic="web.a", payload=1)
    db.request("event")
    assert web.answer(number) == {"delivered": 1}
    db.ask("bus.ping")
    assert db.heard == []


def test_a_publisher_gets_its_own_messages_if_it_wants_them(bus: BusProcess) -> None:
    web = bus.module("web")
    web.ask("subscribe", topics=["web.>"])
    assert web.ask("publish", topic="web.a", payload=1) == {"delivered": 1}
    assert web.event()["payload"] == 1


def test_capabilities_are_held(bus: BusProcess) -> None:
    web = bus.module("web", publish=["web.>", "shared"], subscribe=["raw.*", "web.>"], call=["db.get"])
    assert web.ask("publish", topic="web.a.b", payload=1) == {"delivered": 0}
    assert web.ask("publish", topic="shared", payload=1) == {"delivered": 0}
    for topic in ("web", "db.a", "shared.x"):
        assert refused(web, "publish", topic=topic, payload=1) == ErrorCode.DENIED
    web.ask("subscribe", topics=["raw.x", "raw.*", "web.*.x"])
    for patterns in (["raw.>"], [">"], ["*.x"], ["raw.x", "db.x"], ["web"]):
        assert refused(web, "subscribe", topics=patterns) == ErrorCode.DENIED
    assert refused(web, "request", target="db", method="set", params={}) == ErrorCode.DENIED
    assert refused(web, "request", target="other", method="get", params={}) == ErrorCode.DENIED


def test_a_changed_grant_counts_at_once(bus: BusProcess) -> None:
    web = bus.module("web")
    web.ask("publish", topic="web.a", payload=1)
    bus.grant("web", publish=["web.b"])
    assert refused(web, "publish", topic="web.a", payload=1) == ErrorCode.DENIED


def test_reserved_topics_and_methods_are_the_orchestrators(bus: BusProcess) -> None:
    web, db = bus.module("web"), bus.module("db")
    db.ask("subscribe", topics=[">"])
    for topic in ("module.state", "system.status", "config.changed", "resource.alert"):
        assert refused(web, "publish", topic=topic, payload=1) == ErrorCode.DENIED
        assert bus.admin.ask("publish", topic=topic, payload=1) == {"delivered": 1}
        assert db.event(topic)["source"] == "orchestrator"
    for method in (
        "health.check",
        "config.update",
        "lifecycle.shutdown",
        "mode.degrade",
        "state.reset",
        "event",
    ):
        assert refused(web, "request", target="db", method=method, params={}) == ErrorCode.DENIED
    number = bus.admin.begin("request", target="db", method="state.save", params={})
    db.request("state.save")
    assert bus.admin.answer(number) == {}
    for method in ("admin.open", "admin.grant", "health.check", "bus.dead_letters"):
        assert refused(web, method) == ErrorCode.METHOD_NOT_FOUND


@pytest.mark.parametrize(
    ("method", "params"),
    [
        ("publish", {}),
        ("publish", {"topic": 1}),
        ("publish", {"topic": "a..b"}),
        ("publish", {"topic": "a.*"}),
        ("subscribe", {}),
        ("subscribe", {"topics": []}),
        ("subscribe", {"topics": [1]}),
        ("subscribe", {"topics": ["a..b"]}),
        ("subscribe", {"topics": [">.a"]}),
        ("subscribe", {"topics": ["a"], "delivery": "fast"}),
        ("subscribe", {"topics": ["a"], "delivery": ["reliable"]}),
        ("subscribe", {"topics": ["a"], "delivry": "reliable"}),
        ("subscribe", {"topics": [f"a{n}" for n in range(100)]}),
        ("unsubscribe", {"subscription": "s99"}),
        ("request", {"target": "db"}),
        ("request", {"target": "db", "method": "a", "params": [1]}),
        ("request", {"target": "db", "method": "a", "params": {}, "timeout_s": 0}),
        ("ready", {"ready": "yes"}),
    ],
)
def test_wrong_params_are_named_and_harm_nothing(
    bus: BusProcess, method: str, params: dict[str, Any]
) -> None:
    web = bus.module("web")
    assert refused(web, method, **params) == ErrorCode.INVALID_PARAMS
    assert web.ask("bus.ping") == {}


@pytest.mark.parametrize(
    "payload",
    [b'"\xff"', b"1e999", b"1" * 5000, b"[" * 129 + b"]" * 129, b'"\\ud800"', b"[" * 200_000, b"{", b"nul"],
    ids=lambda value: repr(value[:12]),
)
def test_what_would_break_a_reader_is_not_passed_on(bus: BusProcess, payload: bytes) -> None:
    web, db = bus.module("web"), bus.module("db")
    db.ask("subscribe", topics=[">"])
    web.say(
        b'{"jsonrpc":"2.0","id":1,"method":"publish","params":{"topic":"web.a","payload":' + payload + b"}}\n"
    )
    assert "error" in json.loads(web.line())
    web.say(b'{"jsonrpc":"2.0","id":1,"method":"request","params":{"target":"db","method":"x","params":{"a":')
    web.say(payload + b"}}}\n")
    assert "error" in json.loads(web.line())
    db.ask("bus.ping")
    assert db.heard == []


def test_a_payload_over_the_limit_is_refused_and_one_at_it_passes(bus: BusProcess) -> None:
    web, db = bus.module("web"), bus.module("db")
    db.ask("subscribe", topics=[">"])
    most = (1 << 20) - (4 << 10) - 2
    assert web.ask("publish", topic="web.a", payload="x" * most) == {"delivered": 1}
    assert len(db.event()["payload"]) == most
    assert refused(web, "publish", topic="web.a", payload="x" * (most + 1)) == ErrorCode.TOO_LARGE


def test_the_slow_lose_the_oldest_of_best_effort_and_keep_the_newest_of_latest(
    bus_with: Callable[..., BusProcess],
) -> None:
    bus = bus_with(queue_messages=50)
    web, slow, newest = bus.module("web"), bus.module("slow"), bus.module("newest")
    slow.ask("subscribe", topics=["web.>"])
    newest.ask("subscribe", topics=["web.>"], delivery="latest")
    filling, total = "x" * 2000, 2000
    for number in range(total):
        web.notify("publish", topic=f"web.{number % 2}", payload=[number, filling])
    assert web.ask("bus.ping") == {}
    assert bus.admin.ask("health.check")["metrics"]["dropped"] > 0
    slow_numbers, newest_numbers = numbers(slow, total), numbers(newest, total)
    for heard in (slow_numbers, newest_numbers):
        assert len(heard) < total and heard[-1] == total - 1
    assert slow_numbers == sorted(slow_numbers) and slow_numbers[-50:] == list(range(total - 50, total))
    assert newest_numbers[-2:] == [total - 2, total - 1]
    assert newest_numbers[-3] < total - 50, "of each topic only the newest waited"


def numbers(peer: Peer, total: int) -> list[int]:
    heard: list[int] = []
    while not heard or heard[-1] < total - 1:
        heard.append(peer.event()["payload"][0])
    return heard


def test_subscriptions_of_one_module_are_bounded(bus: BusProcess) -> None:
    web = bus.module("web")
    for number in range(256):
        web.ask("subscribe", topics=[f"a.{number}"])
    assert refused(web, "subscribe", topics=["b"]) == ErrorCode.RATE_LIMITED
