"""Resident memory: the headless core, the keeper, and the tray above an empty PySide6 tray of the same run."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Iterator

from tests.benchmarks.desktop import desktop_with_tray
from tests.benchmarks.report import Line
from tests.benchmarks.rig import add_sleepers, cpu_percent, keeper_pid, rss_mb, start_and_time, system

MODULES = 20
SETTLE = 10.0
GROWTH_MINUTES = 10

EMPTY_TRAY = """
from PySide6.QtCore import QTimer
from PySide6.QtGui import QIcon, QPixmap
from PySide6.QtWidgets import QApplication, QMenu, QSystemTrayIcon
app = QApplication([])
pixels = QPixmap(32, 32)
pixels.fill("teal")
menu = QMenu()
menu.addAction("Quit")
tray = QSystemTrayIcon(QIcon(pixels))
tray.setContextMenu(menu)
tray.show()
QTimer.singleShot(2000, lambda: print("shown", flush=True))
app.exec()
"""


def measure() -> Iterator[Line]:
    with system() as made:
        add_sleepers(made, MODULES)
        start_and_time(made, MODULES)
        time.sleep(SETTLE)
        made.cli("status", check=True)
        yield Line(f"memory, headless core, {MODULES} modules", rss_mb(made.pid), "MiB", 50)
        yield Line("memory, keeper", rss_mb(keeper_pid(made)), "MiB", 14)


def empty_tray(desktop: dict[str, str]) -> float:
    """MiB of the least program that shows a tray icon."""
    process = subprocess.Popen(
        [sys.executable, "-c", EMPTY_TRAY],
        env=desktop,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    assert process.stdout is not None
    try:
        assert process.stdout.readline() == "shown\n", "the empty tray did not start"
        return rss_mb(process.pid)
    finally:
        process.kill()
        process.wait()
        process.stdout.close()


def measure_tray() -> Iterator[Line]:
    """Memory of the tray before its window was ever open, and the window's cost in CPU, shown and hidden."""
    with desktop_with_tray() as desktop:
        if desktop is None:
            return
        empty = empty_tray(desktop)
        with system() as made:
            made.environment |= desktop
            add_sleepers(made, MODULES)
            made.start("run")
            made.wait_running()
            time.sleep(SETTLE)
            above = rss_mb(made.pid) - empty
            yield Line("memory, tray above an empty one", above, "MiB", 35, f"empty {empty:.0f} MiB")
            hidden = cpu_percent(made.pid, 20)
            yield Line("tray and core, 20 modules at 1 Hz, window hidden", hidden, "%", None, "of one core")
            made.cli(check=True)
            time.sleep(SETTLE)
            shown = cpu_percent(made.pid, 20)
            yield Line("window shown, above hidden", max(0.0, shown - hidden), "%", 4.0)
            yield Line("memory, tray with its window open", rss_mb(made.pid), "MiB", None)


def measure_growth() -> Iterator[Line]:
    """Only when asked for by name: it takes ten minutes."""
    with system(health_check_interval="5s") as made:
        add_sleepers(
            made, MODULES, probes={"liveness": {"kind": "exec", "command": ["true"], "interval": "5s"}}
        )
        start_and_time(made, MODULES)
        time.sleep(60)
        before = rss_mb(made.pid)
        time.sleep(60 * GROWTH_MINUTES)
        grown = (rss_mb(made.pid) - before) * 60 / GROWTH_MINUTES
        yield Line("memory growth an hour", max(0.0, grown), "MiB", 2, f"from {GROWTH_MINUTES} minutes")
