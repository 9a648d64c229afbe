"""A snapshot as OpenMetrics text. The library is imported with the first one: it takes 4 MiB."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from skelly_tray.domain.status import SystemHealth

if TYPE_CHECKING:
    from prometheus_client.core import Metric

CONTENT_TYPE = "application/openmetrics-text; version=1.0.0; charset=utf-8"


class _Snapshot:
    """A collector of the library: one snapshot, nothing of the process around it."""

    def __init__(self, health: SystemHealth) -> None:
        self._health = health

    def collect(self) -> Iterator[Metric]:
        from skelly_tray.adapters.metrics.families import families

        return families(self._health)


def metrics_text(health: SystemHealth) -> str:
    """Blocks for some milliseconds, and longer for the first one: call it in a thread."""
    from prometheus_client import CollectorRegistry
    from prometheus_client.openmetrics.exposition import generate_latest

    registry = CollectorRegistry(auto_describe=False)
    registry.register(_Snapshot(health))
    text: bytes = generate_latest(registry)  # type: ignore[no-untyped-call]  # the library types half of it
    return text.decode()
