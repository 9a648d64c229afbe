"""Who shows notifications on a test's session bus, as strict about types as the real ones.

`python -m tests.tools.notification_server CAPABILITY…` writes one JSON line for each thing that happens:
`{"ready": true}`, `{"notified": {…}}`, `{"closed": id}`. Each line of its input is a JSON object:
`{"act": action, "id": id, "token": token}`, `{"close": id, "reason": n}`, `{"inhibit": true}`, `{"refuse": true}` or
`{"hang": true}` (nothing is answered until `{"hang": false}`).
"""

from __future__ import annotations

import json
import queue
import sys
import threading
from typing import Any

from jeepney import DBusAddress, HeaderFields, Message, MessageType, new_error, new_method_return, new_signal
from jeepney.bus_messages import message_bus
from jeepney.io.blocking import open_dbus_connection

NAME = "org.freedesktop.Notifications"
ADDRESS = DBusAddress("/org/freedesktop/Notifications", NAME, NAME)
PROPERTIES = DBusAddress("/org/freedesktop/Notifications", NAME, "org.freedesktop.DBus.Properties")
OWNER = 1
LOOK = 0.02
"""Seconds between two looks at what is ordered."""


def tell(**fact: object) -> None:
    print(json.dumps(fact), flush=True)


class Server:
    def __init__(self, capabilities: list[str]) -> None:
        self._capabilities = capabilities
        self._bus = open_dbus_connection()
        self._orders: queue.Queue[dict[str, Any]] = queue.Queue()
        self._held: list[Message] = []
        self._hangs = self._refuses = self._inhibited = False
        self._last = 0
        assert self._bus.send_and_get_reply(message_bus.RequestName(NAME)).body[0] == OWNER
        threading.Thread(target=self._listen, daemon=True).start()

    def _listen(self) -> None:
        for line in sys.stdin:
            self._orders.put(json.loads(line))

    def serve(self) -> None:
        tell(ready=True)
        while True:
            while not self._orders.empty():
                self._obey(self._orders.get())
            try:
                message = self._bus.receive(timeout=LOOK)
            except TimeoutError:
                continue
            if message.header.message_type is MessageType.method_call:
                if self._hangs:
                    self._held.append(message)
                else:
                    self._answer(message)

    def _obey(self, order: dict[str, Any]) -> None:
        match order:
            case {"act": action, "id": shown, "token": token}:
                if token:
                    self._bus.send(new_signal(ADDRESS, "ActivationToken", "us", (shown, token)))
                self._bus.send(new_signal(ADDRESS, "ActionInvoked", "us", (shown, action)))
            case {"close": shown, "reason": reason}:
                self._bus.send(new_signal(ADDRESS, "NotificationClosed", "uu", (shown, reason)))
            case {"inhibit": inhibited}:
                self._inhibited = inhibited
                changed: tuple[Any, ...] = (NAME, {"Inhibited": ("b", inhibited)}, [])
                self._bus.send(new_signal(PROPERTIES, "PropertiesChanged", "sa{sv}as", changed))
            case {"hang": hangs}:
                self._hangs = hangs
                held, self._held = self._held, []
                for message in held:
                    self._answer(message)
            case {"refuse": refuses}:
                self._refuses = refuses
            case _:
                raise ValueError(f"unknown order {order}")
        tell(obeyed=True)

    def _answer(self, message: Message) -> None:
        fields = message.header.fields
        match fields.get(HeaderFields.member), fields.get(HeaderFields.signature):
            case "Notify", "susssasa{sv}i" if not self._refuses:
                answer = new_method_return(message, "u", (self._notify(*message.body),))
            case "GetCapabilities", None:
                answer = new_method_return(message, "as", (self._capabilities,))
            case "CloseNotification", "u":
                tell(closed=message.body[0])
                answer = new_method_return(message)
            case "Get", "ss" if message.body[1] == "Inhibited":
                answer = new_method_return(message, "v", (("b", self._inhibited),))
            case _:
                answer = new_error(message, "org.freedesktop.DBus.Error.InvalidArgs")
        self._bus.send(answer)

    def _notify(
        self, app: str, replaces: int, icon: str, title: str, text: str, actions: list[str],
        hints: dict[str, tuple[str, Any]], expires: int,
    ) -> int:  # fmt: skip
        if not replaces:
            self._last += 1
        shown = replaces or self._last
        plain = {key: value for key, (_, value) in hints.items() if key != "image-data"}
        plain["types"] = {key: kind for key, (kind, _) in hints.items()}
        if "image-data" in hints:
            plain["image"] = [*hints["image-data"][1][:6], len(hints["image-data"][1][6])]
        tell(
            notified={
                "id": shown, "replaces": replaces, "app": app, "icon": icon, "title": title, "text": text,
                "actions": actions, "hints": plain, "expires": expires,
            }
        )  # fmt: skip
        return shown


if __name__ == "__main__":
    Server(sys.argv[1:]).serve()
