"""Modules that were let in and then go mad: what they do costs them, and neither the bus nor the others."""

from __future__ import annotations

import contextlib
import json

import pytest

from skelly_tray.rpc.errors import ErrorCode
from tests.modules.event_bus.bus_process import BusProcess, RefusedError, until

GROWTH = 32 << 20
"""Bytes by which one of them may make the bus larger for a moment."""


def refused(code: ErrorCode, ask: object) -> None:
    assert isinstance(ask, RefusedError) and ask.code == code


def test_an_id_that_fits_into_no_answer_ends_nobody_elses_connection(bus: BusProcess) -> None:
    mad = bus.module("mad", call=["*.>", "*.*"])
    number = "x" * ((1 << 20) - 200)
    line = {
        "jsonrpc": "2.0",
        "id": number,
        "method": "request",
        "params": {"target": "nobody", "method": "x"},
    }
    mad.say(json.dumps(line).encode() + b"\n")
    answer = mad.wait(lambda message: "error" in message)
    assert (answer["id"], answer["error"]["code"]) == (None, ErrorCode.INVALID_REQUEST)
    assert bus.admin.ask("bus.ping") == {}


def test_who_sends_rubbish_and_reads_no_answers_is_cut_off(bus: BusProcess) -> None:
    mad = bus.module("mad")
    before = bus.rss()
    line = json.dumps({"jsonrpc": "1.0", "id": "x" * 250, "method": "y"}).encode() + b"\n"
    with contextlib.suppress(OSError):
        mad.fill(line, 256 << 20)
    until(lambda: bus.admin.ask("admin.open")["sessions"] == [], "the mad module cut off")
    assert bus.rss() - before < GROWTH


def test_changing_ones_mind_about_ready_tells_changes_only_and_not_without_end(bus: BusProcess) -> None:
    mad = bus.module("mad")
    for _ in range(5):
        mad.ask("ready")
    told = 0
    with pytest.raises(RefusedError) as caught:
        for number in range(100):
            mad.ask("ready", ready=bool(number % 2))
            told += 1
    refused(ErrorCode.RATE_LIMITED, caught.value)
    assert told < 40


def test_heartbeats_are_small_and_no_more_than_a_few_a_second(bus: BusProcess) -> None:
    bus.admin.ask("subscribe", topics=["*.heartbeat"])
    mad = bus.module("mad", publish=["mad.>"])
    with pytest.raises(RefusedError) as caught:
        mad.ask("publish", topic="mad.heartbeat", payload="x" * 2000)
    refused(ErrorCode.TOO_LARGE, caught.value)
    taken = [mad.ask("publish", topic="mad.heartbeat", payload=None)["delivered"] for _ in range(200)]
    assert taken[0] == 1 and sum(taken) < 60


def test_patterns_are_bounded_in_number_and_depth(bus: BusProcess) -> None:
    mad = bus.module("mad", subscribe=[">"])
    with pytest.raises(RefusedError) as caught:
        mad.ask("subscribe", topics=[".".join("a" * 17)])
    refused(ErrorCode.INVALID_PARAMS, caught.value)
    with pytest.raises(RefusedError) as caught:
        for number in range(20):
            mad.ask("subscribe", topics=[f"n{number}.t{each}" for each in range(64)])
    refused(ErrorCode.RATE_LIMITED, caught.value)


def test_alerts_of_the_orchestrator_cannot_be_forged(bus: BusProcess) -> None:
    bus.module("web")
    mad = bus.module("mad", call=["web.>", "web.*"])
    for method in ("resource.alert", "state.reset", "lifecycle.shutdown"):
        with pytest.raises(RefusedError) as caught:
            mad.ask("request", target="web", method=method, params={})
        refused(ErrorCode.DENIED, caught.value)


def test_names_without_end_are_refused(bus: BusProcess) -> None:
    mad = bus.module("mad", call=["*.>", "*.*"])
    for target, method in (("x" * 65, "a"), ("web", "m" * 257)):
        with pytest.raises(RefusedError):
            mad.ask("request", target=target, method=method, params={})


def test_what_is_kept_for_modules_that_there_are_not_is_dropped(bus: BusProcess) -> None:
    ghost = bus.module("ghost")
    ghost.ask("subscribe", topics=["web.a"], delivery="reliable")
    ghost.close()
    bus.admin.told("bus.left")
    bus.admin.ask("admin.keep", keys=["ghost", "web"], modules=["web"])
    assert bus.module("web", publish=["web.>"]).ask("publish", topic="web.a") == {"delivered": 0}
