"""Many modules at once: whether 100, 200 and 500 start and stop cleanly, and whether 200 still answer."""

from __future__ import annotations

import time
from collections.abc import Iterator

from tests.benchmarks.report import Line, percentile
from tests.benchmarks.rig import add_sleepers, rss_mb, start_and_time, stop_and_time, system

SIZES = (100, 200, 500)


def measure() -> Iterator[Line]:
    for size in SIZES:
        with system(startup_timeout="5m") as made:
            add_sleepers(made, size)
            yield Line(f"start of {size} modules", start_and_time(made, size), "s")
            times = []
            for _ in range(20):
                began = time.monotonic()
                made.status()
                times.append(1000 * (time.monotonic() - began))
                time.sleep(0.1)
            yield Line(f"  answer to status with {size}, p95", percentile(times, 95), "ms")
            yield Line(f"  memory with {size}", rss_mb(made.pid), "MiB")
            yield Line(f"  stop of {size} modules", stop_and_time(made), "s")
