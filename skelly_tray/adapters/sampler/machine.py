"""What this program itself, our folders and the machine's network use."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable, Iterable
from pathlib import Path

from skelly_tray.adapters.sampler.process_table import ProcessTable
from skelly_tray.adapters.sampler.sampler import MEGABYTE, platform_table

LOOPBACKS = ("lo", "lo0", "Loopback Pseudo-Interface 1")


class OwnCost:
    """CPU and memory of single processes of ours (the orchestrator, the keeper), without their children."""

    def __init__(self, table: ProcessTable | None = None) -> None:
        self._table = table or platform_table()
        self._before: dict[int, tuple[float, float, float]] = {}

    def measure(self, pid: int, now: float) -> tuple[float, float]:
        """(CPU in % of one core since the last call for this pid, RSS in 2**20 bytes); zeros if it is gone.

        now: monotonic seconds.
        """
        reading = self._table.read(pid)
        if reading is None:
            self._before.pop(pid, None)
            return 0.0, 0.0
        started, cpu, when = self._before.get(pid, (reading.started, reading.cpu, now))
        self._before[pid] = (reading.started, reading.cpu, now)
        same = started == reading.started and now > when
        percent = 100.0 * (reading.cpu - cpu) / (now - when) if same else 0.0
        return percent, reading.memory / MEGABYTE


class NetworkMeter:
    """Traffic of all network interfaces but the loopback, both directions."""

    def __init__(self, total: Callable[[], int] | None = None) -> None:
        """total: bytes moved so far (default: asks the machine)."""
        self._total = total or _network_bytes
        self._before: tuple[float, int] | None = None

    def kbps(self, now: float) -> float:
        """Kilobits (1000 bits) a second since the last call, 0 in the first. now: monotonic seconds."""
        total = self._total()
        before, self._before = self._before, (now, total)
        if before is None or now <= before[0]:
            return 0.0
        # A counter that went back belongs to an interface that was taken away.
        return max(0, total - before[1]) * 8 / 1000 / (now - before[0])


def _network_bytes() -> int:
    """Bytes received and sent so far."""
    if sys.platform == "linux":
        return linux_network_bytes(Path("/proc/net/dev").read_text(encoding="ascii", errors="replace"))
    import psutil

    counters = psutil.net_io_counters(pernic=True)
    return sum(c.bytes_recv + c.bytes_sent for name, c in counters.items() if name not in LOOPBACKS)


def linux_network_bytes(table: str) -> int:
    """Bytes received and sent so far, out of the text of /proc/net/dev."""
    total = 0
    for line in table.splitlines()[2:]:
        name, _, figures = line.partition(":")
        if name.strip() not in LOOPBACKS:
            columns = figures.split()
            total += int(columns[0]) + int(columns[8])
    return total


def disk_usage_mb(folders: Iterable[Path]) -> float:
    """Space that the files below `folders` take, in 2**20 bytes, sparse files as what they really hold.

    Walks the disk: call it in a thread, at a slow pace. What cannot be read counts as nothing.
    """
    total = 0
    pending = [os.fspath(folder) for folder in folders]
    while pending:
        try:
            with os.scandir(pending.pop()) as entries:
                for entry in entries:
                    size, folder = _entry_size(entry)
                    total += size
                    if folder:
                        pending.append(entry.path)
        except OSError:
            continue
    return total / MEGABYTE


def _entry_size(entry: os.DirEntry[str]) -> tuple[int, bool]:
    """Bytes on disk of one entry, and whether it is a folder; links are not followed."""
    try:
        status = entry.stat(follow_symlinks=False)
        blocks: int | None = getattr(status, "st_blocks", None)
        return (status.st_size if blocks is None else blocks * 512), entry.is_dir(follow_symlinks=False)
    except OSError:
        return 0, False


def load_per_core() -> float:
    """Runnable processes per core, averaged over a minute; 0 where the system does not tell."""
    import psutil

    try:
        return psutil.getloadavg()[0] / (psutil.cpu_count() or 1)
    except (OSError, AttributeError):
        return 0.0


def on_battery() -> bool:
    """Whether the machine lives on its battery now; False without one."""
    import psutil

    try:
        battery = psutil.sensors_battery()
    except (OSError, AttributeError, RuntimeError, ValueError):
        return False
    return battery is not None and battery.power_plugged is False


def slept() -> float:
    """Seconds of suspend since the boot: the boot clock counts them and the monotonic one does not; 0 elsewhere."""
    if sys.platform != "linux":
        return 0.0
    return time.clock_gettime(time.CLOCK_BOOTTIME) - time.clock_gettime(time.CLOCK_MONOTONIC)


class MachineCpu:
    """How busy all processors of the machine are."""

    def __init__(self, times: Callable[[], tuple[float, float]] | None = None) -> None:
        """times: (all, idle) processor time since the boot, in any unit (default: asks the machine)."""
        self._times = times or _cpu_times
        self._before: tuple[float, float] | None = None

    def percent(self) -> float:
        """Of the whole machine since the last call, 0 to 100; 0 in the first."""
        now = self._times()
        before, self._before = self._before, now
        if before is None or now[0] <= before[0]:
            return 0.0
        idle = min(max((now[1] - before[1]) / (now[0] - before[0]), 0.0), 1.0)
        return 100.0 * (1.0 - idle)


def _cpu_times() -> tuple[float, float]:
    if sys.platform == "linux":
        with Path("/proc/stat").open(encoding="ascii") as file:
            return linux_cpu_times(file.readline())
    import psutil

    times = psutil.cpu_times()
    return sum(times), times.idle


def linux_cpu_times(line: str) -> tuple[float, float]:
    """(all, idle) out of the first line of /proc/stat: waiting for a disk is idle too, and guests are counted once."""
    numbers = [float(word) for word in line.split()[1:9]]
    return sum(numbers), numbers[3] + numbers[4]


def memory_percent() -> float:
    """Memory of the machine that nobody could have now without taking it from somebody, 0 to 100."""
    if sys.platform == "linux":
        return linux_memory_percent(Path("/proc/meminfo").read_text(encoding="ascii"))
    import psutil

    return float(psutil.virtual_memory().percent)


def linux_memory_percent(table: str) -> float:
    """Out of the text of /proc/meminfo."""
    figures = {}
    for line in table.splitlines()[:5]:
        name, _, rest = line.partition(":")
        figures[name] = float(rest.split()[0])
    return 100.0 * (1.0 - figures["MemAvailable"] / figures["MemTotal"])
