"""What strangers and mad modules do to a real bus: it lives, stays small, and serves the others as ever."""

from __future__ import annotations

import json
import random
import select
import socket
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.modules.event_bus.bus_process import PATIENCE, BusProcess, Peer

GROWTH = 16 << 20
"""Bytes by which abuse may make the bus larger."""
LONG_LINES = 1_000_000
LONG_CONNECTIONS = 10_000

SEEDS = [
    b'{"jsonrpc":"2.0","id":1,"method":"hello","params":{"module":"web","token":"x","protocol":1}}\n',
    b'{"jsonrpc":"2.0","id":2,"method":"publish","params":{"topic":"web.a","payload":{"n":[1,2,{"a":"b"}]}}}\n',
    b'{"jsonrpc":"2.0","method":"publish","params":{"topic":"web.a","payload":"\\u00e4"}}\n',
    b'{"jsonrpc":"2.0","id":3,"method":"subscribe","params":{"topics":["a.*","b.>"],"delivery":"reliable"}}\n',
    b'{"jsonrpc":"2.0","id":4,"method":"unsubscribe","params":{"subscription":"s1"}}\n',
    b'{"jsonrpc":"2.0","id":5,"method":"request","params":{"target":"web","method":"x","params":{}}}\n',
    b'{"jsonrpc":"2.0","id":1,"result":{}}\n{"jsonrpc":"2.0","id":2,"error":{"code":1,"message":"a"}}\n',
    b'{"jsonrpc":"2.0","id":6,"method":"ready","params":{"ready":true}}\n',
    b"[1]\n7\nnull\n{}\n\n",
    b"\x00\xff\xfe{\n",
]


def rubbish(chance: random.Random, lines: int) -> bytes:
    """Lines that nearly are messages."""
    parts = []
    for _ in range(lines):
        data = bytearray(chance.choice(SEEDS))
        for _ in range(chance.randint(0, 4)):
            at = chance.randrange(len(data))
            match chance.randrange(3):
                case 0:
                    data[at] = chance.randrange(256)
                case 1:
                    del data[at]
                case _:
                    data[at:at] = chance.choice((b"{", b"[", b'"', b"\\", b"9" * 30, b"\n", b"null"))
        parts.append(bytes(data))
    return b"".join(parts)


def throw(peer: Peer, data: bytes) -> bool:
    """Send it all and read what comes meanwhile; False when the bus has closed or takes no more."""
    view = memoryview(data)
    peer.sock.setblocking(False)
    try:
        while view:
            readable, writable, _ = select.select([peer.sock], [peer.sock], [], 1.0)
            if not (readable or writable) or (readable and not peer.sock.recv(1 << 20)):
                return False
            if writable:
                view = view[peer.sock.send(view[: 1 << 16]) :]
    except (BrokenPipeError, ConnectionResetError):
        return False
    finally:
        peer.sock.settimeout(PATIENCE)
    return True


def expect_survival(bus: BusProcess, lines: int) -> None:
    """Of so many lines from a module that is let in, and from strangers."""
    chance = random.Random(20_260_301)
    bus.admin.ask("bus.ping")
    witness = bus.module("witness")
    mad = bus.module("mad")
    left = lines
    while left > 0:
        count = min(left, 2000)
        left -= count
        bus.admin.pump(0.001)
        bus.admin.heard.clear()
        if not throw(mad, rubbish(chance, count)):
            mad.close()
            mad = bus.back("mad")
        stranger = bus.stranger()
        throw(stranger, rubbish(chance, 3))
        stranger.close()
        assert witness.ask("publish", topic="witness.a", payload=1)["delivered"] >= 0
    assert witness.ask("bus.ping") == {}


def knock(bus: BusProcess, connections: int) -> None:
    """Without a word, with a wrong token, a revoked one, and one in use."""
    bus.module("web")
    bus.grant("gone")
    bus.revoke("gone")
    lines = [
        b"",
        hello("web", "wrong"),
        hello("gone", "token-of-gone"),
        hello("web", "token-of-web"),
        hello("nobody", ""),
        b'{"jsonrpc":"2.0","id":1,"method":"publish","params":{}}\n',
    ]

    def one(number: int) -> bool:
        with socket.socket(socket.AF_UNIX) as sock:
            sock.settimeout(PATIENCE)
            try:
                sock.connect(str(bus.path))
                sock.sendall(lines[number % len(lines)])
                return number % len(lines) > 0 and b'"session"' in sock.recv(1 << 16)
            except (BrokenPipeError, ConnectionResetError):
                return False

    with ThreadPoolExecutor(20) as pool:
        assert not any(pool.map(one, range(connections)))


def hello(module: str, token: str) -> bytes:
    params = {"module": module, "token": token, "protocol": 1}
    return json.dumps({"jsonrpc": "2.0", "id": 1, "method": "hello", "params": params}).encode() + b"\n"


