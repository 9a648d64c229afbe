"""The sampler by itself: one measurement of every tree a second."""

from __future__ import annotations

import subprocess
import time
from collections.abc import Iterator

from skelly_tray.adapters.sampler.sampler import TreeSampler
from skelly_tray.domain.descriptor import ModuleId
from tests.benchmarks.report import Line
from tests.benchmarks.rig import SLEEPER

BUDGETS = {20: 0.3, 100: 0.5}
TICKS = 120


def measure() -> Iterator[Line]:
    for count, budget in BUDGETS.items():
        processes = [subprocess.Popen(SLEEPER) for _ in range(count)]
        try:
            roots = {ModuleId(f"m{i}"): (i, process.pid) for i, process in enumerate(processes)}
            sampler = TreeSampler()
            began = time.process_time()
            for tick in range(TICKS):
                sampler.sample(roots, {}, now=float(tick))
            used = 100 * (time.process_time() - began) / TICKS
        finally:
            for process in processes:
                process.kill()
                process.wait()
        yield Line(f"sampler alone, {count} modules at 1 Hz", used, "%", budget, "of one core")
