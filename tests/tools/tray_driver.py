"""Reads and clicks a tray icon as a panel does: StatusNotifierItem and its menu over D-Bus, no pixels."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from typing import Any

from jeepney import DBusAddress, Message, MessageType, Properties, new_method_call
from jeepney.io.blocking import DBusConnection, open_dbus_connection

from tests.tools.tray_host import WATCHER

ANSWER_WITHIN = 10.0


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of the menu as the panel gets it."""

    id: int
    label: str
    enabled: bool
    visible: bool
    separator: bool
    entries: list[Entry] = field(default_factory=list)

    def find(self, label: str) -> Entry:
        """The first visible entry below this one whose label contains the text; those of submenus come after all that
        are nearer. Raises LookupError."""
        level = self.entries
        while level := [entry for entry in level if entry.visible]:
            for entry in level:
                if label in entry.label:
                    return entry
            level = [below for entry in level for below in entry.entries]
        raise LookupError(f"no entry {label!r} among {self.all_labels()}")

    def labels(self) -> list[str]:
        return [entry.label for entry in self.entries if entry.visible and not entry.separator]

    def all_labels(self) -> list[str]:
        """Those of submenus too, each below the one it belongs to."""
        shown = [entry for entry in self.entries if entry.visible and not entry.separator]
        return [label for entry in shown for label in (entry.label, *entry.all_labels())]


class TrayDriver:
    """One icon on one session bus."""

    def __init__(self, bus: str) -> None:
        self._connection: DBusConnection = open_dbus_connection(bus)

    def close(self) -> None:
        self._connection.close()

    def items(self) -> list[str]:
        """The registered items; empty without a host."""
        try:
            return list(self._property(WATCHER, "RegisteredStatusNotifierItems"))
        except LookupError:
            return []

    def is_hosted(self) -> bool:
        """Whether there is a panel that shows items."""
        try:
            return bool(self._property(WATCHER, "IsStatusNotifierHostRegistered"))
        except LookupError:
            return False

    def tooltip(self) -> str:
        """Title and text of the tooltip."""
        _icon, _pixmaps, title, text = self._property(self._item(), "ToolTip")
        return f"{title}\n{text}".strip()

    def icon(self) -> bytes:
        """The largest pixmap of the icon, as raw bytes: only to compare."""
        pixmaps = self._property(self._item(), "IconPixmap")
        return bytes(max(pixmaps, key=lambda pixmap: pixmap[0])[2])

    def identity(self) -> str:
        """What the icon says it is, the same each time."""
        return str(self._property(self._item(), "Id"))

    def menu(self) -> Entry:
        """The whole menu; asks it to get ready first, as panels do."""
        address = self._menu_address()
        self._ask(new_method_call(address, "AboutToShow", "i", (0,)))
        _revision, root = self._ask(new_method_call(address, "GetLayout", "iias", (0, -1, [])))
        return _entry(root)

    def click(self, *path: str) -> None:
        """Click an entry by the labels that lead to it. Raises LookupError."""
        entry = self.menu()
        for label in path:
            entry = entry.find(label)
        assert entry.enabled, f"{path} is disabled"
        event = (entry.id, "clicked", ("s", ""), int(time.time()) & 0xFFFFFFFF)
        self._ask(new_method_call(self._menu_address(), "Event", "isvu", event))

    def press(self, method: str) -> None:
        """Activate (a left click) or SecondaryActivate (a middle click) on the newest icon."""
        self._ask(new_method_call(self._item(), method, "ii", (5, 5)))

    def _item(self) -> DBusAddress:
        items = self.items()
        if not items:
            raise LookupError("no icon is registered")
        name, _, path = items[-1].partition("/")
        return DBusAddress(f"/{path}", name, "org.kde.StatusNotifierItem")

    def _menu_address(self) -> DBusAddress:
        item = self._item()
        return DBusAddress(self._property(item, "Menu"), item.bus_name, "com.canonical.dbusmenu")

    def _property(self, address: DBusAddress, name: str) -> Any:
        return self._ask(Properties(address).get(name))[0][1]

    def _ask(self, message: Message) -> Any:
        reply = self._connection.send_and_get_reply(message, timeout=ANSWER_WITHIN)
        if reply.header.message_type == MessageType.error:
            raise LookupError(f"{reply.header.fields}: {reply.body}")
        return reply.body


def _entry(node: Any) -> Entry:
    identity, properties, children = node
    plain = {key: value for key, (_signature, value) in properties.items()}
    return Entry(
        id=identity,
        label=str(plain.get("label", "")).replace("__", "\0").replace("_", "").replace("\0", "_"),
        enabled=bool(plain.get("enabled", True)),
        visible=bool(plain.get("visible", True)),
        separator=plain.get("type") == "separator",
        entries=[_entry(child) for _signature, child in children],
    )
