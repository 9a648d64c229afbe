"""The history: what recording costs beside the sampler, what it takes on disk and in memory, and how fast it answers.

Time is faked: thirty days are fed at once.
"""

from __future__ import annotations

import asyncio
import math
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from skelly_tray.adapters.history.history_file import HistoryFile
from skelly_tray.domain.descriptor import ModuleId
from skelly_tray.domain.status import HealthStatus
from skelly_tray.engine.history_port import SystemFigures, Tick
from skelly_tray.telemetry.sample import Sample
from skelly_tray.telemetry.store import Telemetry
from tests.benchmarks import sampling
from tests.benchmarks.report import Line
from tests.benchmarks.rig import MEGABYTE

BUDGETS = {20: 0.3, 100: 0.5}
HOUR, DAY = 3600.0, 86_400.0
START = 1_800_000_000.0
MODULES = 20
QUEUED = 20

MEMORY = """
from pathlib import Path
def rss():
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmRSS:")) / 1024
import asyncio, json, logging, msgspec, psutil
from skelly_tray.adapters.history.history_file import HistoryFile
from skelly_tray.domain.status import SystemHealth, SystemStatus
"""
WITH_HISTORY = """
import sys
from tests.benchmarks.history import Bench
async def main():
    before = rss()
    bench = Bench(Path(sys.argv[1]), 20)
    await bench.run(600.0, 1.0)
    print(rss() - before)
    bench.history.close()
asyncio.run(main())
"""
WITH_METRICS = """
before = rss()
from skelly_tray.adapters.metrics.text import metrics_text
metrics_text(SystemHealth(SystemStatus.HEALTHY))
print(rss() - before)
"""


class Bench:
    """A history whose clock moves when it is fed."""

    def __init__(self, folder: Path, modules: int) -> None:
        self.wall, self.monotonic = START, 0.0
        self.modules = [ModuleId(f"m{number:03}") for number in range(modules)]
        self.telemetry = Telemetry()
        self.spent = 0.0
        self._health = dict.fromkeys(self.modules, (HealthStatus.HEALTHY, 1.2))
        deliver = asyncio.get_running_loop().call_soon_threadsafe
        self.history = HistoryFile(
            folder, _complain, deliver, days=30, max_mb=100, monotonic=lambda: self.monotonic
        )

    async def run(self, seconds: float, every: float) -> None:
        """Feed so much; the CPU time of making the figures up is not counted in `spent`."""
        for _ in range(round(seconds / every)):
            self.wall += every
            self.monotonic += every
            tick = self._tick()
            began = time.process_time()
            self.telemetry.record(tick.wall, tick.samples, tick.health)
            self.history.record(tick)
            while self.history._work.qsize() > (QUEUED if every > 1 else 0):
                await asyncio.sleep(0.0005)
            self.spent += time.process_time() - began
        await self.history.marks(0.0, 0.0)

    def _tick(self) -> Tick:
        """Busy modules: no figure stands still, and each has the noise that real ones have."""
        at, samples = self.wall, {}
        for number, module in enumerate(self.modules):
            cpu = round(abs(8 * math.sin(at / 37 + number) + 3 * math.sin(at * 1.7 * (number + 1))))
            memory = (
                50 + number + 8 * math.sin(at / 190 + number) + round(at * 7919 * (number + 1)) % 64 / 256
            )
            samples[module] = Sample(float(cpu), memory, 3 + number % 5, 9 + round(at) % 3, number % 2)
        return Tick(at, samples, self._health, SystemFigures(0.3, 42.0, 12.0, at % 100))


def measure() -> Iterator[Line]:
    yield from _recording()
    yield from _month()
    for name, code in (("the history", WITH_HISTORY), ("the metrics", WITH_METRICS)):
        with tempfile.TemporaryDirectory(prefix="sk-") as folder:
            done = subprocess.run(
                [sys.executable, "-c", MEMORY + code, folder], capture_output=True, text=True, check=True
            )
        yield Line(f"memory, {name} on first use", float(done.stdout), "MiB", None)


def _recording() -> Iterator[Line]:
    samplers = {line.name.split(",")[1].split()[0]: line.measured for line in sampling.measure()}
    for count, budget in BUDGETS.items():
        folder = Path(tempfile.mkdtemp(prefix="sk-"))
        try:
            used = asyncio.run(_record_an_hour(folder, count))
        finally:
            shutil.rmtree(folder)
        yield Line(f"rings and history, {count} modules at 1 Hz", used, "%", None, "of one core")
        whole = used + samplers[str(count)]
        yield Line(f"monitoring with history, {count} modules at 1 Hz", whole, "%", budget, "of one core")


async def _record_an_hour(folder: Path, count: int) -> float:
    bench = Bench(folder, count)
    await bench.run(HOUR + 120, 1.0)
    bench.history.close()
    return 100 * bench.spent / HOUR


def _month() -> Iterator[Line]:
    """Thirty days at the density that is kept of each: minutes, tens of seconds for a day, seconds for an hour."""
    folder = Path(tempfile.mkdtemp(prefix="sk-"))
    try:
        yield from asyncio.run(_feed_a_month(folder))
    finally:
        shutil.rmtree(folder)


async def _feed_a_month(folder: Path) -> list[Line]:
    bench = Bench(folder, MODULES)
    await bench.run(29 * DAY, 60.0)
    await bench.run(DAY - HOUR, 10.0)
    before = _written()
    await bench.run(HOUR, 1.0)
    written = (_written() - before) / MEGABYTE
    size = sum(file.stat().st_size for file in folder.iterdir()) / MEGABYTE
    lines = [
        Line(f"history on disk, {MODULES} busy modules, 30 days", size, "MiB", 100, "with its log"),
        Line(f"history, written in an hour, {MODULES} modules", written, "MiB", None),
    ]
    for name, span in (("1 h", HOUR), ("24 h", DAY), ("30 d", 30 * DAY)):
        for what, modules in (("one module", bench.modules[:1]), (f"{MODULES} modules", bench.modules)):
            began = time.monotonic()
            await bench.history.read(
                modules, bench.wall - span, bench.wall, 720 if len(modules) == 1 else 600
            )
            lines.append(Line(f"history, {name} of {what}", 1000 * (time.monotonic() - began), "ms"))
    bench.history.close()
    return lines


def _written() -> int:
    """Bytes this process has handed to the disks."""
    lines = Path("/proc/self/io").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("wchar:"))


def _complain(issue: str, title: str, message: str) -> None:
    if title:
        print(f"  {issue}: {title}: {message}")
