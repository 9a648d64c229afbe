"""What a hostile module, peer or neighbour says must not cost every module its keeper."""

from __future__ import annotations

import json
import os
import selectors
import signal
import socket
import stat
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from skelly_tray.adapters.processes.starting import connect
from skelly_tray.config.home import find_home
from skelly_tray.keeper import marker, places, wire
from skelly_tray.keeper.drain import Drain
from skelly_tray.keeper.notify_text import MAX_FIELDS, MAX_VALUE, parse_fields
from skelly_tray.keeper.record import Spawn
from tests.keeper.test_keeper_program import end, first_word, start

MONTH = 30 * 86400.0
HOME = 77


class Claimant:
    """A claim on a keeper, spoken byte by byte."""

    def __init__(self, home: Path) -> None:
        self._socket = socket.socket(socket.AF_UNIX)
        self._socket.settimeout(20)
        self._socket.connect(str(home / "run" / "keeper.sock"))
        self.ask('{"op": "claim", "orphan_grace": 60}', "claimed")

    def say(self, body: str) -> None:
        data = body.encode()
        self._socket.sendall(len(data).to_bytes(4, "big") + data)

    def ask(self, body: str, event: str) -> dict[str, Any]:
        self.say(body)
        return self.hear(event)

    def hear(self, event: str) -> dict[str, Any]:
        while True:
            length = int.from_bytes(self._read(4), "big")
            message: dict[str, Any] = json.loads(self._read(length))
            if message["ev"] == event:
                return message

    def spawn(self, argv: list[str]) -> None:
        request = {"op": "spawn", "key": "m", "module": "m", "digest": "d", "stop_signal": "USR1"}
        rest = {"grace": 1, "stop_rank": 0, "argv": argv, "environment": dict(os.environ), "working_dir": "/"}
        self.ask(json.dumps(request | rest), "spawned")

    def close(self) -> None:
        self._socket.close()

    def _read(self, count: int) -> bytes:
        data = b""
        while len(data) < count:
            chunk = self._socket.recv(count - len(data))
            assert chunk, "the keeper ended the connection"
            data += chunk
        return data


@pytest.fixture
def keeper(home: Path) -> Iterator[subprocess.Popen[bytes]]:
    process = start(home)
    assert first_word(process) == b"ready"
    yield process
    if process.poll() is None:
        end(process)
    else:
        process.communicate()
        pytest.fail("the keeper died")


def test_graces_of_months_do_not_end_the_keeper(home: Path, keeper: subprocess.Popen[bytes]) -> None:
    claimant = Claimant(home)
    claimant.spawn(["sh", "-c", "trap '' USR1; while :; do sleep 1; done"])
    claimant.say(json.dumps({"op": "stop", "id": 1, "signal": "USR1", "grace": MONTH}))
    assert claimant.ask('{"op": "members"}', "members")
    claimant.ask(json.dumps({"op": "kill", "id": 1}), "gone")
    claimant.close()


@pytest.mark.parametrize("number", ["NaN", "1e400", "-1e400", "1" + "0" * 400, "true"])
def test_numbers_without_a_finite_value_are_refused(number: str) -> None:
    with pytest.raises(wire.WireError):
        wire.number(json.loads(f'{{"grace": {number}}}'), "grace")


@pytest.mark.parametrize("argv", ["[]", '["/bin/\\ud800"]', '["/no/such/program"]'])
def test_an_upgrade_to_nothing_leaves_the_keeper(
    home: Path, keeper: subprocess.Popen[bytes], argv: str
) -> None:
    claimant = Claimant(home)
    claimant.say(f'{{"op": "reexec", "argv": {argv}, "program": "x"}}')
    if argv != "[]":
        assert claimant.hear("reexec_failed")
    claimant.close()
    second = Claimant(home)
    second.close()


def test_descriptors_that_no_frame_announces_end_the_connection() -> None:
    ours, theirs = socket.socketpair()
    channel = wire.Channel(theirs)
    before = len(os.listdir("/proc/self/fd")) if os.path.isdir("/proc/self/fd") else None
    with pytest.raises(wire.WireError, match="announced"):
        for _ in range(10):
            socket.send_fds(ours, [b"\0\0\0\2{}"], [0] * 50)
            for _message, fds in channel.receive():
                assert fds == []
    channel.close()
    ours.close()
    if before is not None:
        assert len(os.listdir("/proc/self/fd")) == before - 2


