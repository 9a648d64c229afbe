"""`replace_file` and its sweep: old or new, never a mixture, and nothing left behind; under kills and failing calls."""

from __future__ import annotations

import errno
import os
import random
import select
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from skelly_tray.config.atomic import replace_file, sweep_leftovers
from skelly_tray.config.home import Home
from skelly_tray.config.texts import Texts, read_texts
from skelly_tray.config.writing import write_texts

pytestmark = pytest.mark.skipif(os.name != "posix", reason="processes are killed and modes looked at")


def leftovers(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.rglob("*.skelly-tmp"))


def home_in(folder: Path) -> Home:
    home = Home(folder / "config", folder / "state", folder / "logs", folder / "run")
    home.create()
    return home


@contextmanager
def failing(monkeypatch: pytest.MonkeyPatch, number: int, code: int) -> Iterator[list[str]]:
    """The `number`-th of the calls that touch the disk fails; the answer holds its name once it has."""
    hit: list[str] = []
    made = 0

    def wrapped(name: str, real: Callable[..., Any]) -> Callable[..., Any]:
        def call(*args: Any, **options: Any) -> Any:
            nonlocal made
            made += 1
            if made == number:
                hit.append(name)
                raise OSError(code, os.strerror(code))
            return real(*args, **options)

        return call

    with monkeypatch.context() as patch:
        for owner, name in (
            (os, "open"),
            (os, "fsync"),
            (Path, "replace"),
            (Path, "unlink"),
            (Path, "mkdir"),
        ):
            patch.setattr(owner, name, wrapped(name, getattr(owner, name)))
        yield hit


@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EIO])
def test_whichever_call_fails_the_file_is_whole_and_an_answer_means_it_is_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: int
) -> None:
    path = tmp_path / "web.toml"
    numbers = 0
    for number in range(1, 20):
        replace_file(path, b"old")
        told = False
        with failing(monkeypatch, number, code) as hit:
            try:
                replace_file(path, b"new")
            except OSError as error:
                told = error.errno == code
        assert path.read_bytes() in (b"old", b"new")
        if not told:
            assert path.read_bytes() == b"new"
        if not hit:
            break
        assert told, f"{hit} failed and nobody was told"
        sweep_all(tmp_path, path)
        numbers += 1
    assert numbers >= 4


def sweep_all(folder: Path, path: Path) -> None:
    """What could not even be removed is swept once its writer is gone."""
    for name in leftovers(folder):
        (folder / name).rename(folder / f".{path.name}.{gone_pid()}-0.skelly-tmp")
    sweep_leftovers(folder)
    assert leftovers(folder) == []


def gone_pid() -> int:
    process = subprocess.Popen([sys.executable, "-I", "-S", "-c", ""])
    process.wait()
    return process.pid


@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EIO])
def test_of_a_change_of_several_files_all_or_nothing_is_in_effect(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: int
) -> None:
    home = home_in(tmp_path)
    before = Texts(
        {"orchestrator.toml": "# 1\n", "modules/a.toml": "# 1\n", "modules/b.toml": "# 1\n"}, {}, {"x": 1}
    )
    after = Texts(
        {"orchestrator.toml": "# 2\n", "modules/a.toml": "# 2\n", "modules/c.toml": "# 2\n"}, {}, {"x": 2}
    )
    write_texts(home, Texts(), before)
    failed = 0
    for number in range(1, 60):
        with failing(monkeypatch, number, code) as hit:
            try:
                write_texts(home, before, after)
                told = False
            except OSError:
                told = True
        now = read_texts(home)
        if not told:  # none failed, or one that does not matter
            assert (now.files, now.overrides) == (after.files, after.overrides)
            write_texts(home, after, before)
        else:
            assert now.files == before.files, f"call {number}, {hit}"
            failed += 1
        if not hit:
            break
    assert failed >= 10


