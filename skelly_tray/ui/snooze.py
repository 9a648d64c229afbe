"""Notifications put off by the user, until a time of the wall clock; kept over restarts of ours."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import datetime, timedelta
from datetime import time as time_of_day

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from skelly_tray.ui.preferences import Preferences

MORNING = time_of_day(8)
"""When tomorrow begins, in the time of the user."""
SLEEP = 4 * 3600.0
"""Seconds: a morning that is nearer than this is not yet tomorrow's."""
LONGEST = 48 * 3600.0
"""Seconds: what lasts longer comes of a clock that was set back, and counts as over."""
LOOK = 300.0
"""Seconds after which the clock is looked at, at the latest: a timer does not run while the machine sleeps."""


class Snooze(QObject):
    """`changed` comes when it begins, is set to another time, or ends, by the clock or by the user.

    now: the wall clock, seconds since the epoch.
    """

    changed = Signal()

    def __init__(
        self,
        preferences: Preferences,
        parent: QObject | None = None,
        *,
        now: Callable[[], float] = time.time,
    ) -> None:
        super().__init__(parent)
        self._preferences = preferences
        self._now = now
        self._until: float | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setTimerType(Qt.TimerType.CoarseTimer)
        self._timer.timeout.connect(self._look)
        kept = preferences.snoozed_until
        if kept is not None and self._lasts(kept):
            self._until = kept
            self._wait()

    @property
    def until(self) -> float | None:
        """When it ends, in seconds since the epoch; None while nothing is put off."""
        return self._until if self._until is not None and self._lasts(self._until) else None

    @property
    def active(self) -> bool:
        return self.until is not None

    def for_seconds(self, seconds: float) -> None:
        """From now on, instead of what was set before."""
        self._set(self._now() + seconds)

    def until_tomorrow(self) -> None:
        self._set(tomorrow(self._now()))

    def end(self) -> None:
        """Notifications come again; nothing when none are put off."""
        if self._until is not None:
            self._set(None)

    def _lasts(self, until: float) -> bool:
        return 0 < until - self._now() <= LONGEST

    def _set(self, until: float | None) -> None:
        self._until = until
        self._preferences.remember_snoozed_until(until)
        self._wait()
        self.changed.emit()

    def _wait(self) -> None:
        if self._until is None:
            self._timer.stop()
        else:
            self._timer.start(round(1000 * min(max(self._until - self._now(), 0.0), LOOK)) + 1)

    def _look(self) -> None:
        if self.active:
            self._wait()
        else:
            self.end()


def tomorrow(now: float) -> float:
    """The next morning that is worth the name. Both are seconds since the epoch."""
    today = datetime.fromtimestamp(now).date()  # noqa: DTZ006  (the morning of the user)
    mornings = (datetime.combine(today + timedelta(days=days), MORNING).timestamp() for days in range(3))
    return next(morning for morning in mornings if morning - now >= SLEEP)