@pytest.mark.parametrize("number", ["9" * 5000, str(marker.MAX_SPAWN_ID + 1), ""])
def test_a_forged_mark_is_no_mark(number: str) -> None:
    forged = f"{marker.VARIABLE}={HOME:08x}:{number}\0".encode()
    assert marker.spawn_of_environment(HOME, forged) is None


def test_notices_that_nobody_reads_are_bounded() -> None:
    spawn = Spawn(1, "key", "module", "digest", 15)
    reading, sending = socket.socketpair(socket.AF_UNIX, socket.SOCK_DGRAM)
    reading.setblocking(False)
    spawn.notify_fd = reading.fileno()
    ready: list[Any] = []

    class Selector:
        def get_map(self) -> dict[int, Any]:
            return {}

        def register(self, fd: int, events: int, data: Any) -> None:
            ready.append(data)

    selector: Any = Selector()
    Drain(selector).watch(spawn)
    sending.send(b"STATUS=first")
    ready[0](1)
    for number in range(100):
        sending.send(b"\n".join(b"K%d-%d=%s" % (number, each, b"x" * 5000) for each in range(5)))
        ready[0](1)
    sending.send(b"STATUS=last")
    ready[0](1)
    reading.close()
    sending.close()
    assert len(spawn.fields) == MAX_FIELDS and spawn.fields["STATUS"] == "last"
    assert max(map(len, spawn.fields.values())) <= MAX_VALUE


def test_a_claim_that_ends_while_a_start_is_told_leaves_the_keeper(
    home: Path, keeper: subprocess.Popen[bytes]
) -> None:
    claimant = Claimant(home)
    claimant.spawn(["sleep", "100"])
    keeper.send_signal(signal.SIGSTOP)  # so that it finds the request and the end of the claim at once
    for number in range(20):
        request = {"op": "spawn", "key": f"k{number}", "module": "m", "digest": "d", "stop_signal": "KILL"}
        rest = {"grace": 1, "stop_rank": 0, "argv": ["true"], "environment": {}, "working_dir": "/"}
        claimant.say(json.dumps(request | rest))
    claimant.close()
    keeper.send_signal(signal.SIGCONT)
    second = Claimant(home)
    assert second.ask('{"op": "members"}', "members")
    second.close()


def test_what_is_watched_already_can_be_watched_again() -> None:
    spawn = Spawn(1, "key", "module", "digest", 15)
    spawn.out_fd, writing = os.pipe()
    with selectors.DefaultSelector() as selector:
        drain = Drain(selector)
        drain.watch(spawn)
        drain.watch(spawn)
        drain.unwatch(spawn)
        assert not selector.get_map()
    os.close(writing)
    os.close(spawn.out_fd)


def test_one_datagram_is_bounded_too() -> None:
    many = b"\n".join(b"K%d=1" % number for number in range(10_000))
    assert len(parse_fields(many)) == MAX_FIELDS
    assert parse_fields(b"x" * 1000 + b"=1\nREADY=1") == {"READY": "1"}


def test_a_planted_folder_for_sockets_is_passed_by(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    run = str(tmp_path / ("long" * 30))
    monkeypatch.setenv("TMPDIR", "/tmp")
    planted = Path(f"/tmp/skelly-{os.getuid()}-{HOME:08x}")
    planted.symlink_to(tmp_path)
    try:
        folder = Path(places.socket_folder(run, HOME))
    finally:
        planted.unlink()
    assert folder != planted and folder.name.startswith(planted.name)
    assert stat.S_IMODE(folder.lstat().st_mode) == 0o700
    folder.rmdir()


def test_a_keeper_of_another_user_is_none(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (home / "run").mkdir(parents=True)
    listener = socket.socket(socket.AF_UNIX)
    listener.bind(str(home / "run" / "keeper.sock"))
    listener.listen()
    found = find_home(str(home))
    sock = connect(found)
    assert sock is not None
    sock.close()
    own = os.getuid()
    monkeypatch.setattr("skelly_tray.adapters.processes.starting.kernel.peer_uid", lambda _sock: own + 1)
    assert connect(found) is None
    listener.close()
