"""The wire on a real socket: every line gets the right answer, or none."""

from __future__ import annotations

import asyncio
import json
import logging
import random
from typing import Any

import pytest

from skelly_tray.rpc.codec import MAX_LINE
from skelly_tray.rpc.connection import Connection
from skelly_tray.rpc.errors import ErrorCode
from tests.rpc.serving import METHODS, Peer, serving, until


async def one_answer(line: bytes) -> dict[str, Any]:
    async with serving() as served:
        peer = await served.peer()
        await peer.say(line + b"\n")
        answer = await peer.hear()
        assert answer is not None and answer["jsonrpc"] == "2.0"
        assert (await peer.ask("echo", still=1))["result"] == {"still": 1}
        return answer


@pytest.mark.parametrize(
    ("line", "code"),
    [
        (b"[1]", ErrorCode.INVALID_REQUEST),
        (b"[]", ErrorCode.INVALID_REQUEST),
        (b"7", ErrorCode.INVALID_REQUEST),
        (b"null", ErrorCode.INVALID_REQUEST),
        (b'{"method": "echo", "id": 1}', ErrorCode.INVALID_REQUEST),
        (b'{"jsonrpc": "2.0", "id": 1}', ErrorCode.INVALID_REQUEST),
        (b'{"jsonrpc": "2.0", "id": 1, "method": 5}', ErrorCode.INVALID_REQUEST),
        (b'{"jsonrpc": "2.0", "id": 1, "method": "nothing"}', ErrorCode.METHOD_NOT_FOUND),
        (b'{"jsonrpc": "2.0", "id": 1, "method": "echo", "params": [1]}', ErrorCode.INVALID_PARAMS),
        (b'{"jsonrpc": "2.0", "id": 1, "method": "fail"}', ErrorCode.CIRCUIT_OPEN),
        (b"{", ErrorCode.PARSE_ERROR),
        (b"\xff\xfe", ErrorCode.PARSE_ERROR),
        (b"[" * 200_000, ErrorCode.PARSE_ERROR),
        (b'{"a":' * 150_000, ErrorCode.PARSE_ERROR),
        (b"1" * 50_000, ErrorCode.PARSE_ERROR),
        (b"x" * (MAX_LINE + 1), ErrorCode.TOO_LARGE),
    ],
    ids=lambda value: repr(value)[:40],
)
async def test_what_is_wrong_gets_its_code_and_the_connection_goes_on(line: bytes, code: int) -> None:
    assert (await one_answer(line))["error"]["code"] == code


@pytest.mark.parametrize("message_id", [0, 1, -1, 10**25, 1.5, "", "ä\n", None])
async def test_the_id_comes_back_as_it_was(message_id: Any) -> None:
    line = json.dumps({"jsonrpc": "2.0", "id": message_id, "method": "echo", "params": {"a": [None]}})
    answer = await one_answer(line.encode())
    assert answer == {"jsonrpc": "2.0", "id": message_id, "result": {"a": [None]}}
    assert type(answer["id"]) is type(message_id)


async def test_notifications_are_never_answered_not_even_wrong_ones() -> None:
    async with serving() as served:
        peer = await served.peer()
        for method in (b'"echo"', b'"fail"', b'"nothing"'):
            await peer.say(b'{"jsonrpc":"2.0","method":' + method + b"}\n")
        await peer.say(b'{"jsonrpc":"2.0","method":"echo","params":[1]}\n\n  \n')
        await peer.say(b'{"jsonrpc":"2.0","id":1,"result":5}\n')
        await peer.say(b'{"jsonrpc":"2.0","id":"ask","method":"echo"}\n')
        first = await peer.hear()
        assert first == {"jsonrpc": "2.0", "id": "ask", "result": {}}


async def test_a_line_at_the_limit_passes_and_one_byte_more_does_not() -> None:
    async with serving() as served:
        peer = await served.peer()
        frame = b'{"jsonrpc":"2.0","id":"ask","method":"nothing","params":{"a":"%s"}}'
        for extra, code in ((0, ErrorCode.METHOD_NOT_FOUND), (1, ErrorCode.TOO_LARGE)):
            await peer.say(frame % (b"x" * (MAX_LINE - len(frame) + 2 + extra)) + b"\n")
            answer = await peer.hear()
            assert answer is not None and answer["error"]["code"] == code


