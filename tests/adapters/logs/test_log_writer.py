"""The log thread against real processes and real disks."""

import asyncio
import logging
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from skelly_tray.adapters.logs import pipe_stream
from skelly_tray.adapters.logs.log_board import LogBoard
from skelly_tray.adapters.logs.own_log import log_to
from skelly_tray.adapters.logs.reading import read_tail
from skelly_tray.adapters.logs.writer import LogWriter
from skelly_tray.domain.orchestrator_config import LogsConfig

DEADLINE = 30.0
MIB = 1024 * 1024


class Bench:
    """A writer, the issues it raised, and the processes that write into it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.issues: list[tuple[str, str, str]] = []
        self.writers: list[LogWriter] = []
        self.processes: list[subprocess.Popen[bytes]] = []

    def writer(self, config: LogsConfig | None = None, patterns: tuple[str, ...] = ()) -> LogWriter:
        writer = LogWriter(
            self.folder,
            config or LogsConfig(),
            lambda *issue: self.issues.append(issue),
            lambda call: call(),
            lambda _module: patterns,
        )
        self.writers.append(writer)
        return writer

    def run(self, writer: LogWriter, module: str, incarnation: int, code: str) -> subprocess.Popen[bytes]:
        out, err = os.pipe(), os.pipe()
        process = subprocess.Popen([sys.executable, "-uc", code], stdout=out[1], stderr=err[1])
        self.processes.append(process)
        os.close(out[1])
        os.close(err[1])
        writer.attach(module, incarnation, {"out": out[0], "err": err[0]})
        return process

    def texts(self, module: str, stream: str | None = None) -> list[str]:
        lines = read_tail(self.folder, module, 10**7)
        return [line.text for line in lines if stream in (None, line.stream)]

    def close(self) -> None:
        for process in self.processes:
            process.kill()
            process.wait()
        assert [writer.close(10.0) for writer in self.writers] == [True] * len(self.writers)


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Bench]:
    bench = Bench(tmp_path)
    yield bench
    bench.close()


def eventually(condition: Callable[[], object]) -> None:
    end = time.monotonic() + DEADLINE
    while not condition():
        assert time.monotonic() < end, "the condition did not come true"
        time.sleep(0.01)


def open_descriptors() -> set[str]:
    return set(os.listdir("/proc/self/fd"))


def test_both_streams_are_written_with_time_and_stream(bench: Bench) -> None:
    writer = bench.writer()
    bench.run(writer, "web", 1, "import sys; print('hello'); print('\\x1b[31mbad\\x1b[0m', file=sys.stderr)")
    eventually(lambda: len(bench.texts("web")) == 2)
    assert bench.texts("web", "out") == ["hello"]
    assert bench.texts("web", "err") == ["\x1b[31mbad\x1b[0m"]
    assert all(line.time.endswith("Z") for line in read_tail(bench.folder, "web", 9))


def test_what_is_left_in_the_pipe_is_written_after_the_tree_is_gone(bench: Bench) -> None:
    writer = bench.writer()
    before = open_descriptors()
    process = bench.run(writer, "web", 1, "print('x' * 40000); print('last words', end='')")
    process.wait()
    writer.detach(1)
    eventually(lambda: bench.texts("web")[-1:] == ["last words"])
    eventually(lambda: len(open_descriptors() - before) <= 1)  # only the log file itself


def test_a_pipe_that_cannot_be_waited_for_is_read_through_a_socket(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pipe_stream, "PUMPED", True)
    writer = bench.writer()
    before = open_descriptors()
    flood = "import os\nfor _ in range(2000): os.write(1, b'y' * 9999 + b'\\n')\n"
    process = bench.run(writer, "web", 1, f"print('first')\n{flood}")
    assert process.wait(DEADLINE) == 0
    writer.detach(1)
    eventually(lambda: bench.texts("web", "sys"))
    assert bench.texts("web")[0] == "first"
    eventually(lambda: len(open_descriptors() - before) <= 1)  # only the log file itself


def test_the_backlog_comes_first_with_its_own_times(bench: Bench) -> None:
    writer = bench.writer()
    writer.attach("web", 1, {}, [(1_767_225_600.0, "err", "while nobody was there")])
    eventually(lambda: bench.texts("web") == ["while nobody was there"])
    assert read_tail(bench.folder, "web", 1)[0].time == "2026-01-01T00:00:00.000Z"


def test_a_flood_is_bounded_told_and_starves_nobody(bench: Bench) -> None:
    writer = bench.writer(LogsConfig(max_mb=1, keep=2))
    count = 300 * MIB
    flooder = bench.run(
        writer,
        "noisy",
        1,
        f"import os\nblock = (b'y' * 99 + b'\\n') * 600\nfor _ in range({count} // len(block)): os.write(1, block)",
    )
    quiet = bench.run(writer, "quiet", 2, "for n in range(200): print(n)")
    quiet.wait(DEADLINE)
    eventually(lambda: len(bench.texts("quiet")) == 200)
    assert flooder.wait(DEADLINE) == 0
    eventually(lambda: bench.texts("noisy", "sys"))
    sizes = [path.stat().st_size for path in bench.folder.glob("noisy.log*") if path.suffix != ".tmp"]
    assert sum(sizes) <= 3 * MIB
    told = bench.texts("noisy", "sys")
    assert told[-1].startswith("output discarded: ")
    assert told[-1].endswith(" s, over 4 MB/s")


def test_a_module_is_heard_again_after_its_flood(bench: Bench) -> None:
    writer = bench.writer(LogsConfig(max_mb=1, keep=0))
    flood = "import os, time\nfor _ in range(9000): os.write(1, b'y' * 9999 + b'\\n')\n"
    bench.run(writer, "web", 1, f"{flood}while True: print('calm again'); time.sleep(0.05)")
    eventually(lambda: "calm again" in bench.texts("web"))


def test_a_full_disk_is_one_issue_and_heals_by_itself(bench: Bench) -> None:
    path = bench.folder / "web.log"
    path.symlink_to("/dev/full")
    writer = bench.writer()
    bench.run(writer, "web", 1, "import time\nwhile True: print('line'); time.sleep(0.02)")
    eventually(lambda: bench.issues)
    path.unlink()
    eventually(lambda: len(bench.issues) >= 2)
    assert [(issue, title) for issue, title, _ in bench.issues] == [
        ("logs.write", "The disk is full: logs are not written"),
        ("logs.write", ""),
    ]
    assert "lines lost: the log could not be written" in bench.texts("web", "sys")[0]
    assert "line" in bench.texts("web", "out")


def test_our_own_log_is_read_like_a_modules(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    writer = bench.writer()
    handler = log_to(writer)
    try:
        logging.getLogger("skelly_tray.engine").warning("two\nlines")
        logging.getLogger("skelly_tray.engine").debug("not without --verbose")
        monkeypatch.setattr(logging, "raiseExceptions", False)
        handler.handle(logging.makeLogRecord({"levelno": logging.INFO, "msg": "%d", "args": ("no number",)}))
    finally:
        logging.getLogger("skelly_tray").removeHandler(handler)
    eventually(lambda: len(bench.texts("orchestrator")) == 2)
    assert bench.texts("orchestrator", "sys") == ["WARNING skelly_tray.engine: two", "lines"]


def test_closing_writes_what_is_there_and_leaves_no_descriptor(tmp_path: Path) -> None:
    before = open_descriptors()
    bench = Bench(tmp_path)
    writer = bench.writer()
    reading, writing = os.pipe()
    os.write(writing, b"in the pipe\nunfinished")
    writer.attach("web", 1, {"out": reading})
    assert writer.close(10.0)
    os.close(writing)
    assert bench.texts("web") == ["in the pipe", "unfinished"]
    assert open_descriptors() == before
    late = os.pipe()
    os.close(late[1])
    writer.attach("web", 2, {"out": late[0]})
    assert open_descriptors() == before


def test_a_fault_in_a_turn_does_not_end_the_thread(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    writer = bench.writer()
    monkeypatch.setattr(writer, "_tell_flows", lambda wall, now: 1 / 0)
    writer.write_sys("web", "first")
    eventually(lambda: bench.issues)
    monkeypatch.undo()
    writer.write_sys("web", "second")
    eventually(lambda: bench.texts("web") == ["first", "second"])


async def test_lines_from_the_spawn_on_are_matched_though_the_probe_asks_late(tmp_path: Path) -> None:
    bench = Bench(tmp_path)
    try:
        writer = bench.writer(patterns=("is ready$", "*invalid"))
        bench.run(writer, "web", 7, "print('server is ready')")
        while not bench.texts("web"):
            await asyncio.sleep(0.01)
        async with asyncio.timeout(DEADLINE):
            await writer.board.matched(7, "is ready$", since_last=False)
    finally:
        bench.close()


def test_the_boards_of_a_gone_incarnation_are_forgotten(bench: Bench) -> None:
    writer = bench.writer(patterns=("x",))
    process = bench.run(writer, "web", 1, "print('x')")
    process.wait()
    writer.detach(1)
    eventually(lambda: not writer.board._watches)


def board_here() -> LogBoard:
    return LogBoard(asyncio.get_running_loop().call_soon_threadsafe)


async def test_a_wait_for_a_line_is_woken_from_another_thread() -> None:
    board = board_here()
    waiting = asyncio.create_task(board.matched(1, "ready", since_last=False))
    await asyncio.sleep(0)
    await asyncio.to_thread(board.feed, 1, [b"not yet", b"ready now"])
    await asyncio.wait_for(waiting, DEADLINE)


async def test_every_wait_is_woken_not_only_the_first() -> None:
    board = board_here()
    for line in (b"one", b"two", b"three"):
        waiting = asyncio.create_task(board.matched(1, line.decode(), since_last=False))
        await asyncio.sleep(0)
        await asyncio.to_thread(board.feed, 1, [line])
        await asyncio.wait_for(waiting, DEADLINE)


async def test_since_last_wants_a_new_line_each_time() -> None:
    board = board_here()
    board.watch(1, "beat")
    board.feed(1, [b"beat"])
    await asyncio.wait_for(board.matched(1, "beat", since_last=True), DEADLINE)
    again = asyncio.create_task(board.matched(1, "beat", since_last=True))
    await asyncio.sleep(0)
    assert not again.done()
    await asyncio.to_thread(board.feed, 1, [b"beat"])
    await asyncio.wait_for(again, DEADLINE)
    await asyncio.wait_for(board.matched(1, "beat", since_last=False), DEADLINE)


async def test_lines_of_another_incarnation_do_not_count() -> None:
    board = board_here()
    board.watch(1, "ready")
    board.feed(2, [b"ready"])
    waiting = asyncio.create_task(board.matched(1, "ready", since_last=False))
    await asyncio.sleep(0)
    assert not waiting.done()
    waiting.cancel()
    await asyncio.gather(waiting, return_exceptions=True)
    assert not board._watches[1]["ready"].waiters


async def test_only_the_head_of_a_line_is_searched_and_a_slow_pattern_is_given_up() -> None:
    from skelly_tray.adapters.logs import log_board

    board = board_here()
    board.watch(1, "needle")
    board.feed(1, [b"x" * log_board.SEARCHED + b"needle"])
    assert not board._watches[1]["needle"].ever
    board.watch(1, "(a+)+$")
    board.feed(1, [b"a" * 4000 + b"b"])
    with pytest.raises(log_board.PatternTooSlowError, match="takes too long"):
        await board.matched(1, "(a+)+$", since_last=False)
