"""Pauses and resumes capturing, by a request to the bundled module: what it reports afterwards is what is shown."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, Signal

from skelly_tray.ui.asking import ask
from skelly_tray.ui.ports import Core
from skelly_tray.ui.present.capture import CAPTURE, minutes_until
from skelly_tray.ui.present.words import tr
from skelly_tray.ui.snooze import tomorrow
from skelly_tray.ui.watch import SnapshotWatch

ANSWER_WITHIN = 10.0
"""Seconds."""


class CaptureSwitch(QObject):
    """failed: a title and a sentence, when an order was not carried out. now: the wall clock, in seconds since 1970."""

    failed = Signal(str, str)

    def __init__(
        self,
        core: Core,
        watch: SnapshotWatch,
        parent: QObject | None = None,
        *,
        now: Callable[[], float] = time.time,
    ) -> None:
        super().__init__(parent)
        self._core = core
        self._watch = watch
        self._now = now
        self._asked: int | None = None
        watch.changed.connect(self._look)

    def _look(self) -> None:
        """A module that has just been started has not reported yet, and may be paused from before: it is asked
        something, for after every question the core has it report at once."""
        module = self._watch.module(CAPTURE)
        if module is None or not (module.native and module.ready) or "paused" in module.metrics:
            return
        if module.incarnation != self._asked:
            self._asked = module.incarnation
            asked = {"module": CAPTURE, "method": "sources", "params": {}, "timeout": ANSWER_WITHIN}
            ask(self, self._core, "call", asked, lambda _: None, lambda _: None)

    def order(self, how: str) -> None:
        """how: minutes as a number, `tomorrow`, or `resume`."""
        if how == "resume":
            self._call("resume", {}, tr("Capture was not resumed"))
            return
        now = self._now()
        minutes = minutes_until(tomorrow(now), now) if how == "tomorrow" else float(how)
        self._call("pause", {"minutes": round(minutes, 2)}, tr("Capture was not paused"))

    def _call(self, method: str, params: dict[str, Any], failed: str) -> None:
        asked = {"module": CAPTURE, "method": method, "params": params, "timeout": ANSWER_WITHIN}
        ask(
            self,
            self._core,
            "call",
            asked,
            lambda _: None,
            lambda error: self.failed.emit(failed, tr("It goes on as before: {why}", why=error)),
        )
