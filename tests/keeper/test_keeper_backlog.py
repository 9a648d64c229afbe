"""What is kept of a module's output while nobody claims it: bounded, newest, whole lines."""

from __future__ import annotations

import contextlib
import os
import selectors

from hypothesis import given, settings
from hypothesis import strategies as st

from skelly_tray.keeper.drain import BACKLOG_BYTES, Drain, keep, take_backlog
from skelly_tray.keeper.notify_text import parse_fields
from skelly_tray.keeper.record import Spawn

STREAMS = st.sampled_from(["out", "err"])


def a_spawn() -> Spawn:
    return Spawn(1, "key", "module", "digest", 15)


@settings(deadline=None)
@given(st.lists(st.tuples(STREAMS, st.text("ab\n", max_size=12)), max_size=30))
def test_lines_come_back_as_they_were_written(chunks: list[tuple[str, str]]) -> None:
    spawn = a_spawn()
    for stream, text in chunks:
        keep(spawn, stream, text.encode())
    lines = take_backlog(spawn)
    for stream in ("out", "err"):
        written = "".join(text for name, text in chunks if name == stream)
        expected = written.split("\n")
        if expected[-1] == "":
            expected.pop()
        assert [line[2] for line in lines if line[1] == stream] == expected
    assert spawn.backlog == []


@settings(deadline=None)
@given(st.lists(st.integers(1, BACKLOG_BYTES * 2), min_size=1, max_size=20))
def test_backlog_is_bounded_and_keeps_the_newest(sizes: list[int]) -> None:
    spawn = a_spawn()
    written = ""
    for number, size in enumerate(sizes):
        chunk = chr(ord("a") + number) * size
        written += chunk
        keep(spawn, "out", chunk.encode())
    kept = "".join(text for _, _, text in spawn.backlog)
    assert len(kept) <= BACKLOG_BYTES
    assert written.endswith(kept)
    assert len(kept) >= min(len(written), BACKLOG_BYTES, sizes[-1])


def test_many_tiny_chunks_are_bounded_too() -> None:
    spawn = a_spawn()
    for _ in range(5000):
        keep(spawn, "out", b"x")
    assert len(spawn.backlog) <= 1000


def test_flood_is_read_at_a_bounded_rate_and_never_forgotten() -> None:
    selector = selectors.DefaultSelector()
    drain = Drain(selector)
    spawn = a_spawn()
    spawn.out_fd, writing = os.pipe()
    os.set_blocking(spawn.out_fd, False)
    os.set_blocking(writing, False)
    drain.tend(0.0)
    drain.watch(spawn)

    def turns_until_quiet() -> int:
        read = 0
        while True:
            with contextlib.suppress(BlockingIOError):
                os.write(writing, b"x" * 65536)
            ready = selector.select(0)
            if not ready:
                return read
            for key, mask in ready:
                key.data(mask)
            read += 1

    assert 0 < turns_until_quiet() < 100
    assert drain.next_due() == 1.0
    drain.tend(1.0)
    assert turns_until_quiet() > 0
    os.close(spawn.out_fd)
    os.close(writing)
    selector.close()


def test_notify_text_takes_the_last_value_and_ignores_the_rest() -> None:
    assert parse_fields(b"READY=1\nSTATUS=a=b\nnonsense\n=x\nREADY=0\n") == {"READY": "0", "STATUS": "a=b"}
    assert parse_fields(b"\xff\xfe=1") == {"\ufffd\ufffd": "1"}