async def test_an_answer_over_the_limit_becomes_an_error() -> None:
    async def much(params: dict[str, Any], connection: Connection) -> Any:
        return "x" * MAX_LINE

    async with serving({"much": much}) as served:
        answer = await (await served.peer()).ask("much")
        assert answer["error"]["code"] == ErrorCode.TOO_LARGE


async def test_a_handler_that_breaks_is_logged_and_answered_and_harms_nobody(
    caplog: pytest.LogCaptureFixture,
) -> None:
    async def broken(params: dict[str, Any], connection: Connection) -> Any:
        raise KeyError("secret detail")

    async def unwritable(params: dict[str, Any], connection: Connection) -> Any:
        return "\ud800"

    async with serving({**METHODS, "broken": broken, "unwritable": unwritable}) as served:
        peer = await served.peer()
        with caplog.at_level(logging.ERROR):
            answer = await peer.ask("broken")
        assert answer["error"]["code"] == ErrorCode.INTERNAL_ERROR
        assert "secret detail" not in json.dumps(answer)
        assert "secret detail" in caplog.text
        assert (await peer.ask("unwritable"))["error"]["code"] == ErrorCode.INTERNAL_ERROR
        assert (await peer.ask("echo"))["result"] == {}


async def test_half_lines_wait_for_their_rest_and_a_half_closed_peer_gets_its_answers() -> None:
    async with serving() as served:
        peer = await served.peer()
        line = b'{"jsonrpc":"2.0","id":1,"method":"echo","params":{}}\n'
        for byte in line * 2:
            await peer.say(bytes([byte]))
        peer.writer.write(b'{"jsonrpc":"2.0","id":2,"meth')
        peer.writer.write_eof()
        answers = [await peer.hear(), await peer.hear()]
        assert [answer and answer["id"] for answer in answers] == [1, 1]
        assert await peer.hear() is None
        await until(lambda: served.server.connection_count == 0, "the server forgets the peer")


async def test_a_half_closed_peer_gets_the_answer_of_a_slow_method_too() -> None:
    go_on = asyncio.Event()

    async def slow(params: dict[str, Any], connection: Connection) -> Any:
        await go_on.wait()
        return "late"

    async with serving({"slow": slow}) as served:
        peer = await served.peer()
        await peer.say(b'{"jsonrpc":"2.0","id":2,"method":"slow"}\n')
        peer.writer.write_eof()
        await until(lambda: len(served.scope.tasks) == 1, "the method runs")
        go_on.set()
        answer = await peer.hear()
        assert answer is not None and answer["result"] == "late"
        assert await peer.closed()


async def test_random_bytes_never_end_the_server() -> None:
    chance = random.Random(20_260_101)
    seeds = [b'{"jsonrpc":"2.0","id":1,"method":"echo","params":{}}\n', b"[1]\n", b"\n", b"\x00\xff{"]
    async with serving() as served:
        for _ in range(60):
            peer = await served.peer()
            await peer.say(_mutated(chance, seeds))
            if chance.random() < 0.5:
                peer.writer.transport.abort()
            else:
                await peer.say(b"\n")
                assert (await peer.ask("echo", a=1))["result"] == {"a": 1}
        witness = await served.peer()
        assert (await witness.ask("echo", alive=True))["result"] == {"alive": True}


def _mutated(chance: random.Random, seeds: list[bytes]) -> bytes:
    data = bytearray(b"".join(chance.choice(seeds) for _ in range(chance.randint(1, 8))))
    for _ in range(chance.randint(0, 12)):
        data[chance.randrange(len(data))] = chance.randrange(256)
    return bytes(data)


async def test_closing_removes_the_socket_and_ends_the_peers() -> None:
    async with serving() as served:
        peer: Peer = await served.peer()
        await peer.ask("echo")
        await served.server.close()
        assert await peer.closed()
        assert list(served.run.iterdir()) == []


async def test_once_the_scope_has_ended_a_request_ends_its_connection_quietly() -> None:
    def ended(work: Any) -> None:
        raise RuntimeError("the scope has ended")

    async with serving() as served:
        served.server.start = ended
        peer = await served.peer()
        await peer.say(b'{"jsonrpc":"2.0","id":1,"method":"echo"}\n')
        assert await peer.closed()
