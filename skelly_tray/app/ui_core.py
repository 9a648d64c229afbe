"""The user interface's three ports in this process: calls straight to the orchestrator, answers by callback."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Coroutine, Mapping, Sequence
from typing import Any

from skelly_tray.engine.orchestrator import Orchestrator
from skelly_tray.ui.ports import Intent, OnEntries, OnError, OnResult, OnSnapshot, Unsubscribe

_logger = logging.getLogger(__name__)

Start = Callable[[Coroutine[Any, Any, Any], str], asyncio.Task[Any]]


class InProcessCore:
    """`ui.ports.Core` beside the orchestrator, on the same loop. start: runs a coroutine in a scope."""

    def __init__(self, orchestrator: Orchestrator, start: Start) -> None:
        self._orchestrator = orchestrator
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
            result = await self._orchestrator.query(name, params)
        except (OSError, ValueError, KeyError) as error:
            on_error(str(error) or type(error).__name__)
        else:
            on_result(result)
