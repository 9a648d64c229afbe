"""The server asks its peers, serves them in turns, and decides who may wait: on real sockets."""

from __future__ import annotations

import asyncio
import json
import socket
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import UNSET, Raw

from skelly_tray.rpc import codec
from skelly_tray.rpc.asking import answer_line, id_of
from skelly_tray.rpc.connection import QUANTUM, Connection, Direct, Method
from skelly_tray.rpc.endpoint import parse_address
from skelly_tray.rpc.envelope import MAX_DEPTH, Envelope, check_passable, read_envelope
from skelly_tray.rpc.errors import ErrorCode, RpcError
from skelly_tray.rpc.limits import Limits
from skelly_tray.rpc.listener import AddressInUseError, listen_at
from skelly_tray.rpc.message import Answer, Call, Malformed, read_message
from skelly_tray.rpc.outbox import Outbox
from skelly_tray.rpc.server import Server
from tests.rpc.serving import METHODS, Peer, Scope, serving, until

REQUEST = b'{"jsonrpc":"2.0","id":1,"method":"echo","params":{}}\n'


class Met:
    """Remembers the connections of the peers that said `meet`."""

    def __init__(self) -> None:
        self.connections: list[Connection] = []
        self.methods: dict[str, Method] = {**METHODS, "meet": self._meet}

    def _meet(self, params: dict[str, Any], connection: Connection) -> Any:
        self.connections.append(connection)
        return {"met": True}


# ---- asking


async def test_a_peer_is_asked_and_its_answer_or_error_is_matched() -> None:
    met, answers = Met(), []
    async with serving(met.methods) as served:
        peer = await served.peer()
        await peer.ask("meet")
        for method in (b'"one"', b'"two"'):
            met.connections[0].ask(method, b'{"a":1}', answers.append)
        first, second = await peer.hear(), await peer.hear()
        assert first and second
        assert (first["method"], first["params"], second["method"]) == ("one", {"a": 1}, "two")
        failure = {"jsonrpc": "2.0", "id": second["id"], "error": {"code": 7, "message": "no"}}
        await peer.say(json.dumps(failure).encode() + b"\n")
        await peer.say(json.dumps({"jsonrpc": "2.0", "id": first["id"], "result": [1]}).encode() + b"\n")
        await until(lambda: len(answers) == 2, "both are answered")
        assert answers[1].outcome() == [1]
        with pytest.raises(RpcError, match="no"):
            answers[0].outcome()


async def test_what_was_asked_is_settled_when_the_connection_ends_and_a_stray_answer_is_nothing() -> None:
    met, answers = Met(), []
    async with serving(met.methods) as served:
        peer = await served.peer()
        await peer.ask("meet")
        connection = met.connections[0]
        forgotten = connection.ask(b'"a"', b"{}", answers.append)
        connection.ask(b'"b"', b"{}", answers.append)
        connection.forget(forgotten)
        await peer.say(
            b'{"jsonrpc":"2.0","id":%d,"result":1}\n{"jsonrpc":"2.0","id":99,"result":1}\n' % forgotten
        )
        assert (await peer.ask("echo"))["result"] == {}
        assert answers == []
        peer.writer.close()
        await until(lambda: answers, "the end has been noticed")
        assert answers == [None]
        connection.ask(b'"c"', b"{}", answers.append)
        assert answers == [None, None]


async def test_answers_overtake_calls_that_wait() -> None:
    met, answers = Met(), []
    async with serving(met.methods) as served:
        peer = await served.peer()
        await peer.ask("meet")
        connection = met.connections[0]
        connection.ask(b'"a"', b"{}", answers.append)
        question = await peer.hear()
        assert question is not None
        connection.hold()
        await peer.say(REQUEST * 10)
        await peer.say(b'{"jsonrpc":"2.0","id":%d,"result":1}\n' % question["id"])
        await until(lambda: answers, "the answer has been read")
        assert connection.is_held and not connection.is_clogged
        connection.release()
        assert [(await peer.hear() or {}).get("result") for _ in range(10)] == [{}] * 10
        assert not connection.is_held


