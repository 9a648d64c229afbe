"""Passes on what came, in batches. Each is marked only when it was published: none is skipped, one at most repeated."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from functools import partial
from typing import Any

from skelly_tray.modules.storage.store import Store

Ask = Callable[[Callable[[Store], Any]], Awaitable[Any]]
Publish = Callable[[dict[str, Any]], Awaitable[object]]


class Batches:
    """`pass_on` raises what asking the store or publishing raises; the same batch comes again the next time."""

    def __init__(self, ask: Ask, publish: Publish) -> None:
        self._ask = ask
        self._publish = publish

    async def pass_on(self) -> int:
        """Publish all that no batch had yet, one batch after the other; returns how many batches."""
        count = 0
        while (found := await self._ask(Store.next_batch)) is not None:
            mark, batch = found
            await self._publish(batch)
            await self._ask(partial(Store.mark_batched, mark=mark))
            count += 1
        return count
