"""Which metrics there are: names, units and help, and where in the snapshot each value stands.

Base units throughout, as the format wants it: seconds, bytes, and ratios of one core where `status` has percent.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

from prometheus_client.core import (
    CounterMetricFamily,
    GaugeMetricFamily,
    InfoMetricFamily,
    Metric,
    StateSetMetricFamily,
)

from skelly_tray.adapters.metrics.limit_families import limit_families
from skelly_tray.domain.status import (
    HealthStatus,
    ModuleState,
    ModuleStatus,
    OrchestratorStatus,
    Severity,
    SystemHealth,
    SystemStatus,
)

MEGABYTE = 2**20
MODULE = ["module"]

Row = tuple[str, ModuleStatus]


def families(health: SystemHealth) -> Iterator[Metric]:
    """Every metric of this snapshot."""
    rows = list(health.modules.items())
    return chain(
        _system(health),
        _totals(health),
        _own_cost(health.orchestrator),
        _module_states(rows),
        _module_life(rows),
        _module_usage(rows),
        _module_answers(rows),
        limit_families(rows),
    )


def _gauge(name: str, text: str, value: float, unit: str = "") -> GaugeMetricFamily:
    return GaugeMetricFamily(f"skelly_{name}", text, value=value, unit=unit)


def _system(health: SystemHealth) -> Iterator[Metric]:
    build = {"version": health.orchestrator.version}
    yield InfoMetricFamily("skelly_build", "Which Skelly Tray this is.", value=build)
    yield StateSetMetricFamily(
        "skelly_system_status",
        "The verdict on the whole system: the state with 1.",
        value={str(status): status == health.status for status in SystemStatus},
    )
    yield _gauge("uptime_seconds", "How long the supervisor has been running.", health.uptime_s, "seconds")
    issues = GaugeMetricFamily(
        "skelly_issues", "Open issues of the system and its modules.", labels=["severity"]
    )
    standing = [*health.issues, *(issue for row in health.modules.values() for issue in row.issues)]
    unique = {issue.id: issue.severity for issue in standing}
    for severity in Severity:
        issues.add_metric([str(severity)], sum(each == severity for each in unique.values()))
    yield issues


def _totals(health: SystemHealth) -> Iterator[Metric]:
    total = health.resources
    text = "CPU used by all modules' process trees; 1 is one core."
    yield _gauge("total_cpu_ratio", text, _ratio(total.total_cpu_percent), "ratio")
    text = "Memory used by all modules' process trees."
    yield _gauge("total_memory_bytes", text, total.total_memory_mb * MEGABYTE, "bytes")
    text = "Space that our configuration, state and logs take."
    yield _gauge("disk_usage_bytes", text, total.disk_usage_mb * MEGABYTE, "bytes")
    text = "Traffic of the whole machine, received and sent, in bytes a second."
    yield _gauge("network_bytes_per_second", text, total.network_kbps * 125)


def _own_cost(own: OrchestratorStatus) -> Iterator[Metric]:
    text = "CPU used by the supervisor itself; 1 is one core."
    yield _gauge("orchestrator_cpu_ratio", text, _ratio(own.cpu_percent), "ratio")
    text = "Resident memory of the supervisor itself."
    yield _gauge("orchestrator_memory_bytes", text, own.memory_mb * MEGABYTE, "bytes")
    yield _gauge("keeper_up", "1 while the keeper of the processes is there.", own.keeper_pid is not None)
    if own.health_checks:
        text = "Health checks in the last minute."
        yield _gauge("health_checks_per_minute", text, own.health_checks.checks_per_minute)


def _module_states(rows: list[Row]) -> Iterator[Metric]:
    about = InfoMetricFamily("skelly_module", "What the module is.", labels=MODULE)
    state = StateSetMetricFamily(
        "skelly_module_state", "The state of the module: the one with 1.", labels=MODULE
    )
    health = StateSetMetricFamily(
        "skelly_module_health", "The health of the module: the one with 1.", labels=MODULE
    )
    for name, row in rows:
        facts = {"name": row.name, "required": _word(row.required), "native": _word(row.native)}
        about.add_metric([name], facts)
        state.add_metric([name], {str(each): each == row.state for each in ModuleState})
        health.add_metric([name], {str(each): each == row.health for each in HealthStatus})
    yield from (about, state, health)
    yield _each("ready", "1 while the module can do its work.", {n: float(r.ready) for n, r in rows})
    text = "1 when the user wants the module to run."
    yield _each("desired_up", text, {n: float(r.desired == "up") for n, r in rows})
    text = "1 while the module runs in its degraded mode."
    yield _each("degraded_mode", text, {n: float(r.mode.get("name") == "degraded") for n, r in rows})


def _module_life(rows: list[Row]) -> Iterator[Metric]:
    text = "Starts of the module that nobody asked for, such as those after a crash."
    restarts = CounterMetricFamily("skelly_module_restarts", text, labels=MODULE)
    for name, row in rows:
        restarts.add_metric([name], row.restarts)
    yield restarts
    text = "Restarts since the module was last stable; none are left at its max_attempts."
    yield _each("recovery_attempts", text, {n: row.attempts for n, row in rows})
    text = "How long the module's process has been running."
    up = {n: row.uptime_s for n, row in rows if row.uptime_s is not None}
    yield _each("uptime_seconds", text, up, "seconds")
    text = "Seconds until the module is started again by itself."
    yield _each(
        "retry_in_seconds", text, {n: r.retry_in_s for n, r in rows if r.retry_in_s is not None}, "seconds"
    )


def _module_usage(rows: list[Row]) -> Iterator[Metric]:
    text = "CPU used by the module's process tree; 1 is one core."
    yield _each("cpu_ratio", text, {n: _ratio(row.cpu_percent) for n, row in rows}, "ratio")
    text = "Memory used by the module's process tree."
    yield _each("memory_bytes", text, {n: row.memory_mb * MEGABYTE for n, row in rows}, "bytes")
    yield _each("threads", "Threads of the module's process tree.", {n: row.threads for n, row in rows})
    text = "Open files and handles of the module's process tree."
    yield _each("file_handles", text, {n: row.file_handles for n, row in rows})
    text = "Processes of the module's tree besides its leader."
    yield _each("child_processes", text, {n: row.children for n, row in rows})


def _module_answers(rows: list[Row]) -> Iterator[Metric]:
    text = "How long the last check that passed took."
    answered = {
        n: round(row.response_time_ms / 1000, 6) for n, row in rows if row.response_time_ms is not None
    }
    yield _each("response_time_seconds", text, answered, "seconds")
    text = "Share of checks and calls that failed in the last minute."
    yield _each("error_ratio", text, {n: row.error_rate for n, row in rows}, "ratio")
    text = "Messages that wait in the module's queue."
    yield _each("message_queue_depth", text, {n: row.message_queue_depth for n, row in rows})
    text = "What a native module reports of itself, in its own units."
    reported = GaugeMetricFamily("skelly_module_reported", text, labels=["module", "metric"])
    for name, row in rows:
        for metric, value in row.metrics.items():
            reported.add_metric([name, metric], value)
    yield reported


def _each(name: str, text: str, values: dict[str, float], unit: str = "") -> GaugeMetricFamily:
    """One gauge with a value for each module named."""
    family = GaugeMetricFamily(f"skelly_module_{name}", text, labels=MODULE, unit=unit)
    for module, value in values.items():
        family.add_metric([module], value)
    return family


def _ratio(percent: float) -> float:
    return round(percent / 100, 6)


def _word(truth: bool) -> str:
    return "true" if truth else "false"
