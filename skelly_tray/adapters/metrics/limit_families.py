"""The metrics of limits: what each is in base units, whether it is exceeded, and what holds it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from prometheus_client.core import GaugeMetricFamily, InfoMetricFamily, Metric

from skelly_tray.domain.resource_limits import LimitKind
from skelly_tray.domain.status import ModuleStatus

_NAMES = {
    LimitKind.CPU: ("cpu", "limit_cpu_ratio", "ratio", 0.01, "CPU the module may use; 1 is one core."),
    LimitKind.MEMORY: ("memory", "limit_memory_bytes", "bytes", 2**20, "Memory the module may use."),
    LimitKind.FILE_HANDLES: ("file_handles", "limit_file_handles", "", 1, "Files the module may have open."),
    LimitKind.THREADS: ("threads", "limit_threads", "", 1, "Threads the module may have."),
}
"""(the label `limit`, name, unit, factor to the unit, help) of each limit."""


def limit_families(rows: Sequence[tuple[str, ModuleStatus]]) -> Iterator[Metric]:
    """The limits of every module that has any."""
    both = ["module", "limit"]
    exceeded = GaugeMetricFamily(
        "skelly_module_limit_exceeded", "1 while the limit is exceeded.", labels=both
    )
    held = GaugeMetricFamily(
        "skelly_module_limit_held", "1 while the module is held to the limit.", labels=both
    )
    about = InfoMetricFamily(
        "skelly_module_limit", "What holds the limit, or would, and how strictly.", labels=both
    )
    for kind, (label, name, unit, factor, text) in _NAMES.items():
        family = GaugeMetricFamily(f"skelly_module_{name}", text, labels=["module"], unit=unit)
        for module, row in rows:
            limit = row.limits.get(kind)
            if limit is not None:
                family.add_metric([module], limit["value"] * factor)
                exceeded.add_metric([module, label], float(limit["exceeded"]))
                held.add_metric([module, label], float(limit.get("held", False)))
                about.add_metric([module, label], {"rung": limit["rung"], "strength": limit["strength"]})
        yield family
    yield from (exceeded, held, about)
