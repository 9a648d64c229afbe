"""A program that does nothing but watch a configuration, or nothing at all: `watch_cost.py HOME SECONDS HOW`.

HOW: `nothing`, `watch`, `poll` (as where there is no inotify). Prints CPU seconds, wake-ups and RSS in KiB.
"""

from __future__ import annotations

import asyncio
import json
import sys
import time
from pathlib import Path

from skelly_tray.adapters.watcher.watcher import ConfigWatcher
from skelly_tray.config.home import find_home


def _wakeups() -> int:
    """How often any thread of ours went to sleep."""
    found = 0
    for thread in Path("/proc/self/task").iterdir():
        lines = (thread / "status").read_text().splitlines()
        found += sum(int(line.split()[1]) for line in lines if line.startswith("voluntary_ctxt"))
    return found


def _rss() -> int:
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmRSS"))


class _Looking(ConfigWatcher):
    """As where there is no inotify."""

    def _open(self, loop: asyncio.AbstractEventLoop) -> None:
        pass


async def _told() -> None:
    """Whoever is told compares; that is not what is measured here."""


async def main(home: str, seconds: float, how: str) -> None:
    task = None
    if how != "nothing":
        kind = ConfigWatcher if how == "watch" else _Looking
        made = kind(find_home(home), _told, lambda *issue: None)
        task = asyncio.ensure_future(made.run())
    await asyncio.sleep(1.0)
    cpu, wakeups = time.process_time(), _wakeups()
    await asyncio.sleep(seconds)
    print(json.dumps([time.process_time() - cpu, _wakeups() - wakeups, _rss()]))
    if task:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)


asyncio.run(main(sys.argv[1], float(sys.argv[2]), sys.argv[3]))
