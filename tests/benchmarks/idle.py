"""What 20 modules cost when nothing happens: nothing at all, then with sampling, then with health checks."""

from __future__ import annotations

import http.server
import threading
from collections.abc import Iterator
from http import HTTPStatus

from tests.benchmarks.report import Line
from tests.benchmarks.rig import QUIET, add_sleepers, cpu_percent, keeper_pid, start_and_time, system

MODULES = 20
SECONDS = 30.0
SETTLE = 3.0


class Page(http.server.BaseHTTPRequestHandler):
    """Answers every check at once."""

    def do_GET(self) -> None:
        self.send_response(HTTPStatus.NO_CONTENT)
        self.end_headers()

    def log_message(self, format: str, *args: object) -> None:
        pass


def cost(sampling: str, interval: str | None, url: str) -> tuple[float, float]:
    """% of one core of the orchestrator and of the keeper. interval: of a liveness check; None for no checks."""
    with system(sample_interval=sampling) as made:
        probe = {"kind": "http", "url": url, "interval": interval}
        add_sleepers(made, MODULES, **({"probes": {"liveness": probe}} if interval else {}))
        start_and_time(made, MODULES)
        cpu_percent(made.pid, SETTLE)
        ours = cpu_percent(made.pid, SECONDS)
        return ours, cpu_percent(keeper_pid(made), SETTLE)


def measure() -> Iterator[Line]:
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Page)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    url = f"http://127.0.0.1:{server.server_port}/"
    try:
        nothing, keeper = cost(QUIET, None, url)
        yield Line(f"idle, {MODULES} modules, no sampling, no checks", nothing, "%", None, "of one core")
        yield Line("  the keeper meanwhile", keeper, "%", None)
        sampled, _ = cost("1s", None, url)
        yield Line(
            "resource monitoring at 1 Hz", max(0.0, sampled - nothing), "%", 0.3, f"{sampled:.3f} in all"
        )
        checked, _ = cost(QUIET, "30s", url)
        yield Line("health checking, default interval (30 s)", max(0.0, checked - nothing), "%", 0.5)
        lively, _ = cost("1s", "5s", url)
        yield Line("sampling at 1 Hz and checks every 5 s", lively, "%", None, "in all")
    finally:
        server.shutdown()
        server.server_close()
