"""The history when the disk, the file or the clock is not as it should be."""

from __future__ import annotations

import asyncio
import os
import shutil
import sqlite3
import stat
import subprocess
import sys
import threading
from collections.abc import Iterator, Sequence
from contextlib import closing
from pathlib import Path

import pytest

from skelly_tray.adapters.history import history_file, worker
from skelly_tray.adapters.history.database import ASIDE
from skelly_tray.adapters.history.store import Store
from skelly_tray.engine.history_port import HistoryUnavailable, Tick
from skelly_tray.telemetry.marks import Mark
from tests.adapters.history.ticks import START, Bench, history, tick

DAY = 86_400.0
WRITE = (worker.WRITE_ISSUE, "The history cannot be written")
BROKEN = (worker.BROKEN_ISSUE, "The history of earlier times is lost")


def sound(path: Path) -> bool:
    with closing(sqlite3.connect(path)) as connection:
        return bool(connection.execute("PRAGMA integrity_check").fetchone() == ("ok",))


async def test_the_file_is_ours_alone(tmp_path: Path) -> None:
    async with history(tmp_path) as bench:
        await bench.run(20)
        await bench.stored()
        modes = {stat.S_IMODE(file.stat().st_mode) for file in tmp_path.iterdir()}
        assert modes == {0o600} and len(list(tmp_path.iterdir())) == 3


async def test_an_idle_disk_is_written_once_in_ten_seconds(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    added: list[int] = []
    monkeypatch.setattr(Store, "add", lambda self, ticks, marks: added.append(len(ticks)))
    async with history(tmp_path) as bench:
        await bench.run(100)
    assert added == [10] * 10


@pytest.mark.parametrize(
    "junk", [b"this is no database, and never was one" * 200, b"SQLite format 3\x00" + b"\xff" * 8000]
)
async def test_a_broken_file_is_kept_once_and_a_new_one_is_begun(tmp_path: Path, junk: bytes) -> None:
    (tmp_path / "history.db").write_bytes(junk)
    (tmp_path / ASIDE).write_bytes(b"an older one")
    async with history(tmp_path) as bench:
        await bench.run(40)
        await bench.stored()
        assert (tmp_path / ASIDE).read_bytes() == junk
        assert len((await bench.read(60, points=60))["time"]) == 40, "what came meanwhile is not lost"
        assert bench.issues == [BROKEN]
        (tmp_path / ASIDE).unlink()
        await bench.run(10)
        await bench.stored()
        assert bench.issues == [BROKEN, (worker.BROKEN_ISSUE, "")]
    assert sound(tmp_path / "history.db")


async def test_a_file_that_breaks_while_it_is_in_use_is_replaced(tmp_path: Path) -> None:
    async with history(tmp_path) as bench:
        await bench.run(1000)
        bench.close()
        data = bytearray(bench.path.read_bytes())
        data[4096:] = b"\x5a" * (len(data) - 4096)
        bench.path.write_bytes(data)
        bench.open()
        await bench.run(30)
        await bench.stored()
        assert bench.issues == [BROKEN] and (tmp_path / ASIDE).exists()
        await bench.run(30)
        assert len((await bench.read(60, points=60))["time"]) >= 30
    assert sound(tmp_path / "history.db")


async def test_a_file_of_another_version_is_put_aside_unchanged(tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / "history.db")) as connection:
        connection.execute("PRAGMA user_version=99")
    async with history(tmp_path) as bench:
        await bench.run(20)
        await bench.stored()
        assert bench.issues == [BROKEN]
    with closing(sqlite3.connect(tmp_path / ASIDE)) as connection:
        assert connection.execute("PRAGMA user_version").fetchone() == (99,)


async def test_a_file_that_cannot_be_written_is_one_issue_until_it_can(tmp_path: Path) -> None:
    (tmp_path / "history.db").mkdir()
    async with history(tmp_path) as bench:
        await bench.run(100)
        await bench.stored()
        assert bench.issues == [WRITE]
        with pytest.raises(HistoryUnavailable):
            await bench.read(60)
        (tmp_path / "history.db").rmdir()
        await bench.run(20)
        await bench.stored()
        assert bench.issues == [WRITE, (worker.WRITE_ISSUE, "")]
        assert len((await bench.read(200, points=200))["time"]) == 120, "what waited in memory is stored"


async def test_what_waits_for_a_disk_is_bounded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(worker, "KEPT_BATCHES", 6)
    (tmp_path / "history.db").mkdir()
    async with history(tmp_path) as bench:
        await bench.run(600)
        await bench.stored()
        (tmp_path / "history.db").rmdir()
        await bench.run(10)
        found = await bench.read(700, points=700)
        assert len(found["time"]) == 60 and found["time"][-1] == bench.wall, "the oldest was dropped"


async def test_a_file_that_somebody_removed_is_made_anew(tmp_path: Path) -> None:
    async with history(tmp_path) as bench:
        await bench.run(60)
        await bench.stored()
        for file in tmp_path.iterdir():
            file.unlink()
        await bench.run(20)
        assert len((await bench.read(100, points=100))["time"]) == 20 and bench.issues == []


async def test_a_database_that_is_full_drops_its_oldest_and_goes_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """`max_page_count` refuses as a full disk does."""
    opened = Store.__init__

    def small(self: Store, *arguments: object) -> None:
        opened(self, *arguments)  # type: ignore[arg-type]
        self.connection.execute("PRAGMA max_page_count=40")

    monkeypatch.setattr(Store, "__init__", small)
    async with history(tmp_path) as bench:
        modules = [f"m{number}" for number in range(30)]
        await bench.run(3000, modules=modules)
        await bench.run(20, modules=modules)
        await bench.stored()
        found = await bench.read(3600, name="m3", points=3600)
        assert found["time"][-1] == pytest.approx(bench.wall, abs=30) and found["time"][0] > START + 300
        raised = [issue for issue in bench.issues if issue[1]]
        assert raised == [WRITE], "one issue, however often it was full"
    assert sound(bench.path)


