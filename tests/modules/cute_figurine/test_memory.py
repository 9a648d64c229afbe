"""What it remembers: its places, whether it is hidden, and answers not told yet; bounded, and over kills."""

from __future__ import annotations

import random
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from skelly_tray.modules.cute_figurine.memory import MOST_PLACES, MOST_UNTOLD, Kept, Memory, Untold

ROOT = Path(__file__).resolve().parents[3]
WRITER = """
import sys
from pathlib import Path
from skelly_tray.modules.cute_figurine.memory import Memory, Untold
memory, number = Memory(Path(sys.argv[1])), int(sys.argv[2])
while True:
    number += 1
    memory.put("screen", number / 1e6, 0.5)
    memory.add_untold(Untold(number, f"r{number}", "helpful"))
    memory.save()
    sys.stdout.write(f"{number}\\n")
    sys.stdout.flush()
"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "figurine.json"


def test_it_is_the_same_after_a_restart(path: Path) -> None:
    memory = Memory(path)
    memory.put("left", 0.25, 0.75)
    memory.kept.hidden = True
    memory.kept.known = ["a"]
    memory.add_untold(Untold(1, "r1", "helpful"))
    memory.save()
    assert Memory(path).kept == memory.kept and Memory(path).kept.last == "left"


def test_it_is_bounded_and_the_newest_stay(path: Path) -> None:
    memory = Memory(path)
    for number in range(100):
        memory.put(str(number), 0, 0)
        memory.add_untold(Untold(number, str(number), "timeout"))
    assert len(memory.kept.places) == MOST_PLACES and "99" in memory.kept.places
    assert [untold.time for untold in memory.kept.untold] == list(range(100 - MOST_UNTOLD, 100))


@pytest.mark.parametrize(
    "content", [b"", b"{", b'{"places": {"a": [1]}}', b'{"places": 4}', b"\xff", b" " * (1 << 18) + b"{}"]
)
def test_what_cannot_be_read_is_set_aside(path: Path, content: bytes) -> None:
    path.write_bytes(content)
    memory = Memory(path)
    assert memory.set_aside and memory.kept == Kept() and path.with_suffix(".damaged").read_bytes() == content


def test_a_disk_that_refuses_is_told(path: Path) -> None:
    memory = Memory(path)
    path.mkdir()
    memory.save()
    assert "cannot be kept" in memory.trouble
    path.rmdir()
    memory.save()
    assert memory.trouble == ""


def test_kill_9_loses_no_answer_that_was_taken(path: Path) -> None:
    chance, number = random.Random(3), 0
    for _ in range(5):
        process = subprocess.Popen(
            [sys.executable, "-c", WRITER, str(path), str(number)],
            cwd=ROOT,
            stdout=subprocess.PIPE,
            text=True,
        )
        assert process.stdout is not None
        lines = [process.stdout.readline() for _ in range(chance.randint(1, 20))]
        process.send_signal(signal.SIGKILL)
        lines += process.communicate()[0].splitlines()
        number = int([line for line in lines if line.strip()][-1])
        kept = Memory(path).kept
        assert f"r{number}" in [untold.request for untold in kept.untold]
        assert [left.name for left in path.parent.iterdir()] == ["figurine.json"]
        number += 1
