"""What each rung really holds: a busy loop to a fifth of a core, a balloon, a bomb and a leak; and what that costs."""

from __future__ import annotations

import asyncio
import contextlib
import os
import shutil
import socket
import tempfile
import time
import urllib.request
from collections.abc import AsyncIterator, Iterator, Sequence
from pathlib import Path

from skelly_tray.adapters.limits import cgroup_v1
from skelly_tray.adapters.limits.cgroup_v1 import CgroupV1
from skelly_tray.adapters.limits.freeze import Freeze
from skelly_tray.adapters.limits.rlimit import Rlimit
from skelly_tray.adapters.limits.rung import Rung
from tests.adapters.limits.rigs import BUSY, SLEEP, Held, launch, limited, python
from tests.adapters.processes.keeping import Claimant, Keeping, until
from tests.benchmarks.report import Line, percentile
from tests.benchmarks.rig import cpu_seconds
from tests.nursery import descendants

SECONDS = 20
SETTLING = 2.0
PERCENT = 20.0
TAG = f"skelly-benchmark-{os.getpid()}"
THREE = ("sh", "-c", "while :; do :; done & while :; do :; done & while :; do :; done")
BALLOON = (
    "sh",
    "-c",
    'while :; do "$@"; done',
    "sh",
    *python("held = []\nwhile True: held.append(b'x' * 2**20)"),
)
BOMB = (
    "sh",
    "-c",
    'while :; do "$@" 2>/dev/null; done',
    "sh",
    *python("import os\nwhile True:\n    try: os.fork()\n    except OSError: pass"),
)
LEAK = python(
    "import os, time\n"
    "try:\n"
    "    while True: os.open('/dev/null', 0)\n"
    "except OSError as error: print(error.errno, flush=True)\n"
    "time.sleep(1000)"
)


def measure() -> Iterator[Line]:
    parents = cgroup_v1.parents()
    if len(parents) == 3:
        yield from asyncio.run(_with_groups(CgroupV1(parents, TAG)))
    else:
        print("  control groups version 1 cannot be made here: only the freeze rung is measured")
    yield from asyncio.run(_with_freezing())
    yield from asyncio.run(_with_rlimit())


@contextlib.asynccontextmanager
async def _keeper() -> AsyncIterator[Claimant]:
    outer = Path(tempfile.mkdtemp(prefix="sk-", dir="/tmp"))
    keeping = Keeping(outer / "h")
    try:
        yield await keeping.claim()
    finally:
        await keeping.end()
        shutil.rmtree(outer, ignore_errors=True)


async def _with_groups(rung: CgroupV1) -> list[Line]:
    async with _keeper() as claimant:
        lines = [await _busy(claimant, [rung], "cgroup_v1", BUSY, 1.0)]
        lines += await _balloon(claimant, rung)
        lines.append(await _bomb(claimant, rung))
    rung.close(keep_modules=False)
    return lines


async def _with_freezing() -> list[Line]:
    lines = []
    async with _keeper() as claimant:
        rung = Freeze(claimant.processes.throttle)
        lines.append(await _idle_cost(claimant))
        lines.append(await _busy(claimant, [rung], "freeze", BUSY, 2.0))
        lines.append(await _own_cost(claimant, rung, 1, BUSY, 0.3, "one busy loop"))
        lines.append(await _busy(claimant, [rung], "freeze, three busy loops in a tree", THREE, 2.0))
        lines.append(await _own_cost(claimant, rung, 5, BUSY, 1.5, "five modules"))
        lines.append(await _own_cost(claimant, rung, 1, SLEEP, 0.3, "one idle module"))
    return lines


async def _with_rlimit() -> list[Line]:
    async with _keeper() as claimant:
        held = await launch(claimant, [Rlimit()], limited(max_file_handles=64), *LEAK, key="leak")
        await until(lambda: held.output())
        files = len(os.listdir(f"/proc/{held.pid}/fd"))
        await _end([held])
    return [Line("leak of descriptors stopped at (rlimit)", files, "files", 64.0, "EMFILE from then on")]


