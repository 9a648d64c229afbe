"""Tells the figurine where our windows are, so that it covers none of their buttons: it is a window of another process,
above all others."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtGui import QGuiApplication, QWindow
from PySide6.QtWidgets import QApplication

from skelly_tray.domain.status import ModuleState
from skelly_tray.ui.asking import ask
from skelly_tray.ui.ports import Core
from skelly_tray.ui.watch import SnapshotWatch

FIGURINE = "cute_figurine"
"""Id of the bundled module."""
SETTLED_MS = 300
"""A window that is being moved is told of when it rests."""
ANSWER_WITHIN = 10.0
"""Seconds."""
MOST = 16
"""Windows that it can be told of."""


class Clearance(QObject):
    """Tells only what has changed, and only while there is a figurine to be told."""

    def __init__(self, core: Core, watch: SnapshotWatch, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._core = core
        self._watch = watch
        self._told: tuple[int, dict[str, Any] | None] | None = None
        self._followed: set[QWindow] = set()
        self._settled = QTimer(self)
        self._settled.setSingleShot(True)
        self._settled.setInterval(SETTLED_MS)
        self._settled.timeout.connect(self._tell)
        app = QGuiApplication.instance()
        assert isinstance(app, QGuiApplication)
        app.focusWindowChanged.connect(self._moved)
        watch.changed.connect(self._look)

    def _look(self) -> None:
        """A figurine that has just come knows of no window."""
        if self._told is None or self._incarnation() not in (None, self._told[0]):
            self._moved()

    def _moved(self, *_: object) -> None:
        if self._incarnation() is not None:
            self._settled.start()

    def _incarnation(self) -> int | None:
        """Of the figurine that can be told; None where there is none."""
        module = self._watch.module(FIGURINE)
        told = module is not None and module.native and module.ready and module.state is ModuleState.RUNNING
        return module.incarnation if module is not None and told else None

    def _tell(self) -> None:
        incarnation = self._incarnation()
        if incarnation is None or QGuiApplication.platformName().startswith("wayland"):
            return  # Wayland tells nobody where their windows are
        params = self._windows()
        if (incarnation, params) != self._told:
            self._told = (incarnation, params)
            self._call(params)

    def close(self) -> None:
        """There are no windows any more; the figurine may live on. Idempotent."""
        self._settled.stop()
        if self._told is not None and self._incarnation() == self._told[0]:
            self._call({"areas": [], "in_use": False})
        self._told = None

    def _call(self, params: dict[str, Any]) -> None:
        asked = {"module": FIGURINE, "method": "keep_clear", "params": params, "timeout": ANSWER_WITHIN}
        ask(self, self._core, "call", asked, lambda _: None, self._failed)

    def _failed(self, _why: str) -> None:
        """It is told again when something moves; one of before this method does not know it."""
        if self._told is not None:
            self._told = (self._told[0], None)

    def _windows(self) -> dict[str, Any]:
        areas, in_use = [], False
        for widget in QApplication.topLevelWidgets():
            kind = widget.windowType() in (Qt.WindowType.Window, Qt.WindowType.Dialog)
            if not kind or not widget.isVisible() or widget.isMinimized():
                continue
            self._follow(widget.windowHandle())
            place = widget.frameGeometry()
            areas.append([place.x(), place.y(), place.width(), place.height()])
            in_use = in_use or widget.isActiveWindow()
        return {"areas": sorted(areas)[:MOST], "in_use": in_use}

    def _follow(self, window: QWindow) -> None:
        if window in self._followed:
            return
        self._followed.add(window)
        window.destroyed.connect(lambda: self._followed.discard(window))
        for moved in (
            window.xChanged,
            window.yChanged,
            window.widthChanged,
            window.heightChanged,
            window.visibilityChanged,
        ):
            moved.connect(self._moved)
