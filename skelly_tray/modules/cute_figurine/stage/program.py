"""The program of the stage: lines of JSON come from the module and go to it; when the module is gone, it ends.

In: `look` (how things look and are worded), `places` (where it stood), `view` (what is to be seen now), `clear` (which
windows of ours it is not to cover). Out: `up`, `where`, `placed`, `answered`, `hover`, `poked`, `chosen`.
"""

from __future__ import annotations

import json
import os
import sys
import threading
from typing import Any

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QScreen
from PySide6.QtWidgets import QApplication

from skelly_tray.modules.cute_figurine.stage import placing
from skelly_tray.modules.cute_figurine.stage.bubble import Bubble
from skelly_tray.modules.cute_figurine.stage.compositing import is_composited
from skelly_tray.modules.cute_figurine.stage.figure import Figure
from skelly_tray.modules.cute_figurine.stage.look import Look
from skelly_tray.modules.cute_figurine.stage.placing import Area, Screen
from skelly_tray.modules.cute_figurine.stage.poses import CROWN, MOODS

NO_DISPLAY = 3
"""The exit code where there is nothing to draw on."""


class Stage(QObject):
    """Holds the two windows, and tells through `tell` what happens to them."""

    told = Signal(dict)

    def __init__(self, app: QApplication) -> None:
        super().__init__()
        composited = is_composited(app.platformName())
        self.figure, self.bubble = Figure(composited), Bubble(composited)
        self._app = app
        self._look = Look()
        self._places: dict[str, tuple[float, float]] = {}
        self._last = ""
        self._view: dict[str, Any] = {}
        self._windows: list[Area] = []
        self._in_use = False
        """Somebody works in one of those windows."""
        figure, bubble = self.figure, self.bubble
        figure.moved.connect(self._place_bubble)
        figure.dropped.connect(self._dropped)
        figure.poked.connect(lambda: self.told.emit({"told": "poked"}))
        figure.chosen.connect(lambda name: self.told.emit({"told": "chosen", "what": name}))
        bubble.answered.connect(
            lambda answer: self.told.emit(
                {"told": "answered", "answer": answer, "number": self._view.get("number", 0)}
            )
        )
        for window in (figure, bubble):
            window.hovered.connect(lambda over: self.told.emit({"told": "hover", "over": over}))
        app.screenAdded.connect(self._watch)
        app.screenRemoved.connect(lambda _screen: QTimer.singleShot(0, self.stand))
        app.primaryScreenChanged.connect(lambda _screen: QTimer.singleShot(0, self.stand))
        for screen in app.screens():
            self._watch(screen)

    def obey(self, line: dict[str, Any]) -> None:
        """A line of the module's; one that is not known is left alone."""
        match line.get("do"):
            case "look":
                self._look = Look.told(line)
                self.figure.use(self._look)
                self.bubble.use(self._look)
                self.stand()
            case "places":
                self._places = {name: (x, y) for name, (x, y) in line["places"].items()}
                self._last = line["last"]
                self.stand()
            case "view":
                self._show(line)
            case "clear":
                self._windows = [Area(*area) for area in line["areas"]]
                self._in_use = line["in_use"]
                self.stand()
            case _:
                """Of a newer module."""

    def stand(self) -> None:
        """Where it belongs on the screens that there are now, but beside our windows. Where they leave no room, it is
        pale while somebody works in them, and what is behind it can be clicked."""
        screens = self._screens()
        if not screens or self.figure.is_held:
            return
        screen = placing.find_screen(screens, self._last)
        home = placing.place(screen, self._places, self._size)
        free = placing.aside(screen, home, self._size, self._windows)
        self.figure.move(*(home if free is None else free))
        self.figure.give_way(free is None and self._in_use)
        self._place_bubble()
        self._tell_where()

    def _show(self, view: dict[str, Any]) -> None:
        former, self._view = self._view, view
        mood = next((known for known in MOODS if known == view["mood"]), MOODS[0])
        if not view["visible"]:
            self.figure.hide()
            self.bubble.hide()
            self._tell_where()
            return
        fresh = view["number"] != former.get("number")
        self.figure.be(mood, again=fresh and view["text"] is not None)
        if not self.figure.isVisible():
            self.stand()
            self.figure.show()
        if view["text"] is None:
            self.bubble.hide()
        elif fresh or not self.bubble.isVisible():
            self.bubble.say(view["text"], view["buttons"])
            self._place_bubble()
            self.bubble.show()
            self.bubble.announce()
        self._tell_where()

    def _place_bubble(self) -> None:
        screens = self._screens()
        if not screens:
            return
        crown = round(CROWN[self.figure.motion.mood] * self._look.scale)
        width, height = self._size
        figure = Area(self.figure.x(), self.figure.y() + crown, width, height - crown)
        screen = placing.screen_under(screens, *figure.middle)
        place = placing.beside(figure, (self.bubble.width(), self.bubble.height()), screen.area)
        self.bubble.move(place.x, place.y)
        self.bubble.point(place.side, place.tail)

    def _dropped(self) -> None:
        screens = self._screens()
        if not screens:
            return
        figure = Area(self.figure.x(), self.figure.y(), *self._size)
        screen = placing.screen_under(screens, *figure.middle)
        self._last = screen.name
        self._places[screen.name] = placing.shares(screen, figure.x, figure.y, self._size)
        x, y = self._places[screen.name]
        self.told.emit({"told": "placed", "screen": screen.name, "x": x, "y": y})
        self.stand()

    def _tell_where(self) -> None:
        figure = self.figure
        screens = self._screens()
        middle = Area(figure.x(), figure.y(), *self._size).middle
        self.told.emit(
            {
                "told": "where",
                "visible": figure.isVisible(),
                "screen": placing.screen_under(screens, *middle).name if screens else "",
                "x": figure.x(),
                "y": figure.y(),
                "width": figure.width(),
                "height": figure.height(),
                "bubble": self.bubble.isVisible(),
            }
        )

    @property
    def _size(self) -> tuple[int, int]:
        return self.figure.width(), self.figure.height()

    def _screens(self) -> list[Screen]:
        """The main one first. A stand-in that Qt makes when all are gone has no size."""
        found = []
        main = self._app.primaryScreen()
        for screen in sorted(self._app.screens(), key=lambda screen: screen is not main):
            area = screen.availableGeometry()
            if area.width() > 0 and area.height() > 0:
                found.append(Screen(screen.name(), Area(area.x(), area.y(), area.width(), area.height())))
        return found

    def _watch(self, screen: QScreen) -> None:
        screen.availableGeometryChanged.connect(lambda _area: self.stand())
        QTimer.singleShot(0, self.stand)