@pytest.fixture
def watched(bus_with: Callable[..., BusProcess]) -> Iterator[BusProcess]:
    """A bus that may not grow by more than the bound, whatever the test does to it.

    It soon gives up on subscribers that do not answer: what is thrown at it subscribes and does not.
    """
    bus = bus_with(ack_timeout=0.1)
    web = bus.module("warm")
    for _ in range(100):
        web.ask("publish", topic="warm.a", payload="x" * 10_000)
    before = bus.rss()
    yield bus
    assert bus.rss() - before < GROWTH


def test_fuzzed_lines_harm_nobody(watched: BusProcess) -> None:
    expect_survival(watched, 20_000)


@pytest.mark.long
@pytest.mark.timeout(1200)
def test_a_million_fuzzed_lines_harm_nobody(watched: BusProcess) -> None:
    expect_survival(watched, LONG_LINES)


def test_no_stranger_of_many_gets_in_and_the_module_gets_back(watched: BusProcess) -> None:
    knock(watched, 300)
    assert watched.module("back").ask("bus.ping") == {}


@pytest.mark.long
@pytest.mark.timeout(600)
def test_no_stranger_of_ten_thousand_gets_in_and_a_module_gets_back_meanwhile(watched: BusProcess) -> None:
    watched.grant("again")
    back = 0
    with ThreadPoolExecutor(1) as pool:
        knocking = pool.submit(knock, watched, LONG_CONNECTIONS)
        while not knocking.done():
            peer = watched.stranger()
            try:
                peer.ask("hello", module="again", token="token-of-again", protocol=1)
                back += 1
            except ConnectionError:
                pass  # shown out before its word came, among so many: it tries again
            peer.close()
        knocking.result()
    assert back > 100


def test_json_200_000_deep_is_an_error_and_no_more(watched: BusProcess) -> None:
    web = watched.module("web")
    deep = b"[" * 200_000 + b"]" * 200_000
    for line in (
        deep,
        b'{"a":' * 150_000,
        b'{"jsonrpc":"2.0","id":1,"method":"publish","params":{"payload":' + deep + b"}}",
    ):
        web.say(line + b"\n")
        assert "error" in json.loads(web.line())
    assert web.ask("bus.ping") == {}


def test_a_line_without_end_takes_no_memory(watched: BusProcess) -> None:
    web, stranger = watched.module("web"), watched.stranger()
    for _ in range(64):
        web.say(b"x" * (1 << 20))
    web.say(b"\n")
    assert "error" in json.loads(web.line())
    assert web.ask("bus.ping") == {}
    assert not throw(stranger, b"x" * (8 << 20)), "a stranger is shown out after 64 KiB"


def test_a_consumer_that_never_reads_costs_its_own_messages_and_little_memory(watched: BusProcess) -> None:
    web, fine = watched.module("web"), watched.module("fine")
    for kind in ("best_effort", "latest", "reliable"):
        watched.module(f"deaf_{kind}").ask("subscribe", topics=["web.>"], delivery=kind)
    line = b'{"jsonrpc":"2.0","method":"publish","params":{"topic":"web.%d","payload":"%b"}}\n'
    for number in range(400):
        web.sock.settimeout(0.05)
        try:
            web.say(line % (number % 7, b"x" * 100_000))
        except TimeoutError:
            break
    assert fine.ask("publish", topic="fine.a", payload=1) == {"delivered": 0}


def test_a_flooder_keeps_nobody_else_from_being_served(watched: BusProcess) -> None:
    flooder, web, db = watched.module("flooder"), watched.module("web"), watched.module("db")
    db.ask("subscribe", topics=["web.>"])
    line = b'{"jsonrpc":"2.0","method":"publish","params":{"topic":"flooder.%d","payload":1}}\n'
    with ThreadPoolExecutor(1) as pool:
        flood = pool.submit(lambda: [flooder.say(line % n * 50) for n in range(4000)])
        served = 0
        while not flood.done():
            assert web.ask("publish", topic="web.a", payload=served) == {"delivered": 1}
            assert db.event()["payload"] == served
            served += 1
        flood.result()
    assert served > 10
    assert flooder.ask("bus.ping") == {}


def test_a_canary_in_tokens_payloads_and_settings_appears_in_no_report_and_no_log(
    bus_with: Callable[..., BusProcess],
) -> None:
    bus = bus_with(ack_timeout=0.1)
    web = bus.module("web", token="canary-token", settings={"key": "canary-setting"})
    db = bus.module("db", answerer=lambda method, params: Peer.LATER)
    db.ask("subscribe", topics=["web.>"], delivery="reliable")
    assert web.ask("publish", topic="web.a", payload="canary-payload") == {"delivered": 0}
    web.say(b'{"jsonrpc":"2.0","id":9,"method":"publish","params":{"topic":7,"payload":"canary"}}\n')
    assert "canary" not in json.dumps(web.wait(lambda m: m.get("id") == 9))
    seen = [bus.admin.ask("health.check"), bus.admin.ask("bus.dead_letters"), bus.admin.ask("admin.open")]
    bus.admin.pump(0.05)
    assert "canary" not in json.dumps([seen, bus.admin.heard]) + bus.said()
