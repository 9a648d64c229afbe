"""Whoever keeps files is killed at any moment, with SIGKILL: nothing is torn, nothing acknowledged is lost, nothing is
left lying about. SKELLY_CHAOS_SEED sets the seed.
"""

from __future__ import annotations

import os
import random
import select
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from skelly_tray.config.load import prepared
from tests.chaos.steps import KINDS, home_of
from tests.disk import leftovers

pytestmark = pytest.mark.skipif(os.name != "posix", reason="processes are killed")

SEED = os.environ.get("SKELLY_CHAOS_SEED", "7")
ROOT = Path(__file__).parents[2]


class Writer:
    """Lives again and again, and is killed each time."""

    def __init__(self, kind: str, folder: Path) -> None:
        command = [sys.executable, "-m", "tests.chaos.steps", kind, str(folder)]
        self.process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=ROOT
        )

    def live(self, number: int, chance: random.Random) -> int:
        """Go on after that step until it is killed; the last step that it has acknowledged."""
        assert self.process.stdin is not None and self.process.stdout is not None
        self.process.stdin.write(f"{number}\n")
        self.process.stdin.flush()
        word, pid = self.process.stdout.readline().split()
        assert word == "pid"
        for _ in range(chance.randint(0, 2)):
            number = int(self.process.stdout.readline().split()[1])
        select.select([], [], [], chance.random() * chance.choice((0.004, 0.03)))  # anywhere in the next step
        os.kill(int(pid), signal.SIGKILL)
        for line in self.process.stdout:
            if line.startswith("gone"):
                return number
            number = int(line.split()[1])
        raise AssertionError("the writer ended by itself")

    def close(self) -> None:
        assert self.process.stdin is not None and self.process.stdout is not None
        self.process.stdin.close()
        self.process.wait(30)
        self.process.stdout.close()


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(
    "rounds", [40, pytest.param(2000, marks=[pytest.mark.long, pytest.mark.timeout(3600)])]
)
def test_killed_at_any_moment_nothing_is_torn_and_nothing_acknowledged_is_lost(
    tmp_path: Path, kind: str, rounds: int
) -> None:
    home, chance = home_of(tmp_path), random.Random(f"{SEED} {kind}")
    home.create()
    number = torn = unacknowledged = 0
    writer = Writer(kind, tmp_path)
    try:
        for _ in range(rounds):
            acknowledged = writer.live(number, chance)
            torn += len(leftovers(home.config)) + len(leftovers(home.state))
            prepared(home)
            number = KINDS[kind](home).seen()
            assert number in (acknowledged, acknowledged + 1), (
                f"{acknowledged} was acknowledged, {number} is there"
            )
            unacknowledged += number > acknowledged
            assert leftovers(home.config) == leftovers(home.state) == []
    finally:
        writer.close()
    print(
        f"{kind}: {rounds} kills, {number} steps, {torn} temporary files swept, {unacknowledged} kills after it"
    )
    assert number > rounds // 2, "it has written in many of its lives"
