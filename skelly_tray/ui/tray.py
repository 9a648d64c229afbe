"""The tray icon: shape, tooltip and clicks; made anew when a tray host arrives after us."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QSystemTrayIcon

from skelly_tray.domain.status import SystemHealth
from skelly_tray.ui.icons import tray_icon
from skelly_tray.ui.menu import TrayMenu
from skelly_tray.ui.present.headline import Mood, mood, tooltip

TRAYLESS_PLATFORMS = ("offscreen", "minimal", "vnc", "linuxfb", "eglfs")
"""Qt platforms without a panel: an icon there would only make Qt complain."""

WATCHER = "org.kde.StatusNotifierWatcher"


class Tray(QObject):
    """One icon with one menu.

    Qt chooses the way into the panel when a `QSystemTrayIcon` is made, and never again: an icon made before
    the panel stays invisible for ever. So we watch for the panel and make another one when it comes.
    """

    clicked = Signal()
    message_clicked = Signal()
    arrived = Signal()
    """A tray host came up after us, and the icon was made anew for it."""

    def __init__(self, menu: TrayMenu, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._menu = menu
        self._mood = Mood.STARTING
        self._tooltip = tooltip(None)
        self._icon: QSystemTrayIcon | None = None
        self._host_watch = _host_watch(self)
        self._make_icon()

    @staticmethod
    def available() -> bool:
        """Whether there is a tray to be seen in; the only call of Qt's that tells the truth about it."""
        return QSystemTrayIcon.isSystemTrayAvailable()

    def render_snapshot(self, snapshot: SystemHealth | None) -> None:
        shape, text = mood(snapshot), tooltip(snapshot)
        if shape is not self._mood:
            self._mood = shape
            if self._icon:
                self._icon.setIcon(tray_icon(shape))
        if text != self._tooltip:
            self._tooltip = text
            if self._icon:
                self._icon.setToolTip(text)

    def say(self, title: str, text: str) -> None:
        """One passing message; nothing when there is no tray."""
        if self._icon and self.available():
            self._icon.showMessage(title, text, tray_icon(self._mood))

    def close(self) -> None:
        if self._icon:
            self._icon.hide()
            self._icon.deleteLater()
            self._icon = None

    def _make_icon(self) -> None:
        self.close()
        if QGuiApplication.platformName() in TRAYLESS_PLATFORMS:
            return
        self._icon = QSystemTrayIcon(tray_icon(self._mood), self)
        self._icon.setObjectName("tray-icon")
        self._icon.setToolTip(self._tooltip)
        self._icon.setContextMenu(self._menu)
        self._icon.activated.connect(self._activated)
        self._icon.messageClicked.connect(self.message_clicked)
        self._icon.show()

    def _activated(self, reason: QSystemTrayIcon.ActivationReason) -> None:
        """A left click only: XEmbed follows it by a DoubleClick, and a middle click does nothing."""
        if reason == QSystemTrayIcon.ActivationReason.Trigger:
            self.clicked.emit()

    def host_came(self) -> None:
        """A panel registered itself. It needs a moment before it answers, hence the next turn."""
        QTimer.singleShot(0, self, self._adopt_host)

    def _adopt_host(self) -> None:
        self._make_icon()
        self.arrived.emit()


def _host_watch(tray: Tray) -> QObject | None:
    """Calls `tray.host_came` for a panel that was not there when we looked; None where there is no D-Bus."""
    from PySide6.QtDBus import QDBusConnection, QDBusServiceWatcher

    if QGuiApplication.platformName() in TRAYLESS_PLATFORMS:
        return None
    bus = QDBusConnection.sessionBus()
    if not bus.isConnected():
        return None
    watcher = QDBusServiceWatcher(WATCHER, bus, QDBusServiceWatcher.WatchModeFlag.WatchForRegistration, tray)
    already = bus.interface().isServiceRegistered(WATCHER).value()
    if not already:
        # Only the first time: an icon that was made for a host finds it again by itself.
        def first(_name: str) -> None:
            watcher.serviceRegistered.disconnect(first)
            tray.host_came()

        watcher.serviceRegistered.connect(first)
    return watcher
