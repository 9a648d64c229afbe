"""The defaults that the contract names, and how spans of time are said."""

from __future__ import annotations

import pytest

from skelly_tray.domain.descriptor import ModuleDescriptor, ModuleId, ProbeSpec, RestartPolicy, TcpCheck
from skelly_tray.domain.orchestrator_config import OrchestratorConfig
from skelly_tray.domain.timing import span

ORCHESTRATOR = {
    "startup_timeout": 60.0,
    "module_start_delay": 1.0,
    "parallel_startup": False,
    "health_check_interval": 30.0,
    "health_check_timeout": 5.0,
    "unhealthy_threshold": 3,
    "auto_recovery": True,
    "max_recovery_attempts": 3,
    "recovery_backoff": 10.0,
    "resource_check_interval": 10.0,
    "throttle_threshold": 90.0,
    "stable_after": 60.0,
    "recovery_backoff_max": 300.0,
    "retry_failed_after": 300.0,
    "max_concurrent_recoveries": 2,
    "orphan_grace": 10.0,
    "config_trial": 30.0,
    "sample_interval": 1.0,
}
MODULE = {
    "enabled": True,
    "required": True,
    "lazy": False,
    "oneshot": False,
    "startup_timeout": 30.0,
    "shutdown_timeout": 10.0,
    "stop_signal": "TERM",
    "success_exit_codes": (0,),
    "no_restart_exit_codes": (),
    "importance": 50,
    "ready_after": 0.2,
    "recovery": RestartPolicy(3, 10.0, 300.0, 60.0, 300.0),
}


@pytest.mark.parametrize(("key", "value"), ORCHESTRATOR.items())
def test_the_orchestrator_has_the_documented_defaults(key: str, value: object) -> None:
    assert getattr(OrchestratorConfig(), key) == value


def test_logs_are_rotated_by_default() -> None:
    logs = OrchestratorConfig().logs
    assert (logs.max_mb, logs.keep) == (10.0, 3)


@pytest.mark.parametrize(("key", "value"), MODULE.items())
def test_a_module_has_the_documented_defaults(key: str, value: object) -> None:
    assert getattr(ModuleDescriptor(ModuleId("a"), "a", ("a",)), key) == value


def test_a_probe_needs_three_misses_and_one_pass_by_default() -> None:
    spec = ProbeSpec(TcpCheck("127.0.0.1", 1), 1.0, 1.0)
    assert (spec.failure_threshold, spec.success_threshold, spec.initial_delay) == (3, 1, 0.0)


@pytest.mark.parametrize(
    ("seconds", "said"),
    [(-1, "0 ms"), (0.0, "0 ms"), (0.25, "250 ms"), (1.0, "1.0 s"), (119.9, "119.9 s"), (120.0, "2 min")],
)
def test_spans_are_said_in_the_unit_that_fits(seconds: float, said: str) -> None:
    assert span(seconds) == said
