"""The sampler, our own cost and the machine's figures behind the engine's one port."""

from __future__ import annotations

from collections.abc import Mapping

from skelly_tray.adapters.sampler.machine import (
    MachineCpu,
    NetworkMeter,
    OwnCost,
    disk_usage_mb,
    load_per_core,
    memory_percent,
    on_battery,
    slept,
)
from skelly_tray.adapters.sampler.sampler import TreeSampler
from skelly_tray.config.home import Home
from skelly_tray.domain.descriptor import ModuleId
from skelly_tray.telemetry.sample import Sample


class SystemMeter:
    """The port `Meter`."""

    def __init__(self, home: Home) -> None:
        self._folders = (home.config, home.state, home.logs)
        self._trees = TreeSampler()
        self._own = OwnCost()
        self._network = NetworkMeter()
        self._cpu = MachineCpu()

    def sample(
        self, roots: Mapping[ModuleId, tuple[int, int]], extra: Mapping[int, frozenset[int]], now: float
    ) -> Mapping[ModuleId, Sample]:
        return self._trees.sample(roots, extra, now)

    def cost(self, pid: int, now: float) -> tuple[float, float]:
        return self._own.measure(pid, now)

    def network_kbps(self, now: float) -> float:
        return self._network.kbps(now)

    def load_per_core(self) -> float:
        return load_per_core()

    def on_battery(self) -> bool:
        return on_battery()

    def machine_cpu_percent(self) -> float:
        return self._cpu.percent()

    def machine_memory_percent(self) -> float:
        return memory_percent()

    def slept(self) -> float:
        return slept()

    def disk_usage_mb(self) -> float:
        return disk_usage_mb(self._folders)
