"""What the figurine costs on an X server: while it moves, while it keeps still, and its memory."""

from __future__ import annotations

import shutil
import time
from collections.abc import Iterator

from skelly_tray.modules.cute_figurine.stage.poses import MOODS, MOVES
from skelly_tray.modules.cute_figurine.words import WORDS
from tests.benchmarks.report import Line
from tests.benchmarks.rig import cpu_percent, rss_mb
from tests.screenshots_figurine import Shown
from tests.tools.desktop import Desktop

SETTLE = 3.0
SECONDS = 10.0


def measure() -> Iterator[Line]:
    if missing := Desktop.missing():
        print(f"  not measured: {missing} is not installed")
        return
    desktop = Desktop()
    try:
        blended = "blended" if shutil.which("xcompmgr") else "cut to shape"
        if blended == "blended":
            desktop.run("xcompmgr")
            time.sleep(1)
        shown = Shown({**desktop.environment, "QT_SCALE_FACTOR": "1"})
        try:
            shown.until_up()
            shown.tell(do="look", words=WORDS["en"], theme="light")
            shown.view("idle", None)
            time.sleep(SETTLE)
            pid = shown.process.pid
            for mood in MOODS[1:]:
                shown.view(mood, None)
                moving = cpu_percent(pid, MOVES[mood] - 0.5)
                yield Line(f"figurine, {mood}", moving, "%", 2, f"of one core, {blended}")
                time.sleep(1.0)
            yield Line("figurine, still", cpu_percent(pid, SECONDS), "%", 0.05, "of one core")
            yield Line("figurine, memory of what draws it", rss_mb(pid), "MiB", None)
        finally:
            shown.end()
    finally:
        desktop.close()
