"""Processes through the keeper: the asyncio side of the keeper's protocol, one implementation a platform."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from skelly_tray.config.home import Home
    from skelly_tray.engine.ports import OutputSink, Processes


def home_mark(home: Home) -> int:
    """30 bits that tell this home's processes, and their groups, from any other's."""
    if sys.platform == "win32":
        return 0  # nothing of one home can be taken for another's there
    from skelly_tray.adapters.processes import starting

    return starting.home_mark(home)


def make_processes(home: Home, sink: OutputSink, orphan_grace: float) -> Processes:
    """The process adapter of this platform. orphan_grace: seconds, negative to hold without limit."""
    if sys.platform == "win32":
        from skelly_tray.adapters.processes.windows import JobProcesses

        return JobProcesses(sink)
    from skelly_tray.adapters.processes.client import KeeperProcesses

    return KeeperProcesses(home, sink, orphan_grace)
