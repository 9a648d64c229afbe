"""The tray icon: shape, tooltip and clicks; made anew when a tray host arrives after us, or another kind of one.

Qt chooses the way into the panel when a `QSystemTrayIcon` is made, and never again: an icon made before the panel stays
invisible for ever, and one made for XEmbed does not move to a panel that speaks D-Bus.
"""

from __future__ import annotations

import math
import sys
import time
from enum import Enum

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QSystemTrayIcon

from skelly_tray.domain.status import SystemHealth
from skelly_tray.ui.icons import tray_icon
from skelly_tray.ui.menu import TrayMenu
from skelly_tray.ui.present.headline import Mood, mood, tooltip

TRAYLESS_PLATFORMS = ("offscreen", "minimal", "vnc", "linuxfb", "eglfs")
"""Qt platforms without a panel: an icon there would only make Qt complain."""

WATCHER = "org.kde.StatusNotifierWatcher"

LOOK_MS = 5000
"""Between two looks for a panel that says nothing of itself: one that speaks XEmbed."""
LOST_MS = 10_000
"""So long a panel may be away, to be started again, before it counts as lost."""


class Backend(Enum):
    """The ways into a panel; the values are for people."""

    NONE = "none: no tray host answers"
    DBUS = "StatusNotifierItem (D-Bus)"
    XEMBED = "XEmbed (X11)"
    NATIVE = "native"


