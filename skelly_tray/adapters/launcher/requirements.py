"""`[requires]`: what the machine has free at the moment of a start, against what the module asks for."""

from __future__ import annotations

from pathlib import Path

from skelly_tray.domain.descriptor import ModuleDescriptor
from skelly_tray.engine.ports import LaunchRefused

_MB = 2**20
_SHORTEST = 0.2
"""CPU seconds over all cores between two readings, below which the idle share would be noise."""


class Machine:
    """Measures what is free. Make one at the start of the program: idle CPU is counted from its first reading."""

    def __init__(self, state: Path) -> None:
        self._state = state
        self._cpu_before = _cpu_times()
        self._idle: float | None = None

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


def require_resources(descriptor: ModuleDescriptor, machine: Machine) -> None:
    """Raises LaunchRefused (`InsufficientResources`) for the first thing the machine has too little of.

    What could not be measured is not held against the module.
    """
    wanted = descriptor.requires
    for resource, required, unit, measure in (
        ("memory_mb", wanted.memory_mb, "MB of free memory", machine.free_memory_mb),
        ("disk_mb", wanted.disk_mb, "MB of free disk", machine.free_disk_mb),
        ("cpu_percent", wanted.cpu_percent, "% of a core idle", machine.idle_cpu_percent),
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
