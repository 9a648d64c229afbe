"""One bounded log file on a real disk."""

import gzip
import os
import stat
from pathlib import Path

import pytest

from skelly_tray.adapters.logs.compression import Compressor
from skelly_tray.adapters.logs.reading import read_tail
from skelly_tray.adapters.logs.rotating_file import CHECK_AFTER, RotatingFile


def settle(compressor: Compressor) -> None:
    while compressor.busy:
        compressor.step()


def line(number: int) -> bytes:
    return f"2026-01-01T00:00:00.000Z out line {number:06}\n".encode()


def texts(folder: Path, count: int = 10**6) -> list[str]:
    return [entry.text for entry in read_tail(folder, "web", count)]


def test_a_file_never_exceeds_its_size_and_old_ones_are_compressed_and_bounded(tmp_path: Path) -> None:
    compressor = Compressor()
    file = RotatingFile(tmp_path / "web.log", 1000, 2, compressor)
    for number in range(200):
        file.write(line(number), 0.0)
        if number % 3 == 0:
            compressor.step()
        sizes = [path.stat().st_size for path in tmp_path.glob("web.log*") if path.suffix != ".gz"]
        assert max(sizes) <= 1000
    settle(compressor)
    file.close()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["web.log", "web.log.1.gz", "web.log.2.gz"]
    kept = texts(tmp_path)
    assert kept == [f"line {number:06}" for number in range(200 - len(kept), 200)]
    assert len(kept) > 2 * (1000 // len(line(0)))


def test_rotation_faster_than_compression_loses_no_kept_line(tmp_path: Path) -> None:
    compressor = Compressor()
    file = RotatingFile(tmp_path / "web.log", 500, 3, compressor)
    for number in range(100):
        file.write(line(number), 0.0)
        if number % 7 == 0:
            compressor.step()  # begins what the next rotation interrupts
    before = texts(tmp_path)
    assert before == [f"line {number:06}" for number in range(100 - len(before), 100)]
    assert len(before) > 3 * (500 // len(line(0)))
    settle(compressor)
    file.close()
    assert texts(tmp_path) == before
    assert not list(tmp_path.glob("*.tmp"))
    assert len(list(tmp_path.glob("*.gz"))) == 3


def test_more_than_a_file_at_once_is_spread_over_files_at_newlines(tmp_path: Path) -> None:
    file = RotatingFile(tmp_path / "web.log", 500, 9, Compressor())
    file.write(b"".join(map(line, range(40))), 0.0)
    file.close()
    assert texts(tmp_path) == [f"line {number:06}" for number in range(40)]
    assert max(path.stat().st_size for path in tmp_path.iterdir()) <= 500


def test_a_file_that_is_already_too_large_is_rotated_by_the_next_write(tmp_path: Path) -> None:
    (tmp_path / "web.log").write_bytes(line(1) * 50)
    file = RotatingFile(tmp_path / "web.log", 500, 1, Compressor())
    file.write(line(2), 0.0)
    file.close()
    assert (tmp_path / "web.log").read_bytes() == line(2)


def test_all_log_files_are_for_their_owner_only(tmp_path: Path) -> None:
    compressor = Compressor()
    previous = os.umask(0)
    try:
        file = RotatingFile(tmp_path / "web.log", 100, 2, compressor)
        for number in range(9):
            file.write(line(number), 0.0)
        settle(compressor)
        file.close()
    finally:
        os.umask(previous)
    assert {stat.S_IMODE(path.stat().st_mode) for path in tmp_path.iterdir()} == {0o600}


def test_an_interrupted_compression_and_a_torn_line_are_repaired_at_the_next_start(tmp_path: Path) -> None:
    (tmp_path / "web.log").write_bytes(line(3) + b"2026-01-01T00:00:00.000Z out tor")
    (tmp_path / "web.log.1").write_bytes(line(2))
    (tmp_path / "web.log.1.gz.tmp").write_bytes(b"half")
    (tmp_path / "web.log.2.gz").write_bytes(gzip.compress(line(1)))
    (tmp_path / "web.log.9.gz").write_bytes(b"beyond what is kept")
    compressor = Compressor()
    file = RotatingFile(tmp_path / "web.log", 10_000, 3, compressor)
    settle(compressor)
    file.write(line(4), 0.0)
    file.close()
    assert texts(tmp_path) == ["line 000001", "line 000002", "line 000003", "tor", "line 000004"]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["web.log", "web.log.1.gz", "web.log.2.gz"]


def test_a_log_removed_by_hand_is_made_again(tmp_path: Path) -> None:
    file = RotatingFile(tmp_path / "web.log", 1000, 1, Compressor())
    file.write(line(1), 0.0)
    (tmp_path / "web.log").unlink()
    file.write(line(2), CHECK_AFTER)
    file.close()
    assert texts(tmp_path) == ["line 000002"]


def test_a_write_that_fails_half_way_does_not_tear_the_next_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = RotatingFile(tmp_path / "web.log", 1000, 1, Compressor())
    file.write(line(1), 0.0)
    real, answers = os.write, [5, OSError(28, "No space left on device")]

    def short(descriptor: int, data: bytes) -> int:
        if not answers:
            return real(descriptor, data)
        answer = answers.pop(0)
        if isinstance(answer, OSError):
            raise answer
        return real(descriptor, data[:answer])

    monkeypatch.setattr(os, "write", short)
    with pytest.raises(OSError, match="No space"):
        file.write(line(2), 0.0)
    file.write(line(3), 0.0)
    file.close()
    assert texts(tmp_path) == ["line 000001", "2026-", "line 000003"]
    assert (tmp_path / "web.log").stat().st_size == len(line(1)) + 5 + 1 + len(line(3))
