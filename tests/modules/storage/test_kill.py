"""A storage that is killed at any moment has everything that it acknowledged, once."""

from __future__ import annotations

import random
import signal
import subprocess
import sys
from pathlib import Path

from skelly_tray.modules.storage.questions import read_query
from tests.modules.storage.made import NOON, numbers, store

ROOT = Path(__file__).resolve().parents[3]
WRITER = """
import asyncio, sys
from pathlib import Path
from skelly_tray.modules.storage.condition import Condition
from skelly_tray.modules.storage.group_commit import GroupCommit
from skelly_tray.modules.storage.worker import Worker
from tests.modules.storage.made import ROOMY, event

async def main(folder, first):
    worker = Worker(Path(folder) / "events.db", ROOMY, Condition(), print)
    group = GroupCommit(worker.add, 0.002)
    loop = asyncio.ensure_future(group.run())
    async def add(number):
        await group.add(event(number))
        sys.stdout.write(f"{number}\\n")
        sys.stdout.flush()
    while True:
        await asyncio.gather(*(add(number) for number in range(first, first + 20)))
        first += 20

asyncio.run(main(sys.argv[1], int(sys.argv[2])))
"""


def write_until_killed(folder: Path, first: int, acknowledged: int) -> list[int]:
    """The numbers that the process said were stored before it was killed."""
    process = subprocess.Popen(
        [sys.executable, "-c", WRITER, str(folder), str(first)], cwd=ROOT, stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    lines = [process.stdout.readline() for _ in range(acknowledged)]
    process.send_signal(signal.SIGKILL)
    lines += process.communicate()[0].splitlines()
    assert process.returncode == -signal.SIGKILL
    return [int(line) for line in lines if line.strip()]


def test_nothing_acknowledged_is_lost_or_doubled_by_kill_9(tmp_path: Path) -> None:
    chance = random.Random(7)
    acknowledged: list[int] = []
    for _ in range(5):
        # Begins with what may be stored already: what was not acknowledged is delivered again.
        first = max(acknowledged, default=-1) + 1
        acknowledged += write_until_killed(tmp_path, first, chance.randint(1, 150))
    kept = store(tmp_path)
    found = numbers(kept.query(read_query({"limit": 10_000}, NOON)))
    assert len(acknowledged) > 5
    assert set(acknowledged) <= set(found)
    assert len(found) == len(set(found))
