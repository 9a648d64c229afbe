"""How long a killed module is away: from kill -9 of a stable one to the first words of the next.

Each module is a shell that writes its name and pid into a pipe as the first thing it does, so its own start
(about 1 ms) is part of the figure.
"""

from __future__ import annotations

import os
import select
import signal
import time
from collections.abc import Iterator

from tests.benchmarks.desktop import desktop_with_tray
from tests.benchmarks.report import Line, spread
from tests.benchmarks.rig import QUIET, start_and_time, system
from tests.supervisor import Supervisor

MODULES, ROUNDS = 20, 5
STABLE_AFTER = 1.0
PAUSE = 0.05
"""Seconds between two kills, so that each is an incident of its own."""


class Arrivals:
    """The pipe in which started modules say who they are."""

    def __init__(self, made: Supervisor) -> None:
        self.path = made.home.parent / "arrivals"
        os.mkfifo(self.path)
        self._pipe = os.open(self.path, os.O_RDWR | os.O_NONBLOCK)
        self._rest = b""

    def command(self, name: str) -> list[str]:
        return ["sh", "-c", f"echo {name} $$ >{self.path}; exec sleep 1000000"]

    def next(self, timeout: float = 30.0) -> tuple[str, int]:
        """The next module that started, with its pid."""
        while b"\n" not in self._rest:
            if not select.select([self._pipe], [], [], timeout)[0]:
                raise AssertionError("no module started in time")
            self._rest += os.read(self._pipe, 4096)
        line, _, self._rest = self._rest.partition(b"\n")
        name, pid = line.decode().split()
        return name, int(pid)

    def close(self) -> None:
        os.close(self._pipe)


def latencies(desktop: dict[str, str] | None = None) -> list[float]:
    """Milliseconds of each crash → start, headless or under the tray of a desktop."""
    with system(stable_after=f"{STABLE_AFTER}s", health_check_interval=QUIET) as made:
        arrivals = Arrivals(made)
        for number in range(MODULES):
            made.module(f"m{number:03}", command=arrivals.command(f"m{number:03}"))
        if desktop:
            made.environment |= desktop
            made.start("run")
            made.wait_running()
        else:
            start_and_time(made, MODULES)
        pids = dict(arrivals.next() for _ in range(MODULES))
        times = [took for _ in range(ROUNDS) for took in _one_round(pids, arrivals)]
        arrivals.close()
        return times


def _one_round(pids: dict[str, int], arrivals: Arrivals) -> Iterator[float]:
    """Kill every module once, all of them stable."""
    time.sleep(STABLE_AFTER + 1.0)
    for name in list(pids):
        time.sleep(PAUSE)
        began = time.monotonic()
        os.kill(pids[name], signal.SIGKILL)
        started, pid = arrivals.next()
        took = time.monotonic() - began
        assert started == name, f"{started} started when {name} was killed"
        pids[name] = pid
        yield 1000 * took


def measure() -> Iterator[Line]:
    yield from spread("kill -9 → next start, headless", latencies(), "ms", 10, 30)


def measure_under_tray() -> Iterator[Line]:
    with desktop_with_tray() as desktop:
        if desktop:
            yield from spread("kill -9 → next start, under the tray", latencies(desktop), "ms", None, 50)
