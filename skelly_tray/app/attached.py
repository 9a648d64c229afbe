"""The user interface's three ports at the end of the control socket: a tray for a core that runs elsewhere."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Coroutine, Mapping
from typing import Any

import msgspec

from skelly_tray.config.home import Home
from skelly_tray.domain.status import SystemHealth
from skelly_tray.rpc.client import Client
from skelly_tray.rpc.errors import ConnectionLostError, RpcError
from skelly_tray.ui.ports import Intent, OnEntries, OnError, OnResult, OnSnapshot, Unsubscribe

_logger = logging.getLogger(__name__)

FIRST_LINK = 5.0
"""Seconds that a core which holds the home may take until it answers for the first time."""


class AttachedCore:
    """`ui.ports.Core` over the wire.

    ended: called when the core quits as we asked it to. raised: called when our window is to be shown, because
    somebody has started the program once more.
    """

    def __init__(
        self,
        home: Home,
        start: Callable[[Coroutine[Any, Any, Any], str], asyncio.Task[Any]],
        ended: Callable[[], None],
        raised: Callable[[], None],
    ) -> None:
        self._start = start
        self._ended = ended
        self._raised = raised
        self._was_linked = asyncio.Event()
        self._watchers: list[OnSnapshot] = []
        self._readers: list[OnEntries] = []
        self._newest: SystemHealth | None = None
        self._quitting = False
        self._client = Client(
            home.run,
            start=lambda work: start(work, "the link to the core"),
            on_notification=self._told,
            on_link=self._linked,
        )

    def open(self) -> None:
        self._client.open()

    def close(self) -> None:
        self._client.close()

    async def somebody_has_a_window(self) -> bool:
        """Whether a tray application is there already, which now shows its window; else ours is the one."""
        try:
            async with asyncio.timeout(FIRST_LINK):
                await self._was_linked.wait()
            answer = await self._client.call("raise", {"attach": True})
        except (TimeoutError, RpcError, ConnectionLostError):
            return False
        return bool(answer.get("raised"))

    def post(self, intent: Intent) -> None:
        self._quitting = self._quitting or intent.get("do") == "quit"
        self._start(self._send(intent), f"intent {intent.get('do')}")

    def subscribe(self, callback: OnSnapshot) -> Unsubscribe:
        self._watchers.append(callback)
        if self._newest is not None:
            callback(self._newest)
        return lambda: self._watchers.remove(callback) if callback in self._watchers else None

    def subscribe_journal(self, callback: OnEntries) -> Unsubscribe:
        self._readers.append(callback)
        return lambda: self._readers.remove(callback) if callback in self._readers else None

    def query(self, name: str, params: Mapping[str, Any], on_result: OnResult, on_error: OnError) -> None:
        self._start(self._ask(name, params, on_result, on_error), f"query {name}")

    async def _send(self, intent: Intent) -> None:
        method, params = as_call(intent)
        try:
            await self._client.call(method, params)
        except (RpcError, ConnectionLostError) as error:
            if not self._quitting:
                _logger.warning("%s was not carried out: %s", method, error)

    async def _ask(
        self, name: str, params: Mapping[str, Any], on_result: OnResult, on_error: OnError
    ) -> None:
        try:
            result = await self._client.call(name, dict(params))
        except (RpcError, ConnectionLostError) as error:
            on_error(str(error))
        else:
            on_result(result)

    def _told(self, method: str, params: dict[str, Any]) -> None:
        if method == "snapshot":
            self._newest = msgspec.convert(params, SystemHealth)
            for watcher in list(self._watchers):
                watcher(self._newest)
        elif method == "journal":
            for reader in list(self._readers):
                reader([params])
        elif method == "raise":
            self._raised()

    def _linked(self, connected: bool) -> None:
        if connected and self._was_linked.is_set():
            self._start(self._send({"do": "raise", "attach": True}), "tell the next core of our window")
        elif connected:
            self._was_linked.set()
        elif self._quitting:
            self._ended()


def as_call(intent: Intent) -> tuple[str, dict[str, Any]]:
    """The method of the control socket, and its parameters, that carry an intent."""
    params = {name: value for name, value in intent.items() if name != "do"}
    match intent.get("do"):
        case "start" | "stop" | "restart" as verb:
            if params.pop("all", False):
                params = {"all": True}
            return verb, params | {"wait": False}
        case "update_config":
            return "config.update", params
        case other:
            return str(other), params
