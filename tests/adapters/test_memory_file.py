"""The memory of the modules on a real disk."""

import json
import os
import stat
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from skelly_tray.adapters import memory_file
from skelly_tray.adapters.memory_file import NAME, READ_ISSUE, WRITE_ISSUE, MemoryFile
from skelly_tray.config import atomic


class Bench:
    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.issues: list[tuple[str, str]] = []
        self.told = threading.Event()
        self.files: list[MemoryFile] = []

    def open(self) -> MemoryFile:
        file = MemoryFile(self.folder, self._issue, lambda call: call())
        self.files.append(file)
        return file

    def _issue(self, issue: str, title: str, message: str) -> None:
        self.issues.append((issue, title))
        self.told.set()


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Bench]:
    bench = Bench(tmp_path)
    yield bench
    for file in bench.files:
        assert file.close(10.0)


def test_what_was_saved_is_loaded_by_the_next_run(bench: Bench) -> None:
    file = bench.open()
    assert file.load() == {}
    file.save({"web": {"desired": "down", "restarts": 3}})
    assert file.close(10.0)
    assert bench.open().load() == {"web": {"desired": "down", "restarts": 3}}
    assert stat.S_IMODE((bench.folder / NAME).stat().st_mode) == 0o600
    assert not bench.issues


def test_only_the_newest_is_written_when_saves_come_faster_than_the_disk(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    written: list[int] = []
    held, reached = threading.Event(), threading.Event()

    def slow(_path: Path, data: bytes) -> None:
        written.append(json.loads(data)["n"])
        reached.set()
        assert held.wait(20.0)

    monkeypatch.setattr(memory_file, "replace_file", slow)
    file = bench.open()
    file.save({"n": 0})
    assert reached.wait(20.0)
    for number in range(1, 50):
        file.save({"n": number})
    held.set()
    assert file.close(10.0)
    assert written == [0, 49]


def test_what_is_saved_may_change_afterwards(bench: Bench) -> None:
    file = bench.open()
    memory = {"web": {"restarts": 1}}
    file.save(memory)
    memory["web"]["restarts"] = 2
    assert file.close(10.0)
    assert bench.open().load() == {"web": {"restarts": 1}}


@pytest.mark.parametrize("text", [b"", b"{", b"[1]", b"\xff\xfe", b"[" * 200_000])
def test_a_corrupt_file_is_moved_aside_and_told(bench: Bench, text: bytes) -> None:
    (bench.folder / NAME).write_bytes(text)
    assert bench.open().load() == {}
    assert (bench.folder / f"{NAME}.corrupt").read_bytes() == text
    assert not (bench.folder / NAME).exists()
    assert bench.issues == [(READ_ISSUE, "What was remembered of the modules is lost")]


def test_temporary_files_of_a_killed_run_are_swept(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    def killed(temporary: str, target: str) -> None:
        raise SystemExit  # as if the process ended here: nothing is cleaned up

    with monkeypatch.context() as patch, pytest.raises(SystemExit):
        patch.setattr(os, "replace", killed)
        atomic.replace_file(bench.folder / NAME, b"half")
    (leftover,) = bench.folder.iterdir()
    os.utime(leftover, (0, 0))
    (bench.folder / "mine.txt").write_bytes(b"kept")
    bench.open().load()
    assert [path.name for path in bench.folder.iterdir()] == ["mine.txt"]


def test_a_failed_write_is_one_issue_leaves_the_old_file_and_is_tried_again(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(memory_file, "RETRY_AFTER", 0.01)
    (bench.folder / NAME).write_bytes(b'{"n": 0}')
    real = os.fsync

    def full(descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    file = bench.open()
    file.save({"n": 1})
    assert bench.told.wait(20.0)
    assert json.loads((bench.folder / NAME).read_bytes()) == {"n": 0}
    bench.told.clear()
    monkeypatch.setattr(os, "fsync", real)
    assert bench.told.wait(20.0)
    assert bench.issues == [(WRITE_ISSUE, "The state of the modules cannot be saved"), (WRITE_ISSUE, "")]
    assert json.loads((bench.folder / NAME).read_bytes()) == {"n": 1}
    assert [path.name for path in bench.folder.iterdir()] == [NAME]
