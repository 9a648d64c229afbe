"""Requests between modules, and modules that are not up: held, demanded, woken, or refused with a reason."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from skelly_tray.rpc.errors import ErrorCode
from tests.modules.event_bus.bus_process import BusProcess, Message, Peer, RefusedError


def failed(peer: Peer, number: int) -> RefusedError:
    try:
        answer = peer.answer(number)
    except RefusedError as error:
        return error
    raise AssertionError(f"it was answered: {answer}")


def call(peer: Peer, target: str, method: str = "hi", **more: Any) -> int:
    return peer.begin("request", target=target, method=method, **{"params": {}} | more)


def coming(method: str, params: Message) -> Any:
    return {"coming": True, "reason": ""}


# ---- targets that are there


def test_the_targets_answer_comes_as_it_is(bus: BusProcess) -> None:
    web, db = bus.module("web"), bus.module("db", answerer=lambda method, params: {"got": [method, params]})
    number = call(web, "db", "get", params={"a": [1]})
    db.request("get")
    assert web.answer(number) == {"got": ["get", {"a": [1]}]}


def test_the_targets_error_comes_as_it_is(bus: BusProcess) -> None:
    web, db = bus.module("web"), bus.module("db", answerer=lambda method, params: Peer.LATER)
    for code, message, data in ((-32601, "no such method", None), (17, "ä", {"why": [1]})):
        number = call(web, "db")
        error = {"code": code, "message": message} | ({} if data is None else {"data": data})
        db.send(id=db.request("hi")["id"], error=error)
        found = failed(web, number)
        assert (found.code, found.message, found.data) == (code, message, data)


def test_the_askers_id_of_any_kind_comes_back(bus: BusProcess) -> None:
    web, db = bus.module("web"), bus.module("db")
    for message_id in ("text", 0, 1.5, None, 2**60, "ä\n"):
        params = {"target": "db", "method": "hi", "params": {}}
        web.send(id=message_id, method="request", params=params)
        db.request("hi")
        assert json.loads(web.line()) == {"jsonrpc": "2.0", "id": message_id, "result": {}}


def test_many_at_once_find_their_own_answers(bus: BusProcess) -> None:
    web, db = bus.module("web"), bus.module("db", answerer=lambda method, params: params["n"])
    numbers = [call(web, "db", params={"n": n}) for n in range(200)]
    for _ in range(200):
        db.request("hi")
    assert [web.answer(number) for number in numbers] == list(range(200))


def test_a_direct_message_is_not_answered(bus: BusProcess) -> None:
    web, db = bus.module("web"), bus.module("db")
    web.notify("request", target="db", method="note", params={"a": 1})
    assert db.told("note") == {"a": 1}
    web.ask("bus.ping")
    assert web.heard == []


def test_a_target_that_does_not_answer_in_time_and_what_it_says_later(bus: BusProcess) -> None:
    web, db = bus.module("web"), bus.module("db", answerer=lambda method, params: Peer.LATER)
    number = call(web, "db", timeout_s=0.1)
    error = failed(web, number)
    assert error.code == ErrorCode.TIMED_OUT and error.data == {"connected": True, "held": False}
    db.send(id=db.request("hi")["id"], result="late")
    assert web.ask("bus.ping") == {} and web.heard == []


def test_a_target_that_leaves_before_it_answers(bus: BusProcess) -> None:
    web, db = bus.module("web"), bus.module("db", answerer=lambda method, params: Peer.LATER)
    number = call(web, "db")
    db.request("hi")
    db.close()
    assert failed(web, number).code == ErrorCode.NO_SUCH_MODULE


def test_an_answer_that_no_reader_takes_becomes_an_error(bus: BusProcess) -> None:
    web, db = bus.module("web"), bus.module("db", answerer=lambda method, params: Peer.LATER)
    number = call(web, "db")
    db.say(b'{"jsonrpc":"2.0","id":%d,"result":1e999}\n' % db.request("hi")["id"])
    assert failed(web, number).code == ErrorCode.INTERNAL_ERROR


def test_the_impatient_cannot_have_another_module_left_alone(bus: BusProcess) -> None:
    web, db = bus.module("web"), bus.module("db", answerer=lambda method, params: Peer.LATER)
    for _ in range(10):
        assert failed(web, call(web, "db", timeout_s=0.001)).code == ErrorCode.TIMED_OUT
    db.answerer = lambda method, params: "here"
    number = call(web, "db", "last")
    db.request("last")
    assert web.answer(number) == "here"


def test_a_module_is_checked_at_most_once_a_second_but_at_once_after_a_miss(bus: BusProcess) -> None:
    web = bus.module("web", answerer=lambda method, params: Peer.LATER)
    assert (
        failed(bus.admin, call(bus.admin, "web", "health.check", timeout_s=0.05)).code == ErrorCode.TIMED_OUT
    )
    web.request("health.check")
    number = call(bus.admin, "web", "health.check")
    web.send(id=web.request("health.check")["id"], result={"status": "healthy"})
    assert bus.admin.answer(number) == {"status": "healthy"}
    assert failed(bus.admin, call(bus.admin, "web", "health.check")).code == ErrorCode.RATE_LIMITED


def test_a_health_check_of_one_that_is_not_connected_is_answered_at_once(bus: BusProcess) -> None:
    bus.grant("granted")
    for target in ("granted", "unknown"):
        error = failed(bus.admin, call(bus.admin, target, "health.check"))
        assert error.code == ErrorCode.NO_SUCH_MODULE and error.data == {"connected": False}


def test_a_module_held_back_by_the_bus_is_not_said_to_be_silent(bus_with: Callable[..., BusProcess]) -> None:
    bus = bus_with(queue_messages=1)
    web, full = bus.module("web"), bus.module("full", answerer=lambda method, params: Peer.LATER)
    full.ask("subscribe", topics=["web.>"], delivery="reliable")
    line = b'{"jsonrpc":"2.0","method":"publish","params":{"topic":"web.a","payload":"%b"}}\n' % (b"x" * 500)
    web.fill(line, 16 << 20)
    error = failed(bus.admin, call(bus.admin, "web", "health.check", timeout_s=0.2))
    assert error.code == ErrorCode.TIMED_OUT and error.data == {"connected": True, "held": True}


# ---- targets that are not


def test_nobody_knows_the_target(bus: BusProcess) -> None:
    web = bus.module("web")
    number = call(web, "nobody")
    assert bus.admin.request("bus.demand")["params"] == {"target": "nobody", "source": "web"}
    error = failed(web, number)
    assert error.code == ErrorCode.NO_SUCH_MODULE and "nobody starts it" in error.message


def test_the_orchestrators_own_error_is_passed_on(bus: BusProcess) -> None:
    def no_such(method: str, params: Message) -> Any:
        raise RefusedError({"code": ErrorCode.NO_SUCH_MODULE, "message": "no module nobody"})

    bus.coming = no_such
    web = bus.module("web")
    number = call(web, "nobody")
    bus.admin.request("bus.demand")
    assert failed(web, number).message == "no module nobody"


def test_a_request_to_one_that_is_coming_waits_for_its_ready(bus: BusProcess) -> None:
    bus.coming = coming
    web = bus.module("web")
    numbers = [call(web, "lazy") for _ in range(3)]
    assert bus.admin.request("bus.demand")["params"] == {"target": "lazy", "source": "web"}
    token = bus.grant("lazy")
    lazy = bus.back("lazy", token=token, ready=False)
    lazy.ask("bus.ping")
    assert not any(m.get("method") == "hi" for m in lazy.heard)
    lazy.ask("ready")
    for number in numbers:
        lazy.request("hi")
        assert web.answer(number) == {}
    assert sum(m.get("method") == "bus.demand" for m in bus.admin.heard) == 0, "asked once for all"


def test_a_request_to_one_that_reconnects_waits_for_its_hello_alone(bus: BusProcess) -> None:
    web, db = bus.module("web"), bus.module("db")
    db.close()
    bus.admin.told("bus.left", module="db")
    number = call(web, "db")
    web.ask("bus.ping")
    again = bus.back("db", ready=False)
    again.request("hi")
    assert web.answer(number) == {}
    assert not any(m.get("method") == "bus.demand" for m in bus.admin.heard)


def test_the_orchestrators_request_waits_for_no_ready(bus: BusProcess) -> None:
    token = bus.grant("web", activated=False)
    number = call(bus.admin, "web", "lifecycle.activate")
    web = bus.back("web", token=token, ready=False)
    web.request("lifecycle.activate")
    assert bus.admin.answer(number) == {}


def test_what_is_held_for_one_that_does_not_come_times_out(bus: BusProcess) -> None:
    web = bus.module("web")
    bus.grant("db")
    error = failed(web, call(web, "db", timeout_s=0.1))
    assert error.code == ErrorCode.TIMED_OUT and error.data == {"connected": False}


# ---- lazy modules


def test_a_message_wakes_a_lazy_module_and_waits_for_its_subscription(bus: BusProcess) -> None:
    bus.coming = coming
    web = bus.module("web")
    bus.admin.ask("admin.lazy", modules={"lazy": ["web.>"], "other": ["x"]})
    for number in range(3):
        assert web.ask("publish", topic="web.a", payload=number) == {"delivered": 0}
    assert bus.admin.request("bus.demand")["params"] == {"target": "lazy", "source": "web"}
    lazy = bus.module("lazy", ready=False)
    lazy.ask("subscribe", topics=["other.>"])
    lazy.ask("subscribe", topics=["web.a"], delivery="reliable")
    assert [lazy.request("event")["params"]["payload"] for _ in range(3)] == [0, 1, 2]
    bus.admin.ask("admin.lazy", modules={})
    number = web.begin("publish", topic="web.a", payload=3)
    assert lazy.request("event")["params"]["payload"] == 3
    assert web.answer(number) == {"delivered": 1}


def test_what_waits_for_a_lazy_module_is_bounded(bus_with: Callable[..., BusProcess]) -> None:
    bus = bus_with(lazy_messages=5, lazy_message_bytes=1000)
    bus.coming = coming
    web = bus.module("web")
    bus.admin.ask("admin.lazy", modules={"lazy": ["web.>"]})
    for number in range(20):
        web.ask("publish", topic="web.a", payload=number)
    web.ask("publish", topic="web.a", payload="x" * 1000)
    bus.admin.request("bus.demand")
    lazy = bus.module("lazy", ready=False)
    lazy.ask("subscribe", topics=["web.a"])
    assert [lazy.event()["payload"] for _ in range(5)] == list(range(15, 20))
    assert bus.admin.ask("health.check")["metrics"]["dropped"] == 16


def test_a_lazy_module_that_is_not_coming_is_kept_nothing(bus: BusProcess) -> None:
    web = bus.module("web")
    bus.admin.ask("admin.lazy", modules={"lazy": ["web.>"]})
    web.ask("publish", topic="web.a", payload=1)
    bus.admin.request("bus.demand")
    assert bus.admin.ask("bus.ping") == {}
    lazy = bus.module("lazy", ready=False)
    lazy.ask("subscribe", topics=["web.a"])
    lazy.ask("bus.ping")
    assert lazy.heard == []
