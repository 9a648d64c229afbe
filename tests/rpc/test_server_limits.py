"""What one peer does must not cost the others: floods, peers that do not read, too many, and strangers."""

from __future__ import annotations

import asyncio
import json
import os
import signal
import socket
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from skelly_tray.rpc import codec
from skelly_tray.rpc.connection import Connection
from skelly_tray.rpc.errors import ErrorCode
from skelly_tray.rpc.limits import Limits
from skelly_tray.rpc.peer import peer_uid
from tests.rpc.serving import METHODS, serving, until

REQUEST = b'{"jsonrpc":"2.0","id":1,"method":"echo","params":{}}\n'


async def test_a_flooding_peer_is_served_at_its_rate_and_others_as_ever() -> None:
    served_flood = 0

    async def flooded(params: dict[str, Any], connection: Connection) -> Any:
        nonlocal served_flood
        served_flood += 1

    limits = Limits(rate=100, burst=20)
    async with serving({**METHODS, "flooded": flooded}, limits) as served:
        flooder, witness = await served.peer(), await served.peer()
        begun = asyncio.get_running_loop().time()
        flooder.writer.write(REQUEST.replace(b"echo", b"flooded") * 20_000)
        await until(lambda: served_flood >= 40, "it is served beyond its burst")
        for number in range(15):
            assert (await witness.ask("echo", n=number))["result"] == {"n": number}
        allowed = limits.burst + limits.rate * (asyncio.get_running_loop().time() - begun)
        assert served_flood <= allowed + 1
        flooder.writer.transport.abort()


async def test_a_peer_over_its_rate_is_served_later_not_dropped() -> None:
    async with serving(limits=Limits(rate=2000, burst=4)) as served:
        peer = await served.peer()
        await peer.say(REQUEST * 200)
        answers = [await peer.hear() for _ in range(200)]
        assert all(answer and answer["result"] == {} for answer in answers)


async def test_requests_under_way_are_bounded_for_one_connection() -> None:
    running, most, gate = 0, 0, asyncio.Event()

    async def slow(params: dict[str, Any], connection: Connection) -> Any:
        nonlocal running, most
        running += 1
        most = max(most, running)
        await gate.wait()
        running -= 1

    async with serving({**METHODS, "slow": slow}, Limits(in_flight=3)) as served:
        peer, other = await served.peer(), await served.peer()
        await peer.say(REQUEST.replace(b"echo", b"slow") * 10)
        await until(lambda: running == 3, "three are under way")
        assert (await other.ask("echo"))["result"] == {}
        gate.set()
        assert [(await peer.hear() or {}).get("id") for _ in range(10)] == [1] * 10
        assert most == 3


async def test_a_peer_that_does_not_read_its_answers_is_not_read_either() -> None:
    async def big(params: dict[str, Any], connection: Connection) -> Any:
        calls.append(1)
        return "x" * 100_000

    calls: list[int] = []
    async with serving({**METHODS, "big": big}) as served:
        peer, witness = await served.peer(limit=1024), await served.peer()
        peer.writer.write(REQUEST.replace(b"echo", b"big") * 400)
        await until(lambda: len(calls) > 3, "it is served at first")
        for _ in range(20):
            await witness.ask("echo")
        assert len(calls) < 100
        peer.writer.transport.abort()


async def test_a_slow_watcher_gets_the_newest_snapshot_the_last_entries_and_the_count_of_the_lost() -> None:
    watchers: list[Connection] = []

    async def watch(params: dict[str, Any], connection: Connection) -> Any:
        watchers.append(connection)

    limits = Limits(stream_backlog=10, write_buffer=1024)
    async with serving({**METHODS, "watch": watch}, limits) as served:
        peer, witness = await served.peer(limit=1024), await served.peer()
        await peer.ask("watch")
        filling = "x" * 20_000
        total = 300
        for number in range(total):
            watchers[0].stream_latest("snapshot", codec.notification("snapshot", {"n": number, "f": filling}))
            watchers[0].stream(codec.notification("journal", {"seq": number}))
        assert (await witness.ask("echo"))["result"] == {}
        heard: list[dict[str, Any]] = []
        peer.reader._limit = 1 << 20  # now it wants to read
        while not any(m["params"].get("n") == total - 1 for m in heard if m["method"] == "snapshot"):
            message = await peer.hear()
            assert message is not None
            heard.append(message)
        entries = [message["params"]["seq"] for message in heard if message["method"] == "journal"]
        lost = sum(message["params"]["journal"] for message in heard if message["method"] == "dropped")
        assert lost > 0 and len(entries) + lost == total
        assert entries == sorted(entries) and entries[-10:] == list(range(total - 10, total))
        assert sum(message["method"] == "snapshot" for message in heard) < total / 2


