"""The method `metrics` of the control socket: the snapshot as OpenMetrics text."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from skelly_tray.adapters.metrics.text import metrics_text
from skelly_tray.domain.status import SystemHealth
from skelly_tray.rpc.connection import Connection, Handler
from skelly_tray.rpc.params import only


class MetricsMethods:
    """health: makes a snapshot."""

    def __init__(self, health: Callable[[], Awaitable[SystemHealth]]) -> None:
        self._health = health

    def methods(self) -> Mapping[str, Handler]:
        return {"metrics": self._metrics}

    async def _metrics(self, params: dict[str, Any], connection: Connection) -> Any:
        only(params)
        return {"text": await asyncio.to_thread(metrics_text, await self._health())}
