"""The bounded parts, each alone: lines, rate, and what waits for a slow reader."""

from __future__ import annotations

from itertools import islice

from hypothesis import given
from hypothesis import strategies as st

from skelly_tray.rpc.line_buffer import LineBuffer
from skelly_tray.rpc.outbox import Outbox
from skelly_tray.rpc.params import count
from skelly_tray.rpc.token_bucket import TokenBucket

LIMIT = 8
PIECES = st.lists(st.binary(max_size=12) | st.lists(st.just(b"\n"), max_size=3).map(b"".join), max_size=12)


@given(PIECES)
def test_lines_do_not_depend_on_how_the_bytes_arrive(pieces: list[bytes]) -> None:
    whole, parts = LineBuffer(LIMIT), LineBuffer(LIMIT)
    expected = whole.feed(b"".join(pieces))
    assert [line for piece in pieces for line in parts.feed(piece)] == expected


@given(PIECES)
def test_lines_are_the_text_between_newlines_and_long_ones_are_none(pieces: list[bytes]) -> None:
    buffer = LineBuffer(LIMIT)
    found = [line for piece in pieces for line in buffer.feed(piece)]
    *ended, rest = b"".join(pieces).split(b"\n")
    expected = [line if len(line) <= LIMIT else None for line in ended]
    assert found == expected + ([None] if len(rest) > LIMIT else [])


@given(st.binary(min_size=1), st.integers(1, 50))
def test_a_line_without_end_is_reported_once_and_takes_no_memory(data: bytes, times: int) -> None:
    buffer = LineBuffer(LIMIT)
    data = data.replace(b"\n", b"x")
    reported = [line for _ in range(times) for line in buffer.feed(data)]
    assert len(reported) == (1 if len(data) * times > LIMIT else 0)
    assert buffer.held <= LIMIT


@given(st.lists(st.floats(0, 3), max_size=60), st.floats(0.5, 50), st.integers(1, 20))
def test_no_window_of_time_gives_more_than_burst_and_rate(
    pauses: list[float], rate: float, burst: int
) -> None:
    bucket, now, taken = TokenBucket(rate, burst), 100.0, 0
    for pause in pauses:
        now += pause
        while bucket.wait(now) == 0 and taken < 10_000:
            bucket.charge(now)
            taken += 1
    assert taken <= burst + (now - 100.0) * rate + 1


@given(st.floats(0.5, 50), st.integers(1, 20), st.integers(0, 100))
def test_after_the_wait_a_token_is_there(rate: float, burst: int, charges: int) -> None:
    bucket = TokenBucket(rate, burst)
    bucket.charge(0.0, charges)
    wait = bucket.wait(0.0)
    assert (wait == 0) == (burst - charges >= 1)
    assert bucket.wait(wait + 1e-6) == 0


@given(st.lists(st.tuples(st.booleans(), st.integers(0, 99)), max_size=40), st.integers(1, 6))
def test_the_newest_snapshot_and_the_last_entries_wait_and_the_rest_is_counted(
    items: list[tuple[bool, int]], capacity: int
) -> None:
    box = Outbox(capacity)
    for is_latest, number in items:
        if is_latest:
            box.put_latest("snapshot", b"s%d" % number)
        else:
            box.put(b"e%d" % number)
    entries = [b"e%d" % number for is_latest, number in items if not is_latest]
    snapshots = [b"s%d" % number for is_latest, number in items if is_latest]
    assert box.take() == (max(0, len(entries) - capacity), entries[-capacity:] + snapshots[-1:])
    assert not box and box.take() == (0, [])


def test_a_count_without_bound_asks_for_all_there_is() -> None:
    everything = count({"count": 10**30}, "count", 1)
    assert list(islice("abc", everything)) == ["a", "b", "c"]
