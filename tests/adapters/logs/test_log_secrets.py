"""What modules write about their secrets never gets into a log."""

from __future__ import annotations

from skelly_tray.adapters.logs.line_splitter import MAX_LINE, LineSplitter
from skelly_tray.adapters.logs.veil import WITHHELD, Veil
from skelly_tray.domain.hiding import Hider

VALUE = "canary-" + "x" * 40


def written(chunks: list[bytes], veil: Veil) -> bytes:
    """As a pipe stream does it."""
    splitter, found = LineSplitter(), list[bytes]()
    for chunk in chunks:
        found += veil.lines(splitter.feed(chunk, veil))
    found += [veil.unfinished(line) for line in splitter.flush()]
    return b"\n".join(found)


def test_a_value_that_comes_in_parts_is_taken_out() -> None:
    veil = Veil(Hider([VALUE]))
    whole = f"a {VALUE} b\n".encode()
    for cut in range(len(whole)):
        assert written([whole[:cut], whole[cut:]], veil) == "a ••• b".encode()


def test_a_value_is_taken_out_wherever_a_long_line_is_cut() -> None:
    veil = Veil(Hider([VALUE]))
    for before in range(MAX_LINE - 120, MAX_LINE + 120, 3):
        line = b"y" * before + VALUE.encode() + b"z" * MAX_LINE + b"\n"
        for size in (len(line), before + 10, 4096):
            told = written([line[at : at + size] for at in range(0, len(line), size)], veil)
            assert b"canary-" not in told and b"xxxxxxxx" not in told, (before, size)


def test_the_beginning_of_a_value_at_the_end_of_what_was_written_is_taken_out() -> None:
    assert written([b"token " + VALUE[:20].encode()], Veil(Hider([VALUE]))) == "token •••".encode()


def test_while_the_values_are_not_known_no_line_is_shown() -> None:
    assert written([b"one\ntwo"], Veil(None)) == WITHHELD + b"\n" + WITHHELD


def test_output_of_modules_without_secrets_is_as_it_was() -> None:
    veil = Veil(Hider(()))
    assert written([b"one\ntw", b"o\nthree"], veil) == b"one\ntwo\nthree"
