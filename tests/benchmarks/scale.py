"""What 20, 100 and 200 modules cost: monitoring with limits and history, health checks, and memory of core and keeper.

The modules sleep, and the page that is checked answers at once from a process of its own, so all of it is ours.
"""

from __future__ import annotations

import multiprocessing
import multiprocessing.connection
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import ThreadingHTTPServer

from tests.benchmarks.idle import Page
from tests.benchmarks.report import Line
from tests.benchmarks.rig import (
    QUIET,
    add_sleepers,
    cpu_percent,
    keeper_pid,
    rss_mb,
    start_and_time,
    system,
)

SIZES = (20, 100, 200)
SECONDS, SETTLE = 20.0, 5.0
MONITORING = {20: 0.3, 100: 0.5}
HEALTH = {20: 0.5}
MEMORY = {20: 50.0}
LIMITS = {"max_cpu_percent": 50, "max_memory_mb": 200, "max_file_handles": 256, "max_threads": 64}


def _serve(ready: multiprocessing.connection.Connection) -> None:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Page)
    ready.send(server.server_port)
    server.serve_forever()


@contextmanager
def page() -> Iterator[str]:
    """The URL of a page in another process."""
    ours, theirs = multiprocessing.Pipe()
    process = multiprocessing.get_context("spawn").Process(target=_serve, args=(theirs,), daemon=True)
    process.start()
    try:
        yield f"http://127.0.0.1:{ours.recv()}/"
    finally:
        process.kill()
        process.join()


def _cost(count: int, sampling: str, url: str | None, **keys: object) -> tuple[float, float, float]:
    """% of one core of the core, its memory, and the keeper's, in MiB. url: of a liveness check every 30 s."""
    probe = {"kind": "http", "url": url, "interval": "30s"}
    checked = {"probes": {"liveness": probe}} if url else {}
    with system(sample_interval=sampling) as made:
        add_sleepers(made, count, **keys, **checked)
        start_and_time(made, count)
        cpu_percent(made.pid, SETTLE)
        used = cpu_percent(made.pid, SECONDS)
        return used, rss_mb(made.pid), rss_mb(keeper_pid(made))


def measure() -> Iterator[Line]:
    with page() as url:
        for count in SIZES:
            nothing, _, _ = _cost(count, QUIET, None)
            watched, core, keeper = _cost(count, "1s", None, limits=LIMITS)
            checked, _, _ = _cost(count, QUIET, url)
            note = f"limits and history too; idle {nothing:.3f}"
            yield Line(
                f"{count} modules: monitoring at 1 Hz", watched - nothing, "%", MONITORING.get(count), note
            )
            yield Line(f"{count} modules: health checks, 30 s", checked - nothing, "%", HEALTH.get(count))
            yield Line(f"{count} modules: memory of the core", core, "MiB", MEMORY.get(count))
            yield Line(f"{count} modules: memory of the keeper", keeper, "MiB", 14)
