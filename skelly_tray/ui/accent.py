"""The accent colour of the desktop: asked of its portal on Linux, and followed; elsewhere as Qt was told of it."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from skelly_tray.ui.desktop_bus import DesktopBus, session_address

if TYPE_CHECKING:
    from jeepney import Message

NAME = "org.freedesktop.portal.Desktop"
PATH = "/org/freedesktop/portal/desktop"
SETTINGS = "org.freedesktop.portal.Settings"
NAMESPACE, KEY = "org.freedesktop.appearance", "accent-color"
"""https://flatpak.github.io/xdg-desktop-portal: `(ddd)`, each 0 to 1; what is outside of that means none."""


class SystemAccent(QObject):
    """`changed` when `colour` is another. usual: what Qt was told of it, `#rrggbb`. address: of the session bus."""

    changed = Signal()

    def __init__(self, usual: str, parent: QObject | None = None, *, address: str | None = None) -> None:
        super().__init__(parent)
        self._usual = usual
        self._told: str | None = None
        self._bus: DesktopBus | None = None
        there = (session_address() if sys.platform == "linux" else "") if address is None else address
        if there:
            self._connect(there)

    @property
    def colour(self) -> str:
        """`#rrggbb`."""
        return self._told or self._usual

    def close(self) -> None:
        """Follow it no more."""
        if self._bus is not None:
            self._bus.close()
            self._bus = None

    def _connect(self, address: str) -> None:
        bus = DesktopBus(address, self)
        if not bus.open():
            bus.deleteLater()
            return
        from jeepney import DBusAddress, MatchRule, message_bus, new_method_call

        self._bus = bus
        bus.signalled.connect(self._signalled)
        rule = MatchRule(type="signal", interface=SETTINGS, member="SettingChanged", path=PATH)
        rule.add_arg_condition(0, NAMESPACE)
        bus.tell(message_bus.AddMatch(rule))
        # Not ReadOne: older portals do not have it. Read answers with a variant in a variant.
        asked = new_method_call(DBusAddress(PATH, NAME, SETTINGS), "Read", "ss", (NAMESPACE, KEY))
        bus.ask(asked, self._answered)

    def _answered(self, answer: Message | None) -> None:
        if answer is not None and answer.body:
            self._take(answer.body[0])

    def _signalled(self, message: Message) -> None:
        body = message.body
        if len(body) == 3 and body[:2] == (NAMESPACE, KEY):
            self._take(body[2])

    def _take(self, told: Any) -> None:
        """told: a variant, as (signature, value), which may hold another."""
        colour = accent_of(told)
        if colour != self._told:
            self._told = colour
            self.changed.emit()


def accent_of(told: Any) -> str | None:
    """What the portal has told as `#rrggbb`; None for no accent, and for what is none."""
    for _ in range(3):
        if isinstance(told, tuple) and len(told) == 2 and isinstance(told[0], str):
            told = told[1]
    match told:
        case (float() as red, float() as green, float() as blue):
            channels = (red, green, blue)
        case _:
            return None
    if not all(0.0 <= channel <= 1.0 for channel in channels):
        return None
    return "#" + "".join(f"{round(channel * 255):02X}" for channel in channels)
