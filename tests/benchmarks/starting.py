"""How long a system takes to start and to stop, also one that does not want to stop."""

from __future__ import annotations

from collections.abc import Iterator

from tests.benchmarks.report import Line
from tests.benchmarks.rig import SLEEPER, add_sleepers, start_and_time, stop_and_time, system

DEAF = ["sh", "-c", "trap '' TERM; while :; do sleep 1000; done"]


def measure() -> Iterator[Line]:
    with system() as made:
        made.module("m000", command=SLEEPER)
        for number in range(1, 8):
            made.module(f"m{number:03}", command=SLEEPER, depends_on=["m000"])
        yield Line("start of 8 modules, 7 of them after the first", start_and_time(made, 8), "s", 2.0)
    with system() as made:
        add_sleepers(made, 20)
        yield Line("start of 20 modules", start_and_time(made, 20), "s", 2.0)
        yield Line("stop of 20 modules", stop_and_time(made), "s", 1.2)
    with system() as made:
        add_sleepers(made, 20, command=DEAF, shutdown_timeout="1s")
        start_and_time(made, 20)
        yield Line("stop of 20 that ignore SIGTERM, 1 s of grace", stop_and_time(made), "s", 1.2)
