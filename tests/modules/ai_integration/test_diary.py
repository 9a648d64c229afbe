"""What was said and what waits: bounded, kept over a kill at any moment, and begun anew when it cannot be read."""

from __future__ import annotations

import random
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from skelly_tray.modules.ai_integration.diary import MOST_SAID, MOST_WAITING, Diary, Said, Waiting
from skelly_tray.modules.ai_integration.occasion import Occasion

ROOT = Path(__file__).resolve().parents[3]
WRITER = """
import sys
from pathlib import Path
from skelly_tray.modules.ai_integration.diary import Diary, Said, Waiting
from skelly_tray.modules.ai_integration.occasion import Occasion

diary = Diary(Path(sys.argv[1]))
number = int(sys.argv[2])
while True:
    number += 1
    diary.take(waiting := Waiting(Occasion("refocus", f"r{number}", number, numbers={"minutes": 3}, names={"a": "b"})))
    sys.stdout.write(f"{number}\\n")
    sys.stdout.flush()
    diary.add(Said(number, "refocus", "A tea?", "local", "waving", f"r{number}", "A tea?"), waiting)
"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "diary.json"


def said(number: int) -> Said:
    return Said(number, "break", f"Number {number}.", "local", "melting", f"r{number}", f"p{number}")


def waiting(number: int) -> Waiting:
    return Waiting(Occasion("break", f"w{number}", number, numbers={"minutes": 3}, names={"app": "Editor"}))


def test_it_is_the_same_after_a_restart(path: Path) -> None:
    diary = Diary(path)
    diary.take(waiting(1))
    diary.take(waiting(2))
    diary.add(said(1), diary.waiting[0])
    again = Diary(path)
    assert again.said == [said(1)] and again.waiting == [waiting(2)] and again.phrases == ["p1"]
    assert again.knows("r1") and again.knows("w2") and not again.knows("w1")


def test_it_is_bounded_and_the_newest_stay(path: Path) -> None:
    diary = Diary(path)
    for number in range(MOST_SAID + 3):
        diary.add(said(number))
        diary.take(waiting(number))
    for kept in (diary, Diary(path)):
        assert [len(kept.said), len(kept.waiting)] == [MOST_SAID, MOST_WAITING]
        assert kept.said[-1] == said(MOST_SAID + 2) and kept.waiting[-1] == waiting(MOST_SAID + 2)


@pytest.mark.parametrize("content", [b"", b"{", b'{"said": 4}', b"\xff", b" " * (1 << 20) + b"{}"])
def test_what_cannot_be_read_is_set_aside_and_a_new_one_begun(path: Path, content: bytes) -> None:
    path.write_bytes(content)
    diary = Diary(path)
    assert diary.set_aside and diary.said == [] and path.with_suffix(".damaged").read_bytes() == content
    diary.add(said(1))
    assert Diary(path).said == [said(1)]


def test_a_disk_that_refuses_is_told_and_nothing_is_forgotten_meanwhile(path: Path) -> None:
    diary = Diary(path)
    path.mkdir()
    diary.add(said(1))
    assert "cannot be written" in diary.trouble and diary.said == [said(1)]
    path.rmdir()
    diary.add(said(2))
    assert diary.trouble == "" and Diary(path).said == [said(1), said(2)]


def test_erasing_leaves_nothing_in_the_file(path: Path) -> None:
    diary = Diary(path)
    diary.add(said(1))
    diary.take(waiting(1))
    diary.erase(said=True, waiting=False)
    assert "Number" not in path.read_text() and Diary(path).waiting == [waiting(1)]
    diary.erase()
    assert Diary(path).waiting == []


def test_kill_9_loses_nothing_that_was_taken_and_leaves_a_readable_file(path: Path) -> None:
    chance, number = random.Random(5), 0
    for _ in range(6):
        process = subprocess.Popen(
            [sys.executable, "-c", WRITER, str(path), str(number)],
            cwd=ROOT,
            stdout=subprocess.PIPE,
            text=True,
        )
        assert process.stdout is not None
        lines = [process.stdout.readline() for _ in range(chance.randint(1, 25))]
        process.send_signal(signal.SIGKILL)
        lines += process.communicate()[0].splitlines()
        number = int([line for line in lines if line.strip()][-1])
        diary = Diary(path)
        assert not diary.set_aside and diary.knows(f"r{number}")
        assert [kept.name for kept in path.parent.iterdir()] == ["diary.json"]
        number += 1
