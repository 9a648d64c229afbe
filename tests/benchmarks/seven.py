"""The system of a first start, orchestrator and seven modules: how long until all are ready, and what each costs idle.

On a desktop of its own where there can be one, so that all sources look and the figurine is drawn.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import ExitStack

from tests.benchmarks.report import Line
from tests.benchmarks.rig import cpu_percent, cpu_seconds, keeper_pid, rss_mb, start_and_time, system
from tests.nursery import descendants
from tests.supervisor import Supervisor
from tests.system.morning import SEVEN, TEMPLATE, template
from tests.tools.desktop import Desktop

STARTS = 3
SETTLE = 15.0
SECONDS = 30.0


def measure() -> Iterator[Line]:
    with ExitStack() as stack:
        environment: dict[str, str] = {}
        if Desktop.missing():
            print(f"  without a desktop: {Desktop.missing()} is not installed")
        else:
            desktop = Desktop()
            stack.callback(desktop.close)
            environment = {"DISPLAY": desktop.display, "DBUS_SESSION_BUS_ADDRESS": desktop.bus}
        times = [_start(environment) for _ in range(STARTS)]
        each = ", ".join(f"{seconds:.2f}" for seconds in times)
        yield Line("start of orchestrator and the seven modules, best", min(times), "s", 2.0, f"of {each}")
        yield from _idle(environment)


def _furnish(made: Supervisor, environment: dict[str, str]) -> None:
    """As `init` writes it."""
    made.environment |= environment
    folder = made.home / "config"
    for path in (TEMPLATE / "orchestrator.toml", *(TEMPLATE / "modules").iterdir()):
        target = folder / path.relative_to(TEMPLATE)
        target.write_bytes(path.read_bytes())
        target.chmod(0o600)


def _start(environment: dict[str, str]) -> float:
    with system() as made:
        _furnish(made, environment)
        return start_and_time(made, len(SEVEN))


def _idle(environment: dict[str, str]) -> Iterator[Line]:
    with system() as made:
        _furnish(made, environment)
        start_and_time(made, len(SEVEN))
        time.sleep(SETTLE)
        rows = made.status()["modules"]
        trees = {name: [rows[name]["pid"], *descendants(rows[name]["pid"])] for name in SEVEN}
        before = {name: _cpu(pids) for name, pids in trees.items()}
        began = time.monotonic()
        ours = cpu_percent(made.pid, SECONDS)
        used = {name: _cpu(pids) - before[name] for name, pids in trees.items()}
        passed = time.monotonic() - began
        yield Line("the seven idle: orchestrator", ours, "%", 1.0, "of one core")
        yield Line("  its memory", rss_mb(made.pid), "MiB", 50)
        yield Line("  the keeper", cpu_percent(keeper_pid(made), 3.0), "%", None)
        for name in SEVEN:
            limits = template(name)["limits"]
            yield Line(f"  {name}", 100 * used[name] / passed, "%", limits["max_cpu_percent"])
            memory = sum(rss_mb(pid) for pid in trees[name])
            yield Line(f"  {name}, memory", memory, "MiB", limits["max_memory_mb"])


def _cpu(pids: list[int]) -> float:
    return sum(cpu_seconds(pid) for pid in pids)
