"""The user interface's three ports in this process, answers by callback."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Coroutine, Mapping, Sequence
from typing import Any

from skelly_tray.engine.orchestrator import Orchestrator
from skelly_tray.rpc.errors import RpcError
from skelly_tray.ui.ports import Intent, OnEntries, OnError, OnResult, OnSnapshot, Unsubscribe

_logger = logging.getLogger(__name__)

Start = Callable[[Coroutine[Any, Any, Any], str], asyncio.Task[Any]]


Call = Callable[[str, Mapping[str, Any]], Awaitable[Any]]

STRAIGHT = ("samples",)
"""Asked for every second, and plain data anyhow."""


class InProcessCore:
    """`ui.ports.Core` beside the orchestrator, on the same loop.

    call: the methods of the control socket (`RunningCore.call`), so that a window here and one elsewhere ask in the
    same way. start: runs a coroutine in a scope."""

    def __init__(self, orchestrator: Orchestrator, call: Call, start: Start) -> None:
        self._orchestrator = orchestrator
        self._call = call
        self._start = start

    def post(self, intent: Intent) -> None:
        try:
            self._orchestrator.post(intent)
        except (ValueError, KeyError):
            _logger.exception("the user interface asked for something unknown: %r", intent)

    def subscribe(self, callback: OnSnapshot) -> Unsubscribe:
        return self._orchestrator.subscribe(callback)

    def subscribe_journal(self, callback: OnEntries) -> Unsubscribe:
        """In a later turn of the loop: what a view does with an entry must not come between the core's effects."""
        ended = False

        def later(entries: Sequence[Mapping[str, Any]]) -> None:
            if not ended:
                callback(entries)

        loop = asyncio.get_running_loop()

        def relay(entries: Sequence[Mapping[str, Any]]) -> None:
            loop.call_soon(later, entries)

        unsubscribe = self._orchestrator.subscribe_journal(relay)

        def end() -> None:
            nonlocal ended
            ended = True
            unsubscribe()

        return end

    def query(self, name: str, params: Mapping[str, Any], on_result: OnResult, on_error: OnError) -> None:
        self._start(self._ask(name, params, on_result, on_error), f"query {name}")

    async def _ask(
        self, name: str, params: Mapping[str, Any], on_result: OnResult, on_error: OnError
    ) -> None:
        try:
            if name in STRAIGHT:
                result = await self._orchestrator.query(name, params)
            else:
                result = await self._call(name, params)
        except (OSError, ValueError, KeyError, RpcError) as error:
            on_error(str(error) or type(error).__name__)
        else:
            on_result(result)
