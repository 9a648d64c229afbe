"""What tests of the process adapter share: a recording sink and facts, launches, and waiting for conditions."""

from __future__ import annotations

import asyncio
import contextlib
import os
import signal
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from skelly_tray.adapters.processes.client import KeeperProcesses
from skelly_tray.config.home import Home
from skelly_tray.domain.descriptor import ModuleId
from skelly_tray.engine.ports import LaunchRequest, Outcome, SpawnRecord

DEADLINE = 20.0
PATH = "/usr/local/bin:/usr/bin:/bin"


async def until(condition: Callable[[], Any], what: str = "") -> Any:
    """Wait until the condition is true; fails the test after a generous deadline."""
    end = time.monotonic() + DEADLINE
    while not (value := condition()):
        assert time.monotonic() < end, f"never happened: {what or condition}"
        await asyncio.sleep(0.005)
    return value


def alive(pid: int) -> bool:
    """Whether that process runs (a zombie does not)."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return False
    return fields[0] not in "ZX"


class Sink:
    """Reads what modules write, as the log writer does."""

    def __init__(self) -> None:
        self.text: dict[int, dict[str, bytes]] = {}
        self.backlog: dict[int, list[tuple[float, str, str]]] = {}
        self.detached: set[int] = set()
        self.fds: dict[int, int] = {}

    def attach(
        self,
        module: ModuleId,
        incarnation: int,
        streams: Mapping[str, int],
        backlog: Sequence[tuple[float, str, str]] = (),
    ) -> None:
        self.text.setdefault(incarnation, {"out": b"", "err": b""})
        self.backlog[incarnation] = list(backlog)
        for name, fd in streams.items():
            assert not os.get_inheritable(fd)
            self.fds[fd] = incarnation
            asyncio.get_running_loop().add_reader(fd, self._read, incarnation, name, fd)

    def detach(self, incarnation: int) -> None:
        self.detached.add(incarnation)

    def out(self, incarnation: int) -> str:
        return self.text.get(incarnation, {"out": b""})["out"].decode()

    def close(self) -> None:
        for fd in list(self.fds):
            self._close(fd)

    def _read(self, incarnation: int, name: str, fd: int) -> None:
        data = os.read(fd, 65536)
        self.text[incarnation][name] += data
        if not data:
            self._close(fd)

    def _close(self, fd: int) -> None:
        del self.fds[fd]
        asyncio.get_running_loop().remove_reader(fd)
        os.close(fd)


class Facts:
    """Everything that was reported, in order, as (name, arguments…)."""

    def __init__(self) -> None:
        self.all: list[tuple[Any, ...]] = []

    def spawned(self, key: str, incarnation: int, pid: int, started_at: float) -> None:
        self.all.append(("spawned", key, incarnation, pid, started_at))

    def spawn_failed(self, key: str, incarnation: int | None, stage: str, error: str) -> None:
        self.all.append(("spawn_failed", key, incarnation, stage, error))

    def exited(self, incarnation: int, outcome: Outcome, at: float) -> None:
        self.all.append(("exited", incarnation, outcome, at))

    def gone(self, incarnation: int, leftovers: int) -> None:
        self.all.append(("gone", incarnation, leftovers))

    def notified(self, incarnation: int, fields: Mapping[str, str]) -> None:
        self.all.append(("notified", incarnation, dict(fields)))

    def output(self, incarnation: int, lines: Sequence[tuple[float, str, str]]) -> None:
        self.all.append(("output", incarnation))

    def keeper_lost(self) -> None:
        self.all.append(("keeper_lost",))

    def find(self, name: str, first: Any = None) -> tuple[Any, ...] | None:
        """The first fact of that name (and first argument)."""
        for fact in self.all:
            if fact[0] == name and first in (None, *fact[1:2]):
                return fact
        return None

    def count(self, name: str) -> int:
        return sum(fact[0] == name for fact in self.all)


def request(key: str, *argv: str, **changes: Any) -> LaunchRequest:
    """A launch request with plain values where nothing else is said."""
    values: dict[str, Any] = {
        "key": key,
        "module": ModuleId(f"module-{key}"),
        "digest": "digest",
        "argv": argv,
        "environment": {"PATH": PATH},
        "working_dir": "/",
        "user": None,
        "group": None,
        "stop_signal": "TERM",
        "grace": 5.0,
        "stop_rank": 0,
        "notify": False,
    }
    return LaunchRequest(**{**values, **changes})


class Claimant:
    """One orchestrator's side: the adapter with a sink and facts, in this very process."""

    def __init__(self, home: Home, orphan_grace: float) -> None:
        self.sink = Sink()
        self.facts = Facts()
        self.processes = KeeperProcesses(home, self.sink, orphan_grace)
        self.table: list[SpawnRecord] = []

    async def open(self) -> list[SpawnRecord]:
        self.table = await self.processes.open(self.facts)
        return self.table

    async def launch(self, key: str, *argv: str, **changes: Any) -> tuple[int, int]:
        """Start something and wait for its (incarnation, pid)."""
        self.processes.spawn(request(key, *argv, **changes))
        fact = await until(lambda: self.facts.find("spawned", key) or self.facts.find("spawn_failed", key))
        assert fact[0] == "spawned", fact
        return fact[2], fact[3]

    async def gone(self, incarnation: int) -> tuple[Outcome, int]:
        """Wait until nothing is left of it: (outcome, leftovers killed)."""
        end = await until(lambda: self.facts.find("gone", incarnation), f"gone {incarnation}")
        exited = self.facts.find("exited", incarnation)
        assert exited is not None
        return exited[2], end[2]

    def vanish(self) -> None:
        """End as a killed orchestrator does: without a word."""
        self.processes._drop_link()
        self.sink.close()


class Keeping:
    """A home and its claimants; at the end nothing of it may run."""

    def __init__(self, root: Path) -> None:
        self.home = Home(root / "config", root / "state", root / "logs", root / "run")
        self.claimants: list[Claimant] = []

    async def claim(self, orphan_grace: float = 30.0) -> Claimant:
        """A new orchestrator that has opened its keeper."""
        claimant = Claimant(self.home, orphan_grace)
        self.claimants.append(claimant)
        await claimant.open()
        return claimant

    def keeper_pid(self) -> int:
        """Of the keeper that holds (or held) the lock."""
        return int(self.home.keeper_lock.read_text())

    async def end(self) -> None:
        """Tell the keeper to end, twice: at once; and let go of everything."""
        for claimant in self.claimants:
            claimant.vanish()
        if not self.home.keeper_lock.exists():
            return
        pid = self.keeper_pid()
        patience = time.monotonic() + DEADLINE
        while alive(pid):
            os.kill(pid, signal.SIGTERM if time.monotonic() < patience else signal.SIGKILL)
            await asyncio.sleep(0.02)
        with contextlib.suppress(ChildProcessError):  # its starter may have been a process of its own
            os.waitpid(pid, os.WNOHANG)
        assert time.monotonic() < patience, "the keeper did not end by itself"


async def pids_in(file: Path, count: int) -> list[int]:
    """Wait until that many processes have written their pids, one a line."""
    lines = await until(lambda: len(found := _lines(file)) >= count and found, f"{count} pids in {file}")
    return [int(line) for line in lines]


def _lines(file: Path) -> list[str]:
    return file.read_text().split() if file.exists() else []
