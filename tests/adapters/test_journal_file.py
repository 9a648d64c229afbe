"""The journal on a real disk."""

import asyncio
import json
import stat
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from skelly_tray.adapters import journal_file
from skelly_tray.adapters.journal_file import ISSUE, NAME, JournalFile, follow, read_journal


def entry(seq: int, module: str = "web", **more: Any) -> dict[str, Any]:
    fields = {"module": module, "kind": "state_changed", "cause": {"kind": "user", "seq": None, "text": "x"}}
    return {"seq": seq, "time": "2026-01-01T00:00:00.000Z", **fields, **more}


def seqs(entries: list[dict[str, Any]]) -> list[int]:
    return [each["seq"] for each in entries]


class Bench:
    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.issues: list[tuple[str, str]] = []
        self.told = threading.Event()
        self.journals: list[JournalFile] = []

    def open(self, max_bytes: int = journal_file.MAX_BYTES) -> JournalFile:
        journal = JournalFile(self.folder, self._issue, lambda call: call(), max_bytes=max_bytes)
        self.journals.append(journal)
        return journal

    def _issue(self, issue: str, title: str, _message: str) -> None:
        self.issues.append((issue, title))
        self.told.set()


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Bench]:
    bench = Bench(tmp_path)
    yield bench
    for journal in bench.journals:
        assert journal.close(10.0)


def test_entries_are_on_disk_in_order_one_object_a_line_after_closing(bench: Bench) -> None:
    journal = bench.open()
    journal.append([entry(1, detail="ä\nb"), entry(2, module="db")])
    journal.append([entry(number) for number in range(3, 300)])
    assert journal.close(10.0)
    lines = (bench.folder / NAME).read_bytes().splitlines()
    assert [json.loads(line)["seq"] for line in lines] == list(range(1, 300))
    assert json.loads(lines[0]) == entry(1, detail="ä\nb")
    assert stat.S_IMODE((bench.folder / NAME).stat().st_mode) == 0o600


def test_what_is_not_on_disk_yet_is_known_and_filtered_by_module(bench: Bench) -> None:
    journal = bench.open()
    journal.append([entry(number, "web" if number % 2 else "db") for number in range(1, 11)])
    assert seqs(journal.recent(3)) == [8, 9, 10]
    assert seqs(journal.recent(3, "db")) == [6, 8, 10]
    assert journal.recent(0) == []
    assert journal.last_seq() == 10


