"""One output pipe: what is lost in a flood never leaves a torn line behind."""

import os
from pathlib import Path

from skelly_tray.adapters.logs.compression import Compressor
from skelly_tray.adapters.logs.flow import Flow
from skelly_tray.adapters.logs.log_board import LogBoard
from skelly_tray.adapters.logs.module_log import ModuleLog
from skelly_tray.adapters.logs.pipe_stream import PipeStream
from skelly_tray.adapters.logs.reading import read_tail
from skelly_tray.adapters.logs.rotating_file import RotatingFile
from skelly_tray.adapters.thread_issues import ThreadIssues


def test_a_line_of_which_a_part_was_discarded_is_dropped_whole(tmp_path: Path) -> None:
    reading, writing = os.pipe()
    null = os.open(os.devnull, os.O_WRONLY)
    issues = ThreadIssues(lambda *_: None, lambda call: call())
    file = RotatingFile(tmp_path / "web.log", 10**6, 1, Compressor())
    log = ModuleLog(file, Flow(rate=1000, burst=1000), issues)
    stream = PipeStream(reading, "out", 1, log, LogBoard(lambda call: call()))

    def write(data: bytes, now: float) -> None:
        os.write(writing, data)
        assert stream.take_turn(null, 0.0, now)

    write(b"first\n" + b"x" * 2000, 0.0)
    assert log.flow.discarding
    write(b"xx\nin the flood\nthe start of a line", 0.1)
    log.flow.account(0, 10.0)
    assert not log.flow.discarding
    write(b" and its end\nwhole\n", 10.0)
    os.close(writing)
    assert not stream.take_turn(null, 0.0, 10.0)
    stream.finish(0.0, 10.0)
    log.close(0.0, 10.0)
    os.close(null)
    texts = [line.text for line in read_tail(tmp_path, "web", 99)]
    assert texts[:3] == ["first", "x" * 2000, "whole"]
    assert texts[3].startswith("output discarded")


def test_a_flood_of_empty_lines_costs_the_disk_no_more_than_the_rate(tmp_path: Path) -> None:
    reading, writing = os.pipe()
    null = os.open(os.devnull, os.O_WRONLY)
    issues = ThreadIssues(lambda *_: None, lambda call: call())
    path = tmp_path / "web.log"
    log = ModuleLog(RotatingFile(path, 10**9, 1, Compressor()), Flow(rate=100_000, burst=100_000), issues)
    stream = PipeStream(reading, "out", 1, log, LogBoard(lambda call: call()))
    for turn in range(1000):
        os.write(writing, b"\n" * 200)
        assert stream.take_turn(null, 0.0, turn * 0.01)
    os.close(writing)
    assert not stream.take_turn(null, 0.0, 10.0)
    stream.finish(0.0, 10.0)
    log.close(0.0, 10.0)
    os.close(null)
    assert 500_000 < path.stat().st_size < 1_300_000