def test_what_a_dead_writer_left_is_swept_at_once_and_a_living_ones_is_not(tmp_path: Path) -> None:
    dead, living = (tmp_path / f".a.toml.{pid}-3.skelly-tmp" for pid in (gone_pid(), os.getpid()))
    for path in (dead, living):
        path.write_bytes(b"half")
    sweep_leftovers(tmp_path)
    assert leftovers(tmp_path) == [living.name]


def test_one_that_cannot_be_removed_does_not_keep_the_others(tmp_path: Path) -> None:
    pid = gone_pid()
    stubborn, other = (tmp_path / f".{name}.toml.{pid}-0.skelly-tmp" for name in "az")
    stubborn.mkdir()
    other.write_bytes(b"half")
    sweep_leftovers(tmp_path)
    assert leftovers(tmp_path) == [stubborn.name]


WRITER = """
import os, sys
from pathlib import Path
from skelly_tray.config.home import Home
from skelly_tray.config.texts import Texts
from skelly_tray.config.writing import write_texts
from skelly_tray.config.overrides import write_overrides
folder = Path(sys.argv[1])
home = Home(folder / "config", folder / "state", folder / "logs", folder / "run")
def say(text):  # in one piece, whenever it is killed
    os.write(1, text.encode() + b"\\n")
def texts(n):
    text = "command = ['sleep', '%d']\\n" % n + "#" * (n % 7) * 900
    return Texts({"modules/web.toml": text}, {}, {"modules.web.n": n})
for line in sys.stdin:  # each line: number to begin with; a fork writes until it is killed
    begin = int(line)
    if os.fork() == 0:
        say("pid %d" % os.getpid())
        n = begin
        while True:
            write_texts(home, texts(n), texts(n + 1))
            n += 1
            say("wrote %d" % n)
    else:
        os.wait()
        say("gone")
"""


@pytest.mark.parametrize(
    "rounds", [150, pytest.param(10_000, marks=[pytest.mark.long, pytest.mark.timeout(3600)])]
)
def test_killed_while_it_writes_nothing_is_torn_and_nothing_acknowledged_is_lost(
    tmp_path: Path, rounds: int
) -> None:
    home = home_in(tmp_path)
    chance = random.Random(rounds)
    writer = subprocess.Popen(
        [sys.executable, "-c", WRITER, str(tmp_path)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert writer.stdin is not None and writer.stdout is not None
    number, torn_off = 0, 0
    with writer, writer.stdin, writer.stdout:
        for _ in range(rounds):
            number, left = one_kill(home, writer, number, chance)
            torn_off += left
            for folder in (home.config, home.modules_dir, home.state):
                sweep_leftovers(folder)
            assert leftovers(tmp_path) == []
    assert number > rounds, "it has written in most rounds"
    assert torn_off, "some kills came in the middle of a write"


def one_kill(
    home: Home, writer: subprocess.Popen[str], number: int, chance: random.Random
) -> tuple[int, int]:
    """One writer, killed at random. What is on disk now, and how many temporary files it left."""
    assert writer.stdin is not None and writer.stdout is not None
    writer.stdin.write(f"{number}\n")
    writer.stdin.flush()
    pid = int(writer.stdout.readline().split()[1])
    acknowledged = number
    for _ in range(chance.randint(1, 3)):
        acknowledged = int(writer.stdout.readline().split()[1])
    select.select([], [], [], chance.random() * 0.002)  # anywhere in the next write
    os.kill(pid, signal.SIGKILL)
    for line in writer.stdout:
        if line.startswith("gone"):
            break
        acknowledged = int(line.split()[1])
    left = len(leftovers(home.config.parent))
    found = read_texts(home)
    text, override = found.files["modules/web.toml"], found.overrides["modules.web.n"]
    seen = int(text.split("'")[3])
    assert text == f"command = ['sleep', '{seen}']\n" + "#" * (seen % 7) * 900
    assert seen in (acknowledged, acknowledged + 1) and override in (acknowledged, acknowledged + 1)
    return max(seen, override), left
