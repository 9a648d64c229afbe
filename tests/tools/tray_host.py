"""A tray host without a panel: the StatusNotifierWatcher of the session bus, and who shows notifications, for tests.

`python -m tests.tools.tray_host` writes one JSON line for each thing that happens: `{"ready": true}`,
`{"registered": item}`, `{"gone": item}`, `{"notified": [title, text]}`. An item is `BUSNAME/PATH`.
"""

from __future__ import annotations

import json
from typing import Any

from jeepney import DBusAddress, HeaderFields, Message, MessageType, new_error, new_method_return, new_signal
from jeepney.bus_messages import MatchRule, message_bus
from jeepney.io.blocking import DBusConnection, open_dbus_connection

NAME = "org.kde.StatusNotifierWatcher"
WATCHER = DBusAddress("/StatusNotifierWatcher", NAME, NAME)
NOTIFICATIONS = "org.freedesktop.Notifications"
NOT_THE_OWNER = 1


def tell(**fact: object) -> None:
    print(json.dumps(fact), flush=True)


class Host:
    """Answers what an item asks of the watcher; knows its items by owner and forgets those who left."""

    def __init__(self, connection: DBusConnection) -> None:
        self._connection = connection
        self._items: list[str] = []

    def take(self, message: Message) -> None:
        match message.header.message_type:
            case MessageType.signal:
                self._take_signal(message)
            case MessageType.method_call:
                self._connection.send(self._answer(message))
            case _:
                pass

    def _take_signal(self, message: Message) -> None:
        if message.header.fields.get(HeaderFields.member) != "NameOwnerChanged" or message.body[2]:
            return
        for item in [item for item in self._items if item.startswith(f"{message.body[0]}/")]:
            self._items.remove(item)
            self._connection.send(new_signal(WATCHER, "StatusNotifierItemUnregistered", "s", (item,)))
            tell(gone=item)

    def _answer(self, message: Message) -> Message:
        fields = message.header.fields
        match fields.get(HeaderFields.member):
            case "Get" if message.body[1] in self._properties():
                return new_method_return(message, "v", (self._properties()[message.body[1]],))
            case "Get":
                return new_error(message, "org.freedesktop.DBus.Error.UnknownProperty")
            case "GetAll":
                return new_method_return(message, "a{sv}", (self._properties(),))
            case "RegisterStatusNotifierItem":
                self._register(str(message.body[0]), str(fields[HeaderFields.sender]))
                return new_method_return(message)
            case "RegisterStatusNotifierHost" | "CloseNotification":
                return new_method_return(message)
            case "Notify":
                _name, _replaces, _icon, title, text, *_more = message.body
                tell(notified=[title, text])
                return new_method_return(message, "u", (1,))
            case "GetCapabilities":
                return new_method_return(message, "as", (["body", "actions"],))
            case "GetServerInformation":
                return new_method_return(message, "ssss", ("tray_host", "tests", "1", "1.2"))
        return new_error(message, "org.freedesktop.DBus.Error.UnknownMethod")

    def _register(self, service: str, sender: str) -> None:
        item = f"{sender}{service}" if service.startswith("/") else f"{service}/StatusNotifierItem"
        self._items.append(item)
        self._connection.send(new_signal(WATCHER, "StatusNotifierItemRegistered", "s", (item,)))
        tell(registered=item)

    def _properties(self) -> dict[str, tuple[str, Any]]:
        return {
            "RegisteredStatusNotifierItems": ("as", self._items),
            "IsStatusNotifierHostRegistered": ("b", True),
            "ProtocolVersion": ("i", 0),
        }


def main() -> None:
    connection = open_dbus_connection()
    owners = MatchRule(type="signal", sender="org.freedesktop.DBus", member="NameOwnerChanged")
    connection.send_and_get_reply(message_bus.AddMatch(owners))
    host = Host(connection)
    assert connection.send_and_get_reply(message_bus.RequestName(NOTIFICATIONS)).body[0] == NOT_THE_OWNER
    assert connection.send_and_get_reply(message_bus.RequestName(NAME)).body[0] == NOT_THE_OWNER
    connection.send(new_signal(WATCHER, "StatusNotifierHostRegistered"))
    tell(ready=True)
    while True:
        host.take(connection.receive())


if __name__ == "__main__":
    main()