async def _busy(
    claimant: Claimant, rungs: Sequence[Rung], name: str, argv: tuple[str, ...], budget: float
) -> Line:
    """How far the mean is from what was asked for."""
    held = await launch(claimant, rungs, limited(max_cpu_percent=PERCENT), *argv, key=name)
    await asyncio.sleep(SETTLING)
    seconds = []
    began, before = time.monotonic(), _tree_seconds(held.pid)
    for _ in range(SECONDS):
        start, used = time.monotonic(), _tree_seconds(held.pid)
        await asyncio.sleep(1.0)
        seconds.append(100 * (_tree_seconds(held.pid) - used) / (time.monotonic() - start))
    mean = 100 * (_tree_seconds(held.pid) - before) / (time.monotonic() - began)
    await _end([held])
    note = f"mean {mean:.2f} %, single seconds {min(seconds):.1f} to {max(seconds):.1f} %"
    return Line(f"held to 20 % of a core by {name}: off by", abs(mean - PERCENT), "%", budget, note)


async def _idle_cost(claimant: Claimant) -> Line:
    return Line(
        "keeper with nothing to throttle", await _keeper_percent(claimant, 5.0), "%", 0.05, "of one core"
    )


async def _own_cost(
    claimant: Claimant, rung: Rung, count: int, argv: tuple[str, ...], budget: float, name: str
) -> Line:
    launches = [
        await launch(claimant, [rung], limited(max_cpu_percent=PERCENT), *argv, key=f"{name} {number}")
        for number in range(count)
    ]
    await asyncio.sleep(SETTLING)
    used = await _keeper_percent(claimant, float(SECONDS))
    await _end(launches)
    return Line(f"keeper that throttles {name}", used, "%", budget, "of one core")


async def _balloon(claimant: Claimant, rung: CgroupV1) -> list[Line]:
    """A module that takes memory without end, again and again, beside one that answers over HTTP."""
    port = _free_port()
    server = (
        "import http.server as h\n"
        f"h.ThreadingHTTPServer(('127.0.0.1', {port}), h.SimpleHTTPRequestHandler).serve_forever()\n"
    )
    neighbour = await launch(claimant, [rung], limited(max_memory_mb=300), *python(server), key="neighbour")
    await asyncio.to_thread(_wait_answered, port)
    balloon = await launch(claimant, [rung], limited(max_memory_mb=100), *BALLOON, key="balloon")
    times, missed, most = [], 0, 0.0
    for _ in range(100):
        began = time.monotonic()
        missed += not await asyncio.to_thread(_answered, port)
        times.append(1000 * (time.monotonic() - began))
        most = max(most, rung.usage_mb(balloon.incarnation) or 0.0)
        await asyncio.sleep(0.05)
    kills = rung.kills(balloon.incarnation)
    await _end([balloon, neighbour])
    note = f"p50 {percentile(times, 50):.1f} ms, p99 {percentile(times, 99):.1f} ms, {kills} balloons burst meanwhile"
    return [
        Line("memory balloon held to (cgroup_v1)", most, "MB", 100.0, "most that was ever seen"),
        Line("checks of its neighbour that were not answered", missed, "of 100", 0.0, note),
    ]


async def _bomb(claimant: Claimant, rung: CgroupV1) -> Line:
    held = await launch(claimant, [rung], limited(max_threads=50, max_cpu_percent=50.0), *BOMB, key="bomb")
    most = 0
    for _ in range(100):
        most = max(most, len(descendants(held.pid)) + 1)
        await asyncio.sleep(0.02)
    await _end([held])
    return Line("fork bomb stopped at (cgroup_v1)", most, "processes", 50.0)


async def _keeper_percent(claimant: Claimant, seconds: float) -> float:
    pid = claimant.processes.keeper_pid
    assert pid is not None
    before, began = cpu_seconds(pid), time.monotonic()
    await asyncio.sleep(seconds)
    return 100 * (cpu_seconds(pid) - before) / (time.monotonic() - began)


async def _end(launches: list[Held]) -> None:
    for held in launches:
        held.claimant.processes.kill(held.incarnation)
    for held in launches:
        await held.gone()


def _tree_seconds(pid: int) -> float:
    total = 0.0
    for member in (pid, *descendants(pid)):
        with contextlib.suppress(OSError):
            total += cpu_seconds(member)
    return total


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _answered(port: int) -> bool:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=5) as answer:
            return int(answer.status) == 200
    except OSError:
        return False


def _wait_answered(port: int) -> None:
    deadline = time.monotonic() + 10
    while not _answered(port) and time.monotonic() < deadline:
        time.sleep(0.05)
