"""How soon a saved file is in effect, and a bad one refused; how long the loop stands still meanwhile; what watching
costs while nobody saves."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from tests.benchmarks.bad_files import bad_files
from tests.benchmarks.desktop import desktop_with_tray
from tests.benchmarks.pulses import Pulse
from tests.benchmarks.report import Line, percentile, spread
from tests.benchmarks.rig import QUIET, SLEEPER, add_sleepers, cpu_percent, rss_mb, start_and_time, system
from tests.saving import STYLES, renamed
from tests.supervisor import Supervisor
from tests.watching import Watching, watching

WATCH_COST = Path(__file__).with_name("watch_cost.py")
MODULES = 20
SAVES = 20
AT_REST = 20.0
"""Seconds."""


def _took(stream: Watching, verdict: str, save: Callable[[], None]) -> float:
    """Milliseconds from the save to its verdict, which must be that one."""
    began = time.monotonic()
    save()
    found = stream.verdict()
    assert found["verdict"] == verdict, found
    return (time.monotonic() - began) * 1000


def _twenty(made: Supervisor) -> tuple[Path, str]:
    """Modules of which one depends on another; the file of that, and its text."""
    add_sleepers(made, MODULES)
    made.module("m001", command=SLEEPER, depends_on=["m000"])
    file = made.home / "config" / "modules" / "m000.toml"
    return file, file.read_text()


def _saved(made: Supervisor, file: Path, text: str) -> Iterator[Line]:
    number = 0
    with watching(made.home) as stream:
        for name, save in STYLES.items():
            times = []
            for _ in range(SAVES):
                number += 1
                wanted = f"{text}# {number}\n"
                times.append(_took(stream, "applied", lambda s=save, w=wanted: s(file, w)))  # type: ignore[misc]
            yield from spread(f"saved → in effect, {name}", times, "ms", None, 500)


def _refused(made: Supervisor, file: Path, text: str, where: str) -> Iterator[Line]:
    heart = Pulse(made)
    refused: dict[str, float] = {}
    stood: dict[str, float] = {}
    every: list[float] = []
    with watching(made.home) as stream:
        time.sleep(AT_REST / 2)
        rest = heart.since()
        for name, bad in bad_files(text, "m001").items():
            refused[name] = _took(stream, "rejected", lambda b=bad: renamed(file, b))  # type: ignore[misc]
            times = heart.since()
            stood[name] = times[-1]
            every += times
        _took(stream, "applied", lambda: renamed(file, f"{text}# right again\n"))
    heart.close()
    slowest, longest = max(refused, key=refused.__getitem__), max(stood, key=stood.__getitem__)
    note = f"of {len(refused)} bad files, {slowest}"
    yield Line(f"refused, the slowest, {where}", refused[slowest], "ms", 1500, note)
    yield Line(
        f"  the loop stands still at most, {where}",
        stood[longest],
        "ms",
        50,
        f"{longest}; {len(every)} pings",
    )
    yield Line(f"  99 of 100 pings within, {where}", percentile(every, 99), "ms")
    note = "paints, samples, and what else this machine does"
    yield Line(f"  the longest of {AT_REST / 2:g} s at rest before, {where}", rest[-1], "ms", None, note)


def _watched(home: Path) -> Iterator[Line]:
    """The watcher alone, each way in a process of its own."""
    found = {}
    for how in ("nothing", "watch", "poll"):
        command = [sys.executable, "-P", str(WATCH_COST), str(home), str(AT_REST), how]
        done = subprocess.run(command, capture_output=True, text=True, check=True)
        cpu, wakeups, rss = json.loads(done.stdout)
        found[how] = (100 * cpu / AT_REST, wakeups, rss / 1024)
    for how, name, budget in (
        ("nothing", "a loop that watches nothing", None),
        ("watch", f"the same, watching {MODULES} files", 0.05),
        ("poll", "the same, looking every 2 s (no inotify)", None),
    ):
        cpu, wakeups, rss = found[how]
        yield Line(
            f"{name}, at rest", cpu, "%", budget, f"{wakeups} wake-ups in {AT_REST:g} s, {rss:.1f} MiB in all"
        )


def measure() -> Iterator[Line]:
    with system(sample_interval=QUIET, health_check_interval=QUIET) as made:
        file, text = _twenty(made)
        start_and_time(made, MODULES)
        before = rss_mb(made.pid)
        yield from _saved(made, file, text)
        yield from _refused(made, file, text, "headless")
        grown = rss_mb(made.pid) - before
        yield Line("memory, grown over all these saves", grown, "MiB", None, f"from {before:.1f}")
        idle = cpu_percent(made.pid, AT_REST)
        yield Line("idle, the watch and all else", idle, "%", None, "of one core")
        yield from _watched(made.home)
    with desktop_with_tray() as desktop:
        if desktop is None:
            return
        with system(ui={"start_hidden": False}) as made:
            made.environment |= desktop
            file, text = _twenty(made)
            made.start("run")
            made.wait_running()
            yield from _refused(made, file, text, "the tray with its window open")
