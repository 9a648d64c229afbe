"""Draws what belongs to a session, for `tests.screenshots`: the first start, a pause of capture, questions about all.

`python -m tests.screenshots_session FOLDER` draws these alone; it needs no display.
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtGui import QFont, QPixmap
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from skelly_tray.domain.status import SystemHealth, SystemStatus
from skelly_tray.ui.application import TrayApplication
from skelly_tray.ui.dialogs.welcome import WelcomeDialog
from tests.screenshots_tray import menus
from tests.ui.fake_autostart import CANNOT, FakeAutostart
from tests.ui.fake_core import FakeCore, calm_modules, running, snapshot

Keep = Callable[[QPixmap, str], None]
SMALL = (420, 360)


def capturing(paused_until: float | None) -> SystemHealth:
    """paused_until: seconds since the epoch; None: it captures."""
    metrics = {"paused": float(paused_until is not None), "paused_until": paused_until or 0.0}
    modules = {key: module for key, module in calm_modules().items() if key != "capture"}
    return snapshot(
        modules={**modules, "data_capture": running("Data capture", native=True, metrics=metrics)}
    )


def _shot(widget: QWidget, keep: Keep, name: str) -> None:
    QTest.qWait(120)
    keep(widget.grab(), name)


def draw_welcome(app: QApplication, theme: str, place: Path, keep: Keep) -> None:
    core = FakeCore(snapshot(SystemStatus.STOPPED, {}))
    core.answers["config.begin"] = {"errors": ["it could not be stored: No space left on device"]}
    tray = TrayApplication(app, core, state_dir=place, theme=theme, host_grace_ms=10**7)
    for autostart, name in ((FakeAutostart(), "welcome"), (FakeAutostart(CANNOT), "welcome-no-login")):
        tray.welcome(autostart)
        dialog = tray.welcoming
        assert isinstance(dialog, WelcomeDialog)
        _shot(dialog, keep, name)
        if autostart.now is CANNOT:
            dialog.start.click()
            _shot(dialog, keep, "welcome-failed")
        size = dialog.size()
        dialog.resize(*SMALL)
        _shot(dialog, keep, f"{name}-small")
        dialog.resize(size)
        dialog.deleteLater()
        QTest.qWait(10)
    tray._show_without_tray()
    assert tray.window is not None
    for name, width, height in (("", 1180, 760), ("-small", 560, 420)):
        tray.window.resize(width, height)
        _shot(tray.window, keep, f"window-without-tray{name}")
    tray.close()


def draw_all(app: QApplication, theme: str, place: Path, keep: Keep) -> None:
    core = FakeCore(capturing(None))
    tray = TrayApplication(app, core, state_dir=place, theme=theme, host_grace_ms=10**7)
    keep(menus(tray, "Pause capture"), "capture-running")
    core.publish(capturing(tray.watch.now + 900))
    keep(menus(tray, "Capture is paused"), "capture-paused")
    core.publish(capturing(0.0))
    keep(menus(tray, "Capture is paused"), "capture-paused-without-end")
    for do in ("stop", "restart"):
        tray.actions.act_on_all(do)
        _shot(tray.desk.show(f"{do}_how"), keep, f"ask-{do}-all")
    tray.close()


class Slept(FakeCore):
    """A core on a machine that slept from five minutes ago to two minutes ago."""

    def _answer_samples(self, params: Mapping[str, Any]) -> dict[str, Any]:
        answer, now = super()._answer_samples(params), time.time()
        for samples in answer.values():
            awake = [n for n, at in enumerate(samples["time"]) if not now - 300 < at < now - 120]
            for name, values in samples.items():
                if len(values) == len(samples["health" if "health" in samples else "time"]):
                    samples[name] = [values[n] for n in awake if n < len(values)]
        return answer


def draw_suspend(app: QApplication, theme: str, place: Path, keep: Keep) -> None:
    core = Slept(snapshot())
    tray = TrayApplication(app, core, state_dir=place, theme=theme, start_hidden=False, host_grace_ms=10**7)
    assert tray.window is not None
    tray.window.table.choose("storage")
    QTest.qWait(2500)
    _shot(tray.window, keep, "window-slept")
    tray.close()


def draw_session(app: QApplication, theme: str, keep: Keep) -> None:
    """All of it, in one theme."""
    for draw in (draw_welcome, draw_all, draw_suspend):
        with tempfile.TemporaryDirectory() as place:
            draw(app, theme, Path(place), keep)


def main(arguments: list[str]) -> int:
    if len(arguments) != 1:
        print(__doc__, file=sys.stderr)
        return 2
    folder = Path(arguments[0])
    folder.mkdir(parents=True, exist_ok=True)
    app = QApplication([])
    app.setFont(QFont("Inter", 10))
    for theme in ("light", "dark"):
        draw_session(
            app, theme, lambda picture, name, theme=theme: picture.save(str(folder / f"{name}-{theme}.png"))
        )  # type: ignore[misc]
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
