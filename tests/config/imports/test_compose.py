"""Services of Docker Compose that have a command become modules; the rest is named."""

from __future__ import annotations

from pathlib import Path

import pytest

from skelly_tray.config.imports.found import NotReadableError
from skelly_tray.config.imports.interpolation import interpolated
from tests.config.imports.reading import imported, notes, tables

TEXT = """
x-common: &common
  restart: on-failure:5
  environment: {SHARED: "${WHO:-nobody}", API_KEY: abc}
services:
  web:
    <<: *common
    image: python:3.12
    command: python -m http.server "8000"
    ports: ["80:80", 190:20]
    healthcheck:
      test: ["CMD-SHELL", "curl -f localhost:8000 || exit 1"]
      interval: 1m30s
      retries: 5
      start_period: 10s
    depends_on:
      db: {condition: service_healthy, restart: true}
      job: {condition: service_completed_successfully}
      cache: {condition: service_started, required: false}
    deploy: {resources: {limits: {cpus: "0.5", memory: 256M}}}
    stop_grace_period: 20s
    stop_signal: SIGUSR1
  db:
    entrypoint: ["postgres", "-c", "x=1"]
    environment: [FROM_ENV_FILE, "B=$${NOT}"]
    healthcheck: {test: ["CMD", "pg_isready"]}
    restart: always
  job: {command: [migrate], restart: "no"}
  cache: {image: "redis:7"}
  args: {image: "maria:1", command: --verbose}
  off: {command: debug, profiles: [dev]}
"""


def test_commands_checks_limits_and_edges_are_kept(tmp_path: Path) -> None:
    made = imported(tmp_path, "compose.yaml", TEXT, _env="FROM_ENV_FILE=seen\n")
    found = tables(made)
    web = found["web"]
    assert web["command"] == ["python", "-m", "http.server", "8000"]
    assert web["probes"]["readiness"] == {
        "kind": "exec", "command": ["/bin/sh", "-c", "curl -f localhost:8000 || exit 1"], "interval": "90s",
        "timeout": "30s", "failure_threshold": 5, "initial_delay": "10s",
    }  # fmt: skip
    assert web["depends_on"] == [
        {"module": "db", "condition": "ready", "on_restart": "restart"},
        {"module": "job", "condition": "completed"},
    ]
    assert web["limits"]["max_cpu_percent"] == 50.0 and web["limits"]["max_memory_mb"] == 256.0
    assert (web["stop_signal"], web["shutdown_timeout"]) == ("USR1", "20s")
    assert web["no_restart_exit_codes"] == [0] and web["recovery"]["max_attempts"] == 5
    assert web["env"] == {"SHARED": "nobody", "API_KEY": "abc"}
    assert found["db"]["env"] == {"FROM_ENV_FILE": "seen", "B": "${NOT}"}
    assert found["db"]["command"] == ["postgres", "-c", "x=1"]
    assert found["job"]["oneshot"] is True and found["off"]["enabled"] is False


def test_what_was_of_the_container_is_said(tmp_path: Path) -> None:
    said = notes(imported(tmp_path, "compose.yaml", TEXT))
    assert all(
        word in said["web"]
        for word in ("python:3.12", "ports", "needs cache", "API_KEY", "secret set web/NAME")
    )


def test_a_service_without_a_command_is_left_out_with_the_reason(tmp_path: Path) -> None:
    made = imported(tmp_path, "compose.yaml", TEXT)
    assert "redis:7" in made.left_out["cache"] and "arguments" in made.left_out["args"]
    assert any("off" in note and "web" not in note for note in made.notes)


def test_a_variable_that_nobody_knows_is_named_and_one_that_is_asked_for_refused(tmp_path: Path) -> None:
    made = imported(tmp_path, "compose.yaml", "services: {a: {command: 'x ${NOBODY_SET_THIS}'}}")
    assert any("NOBODY_SET_THIS" in note for note in made.notes)
    with pytest.raises(NotReadableError, match="say who"):
        imported(tmp_path, "compose.yaml", "services: {a: {command: '${NOBODY_SET_THIS:?say who}'}}")


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("$A", "1"), ("${A}", "1"), ("$$A", "$A"), ("${E:-d}", "d"), ("${E-d}", ""), ("${N-d}", "d"), ("${N:-}", ""),
        ("${A:+y}", "y"), ("${E:+y}", ""), ("${E+y}", "y"), ("a$", "a$"), ("${A", "${A"), ("$1", "$1"),
    ],
)  # fmt: skip
def test_variables_mean_what_they_mean_to_docker(text: str, value: str) -> None:
    assert interpolated({"k": [text]}, {"A": "1", "E": ""})[0] == {"k": [value]}
