"""Reads processes through psutil: the way for macOS and Windows, and the yardstick for the way of Linux."""

from __future__ import annotations

import sys
from collections.abc import Collection

import psutil

from skelly_tray.adapters.sampler.process_table import Reading


class PortableTable:
    """`ProcessTable` wherever psutil runs."""

    def pids(self) -> Collection[int]:
        return psutil.pids()

    def read(self, pid: int) -> Reading | None:
        try:
            process = psutil.Process(pid)
            with process.oneshot():
                return self._reading(process)
        except psutil.NoSuchProcess:
            return None

    def _reading(self, process: psutil.Process) -> Reading:
        """One process; what another user's process keeps to itself counts as nothing."""
        alive = process.status() != psutil.STATUS_ZOMBIE
        cpu, reaped, memory, threads = 0.0, 0.0, 0, 0
        try:
            times = process.cpu_times()
            cpu = times.user + times.system
            reaped = getattr(times, "children_user", 0.0) + getattr(times, "children_system", 0.0)
            memory = process.memory_info().rss
            threads = process.num_threads()
        except (psutil.AccessDenied, psutil.ZombieProcess):
            pass
        return Reading(process.ppid(), process.create_time(), cpu, reaped, memory, threads, alive)

    def handles(self, pid: int) -> int | None:
        try:
            process = psutil.Process(pid)
            if sys.platform == "win32":
                return process.num_handles()
            return process.num_fds()
        except psutil.Error:
            return None
