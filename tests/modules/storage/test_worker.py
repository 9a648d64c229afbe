"""Whatever happens to the database, the module lives on: damaged files are moved aside, a full disk is waited out."""

from __future__ import annotations

import sqlite3
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from skelly_tray.modules.storage.condition import Condition
from skelly_tray.modules.storage.questions import read_query
from skelly_tray.modules.storage.store import Store
from skelly_tray.modules.storage.worker import StorageUnavailableError, Worker
from tests.modules.storage.made import NOON, ROOMY, event, numbers, store

Said = list[str]


@pytest.fixture
def said() -> Said:
    return []


@pytest.fixture
async def worker(tmp_path: Path, said: Said) -> AsyncIterator[Worker]:
    made = Worker(tmp_path / "events.db", ROOMY, Condition(), said.append)
    yield made
    await made.close()


async def stored(worker: Worker) -> list[int]:
    return numbers(await worker.ask(lambda store: store.query(read_query({}, NOON))))


async def test_a_file_that_is_no_database_is_moved_aside(worker: Worker, said: Said, tmp_path: Path) -> None:
    (tmp_path / "events.db").write_bytes(b"not a database at all" * 500)
    assert await worker.add([event(1)]) == 1
    (aside,) = tmp_path.glob("events.damaged-*.db")
    assert aside.read_bytes().startswith(b"not a database")
    assert len(said) == 1 and aside.name in said[0]
    (trouble,) = worker.condition.troubles()
    assert trouble.worse and trouble.text == said[0]


async def test_damage_found_while_it_runs_is_moved_aside(worker: Worker, said: Said, tmp_path: Path) -> None:
    await worker.add([event(number, padding=2_000) for number in range(200)])
    await worker.ask(lambda store: store._connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall())
    await worker.ask(lambda store: store._connection.execute("PRAGMA cache_size = 0"))
    file = tmp_path / "events.db"
    file.write_bytes(file.read_bytes()[:4096] + b"\xff" * (file.stat().st_size - 4096))
    await worker.add([event(1000)])
    assert await stored(worker) == [1000]
    assert len(list(tmp_path.glob("events.damaged-*.db"))) == 1 and said


async def test_damage_is_found_after_an_unclean_end(worker: Worker, said: Said, tmp_path: Path) -> None:
    first = store(tmp_path)
    first.add([event(number, padding=2_000) for number in range(200)])
    first.close()
    file = tmp_path / "events.db"
    content = bytearray(file.read_bytes())
    content[20 * 4096 : 40 * 4096] = b"\xff" * (20 * 4096)
    file.write_bytes(content)
    (tmp_path / "events.db-wal").write_bytes(b"left behind")
    await worker.open()
    assert len(said) == 1


async def test_only_the_newest_damaged_file_is_kept(worker: Worker, tmp_path: Path) -> None:
    (tmp_path / "events.damaged-20250101T000000.db").write_bytes(b"old")
    (tmp_path / "events.db").write_bytes(b"not a database at all" * 500)
    await worker.open()
    (aside,) = tmp_path.glob("events.damaged-*")
    assert "20250101" not in aside.name


def fill_the_disk(store: Store) -> None:
    """The database may not take another page: to sqlite the same as a disk without room."""
    pages = store._connection.execute("PRAGMA page_count").fetchone()[0]
    store._connection.execute(f"PRAGMA max_page_count = {pages}").fetchone()


def make_room_on_the_disk(store: Store) -> None:
    store._connection.execute("PRAGMA max_page_count = 1000000").fetchone()


async def test_a_full_disk_is_said_and_over_when_there_is_room(worker: Worker) -> None:
    await worker.add([event(1)])
    await worker.ask(fill_the_disk)
    with pytest.raises(StorageUnavailableError, match="disk is full"):
        await worker.add([event(number, padding=10_000) for number in range(2, 50)])
    (trouble,) = worker.condition.troubles()
    assert trouble.worse and "disk is full" in trouble.text
    assert worker.condition.error_rate > 0
    assert await stored(worker) == [1]

    await worker.ask(make_room_on_the_disk)
    await worker.add([event(number, padding=10_000) for number in range(2, 50)])
    assert worker.condition.troubles() == []
    assert await stored(worker) == list(range(1, 50))


async def test_writing_is_tried_again_also_when_no_event_comes(worker: Worker) -> None:
    worker.condition.failed("the disk is full")
    await worker.recheck()
    assert not worker.condition.cannot_write


async def test_a_folder_that_cannot_be_used_is_said_and_tried_again(tmp_path: Path) -> None:
    blocked = tmp_path / "state"
    blocked.write_text("a file where the folder should be")
    worker = Worker(blocked / "events.db", ROOMY, Condition(), lambda _: None)
    with pytest.raises(StorageUnavailableError, match="cannot be used"):
        await worker.open()
    blocked.unlink()
    await worker.recheck()
    assert not worker.condition.cannot_write
    await worker.close()


async def test_an_error_text_quotes_nothing_that_was_stored(worker: Worker) -> None:
    def quote(store: Store) -> None:
        raise sqlite3.OperationalError("near CANARY: syntax error")

    with pytest.raises(StorageUnavailableError) as refused:
        await worker.ask(quote)
    assert "CANARY" not in str(refused.value)
    assert all("CANARY" not in trouble.text for trouble in worker.condition.troubles())


async def test_a_reset_begins_anew_and_keeps_the_old_file(worker: Worker, tmp_path: Path) -> None:
    await worker.add([event(1)])
    await worker.begin_anew()
    assert await stored(worker) == []
    assert await worker.add([event(1)]) == 1
    assert len(list(tmp_path.glob("events.reset-*.db"))) == 1


def test_damage_makes_it_degraded_for_a_while_and_stays_told() -> None:
    now = [0.0]
    condition = Condition(lambda: now[0])
    condition.damaged("moved aside")
    assert [trouble.worse for trouble in condition.troubles()] == [True]
    now[0] = 601
    assert [trouble.worse for trouble in condition.troubles()] == [False]


def test_the_error_rate_is_that_of_the_last_minute() -> None:
    now = [0.0]
    condition = Condition(lambda: now[0])
    assert condition.error_rate == 0
    condition.failed("no")
    condition.worked()
    assert condition.error_rate == 0.5
    now[0] = 61
    condition.worked()
    assert condition.error_rate == 0


async def test_what_is_erased_is_gone_also_what_was_set_aside(worker: Worker, tmp_path: Path) -> None:
    await worker.add([event(1)])
    await worker.begin_anew()
    await worker.add([event(2)])
    await worker.erase()
    assert await stored(worker) == []
    assert {path.name.split("-")[0] for path in tmp_path.glob("events.*")} <= {"events.db"}
    assert await worker.add([event(2)]) == 1
