"""Reading logs back, and following them."""

import gzip
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from skelly_tray.adapters import line_files
from skelly_tray.adapters.logs.line_format import LogLine, parse, prefix, stamp
from skelly_tray.adapters.logs.reading import follow, read_tail


class NothingNewError(Exception):
    """There is nothing new."""


def nothing_new() -> None:
    raise NothingNewError


def text_line(number: int) -> bytes:
    return prefix(1_767_225_600 + number, "out") + f"line {number}\n".encode()


@given(
    st.floats(0, 4e9), st.sampled_from(["out", "err", "sys"]), st.text().filter(lambda text: "\n" not in text)
)
def test_a_line_is_read_back_as_it_was_written(wall: float, stream: str, text: str) -> None:
    data = prefix(wall, stream) + text.encode("utf-8", "replace")
    assert parse(data) == LogLine(stamp(wall), stream, text.encode("utf-8", "replace").decode())


def test_the_stamp_is_utc_with_milliseconds() -> None:
    assert stamp(1_767_225_600.1239) == "2026-01-01T00:00:00.123Z"


def test_a_line_of_another_writer_is_shown_as_it_is() -> None:
    assert parse(b"keeper: started") == LogLine("", "sys", "keeper: started")
    assert parse(b"\xff") == LogLine("", "sys", "\ufffd")


@given(st.binary(max_size=300), st.integers(1, 50))
def test_lines_backwards_are_the_complete_lines_reversed(data: bytes, block: int) -> None:
    import tempfile

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "log")
        path.write_bytes(data)
        saved, line_files.BLOCK = line_files.BLOCK, block
        try:
            lines = list(line_files.lines_backwards(path))
        finally:
            line_files.BLOCK = saved
    assert lines == list(reversed(data.split(b"\n")[:-1]))


def test_the_tail_reaches_back_over_plain_and_compressed_files(tmp_path: Path) -> None:
    (tmp_path / "web.log").write_bytes(text_line(5) + b"unfinished")
    (tmp_path / "web.log.1").write_bytes(text_line(3) + text_line(4))
    (tmp_path / "web.log.2.gz").write_bytes(gzip.compress(text_line(1) + text_line(2)))
    assert [entry.text for entry in read_tail(tmp_path, "web", 4)] == ["line 2", "line 3", "line 4", "line 5"]
    assert len(read_tail(tmp_path, "web", 100)) == 5
    assert read_tail(tmp_path, "web", 0) == []


def test_the_tail_ends_at_the_given_time(tmp_path: Path) -> None:
    (tmp_path / "web.log").write_bytes(b"".join(map(text_line, range(10))))
    since = stamp(1_767_225_600 + 7)
    assert [entry.text for entry in read_tail(tmp_path, "web", 100, since)] == ["line 7", "line 8", "line 9"]


def test_a_log_that_is_not_there_has_no_lines(tmp_path: Path) -> None:
    assert read_tail(tmp_path, "web", 10) == []


def test_a_damaged_compressed_file_gives_what_can_be_read(tmp_path: Path) -> None:
    (tmp_path / "web.log").write_bytes(text_line(2))
    (tmp_path / "web.log.1.gz").write_bytes(b"no gzip at all")
    assert [entry.text for entry in read_tail(tmp_path, "web", 10)] == ["line 2"]


def test_following_sees_every_line_once_over_rotation_and_truncation(tmp_path: Path) -> None:
    path = tmp_path / "web.log"
    path.write_bytes(b"".join(map(text_line, range(5))))
    steps = [
        lambda: append(path, text_line(5) + b"2026-01-01T00:00:00.000Z out li"),
        lambda: append(path, b"ne 6\n"),
        lambda: (
            append(path, text_line(7)),
            path.rename(tmp_path / "web.log.1"),
            path.write_bytes(text_line(8)),
        ),
        lambda: append(path, text_line(9)),
        lambda: path.write_bytes(b""),
        lambda: path.write_bytes(text_line(10)),
        nothing_new,
    ]
    seen = collect(follow(tmp_path, "web", 2, lambda: steps.pop(0)()))
    assert seen == [f"line {number}" for number in range(3, 11)]


def test_following_waits_for_a_log_yet_to_be_made(tmp_path: Path) -> None:
    steps = [lambda: (tmp_path / "web.log").write_bytes(text_line(1)), nothing_new]
    assert collect(follow(tmp_path, "web", 5, lambda: steps.pop(0)())) == ["line 1"]


def append(path: Path, data: bytes) -> None:
    with path.open("ab") as stream:
        stream.write(data)


def collect(lines) -> list[str]:  # type: ignore[no-untyped-def]
    seen = []
    try:
        for entry in lines:
            seen.append(entry.text)
    except NothingNewError:
        pass
    return seen
