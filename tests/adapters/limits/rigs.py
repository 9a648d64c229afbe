"""What the tests of the rungs share: a keeper's claimant with a ladder, as the engine joins the two."""

from __future__ import annotations

import asyncio
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from skelly_tray.adapters.limits.ladder import Ladder
from skelly_tray.adapters.limits.rung import Rung
from skelly_tray.domain.descriptor import ModuleDescriptor, ModuleId
from skelly_tray.domain.resource_limits import LimitAction, LimitKind, ResourceLimits
from tests.adapters.processes.keeping import Claimant, request, until

BUSY = ("sh", "-c", "while :; do :; done")
SLEEP = ("sleep", "1000")


def python(code: str) -> tuple[str, ...]:
    """argv of a small Python program."""
    return (sys.executable, "-I", "-S", "-c", code)


def limited(**limits: Any) -> ModuleDescriptor:
    """A module that is to be held to these limits."""
    held = {"actions": (LimitAction.ALERT, LimitAction.THROTTLE), **limits}
    return ModuleDescriptor(id=ModuleId("m"), name="m", command=("m",), limits=ResourceLimits(**held))


class Held:
    """One launch through dress, spawn and spawned."""

    def __init__(self, claimant: Claimant, ladder: Ladder, incarnation: int, pid: int) -> None:
        self.claimant = claimant
        self.ladder = ladder
        self.incarnation = incarnation
        self.pid = pid

    def hold_all(self, descriptor: ModuleDescriptor) -> None:
        for kind, value in descriptor.limits.given.items():
            self.ladder.hold(self.incarnation, kind, value)

    async def gone(self) -> Any:
        outcome, _ = await self.claimant.gone(self.incarnation)
        self.ladder.gone(self.incarnation)
        return outcome

    def output(self) -> str:
        return self.claimant.sink.out(self.incarnation)


async def launch(
    claimant: Claimant,
    rungs: Sequence[Rung],
    descriptor: ModuleDescriptor,
    *argv: str,
    key: str = "k",
    **changes: Any,
) -> Held:
    """Start a module as the engine does, all limits held from the start."""
    ladder = Ladder(rungs)
    dressed = ladder.dress(request(key, *argv, **changes), descriptor)
    claimant.processes.spawn(dressed)
    fact = await until(
        lambda: claimant.facts.find("spawned", key) or claimant.facts.find("spawn_failed", key)
    )
    assert fact[0] == "spawned", fact
    ladder.spawned(key, fact[2], fact[3])
    held = Held(claimant, ladder, fact[2], fact[3])
    held.hold_all(descriptor)
    return held


async def settled(turns: int = 3) -> None:
    """Let what was called soon be done."""
    for _ in range(turns):
        await asyncio.sleep(0)


def cpu_time(pid: int) -> float:
    """Seconds that a process has spent."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


CPU, MEMORY = LimitKind.CPU, LimitKind.MEMORY
FILES, THREADS = LimitKind.FILE_HANDLES, LimitKind.THREADS
