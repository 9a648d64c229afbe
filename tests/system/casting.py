"""What the modules of the system tests run, and how tests see their processes."""

from __future__ import annotations

import os
import re
import signal
import socket
import sys
from collections import Counter
from contextlib import suppress
from pathlib import Path
from typing import Any

from tests.nursery import descendants
from tests.supervisor import Supervisor, wait_until

LIVELY: dict[str, Any] = {"parallel_startup": True, "module_start_delay": 0, "throttle_threshold": 100}
"""For orchestrator.toml: no waiting between starts, and nobody is throttled because the tests keep the machine busy."""

ASLEEP = ["/bin/sleep", "100000"]
"""The plainest module: it lives until it is told to end."""

DEAF = ["/bin/sh", "-c", "trap '' TERM; exec /bin/sleep 100000"]
"""A module that ignores SIGTERM."""

MEMBERS = ("100001", "100002", "100003", "100004")
TREE = [
    "/bin/sh",
    "-c",
    "/bin/sleep 100002 & setsid /bin/sleep 100003 & "
    "env -i /usr/bin/setsid /bin/sh -c '/bin/sleep 100004 &'; exec /bin/sleep 100001",
]
"""A leader, a child in its group, a child in a session of its own, and a daemon that forked twice and kept nothing of
its environment; each is known by the seconds it sleeps."""


_OURS = re.compile(r"-m skelly_tray --(home|\w+-process)\b|skelly_tray/keeper/__main__\.py --run ")


def actor(role: str, *arguments: object) -> list[str]:
    """The command line of a role of actor.py."""
    script = str(Path(__file__).with_name("actor.py"))
    return [sys.executable, "-I", "-S", script, role, *map(str, arguments)]


def _sleepers(system: Supervisor) -> list[tuple[str, int]]:
    found = []
    for run in system.runs:
        for pid in descendants(run.nursery.pid):
            with suppress(OSError):
                words = Path(f"/proc/{pid}/cmdline").read_bytes().decode().split("\0")
                if words[0] == "/bin/sleep":
                    found.append((words[1], pid))
    return found


def members(system: Supervisor) -> dict[str, int]:
    """How many processes of each member of TREE live."""
    return dict(Counter(name for name, _ in _sleepers(system) if name in MEMBERS))


def member_pids(system: Supervisor) -> set[int]:
    return {pid for name, pid in _sleepers(system) if name in MEMBERS}


ONE_OF_EACH = dict.fromkeys(MEMBERS, 1)


def wait_for_one_of_each(system: Supervisor) -> None:
    wait_until(lambda: members(system) == ONE_OF_EACH, "one process of each member of the tree")


def module_processes(system: Supervisor) -> list[str]:
    """Everything that lives below the tests' supervisor and is neither the supervisor, its keeper nor a helper of it.

    What ended between being found and being looked at does not live."""
    return [line for line in system.leftovers() if not _OURS.search(line) and not line.endswith(": gone")]


def kill(pid: int) -> None:
    os.kill(pid, signal.SIGKILL)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def pids(status: dict[str, Any]) -> dict[str, int]:
    """The pid of every module that has a process."""
    return {name: row["pid"] for name, row in status["modules"].items() if row["pid"]}


def history(path: Path) -> list[str]:
    """The lines that actors wrote so far."""
    return path.read_text().splitlines() if path.exists() else []
