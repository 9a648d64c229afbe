"""`[requires]`: what the machine has free at the moment of a start, against what the module asks for.

What a network really carries is known only by using it. So `network_kbps` is held against what can be known: there is
an interface besides the loopback that is up, and its speed, less what passed through it lately, is enough. An interface
that does not tell its speed (wireless and virtual ones often do not) counts as fast enough.
"""

from __future__ import annotations

import time
from pathlib import Path

from skelly_tray.domain.descriptor import ModuleDescriptor
from skelly_tray.engine.ports import LaunchRefused

_MB = 2**20
_SHORTEST = 0.2
"""CPU seconds over all cores (of the network: seconds) between two readings, below which a share would be noise."""


class Machine:
    """Measures what is free. Make one at the start of the program: idle CPU is counted from its first reading."""

    def __init__(self, state: Path) -> None:
        self._state = state
        self._cpu_before = _cpu_times()
        self._idle: float | None = None
        self._passed_before: tuple[float, dict[str, int]] = (time.monotonic(), _bytes_passed())

    def free_memory_mb(self) -> float:
        import psutil

        return float(psutil.virtual_memory().available / _MB)

    def free_disk_mb(self) -> float:
        import psutil

        return float(psutil.disk_usage(str(self._state)).free / _MB)

    def idle_cpu_percent(self) -> float | None:
        """In % of one core, over all cores, since the last reading; None before there was time to measure."""
        import psutil

        now = _cpu_times()
        total, idle = now[0] - self._cpu_before[0], now[1] - self._cpu_before[1]
        if total >= _SHORTEST:
            self._idle = max(0.0, idle / total) * 100 * (psutil.cpu_count() or 1)
            self._cpu_before = now
        return self._idle

    def free_network_kbps(self) -> float | None:
        """Of the interface that has most; 0 when none is up, None when one that is up does not tell its speed."""
        import psutil

        up = {name: it for name, it in psutil.net_if_stats().items() if it.isup and not _is_loopback(name)}
        if not up:
            return 0.0
        if not all(it.speed for it in up.values()):
            return None
        used = self._traffic_kbps()
        return max(max(it.speed * 1000 - used.get(name, 0.0), 0.0) for name, it in up.items())

    def _traffic_kbps(self) -> dict[str, float]:
        """Of each interface since the last reading."""
        (then, before), now = self._passed_before, time.monotonic()
        passed = _bytes_passed()
        if now - then >= _SHORTEST:
            self._passed_before = (now, passed)
        elapsed = max(now - then, _SHORTEST)
        return {name: max(passed[name] - before.get(name, 0), 0) * 8 / 1000 / elapsed for name in passed}


def require_resources(descriptor: ModuleDescriptor, machine: Machine) -> None:
    """Raises LaunchRefused (`InsufficientResources`) for the first thing the machine has too little of.

    What could not be measured is not held against the module.
    """
    wanted = descriptor.requires
    for resource, required, unit, measure in (
        ("memory_mb", wanted.memory_mb, "MB of free memory", machine.free_memory_mb),
        ("disk_mb", wanted.disk_mb, "MB of free disk", machine.free_disk_mb),
        ("cpu_percent", wanted.cpu_percent, "% of a core idle", machine.idle_cpu_percent),
        (
            "network_kbps",
            wanted.network_kbps,
            "kbit/s of a network link that is up",
            machine.free_network_kbps,
        ),
    ):
        if required <= 0:
            continue
        try:
            available = measure()
        except OSError:
            continue
        if available is not None and available < required:
            message = f"{descriptor.id} needs {required:g} {unit}, and the machine has {available:.0f}"
            data = {"resource": resource, "required": required, "available": round(available, 1)}
            raise LaunchRefused("Insufficient resources", message, data)


def _cpu_times() -> tuple[float, float]:
    """Seconds over all cores since the boot: of all kinds, and idle (waiting for a disk is idle too)."""
    import psutil

    times = psutil.cpu_times()
    # Guest time is already part of user time.
    total = sum(times) - getattr(times, "guest", 0.0) - getattr(times, "guest_nice", 0.0)
    return total, times.idle + getattr(times, "iowait", 0.0)


def _bytes_passed() -> dict[str, int]:
    """So far, in both directions, by interface."""
    import psutil

    counters = psutil.net_io_counters(pernic=True)
    return {name: it.bytes_recv + it.bytes_sent for name, it in counters.items()}


def _is_loopback(name: str) -> bool:
    return name == "lo" or name.startswith(("lo0", "Loopback"))
