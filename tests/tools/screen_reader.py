"""Reads a program as a screen reader does: over the accessibility bus of the desktop (AT-SPI), not in its process."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from jeepney import DBusAddress, MessageType, Properties, message_bus, new_method_call
from jeepney.io.blocking import DBusConnection, open_dbus_connection

from tests.tools.desktop import Desktop, until

LAUNCHERS = ("/usr/libexec/at-spi-bus-launcher", "/usr/lib/at-spi2-core/at-spi-bus-launcher")
REGISTRY = "org.a11y.atspi.Registry"
ROOT = "/org/a11y/atspi/accessible/root"
ACCESSIBLE = "org.a11y.atspi.Accessible"
FOCUSABLE, SHOWING = 11, 25
"""The numbers of these states."""
WITHIN = 10.0
MOST = 600
"""Things read of one window."""


def launcher() -> str:
    """What starts the bus; empty where there is none."""
    return next((path for path in LAUNCHERS if Path(path).exists()), "")


@dataclass(frozen=True, slots=True)
class Thing:
    """What would be said of one widget, row or tab."""

    role: str
    name: str
    description: str
    focusable: bool


class ScreenReader:
    def __init__(self, desktop: Desktop) -> None:
        desktop.run(launcher(), "--launch-immediately")
        self._session = open_dbus_connection(desktop.bus)
        until(self._found, "the accessibility bus starts")
        address = self._ask(self._session, "org.a11y.Bus", "/org/a11y/bus", "org.a11y.Bus", "GetAddress")[0]
        self._bus = open_dbus_connection(str(address))

    def close(self) -> None:
        self._bus.close()
        self._session.close()

    def windows(self) -> list[tuple[str, str]]:
        """All that every program shows, as (bus name, path)."""
        found = []
        for name, path in self._children(REGISTRY, ROOT):
            found += self._children(name, path)
        return found

    def read(self, title: str) -> list[Thing]:
        """Everything in the window with this title, from its top to its end."""
        for name, path in self.windows():
            if title in str(self._property(name, path, "Name")):
                return list(self._walk(name, path))
        return []

    def _walk(self, name: str, top: str) -> Iterator[Thing]:
        todo, count = [top], 0
        while todo and count < MOST:
            path, count = todo.pop(), count + 1
            states = self._ask(self._bus, name, path, ACCESSIBLE, "GetState")[0]
            if path != top and not _has(states, SHOWING):
                continue
            role = self._ask(self._bus, name, path, ACCESSIBLE, "GetRoleName")[0]
            told, more = (str(self._property(name, path, key)) for key in ("Name", "Description"))
            yield Thing(str(role), told, more, _has(states, FOCUSABLE))
            todo += [child for _, child in reversed(self._children(name, path))]

    def _children(self, name: str, path: str) -> list[tuple[str, str]]:
        return [tuple(each) for each in self._ask(self._bus, name, path, ACCESSIBLE, "GetChildren")[0]]

    def _property(self, name: str, path: str, key: str) -> Any:
        address = DBusAddress(path, bus_name=name, interface=ACCESSIBLE)
        reply = self._bus.send_and_get_reply(Properties(address).get(key), timeout=WITHIN)
        return reply.body[0][1] if reply.header.message_type is MessageType.method_return else ""

    def _found(self) -> bool:
        names = self._session.send_and_get_reply(message_bus.ListNames(), timeout=WITHIN).body[0]
        return "org.a11y.Bus" in names

    @staticmethod
    def _ask(
        bus: DBusConnection,
        name: str,
        path: str,
        interface: str,
        method: str,
        kinds: str = "",
        *values: object,
    ) -> Any:
        address = DBusAddress(path, bus_name=name, interface=interface)
        call = new_method_call(address, method, kinds, values) if kinds else new_method_call(address, method)
        reply = bus.send_and_get_reply(call, timeout=WITHIN)
        assert reply.header.message_type is MessageType.method_return, (method, name, path, reply.body)
        return reply.body


def _has(states: list[int], number: int) -> bool:
    return bool(states[number // 32] & 1 << number % 32)
