"""The port `Secrets` on top of the ladder: every call in a thread, so that no keyring ever stalls the loop."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Mapping
from typing import Any

from skelly_tray.adapters.secrets.ladder import Ladder


class SecretKeeping:
    """Calls from one loop."""

    def __init__(self, ladder: Ladder) -> None:
        self._ladder = ladder

    async def resolve(self, names: Iterable[str]) -> Mapping[str, str]:
        return await asyncio.to_thread(self._ladder.resolve, tuple(names))

    async def set(self, name: str, value: str, *, session: bool = False) -> str:
        return await asyncio.to_thread(lambda: self._ladder.set(name, value, session=session))

    async def delete(self, name: str) -> bool:
        return await asyncio.to_thread(self._ladder.delete, name)

    async def names(self) -> list[str]:
        return [entry["name"] for entry in await self.entries()]

    async def entries(self) -> list[dict[str, Any]]:
        return await asyncio.to_thread(self._ladder.entries)

    async def status(self) -> dict[str, Any]:
        return await asyncio.to_thread(self._ladder.status)

    async def unlock(self, passphrase: str | None) -> dict[str, Any]:
        return await asyncio.to_thread(self._ladder.unlock, passphrase)

    async def lock(self) -> None:
        await asyncio.to_thread(self._ladder.lock)
