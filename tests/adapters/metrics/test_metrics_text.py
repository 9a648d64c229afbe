"""The snapshot as OpenMetrics text, read back by the library's own strict parser."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from prometheus_client.openmetrics.parser import text_string_to_metric_families

from skelly_tray.adapters.metrics.text import metrics_text
from skelly_tray.domain.resource_limits import LimitKind
from skelly_tray.domain.status import (
    HealthCost,
    HealthStatus,
    Issue,
    ModuleState,
    ModuleStatus,
    OrchestratorStatus,
    Severity,
    SystemHealth,
    SystemResources,
    SystemStatus,
)

DISK = Issue("disk", Severity.WARNING, "Full", "nearly")
WEB = ModuleStatus(
    name='The "web"\nserver',
    state=ModuleState.RUNNING,
    desired="up",
    health=HealthStatus.DEGRADED,
    ready=True,
    uptime_s=61.5,
    restarts=3,
    attempts=1,
    cpu_percent=12.5,
    memory_mb=2.0,
    threads=4,
    file_handles=9,
    children=2,
    message_queue_depth=7,
    error_rate=0.25,
    response_time_ms=1.5,
    limits={
        "max_cpu_percent": {"value": 50.0, "rung": "freeze", "strength": "soft", "exceeded": False},
        "max_memory_mb": {
            "value": 1,
            "rung": "cgroup_v2",
            "strength": "hard",
            "exceeded": True,
            "held": True,
        },
        "max_file_handles": {"value": 256, "rung": "rlimit", "strength": "hard", "exceeded": False},
        "max_threads": {"value": 64, "rung": "advisory", "strength": "none", "exceeded": False},
    },
    issues=[DISK],
    metrics={"events": 12.0},
    mode={"name": "degraded"},
)
FAILED = ModuleStatus(
    name="db",
    state=ModuleState.FAILED,
    desired="down",
    health=HealthStatus.UNKNOWN,
    ready=False,
    retry_in_s=4.0,
    required=False,
    native=True,
)
HEALTH = SystemHealth(
    status=SystemStatus.CRITICAL,
    uptime_s=100.0,
    orchestrator=OrchestratorStatus(
        pid=1, keeper_pid=2, version="9.8.7", cpu_percent=0.5, memory_mb=40.0, health_checks=HealthCost(30.0)
    ),
    resources=SystemResources(12.5, 3.0, 1.0, 8.0),
    modules={"web": WEB, "db": FAILED},
    issues=[DISK, replace(DISK, id="keeper", severity=Severity.ERROR)],
)

Samples = dict[tuple[str, tuple[tuple[str, str], ...]], float]


def samples(text: str) -> Samples:
    families = list(text_string_to_metric_families(text))
    found = [sample for family in families for sample in family.samples]
    return {(sample.name, tuple(sorted(sample.labels.items()))): sample.value for sample in found}


def of(found: Samples, family: str, /, **labels: Any) -> float | None:
    return found.get((f"skelly_{family}", tuple(sorted(labels.items()))))


def test_every_figure_of_a_module_is_there_in_base_units() -> None:
    found = samples(metrics_text(HEALTH))
    expected = {
        "ready": 1.0,
        "desired_up": 1.0,
        "degraded_mode": 1.0,
        "restarts_total": 3.0,
        "recovery_attempts": 1.0,
        "uptime_seconds": 61.5,
        "cpu_ratio": 0.125,
        "memory_bytes": 2 * 2**20,
        "threads": 4.0,
        "file_handles": 9.0,
        "child_processes": 2.0,
        "response_time_seconds": 0.0015,
        "error_ratio": 0.25,
        "message_queue_depth": 7.0,
        "limit_cpu_ratio": 0.5,
        "limit_memory_bytes": 2**20,
        "limit_file_handles": 256.0,
        "limit_threads": 64.0,
    }
    assert {name: of(found, f"module_{name}", module="web") for name in expected} == expected
    assert of(found, "module_retry_in_seconds", module="db") == 4.0
    assert of(found, "module_reported", module="web", metric="events") == 12.0
    about = {"name": 'The "web"\nserver', "required": "true", "native": "false"}
    assert of(found, "module_info", module="web", **about) == 1.0


def test_states_are_sets_with_one_member() -> None:
    found = samples(metrics_text(HEALTH))
    for name, chosen, kinds in (
        ("module_state", ModuleState.FAILED, ModuleState),
        ("module_health", HealthStatus.UNKNOWN, HealthStatus),
    ):
        values = {str(kind): of(found, name, module="db", **{f"skelly_{name}": str(kind)}) for kind in kinds}
        assert values == {str(kind): float(kind is chosen) for kind in kinds}
    verdicts = {str(s): of(found, "system_status", skelly_system_status=str(s)) for s in SystemStatus}
    assert verdicts == {str(s): float(s is SystemStatus.CRITICAL) for s in SystemStatus}


def test_what_there_is_not_is_left_out() -> None:
    found = samples(metrics_text(HEALTH))
    for name in ("uptime_seconds", "response_time_seconds", "limit_memory_bytes"):
        assert of(found, f"module_{name}", module="db") is None
    assert of(found, "module_retry_in_seconds", module="web") is None


def test_limits_say_what_holds_them_and_whether_they_are_exceeded() -> None:
    found = samples(metrics_text(HEALTH))
    exceeded = {
        limit: of(found, "module_limit_exceeded", module="web", limit=limit)
        for limit in ("cpu", "memory", "file_handles", "threads")
    }
    assert exceeded == {"cpu": 0.0, "memory": 1.0, "file_handles": 0.0, "threads": 0.0}
    assert (
        of(found, "module_limit_info", module="web", limit="memory", rung="cgroup_v2", strength="hard") == 1.0
    )
    held = {label: of(found, "module_limit_held", module="web", limit=label) for label in exceeded}
    assert held == {"cpu": 0.0, "memory": 1.0, "file_handles": 0.0, "threads": 0.0}
    assert set(WEB.limits) == set(LimitKind)


def test_totals_our_own_cost_and_open_issues() -> None:
    found = samples(metrics_text(HEALTH))
    expected = {
        "uptime_seconds": 100.0,
        "total_cpu_ratio": 0.125,
        "total_memory_bytes": 3 * 2**20,
        "disk_usage_bytes": 2**20,
        "network_bytes_per_second": 1000.0,
        "orchestrator_cpu_ratio": 0.005,
        "orchestrator_memory_bytes": 40 * 2**20,
        "keeper_up": 1.0,
        "health_checks_per_minute": 30.0,
    }
    assert {name: of(found, name) for name in expected} == expected
    assert of(found, "build_info", version="9.8.7") == 1.0
    counts = {str(s): of(found, "issues", severity=str(s)) for s in Severity}
    assert counts == {"info": 0.0, "warning": 1.0, "error": 1.0, "critical": 0.0}


def test_every_family_has_a_help_text_and_the_end_is_marked() -> None:
    text = metrics_text(HEALTH)
    families = list(text_string_to_metric_families(text))
    assert text.endswith("# EOF\n") and len(families) > 30
    assert [family.name for family in families if not family.documentation] == []
    assert all(family.name.startswith("skelly_") for family in families)