class Tray(QObject):
    """One icon with one menu.

    clicked, middle_clicked, double_clicked: on the icon, where the panel tells of them. arrived: a tray host came up
    after us, or came back. lost: there is none any more, and none has come in its place.
    """

    clicked = Signal()
    middle_clicked = Signal()
    double_clicked = Signal()
    message_clicked = Signal()
    arrived = Signal()
    lost = Signal()

    def __init__(self, menu: TrayMenu, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._menu = menu
        self._mood, self._snoozed = Mood.STARTING, False
        self._tooltip = tooltip(None)
        self._icon: QSystemTrayIcon | None = None
        self._made_for = Backend.NONE
        self._clicked_at = -math.inf
        self._is_lost = False
        self._lost_timer = QTimer(self)
        self._lost_timer.setSingleShot(True)
        self._lost_timer.setInterval(LOST_MS)
        self._lost_timer.timeout.connect(self._count_as_lost)
        self._look_timer = QTimer(self)
        self._look_timer.setInterval(LOOK_MS)
        self._look_timer.setTimerType(Qt.TimerType.VeryCoarseTimer)
        self._look_timer.timeout.connect(self.look)
        self._watcher = _watcher(self)
        self._make_icon(present_backend())
        self._look_on(self._made_for)

    @staticmethod
    def available() -> bool:
        """Whether there is a tray to be seen in; the only call of Qt's that tells the truth about it."""
        return QSystemTrayIcon.isSystemTrayAvailable()

    @property
    def backend(self) -> Backend:
        """How the icon is in the panel now."""
        return self._made_for if self._made_for is not Backend.NONE and self.available() else Backend.NONE

    def render_snapshot(
        self, snapshot: SystemHealth | None, *, label: str = "", snoozed: str = "", capture: str = ""
    ) -> None:
        """label: of a home that is not the usual one. snoozed: until when notifications are put off. capture: what is
        to be said of its pause."""
        shape = mood(snapshot)
        text = tooltip(snapshot, label=label, snoozed=snoozed, capture=capture)
        if (shape, bool(snoozed)) != (self._mood, self._snoozed):
            self._mood, self._snoozed = shape, bool(snoozed)
            if self._icon:
                self._icon.setIcon(tray_icon(shape, snoozed=self._snoozed))
        if text != self._tooltip:
            self._tooltip = text
            if self._icon:
                self._icon.setToolTip(text)

    def say(self, title: str, text: str) -> None:
        """One passing message; nothing when there is no tray."""
        if self._icon and self.available():
            self._icon.showMessage(title, text, tray_icon(self._mood))

    def close(self) -> None:
        """No icon any more, and none that comes back."""
        self._look_timer.stop()
        self._lost_timer.stop()
        self._watcher = None
        self._drop_icon()

    def _drop_icon(self) -> None:
        if self._icon:
            self._icon.hide()
            self._icon.deleteLater()
            self._icon = None

    def _make_icon(self, present: Backend) -> None:
        """present: what was found; asked again, a panel that is just going might be gone, and would never be missed."""
        self._drop_icon()
        if not _has_panels():
            return
        self._made_for = present
        self._icon = QSystemTrayIcon(tray_icon(self._mood, snoozed=self._snoozed), self)
        self._icon.setObjectName("tray-icon")
        self._icon.setToolTip(self._tooltip)
        self._icon.setContextMenu(self._menu)
        self._icon.activated.connect(self._activated)
        self._icon.messageClicked.connect(self.message_clicked)
        self._icon.show()

    def _activated(self, reason: QSystemTrayIcon.ActivationReason) -> None:
        """A double click comes after the click that began it, and from panels on D-Bus as two clicks."""
        again, self._clicked_at = time.monotonic() - self._clicked_at, -math.inf
        match reason:
            case QSystemTrayIcon.ActivationReason.Trigger if again * 1000 < _double_click_ms():
                self.double_clicked.emit()
            case QSystemTrayIcon.ActivationReason.Trigger:
                self.clicked.emit()
                self._clicked_at = (
                    time.monotonic()
                )  # afterwards: to show a window may take longer than a click
            case QSystemTrayIcon.ActivationReason.MiddleClick:
                self.middle_clicked.emit()
            case QSystemTrayIcon.ActivationReason.DoubleClick:
                self.double_clicked.emit()
            case _:
                pass

    # ---- hosts that come and go

    def host_changed(self) -> None:
        """A panel came or went. It needs a moment before it answers, hence the next turn."""
        if self._watcher is not None:
            QTimer.singleShot(0, self, self.look)

    def look(self) -> None:
        """Fit the icon to the panel that is there now."""
        present = present_backend()
        if present is Backend.NONE:
            if not self._is_lost and not self._lost_timer.isActive():
                self._lost_timer.start()
        else:
            self._found(present)
        self._look_on(present)

    def _found(self, present: Backend) -> None:
        missed = self._is_lost or self._made_for is Backend.NONE
        self._lost_timer.stop()
        self._is_lost = False
        if present is not self._made_for:
            self._make_icon(present)
        if missed:
            self.arrived.emit()

    def _count_as_lost(self) -> None:
        """Only what was there can be lost: at the start nobody has seen it."""
        if present_backend() is Backend.NONE and self._made_for is not Backend.NONE:
            self._is_lost = True
            self.lost.emit()

    def _look_on(self, present: Backend) -> None:
        """A panel on D-Bus says itself that it comes and goes; on X11 there may be one that does not."""
        quiet = QGuiApplication.platformName() != "xcb" or present is Backend.DBUS
        if quiet:
            self._look_timer.stop()
        elif not self._look_timer.isActive():
            self._look_timer.start()


def present_backend() -> Backend:
    """What kind of panel there is now."""
    if not _has_panels() or not QSystemTrayIcon.isSystemTrayAvailable():
        return Backend.NONE
    if sys.platform != "linux":
        return Backend.NATIVE
    if _watcher_is_there():
        return Backend.DBUS
    return Backend.XEMBED if QGuiApplication.platformName() == "xcb" else Backend.NONE


def _double_click_ms() -> int:
    return QGuiApplication.styleHints().mouseDoubleClickInterval()


def _has_panels() -> bool:
    return QGuiApplication.platformName() not in TRAYLESS_PLATFORMS


def _watcher_is_there() -> bool:
    from PySide6.QtDBus import QDBusConnection

    bus = QDBusConnection.sessionBus()
    return bus.isConnected() and bool(bus.interface().isServiceRegistered(WATCHER).value())


def _watcher(tray: Tray) -> QObject | None:
    """Calls `tray.host_changed` when a panel comes or goes; None where there is no D-Bus."""
    from PySide6.QtDBus import QDBusConnection, QDBusServiceWatcher

    bus = QDBusConnection.sessionBus()
    if not _has_panels() or not bus.isConnected():
        return None
    both = QDBusServiceWatcher.WatchModeFlag.WatchForOwnerChange
    watcher = QDBusServiceWatcher(WATCHER, bus, both, tray)
    watcher.serviceRegistered.connect(lambda _name: tray.host_changed())
    watcher.serviceUnregistered.connect(lambda _name: tray.host_changed())
    return watcher
