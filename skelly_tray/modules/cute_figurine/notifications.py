"""Messages as notifications of the desktop, one at a time: the way where nothing can be drawn."""

from __future__ import annotations

import asyncio
import html
from collections.abc import Callable, Coroutine
from typing import Any, Protocol

from skelly_tray.modules.cute_figurine.session_bus import BusError, SessionBus

_NAME = "org.freedesktop.Notifications"
_PATH = "/org/freedesktop/Notifications"
_DISMISSED = 2
NO_BUS = "there is no session bus"
_LONGEST_MS = 3_600_000

OnAnswer = Callable[[str, int], None]
"""The answer, and the number of the message."""


class Background(Protocol):
    """As `Module.run_in_background`."""

    def __call__(self, work: Coroutine[Any, Any, Any], name: str) -> asyncio.Task[Any]: ...


class Notifications:
    """trouble: why there are none just now; empty when the last one was taken."""

    def __init__(self, address: str, background: Background, on_answer: OnAnswer) -> None:
        self.trouble = "" if address else NO_BUS
        self._background = background
        self._on_answer = on_answer
        self._bus = SessionBus(address, self._hear)
        self._address = address
        self._opening = asyncio.Lock()
        self._listening: asyncio.Task[Any] | None = None
        self._capabilities: frozenset[str] = frozenset()
        self._shown: tuple[int, int] | None = None
        """The server's id, and our number."""

    @property
    def may_come_back(self) -> bool:
        """There are none just now, but there is a bus that may bring them."""
        return bool(self.trouble and self._address)

    async def probe(self) -> bool:
        """Is there somebody who shows notifications?"""
        if not self._address:
            return False
        try:
            await self._connect()
        except BusError as error:
            self.trouble = f"notifications cannot be shown: {error}"
            return False
        self.trouble = ""
        return True

    async def show(self, number: int, title: str, text: str, answers: dict[str, str], seconds: float) -> bool:
        """In place of the one before it. answers: their words by their names."""
        if not await self.probe():
            return False
        from jeepney import DBusAddress, new_method_call

        body = html.escape(text, quote=False) if "body-markup" in self._capabilities else text
        actions = (
            [part for pair in answers.items() for part in pair] if "actions" in self._capabilities else []
        )
        hints = {"urgency": ("y", 0), "transient": ("b", True), "category": ("s", "im")}
        arguments = (
            "Skelly", self._shown[0] if self._shown else 0, "", title, body, actions, hints,
            min(_LONGEST_MS, round(seconds * 1000)),
        )  # fmt: skip
        message = new_method_call(DBusAddress(_PATH, _NAME, _NAME), "Notify", "susssasa{sv}i", arguments)
        try:
            (shown,) = await self._bus.call(message)
        except (BusError, ValueError) as error:
            self.trouble = f"notifications cannot be shown: {error}"
            return False
        self._shown = (shown, number)
        return True

    async def withdraw(self) -> None:
        """The message is over."""
        shown, self._shown = self._shown, None
        if shown is None or not self._bus.is_open:
            return
        from jeepney import DBusAddress, new_method_call

        message = new_method_call(DBusAddress(_PATH, _NAME, _NAME), "CloseNotification", "u", (shown[0],))
        try:
            await self._bus.call(message)
        except BusError:
            return  # closed already, or gone with the bus

    async def setting(self, namespace: str, key: str) -> Any:
        """Of the desktop, from its portal if that runs; None where it is not known."""
        try:
            await self._open()
        except BusError:
            return None
        from jeepney import DBusAddress, MessageFlag, new_method_call

        place = DBusAddress(
            "/org/freedesktop/portal/desktop",
            "org.freedesktop.portal.Desktop",
            "org.freedesktop.portal.Settings",
        )
        message = new_method_call(place, "Read", "ss", (namespace, key))
        message.header.flags |= MessageFlag.no_auto_start
        try:
            (value,) = await self._bus.call(message)
        except (BusError, ValueError):
            return None
        while isinstance(value, tuple):  # a variant, which may hold another one
            value = value[1]
        return value

    async def close(self) -> None:
        await self.withdraw()
        await self._bus.close()
        if self._listening is not None:
            self._listening.cancel()
            await asyncio.gather(self._listening, return_exceptions=True)

    async def _connect(self) -> None:
        from jeepney import DBusAddress, new_method_call

        await self._open()
        if not self._capabilities:
            message = new_method_call(DBusAddress(_PATH, _NAME, _NAME), "GetCapabilities")
            (found,) = await self._bus.call(message)
            self._capabilities = frozenset((*found, "known"))

    async def _open(self) -> None:
        """Raises BusError."""
        if not self._address:
            raise BusError(NO_BUS)
        async with self._opening:
            if not self._bus.is_open:
                await self._begin()

    async def _begin(self) -> None:
        await self._bus.open()
        self._capabilities = frozenset()
        self._shown = None
        self._listening = self._background(self._bus.listen(), "session bus")
        from jeepney import MatchRule
        from jeepney.bus_messages import message_bus

        for member in ("ActionInvoked", "NotificationClosed"):
            rule = MatchRule(type="signal", interface=_NAME, member=member, path=_PATH)
            await self._bus.call(message_bus.AddMatch(rule))

    def _hear(self, interface: str, member: str, body: tuple[Any, ...]) -> None:
        if interface != _NAME or self._shown is None or len(body) != 2 or body[0] != self._shown[0]:
            return
        number = self._shown[1]
        if member == "ActionInvoked" and body[1] in ("helpful", "not_now"):
            self._on_answer(body[1], number)
        elif member == "NotificationClosed":
            self._shown = None
            if body[1] == _DISMISSED:
                self._on_answer("dismissed", number)
