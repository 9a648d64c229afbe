"""Reliable delivery over real sockets: acknowledged or a dead letter, and never an unbounded queue."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from skelly_tray.rpc.errors import ErrorCode
from tests.modules.event_bus.bus_process import BusProcess, Message, Peer, RefusedError, until


def refuse(method: str, params: Message) -> Any:
    raise RefusedError({"code": ErrorCode.INTERNAL_ERROR, "message": "no"})


def silent(method: str, params: Message) -> Any:
    return Peer.LATER


def letters(bus: BusProcess, **options: Any) -> list[Message]:
    found: list[Message] = bus.admin.ask("bus.dead_letters", **options)
    return found


def test_the_publisher_is_answered_when_every_reliable_subscriber_has(bus: BusProcess) -> None:
    web, one, two = bus.module("web"), bus.module("one"), bus.module("two")
    for peer in (one, two):
        peer.ask("subscribe", topics=["web.>"], delivery="reliable")
    number = web.begin("publish", topic="web.a", payload={"n": 1})
    event = one.request("event")
    assert event["params"]["payload"] == {"n": 1} and event["params"]["source"] == "web"
    web.ask("bus.ping")
    assert not any(message.get("id") == number for message in web.heard), "the second has not answered"
    two.request("event")
    assert web.answer(number) == {"delivered": 2}
    assert bus.admin.ask("health.check")["metrics"]["message_queue_depth"] == 0


def test_events_of_one_publisher_come_in_order(bus: BusProcess) -> None:
    web, db = bus.module("web"), bus.module("db")
    db.ask("subscribe", topics=["web.>"], delivery="reliable")
    for number in range(500):
        web.notify("publish", topic="web.a", payload=number)
    assert [db.request("event")["params"]["payload"] for _ in range(500)] == list(range(500))


def test_a_refused_event_is_tried_again_then_quarantined_and_told(bus: BusProcess) -> None:
    web, db = bus.module("web"), bus.module("db", answerer=refuse)
    db.ask("subscribe", topics=["web.>"], delivery="reliable")
    number = web.begin("publish", topic="web.a", payload={"canary": "secret"})
    for _ in range(3):
        db.request("event")
    assert web.answer(number) == {"delivered": 0}
    (letter,) = letters(bus)
    assert "canary" not in json.dumps(letter)
    assert letter.pop("time") and letter.pop("payload_bytes") == len('{"canary": "secret"}')
    assert letter == {
        "topic": "web.a",
        "source": "web",
        "module": "db",
        "reason": "quarantined: refused by the subscriber",
        "attempts": 3,
    }
    assert letters(bus, payloads=True)[0]["payload"] == {"canary": "secret"}
    told = bus.admin.told("bus.dead_lettered")
    assert told == {"module": "db", "topic": "web.a", "reason": letter["reason"], "total": 1}
    metrics = bus.admin.ask("health.check")["metrics"]
    assert (metrics["dead_letters"], metrics["quarantined"]) == (1, 1)


def test_modules_see_dead_letters_only_if_they_may(bus: BusProcess) -> None:
    may = bus.module("may", call=["event_bus.dead_letters"])
    assert may.ask("request", target="event_bus", method="dead_letters", params={"count": 5}) == []
    may_not = bus.module("not", call=["db.*"])
    try:
        may_not.ask("request", target="event_bus", method="dead_letters", params={})
    except RefusedError as error:
        assert error.code == ErrorCode.DENIED
    else:
        raise AssertionError("it was answered")


def test_an_event_that_is_not_acknowledged_is_tried_again_and_the_publisher_waits_no_longer_than_that(
    bus_with: Callable[..., BusProcess],
) -> None:
    bus = bus_with(ack_timeout=0.2)
    web, db = bus.module("web"), bus.module("db", answerer=silent)
    db.ask("subscribe", topics=["web.>"], delivery="reliable")
    number = web.begin("publish", topic="web.a", payload=1)
    ids = {db.request("event")["id"] for _ in range(3)}
    assert len(ids) == 3
    assert web.answer(number) == {"delivered": 0}
    assert letters(bus)[0]["reason"] == "not acknowledged in time"


def test_a_late_acknowledgement_of_a_former_attempt_counts(bus_with: Callable[..., BusProcess]) -> None:
    bus = bus_with(ack_timeout=0.2)
    web, db = bus.module("web"), bus.module("db", answerer=silent)
    db.ask("subscribe", topics=["web.>"], delivery="reliable")
    number = web.begin("publish", topic="web.a", payload=1)
    first = db.request("event")
    db.request("event")
    db.send(id=first["id"], result={})
    assert web.answer(number) == {"delivered": 1}
    assert letters(bus) == []


def test_what_was_under_way_when_the_connection_was_lost_comes_again(bus: BusProcess) -> None:
    web, db = bus.module("web"), bus.module("db", answerer=silent)
    db.ask("subscribe", topics=["web.>"], delivery="reliable")
    number = web.begin("publish", topic="web.a", payload=1)
    db.request("event")
    db.close()
    bus.admin.told("bus.left", module="db")
    again = bus.back("db", ready=False)
    again.ask("subscribe", topics=["web.>"], delivery="reliable")
    again.ask("ready")
    assert again.request("event")["params"]["payload"] == 1
    assert web.answer(number) == {"delivered": 1}


def test_poison_that_ends_its_subscriber_twice_is_quarantined_and_the_others_arrive(bus: BusProcess) -> None:
    web, db = bus.module("web"), bus.module("db", answerer=silent)
    db.ask("subscribe", topics=["web.>"], delivery="reliable")
    numbers = [web.begin("publish", topic="web.a", payload=text) for text in ("first", "poison", "last")]
    for _ in range(3):
        db.request("event")
    for _ in range(6):
        db.close()
        bus.admin.told("bus.left", module="db")
        db = bus.back("db", answerer=silent, ready=False)
        db.ask("subscribe", topics=["web.>"], delivery="reliable")
        if lives_on(db, numbers, web):
            break
    assert [web.answer(number)["delivered"] for number in numbers] == [1, 0, 1]
    (letter,) = letters(bus, payloads=True)
    assert letter["payload"] == "poison" and letter["reason"].startswith("quarantined")


def lives_on(db: Peer, numbers: list[int], web: Peer) -> bool:
    """Take events until the poison comes (False: it dies of it) or the last one has been taken."""
    while True:
        event = db.request("event")
        if event["params"]["payload"] == "poison":
            return False
        db.send(id=event["id"], result={})
        if event["params"]["payload"] == "last":
            return True


def test_a_subscriber_that_keeps_failing_is_left_alone_tried_once_and_taken_back(
    bus_with: Callable[..., BusProcess],
) -> None:
    bus = bus_with(ack_timeout=0.2, attempts=1)
    web, db = bus.module("web"), bus.module("db", answerer=silent)
    asker = bus.module("asker")
    db.ask("subscribe", topics=["web.>"], delivery="reliable")
    for number in range(5):
        web.notify("publish", topic="web.a", payload=number)
    assert bus.admin.told("bus.breaker")["state"] == "open"
    try:
        asker.ask("request", target="db", method="hi", params={})
    except RefusedError as error:
        assert error.code == ErrorCode.CIRCUIT_OPEN
    else:
        raise AssertionError("it was asked")
    number = bus.admin.begin("request", target="db", method="health.check", params={})
    db.send(id=db.request("health.check")["id"], result={"status": "healthy"})
    assert bus.admin.answer(number) == {"status": "healthy"}, "the orchestrator may always ask"
    db.answerer = lambda method, params: {}
    web.notify("publish", topic="web.a", payload="trial")
    while db.request("event")["params"]["payload"] != "trial":
        pass
    states = [bus.admin.told("bus.breaker")["state"] for _ in range(2)]
    assert states == ["half_open", "closed"]
    assert bus.admin.ask("health.check")["issues"] == []


def test_a_full_subscriber_holds_its_publisher_back_and_nobody_else(
    bus_with: Callable[..., BusProcess],
) -> None:
    bus = bus_with(queue_messages=10)
    web, db = bus.module("web"), bus.module("db", answerer=silent)
    other = bus.module("other")
    db.ask("subscribe", topics=["web.>"], delivery="reliable")
    line = b'{"jsonrpc":"2.0","method":"publish","params":{"topic":"web.a","payload":"%b"}}\n' % (b"x" * 1000)
    before = bus.rss()
    assert web.fill(line, 64 << 20) < 8 << 20, "the kernel's buffers and ours are full"
    assert bus.rss() - before < 16 << 20
    assert other.ask("publish", topic="other.a", payload=1) == {"delivered": 0}
    assert bus.admin.ask("health.check")["metrics"]["message_queue_depth"] <= 12
    db.answerer = lambda method, params: {}
    for message in [m for m in db.heard if m.get("method") == "event"]:
        db.send(id=message["id"], result={})
    db.pump(0.5)
    assert web.fill(line, 1 << 20) > 0, "it goes on"


def test_the_orchestrator_is_never_held_back(bus_with: Callable[..., BusProcess]) -> None:
    """On its connection the health checks of all modules wait: a slow subscriber loses the oldest instead."""
    bus = bus_with(queue_messages=10)
    db = bus.module("db", answerer=silent)
    db.ask("subscribe", topics=["module.>"], delivery="reliable")
    for number in range(500):
        bus.admin.notify("publish", topic="module.state", payload=number)
    assert bus.admin.ask("health.check")["metrics"]["dead_letters"] == 490
    assert letters(bus)[-1]["reason"] == "too much waits for a subscriber that is slow"


def test_two_that_wait_for_each_other_go_on(bus_with: Callable[..., BusProcess]) -> None:
    """Each publishes reliably to the other, whose queue is full: answers overtake the calls that wait."""
    bus = bus_with(queue_messages=2, window=2)
    one, two = bus.module("one"), bus.module("two")
    one.ask("subscribe", topics=["two.>"], delivery="reliable")
    two.ask("subscribe", topics=["one.>"], delivery="reliable")
    first = [one.begin("publish", topic="one.a", payload=n) for n in range(20)]
    second = [two.begin("publish", topic="two.a", payload=n) for n in range(20)]
    for _ in range(200):
        one.pump(0.01)
        two.pump(0.01)
        if len(answered(one)) == len(answered(two)) == 20:
            break
    assert answered(one) == first and answered(two) == second
    assert letters(bus) == []


def answered(peer: Peer) -> list[int]:
    return [message["id"] for message in peer.heard if message.get("result") == {"delivered": 1}]


def test_what_is_not_renewed_before_ready_is_over(bus: BusProcess) -> None:
    web, db = bus.module("web"), bus.module("db", answerer=silent)
    db.ask("subscribe", topics=["web.a"], delivery="reliable")
    db.ask("subscribe", topics=["web.b"], delivery="reliable")
    db.close()
    bus.admin.told("bus.left", module="db")
    number = web.begin("publish", topic="web.a", payload=1)
    again = bus.back("db", ready=False)
    again.ask("subscribe", topics=["web.b"], delivery="reliable")
    again.ask("ready")
    assert web.answer(number) == {"delivered": 0}
    assert letters(bus)[0]["reason"] == "the subscription was not renewed"
    assert kept(bus) == [["db", ["web.b"]]]


def test_a_module_that_is_forgotten_leaves_nothing_behind(bus: BusProcess) -> None:
    web, db = bus.module("web"), bus.module("db", answerer=silent)
    db.ask("subscribe", topics=["web.>"], delivery="reliable")
    assert kept(bus) == [["db", ["web.>"]]]
    number = web.begin("publish", topic="web.a", payload=1)
    bus.revoke("db")
    assert kept(bus) == [["db", ["web.>"]]]
    bus.grant("db")
    bus.revoke("db", forget=True)
    assert web.answer(number) == {"delivered": 0}
    assert kept(bus) == []
    assert web.ask("publish", topic="web.a", payload=1) == {"delivered": 0}


def kept(bus: BusProcess) -> list[Any]:
    file = bus.state / "subscriptions.json"
    assert file.stat().st_mode & 0o777 == 0o600
    return [[e["module"], e["topics"]] for e in json.loads(file.read_text())["subscriptions"]]


def test_for_one_that_is_away_for_long_nobody_waits(bus_with: Callable[..., BusProcess]) -> None:
    bus = bus_with(ack_timeout=0.1)
    web, db = bus.module("web"), bus.module("db")
    db.ask("subscribe", topics=["web.>"], delivery="reliable")
    db.close()
    bus.admin.told("bus.left", module="db")
    assert web.ask("publish", topic="web.a", payload=1) == {"delivered": 0}
    until(lambda: letters(bus), "it is a dead letter")
    assert web.ask("publish", topic="web.a", payload=2) == {"delivered": 0}
    assert letters(bus)[-1]["reason"] == "the subscriber is away"


def test_what_waits_for_one_that_is_away_is_bounded_and_the_oldest_goes(
    bus_with: Callable[..., BusProcess],
) -> None:
    bus = bus_with(queue_messages=10)
    web, db = bus.module("web"), bus.module("db")
    db.ask("subscribe", topics=["web.>"], delivery="reliable")
    db.close()
    bus.admin.told("bus.left", module="db")
    for number in range(25):
        web.notify("publish", topic="web.a", payload=number)
    web.ask("bus.ping")
    assert [letter["payload"] for letter in letters(bus, payloads=True)] == list(range(15))
    again = bus.back("db", ready=False)
    again.ask("subscribe", topics=["web.>"], delivery="reliable")
    assert [again.request("event")["params"]["payload"] for _ in range(10)] == list(range(15, 25))
