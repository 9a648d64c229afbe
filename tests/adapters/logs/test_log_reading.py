"""Reading logs back, and following them."""

import gzip
from datetime import datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from skelly_tray.adapters import line_files
from skelly_tray.adapters.logs.choice import Choice, moment, searcher
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
    found = read_tail(tmp_path, "web", 100, Choice(since=since))
    assert [entry.text for entry in found] == ["line 7", "line 8", "line 9"]


def test_what_is_counted_are_chosen_lines_however_far_back(tmp_path: Path) -> None:
    (tmp_path / "web.log").write_bytes(b"".join(map(text_line, range(20, 40))))
    (tmp_path / "web.log.1").write_bytes(b"".join(map(text_line, range(20))))
    chosen = Choice(until=stamp(1_767_225_600 + 30), found=searcher("line [0-9]?3$"))
    assert [entry.text for entry in read_tail(tmp_path, "web", 2, chosen)] == ["line 13", "line 23"]
    assert [entry.text for entry in read_tail(tmp_path, "web", None, chosen)] == [
        "line 3",
        "line 13",
        "line 23",
    ]


def test_what_is_followed_is_chosen_too_the_old_and_the_new(tmp_path: Path) -> None:
    path = tmp_path / "web.log"
    path.write_bytes(b"".join(map(text_line, range(5))))
    seen: list[str] = []
    turns = iter([lambda: append(path, text_line(21) + text_line(22)), nothing_new])
    with pytest.raises(NothingNewError):
        for entry in follow(
            tmp_path, "web", 2, lambda: next(turns)(), Choice(found=searcher("line [2]1|line 2$"))
        ):
            seen.append(entry.text)
    assert seen == ["line 2", "line 21"]


NOW = 1_767_225_600.0


@pytest.mark.parametrize(
    ("text", "ago"), [("10m", 600.0), ("90s", 90.0), ("2h", 7200.0), ("3d", 259200.0), ("1 d", 86400.0)]
)
def test_a_duration_is_so_long_ago(text: str, ago: float) -> None:
    assert moment(text, NOW) == stamp(NOW - ago)


def test_a_time_is_local_unless_it_says_so_and_one_of_a_day_is_the_last_that_was() -> None:
    assert moment("2025-12-31T10:00:00Z", NOW) == "2025-12-31T10:00:00.000Z"
    assert moment("2025-12-31T10:00:00+02:00", NOW) == "2025-12-31T08:00:00.000Z"
    here = datetime(2025, 12, 31, 10, 30).astimezone()
    assert moment("2025-12-31 10:30", NOW) == stamp(here.timestamp())
    assert moment("10:30", here.timestamp() + 60) == stamp(here.timestamp())
    assert moment("10:30", here.timestamp() - 60) == stamp(
        datetime(2025, 12, 30, 10, 30).astimezone().timestamp()
    )


@pytest.mark.parametrize("text", ["", "yesterday-ish", "10", "25:00", "2025-13-01", "-5m", "9999999999h"])
def test_what_is_no_time_is_refused_with_what_is_allowed(text: str) -> None:
    with pytest.raises(ValueError, match="allowed: 10m"):
        moment(text, NOW)


def test_capital_letters_count_only_if_the_pattern_has_one() -> None:
    assert searcher("error")("an ERROR") and searcher("Error")("Error") and not searcher("Error")("error")
    with pytest.raises(ValueError, match="not a regular expression"):
        searcher("(")
    with pytest.raises(ValueError, match="takes too long"):
        searcher("(a|a?)+$")("a" * 3000 + "b")


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
