"""Splitting a byte stream into lines."""

from hypothesis import given
from hypothesis import strategies as st

from skelly_tray.adapters.logs.line_splitter import CUT_MARK, MAX_LINE, LineSplitter


@given(st.lists(st.binary(max_size=40)), st.data())
def test_lines_do_not_depend_on_where_the_reads_were_cut(chunks: list[bytes], data: st.DataObject) -> None:
    whole = b"".join(chunks)
    at_once, in_pieces = LineSplitter(), LineSplitter()
    expected = at_once.feed(whole) + at_once.flush()
    lines = [line for chunk in chunks for line in in_pieces.feed(chunk)] + in_pieces.flush()
    assert lines == expected


def test_an_unfinished_line_is_held_back_until_it_ends_or_is_flushed() -> None:
    splitter = LineSplitter()
    assert splitter.feed(b"one\ntw") == [b"one"]
    assert splitter.feed(b"o\r\nthr") == [b"two"]
    assert splitter.flush() == [b"thr"]
    assert splitter.flush() == []


def test_a_long_line_is_cut_into_marked_pieces_and_nothing_of_it_is_lost() -> None:
    line = bytes(range(48, 58)) * (MAX_LINE // 4)
    splitter = LineSplitter()
    pieces = [
        piece for start in range(0, len(line), 1000) for piece in splitter.feed(line[start : start + 1000])
    ]
    pieces += splitter.feed(b"\nnext\n")
    assert pieces.pop() == b"next"
    assert all(piece.endswith(CUT_MARK) for piece in pieces[:-1])
    assert b"".join(piece.removesuffix(CUT_MARK) for piece in pieces) == line
    assert max(map(len, pieces)) <= MAX_LINE + len(CUT_MARK)


def test_a_line_without_end_is_held_back_only_up_to_the_bound() -> None:
    splitter = LineSplitter()
    for _ in range(100):
        splitter.feed(b"x" * 50_000)
    (held,) = splitter.flush()
    assert len(held) <= MAX_LINE + len(CUT_MARK)


def test_after_a_loss_the_torn_line_is_dropped_and_the_next_one_kept() -> None:
    splitter = LineSplitter()
    splitter.feed(b"head of a li")
    splitter.skip_to_newline()
    assert splitter.feed(b"tail without its start") == []
    assert splitter.feed(b" still\nwhole\n") == [b"whole"]