class Wire(QObject):
    """Lines from standard input, read in a thread: Windows knows no other way to wait for a pipe."""

    came = Signal(dict)
    ended = Signal()

    def begin(self) -> None:
        threading.Thread(target=self._read, daemon=True, name="lines").start()

    def _read(self) -> None:
        for line in sys.stdin.buffer:
            try:
                told = json.loads(line)
            except ValueError:
                continue
            if isinstance(told, dict):
                self.came.emit(told)
        self.ended.emit()

    def tell(self, line: dict[str, Any]) -> None:
        try:
            sys.stdout.write(json.dumps(line) + "\n")
            sys.stdout.flush()
        except OSError:
            self.ended.emit()


def main() -> int:
    """The exit code: 0, or `NO_DISPLAY`."""
    if hasattr(os, "setsid") and sys.platform.startswith("linux"):
        import resource

        # Qt aborts where it finds no display: that is an answer, and no crash to be kept.
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    QGuiApplication.setHighDpiScaleFactorRoundingPolicy(Qt.HighDpiScaleFactorRoundingPolicy.PassThrough)
    app = QApplication(["skelly-figurine"])
    app.setQuitOnLastWindowClosed(False)
    app.setApplicationDisplayName("Skelly")
    if not app.screens():
        return NO_DISPLAY
    wire, stage = Wire(), Stage(app)
    stage.told.connect(wire.tell)
    wire.came.connect(stage.obey)
    wire.ended.connect(app.quit)
    wire.tell({"told": "up", "platform": app.platformName()})
    wire.begin()
    code: int = app.exec()
    # No interpreter's end while the reading thread may still be in its pipe.
    sys.stdout.flush()
    os._exit(code)
