"""Draws the figurine in each mood on an X server, on light and dark desktops, at 100 % and 200 %, to be looked at.

`python -m tests.screenshots_figurine FOLDER` writes PNG files. It starts Xvfb, and xcompmgr where that is installed.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

from skelly_tray.modules.cute_figurine.words import WORDS
from tests.tools.desktop import Desktop

MESSAGES = {
    "idle": None,
    "waving": "Welcome back. Your place is still warm.",
    "cheering": "Clink: 5 coins for a good piece of work.",
    "thinking": "It does not have to be good yet, it only has to be there.",
    "melting": "Deep in it for 95 minutes. A sip of water fits between two lines.",
    "sleeping": None,
}
GRAB = """
import sys
from PySide6.QtGui import QGuiApplication
app = QGuiApplication([])
app.primaryScreen().grabWindow(0).save(sys.argv[1])
"""
BACKGROUND = """
import sys
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QRasterWindow, QPainter, QGuiApplication
class Window(QRasterWindow):
    def paintEvent(self, event):
        QPainter(self).fillRect(0, 0, 4000, 4000, QColor(sys.argv[1]))
app = QGuiApplication([])
window = Window()
window.setFlags(Qt.WindowType.FramelessWindowHint | Qt.WindowType.X11BypassWindowManagerHint)
window.setGeometry(app.primaryScreen().geometry())
window.show()
window.lower()
app.exec()
"""


class Shown:
    """The stage, told what to show as the module tells it."""

    def __init__(self, environ: dict[str, str]) -> None:
        command = [sys.executable, "-m", "skelly_tray.modules.cute_figurine", "--stage"]
        self.process = subprocess.Popen(
            command, env=environ, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, bufsize=1
        )
        self._number = 0

    def until_up(self) -> None:
        assert self.process.stdout is not None
        assert "up" in self.process.stdout.readline()

    def tell(self, **line: Any) -> None:
        assert self.process.stdin is not None
        self.process.stdin.write(json.dumps(line) + "\n")

    def view(self, mood: str, text: str | None, buttons: bool = False) -> None:
        self._number += 1
        self.tell(do="view", mood=mood, text=text, buttons=buttons, number=self._number, visible=True)

    def end(self) -> None:
        self.process.communicate()


def draw(desktop: Desktop, folder: Path, theme: str, percent: int) -> None:
    environ = {**desktop.environment, "QT_SCALE_FACTOR": str(percent / 100)}
    plain = {**desktop.environment, "QT_SCALE_FACTOR": "1"}
    back = subprocess.Popen(
        [sys.executable, "-c", BACKGROUND, "#DCD6C8" if theme == "light" else "#14161A"], env=plain
    )
    shown = Shown(environ)
    try:
        shown.until_up()
        shown.tell(do="look", size=1.0, theme=theme, motion=False, words=WORDS["en"])
        for position, (mood, text) in enumerate(MESSAGES.items()):
            place = {"screen": [0.5, 0.9]}
            shown.tell(do="places", places=place, last="screen")
            shown.view(mood, text, buttons=mood != "cheering")
            time.sleep(1.2 if position else 3.0)
            target = folder / f"figurine-{mood}-{theme}-{percent}.png"
            subprocess.run([sys.executable, "-c", GRAB, str(target)], env=plain, check=True)
            print(target)
    finally:
        shown.end()
        back.terminate()
        back.wait()


def main(arguments: list[str]) -> int:
    if len(arguments) != 1 or Desktop.missing():
        print(__doc__, file=sys.stderr)
        return 2
    folder = Path(arguments[0])
    folder.mkdir(parents=True, exist_ok=True)
    desktop = Desktop()
    try:
        os.environ.pop("WAYLAND_DISPLAY", None)
        if shutil.which("xcompmgr"):
            desktop.run("xcompmgr")
            time.sleep(1)
        for theme in ("light", "dark"):
            for percent in (100, 200):
                draw(desktop, folder, theme, percent)
    finally:
        desktop.close()
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
