"""What `watch` on the control socket sends: `snapshot`, the newest state, and `journal`, every entry."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Protocol

from skelly_tray.domain.status import SystemHealth
from skelly_tray.rpc import codec
from skelly_tray.rpc.connection import Connection
from skelly_tray.rpc.errors import RpcError


class Watched(Protocol):
    """Whose changes are streamed; both calls return what ends the subscription."""

    def subscribe(self, callback: Callable[[SystemHealth], None]) -> Callable[[], None]: ...

    def subscribe_journal(
        self, callback: Callable[[Sequence[Mapping[str, Any]]], None]
    ) -> Callable[[], None]: ...


class WatchStream:
    """To all who asked; costs nothing while nobody did."""

    def __init__(self, core: Watched) -> None:
        self._core = core
        self._watchers: dict[Connection, None] = {}
        self._cancel: list[Callable[[], None]] = []
        self._newest: SystemHealth | None = None

    def add(self, connection: Connection, health: SystemHealth) -> None:
        if connection in self._watchers:
            return
        if not self._watchers:
            self._cancel = [
                self._core.subscribe(self._take_snapshot),
                self._core.subscribe_journal(self._take_entries),
            ]
        self._watchers[connection] = None
        connection.on_close(lambda: self._remove(connection))
        self._take_snapshot(health)

    def _remove(self, connection: Connection) -> None:
        self._watchers.pop(connection, None)
        if not self._watchers:
            for cancel in self._cancel:
                cancel()
            self._cancel = []

    def _take_snapshot(self, health: SystemHealth) -> None:
        # A burst of changes within one turn of the loop is one snapshot; a new watcher's answer goes first.
        if self._newest is None:
            asyncio.get_running_loop().call_soon(self._send_snapshot)
        self._newest = health

    def _send_snapshot(self) -> None:
        health, self._newest = self._newest, None
        line = _line("snapshot", health)
        for connection in self._watchers:
            connection.stream_latest("snapshot", line)

    def _take_entries(self, entries: Sequence[Mapping[str, Any]]) -> None:
        for entry in entries:
            line = _line("journal", entry)
            for connection in self._watchers:
                connection.stream(line)


def _line(method: str, params: Any) -> bytes:
    """A notification; what cannot be sent is said instead of it, so that a watcher knows it is blind."""
    try:
        return codec.notification(method, params)
    except RpcError as problem:
        return codec.notification("unsendable", {"method": method, "reason": problem.message})