@pytest.fixture
def tiny_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of its own with 8 MiB."""
    folder = tmp_path / "disk"
    folder.mkdir()
    mounted = shutil.which("mount") and subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=8m", "tmpfs", folder], capture_output=True, check=False
    )
    if not mounted or mounted.returncode:
        pytest.skip("mounting a file system is not allowed here")
    yield folder
    subprocess.run(["umount", "-l", folder], check=True)


async def test_a_full_disk_is_one_issue_and_ends_when_there_is_room(tiny_disk: Path) -> None:
    filler = tiny_disk / "filler"
    async with history(tiny_disk) as bench:
        await bench.run(200)
        await bench.stored()
        with filler.open("wb", buffering=0) as file:
            try:
                while file.write(b"x" * 4096):
                    pass
            except OSError:
                pass
        await bench.run(3000, modules=[f"m{n}" for n in range(20)])
        await bench.stored()
        assert bench.issues[:1] == [WRITE]
        os.unlink(filler)
        await bench.run(700)
        await bench.stored()
        assert bench.issues[-1] == (worker.WRITE_ISSUE, "")
        found = await bench.read(60, points=70)
        assert found["time"][-1] == bench.wall
    assert sound(bench.path)


async def clock_set(bench: Bench, seconds: float) -> None:
    """The wall clock jumps; the monotonic one does not."""
    bench.wall += seconds


@pytest.mark.parametrize("jump", [-3600.0, -40 * DAY, 3600.0, 40 * DAY])
async def test_a_clock_that_jumps_breaks_no_answer(tmp_path: Path, jump: float) -> None:
    async with history(tmp_path) as bench:
        await bench.run(2000)
        await clock_set(bench, jump)
        await bench.run(4000)
        for span in (600.0, 3600.0, DAY, 30 * DAY):
            found = await bench.read(span)
            assert found["time"] == sorted(found["time"]) and len(found["time"]) <= 722
            assert found["time"][-1] == pytest.approx(bench.wall, abs=span / 700 + 60)


async def test_a_clock_that_is_wrong_for_a_while_costs_no_history(tmp_path: Path) -> None:
    """Its battery is empty, or somebody tries the year 2040: nothing is dropped for its age at once."""
    async with history(tmp_path) as bench:
        await bench.run(DAY, every=20.0)
        await clock_set(bench, 400 * DAY)
        await bench.run(500)
        await clock_set(bench, -400 * DAY)
        await bench.run(5000, every=5.0)
        found = await bench.read(2 * DAY, points=100_000)
        assert found["time"][0] == pytest.approx(START, abs=60)
        assert found["cpu_percent"].count(None) == 1, "the time that the wrong clock had is the only gap"


async def test_a_clock_that_was_set_back_does_not_stop_the_condensing(tmp_path: Path) -> None:
    async with history(tmp_path) as bench:
        await bench.run(2 * DAY, every=20.0)
        await clock_set(bench, -1.5 * DAY)
        await bench.run(8 * 3600, every=20.0)
        with closing(sqlite3.connect(bench.path)) as connection:
            newest = connection.execute("SELECT start FROM minutes ORDER BY id DESC LIMIT 1").fetchone()[0]
        assert newest / 1000 == pytest.approx(bench.wall, abs=2 * 3600)


async def test_a_closed_history_answers_nobody(tmp_path: Path) -> None:
    bench = Bench(tmp_path)
    await bench.run(20)
    bench.close()
    with pytest.raises(HistoryUnavailable):
        await bench.read(60)


async def test_a_fault_of_ours_costs_a_batch_and_not_the_history(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    added = Store.add

    def faulty(self: Store, ticks: Sequence[Tick], marks: Sequence[Mark]) -> None:
        if ticks[0].wall < START + 30:
            raise ZeroDivisionError("a bug")
        added(self, ticks, marks)

    monkeypatch.setattr(Store, "add", faulty)
    async with history(tmp_path) as bench:
        await bench.run(60)
        found = await bench.read(60, points=70)
        assert found["time"][-1] == bench.wall and len(found["time"]) == 30
        assert [issue for issue, _ in bench.issues] == ["history.fault"] and "a bug" in caplog.text


async def test_a_disk_that_does_not_answer_costs_no_memory_and_is_told_until_it_does(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    answers = threading.Event()
    monkeypatch.setattr(Store, "add", lambda self, ticks, marks: answers.wait(30.0))
    async with history(tmp_path) as bench:
        for second in range(2000):
            bench.monotonic = float(second)
            bench.history.record(tick(START + second))
        await asyncio.sleep(0)
        assert bench.history._work.qsize() == history_file.MOST_PENDING
        assert bench.issues == [(history_file.LATE_ISSUE, "The history is not written")]
        answers.set()
        await bench.run(20)
        assert bench.issues[1:] == [(history_file.LATE_ISSUE, "")]


async def test_a_python_without_sqlite_is_told_once_and_collects_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "skelly_tray.adapters.history.worker", None)
    async with history(tmp_path) as bench:
        await bench.run(10)
        await asyncio.to_thread(bench.history._thread.join, 10.0)
        await bench.run(60)
        assert bench.issues == [(history_file.FAULT_ISSUE, "There is no history")]
        assert bench.history._work.qsize() == 0
        with pytest.raises(HistoryUnavailable):
            await bench.read(60)
