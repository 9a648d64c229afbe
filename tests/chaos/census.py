"""Which processes of a system live, by the marks that the keeper gave them, and who of them leads a module."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from tests.nursery import descendants
from tests.supervisor import Supervisor

_LEADS = ("rascal.py", "plain_native.py", "chaos/native.py")


@dataclass(frozen=True)
class Living:
    """A living process. spawn: its mark; None for the supervisor and its keeper. leads: the module that it leads."""

    pid: int
    spawn: int | None
    leads: str | None
    words: str


def mark_of(pid: int) -> int | None:
    """The spawn a process belongs to. Raises OSError when it is gone."""
    for line in Path(f"/proc/{pid}/limits").read_text().splitlines():
        if line.startswith("Max realtime timeout"):
            soft = line.split()[3]
            value = int(soft) if soft.isdigit() else 0
            return value & 0xFFFFFFFF if value >> 62 == 1 else None
    return None


def living(system: Supervisor) -> list[Living]:
    """Everything below the nurseries of the test. What ends meanwhile is left out."""
    found = []
    for run in system.runs:
        for pid in descendants(run.nursery.pid):
            try:
                words = Path(f"/proc/{pid}/cmdline").read_bytes().decode(errors="replace").split("\0")
                spawn = mark_of(pid)
            except OSError:
                continue
            if any(words):  # else it is about to be reaped
                found.append(Living(pid, spawn, _leads(words), " ".join(words)))
    return found


def _leads(words: list[str]) -> str | None:
    for script, name in pairwise(words):
        if script.endswith(_LEADS):
            return name
    return None


def without_forks(pids: list[int]) -> list[int]:
    """The leader of one spawn without what it has forked, also twice, and what is about to become something else: the
    leader is the oldest."""
    return sorted(pids, key=_age)[:1]


def _age(pid: int) -> tuple[int, int]:
    """Ticks since the boot at which it began, and its number, for those of one tick; one that is gone is the newest."""
    try:
        return int(Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[19]), pid
    except OSError:
        return 1 << 62, pid


def leaders(found: list[Living]) -> dict[str, dict[int | None, list[int]]]:
    """Module → spawn → the pids that are its leader, or are about to become something else. Two spawns of one module
    are a duplicate."""
    by_module: defaultdict[str, defaultdict[int | None, list[int]]] = defaultdict(lambda: defaultdict(list))
    for process in found:
        if process.leads:
            by_module[process.leads][process.spawn].append(process.pid)
    return {module: dict(spawns) for module, spawns in by_module.items()}