async def test_who_is_held_is_read_no_further_than_a_bound_and_loses_nothing() -> None:
    met = Met()
    async with serving(met.methods, Limits(rate=1e9, burst=1e9)) as served:
        peer = await served.peer()
        await peer.ask("meet")
        connection = met.connections[0]
        connection.hold()
        peer.writer.write(REQUEST * 50_000)
        await until(lambda: connection.is_clogged, "it is read no further")
        connection.release()
        for _ in range(50_000):
            assert (await peer.hear() or {}).get("result") == {}


# ---- methods


async def test_plain_handlers_and_direct_ones_answer_at_once_and_their_mistakes_are_answered() -> None:
    def plain(params: dict[str, Any], connection: Connection) -> Any:
        return [params]

    def broken(params: dict[str, Any], connection: Connection) -> Any:
        raise RpcError(7, "no")

    def direct(call: Envelope, connection: Connection) -> None:
        connection.out.send(codec.result(id_of(call), len(call.params)))

    methods: dict[str, Method] = {"plain": plain, "broken": broken, "direct": Direct(direct)}
    async with serving(methods) as served:
        peer = await served.peer()
        assert (await peer.ask("plain", a=1))["result"] == [{"a": 1}]
        assert (await peer.ask("broken"))["error"]["code"] == 7
        assert (await peer.ask("direct", a=1))["result"] == len('{"a": 1}')
        assert not served.scope.tasks


async def test_a_peer_is_served_for_a_quantum_then_it_is_the_others_turn() -> None:
    order: list[str] = []

    def note(params: dict[str, Any], connection: Connection) -> Any:
        order.append(params["who"])

    async with serving({"note": note}, Limits(rate=1e9, burst=1e9)) as served:
        flooder, other = await served.peer(), await served.peer()
        line = b'{"jsonrpc":"2.0","method":"note","params":{"who":"%b"}}\n'
        flooder.writer.write(line % b"flooder" * 2000)
        other.writer.write(line % b"other" * 10)
        await until(lambda: len(order) == 2010, "all are served")
        assert order.index("other") <= 4 * QUANTUM


# ---- strangers


def hello(params: dict[str, Any], connection: Connection) -> Any:
    connection.authenticate("web")


async def test_one_stranger_too_many_ends_the_oldest_stranger_and_no_friend() -> None:
    async with serving(before_authentication={"hello": hello}, limits=Limits(unauthenticated=2)) as served:
        friend = await served.peer()
        await friend.ask("hello")
        strangers: list[Peer] = []
        for number in range(4):
            strangers.append(await served.peer())
            await until(lambda n=number: served.server.connection_count == 1 + min(2, n + 1), "it is let in")
        assert await strangers[0].closed() and await strangers[1].closed()
        await strangers[3].ask("hello")
        await strangers[2].ask("hello")
        assert (await friend.ask("echo"))["result"] == {}


# ---- addresses


def test_addresses_are_read_and_anything_else_is_named() -> None:
    assert parse_address("unix:/a/b:c") == Path("/a/b:c")
    assert parse_address("tcp:127.0.0.1:80") == ("127.0.0.1", 80)
    for wrong in ("", "unix:", "tcp:80", "tcp:host:", "udp:a:1", "/a/b"):
        with pytest.raises(ValueError, match="an address is"):
            parse_address(wrong)


async def test_it_listens_exactly_where_it_is_told_and_takes_no_living_ones_place(tmp_path: Path) -> None:
    listener = listen_at(f"unix:{tmp_path}/x.sock")
    assert (tmp_path / "x.sock").stat().st_mode & 0o777 == 0o600
    with pytest.raises(AddressInUseError):
        listen_at(f"unix:{tmp_path}/x.sock")
    listener.close()
    assert not (tmp_path / "x.sock").exists()
    with pytest.raises(OSError, match="too long"):
        listen_at("unix:/" + "x" * 200)
    scope = Scope()
    server = Server(METHODS, start=scope.start, before_authentication={"hello": hello}, any_user=True)
    tcp = listen_at("tcp:127.0.0.1:0")
    port = tcp.socket.getsockname()[1]
    await server.open(tcp)
    peer = Peer(*await asyncio.open_connection("127.0.0.1", port))
    assert (await peer.ask("hello"))["result"] is None
    assert (await peer.ask("echo", a=1))["result"] == {"a": 1}
    peer.writer.close()
    await peer.writer.wait_closed()
    await server.close()
    await scope.end()
    with socket.socket() as sock:
        assert sock.connect_ex(("127.0.0.1", port)) != 0


