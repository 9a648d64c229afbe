"""The window alone, over a made-up core and without a display: how soon it opens, what a beat costs, how long a log of
10,000 lines holds up the loop."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tests.benchmarks.report import Line

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

    from skelly_tray.ui.window.main import MainWindow

BEATS = 40
LINES = 10_000
COUNTS = (20, 100)


def measure() -> Iterator[Line]:
    """In a process of its own for each number of modules: the first opening imports what it needs."""
    for count in COUNTS:
        made = subprocess.run(
            [sys.executable, "-m", "tests.benchmarks.window", str(count)],
            check=True,
            capture_output=True,
            text=True,
            env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        )
        for line in json.loads(made.stdout.splitlines()[-1]):
            yield Line(**line)


def figures(count: int) -> Iterator[Line]:
    """count: of modules."""
    from PySide6.QtTest import QTest
    from PySide6.QtWidgets import QApplication

    from tests.ui.fake_core import FakeCore, running, snapshot

    app = QApplication([])
    modules = {f"m{number}": running(f"Module {number}", cpu_percent=1.0) for number in range(count)}
    core = FakeCore(snapshot(modules=modules))
    with tempfile.TemporaryDirectory() as state:
        began = time.perf_counter()
        window = _window(core, Path(state))
        window.show()
        app.processEvents()
        yield Line(f"window opens, {count} modules, first time", _ms(began), "ms", 400)
        QTest.qWait(1500)
        window.hide()
        app.processEvents()
        began = time.perf_counter()
        window.render_snapshot()
        window.show()
        app.processEvents()
        yield Line(f"window opens, {count} modules, again", _ms(began), "ms", 100)
        QTest.qWait(300)

        def beat() -> None:
            window._beat()
            app.processEvents()

        yield Line(f"a beat of the window, {count} modules", _cpu_ms(beat), "ms", 30, "CPU time, each second")
        if count == COUNTS[0]:
            yield from _log(app, window, core)


def _log(app: QApplication, window: MainWindow, core: Any) -> Iterator[Line]:
    from tests.ui.fake_core import ago

    written = [
        {"time": ago(LINES - number), "stream": "out", "text": f"{number} \x1b[32mok\x1b[0m " + "x" * 70}
        for number in range(LINES)
    ]
    core.answers["logs"] = written
    window.details.show_tab("logs")
    longest, began = 0.0, time.perf_counter()
    view = window.details.view("logs")
    while view.log.text.adding or not view.log.text.lines:  # type: ignore[attr-defined]
        turn = time.perf_counter()
        app.processEvents()
        longest = max(longest, _ms(turn))
    yield Line(f"log of {LINES:,} lines, longest turn of the loop", longest, "ms", 20)
    yield Line(f"log of {LINES:,} lines, all shown after", _ms(began), "ms", 1000)
    turn = time.perf_counter()
    view.log.search.setText("9 ok")  # type: ignore[attr-defined]
    app.processEvents()
    yield Line(f"a search in {LINES:,} lines", _ms(turn), "ms", 50)


def _window(core: Any, state: Path) -> MainWindow:
    from skelly_tray.ui.preferences import Preferences
    from skelly_tray.ui.theme import Theme
    from skelly_tray.ui.trash_watch import TrashWatch
    from skelly_tray.ui.watch import SnapshotWatch
    from skelly_tray.ui.window.main import MainWindow

    watch = SnapshotWatch(core)
    window = MainWindow(
        core, watch, TrashWatch(core, watch), Theme("light"), Preferences(state), lambda *_: None
    )
    window.begin()
    return window


def _ms(began: float) -> float:
    return (time.perf_counter() - began) * 1000


def _cpu_ms(act: Callable[[], None]) -> float:
    began = time.process_time()
    for _ in range(BEATS):
        act()
    return (time.process_time() - began) / BEATS * 1000


if __name__ == "__main__":
    from dataclasses import asdict

    print(json.dumps([asdict(line) for line in figures(int(sys.argv[1]))]))
