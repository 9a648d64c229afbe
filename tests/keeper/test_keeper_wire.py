"""Frames arrive whole, in order and with their descriptors, however the bytes are cut."""

from __future__ import annotations

import json
import os
import socket
import struct
from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from skelly_tray.keeper import wire
from skelly_tray.keeper.wire import Channel, PeerGoneError, WireError

Pair = tuple[Channel, Channel]


@pytest.fixture
def pair() -> Iterator[Pair]:
    left, right = (Channel(sock) for sock in socket.socketpair())
    yield left, right
    left.close()
    right.close()


def receive_all(channel: Channel) -> list[tuple[wire.Message, list[int]]]:
    """Everything that has been sent so far."""
    frames: list[tuple[wire.Message, list[int]]] = []
    while got := channel.receive():
        frames += got
    return frames


plain = st.dictionaries(st.text(max_size=5), st.text() | st.integers() | st.none(), max_size=4).map(
    lambda message: {key: value for key, value in message.items() if key != "fds"}
)


@settings(deadline=None)
@given(st.lists(plain, max_size=8), st.lists(st.integers(1, 40), min_size=1, max_size=30))
def test_frames_survive_any_cut(messages: list[dict[str, object]], cuts: list[int]) -> None:
    bodies = [json.dumps(message).encode() for message in messages]
    stream = b"".join(len(body).to_bytes(4, "big") + body for body in bodies)
    ours, theirs = socket.socketpair()
    channel = Channel(theirs)
    got: list[wire.Message] = []
    while stream:
        for cut in cuts:
            if stream:
                ours.sendall(stream[:cut])
                stream = stream[cut:]
                got += [message for message, _ in channel.receive()]
    assert got == messages
    ours.close()
    channel.close()


def test_descriptors_stay_with_their_frame(pair: Pair) -> None:
    left, right = pair
    pipes = [os.pipe() for _ in range(5)]
    for number, (reading, _) in enumerate(pipes):
        left.send({"n": number}, (reading,) if number % 2 else ())
    frames = receive_all(right)
    assert [message["n"] for message, _ in frames] == [0, 1, 2, 3, 4]
    assert [len(fds) for _, fds in frames] == [0, 1, 0, 1, 0]
    for number, (message, fds) in enumerate(frames):
        for fd in fds:
            assert os.fstat(fd).st_ino == os.fstat(pipes[number][0]).st_ino, message
            assert not os.get_inheritable(fd)
            os.close(fd)
    for reading, writing in pipes:
        os.close(reading)
        os.close(writing)


def test_queued_descriptors_survive_the_closing_of_the_senders_own(pair: Pair) -> None:
    left, right = pair
    filler = {"x": "y" * 50_000}
    for _ in range(20):
        left.send(filler)
    assert left.unsent
    reading, writing = os.pipe()
    left.send({"n": 1}, (reading,))
    os.close(reading)
    os.write(writing, b"here")
    frames: list[tuple[wire.Message, list[int]]] = []
    while len(frames) < 21:
        left.flush()
        frames += right.receive()
    (received,) = frames[-1][1]
    assert os.read(received, 10) == b"here"
    os.close(received)
    os.close(writing)


def test_end_of_the_connection_is_told(pair: Pair) -> None:
    left, right = pair
    left.send({"last": 1})
    left.sock.close()
    assert receive_one(right) == {"last": 1}
    with pytest.raises(PeerGoneError):
        right.receive()


def receive_one(channel: Channel) -> wire.Message:
    ((message, _),) = channel.receive()
    return message


@pytest.mark.parametrize(
    "frame",
    [
        struct.pack(">I", wire.MAX_FRAME + 1),
        struct.pack(">I", 3) + b"{x}",
        struct.pack(">I", 2) + b"[]",
        struct.pack(">I", 1) + b"1",
        struct.pack(">I", 9) + b'{"fds":1}',
        struct.pack(">I", 10) + b'{"fds":-1}',
        struct.pack(">I", 12) + b'{"fds":"no"}',
        struct.pack(">I", 100_000) + b"[" * 100_000,
    ],
)
def test_broken_frame_ends_the_connection_and_nothing_else(frame: bytes) -> None:
    ours, theirs = socket.socketpair()
    channel = Channel(theirs)
    ours.sendall(frame)
    with pytest.raises(WireError):
        for _ in range(10):
            channel.receive()
    ours.close()
    channel.close()


def test_peer_that_never_reads_is_given_up(pair: Pair) -> None:
    left, _ = pair
    with pytest.raises(WireError):
        for _ in range(200):
            left.send({"x": "y" * 2**20})


def test_frame_beyond_the_bound_is_refused_at_the_sender(pair: Pair) -> None:
    with pytest.raises(ValueError, match="too large"):
        pair[0].send({"x": "y" * wire.MAX_FRAME})


@pytest.mark.parametrize(
    ("read", "bad"),
    [
        (wire.text, 1),
        (wire.optional_text, 1),
        (wire.integer, True),
        (wire.integer, 1.5),
        (wire.number, "1"),
        (wire.number, False),
        (wire.texts, ["a", 1]),
        (wire.texts, "a"),
        (wire.text_map, {"a": 1}),
        (wire.text_map, []),
    ],
)
def test_field_of_a_wrong_type_is_refused(read: object, bad: object) -> None:
    assert callable(read)
    with pytest.raises(WireError, match="key"):
        read({"key": bad}, "key")
