"""Notifications over D-Bus (`org.freedesktop.Notifications`): replaced in place, with actions, and taken back.

One call is under way at a time, and of each notification only the newest state waits: a server that hangs costs one
message a minute. A server that dies is forgotten with what it showed; one that comes back is asked anew what it can.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from enum import Enum
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QTimer, Signal

from skelly_tray.ui.desktop_bus import DesktopBus
from skelly_tray.ui.present.incidents import Stage
from skelly_tray.ui.present.notice_words import Notice
from skelly_tray.ui.present.words import tr

if TYPE_CHECKING:
    from jeepney import Message

NAME = "org.freedesktop.Notifications"
PATH = "/org/freedesktop/Notifications"
BUS = "org.freedesktop.DBus"
PROPERTIES = "org.freedesktop.DBus.Properties"
DESKTOP_ENTRY = "skelly-tray"
CATEGORY = "x-skelly-tray.module"
BY_USER = 2
"""Reason of a NotificationClosed."""
DEFAULT = "default"
"""The action of a click on the notification itself."""
SERVER_ANSWERS_WITHIN = 60.0
"""Seconds after which a call counts as lost, and the next one is made."""
START_WITHIN = 3.0
"""Seconds for a server to be there at all; then we tell it in another way."""
RETRY_AFTER = 30.0
"""Seconds before a session bus that could not be reached is tried again."""
MOST = 100
"""Notifications that are remembered; a desktop that keeps more says no word when one of them goes."""
LOW, NORMAL, CRITICAL = 0, 1, 2
"""Urgencies."""

Image = tuple[int, int, int, bool, int, int, bytes]
"""Width, height, bytes a row, whether there is an alpha channel, bits a sample, channels, the pixels: `image-data`."""


class _Server(Enum):
    UNTRIED = "untried"
    ASKED = "asked"
    THERE = "there"
    NONE = "none"


class DesktopNotices(QObject):
    """chosen: the key of a notification and which action (`default`: a click on it). taken: a server shows
    it. closed: the user has closed it.
    unheard: a notice that no server takes. held_back_changed: do-not-disturb began or ended.

    address: of the session bus; empty: there is none. image: the picture for a stage. name: what to call us.
    """

    chosen = Signal(str, str)
    taken = Signal(str)
    closed = Signal(str)
    unheard = Signal(object)
    held_back_changed = Signal()

    def __init__(
        self,
        address: str,
        image: Callable[[Stage], Image],
        parent: QObject | None = None,
        *,
        name: str = "Skelly Tray",
    ) -> None:
        super().__init__(parent)
        self._name = name
        self._address = address
        self._image = image
        self._bus: DesktopBus | None = None
        self._server = _Server.UNTRIED if address else _Server.NONE
        self._tried_at = float("-inf")
        self._round = 0
        self._owner = ""
        self._can: frozenset[str] = frozenset()
        self._held_back = False
        self._wanted: dict[str, Notice] = {}
        self._under_way: Notice | None = None
        self._call = 0
        self._withdrawn = False
        self._ids: dict[str, int] = {}
        self._token = ""
        self._patience = QTimer(self)
        self._patience.setSingleShot(True)
        self._patience.timeout.connect(self._give_up_waiting)
        self._start = QTimer(self)
        self._start.setSingleShot(True)
        self._start.timeout.connect(self._no_server)

    @property
    def held_back(self) -> bool:
        """Do-not-disturb, where the server tells it."""
        return self._held_back

    @property
    def way(self) -> str:
        """How notifications are shown: `buttons` (by a server, with them), `plain`, `tray`, or `untried`."""
        match self._server:
            case _Server.THERE:
                return "buttons" if "actions" in self._can else "plain"
            case _Server.NONE:
                return "tray"
            case _:
                return "untried"

    @property
    def backend(self) -> str:
        """The same, as `doctor` says it."""
        return {
            "buttons": "D-Bus, with buttons",
            "plain": "D-Bus, without buttons",
            "tray": "messages of the tray: no server of notifications answers",
            "untried": "D-Bus, not needed yet",
        }[self.way]

    def prepare(self) -> None:
        """Look for a server, if that is worth a try: what it can has to be known before something is shown."""
        tried = time.monotonic() - self._tried_at < RETRY_AFTER
        if self._bus is None and self._address and not tried:
            self._connect()

    def show(self, notice: Notice) -> None:
        """Show it, in the place of what was shown under the same key."""
        self.prepare()
        self._wanted[notice.key] = notice
        self._go_on()

    def withdraw(self, key: str) -> None:
        """Take back what was shown under this key, if it is still there."""
        self._wanted.pop(key, None)
        if self._under_way is not None and key == self._under_way.key:
            self._withdrawn = True
        elif (shown := self._ids.pop(key, None)) is not None:
            self._tell_closed(shown)

    def close(self) -> None:
        """Take back everything: its buttons would do nothing any more."""
        for key in list(self._ids):
            self.withdraw(key)
        self._wanted.clear()
        self._patience.stop()
        self._start.stop()
        if self._bus is not None:
            self._bus.close()
            self._bus = None
        self._server, self._address = _Server.NONE, ""

    # ---- is there a server, and what can it do

    def _connect(self) -> None:
        self._tried_at = time.monotonic()
        bus = DesktopBus(self._address, self)
        if not bus.open():
            bus.deleteLater()
            self._server = _Server.NONE
            return
        self._bus = bus
        bus.signalled.connect(self._signalled)
        bus.ended.connect(self._bus_ended)
        self._listen(bus)
        self._ask_server()

    def _listen(self, bus: DesktopBus) -> None:
        from jeepney import MatchRule, message_bus

        changed = MatchRule(type="signal", sender=BUS, member="NameOwnerChanged")
        changed.add_arg_condition(0, NAME)
        for rule in (
            changed,
            MatchRule(type="signal", sender=NAME, interface=NAME, path=PATH),
            MatchRule(type="signal", sender=NAME, interface=PROPERTIES, path=PATH),
        ):
            bus.tell(message_bus.AddMatch(rule))

    def _ask_server(self) -> None:
        """Its abilities; which starts it, where the desktop does that on demand."""
        assert self._bus is not None
        self._server = _Server.ASKED
        self._round += 1
        this = self._round
        self._start.start(round(START_WITHIN * 1000))
        self._bus.ask(_method("GetCapabilities"), lambda answer: self._take_abilities(this, answer))

    def _take_abilities(self, this: int, answer: Message | None) -> None:
        if this != self._round or self._bus is None:
            return  # of a server that is gone
        told = _told(answer, "as")
        if answer is None or told is None:
            self._no_server()
            return
        self._owner = _field(answer, "sender")
        self._can = frozenset(told[0])
        self._ask_held_back(self._there)

    def _ask_held_back(self, then: Callable[[], None]) -> None:
        from jeepney import DBusAddress, new_method_call

        assert self._bus is not None
        this = self._round

        def take(answer: Message | None) -> None:
            if this == self._round and self._bus is not None:
                told = _told(answer, "v")
                self._hold_back(told is not None and told[0][1] is True)
                then()

        asked = new_method_call(DBusAddress(PATH, NAME, PROPERTIES), "Get", "ss", (NAME, "Inhibited"))
        self._bus.ask(asked, take)

    def _there(self) -> None:
        self._start.stop()
        self._server = _Server.THERE
        self._go_on()

    def _hold_back(self, held: bool) -> None:
        if held != self._held_back:
            self._held_back = held
            self.held_back_changed.emit()

    def _no_server(self) -> None:
        self._start.stop()
        self._server = _Server.NONE
        self._go_on()

    def _forget_server(self) -> None:
        """With all that it showed; a call under way is answered by the bus."""
        self._round += 1
        self._ids.clear()
        self._owner, self._can = "", frozenset()
        self._hold_back(False)

    def _bus_ended(self) -> None:
        if self._bus is not None:
            self._bus.deleteLater()
            self._bus = None
        self._forget_server()
        self._no_server()

    # ---- what is shown

    def _go_on(self) -> None:
        """Show the next, or give all that waits to somebody else."""
        if self._server is _Server.NONE:
            waiting, self._wanted = list(self._wanted.values()), {}
            for notice in waiting:
                self.unheard.emit(notice)
        elif self._server is _Server.THERE and self._under_way is None and self._wanted:
            key = next(iter(self._wanted))
            self._send(self._wanted.pop(key))

    def _send(self, notice: Notice) -> None:
        assert self._bus is not None
        self._under_way, self._withdrawn = notice, False
        self._call += 1
        call = self._call
        self._patience.start(round(SERVER_ANSWERS_WITHIN * 1000))
        self._bus.ask(self._message(notice), lambda answer: self._shown(call, notice, _told(answer, "u")))

    def _shown(self, call: int, notice: Notice, told: tuple[Any, ...] | None) -> None:
        if call != self._call:  # it was taken for lost, and made again
            if told is not None and told[0] not in self._ids.values():
                self._tell_closed(told[0])
            return
        self._under_way = None
        self._patience.stop()
        self._ids.pop(notice.key, None)
        if told is None:
            if not self._withdrawn:
                self.unheard.emit(notice)
        elif self._withdrawn:
            self._tell_closed(told[0])
        else:
            self._ids[notice.key] = told[0]
            if len(self._ids) > MOST:
                del self._ids[next(iter(self._ids))]
            self.taken.emit(notice.key)
        self._go_on()

    def _give_up_waiting(self) -> None:
        """It is made again, after what has waited for it."""
        lost, self._under_way = self._under_way, None
        self._call += 1
        if lost is not None and not self._withdrawn:
            self._wanted.setdefault(lost.key, lost)
        self._go_on()

    def _message(self, notice: Notice) -> Message:
        from html import escape  # on first use: it knows all the names of characters by heart

        body = escape(notice.text, quote=False) if "body-markup" in self._can else plain(notice.text)
        arguments = (
            self._name,
            self._ids.get(notice.key, 0),
            DESKTOP_ENTRY,
            plain(notice.title),
            body,
            self._actions(notice),
            self._hints(notice),
            -1,
        )
        return _method("Notify", "susssasa{sv}i", arguments)

    def _actions(self, notice: Notice) -> list[str]:
        if "actions" not in self._can:
            return []
        click = tr("Why") if notice.module else tr("Open")
        return [DEFAULT, click, *(part for action in notice.actions for part in action)]

    def _hints(self, notice: Notice) -> dict[str, tuple[str, Any]]:
        urgency = CRITICAL if notice.urgent else LOW if notice.transient else NORMAL
        hints: dict[str, tuple[str, Any]] = {
            "urgency": ("y", urgency),
            "desktop-entry": ("s", DESKTOP_ENTRY),
            "category": ("s", CATEGORY),
            "image-data": ("(iiibiiay)", self._image(notice.stage)),
        }
        if notice.resident:
            hints["resident"] = ("b", True)
        if notice.transient:
            hints["transient"] = ("b", True)
        if notice.sound:
            hints["sound-name"] = ("s", "dialog-warning")
        else:
            hints["suppress-sound"] = ("b", True)
        return hints

    def _tell_closed(self, shown: int) -> None:
        if self._bus is not None:
            self._bus.tell(_method("CloseNotification", "u", (shown,)))

    # ---- what the server tells

    def _signalled(self, message: Message) -> None:
        sender, member, signature = (_field(message, name) for name in ("sender", "member", "signature"))
        if sender == BUS and (member, signature) == ("NameOwnerChanged", "sss") and message.body[0] == NAME:
            self._owner_changed(message.body[2])
        if sender != self._owner:
            return  # anybody may send us a signal that looks like the server's
        match member, signature:
            case "NotificationClosed", "uu":
                self._was_closed(*message.body)
            case "ActivationToken", "us":
                self._token = message.body[1]
            case "ActionInvoked", "us":
                self._was_chosen(*message.body)
            case "PropertiesChanged", "sa{sv}as":
                self._properties_changed(*message.body)
            case _:
                pass

    def _owner_changed(self, owner: str) -> None:
        self._forget_server()
        if owner:
            self._ask_server()
        else:
            self._no_server()

    def _was_closed(self, shown: int, reason: int) -> None:
        key = self._key(shown)
        if key is not None:
            del self._ids[key]
            if reason == BY_USER:
                self.closed.emit(key)

    def _was_chosen(self, shown: int, action: str) -> None:
        token, self._token = self._token, ""
        key = self._key(shown)
        if key is not None:
            with _activation(token):
                self.chosen.emit(key, action)

    def _properties_changed(self, interface: str, changed: dict[str, Any], unknown: list[str]) -> None:
        if interface == NAME and "Inhibited" in changed:
            self._hold_back(changed["Inhibited"][1] is True)
        elif interface == NAME and "Inhibited" in unknown:
            self._ask_held_back(lambda: None)

    def _key(self, shown: int) -> str | None:
        return next((key for key, number in self._ids.items() if number == shown), None)


def plain(text: str) -> str:
    """Text that is no markup to anybody, with angle brackets that only look like it: dunst takes markup without saying
    that it does, and some take it in titles."""
    return text.replace("<", "\u2039").replace(">", "\u203a")


def _method(name: str, signature: str | None = None, arguments: tuple[Any, ...] = ()) -> Message:
    from jeepney import DBusAddress, new_method_call

    return new_method_call(DBusAddress(PATH, NAME, NAME), name, signature, arguments)


def _told(answer: Message | None, signature: str) -> tuple[Any, ...] | None:
    """What an answer says; None for an error, and for what is not of that form."""
    return None if answer is None or _field(answer, "signature") != signature else answer.body


def _field(message: Message, name: str) -> str:
    from jeepney import HeaderFields

    return str(message.header.fields.get(HeaderFields[name], ""))


@contextmanager
def _activation(token: str) -> Iterator[None]:
    """Let a window that is shown meanwhile come to the front on Wayland: Qt takes the token from the environment."""
    if token:
        os.environ["XDG_ACTIVATION_TOKEN"] = token
    try:
        yield
    finally:
        if token:
            os.environ.pop("XDG_ACTIVATION_TOKEN", None)