def test_only_the_newest_are_held_in_memory(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(journal_file, "RECENT", 10)
    bench.open().append([entry(number, "web" if number % 5 else "db") for number in range(1, 201)])
    assert bench.journals[0].close(10.0)
    journal = bench.open()
    assert seqs(journal.recent(25)) == list(range(191, 201))
    assert seqs(journal.recent(25, "db")) == [195, 200]
    assert journal.last_seq() == 200


def test_an_appended_entry_may_change_afterwards(bench: Bench) -> None:
    journal = bench.open()
    mutable = entry(1, cause={"text": "first"})
    journal.append([mutable])
    mutable["cause"]["text"] = "changed"
    assert journal.recent(1)[0]["cause"]["text"] == "first"


def test_the_journal_goes_on_where_the_last_run_ended(bench: Bench) -> None:
    bench.open().append([entry(41)])
    assert bench.journals[0].close(10.0)
    journal = bench.open()
    assert journal.last_seq() == 41
    journal.append([entry(42)])
    assert seqs(journal.recent(9)) == [41, 42]


def test_the_size_is_bounded_by_two_files(bench: Bench) -> None:
    journal = bench.open(max_bytes=2000)
    journal.append([entry(number) for number in range(1, 201)])
    assert journal.close(10.0)
    files = sorted(path.name for path in bench.folder.iterdir())
    assert files == [NAME, f"{NAME}.1"]
    assert max(path.stat().st_size for path in bench.folder.iterdir()) <= 2000
    kept = seqs(read_journal(bench.folder, 1000))
    assert kept == list(range(201 - len(kept), 201))
    assert len(kept) > 2000 // len(json.dumps(entry(100)))
    assert bench.open().last_seq() == 200


@pytest.mark.parametrize("torn", [b'{"seq": 3, "mod', b'{"seq": 3}', b"\x00" * 9000])
def test_an_unfinished_last_line_is_repaired_before_the_next_entry(bench: Bench, torn: bytes) -> None:
    path = bench.folder / NAME
    path.write_bytes(json.dumps(entry(1)).encode() + b"\n" + torn)
    assert seqs(read_journal(bench.folder, 9)) == [1]
    journal = bench.open()
    journal.append([entry(2)])
    assert journal.close(10.0)
    assert [json.loads(line)["seq"] for line in path.read_bytes().splitlines()] == [1, 2]


def test_lines_that_are_no_entries_are_left_out(bench: Bench) -> None:
    lines = [
        b"[1]",
        b'{"seq": "x"}',
        b'{"seq": true, "cause": {}}',
        b'{"seq": 9}',
        b"\xff",
        b"",
        b"[" * 100_000,
        json.dumps(entry(7)).encode(),
        b"null",
    ]
    (bench.folder / NAME).write_bytes(b"\n".join(lines) + b"\n")
    assert seqs(read_journal(bench.folder, 100)) == [7]
    assert bench.open().last_seq() == 7


def test_a_full_disk_is_one_issue_and_heals_by_itself(bench: Bench) -> None:
    path = bench.folder / NAME
    path.symlink_to("/dev/full")
    journal = bench.open()
    journal.append([entry(1)])
    assert bench.told.wait(20.0)
    path.unlink()
    bench.told.clear()
    journal.append([entry(3)])
    assert bench.told.wait(20.0)
    assert bench.issues == [(ISSUE, "The journal cannot be written"), (ISSUE, "")]
    assert seqs(read_journal(bench.folder, 9))[-1] == 3
    assert seqs(journal.recent(9)) == [1, 3]


class NothingNewError(Exception):
    """There is nothing new."""


def test_following_gives_each_entry_of_the_module_once_over_a_rotation(tmp_path: Path) -> None:
    path = tmp_path / NAME

    def write(*entries: dict[str, Any]) -> None:
        with path.open("ab") as stream:
            stream.write(b"".join(json.dumps(each).encode() + b"\n" for each in entries))

    def stop() -> None:
        raise NothingNewError

    write(entry(1), entry(2), entry(3, "db"), entry(4))
    steps: list[Callable[[], object]] = [
        lambda: write(entry(5), entry(6, "db")),
        lambda: (write(entry(7)), path.rename(tmp_path / f"{NAME}.1"), write(entry(8))),
        stop,
    ]
    found = []
    with pytest.raises(NothingNewError):
        for each in follow(tmp_path, 2, "web", lambda: steps.pop(0)()):
            found.append(each["seq"])
    assert found == [2, 4, 5, 7, 8]


async def test_issues_come_on_the_loop(tmp_path: Path) -> None:
    (tmp_path / NAME).mkdir()
    told: asyncio.Future[int] = asyncio.get_running_loop().create_future()
    journal = JournalFile(
        tmp_path,
        lambda *_: told.set_result(threading.get_ident()),
        asyncio.get_running_loop().call_soon_threadsafe,
    )
    journal.append([entry(1)])
    assert await asyncio.wait_for(told, 20.0) == threading.get_ident()
    assert await asyncio.to_thread(journal.close, 10.0)


def test_reading_is_light() -> None:
    code = (
        "import sys; import skelly_tray.adapters.journal_file, skelly_tray.adapters.logs.reading;"
        "print([name for name in ('asyncio', 'msgspec', 'networkx', 'logging') if name in sys.modules])"
    )
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, check=True).stdout == b"[]\n"
