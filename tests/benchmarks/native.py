"""Native modules in a real system: what checking them costs, how soon silence is noticed, and the bus when it dies."""

from __future__ import annotations

import json
import os
import signal
import statistics
import sys
import time
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from tests.benchmarks.desktop import desktop_with_tray
from tests.benchmarks.report import Line, percentile
from tests.benchmarks.rig import QUIET, cpu_percent, start_and_time, system
from tests.supervisor import Supervisor, wait_until
from tests.system import plain_native

PLAIN = [sys.executable, "-I", "-S", str(Path(plain_native.__file__)), "quiet"]
SECONDS = 20.0
SETTLE = 3.0
ROUNDS = 3000


def add_native(made: Supervisor, count: int) -> None:
    for number in range(count):
        made.module(f"m{number:03}", command=PLAIN, bus={"call": ["*.echo"]})


def measure() -> Iterator[Line]:
    yield from _cost(20)
    yield from _cost(100)
    yield from _silence()
    yield from _dead_bus()
    yield from _bundled()


def _cost(count: int) -> Iterator[Line]:
    """Of the orchestrator, its checks alone, and of the bus, with checks at the default interval and lively ones."""
    quiet = _cost_at(count, QUIET)[0]
    for interval, budget in (("30s", 0.5 if count == 20 else None), ("5s", None)):
        ours, bus, own_figure = _cost_at(count, interval)
        name = f"health checking over the bus, {count} modules every {interval}"
        yield Line(
            name,
            max(0.0, ours - quiet),
            "%",
            budget,
            f"of one core; the bus {bus:.2f}, told {own_figure:.2f}",
        )


def _cost_at(count: int, interval: str) -> tuple[float, float, float]:
    with system(
        sample_interval=QUIET, health_check_interval=interval, health={"interval_max": interval}
    ) as made:
        add_native(made, count)
        start_and_time(made, count + 1)
        bus = made.status()["modules"]["event_bus"]["pid"]
        cpu_percent(made.pid, SETTLE)
        bus_before = _cpu(bus)
        ours = cpu_percent(made.pid, SECONDS)
        bus_used = 100 * (_cpu(bus) - bus_before) / SECONDS
        return ours, bus_used, made.status()["orchestrator"]["health_checks"]["cpu_percent"]


def _cpu(pid: int) -> float:
    return int(Path(f"/proc/{pid}/schedstat").read_text().split()[0]) / 1e9


def _silence() -> Iterator[Line]:
    """From the first check that a stopped module leaves unanswered to its restart; timeout 0.5 s, threshold 3."""
    with system(health_check_interval="1s", health_check_timeout="500ms", health={"interval_min": 1}) as made:
        add_native(made, 1)
        start_and_time(made, 2)
        row = made.wait_for(lambda status: status["modules"]["m000"]["response_time_ms"])["modules"]["m000"]
        former = row["last_check"]
        status = made.wait_for(lambda status: status["modules"]["m000"]["last_check"] != former)
        row = status["modules"]["m000"]
        os.kill(row["pid"], signal.SIGSTOP)
        made.wait_for(lambda status: status["modules"]["m000"]["pid"] not in (None, row["pid"]))
        events = made.request("events", {"module": "m000", "count": 50})
        ended = next(_when(e["time"]) for e in events if e["to"] == "stopping")
        first = _when(row["last_check"]) + 1.0
        yield Line("a module falls silent: first unanswered check to its restart", ended - first, "s", 2.5)


def _when(text: str) -> float:
    return datetime.fromisoformat(text).timestamp()


def _dead_bus() -> Iterator[Line]:
    with system(health_check_interval="1s") as made:
        add_native(made, 20)
        start_and_time(made, 21)
        pids = {name: row["pid"] for name, row in made.status()["modules"].items()}
        os.kill(pids["event_bus"], signal.SIGKILL)
        began = time.monotonic()
        made.wait_for(
            lambda status: (
                status["modules"]["event_bus"]["pid"] not in (None, pids["event_bus"])
                and status["modules"]["event_bus"]["ready"]
            )
        )
        back = time.monotonic() - began
        wait_until(lambda: _connections(made) >= 20, "everybody on the bus again")
        everybody = time.monotonic() - began
        after = {name: row["pid"] for name, row in made.status()["modules"].items()}
        same = sum(after[name] == pid for name, pid in pids.items())
        yield Line(
            "kill -9 of the bus: back and ready", back, "s", 2.0, f"{same} of 20 modules kept their pid"
        )
        yield Line("  and all 20 modules connected again", everybody, "s", None, "as its next report says")


def _connections(made: Supervisor) -> int:
    return int(made.status()["modules"]["event_bus"]["metrics"].get("connections", 0))


def _bundled() -> Iterator[Line]:
    with system() as made:
        made.module("storage", builtin="storage")
        made.module("data_capture", builtin="data_capture", depends_on=["storage"])
        yield Line("start of bus, storage and data_capture", start_and_time(made, 3), "s", 2.0)


def measure_under_tray() -> Iterator[Line]:
    """Round trips between two modules while the window is open and its curves are drawn."""
    with desktop_with_tray() as environment:
        if environment is None:
            return
        with system(sample_interval="1s", health_check_interval="5s", ui={"start_hidden": False}) as made:
            made.environment.update(environment)
            add_native(made, 19)
            figures = made.home / "figures.json"
            ping = [
                sys.executable,
                "-I",
                "-S",
                str(Path(__file__).with_name("pinger.py")),
                "m000",
                str(ROUNDS),
                str(figures),
            ]
            made.module("pinger", command=ping, bus={"call": ["*.echo"]}, depends_on=["m000"])
            made.launch("run")
            wait_until(figures.exists, "the round trips", timeout=120.0)
            times = json.loads(figures.read_text())[ROUNDS // 10 :]
            name = "bus: request and answer among 20 modules, the window repainting"
            yield Line(f"{name}, p50", statistics.median(times), "ms", 0.3, f"{len(times)} times")
            yield Line(f"{name}, p99", percentile(times, 99), "ms", 1.0, f"most {max(times):.2f} ms")
