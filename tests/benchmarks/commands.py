"""How long a person waits for the command line."""

from __future__ import annotations

import time
from collections.abc import Iterator

from tests.benchmarks.report import Line, spread
from tests.benchmarks.rig import add_sleepers, start_and_time, system

RUNS = 20


def measure() -> Iterator[Line]:
    with system() as made:
        add_sleepers(made, 20)
        start_and_time(made, 20)
        made.cli("status", check=True)
        times = []
        for _ in range(RUNS):
            began = time.monotonic()
            made.cli("status", check=True)
            times.append(1000 * (time.monotonic() - began))
        yield from spread("skelly-tray status, 20 modules", times, "ms", 150, None)