async def test_one_connection_too_many_is_told_so_and_closed() -> None:
    async with serving(limits=Limits(connections=2)) as served:
        first, second = await served.peer(), await served.peer()
        await first.ask("echo"), await second.ask("echo")
        third = await served.peer()
        answer = await third.hear()
        assert answer is not None and answer["error"]["code"] == ErrorCode.RATE_LIMITED
        assert await third.closed()
        first.writer.close()
        await until(lambda: served.server.connection_count == 1, "the first has left")
        assert (await (await served.peer()).ask("echo"))["result"] == {}


async def hello(params: dict[str, Any], connection: Connection) -> Any:
    connection.authenticate("web")


async def test_before_authentication_only_its_methods_answer_and_anything_else_ends_it() -> None:
    async with serving(before_authentication={"hello": hello}) as served:
        stranger, friend = await served.peer(), await served.peer()
        assert (await stranger.ask("echo"))["error"]["code"] == ErrorCode.DENIED
        assert await stranger.closed()
        await friend.ask("hello")
        assert (await friend.ask("echo", a=1))["result"] == {"a": 1}


@pytest.mark.parametrize(("size", "fits"), [(60 << 10, True), (65 << 10, False)])
async def test_lines_are_shorter_before_authentication_and_a_longer_one_ends_it(
    size: int, fits: bool
) -> None:
    limits = Limits(authentication_timeout=1000)
    async with serving(before_authentication={"hello": hello}, limits=limits) as served:
        peer = await served.peer()
        line = json.dumps({"jsonrpc": "2.0", "id": 1, "method": "hello", "params": {"x": "y" * size}})
        await peer.say(line.encode() + b"\n")
        answer = await peer.hear()
        assert answer is not None
        if fits:
            assert answer["result"] is None
            assert (await peer.ask("echo", x="y" * (200 << 10)))["result"]
        else:
            assert answer["error"]["code"] == ErrorCode.TOO_LARGE
            assert await peer.closed()


async def test_who_does_not_authenticate_in_time_is_shown_out() -> None:
    limits = Limits(authentication_timeout=0.05)
    async with serving(before_authentication={"hello": hello}, limits=limits) as served:
        silent, friend = await served.peer(), await served.peer()
        await friend.ask("hello")
        answer = await silent.hear()
        assert answer is not None and answer["error"]["code"] == ErrorCode.DENIED
        assert await silent.closed()
        assert (await friend.ask("echo"))["result"] == {}


def test_the_kernel_names_the_peer() -> None:
    ours, theirs = socket.socketpair(socket.AF_UNIX)
    with ours, theirs:
        assert peer_uid(ours) == os.getuid()


@pytest.mark.skipif(not hasattr(os, "getuid") or os.getuid() != 0, reason="only root can become another user")
async def test_another_user_is_denied_even_where_the_files_would_let_them_in() -> None:
    async with serving() as served:
        path = served.run / "control.sock"
        served.run.parent.chmod(0o711)
        served.run.chmod(0o711)
        path.chmod(0o666)
        answer = await asyncio.get_running_loop().run_in_executor(None, _ask_as, 65_534, path)
        assert json.loads(answer)["error"]["code"] == ErrorCode.DENIED
        same_user = await asyncio.get_running_loop().run_in_executor(None, _ask_as, 0, path)
        assert json.loads(same_user)["result"] == {}


ASKER = """
import os, socket, sys
os.setgroups([]); os.setgid(int(sys.argv[1])); os.setuid(int(sys.argv[1]))
with socket.socket(socket.AF_UNIX) as sock:
    sock.settimeout(20); sock.connect(sys.argv[2])
    try: sock.sendall(b'{"jsonrpc":"2.0","id":1,"method":"echo","params":{}}\\n')
    except BrokenPipeError: pass
    sys.stdout.write(sock.makefile().readline())
"""


def _ask_as(uid: int, path: Path) -> str:
    command = [sys.executable, "-I", "-S", "-c", ASKER, str(uid), str(path)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=30, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


async def test_a_peer_killed_in_the_middle_of_a_line_leaves_nothing_behind() -> None:
    async with serving() as served:
        code = "import socket,sys,time;s=socket.socket(socket.AF_UNIX);s.connect(sys.argv[1]);"
        code += "s.sendall(b'{\"jsonrpc\"');print('sent',flush=True);time.sleep(60)"
        child = await asyncio.create_subprocess_exec(
            sys.executable,
            "-I",
            "-S",
            "-c",
            code,
            str(served.run / "control.sock"),
            stdout=asyncio.subprocess.PIPE,
        )
        assert child.stdout is not None and await child.stdout.readline() == b"sent\n"
        await until(lambda: served.server.connection_count == 1, "it is connected")
        child.send_signal(signal.SIGKILL)
        await child.wait()
        await until(lambda: served.server.connection_count == 0, "the server has noticed")
