"""`admin.clear` on a real bus: what waits for a module is dropped, and nothing else happens to anybody."""

from __future__ import annotations

from typing import Any

import pytest

from tests.modules.event_bus.bus_process import BusProcess, Message, Peer, RefusedError, until


def silent(method: str, params: Message) -> Any:
    return Peer.LATER


def left_behind(bus: BusProcess) -> tuple[Peer, list[int]]:
    """A publisher, and the numbers of three messages that wait for `db`, which has gone."""
    web, db = bus.module("web"), bus.module("db")
    db.ask("subscribe", topics=["web.>"], delivery="reliable")
    db.close()
    bus.admin.told("bus.left", module="db")
    return web, [web.begin("publish", topic="web.a", payload=number) for number in range(3)]


def depth(bus: BusProcess) -> int:
    found: int = bus.admin.ask("health.check")["metrics"]["message_queue_depth"]
    return found


def test_what_waits_is_dropped_and_its_publishers_are_answered(bus: BusProcess) -> None:
    web, numbers = left_behind(bus)
    web.ask("bus.ping")
    assert depth(bus) == 3
    assert bus.admin.ask("admin.clear", modules=["db"]) == {"dropped": 3}
    assert [web.answer(number) for number in numbers] == [{"delivered": 0}] * 3
    assert depth(bus) == 0
    letters = bus.admin.ask("bus.dead_letters")
    assert [letter["reason"] for letter in letters] == ["the queue was cleared"] * 3


def test_the_module_stays_subscribed_and_gets_what_comes_after(bus: BusProcess) -> None:
    web, _ = left_behind(bus)
    web.ask("bus.ping")
    bus.admin.ask("admin.clear", modules=["db"])
    later = web.begin("publish", topic="web.a", payload="later")
    again = bus.back("db", ready=False)
    again.ask("subscribe", topics=["web.>"], delivery="reliable")
    again.ask("ready")
    assert again.request("event")["params"]["payload"] == "later"
    assert web.answer(later) == {"delivered": 1}


def test_other_subscribers_keep_what_waits_for_them(bus: BusProcess) -> None:
    web = bus.module("web")
    for name in ("db", "cache"):
        peer = bus.module(name)
        peer.ask("subscribe", topics=["web.>"], delivery="reliable")
        peer.close()
        bus.admin.told("bus.left", module=name)
    number = web.begin("publish", topic="web.a", payload="kept")
    web.ask("bus.ping")
    assert bus.admin.ask("admin.clear", modules=["db"]) == {"dropped": 1}
    cache = bus.back("cache", ready=False)
    cache.ask("subscribe", topics=["web.>"], delivery="reliable")
    cache.ask("ready")
    assert cache.request("event")["params"]["payload"] == "kept"
    assert web.answer(number) == {"delivered": 1}


def test_what_is_under_way_to_a_living_module_is_dropped_too_and_its_late_answer_harms_nobody(
    bus: BusProcess,
) -> None:
    web, db = bus.module("web"), bus.module("db", answerer=silent)
    db.ask("subscribe", topics=["web.>"], delivery="reliable")
    number = web.begin("publish", topic="web.a", payload=1)
    event = db.request("event")
    assert bus.admin.ask("admin.clear", modules=["db"]) == {"dropped": 1}
    assert web.answer(number) == {"delivered": 0}
    db.send(id=event["id"], result={})
    db.answerer = lambda method, params: {}
    again = web.begin("publish", topic="web.a", payload=2)
    assert db.request("event")["params"]["payload"] == 2
    assert web.answer(again) == {"delivered": 1}


def test_a_publisher_that_was_held_back_goes_on(bus_with: Any) -> None:
    bus = bus_with(queue_messages=10)
    web, db = bus.module("web"), bus.module("db", answerer=silent)
    db.ask("subscribe", topics=["web.>"], delivery="reliable")
    line = b'{"jsonrpc":"2.0","method":"publish","params":{"topic":"web.a","payload":"%b"}}\n' % (b"x" * 1000)
    web.fill(line, 64 << 20)
    assert bus.admin.ask("admin.clear", modules=["db"])["dropped"] >= 10
    until(lambda: depth(bus) >= 10, "what was held back has been let in")
    assert bus.admin.ask("admin.clear", modules=["db"])["dropped"] >= 10


def test_clearing_who_has_no_queue_drops_nothing(bus: BusProcess) -> None:
    bus.module("web")
    assert bus.admin.ask("admin.clear", modules=["web", "nobody"]) == {"dropped": 0}


@pytest.mark.parametrize("params", [{"modules": "db"}, {"modules": [1]}, {"modules": [], "more": 1}])
def test_nonsense_is_refused(bus: BusProcess, params: Message) -> None:
    with pytest.raises(RefusedError):
        bus.admin.ask("admin.clear", **params)


def test_no_module_may_clear(bus: BusProcess) -> None:
    web = bus.module("web")
    with pytest.raises(RefusedError):
        web.ask("admin.clear", modules=["web"])
