"""`replace_file` and its sweep: old or new, never a mixture, and nothing left behind; under kills and failing calls."""

from __future__ import annotations

import errno
import os
import random
import select
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from skelly_tray.config.atomic import replace_file, replace_if_other, sweep_leftovers
from skelly_tray.config.home import Home
from skelly_tray.config.load import prepared
from skelly_tray.config.texts import Texts
from skelly_tray.config.undo import unfinished
from skelly_tray.config.writing import one_at_a_time, write_texts
from tests.config.writers import home_in
from tests.disk import as_of_the_dead, failing, leftovers

pytestmark = pytest.mark.skipif(os.name != "posix", reason="processes are killed and modes looked at")


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
        as_of_the_dead(tmp_path)  # what could not even be removed is swept once its writer is gone
        sweep_leftovers(tmp_path)
        assert leftovers(tmp_path) == []
        numbers += 1
    assert numbers >= 4


def gone_pid() -> int:
    process = subprocess.Popen([sys.executable, "-I", "-S", "-c", ""])
    process.wait()
    return process.pid


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
from skelly_tray.config.writing import one_at_a_time, write_texts
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
            with one_at_a_time(home):
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
    with one_at_a_time(home):
        write_texts(
            home, Texts(), Texts({"modules/web.toml": "command = ['sleep', '0']\n"}, {}, {"modules.web.n": 0})
        )
    chance = random.Random(rounds)
    writer = subprocess.Popen(
        [sys.executable, "-c", WRITER, str(tmp_path)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert writer.stdin is not None and writer.stdout is not None
    number, torn_off, broken_off = 0, 0, 0
    with writer, writer.stdin, writer.stdout:
        for _ in range(rounds):
            number, left, half = one_kill(home, writer, number, chance)
            torn_off += left
            broken_off += half
            assert leftovers(tmp_path) == []
    print(
        f"{rounds} kills, {number} changes, {torn_off} kills left a temporary file, {broken_off} half a change"
    )
    assert number > rounds, "it has written in most rounds"
    assert torn_off and broken_off, "some kills came in the middle of a write"


def one_kill(
    home: Home, writer: subprocess.Popen[str], number: int, chance: random.Random
) -> tuple[int, int, bool]:
    """One writer, killed at random. What is on disk now, how many temporary files it left, and whether half of it."""
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
    left, half = len(leftovers(home.config.parent)), unfinished(home)
    found, _ = prepared(home)
    text, override = found.files["modules/web.toml"], found.overrides["modules.web.n"]
    seen = int(text.split("'")[3])
    assert text == f"command = ['sleep', '{seen}']\n" + "#" * (seen % 7) * 900
    assert seen == override and seen in (acknowledged, acknowledged + 1)
    return seen, left, half


@pytest.mark.parametrize("kind", ["fifo", "link"])
def test_what_somebody_put_in_place_of_a_file_of_ours_is_neither_waited_for_nor_followed(
    tmp_path: Path, kind: str
) -> None:
    path, other = tmp_path / "ours", tmp_path / "other"
    other.write_bytes(b"content")
    if kind == "fifo":
        os.mkfifo(path)
    else:
        path.symlink_to(other)
    replace_if_other(path, b"content")
    assert not path.is_symlink() and path.is_file() and path.read_bytes() == b"content"
