"""Made-up measurements for the history, and a history on a clock that the test moves."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from skelly_tray.adapters.history.history_file import HistoryFile
from skelly_tray.domain.descriptor import ModuleId
from skelly_tray.domain.status import HealthStatus
from skelly_tray.engine.history_port import SystemFigures, Tick
from skelly_tray.telemetry.marks import Mark, MarkKind
from skelly_tray.telemetry.sample import Sample

START = 1_800_000_000.0
WEB = ModuleId("web")
OWN = SystemFigures(own_cpu_percent=0.5, own_memory_mb=40.0, disk_usage_mb=2.0, network_kbps=8.0)


def tick(
    wall: float,
    cpu: float = 5.0,
    memory: float = 50.0,
    modules: Iterable[str] = (WEB,),
    health: HealthStatus = HealthStatus.HEALTHY,
    response: float | None = 1.5,
) -> Tick:
    ids = [ModuleId(name) for name in modules]
    sample = Sample(cpu, memory, threads=3, file_handles=9, children=1)
    return Tick(wall, dict.fromkeys(ids, sample), dict.fromkeys(ids, (health, response)), OWN)


def mark(seq: int, time: float, module: str | None = WEB, text: str = "restarted") -> Mark:
    return Mark(seq, time, module, MarkKind.RESTART, text)


class Bench:
    """A history in a folder. `now` moves only by `run`, with one tick a second or less often."""

    def __init__(self, folder: Path, *, days: float = 30.0, max_mb: float = 100.0) -> None:
        self.folder = folder
        self.path = folder / "history.db"
        self.wall, self.monotonic = START, 0.0
        self.issues: list[tuple[str, str]] = []
        self._bounds: Any = {"days": days, "max_mb": max_mb}
        self.open()

    def open(self) -> None:
        deliver = asyncio.get_running_loop().call_soon_threadsafe
        self.history = HistoryFile(
            self.folder,
            lambda issue, title, _message: self.issues.append((issue, title)),
            deliver,
            monotonic=lambda: self.monotonic,
            **self._bounds,
        )

    async def run(self, seconds: float, every: float = 1.0, **figures: Any) -> None:
        """Measure for so long."""
        for _ in range(round(seconds / every)):
            self.wall += every
            self.monotonic += every
            self.history.record(tick(self.wall, **figures))
            if self.history._work.qsize() > 20:
                await self.idle()
        await self.idle()

    async def idle(self) -> None:
        """Until the thread has nothing left to do."""
        while self.history._work.qsize():
            await asyncio.sleep(0.001)

    async def stored(self) -> None:
        """Until everything measured is stored, or has been tried."""
        self.history.flush()
        try:
            await self.history.marks(0, 0)
        except Exception:  # noqa: BLE001 - whether it can be read is not the question
            return

    async def read(self, seconds: float, name: str = WEB, points: int = 720) -> dict[str, list[Any]]:
        found = await self.history.read([name], self.wall - seconds, self.wall, points)
        return dict(found.get(name, {}))

    def close(self) -> None:
        assert self.history.close(10.0)


@asynccontextmanager
async def history(folder: Path, **bounds: float) -> AsyncIterator[Bench]:
    bench = Bench(folder, **bounds)
    try:
        yield bench
    finally:
        bench.close()
