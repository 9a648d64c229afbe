"""Twenty modules and a storm every minute, for an hour: the supervisor keeps its size, its descriptors and its tasks.

SKELLY_SOAK_MINUTES sets another length; the first sixth of it does not count.
"""

from __future__ import annotations

import os
import random
import statistics
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.chaos.cast import ALL, PLAIN_ONES, Cast
from tests.chaos.census import living
from tests.chaos.laws import hold_at_rest
from tests.chaos.proxy import FAIR, Weather
from tests.supervisor import Supervisor
from tests.system.casting import kill
from tests.tools.desktop import Desktop

MINUTES = float(os.environ.get("SKELLY_SOAK_MINUTES", "60"))
GROWTH = 2.0
"""MiB that the orchestrator may grow."""
RINGS_FULL = 10.0
"""Minutes until the curves of the last minutes are held completely; a shorter run sees them grow."""
FOG = Weather(drop=0.1, late=0.5, longest=1.0, swap=0.3)


@dataclass(frozen=True)
class Figures:
    """What the supervisor uses at a moment of calm. rss: MiB."""

    rss: float
    descriptors: int
    tasks: int
    threads: int


def _figures(system: Supervisor) -> Figures:
    status = dict(
        line.split(":", 1)
        for line in Path(f"/proc/{system.pid}/status").read_text().splitlines()
        if ":" in line
    )
    tasks = system.request("doctor")["tasks"]
    descriptors = len(os.listdir(f"/proc/{system.pid}/fd"))
    return Figures(int(status["VmRSS"].split()[0]) / 1024, descriptors, tasks, int(status["Threads"]))


def _storm(system: Supervisor, cast: Cast, chance: random.Random) -> None:
    """Some end again and again, some are killed, some hang, and the bus is far away; then all is as it was."""
    for name in chance.sample(PLAIN_ONES, 3):
        cast.order(name, "exit")
        for process in living(system):
            if process.leads == name:
                with suppress(ProcessLookupError):
                    kill(process.pid)
    cast.proxy.weather = FOG
    for _ in range(6):
        leaders = [p for p in living(system) if p.leads]
        with suppress(ProcessLookupError):
            kill(chance.choice(leaders).pid)
        time.sleep(0.5)  # between two blows of a storm
    cast.proxy.hang_up()
    cast.proxy.weather = FAIR
    cast.cure()
    system.request("start", {"all": True, "wait": False})
    system.wait_running(*ALL, timeout=60)
    hold_at_rest(system)


def _soak(system: Supervisor, cast: Cast, minutes: float) -> Iterator[Figures]:
    """The figures of each calm moment after the first sixth of the time."""
    began, chance = time.monotonic(), random.Random(7)
    pause = min(60.0, minutes * 60 / 30)
    while (age := time.monotonic() - began) < minutes * 60:
        _storm(system, cast, chance)
        time.sleep(pause)  # calm, as long as a storm and more
        figures = _figures(system)
        print(f"{age / 60:5.1f} min {figures}", flush=True)
        if age >= minutes * 10:
            yield figures


@pytest.fixture
def cast(supervisor: Supervisor) -> Iterator[Cast]:
    made = Cast(supervisor, 7)
    yield made
    made.proxy.close()


def _hold_the_size(system: Supervisor, cast: Cast) -> None:
    seen = list(_soak(system, cast, MINUTES))
    first, last = seen[0], seen[-1]
    grown = statistics.median(f.rss for f in seen[-3:]) - first.rss
    print(f"grown by {grown:.2f} MiB from {first} to {last}")
    assert grown < (GROWTH if MINUTES >= RINGS_FULL * 6 else 2 * GROWTH)
    # What is under way in one moment, such as a check, is not there in all; what leaks is, and more after each storm.
    some = max(3, len(seen) // 5)
    for name in ("descriptors", "tasks", "threads"):
        counts = [getattr(figures, name) for figures in seen]
        usual, least = statistics.median(counts[:some]), min(counts[-some:])
        assert least <= usual, f"{name}: {counts}"
    assert system.terminate(timeout=60) == 0
    assert system.leftovers() == []


@pytest.mark.long
@pytest.mark.timeout(MINUTES * 60 + 600)
def test_an_hour_of_storms_leaves_the_supervisor_as_it_was(supervisor: Supervisor, cast: Cast) -> None:
    supervisor.start()
    supervisor.wait_running(*ALL)
    _hold_the_size(supervisor, cast)


@pytest.mark.long
@pytest.mark.timeout(MINUTES * 60 + 600)
def test_an_hour_of_storms_leaves_the_open_window_as_it_was(supervisor: Supervisor, cast: Cast) -> None:
    if missing := Desktop.missing():
        pytest.skip(f"{missing} is not installed")
    desktop = Desktop()
    try:
        host = desktop.start("tests.tools.tray_host")
        host.next("ready")
        supervisor.environment |= desktop.environment
        supervisor.start("run")
        supervisor.wait_running(*ALL)
        supervisor.cli(check=True)
        _hold_the_size(supervisor, cast)
    finally:
        desktop.close()
