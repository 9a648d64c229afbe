"""The two sockets of the bus: ours, and that of the modules, opened once the grants are there.

Whoever has removed the file of a socket keeps nobody out for long: `open` binds it anew.
"""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

from skelly_tray.rpc.endpoint import UnixEndpoint
from skelly_tray.rpc.listener import Listener, listen_at
from skelly_tray.rpc.server import Server

_OURS, _EVERYBODYS = 0o600, 0o666
"""Modes of the socket. Whoever connects is checked in any case."""


class Door:
    """One listening socket. `server` is what answers behind it."""

    def __init__(self, address: str) -> None:
        self.server: Server | None = None
        self._address = address
        self._listener: Listener | None = None
        self._mode = _OURS

    async def open(self) -> None:
        """Listen, if not already so; anew, if the socket's file is gone. Raises AddressInUseError, OSError."""
        assert self.server is not None
        if not self.server.in_place:
            await self.server.listen_anew(self._listen)

    def _listen(self) -> Listener:
        self._listener = listen_at(self._address, self._mode)
        return self._listener

    def set_users(self, uids: set[int]) -> None:
        """Whose programs must be able to connect."""
        others = os.name == "posix" and bool(uids - {os.getuid()})
        mode = _EVERYBODYS if others else _OURS
        if mode != self._mode:
            self._mode = mode
            if self._listener is not None and isinstance(self._listener.endpoint, UnixEndpoint):
                with suppress(FileNotFoundError):  # the next one gets this mode
                    Path(self._listener.endpoint.path).chmod(mode)

    async def close(self) -> None:
        if self.server is not None:
            await self.server.close()


class Doors:
    """Both. The modules' is the one that other users may need."""

    def __init__(self, modules: str, admin: str) -> None:
        self.modules, self.admin = Door(modules), Door(admin)

    async def open(self) -> None:
        """Both are found from here on. Raises AddressInUseError, OSError."""
        await self.admin.open()
        await self.modules.open()

    def set_users(self, uids: set[int]) -> None:
        self.modules.set_users(uids)

    async def close(self) -> None:
        await self.modules.close()
        await self.admin.close()
