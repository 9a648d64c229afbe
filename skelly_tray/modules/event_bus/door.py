"""The socket of the modules: opened once the grants are there, and for other users only if one of them has a grant."""

from __future__ import annotations

import os
from pathlib import Path

from skelly_tray.rpc.endpoint import UnixEndpoint
from skelly_tray.rpc.listener import Listener, listen_at
from skelly_tray.rpc.server import Server

_OURS, _EVERYBODYS = 0o600, 0o666
"""Modes of the socket. Whoever connects is checked in any case."""


class ModuleDoor:
    """`server` is what answers behind it."""

    def __init__(self, address: str) -> None:
        self.server: Server | None = None
        self._address = address
        self._listener: Listener | None = None
        self._mode = _OURS

    async def open(self) -> None:
        """Listen, if not already so. Raises AddressInUseError, OSError."""
        if self._listener is None:
            assert self.server is not None
            self._listener = listen_at(self._address, self._mode)
            await self.server.open(self._listener)

    def set_users(self, uids: set[int]) -> None:
        others = os.name == "posix" and bool(uids - {os.getuid()})
        mode = _EVERYBODYS if others else _OURS
        if mode != self._mode:
            self._mode = mode
            if self._listener is not None and isinstance(self._listener.endpoint, UnixEndpoint):
                Path(self._listener.endpoint.path).chmod(mode)

    async def close(self) -> None:
        if self.server is not None and self._listener is not None:
            await self.server.close()
