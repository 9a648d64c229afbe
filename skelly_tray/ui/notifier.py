"""Quiet notifications: hears the journal, and has the desktop or the tray show what its presenter finds worth it."""

from __future__ import annotations

import logging
import math
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QImage

from skelly_tray.config.orchestrator_build import notifications_of
from skelly_tray.domain.status import ModuleState, SystemHealth, SystemStatus
from skelly_tray.ui.asking import ask
from skelly_tray.ui.desktop_bus import session_address
from skelly_tray.ui.desktop_notices import DEFAULT, DesktopNotices, Image
from skelly_tray.ui.icons import face
from skelly_tray.ui.ports import Core
from skelly_tray.ui.present.headline import Mood, title
from skelly_tray.ui.present.incidents import EVERYTHING, Stage
from skelly_tray.ui.present.looks import alive, look, wanted_down
from skelly_tray.ui.present.notice_words import Notice
from skelly_tray.ui.present.notices import Gone, Notices
from skelly_tray.ui.present.rows import module_names
from skelly_tray.ui.present.trial_notice import TRIAL, shown_by_desktop, shown_otherwise, trial_notice
from skelly_tray.ui.snooze import Snooze
from skelly_tray.ui.tray import TRAYLESS_PLATFORMS, Tray
from skelly_tray.ui.watch import SnapshotWatch

_logger = logging.getLogger(__name__)

SETTINGS = "orchestrator.notifications"
"""As in `config get`."""
SNOOZE = 3600.0
"""Seconds for which a notification's own button puts them off."""
MOST = 100
"""Notifications of which is remembered what they are about."""
HINT = "hint"
"""The key of what is no incident."""
IMAGE = 64
"""Pixels."""
MOODS = {
    Stage.GIVEN_UP: Mood.CRITICAL,
    Stage.RESTARTING: Mood.STARTING,
    Stage.FLAPPING: Mood.DEGRADED,
    Stage.FAILING: Mood.DEGRADED,
    Stage.LIMIT: Mood.DEGRADED,
    Stage.RECOVERED: Mood.HEALTHY,
}


