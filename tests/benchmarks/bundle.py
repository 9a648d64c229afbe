"""The bundle beside plain Python in the same run: its size, and how long a person waits for it."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

from tests.benchmarks.report import Line
from tests.benchmarks.rig import MEGABYTE, add_sleepers, rss_mb
from tests.packaging.ways import BUNDLE, ROOT
from tests.supervisor import Supervisor
from tests.tools.desktop import Desktop

RUNS = 7
PYTHON = (sys.executable, "-P", "-m", "skelly_tray")
LARGEST_PARTS = 5


def measure() -> Iterator[Line]:
    folder = Path(os.environ.get(BUNDLE) or ROOT / "dist" / "skelly-tray")
    program = folder / "skelly-tray"
    if not program.exists():
        print("  not measured: there is no bundle; packaging/build bundle makes one")
        return
    yield from _size(folder)
    ways: Mapping[str, Sequence[str]] = {"bundle": (str(program),), "plain Python": PYTHON}
    started = _by_turns(ways, lambda command: _run(command, "--version"))
    for way, times in started.items():
        yield Line(f"{way}: --version", statistics.median(times), "ms")
    for way, command in ways.items():
        yield from _headless(way, command)
    yield from _trays(ways)


def _by_turns(
    ways: Mapping[str, Sequence[str]], take: Callable[[Sequence[str]], float]
) -> dict[str, list[float]]:
    """Each way RUNS times, one after the other, so that a busy moment of the machine is no difference between them."""
    taken: dict[str, list[float]] = {way: [] for way in ways}
    for _ in range(RUNS):
        for way, command in ways.items():
            taken[way].append(take(command))
    return taken


def _size(folder: Path) -> Iterator[Line]:
    sizes = {
        path: path.stat().st_size for path in folder.rglob("*") if path.is_file() and not path.is_symlink()
    }
    parts: dict[str, int] = {}
    for path, size in sizes.items():
        inside = path.relative_to(folder).parts
        part = "/".join(inside[:2]) if inside[0] == "_internal" else inside[0]
        parts[part] = parts.get(part, 0) + size
    largest = sorted(parts, key=lambda part: -parts[part])[:LARGEST_PARTS]
    note = ", ".join(f"{part.removeprefix('_internal/')} {parts[part] / MEGABYTE:.0f}" for part in largest)
    yield Line("bundle: size on disk", sum(sizes.values()) / MEGABYTE, "MB", 200, note)


def _headless(way: str, command: Sequence[str]) -> Iterator[Line]:
    with tempfile.TemporaryDirectory(prefix="sk-", dir="/tmp") as outer:
        made = _system(Path(outer), command)
        add_sleepers(made, 3)
        made.module("storage", builtin="storage")
        made.start()
        status = made.wait_running()
        home = ("--home", str(made.home))
        times = [_run(command, *home, "status", environment=made.environment) for _ in range(RUNS)]
        yield Line(f"{way}: status, 5 modules", statistics.median(times), "ms", 150)
        core, modules = status["orchestrator"], status["modules"]
        yield Line(f"{way}: memory of the headless core", rss_mb(made.pid), "MB")
        yield Line(f"{way}: memory of the keeper", rss_mb(core["keeper_pid"]), "MB")
        yield Line(f"{way}: memory of the module storage", rss_mb(modules["storage"]["pid"]), "MB")
        made.close()


def _trays(ways: Mapping[str, Sequence[str]]) -> Iterator[Line]:
    """Until a host of icons knows of ours; each time in a new home, the first as after a start of the machine."""
    if missing := Desktop.missing():
        print(f"  not measured: {missing} is not installed")
        return
    for way, command in ways.items():
        note = "nothing of it in memory" if _forget_files() else "the page cache could not be emptied"
        yield Line(f"{way}: icon in the tray, the first time", _until_icon(command), "s", None, note)
    for way, times in _by_turns(ways, _until_icon).items():
        note = f"{RUNS} times, least {min(times):.2f} s, most {max(times):.2f} s"
        yield Line(f"{way}: icon in the tray", statistics.median(times), "s", 1.5, note)


def _until_icon(command: Sequence[str]) -> float:
    desktop = Desktop()
    try:
        host = desktop.start("tests.tools.tray_host")
        host.next("ready")
        with tempfile.TemporaryDirectory(prefix="sk-", dir="/tmp") as outer:
            made = _system(Path(outer), command)
            made.environment = _compiled(desktop.environment)
            add_sleepers(made, 3)
            began = time.monotonic()
            made.launch("run")
            host.next("registered")
            took = time.monotonic() - began
            made.wait_running()
            made.close()
            return took
    finally:
        desktop.close()


def _system(outer: Path, command: Sequence[str]) -> Supervisor:
    made = Supervisor(outer / "h", command)
    made.environment = _compiled(made.environment)
    made.orchestrator(parallel_startup=True, module_start_delay="0s", orphan_grace="0s")
    return made


def _compiled(environment: Mapping[str, str]) -> dict[str, str]:
    """Nobody's installation compiles at every start."""
    return {name: value for name, value in environment.items() if name != "PYTHONDONTWRITEBYTECODE"}


def _run(command: Sequence[str], *arguments: str, environment: Mapping[str, str] | None = None) -> float:
    """Milliseconds."""
    began = time.monotonic()
    subprocess.run(
        [*command, *arguments],
        env=_compiled(os.environ if environment is None else environment),
        stdout=subprocess.DEVNULL,
        check=True,
    )
    return 1000 * (time.monotonic() - began)


def _forget_files() -> bool:
    """Empty the page cache, so that the next start is one after boot; only root may."""
    os.sync()
    try:
        Path("/proc/sys/vm/drop_caches").write_text("1\n")
    except OSError:
        return False
    return True
