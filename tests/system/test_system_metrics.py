"""Metrics of a real system: by the command, and on the page of [metrics] port."""

from __future__ import annotations

import socket
import stat
import urllib.error
import urllib.request
from typing import Any

import pytest
from prometheus_client.openmetrics.parser import text_string_to_metric_families

from tests.adapters.metrics.test_metrics_page import free_port
from tests.supervisor import Supervisor, wait_until
from tests.system.casting import ASLEEP


def values(text: str) -> dict[tuple[str, str], float]:
    """By name and module."""
    found: dict[tuple[str, str], float] = {}
    for family in text_string_to_metric_families(text):
        for sample in family.samples:
            found[sample.name, sample.labels.get("module", "")] = sample.value
    return found


def test_the_command_prints_what_the_system_is(supervisor: Supervisor) -> None:
    supervisor.module("web", command=ASLEEP, limits={"max_memory_mb": 500})
    supervisor.start()
    supervisor.wait_running("web")
    done = supervisor.cli("metrics", check=True)
    found = values(done.stdout)
    assert done.stdout.endswith("# EOF\n")
    assert found["skelly_module_ready", "web"] == 1.0 and found["skelly_module_restarts_total", "web"] == 0.0
    assert found["skelly_keeper_up", ""] == 1.0


def test_the_command_without_a_core_says_so(supervisor: Supervisor) -> None:
    done = supervisor.cli("metrics")
    assert done.returncode == 3 and done.stdout == ""


def fetch(port: int, token: str) -> Any:
    request = urllib.request.Request(
        f"http://127.0.0.1:{port}/metrics", headers={"Authorization": f"Bearer {token}"}
    )
    with urllib.request.urlopen(request, timeout=10) as answer:
        return answer.read().decode()


def test_the_page_is_there_when_it_is_asked_for(supervisor: Supervisor) -> None:
    port = free_port()
    supervisor.orchestrator(metrics={"port": port})
    supervisor.module("web", command=ASLEEP)
    supervisor.start()
    supervisor.wait_running("web")
    token = supervisor.home / "run" / "metrics.token"
    assert stat.S_IMODE(token.stat().st_mode) == 0o600
    assert values(fetch(port, token.read_text().strip()))["skelly_module_ready", "web"] == 1.0
    with pytest.raises(urllib.error.HTTPError, match="401"):
        fetch(port, "wrong")
    assert supervisor.terminate() == 0 and not token.exists()


def test_a_port_in_use_is_an_issue_and_stops_nothing(supervisor: Supervisor) -> None:
    with socket.create_server(("127.0.0.1", 0)) as blocker:
        port = blocker.getsockname()[1]
        supervisor.orchestrator(metrics={"port": port})
        supervisor.module("web", command=ASLEEP)
        supervisor.start()
        supervisor.wait_running("web")
        wait_until(lambda: supervisor.status()["issues"], "an issue")
        (issue,) = supervisor.status()["issues"]
        assert issue["id"] == "metrics.port" and str(port) in issue["message"]


def test_without_a_port_there_is_no_token(supervisor: Supervisor) -> None:
    supervisor.start()
    assert not (supervisor.home / "run" / "metrics.token").exists()