# ---- the quick way and the careful one

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
)
MEMBERS = {
    "jsonrpc": st.sampled_from(["2.0", "2.0", "2.0", "1.0", 2, None]),
    "id": st.integers() | st.text() | st.none() | st.booleans() | st.floats(allow_nan=False) | JSON,
    "method": st.text() | JSON,
    "params": st.dictionaries(st.text(), JSON, max_size=3) | JSON,
    "result": JSON,
    "error": st.fixed_dictionaries({"code": st.integers(), "message": st.text()}) | JSON,
}


@given(st.fixed_dictionaries({}, optional=MEMBERS) | JSON)
def test_the_quick_way_reads_what_the_careful_one_reads(value: Any) -> None:
    try:
        line = codec.encode(value)[:-1]
    except RpcError:
        return  # no JSON can hold it
    careful, quick = read_message(codec.decode(line)), read_envelope(line)
    match careful:
        case Call():
            assert isinstance(quick, Envelope)
            assert (quick.method, quick.wants_answer) == (careful.method, careful.wants_answer)
            assert id_of(quick) == careful.id and quick.named_params() == careful.params
        case Answer():
            assert isinstance(quick, Envelope) and quick.method is UNSET
            assert id_of(quick) == careful.id and quick.failed == (careful.error is not None)
            passed_on = read_message(codec.decode(answer_line(quick, 5)))
            assert isinstance(passed_on, Answer) and passed_on.id == 5
            assert passed_on.result == careful.result
            assert (passed_on.error is None) == (careful.error is None)
        case Malformed():
            assert isinstance(quick, Malformed)
            assert (quick.id, quick.wants_answer, quick.error.code) == (
                careful.id,
                careful.wants_answer,
                careful.error.code,
            )


@given(JSON)
def test_whatever_every_reader_takes_is_passed_on(value: Any) -> None:
    check_passable(Raw(codec.encode(value)[:-1]))
    assert json.loads(codec.encode(value)) is not ...


@pytest.mark.parametrize("raw", [b'"\xff"', b"1e999", b"9" * 5000, b'"\\ud800"', b'{"a":' * 2000])
def test_what_some_reader_does_not_take_is_not(raw: bytes) -> None:
    with pytest.raises(RpcError):
        check_passable(Raw(raw))


@pytest.mark.parametrize(("open_", "close"), [(b"[", b"]"), (b'{"a":', b"}")])
def test_nesting_is_passed_on_up_to_a_bound(open_: bytes, close: bytes) -> None:
    check_passable(Raw(open_ * MAX_DEPTH + b"[1]"[:0] + b"1" + close * MAX_DEPTH))
    check_passable(Raw(b"[" + b",".join([b"[1]"] * 1000) + b"]"))
    with pytest.raises(RpcError) as caught:
        check_passable(Raw(open_ * (MAX_DEPTH + 1) + b"1" + close * (MAX_DEPTH + 1)))
    assert caught.value.code == ErrorCode.INVALID_PARAMS


@given(st.lists(st.tuples(st.booleans(), st.integers(0, 20), st.integers(0, 5)), max_size=40))
def test_an_outbox_is_bounded_in_bytes_and_keeps_the_newest(items: list[tuple[bool, int, int]]) -> None:
    box, dropped, put = Outbox(5, 40), 0, 0
    newest: dict[object, bytes] = {}
    for is_latest, size, key in items:
        line = b"x" * size
        replaces = is_latest and key in box._latest
        dropped += box.put_latest(key, line) if is_latest else box.put(line)
        put += not replaces
        if is_latest:
            newest[key] = line
        assert box.held <= 40 or len(box) <= 2
        assert len(box) == put - dropped and len(box) <= 10
    held = sum(map(len, [*box._queue, *box._latest.values()]))
    assert held == box.held
    assert all(newest[key] == line for key, line in box._latest.items())
