"""Systems to measure, and how their processes' CPU time and memory are read."""

from __future__ import annotations

import contextlib
import shutil
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tests.supervisor import Status, Supervisor, wait_until

MEGABYTE = 2**20
SLEEPER = ["sleep", "1000000"]
QUIET = "1h"
"""An interval that does not come during a measurement."""


@contextlib.contextmanager
def system(**orchestrator: Any) -> Iterator[Supervisor]:
    """An empty system in a home of its own, ended and removed afterwards.

    Starts are parallel and without delay, as the default template sets them.
    """
    outer = Path(tempfile.mkdtemp(prefix="sk-", dir="/tmp"))
    made = Supervisor(outer / "h")
    made.environment.pop("PYTHONDONTWRITEBYTECODE", None)  # nobody's installation compiles at every start
    made.orchestrator(
        **{"parallel_startup": True, "module_start_delay": "0s", "orphan_grace": "0s"} | orchestrator
    )
    try:
        yield made
    finally:
        left = made.close()
        if left:
            print(f"  left running, and killed: {len(left)} processes")
        shutil.rmtree(outer, ignore_errors=True)


def add_sleepers(made: Supervisor, count: int, **keys: Any) -> None:
    """Modules that do nothing, so that what is measured is ours."""
    for number in range(count):
        made.module(f"m{number:03}", **{"command": SLEEPER} | keys)


def start_and_time(made: Supervisor, count: int, timeout: float = 120.0) -> float:
    """Seconds from typing the command until all `count` modules are running and ready."""
    began = time.monotonic()
    made.launch()

    def all_ready(status: Status) -> bool:
        rows = status["modules"].values()
        return len(rows) == count and all(row["state"] == "running" and row["ready"] for row in rows)

    made.wait_for(all_ready, f"{count} modules ready", timeout)
    return time.monotonic() - began


def stop_and_time(made: Supervisor, timeout: float = 120.0) -> float:
    """Seconds from SIGTERM until the program has ended and no process of any module is left."""
    began = time.monotonic()
    made.terminate(timeout)
    wait_until(lambda: not made.leftovers(), "every process gone", timeout, every=0.005)
    return time.monotonic() - began


def cpu_seconds(pid: int) -> float:
    """CPU time of all threads of a process so far, to the nanosecond."""
    total = 0
    for thread in Path(f"/proc/{pid}/task").iterdir():
        with contextlib.suppress(OSError):
            total += int((thread / "schedstat").read_text().split()[0])
    return total / 1e9


def cpu_percent(pid: int, seconds: float) -> float:
    """What a process uses of one core while we leave it alone for some seconds."""
    before, began = cpu_seconds(pid), time.monotonic()
    time.sleep(seconds)
    return 100 * (cpu_seconds(pid) - before) / (time.monotonic() - began)


def rss_mb(pid: int) -> float:
    """Resident memory of one process in 2**20 bytes."""
    for line in Path(f"/proc/{pid}/status").read_text().splitlines():
        if line.startswith("VmRSS:"):
            return int(line.split()[1]) / 1024
    return 0.0


def keeper_pid(made: Supervisor) -> int:
    pid: int = made.status()["orchestrator"]["keeper_pid"]
    return pid