class Notifier(QObject):
    """told: the module that the newest message of the tray is about, empty for several: where a click on it leads.

    wished: what was chosen in a notification (start, restart, logs or why), and of which module. window_wished: a
    click on one that tells of several. unseen: title and text of what neither the desktop nor the tray can show.
    label: of a home that is not the usual one.
    """

    told = Signal(str)
    wished = Signal(str, str)
    window_wished = Signal()
    unseen = Signal(str, str)

    def __init__(
        self,
        core: Core,
        watch: SnapshotWatch,
        tray: Tray,
        snooze: Snooze,
        parent: QObject | None = None,
        *,
        label: str = "",
        desktop: DesktopNotices | None = None,
    ) -> None:
        super().__init__(parent)
        self._core = core
        self._watch = watch
        self._tray = tray
        self._snooze = snooze
        self._notices = Notices(time.monotonic())
        self._modules: dict[str, str | None] = {}
        self._configured = False
        self.desktop = desktop or DesktopNotices(_address(), stage_image, self, name=title(label))
        self.desktop.chosen.connect(self._chosen)
        self.desktop.closed.connect(self._closed)
        self.desktop.unheard.connect(self._say)
        self.desktop.taken.connect(self._test_was_shown)
        self._test_told: Callable[[bool, str], None] | None = None
        self.desktop.held_back_changed.connect(self._hush)
        snooze.changed.connect(self._hush)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._tell)
        self._unsubscribe = core.subscribe_journal(self._heard)
        watch.changed.connect(self._configure_first)
        watch.changed.connect(self._seen)
        self._hush()
        self._configure_first()

    def close(self) -> None:
        """Nothing more is told, and what is shown is taken back."""
        self._timer.stop()
        self._unsubscribe()
        self.desktop.close()

    def send_test(self, told: Callable[[bool, str], None]) -> None:
        """Show one that says what it is, also while others are put off; `told` once, when it is known what became of
        it."""
        self._test_told = told
        told_off = self._snooze.active or self.desktop.held_back
        self.desktop.show(trial_notice(put_off=told_off))

    def _test_was_shown(self, key: str) -> None:
        if key == TRIAL:
            self._tell_of_test(True, shown_by_desktop(self.desktop.way, held_back=self.desktop.held_back))

    def _tell_of_test(self, fine: bool, text: str) -> None:
        told, self._test_told = self._test_told, None
        if told is not None:
            told(fine, text)

    def hint(self, title: str, text: str) -> None:
        """Something about the interface itself, no news of a module; a click on it leads to the window. Where Qt would
        draw it, it would lie upon the icon for as long as it is shown, and take the clicks on it."""
        self.desktop.show(Notice(HINT, title, text, Stage.RECOVERED, transient=True))

    # ---- when

    def _heard(self, entries: Sequence[Mapping[str, Any]]) -> None:
        now = time.monotonic()
        for entry in entries:
            self._notices.hear(entry, now)
        if any(entry.get("kind") == "config_changed" for entry in entries):
            self._configure()
        self._wait()

    def _seen(self) -> None:
        snapshot = self._watch.snapshot
        if snapshot is not None and self._notices.open:
            self._notices.see(_wellness(snapshot), time.monotonic())
            self._wait()

    def _hush(self) -> None:
        self._notices.set_quiet(self._snooze.active or self.desktop.held_back, time.monotonic())
        self._wait()

    def _wait(self) -> None:
        due_at = self._notices.due_at()
        if due_at is None:
            self._timer.stop()
            return
        self.desktop.prepare()
        self._timer.start(max(0, math.ceil((due_at - time.monotonic()) * 1000)))

    def _tell(self) -> None:
        snapshot = self._watch.snapshot
        modules = snapshot.modules if snapshot else {}
        required = {module_id for module_id, module in modules.items() if module.required}
        names = module_names(snapshot) if snapshot else {}
        match self._notices.take(time.monotonic(), self._watch.now, names, required):
            case Gone(key):
                self._modules.pop(key, None)
                self.desktop.withdraw(key)
            case Notice() as notice:
                self._modules[notice.key] = notice.module
                if len(self._modules) > MOST:
                    del self._modules[next(iter(self._modules))]
                self.desktop.show(notice)
            case None:
                pass
        self._wait()

    # ---- as the user has configured it

    def _configure_first(self) -> None:
        """A core elsewhere may not be there at first: it has answered once its first snapshot comes."""
        if not self._configured and self._watch.snapshot is not None:
            self._configured = True
            self._watch.changed.disconnect(self._configure_first)
            self._configure()

    def _configure(self) -> None:
        ask(self, self._core, "config.get", {"key": SETTINGS}, self._take_settings, self._refused)

    def _take_settings(self, row: Mapping[str, Any]) -> None:
        settings = notifications_of(row.get("value") or {})
        if settings is not None:
            self._notices.configure(settings)
            self._wait()

    def _refused(self, why: str) -> None:
        _logger.warning("the settings of notifications were not looked up: %s", why)

    # ---- what comes of it

    def _say(self, notice: Notice) -> None:
        """There is no server: the tray says it, or whoever hears `unseen`."""
        self.told.emit(notice.module or "")
        self._tray.say(notice.title, notice.text)
        seen = self._tray.available()
        if not seen:
            self.unseen.emit(notice.title, notice.text)
        if notice.key == TRIAL:
            self._tell_of_test(seen, shown_otherwise(by_tray=seen))

    def _closed(self, key: str) -> None:
        self._notices.dismissed(key)

    def _chosen(self, key: str, action: str) -> None:
        module_id = self._modules.get(key)
        module = self._watch.module(module_id) if module_id else None
        if action == "snooze":
            self._snooze.for_seconds(SNOOZE)
        elif module_id is None or module is None:
            self.window_wished.emit()
        elif action in ("retry", "restart"):
            self.wished.emit("restart" if alive(module) else "start", module_id)
        elif action in ("logs", "why", DEFAULT):
            self.wished.emit("logs" if action == "logs" else "why", module_id)


def _wellness(snapshot: SystemHealth) -> dict[str, bool]:
    """Of each module that is wanted, whether it is as it should be."""
    well = {EVERYTHING: snapshot.status not in (SystemStatus.STARTING, SystemStatus.STOPPING)}
    for module_id, module in snapshot.modules.items():
        if not wanted_down(module):
            well[module_id] = not look(module).rank.trouble and module.state is ModuleState.RUNNING
    return well


def _address() -> str:
    """Of the bus where notifications are shown; empty where that is not how it is done."""
    there = sys.platform == "linux" and QGuiApplication.platformName() not in TRAYLESS_PLATFORMS
    return session_address() if there else ""


@cache
def stage_image(stage: Stage) -> Image:
    """The icon that the tray has at such a time, for a notification."""
    image = face(MOODS[stage], IMAGE).convertToFormat(QImage.Format.Format_RGBA8888)
    return IMAGE, IMAGE, image.bytesPerLine(), True, 8, 4, bytes(image.constBits())
