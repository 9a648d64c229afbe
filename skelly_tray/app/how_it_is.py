"""One line for the log on how everything is: what SIGUSR1 asks for when nothing else answers."""

from __future__ import annotations

import asyncio
import threading
from pathlib import Path

from skelly_tray.domain.status import SystemHealth
from skelly_tray.domain.timing import span

_OPEN_FILES = Path("/proc/self/fd")


def how_it_is(health: SystemHealth) -> str:
    """On the loop: state of the system, what it costs, and what it holds."""
    ours = health.orchestrator
    running = sum(1 for row in health.modules.values() if row.pid is not None)
    parts = (
        f"{health.status}, {health.reason or 'no reason'}",
        f"up {span(health.uptime_s)}",
        f"{running} of {len(health.modules)} modules run",
        f"{len(health.issues)} issues",
        f"keeper {ours.keeper_pid}",
        f"{ours.cpu_percent:.1f} % CPU, {ours.memory_mb:.1f} MB",
        f"{len(asyncio.all_tasks())} tasks, {threading.active_count()} threads, {_open_files()} open files",
    )
    return "; ".join(parts)


def in_short(health: SystemHealth) -> str:
    """For a line that somebody else shows: `healthy, 8 of 8 modules run`."""
    running = sum(1 for row in health.modules.values() if row.pid is not None)
    return f"{health.status}, {running} of {len(health.modules)} modules run"


def _open_files() -> str:
    try:
        return str(len(list(_OPEN_FILES.iterdir())))
    except OSError:
        return "unknown"
