"""The bus's own health report: figures only, no topic's content."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from skelly_tray.modules.event_bus.bus import Bus


def health_report(bus: Bus) -> dict[str, Any]:
    now = asyncio.get_running_loop().time()
    messages, deliveries, error_rate = bus.counters.rates(now)
    problem = bus.durable_problem
    issues = [f"{module} is left alone: {breaker.reason}" for module, breaker in bus.open_circuits()]
    if problem is not None:
        issues.append(problem)
    return {
        "status": "healthy" if problem is None else "degraded",
        "metrics": {
            "message_queue_depth": bus.queued(),
            "error_rate": error_rate,
            "connections": len(bus.sessions),
            "subscriptions": len(bus.subscriptions),
            "messages_per_s": messages,
            "deliveries_per_s": deliveries,
            "dropped": bus.dropped(),
            "dead_letters": bus.dead_letters.total,
            "quarantined": bus.counters.quarantined,
            "latency_p50_ms": bus.counters.latencies.percentile_ms(50),
            "latency_p99_ms": bus.counters.latencies.percentile_ms(99),
        },
        "issues": issues,
    }
